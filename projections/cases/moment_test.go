package cases_test

import (
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// The question of scenario S3: a warning that an appeal took away was live as long as nobody knew better.
func TestAsAt_tells_which_warning_was_live_as_known_when(t *testing.T) {
	t.Parallel()
	const o = domain.OfficerID("o")
	log := &viewtest.Log{}
	known := map[string]time.Time{}
	add := func(label string, events ...any) {
		for _, e := range events {
			log.Add("misconduct-"+viewtest.Matters[0], wire.Metadata{Actor: "a"}, e)
		}
		all := log.Events()
		known[label] = all[len(all)-1].RecordedAt
	}
	add("9 June",
		misconduct.MatterReceived{Reference: "R", Force: "northmoor", CameToAttentionOn: "2026-01-12"},
		misconduct.OfficerConcernedIdentified{Officer: o, On: "2026-01-12"},
		misconduct.OutcomeImposed{Officer: o, Action: misconduct.WrittenWarning, Months: 18, Dated: on("2026-06-03")},
		misconduct.OutcomeNotified{Officer: o, Dated: on("2026-06-09")})
	add("17 June", misconduct.AppealLodged{Officer: o, Appeal: "a", Dated: on("2026-06-17")})
	add("24 June", misconduct.AppealDetermined{Officer: o, Appeal: "a", Result: misconduct.Reversed, Action: misconduct.NoAction,
		EffectiveFrom: "2026-06-09", Dated: on("2026-06-24")})
	q := open(t, log)
	for name, test := range map[string]struct {
		known     string
		effective domain.Date
		live      bool
		action    misconduct.DisciplinaryAction
	}{
		"on 15 June, as known then":      {"9 June", "2026-06-15", true, misconduct.WrittenWarning},
		"on 15 June, as known on 1 July": {"24 June", "2026-06-15", false, misconduct.NoAction},
		"before the appeal was decided":  {"17 June", "2026-06-17", true, misconduct.WrittenWarning},
	} {
		c, err := q.AsAt(t.Context(), viewer, domain.MatterID(viewtest.Matters[0]), cases.Moment{Known: known[test.known], Effective: test.effective})
		if err != nil || len(c.Involvements) != 1 {
			t.Fatalf("%s: %v", name, err)
		}
		i := c.Involvements[0]
		live := len(i.Warnings) == 1 && i.Warnings[0].LiveOn("2026-06-15")
		if live != test.live {
			t.Errorf("%s: the warning is live %v", name, live)
		}
		if last := i.Outcomes[len(i.Outcomes)-1]; last.Action != test.action || !last.InForce() {
			t.Errorf("%s: what holds is %+v", name, last)
		}
	}
}

// A correction is of the record: once known it holds for every day, and moves the day on which the matter began.
func TestAsAt_lets_a_correction_hold_whenever_known(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add := func(e any) time.Time {
		log.Add("misconduct-"+viewtest.Matters[0], wire.Metadata{Actor: "a"}, e)
		all := log.Events()
		return all[len(all)-1].RecordedAt
	}
	wrong := add(misconduct.MatterReceived{Reference: "R", Force: "northmoor", CameToAttentionOn: "2026-02-01", Summary: "wrong", RegimeVersion: "old"})
	add(misconduct.MatterCorrected{Field: misconduct.FieldSummary, Was: "wrong", Is: "right", Dated: on("2026-03-01")})
	right := add(misconduct.MatterCorrected{Field: misconduct.FieldCameToAttentionOn, Was: "2026-02-01", Is: "2026-01-05", Regime: "new", Dated: on("2026-03-01")})
	q := open(t, log)
	at := func(known time.Time, day domain.Date) (cases.Case, error) {
		return q.AsAt(t.Context(), viewer, domain.MatterID(viewtest.Matters[0]), cases.Moment{Known: known, Effective: day})
	}
	if _, err := at(wrong, "2026-01-10"); kind(err) != domain.NotFound {
		t.Errorf("as known before, on a day before it began: %v", err)
	}
	c, err := at(right, "2026-01-10")
	if err != nil || c.Summary != "right" || c.CameToAttentionOn != "2026-01-05" || c.RegimeVersion != "new" {
		t.Errorf("as known after: %+v, %v", c, err)
	}
}
