package eventlog

import (
	"context"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
)

// MaxName bounds the names of streams and types, in bytes.
const MaxName = 512

// Append writes the events at the end of the stream, all or none, if the stream is where exp says. The answer comes when they are
// stored for good.
//
// Errors: *ConflictError, *TooLargeError, ErrDiskFull, ErrRefused, ErrAccess, ErrUnavailable and ErrClosed say that nothing was
// written by this call. ErrOutcomeUnknown says that nobody knows. An append of events with the same ids at the same place as ones
// already written there succeeds and writes nothing.
func (l *Log) Append(ctx context.Context, stream string, exp Expected, events ...Event) (done Appended, err error) {
	ctx, w := l.watchAppend(ctx, events)
	defer func() { w.end(err) }()
	return l.append(ctx, stream, exp, events)
}

func (l *Log) append(ctx context.Context, stream string, exp Expected, events []Event) (Appended, error) {
	proposed, err := l.propose(stream, exp, events)
	if err != nil {
		return Appended{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, l.cfg.CallTimeout)
	defer cancel()
	deadline := l.cfg.CallTimeout
	opts := esdb.AppendToStreamOptions{ExpectedRevision: exp.toClient(), Deadline: &deadline}
	var written *esdb.WriteResult
	err = l.calls.do(ctx, func(ctx context.Context, client *esdb.Client) (err error) {
		r, err := client.AppendToStream(ctx, stream, opts, proposed...)
		if err == nil {
			written = r
		}
		return err
	})
	if err != nil {
		return Appended{}, fmt.Errorf("append to stream %s: %w", stream, translateAppend(stream, exp, err))
	}
	at := Position{Commit: written.CommitPosition, Prepare: written.PreparePosition}
	return Appended{Revision: written.NextExpectedVersion, Position: at}, nil
}

func (e Expected) toClient() esdb.ExpectedRevision {
	if e.kind == expectRevision {
		return esdb.Revision(e.revision)
	}
	return esdb.NoStream{}
}

// propose checks everything the store or the client would choke on, and the size.
func (l *Log) propose(stream string, exp Expected, events []Event) ([]esdb.EventData, error) {
	if err := checkName(stream); err != nil {
		return nil, fmt.Errorf("append to stream %q: the stream's name %w", stream, err)
	}
	if exp.kind == expectNothing {
		return nil, fmt.Errorf("append to stream %s: no expected revision given", stream)
	}
	if len(events) == 0 {
		return nil, fmt.Errorf("append to stream %s: no events given", stream)
	}
	out, bytes := make([]esdb.EventData, len(events)), 0
	for i, e := range events {
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("append to stream %s: event %d: %w", stream, i, err)
		}
		bytes += len(e.Data) + len(e.Metadata) + 2*len(e.Type)
		out[i] = esdb.EventData{EventID: e.ID, EventType: e.Type, ContentType: esdb.ContentTypeJson, Data: e.Data, Metadata: e.Metadata}
	}
	if bytes > l.cfg.MaxAppendBytes {
		return nil, &TooLargeError{Stream: stream, Bytes: bytes, Limit: l.cfg.MaxAppendBytes}
	}
	return out, nil
}

func (e Event) check() error {
	if e.ID == uuid.Nil {
		return errors.New("it has no id")
	}
	if err := checkName(e.Type); err != nil {
		return fmt.Errorf("its type %w", err)
	}
	return nil
}

// checkName refuses what servers are known to crash on or keep for themselves.
func checkName(name string) error {
	switch {
	case name == "":
		return errors.New("is empty")
	case len(name) > MaxName:
		return fmt.Errorf("has %d bytes, at most %d are allowed", len(name), MaxName)
	case name[0] == '$':
		return errors.New("begins with $, which the store keeps for itself")
	case !utf8.ValidString(name):
		return errors.New("is not UTF-8")
	}
	for _, r := range name {
		if unicode.IsControl(r) {
			return errors.New("holds a control character")
		}
	}
	return nil
}
