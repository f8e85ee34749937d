package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// BenchmarkHandleCommand: commands through the whole ledger to disk and back.
func BenchmarkHandleCommand(b *testing.B) {
	b.Run("one after the other", func(b *testing.B) {
		w := newWorld(b)
		m := w.matter()
		for i := 0; b.Loop(); i++ {
			if i%200 == 199 {
				m = w.matter() // a matter of a few hundred events is a large one
			}
			want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, decision(fmt.Sprint(i))))(b)
		}
	})
	b.Run("64 at once", func(b *testing.B) {
		w := newWorld(b)
		b.SetParallelism(32)
		b.RunParallel(func(pb *testing.PB) {
			m := w.matter()
			for i := 1; pb.Next(); i++ {
				if i%200 == 0 {
					m = w.matter()
				}
				want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, decision(fmt.Sprint(i))))(b)
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
	})
}

// BenchmarkRecordMessages: the load of an import, in batches of 500 messages.
func BenchmarkRecordMessages(b *testing.B) {
	w := newWorld(b)
	m := w.matter()
	x := w.extraction(m, w.device(m, "KLM/1"), "KLM/1")
	w.source(x)
	c := batch(0, 500)
	n := 0
	for b.Loop() {
		c.Batch = n
		n++
		want2(w.ledger.Extraction(as(domain.DigitalExaminer), newID(), x, c))(b)
	}
	b.ReportMetric(float64(500*n)/b.Elapsed().Seconds(), "messages/s")
}

var errDone = errors.New("done")

// decoder reads what a read model would read and stops at the present.
type decoder struct{ events int }

func (d *decoder) Batch(_ context.Context, events []eventlog.Recorded) error {
	for _, r := range events {
		if _, err := wire.Decode(r); err != nil {
			return err
		}
	}
	d.events += len(events)
	return nil
}

func (d *decoder) CaughtUp(context.Context) error { return errDone }

// BenchmarkCatchUp: all events read and decoded, as when a read model is built from nothing.
func BenchmarkCatchUp(b *testing.B) {
	w := newWorld(b)
	fill(b, w.log, 50_000)
	b.ResetTimer()
	total := 0
	for b.Loop() {
		d := &decoder{}
		if err := w.log.SubscribeAll(b.Context(), eventlog.Position{}, d); err != errDone {
			b.Fatal(err)
		}
		total += d.events
	}
	b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "events/s")
}

// fill writes n decisions, as the ledger writes them.
func fill(b *testing.B, l *eventlog.Log, n int) {
	b.Helper()
	name, data, err := wire.Encode(misconduct.DecisionRecorded{
		Decision: newID(), Subject: "POLICY", Text: "Look at the messages first.", Reasons: "They are the least intrusive source.",
		DecidedBy: domain.CaseOfficer, On: today,
	})
	if err != nil {
		b.Fatal(err)
	}
	meta, err := wire.EncodeMetadata(wire.Metadata{
		Actor: "sub-case_officer", Role: domain.CaseOfficer, Force: force, CommandID: newID(), CommandHash: string(sha),
		CorrelationID: newID(), OccurredAt: now, Policies: []string{"permit.run-case"},
	})
	if err != nil {
		b.Fatal(err)
	}
	for done := 0; done < n; done += 500 {
		events := make([]eventlog.Event, 500)
		for i := range events {
			events[i] = eventlog.Event{ID: uuid.New(), Type: name, Data: data, Metadata: meta}
		}
		if _, err := l.Append(b.Context(), wire.Stream(misconduct.Category, newID()), eventlog.NoStream(), events...); err != nil {
			b.Fatal(err)
		}
	}
}
