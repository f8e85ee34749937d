package extraction_test

import (
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

func TestLifeOfAnExtraction(t *testing.T) {
	t.Parallel()
	story := given(t).
		When(authorise()).Then(authorised()).
		When(start()).Then(started()).
		When(source()).Then(registered()).
		When(batch(0, 3)).Then(recorded(0, 3)).
		When(batch(1, 2)).Then(recorded(1, 2)).
		When(extraction.FinishSource{Receipt: receipt()}).Then(receipt()).
		When(complete()).Then(completed())
	s := story.State()
	f := s.Sources[chat]
	if s.Status != extraction.StatusCompleted || s.AcquisitionHash != container || f.Batches != 2 || f.Messages != 5 || !f.Recorded {
		t.Errorf("state %+v", s)
	}
}

func TestAuthoriseEverythingInSoManyWords(t *testing.T) {
	t.Parallel()
	want := authorised()
	want.Scope = extraction.Scope{Everything: true}
	given(t).When(authorise(func(c *extraction.Authorise) { c.Scope = want.Scope })).Then(want)
}

func TestRepeatsAreNoEvents(t *testing.T) {
	t.Parallel()
	begun := []extraction.Event{authorised(), started(), registered(), recorded(0, 3), recorded(1, 2)}
	closed := append(begun, receipt())
	t.Run("source", func(t *testing.T) {
		t.Parallel()
		given(t, begun...).When(source(func(f *extraction.Source) { f.Name = "copy of _chat.txt" })).Then()
	})
	t.Run("batch", func(t *testing.T) {
		t.Parallel()
		given(t, begun...).When(batch(0, 3)).Then()
	})
	t.Run("batch of a closed source", func(t *testing.T) {
		t.Parallel()
		given(t, closed...).When(batch(1, 2)).Then()
	})
	t.Run("receipt", func(t *testing.T) {
		t.Parallel()
		given(t, closed...).When(extraction.FinishSource{Receipt: receipt()}).Then()
	})
}

func TestReceiptOfAFileThatEndedEarlyShowsBothNumbers(t *testing.T) {
	t.Parallel()
	short := receipt(func(r *extraction.SourceRecorded) { r.CountedIn, r.Complete = 6, false })
	given(t, authorised(), started(), registered(), recorded(0, 3), recorded(1, 2)).When(extraction.FinishSource{Receipt: short}).Then(short)
}

func TestFullBatchIsTaken(t *testing.T) {
	t.Parallel()
	given(t, authorised(), started(), registered()).When(batch(0, extraction.MaxBatch)).Then(recorded(0, extraction.MaxBatch))
}

func TestBodiesThatSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	for _, body := range []struct {
		text  string
		state extraction.BodyState
	}{{"", extraction.BodyEmpty}, {"", extraction.BodyMissing}, {"<Media omitted>", extraction.BodyPlaceholder}, {"", extraction.BodyPlaceholder}} {
		c := batch(0, 1, func(c *extraction.RecordMessages) {
			c.Content.Messages[0].Body, c.Content.Messages[0].BodyState = body.text, body.state
		})
		given(t, authorised(), started(), registered()).When(c).Then(extraction.MessagesRecorded(c))
	}
}

func TestFailure(t *testing.T) {
	t.Parallel()
	given(t, authorised(), started()).When(extraction.Fail{Reason: failed().Reason, At: failed().At}).Then(failed())
	early := extraction.Failed{Reason: failed().Reason, At: day.Add(-time.Hour), BeforeStart: true}
	given(t, authorised(), started()).When(extraction.Fail{Reason: early.Reason, At: early.At}).Then(early)
}

func TestVerify(t *testing.T) {
	t.Parallel()
	done := []extraction.Event{authorised(), started(), completed()}
	t.Run("match", func(t *testing.T) {
		t.Parallel()
		c := verify(extraction.Master, container, extraction.CopyToMaster)
		given(t, done...).When(c).Then(extraction.HashVerified(c))
	})
	t.Run("mismatch, quarantine, restoration", func(t *testing.T) {
		t.Parallel()
		story := given(t, done...).
			When(verify(extraction.Working, sha('e'), extraction.Load)).Then(mismatch(extraction.Working, extraction.Load))
		if !story.State().Quarantined[extraction.Working] {
			t.Fatal("the failed copy is not quarantined")
		}
		audit := verify(extraction.Working, container, extraction.Audit)
		if !story.When(audit).Then(extraction.HashVerified(audit)).State().Quarantined[extraction.Working] {
			t.Error("an audit ended the quarantine; only restoring the copy may")
		}
		restored := verify(extraction.Working, container, extraction.CopyToWorking)
		if story.When(restored).Then(extraction.HashVerified(restored)).State().Quarantined[extraction.Working] {
			t.Error("the restored copy is still quarantined")
		}
		load := verify(extraction.Working, container, extraction.Load)
		story.When(load).Then(extraction.HashVerified(load))
	})
}

func TestEffective(t *testing.T) {
	t.Parallel()
	cases := []struct {
		e    extraction.Event
		want domain.Date
		ok   bool
	}{
		{started(), "2025-06-16", true},
		{receipt(), "2025-06-16", true},
		{completed(), "2025-06-16", true},
		{mismatch(extraction.Master, extraction.Audit), "2025-06-16", true},
		{authorised(), "", false},
		{recorded(0, 1), "", false},
	}
	for _, c := range cases {
		if got, ok := extraction.Effective(c.e); got != c.want || ok != c.ok {
			t.Errorf("Effective(%T) = %q, %v; want %q, %v", c.e, got, ok, c.want, c.ok)
		}
	}
}

func TestFailureWithASourceButNoMessages(t *testing.T) {
	t.Parallel()
	given(t, authorised(), started(), registered()).When(extraction.Fail{Reason: failed().Reason, At: failed().At}).Then(failed())
}

func TestOnlyCopyingItAnewRestoresACopy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		copy     extraction.Copy
		purpose  string
		restored bool
	}{
		{extraction.Master, extraction.CopyToMaster, true}, {extraction.Master, extraction.CopyToWorking, false},
		{extraction.Working, extraction.CopyToWorking, true}, {extraction.Working, extraction.CopyToMaster, false},
		{extraction.Master, extraction.Audit, false},
	} {
		again := verify(c.copy, container, c.purpose)
		s := given(t, authorised(), started(), completed(), mismatch(c.copy, extraction.Audit)).When(again).Then(extraction.HashVerified(again)).State()
		if s.Quarantined[c.copy] == c.restored {
			t.Errorf("%s verified for %s: quarantined %v", c.copy, c.purpose, s.Quarantined[c.copy])
		}
	}
}
