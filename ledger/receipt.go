package ledger

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Receipt says where in the log a command now stands.
type Receipt struct {
	Stream   string
	Revision uint64            // of the command's last event; of the stream's last where the command caused none
	Position eventlog.Position // likewise
	EventIDs []string          // in order; none where there was nothing to record
	Repeated bool              // the command was carried out before, and nothing was written now
}

func eventIDs(command uuid.UUID, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = EventID(command, i).String()
	}
	return ids
}

var errOtherCommand = errors.New("an event of another command")

// receiptAt reads a command's events again, which begin at a revision of its stream, and answers with their receipt. It refuses when
// the content was another.
func (l *Ledger) receiptAt(ctx context.Context, r *request, first uint64) (Receipt, error) {
	answer, hash := Receipt{Stream: r.stream, Repeated: true}, ""
	err := l.log.Read(ctx, r.stream, first, func(e eventlog.Recorded) error {
		m, err := wire.DecodeMetadata(e.Metadata)
		if err != nil {
			return err
		}
		if id, err := parseID(m.CommandID); err != nil || id != r.command {
			return errOtherCommand
		}
		hash, answer.Revision, answer.Position = m.CommandHash, e.Revision, e.Position
		answer.EventIDs = append(answer.EventIDs, e.ID.String())
		return nil
	})
	if err != nil && !errors.Is(err, errOtherCommand) {
		return Receipt{}, err
	}
	if hash != r.hash {
		return Receipt{}, reused()
	}
	return answer, nil
}

// usedForAnother refuses a command id that went to another stream, before it is known what the command will say.
func (l *Ledger) usedForAnother(ctx context.Context, r *request) error {
	if l.receipts == nil {
		return nil
	}
	found, ok, err := l.receipts.Find(ctx, r.id())
	if err != nil || !ok || found.Stream == r.stream {
		return nil // what cannot be looked up is found when the command is given
	}
	return reused()
}

// foundElsewhere asks the read model of receipts. The same command in the same stream is no reuse: the stream itself answers it. A
// read model that cannot answer does not stop the recording of evidence: the check guards against mistakes, not the order of the log.
func (l *Ledger) foundElsewhere(ctx context.Context, r *request) error {
	if l.receipts == nil {
		return nil
	}
	found, ok, err := l.receipts.Find(ctx, r.id())
	if err != nil {
		l.logger.WarnContext(ctx, "used command ids cannot be looked up", "err", err)
		return nil
	}
	if !ok {
		return nil
	}
	if found.Stream != r.stream || found.CommandHash != r.hash {
		return reused()
	}
	return nil
}
