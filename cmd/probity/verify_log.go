package main

import (
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// logCheck looks at every event of the log once, in order. It keeps one number per stream and per imported file, so its memory grows
// with the number of cases and not of messages.
type logCheck struct {
	report   func(format string, args ...any)
	last     eventlog.Position
	streams  map[string]uint64          // the revision that must come next
	sources  map[sourceKey]*sourceCheck // files messages were read from
	evidence map[domain.SHA256]string   // files the log names, with a stream that does
	events   int
	// housekeeping counts the events of them that are about the program's own running; the store may have dropped early ones.
	housekeeping int
	beside       int // events of the access log, which is looked at by itself
	batches      int
	messages     int
}

type sourceKey struct {
	stream string
	sha    domain.SHA256
}

// sourceCheck counts what was recorded of one file, to compare it with the receipt.
type sourceCheck struct{ batches, messages int }

func newLogCheck(report func(string, ...any)) *logCheck {
	return &logCheck{report: report, streams: map[string]uint64{}, sources: map[sourceKey]*sourceCheck{},
		evidence: map[domain.SHA256]string{}}
}

func (c *logCheck) add(r eventlog.Recorded) {
	c.events++
	if !c.last.Before(r.Position) {
		c.report("log: position %s of event %d of %s does not follow %s", r.Position, r.Revision, r.Stream, c.last)
	}
	c.last = r.Position
	if accesslog.Is(r.Stream) { // both logs share one store; see accessLog
		c.beside++
		return
	}
	if wire.Housekeeping(r.Stream) {
		c.housekeeping++
		if _, err := wire.Decode(r); err != nil {
			c.report("log: %s", err)
		}
		return
	}
	if want := c.streams[r.Stream]; r.Revision != want {
		c.report("log: %s goes on with revision %d where %d should be", r.Stream, r.Revision, want)
	}
	c.streams[r.Stream] = r.Revision + 1
	d, err := wire.Decode(r)
	if err != nil {
		c.report("log: %s", err)
		return
	}
	switch e := d.Event.(type) {
	case extraction.SourceRegistered:
		c.evidence[e.Source.SHA256] = r.Stream
		c.sources[sourceKey{r.Stream, e.Source.SHA256}] = &sourceCheck{}
	case extraction.MessagesRecorded:
		c.batch(r, e)
	case extraction.SourceRecorded:
		c.receipt(r, e)
	case misconduct.DocumentRecorded:
		c.evidence[e.SHA256] = r.Stream
		for _, other := range e.Renditions {
			c.evidence[other.SHA256] = r.Stream
		}
	}
}

// batch checks a batch of messages: its place in the file, and its Merkle root over what it holds.
func (c *logCheck) batch(r eventlog.Recorded, e extraction.MessagesRecorded) {
	c.batches++
	c.messages += len(e.Content.Messages)
	if err := intake.VerifyBatch(e); err != nil {
		c.report("log: event %d of %s: the messages are not those its root was made over", r.Revision, r.Stream)
	}
	for _, m := range e.Content.Messages {
		for _, a := range m.Attachments {
			if a.State == extraction.Included && a.SHA256 != "" {
				c.evidence[a.SHA256] = r.Stream
			}
		}
	}
	source, ok := c.sources[sourceKey{r.Stream, e.Source}]
	if !ok {
		c.report("log: event %d of %s: messages of a file that was not registered", r.Revision, r.Stream)
		return
	}
	if e.Batch != source.batches {
		c.report("log: event %d of %s: batch %d where %d should be", r.Revision, r.Stream, e.Batch, source.batches)
	}
	source.batches = e.Batch + 1
	source.messages += len(e.Content.Messages)
}

// receipt compares an import's receipt with what was recorded.
func (c *logCheck) receipt(r eventlog.Recorded, e extraction.SourceRecorded) {
	source := c.sources[sourceKey{r.Stream, e.Source}]
	switch {
	case source == nil:
		c.report("log: event %d of %s: a receipt for a file that was not registered", r.Revision, r.Stream)
	case e.Batches != source.batches || e.CountedOut != source.messages:
		c.report("log: event %d of %s: the receipt says %d messages in %d batches, the log holds %d in %d",
			r.Revision, r.Stream, e.CountedOut, e.Batches, source.messages, source.batches)
	}
	if e.SourceSHAEnd != "" && e.SourceSHAEnd != e.Source {
		c.report("log: event %d of %s: the file had another hash after reading than before", r.Revision, r.Stream)
	}
}
