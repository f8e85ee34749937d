package extraction_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/internal/testkit"
)

var (
	files  = rapid.SampledFrom([]domain.SHA256{sha('a'), sha('b')})
	copies = rapid.SampledFrom([]extraction.Copy{extraction.Master, extraction.Working})
	hashes = rapid.SampledFrom([]domain.SHA256{container, sha('e')})
	why    = rapid.SampledFrom([]string{extraction.CopyToMaster, extraction.CopyToWorking, extraction.Load, extraction.Disclosure, extraction.Audit})
)

func command(t *rapid.T, s extraction.State) (extraction.Command, domain.Envelope) {
	file := files.Draw(t, "file")
	known := s.Sources[file]
	next := known.Batches + rapid.SampledFrom([]int{0, 0, 0, 1, -1}).Draw(t, "off")
	short := rapid.SampledFrom([]int{0, 0, 1}).Draw(t, "short")
	all := []extraction.Command{
		authorise(), start(), start(),
		source(func(f *extraction.Source) { f.SHA256 = file }),
		batch(next, rapid.IntRange(0, 3).Draw(t, "messages"), func(c *extraction.RecordMessages) { c.Source = file }),
		batch(known.Batches, 2, func(c *extraction.RecordMessages) { c.Source = file }),
		extraction.FinishSource{Receipt: receipt(func(r *extraction.SourceRecorded) {
			r.Source, r.SourceSHAEnd, r.Batches = file, file, known.Batches
			r.CountedIn, r.CountedOut = known.Messages-short, known.Messages-short
		})},
		verify(copies.Draw(t, "copy"), hashes.Draw(t, "hash"), why.Draw(t, "purpose")),
	}
	if rapid.IntRange(0, 5).Draw(t, "end") == 0 {
		all = []extraction.Command{complete(), extraction.Fail{Reason: "dead", At: day}}
	}
	return rapid.SampledFrom(all).Draw(t, "command"), domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.DigitalExaminer}
}

func TestRandomStories(t *testing.T) {
	t.Parallel()
	one := testkit.Aggregate[extraction.State, extraction.Event, extraction.Command]{
		Evolve: extraction.Evolve, Decide: extraction.Decide, Codec: extraction.NewCodec()}
	rapid.Check(t, func(t *rapid.T) {
		batches := map[domain.SHA256]int{}
		messages := map[domain.SHA256]int{}
		closed := map[domain.SHA256]bool{}
		for _, step := range one.Story(t, command) {
			for _, e := range step.Events {
				contiguous(t, e, batches, messages, closed)
			}
			lawful(t, step)
		}
	})
}

// contiguous checks that batches come one after another, that nothing follows a receipt, and that the receipt adds up.
func contiguous(t *rapid.T, e extraction.Event, batches, messages map[domain.SHA256]int, closed map[domain.SHA256]bool) {
	switch e := e.(type) {
	case extraction.MessagesRecorded:
		if e.Batch != batches[e.Source] || closed[e.Source] {
			t.Fatalf("batch %d follows %d batches, closed %v", e.Batch, batches[e.Source], closed[e.Source])
		}
		batches[e.Source]++
		messages[e.Source] += len(e.Content.Messages)
	case extraction.SourceRecorded:
		if e.Batches != batches[e.Source] || e.CountedOut != messages[e.Source] || closed[e.Source] {
			t.Fatalf("receipt %+v over %d batches with %d messages", e, batches[e.Source], messages[e.Source])
		}
		closed[e.Source] = true
	}
}

// lawful checks the order of the life cycle and that a quarantined copy is neither loaded nor disclosed.
func lawful(t *rapid.T, step testkit.Step[extraction.State, extraction.Event, extraction.Command]) {
	for _, e := range step.Events {
		switch e := e.(type) {
		case extraction.SourceRegistered, extraction.MessagesRecorded:
			if s := step.Before.Status; s != extraction.StatusStarted && s != extraction.StatusCompleted {
				t.Fatalf("%T while %q", e, s)
			}
		case extraction.Failed:
			if step.Before.Status == extraction.StatusCompleted || step.Before.Status == extraction.StatusFailed {
				t.Fatalf("failed while %q", step.Before.Status)
			}
		case extraction.HashVerified:
			if e.Actual != step.Before.AcquisitionHash || step.Before.Quarantined[e.Copy] && (e.Purpose == extraction.Load || e.Purpose == extraction.Disclosure) {
				t.Fatalf("verified %+v in %+v", e, step.Before)
			}
		case extraction.IntegrityFailed:
			if !step.After.Quarantined[e.Copy] {
				t.Fatalf("%s failed and is not quarantined", e.Copy)
			}
		}
	}
}
