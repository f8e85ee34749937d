package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/cmd/probity/demo"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/cases"
)

// These benchmarks go through the program's own parts, from the client of the event store to the HTTP answer. docs/performance.md
// holds figures and the machine they were taken on.

// open opens a whole ledger in a folder of the benchmark.
func open(tb testing.TB) *system {
	tb.Helper()
	s, err := openSystem(tb.Context(), settings{data: filepath.Join(tb.TempDir(), "d"), logger: slog.New(slog.DiscardHandler), now: time.Now})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// openStore opens the event store and its client alone, as the program does.
func openStore(tb testing.TB) *system {
	tb.Helper()
	s := &system{broken: make(chan error, 1), figures: newFigures(), settings: settings{data: filepath.Join(tb.TempDir(), "d"), logger: slog.New(slog.DiscardHandler), now: time.Now}}
	tb.Cleanup(func() {
		if err := s.close(); err != nil {
			tb.Error(err)
		}
	})
	var err error
	if s.data, err = openData(s.settings.data); err != nil {
		tb.Fatal(err)
	}
	if s.log, err = s.openLog(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return s
}

func perSecond(b *testing.B, n int, unit string) {
	b.Helper()
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), unit+"/s")
}

// registered makes small events as the ledger writes them.
func registered(tb testing.TB, n int) []eventlog.Event {
	tb.Helper()
	events := make([]eventlog.Event, n)
	for i := range events {
		name, data, err := wire.Encode(officer.Registered{Person: officer.Person{Name: fmt.Sprintf("Officer %d", i), CollarNumber: uuid.NewString()},
			Force: devissuer.Force, Kind: officer.PoliceOfficer, Rank: officer.Constable, Unit: "Test", From: "2024-01-01"})
		if err != nil {
			tb.Fatal(err)
		}
		meta, err := wire.EncodeMetadata(wire.Metadata{Actor: "bench", Role: domain.CaseOfficer, Force: devissuer.Force,
			CommandID: uuid.NewString(), CommandHash: "00", OccurredAt: time.Now()})
		if err != nil {
			tb.Fatal(err)
		}
		events[i] = eventlog.Event{ID: uuid.New(), Type: name, Data: data, Metadata: meta}
	}
	return events
}

func stream() string { return officer.Category + "-" + uuid.NewString() }

// BenchmarkAppend measures durable appends of one event each, by 64 writers at once.
func BenchmarkAppend(b *testing.B) {
	s := openStore(b)
	event := registered(b, 1)[0]
	b.SetParallelism(32) // times GOMAXPROCS; 64 on two cores
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			e := event
			e.ID = uuid.New()
			if _, err := s.log.Append(b.Context(), stream(), eventlog.NoStream(), e); err != nil {
				b.Error(err)
				return
			}
		}
	})
	perSecond(b, b.N, "events")
}

// BenchmarkAppendBatches measures durable appends of 100 events each, by 8 writers at once.
func BenchmarkAppendBatches(b *testing.B) {
	s := openStore(b)
	b.SetParallelism(4)
	events := registered(b, 100)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			batch := slices.Clone(events)
			for i := range batch {
				batch[i].ID = uuid.New()
			}
			if _, err := s.log.Append(b.Context(), stream(), eventlog.NoStream(), batch...); err != nil {
				b.Error(err)
				return
			}
		}
	})
	perSecond(b, b.N*100, "events")
}

