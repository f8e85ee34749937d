package extraction

import (
	"github.com/probity-ledger/probity/domain"
)

// The key of a batch is that many bytes: its salts are only as hard to guess as the key.
const (
	minKey = 16
	maxKey = 64
)

// Refused: NOT_AUTHORISED, NOT_STARTED, EXTRACTION_FAILED, UNKNOWN_SOURCE, BATCH_GAP, SOURCE_FINISHED, EMPTY_BATCH, BATCH_TOO_LARGE,
// BAD_KEY and the codes of Content.check. A batch already recorded is no event.
func (c RecordMessages) decide(s State, _ domain.Envelope) ([]Event, error) {
	if err := domain.First(domain.CheckHash("source", c.Source), s.working()); err != nil {
		return nil, err
	}
	f, err := s.source("source", c.Source)
	if err != nil {
		return nil, err
	}
	if c.Batch >= 0 && c.Batch < f.Batches {
		return nil, nil
	}
	if err := domain.First(f.next(c.Batch), domain.CheckHash("root", c.Root), c.checkKey(), c.limits()); err != nil {
		return nil, err
	}
	if err := c.Content.check(); err != nil {
		return nil, err
	}
	return []Event{MessagesRecorded(c)}, nil
}

func (f SourceState) next(batch int) error {
	switch {
	case batch != f.Batches:
		return domain.Errorf(domain.Refused, "BATCH_GAP", "batch %d was sent, but batch %d comes next; send that one", batch, f.Batches).On("batch")
	case f.Recorded:
		return domain.Errorf(domain.Refused, "SOURCE_FINISHED",
			"the import of this file is closed with a receipt over %d batches; nothing can be added to it", f.Batches).On("batch")
	}
	return nil
}

func (c RecordMessages) checkKey() error {
	if len(c.Key) >= minKey && len(c.Key) <= maxKey {
		return nil
	}
	return domain.Errorf(domain.Invalid, "BAD_KEY", "the key of a batch has %d to %d bytes", minKey, maxKey).On("key")
}

func (c RecordMessages) limits() error {
	n := len(c.Content.Messages)
	switch {
	case n == 0:
		return domain.Errorf(domain.Invalid, "EMPTY_BATCH", "the batch holds no message; send none instead").On("content")
	case n > MaxBatch:
		return tooLarge("%d messages; at most %d are taken", n, MaxBatch)
	}
	if size := c.Content.Size(); size > MaxBatchBytes {
		return tooLarge("about %d bytes; at most %d are taken", size, MaxBatchBytes)
	}
	return nil
}

func tooLarge(format string, is, most int) error {
	return domain.Errorf(domain.Invalid, "BATCH_TOO_LARGE", "the batch holds "+format+". Send smaller batches", is, most).On("content")
}
