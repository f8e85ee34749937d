package intake_test

import (
	"context"
	"io"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
)

// sink takes every batch and forgets it: what is measured is reading and packing.
type sink struct{ state extraction.State }

func (s *sink) Extraction(_ context.Context, _ string, _ domain.ExtractionID, c extraction.Command) (uint64, error) {
	switch c := c.(type) {
	case extraction.RegisterSource:
		s.state = extraction.Evolve(s.state, extraction.SourceRegistered{Source: c.Source})
	case extraction.RecordMessages:
		s.state = extraction.Evolve(s.state, extraction.MessagesRecorded(c))
	}
	return 0, nil
}

func (s *sink) ExtractionState(context.Context, domain.ExtractionID) (extraction.State, error) {
	return s.state, nil
}

func BenchmarkImport(b *testing.B) {
	const messages = 200_000
	content := chat(b, intake.GroupChat{Seed: 1, Messages: messages})
	v := newVault(b)
	sha := put(b, v, content)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := intake.Import(b.Context(), &sink{}, v, extractionID, sha, "_chat.txt", options(intake.Options{TimeZone: "Europe/London"}), nil)
		if err != nil || r.Added != messages {
			b.Fatal(r.Added, err)
		}
	}
	b.ReportMetric(float64(messages)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

func BenchmarkInspect(b *testing.B) {
	const messages = 200_000
	content := chat(b, intake.GroupChat{Seed: 1, Messages: messages})
	v := newVault(b)
	sha := put(b, v, content)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		p, err := intake.Inspect(b.Context(), v, sha, options(intake.Options{}))
		if err != nil || p.Messages != messages {
			b.Fatal(p.Messages, err)
		}
	}
	b.ReportMetric(float64(messages)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

func BenchmarkGenerate(b *testing.B) {
	const messages = 100_000
	for b.Loop() {
		if err := intake.GenerateGroupChat(io.Discard, intake.GroupChat{Seed: 1, Messages: messages, Members: []string{"Ann"}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(messages)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}