// fill appends n small events, each the first of its own stream as in a register, by 64 writers.
func fill(tb testing.TB, s *system, n int) {
	tb.Helper()
	var writers errgroup.Group
	writers.SetLimit(64)
	for _, e := range registered(tb, n) {
		writers.Go(func() error {
			_, err := s.log.Append(tb.Context(), stream(), eventlog.NoStream(), e)
			return err
		})
	}
	if err := writers.Wait(); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkCatchUp measures reading the whole log back, as a restarted reader does.
func BenchmarkCatchUp(b *testing.B) {
	const events = 50_000
	s := openStore(b)
	fill(b, s, events)
	for b.Loop() {
		n := 0
		if err := s.log.ReadAll(b.Context(), eventlog.Position{}, 0, func(eventlog.Recorded) error { n++; return nil }); err != nil || n != events {
			b.Fatalf("read %d events: %v", n, err)
		}
	}
	perSecond(b, b.N*events, "events")
}

// BenchmarkRebuild measures building every read model anew from a log of small events.
func BenchmarkRebuild(b *testing.B) {
	const events = 50_000
	s := open(b)
	fill(b, s, events)
	if err := s.caughtUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	v := &verification{t: newTerminal(nil, io.Discard, io.Discard), s: s}
	for b.Loop() {
		_, stop, err := v.rebuild(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		if err := stop(); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, b.N*events, "events")
}

// played opens a ledger with the demonstration in it and returns a context in which the examiner acts.
func played(tb testing.TB) (*system, context.Context) {
	tb.Helper()
	s := open(tb)
	t := newTerminal(nil, io.Discard, io.Discard)
	if err := s.caughtUp(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	if _, err := playDemo(tb.Context(), t, s); err != nil {
		tb.Fatal(err)
	}
	ctx := access.With(tb.Context(), localOperator(devissuer.Force))
	if err := s.openLocally(ctx, ledger.MatterID(devissuer.Force, reference)); err != nil {
		tb.Fatal(err)
	}
	return s, ctx
}

// take imports a generated chat and waits until it can be searched.
func take(tb testing.TB, ctx context.Context, s *system, messages int, seed uint64) {
	tb.Helper()
	chat, err := chatText(messages, seed)
	if err != nil {
		tb.Fatal(err)
	}
	staged, err := s.vault.Stage(ctx, bytes.NewReader(chat), maxUpload)
	if err != nil {
		tb.Fatal(err)
	}
	if err := staged.Commit(ctx); err != nil {
		tb.Fatal(err)
	}
	receipt, err := s.importNow(ctx, demo.ExtractionID(), staged.SHA256, "chat.txt", intake.Options{TimeZone: "Europe/London"}, nil)
	if err != nil || receipt.Added != messages {
		tb.Fatalf("added %d of %d messages: %v", receipt.Added, messages, err)
	}
	if err := s.caughtUp(ctx); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkIntake measures a chat export from the file to the moment its messages can be searched.
func BenchmarkIntake(b *testing.B) {
	const messages = 20_000
	s, ctx := played(b)
	seed := uint64(0)
	for b.Loop() {
		seed++
		take(b, ctx, s, messages, seed)
	}
	perSecond(b, b.N*messages, "messages")
}

// BenchmarkCaseQuery measures one case over HTTP, with its officers, decisions and timeline, while 100,000 messages are on record; and
// beside each question one decision about access to that case, by the written policies and by the plain rules.
func BenchmarkCaseQuery(b *testing.B) {
	s, ctx := played(b)
	for seed := range uint64(5) {
		take(b, ctx, s, 20_000, seed+1)
	}
	ask, who := caseQuery(b, s)
	about := theCase(b, s)
	var took, written, plain []time.Duration
	for b.Loop() {
		took = append(took, timed(func() { ask(b) }))
		written = append(written, timed(func() { decided(b, s.policy, who, about) }))
		plain = append(plain, timed(func() { decided(b, access.Rules{}, who, about) }))
	}
	for _, list := range [][]time.Duration{took, written, plain} {
		slices.Sort(list)
	}
	median := func(list []time.Duration) float64 { return list[len(list)/2].Seconds() }
	b.ReportMetric(took[len(took)*99/100].Seconds()*1e3, "p99-ms")
	b.ReportMetric(median(took)*1e3, "p50-ms")
	b.ReportMetric(median(written)*1e6, "decision-µs")
	b.ReportMetric(median(plain)*1e6, "plain-decision-µs")
	b.ReportMetric(100*median(written)/median(took), "decision-%")
}

func timed(what func()) time.Duration {
	began := time.Now()
	what()
	return time.Since(began)
}

func decided(b *testing.B, p access.Policy, who access.Principal, about access.Resource) {
	if d := p.Read(who, access.CaseContent, about); !d.Allowed {
		b.Fatalf("refused: %v", d.Policies)
	}
}

// caseQuery returns a question about the case of the demonstration, and who asks it.
func caseQuery(b *testing.B, s *system) (func(*testing.B), access.Principal) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	w, err := s.serveHTTP(b.Context(), listener, front{})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.openPersonas(b.Context()); err != nil {
		b.Fatal(err)
	}
	token, err := w.issuer.Token(b.Context(), "case-officer")
	if err != nil {
		b.Fatal(err)
	}
	r := &remote{server: w.url, path: "/graphql", token: token}
	const query = `{ case(reference: "` + reference + `") { reference operation state mode involvements { officerId severity finding route }
		decisions { subject on } timeline(first: 20) { nodes { type recordedAt } } } }`
	who := access.Principal{Actor: "dev|case-officer", Role: domain.CaseOfficer, Force: devissuer.Force}
	return func(b *testing.B) {
		if _, err := r.query(b.Context(), query, nil, nil); err != nil {
			b.Fatal(err)
		}
	}, who
}

// theCase is what the access rules know of the case of the demonstration.
func theCase(b *testing.B, s *system) access.Resource {
	id := ledger.MatterID(devissuer.Force, reference)
	all, err := s.views.View(cases.Name).Resources(b.Context(), time.Now(), []domain.MatterID{id})
	if err != nil {
		b.Fatal(err)
	}
	return all[id]
}
