package projections_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// The runner over the real embedded event store: catching up, following, a store that goes away and comes back, a restart.
func TestRunner_over_the_embedded_store(t *testing.T) {
	t.Parallel()
	store, dir := logtest.Start(t), t.TempDir()
	log := store.Open()
	var last eventlog.Position
	write := func(from, to int) {
		t.Helper()
		for i := from; i < to; i++ {
			last = receive(t, log, i)
		}
	}
	write(0, 30)
	r, stop := viewtest.Start(t, dir, log, everyProjection()...)
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	write(30, 60)
	store.Stop()
	store.Start()
	write(60, 70)
	for _, p := range everyProjection() {
		if err := r.View(p.Name()).Wait(soon(t), last); err != nil {
			t.Fatal(err)
		}
	}
	q := cases.NewQueries(r.View(cases.Name), log)
	counts, err := q.Counts(t.Context(), supervisor("northmoor"), cases.ByState)
	if err != nil || len(counts) != 1 || counts[0].N != 70 {
		t.Errorf("counts %v, %v", counts, err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	write(70, 75)
	again := viewtest.OpenIn(t, dir, log, everyProjection()...)
	fresh := viewtest.Open(t, log, everyProjection()...)
	compare(t, again, fresh)
}

func receive(t *testing.T, log *eventlog.Log, i int) eventlog.Position {
	t.Helper()
	id := uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "matter %d", i))
	name, data, err := wire.Encode(misconduct.MatterReceived{Reference: fmt.Sprint(i), Force: "northmoor", CameToAttentionOn: "2025-06-03"})
	if err != nil {
		t.Fatal(err)
	}
	meta, err := wire.EncodeMetadata(wire.Metadata{Actor: "a", CommandID: id.String()})
	if err != nil {
		t.Fatal(err)
	}
	event := eventlog.Event{ID: id, Type: name, Data: data, Metadata: meta}
	for ctx := soon(t); ; {
		appended, err := log.Append(ctx, "misconduct-"+id.String(), eventlog.NoStream(), event)
		switch {
		case err == nil:
			return appended.Position
		case !errors.Is(err, eventlog.ErrUnavailable) && !errors.Is(err, eventlog.ErrOutcomeUnknown) || ctx.Err() != nil:
			t.Fatal(err)
		}
		// The store has only just come back and the connection was begun before; the same event again is written once.
	}
}

// A log that ends with something of the store's own, such as the metadata of a stream, has an end that views reach all the same.
func TestRunner_reaches_an_end_that_belongs_to_the_store(t *testing.T) {
	t.Parallel()
	log, dir := logtest.Start(t).Open(), t.TempDir()
	receive(t, log, 1)
	r, stop := viewtest.Start(t, dir, log, everyProjection()...)
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	if err := log.KeepLast(t.Context(), "lease-test", 5); err != nil && !errors.Is(err, eventlog.ErrRefused) {
		t.Fatal(err)
	}
	atHead := func(r *projections.Runner) {
		t.Helper()
		head, err := log.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range everyProjection() {
			if err := r.View(p.Name()).Wait(soon(t), head); err != nil {
				t.Fatal(err)
			}
		}
	}
	atHead(r)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	atHead(viewtest.OpenIn(t, dir, log, everyProjection()...))
	atHead(viewtest.Open(t, log, everyProjection()...))
}
