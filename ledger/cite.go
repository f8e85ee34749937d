package ledger

import (
	"context"
	"errors"
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// maxCitations bounds what is looked up for one decision: every batch cited is read again, up to 512 KiB each. The decision itself
// refuses so many.
const maxCitations = 200

// attest looks up every cited message where the citation says it stands, in the log itself and in no read model. What is not there,
// or is not a batch with that message in it, is not attested; the decision then says so.
func (k *look) attest(ctx context.Context, evidence []misconduct.Citation) ([]misconduct.Attested, error) {
	if len(evidence) > maxCitations {
		return nil, nil
	}
	type place struct {
		extraction domain.ExtractionID
		revision   uint64
	}
	batches := make(map[place][]domain.MessageID)
	var attested []misconduct.Attested
	for _, e := range evidence {
		if e.Message == nil {
			continue
		}
		at := place{e.Message.Extraction, e.Message.Revision}
		if _, read := batches[at]; !read {
			found, err := k.messagesAt(ctx, at.extraction, at.revision)
			if err != nil {
				return nil, err
			}
			batches[at] = found
		}
		if !slices.Contains(batches[at], e.Message.Message) {
			continue
		}
		matter, err := k.matterOf(ctx, e.Message.Extraction)
		if err != nil {
			return nil, err
		}
		attested = append(attested, misconduct.Attested{Ref: *e.Message, Matter: matter})
	}
	return attested, nil
}

// messagesAt returns the ids of the messages recorded at a revision of an extraction's stream; none where there is no such batch.
func (k *look) messagesAt(ctx context.Context, id domain.ExtractionID, revision uint64) ([]domain.MessageID, error) {
	e, err := k.extractionEvent(ctx, id, revision)
	batch, ok := e.(extraction.MessagesRecorded)
	if err != nil || !ok {
		return nil, err
	}
	ids := make([]domain.MessageID, len(batch.Content.Messages))
	for i, m := range batch.Content.Messages {
		ids[i] = m.ID
	}
	return ids, nil
}

// matterOf returns the matter an extraction was made for, which its first event says.
func (k *look) matterOf(ctx context.Context, id domain.ExtractionID) (domain.MatterID, error) {
	e, err := k.extractionEvent(ctx, id, 0)
	if authorised, ok := e.(extraction.Authorised); ok && err == nil {
		return authorised.Matter, nil
	}
	return "", err
}

// extractionEvent reads one event of an extraction's stream; nil where there is none.
func (k *look) extractionEvent(ctx context.Context, id domain.ExtractionID, revision uint64) (any, error) {
	if checkID("extraction", string(id)) != nil {
		return nil, nil
	}
	r, err := k.log.ReadOne(ctx, wire.Stream(extraction.Category, string(id)), revision)
	if errors.Is(err, eventlog.ErrStreamNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d, err := wire.Decode(r)
	if err != nil {
		return nil, err
	}
	return d.Event, nil
}
