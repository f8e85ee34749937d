package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/misconduct"
)

// The tables are law. A gap in one of them would be answered like a prohibition, so there must be none.

func TestRegimesFollowOneAnother(t *testing.T) {
	t.Parallel()
	regimes := misconduct.Regimes()
	for i, r := range regimes {
		if !r.From.Valid() || r.Version == "" || r.Source == "" || i > 0 && !regimes[i-1].From.Before(r.From) {
			t.Errorf("row %d: %+v", i, r)
		}
	}
}

func TestEveryGroundHasItsRow(t *testing.T) {
	t.Parallel()
	rows := map[misconduct.Ground]int{}
	for _, r := range misconduct.Grounds().Rows {
		rows[r.Ground]++
		if r.Source == "" {
			t.Errorf("%s names no source", r.Ground)
		}
	}
	for _, g := range []misconduct.Ground{misconduct.SeriousAssault, misconduct.SeriousSexualOffence, misconduct.SeriousCorruption,
		misconduct.AggravatedDiscrimination, misconduct.RelevantOffence, misconduct.Gravity, misconduct.ChiefOfficerConduct,
		misconduct.SameIncident, misconduct.DeathOrSeriousInjury} {
		if rows[g] != 1 {
			t.Errorf("%s has %d rows", g, rows[g])
		}
	}
}

func TestEveryActHasOneDecisionMakerHoweverTheMatterIsHandled(t *testing.T) {
	t.Parallel()
	type cell struct {
		act      misconduct.Act
		handling misconduct.Handling
	}
	rows := map[cell]int{}
	for _, r := range misconduct.DecisionMakers().Rows {
		rows[cell{r.Act, r.Handling}]++
		if r.Source == "" || r.Role == "" {
			t.Errorf("row %+v", r)
		}
	}
	for _, a := range []misconduct.Act{misconduct.ActSeverity, misconduct.ActCaseToAnswer, misconduct.ActSpecialConditions, misconduct.ActReferElsewhere} {
		for _, h := range []misconduct.Handling{misconduct.HandledPart3, misconduct.HandledOwnBehalf, misconduct.HandledDirected, misconduct.HandledIndependent} {
			if rows[cell{a, h}] != 1 {
				t.Errorf("%s under %s is decided in %d rows", a, h, rows[cell{a, h}])
			}
		}
	}
}

func TestEveryLevelLeadsSomewhere(t *testing.T) {
	t.Parallel()
	type cell struct {
		level  string
		former bool
	}
	rows := map[cell]int{}
	for _, r := range misconduct.Forms().Rows {
		rows[cell{r.Level, r.Former}]++
		if len(r.Forms) == 0 || r.Source == "" {
			t.Errorf("row %+v", r)
		}
	}
	for _, level := range []string{string(misconduct.GrossMisconduct), string(misconduct.Misconduct), string(misconduct.PracticeRequiringImprovement),
		string(misconduct.NotAny), string(misconduct.NoCaseToAnswer)} {
		for _, former := range []bool{false, true} {
			if rows[cell{level, former}] != 1 {
				t.Errorf("%s (former %v) has %d rows", level, former, rows[cell{level, former}])
			}
		}
	}
}

func TestCategoriesBearEachCodeOnce(t *testing.T) {
	t.Parallel()
	for _, set := range misconduct.CodeSets() {
		seen := map[string]bool{}
		for _, c := range set.Categories {
			codes := []string{c.Code}
			for _, s := range c.Subs {
				if s.Code != "" {
					codes = append(codes, s.Code)
				}
			}
			for _, code := range codes {
				if seen[code] {
					t.Errorf("%s: code %s stands twice", set.Version, code)
				}
				seen[code] = true
			}
		}
		if len(set.Categories) != 11 || !seen["B9"] || !seen["D4"] {
			t.Errorf("%s has %d categories", set.Version, len(set.Categories))
		}
	}
}

func TestThereAreTenStandards(t *testing.T) {
	t.Parallel()
	for i, s := range misconduct.Standards() {
		if s == "" {
			t.Errorf("standard %d has no name", i+1)
		}
	}
}

func TestEveryWayOfServingHasItsRow(t *testing.T) {
	t.Parallel()
	rows := map[misconduct.ServiceMethod]int{}
	for _, r := range misconduct.ServiceMethods().Rows {
		rows[r.Method]++
		if r.Source == "" || r.Days < 0 || r.Days > 0 && r.Confirmed {
			t.Errorf("row %+v", r)
		}
	}
	for _, m := range []misconduct.ServiceMethod{misconduct.InPerson, misconduct.LeftAtAddress, misconduct.RecordedDelivery, misconduct.ByPoliceFriend,
		misconduct.ByEmail, misconduct.AsAgreed} {
		if rows[m] == 0 {
			t.Errorf("%s has no row", m)
		}
	}
}

func TestEveryConsultationNamesItsSource(t *testing.T) {
	t.Parallel()
	for _, r := range misconduct.Consultations().Rows {
		if r.Act == "" || r.Handling == "" || r.Whom == "" || r.Source == "" {
			t.Errorf("row %+v", r)
		}
	}
}
