package eventlog

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
)

// KeepLast tells the store that only the last n events of a stream matter, so that it may leave the earlier ones out of what it reads and
// drop them when it tidies up. It is for streams of the program's own housekeeping and never for evidence. A stream that was told
// something already keeps it: nil is returned. ErrRefused means that the store cannot do it; then the stream keeps everything.
func (l *Log) KeepLast(ctx context.Context, stream string, n uint64) error {
	if err := checkName(stream); err != nil {
		return fmt.Errorf("keep the last events of stream %q: the stream's name %w", stream, err)
	}
	ctx, cancel := context.WithTimeout(ctx, l.cfg.CallTimeout)
	defer cancel()
	deadline := l.cfg.CallTimeout
	said := esdb.EventData{EventID: uuid.New(), EventType: "$metadata", ContentType: esdb.ContentTypeJson,
		Data: []byte(`{"$maxCount":` + strconv.FormatUint(n, 10) + `}`)}
	err := l.calls.do(ctx, func(ctx context.Context, client *esdb.Client) error {
		_, err := client.AppendToStream(ctx, "$$"+stream, esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}, Deadline: &deadline}, said)
		return err
	})
	if err == nil {
		return nil
	}
	err = translateAppend("$$"+stream, NoStream(), err)
	if conflict := new(ConflictError); errors.As(err, &conflict) {
		return nil
	}
	return fmt.Errorf("keep the last %d events of stream %s: %w", n, stream, err)
}

// ReadLast returns the last event of a stream; ErrStreamNotFound when there is none.
func (l *Log) ReadLast(ctx context.Context, stream string) (Recorded, error) {
	if err := checkName(stream); err != nil {
		return Recorded{}, readError(stream, fmt.Errorf("the stream's name %w", err))
	}
	open := func(ctx context.Context, client *esdb.Client) (receiver, func(), error) {
		r, err := client.ReadStream(ctx, stream, esdb.ReadStreamOptions{Direction: esdb.Backwards, From: esdb.End{}}, 1)
		if err != nil {
			return nil, nil, err
		}
		return r.Recv, r.Close, nil
	}
	var found *Recorded
	err := l.twice(func() error {
		return l.consume(ctx, open, func(r Recorded) error { found = &r; return nil })
	})
	if err == nil && found == nil {
		err = fmt.Errorf("%w: it is empty", ErrStreamNotFound)
	}
	if err != nil {
		return Recorded{}, readError(stream, err)
	}
	return *found, nil
}
