package eventlog_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// filled is a log of n events of a few hundred bytes, which is what an act in a case comes to.
func filled(b *testing.B, n int) *eventlog.Log {
	b.Helper()
	l := logtest.Start(b).Open()
	data := append(append([]byte(`{"text":"`), bytes.Repeat([]byte("x"), 300)...), `"}`...)
	meta := append(append([]byte(`{"actor":"`), bytes.Repeat([]byte("y"), 250)...), `"}`...)
	for done := 0; done < n; done += 500 {
		batch := make([]eventlog.Event, min(500, n-done))
		for i := range batch {
			batch[i] = eventlog.Event{ID: uuid.New(), Type: "bench.happened.v1", Data: data, Metadata: meta}
		}
		mustAppend(b, l, streamName(), eventlog.NoStream(), batch...)
	}
	return l
}

var errDone = errors.New("done")

// counter counts and stops at the present.
type counter struct{ events, batches int }

func (c *counter) Batch(_ context.Context, e []eventlog.Recorded) error {
	c.events += len(e)
	c.batches++
	return nil
}

func (c *counter) CaughtUp(context.Context) error { return errDone }

// BenchmarkCatchUp: a read model being built from nothing, through the client, from the embedded store in the same process.
func BenchmarkCatchUp(b *testing.B) {
	const n = 50_000
	l := filled(b, n)
	b.Run("subscription", func(b *testing.B) {
		for b.Loop() {
			c := &counter{}
			if err := l.SubscribeAll(b.Context(), eventlog.Position{}, c); err != errDone || c.events != n {
				b.Fatal(c.events, err)
			}
			b.ReportMetric(float64(c.events)/float64(c.batches), "events/batch")
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			seen := 0
			err := l.ReadAll(b.Context(), eventlog.Position{}, 0, func(eventlog.Recorded) error { seen++; return nil })
			if err != nil || seen != n {
				b.Fatal(seen, err)
			}
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "events/s")
	})
}

func BenchmarkAppend(b *testing.B) {
	l := logtest.Start(b).Open()
	b.RunParallel(func(pb *testing.PB) {
		stream, exp := streamName(), eventlog.NoStream()
		for pb.Next() {
			a, err := l.Append(b.Context(), stream, exp, event("bench.happened.v1"))
			if err != nil {
				b.Fatal(err)
			}
			exp = eventlog.Exactly(a.Revision)
		}
	})
}

func BenchmarkReadOne(b *testing.B) {
	l := logtest.Start(b).Open()
	stream := streamName()
	mustAppend(b, l, stream, eventlog.NoStream(), event("bench.happened.v1"))
	for b.Loop() {
		if _, err := l.ReadOne(b.Context(), stream, 0); err != nil {
			b.Fatal(err)
		}
	}
}
