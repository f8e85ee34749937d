package cases_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// changed is what a test looks at in a change.
type changed struct {
	Officer, Allegation, Was, Is, By, On, Why string
}

func changesIn(t *testing.T, q *cases.Queries, v projections.Viewer, id domain.MatterID, f cases.Field) []changed {
	t.Helper()
	got, err := q.History(t.Context(), v, id, f)
	if err != nil {
		t.Fatal(err)
	}
	var out []changed
	for _, c := range got {
		out = append(out, changed{string(c.Officer), string(c.Allegation), c.Was, c.Is, string(c.By), string(c.EffectiveOn), c.Why})
	}
	return out
}

func TestHistory_says_what_a_field_was_who_changed_it_and_why(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	m := domain.MatterID(viewtest.Matters[0])
	add := func(actor domain.ActorID, events ...any) {
		for _, e := range events {
			log.Add("misconduct-"+string(m), wire.Metadata{Actor: actor, Role: domain.CaseOfficer}, e)
		}
	}
	add("intake", misconduct.MatterReceived{Reference: "R", Force: "northmoor", CameToAttentionOn: "2026-01-12", Summary: "a", ReportedBy: "COLLEAGUE", Operation: "Ash"},
		misconduct.OfficerConcernedIdentified{Officer: "o", On: "2026-01-12"},
		misconduct.OfficerConcernedIdentified{Officer: "p", On: "2026-01-12"},
		misconduct.AllegationAdded{Allegation: "l", Text: "one", CodeSet: "iopc-2021", Category: "F"})
	add("lead", misconduct.MatterCorrected{Field: misconduct.FieldSummary, Was: "a", Is: "b", Reason: "misread", Dated: on("2026-02-01")},
		misconduct.MatterCorrected{Field: misconduct.FieldReportedBy, Was: "COLLEAGUE", Is: "ANONYMOUS", Reason: "asked to", Dated: on("2026-02-01")},
		misconduct.AllegationCorrected{Allegation: "l", Text: "two", CodeSet: "iopc-2021", Category: "D2", Reason: "wrong box", Dated: on("2026-02-02")},
		misconduct.SeverityAssessed{Officer: "o", Severity: misconduct.Misconduct, Reason: "so", On: "2026-01-20"},
		misconduct.SeverityAssessed{Officer: "o", Severity: misconduct.GrossMisconduct, Reason: "more is known", On: "2026-02-03"},
		misconduct.SeverityAssessed{Officer: "p", Severity: misconduct.Misconduct, Reason: "so", On: "2026-02-03"},
		misconduct.DecisionRecorded{Decision: "d", Reasons: "the words are plain", On: "2026-05-01"},
		misconduct.CaseToAnswerDetermined{Decision: "d", Officer: "o", Finding: misconduct.CaseForMisconduct, Route: misconduct.Meeting, On: "2026-05-01"},
		misconduct.OutcomeImposed{Officer: "o", Action: misconduct.WrittenWarning, Months: 18, Reasons: "first time", Dated: on("2026-06-03")},
		misconduct.OutcomeNotified{Officer: "o", Dated: on("2026-06-09")},
		misconduct.AppealLodged{Officer: "o", Appeal: "x", Dated: on("2026-06-17")},
		misconduct.AppealDetermined{Officer: "o", Appeal: "x", Result: misconduct.Reversed, Action: misconduct.NoAction, Reasons: "unreasonable",
			EffectiveFrom: "2026-06-09", Dated: on("2026-06-24")})
	q := open(t, log)
	for field, want := range map[cases.Field][]changed{
		cases.FieldSummary:    {{Is: "a", By: "intake", On: "2026-01-12"}, {Was: "a", Is: "b", By: "lead", On: "2026-02-01", Why: "misread"}},
		cases.FieldReportedBy: {{Is: "COLLEAGUE", By: "intake", On: "2026-01-12"}, {Was: "COLLEAGUE", Is: "ANONYMOUS", By: "lead", On: "2026-02-01", Why: "asked to"}},
		cases.FieldOperation:  {{Is: "Ash", By: "intake", On: "2026-01-12"}},
		cases.FieldSeverity: {{Officer: "o", Is: "MISCONDUCT", By: "lead", On: "2026-01-20", Why: "so"},
			{Officer: "o", Was: "MISCONDUCT", Is: "GROSS_MISCONDUCT", By: "lead", On: "2026-02-03", Why: "more is known"},
			{Officer: "p", Is: "MISCONDUCT", By: "lead", On: "2026-02-03", Why: "so"}},
		cases.FieldRoute: {{Officer: "o", Is: "MEETING", By: "lead", On: "2026-05-01", Why: "the words are plain"}},
		cases.FieldAction: {{Officer: "o", Is: "WRITTEN_WARNING for 18 months", By: "lead", On: "2026-06-03", Why: "first time"},
			{Officer: "o", Was: "WRITTEN_WARNING for 18 months", Is: "NO_ACTION", By: "lead", On: "2026-06-09", Why: "unreasonable"}},
		cases.FieldCategory: {{Allegation: "l", Is: "iopc-2021 F", By: "intake", On: string(domain.DateOf(viewtest.Epoch))},
			{Allegation: "l", Was: "iopc-2021 F", Is: "iopc-2021 D2", By: "lead", On: "2026-02-02", Why: "wrong box"}},
		cases.FieldMode:   nil,
		"NOTHING_OF_KIND": nil,
	} {
		if diff := cmp.Diff(want, changesIn(t, q, viewer, m, field)); diff != "" {
			t.Errorf("%s: %s", field, diff)
		}
	}
	if _, err := q.History(t.Context(), viewer, "none", cases.FieldSummary); kind(err) != domain.NotFound {
		t.Errorf("of a case that is not there: %v", err)
	}
	elsewhere := projections.Viewer{Actor: "a", Role: domain.PSDSupervisor, Force: "eastvale"}
	if _, err := q.History(t.Context(), elsewhere, m, cases.FieldSummary); kind(err) != domain.NotFound {
		t.Errorf("to another force: %v", err)
	}
}

// Who reported a matter is withheld from its history too.
func TestHistory_withholds_who_reported(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Refer(log)
	story.Note(log, caseaccess.NameSuppressed{Suppression: "1", Kind: caseaccess.WhistleBlower, Scope: caseaccess.FromReaders, OrderedBy: "IOPC"},
		caseaccess.ClearanceProposed{Proposal: "p", Actor: "cleared", For: caseaccess.Identities, Reason: "r", By: "psd.lead"},
		caseaccess.ClearanceGiven{Proposal: "p"})
	q := open(t, log)
	for name, test := range map[string]struct {
		v     projections.Viewer
		shown int
	}{
		"a supervisor": {projections.Viewer{Actor: "psd.lead", Role: domain.PSDSupervisor, Force: "northmoor"}, 0},
		"one cleared":  {projections.Viewer{Actor: "cleared", Role: domain.PSDSupervisor, Force: "northmoor"}, 1},
		"the IOPC":     {projections.Viewer{Actor: "w", Role: domain.IOPCReader}, 0},
	} {
		if got := changesIn(t, q, test.v, story.Matter, cases.FieldReportedBy); len(got) != test.shown {
			t.Errorf("%s: %+v", name, got)
		}
		if got := changesIn(t, q, test.v, story.Matter, cases.FieldKind); len(got) != 1 {
			t.Errorf("%s is not shown the kind: %+v", name, got)
		}
	}
}
