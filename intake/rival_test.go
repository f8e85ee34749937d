package intake_test

import (
	"context"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
)

// rivalled is a ledger in which, just before an import is closed, another run of the same import closes it.
type rivalled struct {
	*memory
	rival func()
}

func (r *rivalled) Extraction(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) (uint64, error) {
	if _, closes := c.(extraction.FinishSource); closes && r.rival != nil {
		rival := r.rival
		r.rival = nil
		rival()
	}
	return r.memory.Extraction(ctx, commandID, id, c)
}

// TestImport_that_another_run_closes: after a restart the elected process may take up an import that somebody is still recording. Both end
// well, and it is recorded once.
func TestImport_that_another_run_closes(t *testing.T) {
	t.Parallel()
	m, v := newMemory(), newVault(t)
	sha := put(t, v, chat(t, intake.GroupChat{Seed: 3, Messages: 700}))
	closings := 0
	r := &rivalled{memory: m, rival: func() {
		o := options(intake.Options{})
		o.Now = func() time.Time { return now.Add(time.Second) }
		if _, err := intake.Import(t.Context(), m, v, extractionID, sha, "_chat.txt", o, nil); err != nil {
			t.Error(err)
		}
	}}
	receipt, err := intake.Import(t.Context(), r, v, extractionID, sha, "_chat.txt", options(intake.Options{}), nil)
	if err != nil || receipt.Recorded.CountedOut != 700 || !receipt.Recorded.Complete {
		t.Fatalf("%+v, %v", receipt.Recorded, err)
	}
	for _, e := range m.events {
		if _, ok := e.(extraction.SourceRecorded); ok {
			closings++
		}
	}
	if closings != 1 {
		t.Errorf("closed %d times", closings)
	}
}
