package cases_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// pattern is a record as text: each matter, and for each decision in it what was known of the others.
func pattern(record []cases.OfficerCase) map[string][]string {
	found := map[string][]string{}
	for _, o := range record {
		found[o.Case.Reference] = nil
		for _, d := range o.Decisions {
			line := string(d.Kind) + " " + d.Value
			for _, k := range d.Known {
				line += " | " + k.Reference + " " + string(k.State) + " " + string(k.Severity) + k.Action
			}
			found[o.Case.Reference] = append(found[o.Case.Reference], line)
		}
	}
	return found
}

func TestRecord_says_what_was_known_at_each_earlier_decision(t *testing.T) {
	t.Parallel()
	const o = domain.OfficerID("o")
	log := &viewtest.Log{}
	add := func(matter int, events ...any) (at time.Time) {
		for _, e := range events {
			log.Add("misconduct-"+viewtest.Matters[matter], wire.Metadata{Actor: "a"}, e)
		}
		all := log.Events()
		return all[len(all)-1].RecordedAt
	}
	begin := func(reference string, day domain.Date) []any {
		return []any{misconduct.MatterReceived{Reference: reference, Force: "northmoor", CameToAttentionOn: day}, misconduct.OfficerConcernedIdentified{Officer: o, On: day}}
	}
	severity := func(s misconduct.Severity, day domain.Date) misconduct.SeverityAssessed {
		return misconduct.SeverityAssessed{Officer: o, Severity: s, On: day}
	}
	add(0, append(begin("first", "2024-01-01"), severity(misconduct.Misconduct, "2024-01-05"))...)
	alone := add(0, misconduct.SeverityAssessed{Officer: "somebody else", Severity: misconduct.GrossMisconduct, On: "2024-01-05"})
	add(1, append(begin("second", "2024-06-01"), severity(misconduct.Misconduct, "2024-06-05"))...)
	add(0, misconduct.OutcomeImposed{Officer: o, Action: misconduct.WrittenWarning, Months: 18, Dated: on("2024-07-01")})
	add(2, append(begin("third", "2025-01-01"), severity(misconduct.GrossMisconduct, "2025-01-05"))...)
	q := open(t, log)
	want := map[string][]string{
		"first":  {"SEVERITY MISCONDUCT", "OUTCOME WRITTEN_WARNING | second SEVERITY_ASSESSED MISCONDUCT"},
		"second": {"SEVERITY MISCONDUCT | first SEVERITY_ASSESSED MISCONDUCT"},
		"third":  {"SEVERITY GROSS_MISCONDUCT | first OUTCOME_IMPOSED MISCONDUCTWRITTEN_WARNING for 18 months | second SEVERITY_ASSESSED MISCONDUCT"},
	}
	got, err := q.Record(t.Context(), viewer, o, cases.Moment{})
	if diff := cmp.Diff(want, pattern(got)); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if len(got) != 3 || got[2].Involvement.Severity != misconduct.GrossMisconduct || got[0].Case.Reference != "first" {
		t.Errorf("%d cases", len(got))
	}
	then, err := q.Record(t.Context(), viewer, o, cases.Moment{Known: alone})
	if diff := cmp.Diff(map[string][]string{"first": {"SEVERITY MISCONDUCT"}}, pattern(then)); diff != "" || err != nil {
		t.Errorf("as known then: %v %s", err, diff)
	}
	log.Add("caseaccess-"+viewtest.Matters[1], wire.Metadata{Actor: "x"}, caseaccess.Restricted{Reason: "r", By: "x"})
	hidden, err := open(t, log).Record(t.Context(), viewer, o, cases.Moment{})
	if diff := cmp.Diff(map[string][]string{
		"first": {"SEVERITY MISCONDUCT", "OUTCOME WRITTEN_WARNING"},
		"third": {"SEVERITY GROSS_MISCONDUCT | first OUTCOME_IMPOSED MISCONDUCTWRITTEN_WARNING for 18 months"},
	}, pattern(hidden)); diff != "" || err != nil {
		t.Errorf("with one hidden: %v %s", err, diff)
	}
	for name, v := range map[string]projections.Viewer{
		"the officer": {Actor: "a", Role: domain.PSDSupervisor, Force: "northmoor", Officer: o},
		"the IOPC":    {Actor: "w", Role: domain.IOPCReader},
		"an analyst":  {Actor: "n", Role: domain.CaseAnalyst, Force: "northmoor"},
	} {
		if record, err := q.Record(t.Context(), v, o, cases.Moment{}); err != nil || len(record) > 0 {
			t.Errorf("%s sees %d cases, %v", name, len(record), err)
		}
	}
}
