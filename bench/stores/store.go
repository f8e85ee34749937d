package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/google/uuid"
)

// store is one event store under measurement.
type store interface {
	name() string
	// start makes an empty store below dir and connects as many writers as will write at the same time.
	start(ctx context.Context, dir string, writers int) error
	// append writes n events to a stream at the revision it has reached, all or none, and returns when they are on disk.
	append(ctx context.Context, writer int, s *stream, n int) error
	// read reads a stream from its start and says how many events it gave.
	read(ctx context.Context, s *stream) (int, error)
	// catchUp reads the whole log in order from its start, up to limit events, as a read model does that is built anew.
	catchUp(ctx context.Context, limit int) (int, error)
	// events says how many events the store holds.
	events() int
	stop() error
}

// stream is one stream, written by one writer.
type stream struct {
	name string
	next uint64 // the revision its next event gets
	seq  uint64 // NATS: the sequence of its newest message, which it asks for instead of a revision
}

func newStream() *stream { return &stream{name: "bench-" + uuid.NewString()} }

// fact is an event as all stores get it: about what one act in a case comes to.
type fact struct {
	id             uuid.UUID
	kind           string
	data, metadata []byte
}

const factType = "bench.happened.v1"

var (
	factData     = mustJSON(map[string]string{"text": strings.Repeat("x", 280), "at": "2026-11-20T10:00:00Z"})
	factMetadata = mustJSON(map[string]string{"actor": uuid.Nil.String(), "role": "CASE_OFFICER", "force": "NMP",
		"commandId": uuid.Nil.String(), "correlationId": uuid.Nil.String(), "causationId": uuid.Nil.String()})
)

func newFact() fact {
	return fact{id: uuid.New(), kind: factType, data: factData, metadata: factMetadata}
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings only
	}
	return b
}
