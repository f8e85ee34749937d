package accesslog_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// house is an access log over the embedded event store.
type house struct {
	store  *logtest.Store
	log    *eventlog.Log
	sealer *accesslog.Sealer
	writer *accesslog.Writer
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func open(tb testing.TB, change ...func(*accesslog.Config)) *house {
	tb.Helper()
	h := &house{store: logtest.Start(tb)}
	h.log = h.store.Open()
	var err error
	if h.sealer, err = accesslog.NewSealer(bytes.Repeat([]byte{7}, accesslog.KeySize)); err != nil {
		tb.Fatal(err)
	}
	h.writer = h.start(tb, change...)
	return h
}

// start runs a writer until the test ends.
func (h *house) start(tb testing.TB, change ...func(*accesslog.Config)) *accesslog.Writer {
	tb.Helper()
	cfg := accesslog.Config{Log: h.log, Sealer: h.sealer, Name: "w1", Now: func() time.Time { return noon }, Patience: 10 * time.Second}
	for _, c := range change {
		c(&cfg)
	}
	w, err := accesslog.NewWriter(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			tb.Error(err)
		}
	})
	return w
}

// shown is an entry about one thing.
func shown(id string) accesslog.Shown {
	return accesslog.Shown{
		Who:       accesslog.Who{Actor: "test|case-officer", Role: domain.CaseOfficer, Force: "northmoor", Session: "s1", Request: "r1"},
		Operation: accesslog.Read, Field: "message", Content: access.EvidenceContent, Matter: "8f14e45f-ceea-467f-a0e6-9a3f1b2c3d4e",
		Of: "northmoor", Things: accesslog.NewThings([]string{id}), Policies: []string{"permit.need-to-know"}, At: noon,
	}
}

func (h *house) record(tb testing.TB, entries ...accesslog.Event) {
	tb.Helper()
	if err := h.writer.Record(context.Background(), entries...); err != nil {
		tb.Fatal(err)
	}
}

// stored reads everything in the log.
func (h *house) stored(tb testing.TB) (all []eventlog.Recorded) {
	tb.Helper()
	err := h.log.ReadAll(context.Background(), eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		if accesslog.Is(r.Stream) {
			all = append(all, r)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// names returns the thing each stored entry is about, with how often, and fails where an entry stands twice.
func (h *house) names(tb testing.TB) map[string]int {
	tb.Helper()
	found, ids := map[string]int{}, map[string]bool{}
	for _, r := range h.stored(tb) {
		e, err := accesslog.Decode(r)
		if err != nil {
			tb.Fatal(err)
		}
		if ids[r.ID.String()] {
			tb.Errorf("entry %s stands twice", r.ID)
		}
		ids[r.ID.String()] = true
		for _, name := range e.(accesslog.Shown).All() {
			found[name]++
		}
	}
	return found
}

// fault is what becomes of an append.
type fault int

const (
	sound         fault = iota
	refusedBefore       // nothing was written, and it is known
	lostBefore          // nothing was written, and nobody knows
	lostAfter           // it was written, and nobody knows
)

// faulty stands before a real log and breaks appends by a plan.
type faulty struct {
	accesslog.Log
	next func() fault
}

var errPlanned = errors.New("broken by the test")

func (f faulty) Append(ctx context.Context, stream string, exp eventlog.Expected, events ...eventlog.Event) (eventlog.Appended, error) {
	kind := f.next()
	switch kind {
	case refusedBefore:
		return eventlog.Appended{}, fmt.Errorf("%w: %w", eventlog.ErrUnavailable, errPlanned)
	case lostBefore:
		return eventlog.Appended{}, fmt.Errorf("%w: %w", eventlog.ErrOutcomeUnknown, errPlanned)
	}
	done, err := f.Log.Append(ctx, stream, exp, events...)
	if kind == lostAfter && err == nil {
		return eventlog.Appended{}, fmt.Errorf("%w: %w", eventlog.ErrOutcomeUnknown, errPlanned)
	}
	return done, err
}
