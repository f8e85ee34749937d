package accesslog_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/accesslog"
)

// page is an entry about a page of fifty messages.
func page() accesslog.Shown {
	ids := make([]string, 50)
	for i := range ids {
		ids[i] = uuid.NewString()
	}
	e := shown("")
	e.Operation, e.Field, e.Things = accesslog.List, "messages", accesslog.NewThings(ids)
	return e
}

// One reader after the other: what a page waits for when nobody else reads.
func BenchmarkRecordAlone(b *testing.B) {
	h, e := open(b), page()
	for b.Loop() {
		h.record(b, e)
	}
	h.report(b)
}

// Many readers at once share appends.
func BenchmarkRecordTogether(b *testing.B) {
	h, e := open(b), page()
	b.SetParallelism(32)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if err := h.writer.Record(context.Background(), e); err != nil {
				b.Error(err)
			}
		}
	})
	h.report(b)
}

func (h *house) report(b *testing.B) {
	s := h.writer.Stats()
	b.ReportMetric(float64(s.Entries)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(s.Entries)/float64(s.Groups), "entries/append")
	stored := h.stored(b)
	b.ReportMetric(float64(len(stored[0].Data)), "bytes/entry")
}
