package main

import (
	"slices"
	"testing"
)

// hearing plays a matter of one officer, PC Thorne, up to the first day of a misconduct hearing under the rules of a day.
func openHearing(t *testing.T, day, severity string, chair vars, others ...vars) *scenario {
	t.Helper()
	c := openScenario(t, day)
	c.upToTheHearing(severity)
	c.done("appropriate-authority", "caseAppointPanel", c.panel("thorne", "HEARING", append([]vars{chair}, others...)...))
	officers := []string{c.who["thorne"]}
	c.done("case-officer", "caseFixHearing", vars{"officerIds": officers, "form": "HEARING", "firstDay": c.today(), "venue": "Northmoor House", "public": true})
	c.done("case-officer", "caseOpenProceedings", vars{"officerIds": officers, "form": "HEARING"})
	return c
}

// upToTheHearing goes as far as the notice of referral.
func (c *scenario) upToTheHearing(severity string) {
	c.t.Helper()
	c.register("thorne", "Adam Thorne", "4417NM", "PC")
	c.receive("NMP/1", "", "A report about one officer.")
	c.done("appropriate-authority", "caseRecord", vars{"kind": "INTERNAL_MISCONDUCT"})
	c.identify("thorne")
	c.allege("thorne", "K", 9)
	c.done("case-officer", "caseRegisterExhibit", vars{"exhibit": "DWH/1", "description": "a statement"})
	c.appoint()
	c.notice("thorne", severity, "HEARING", "APPROPRIATE_AUTHORITY")
	c.terms("thorne")
	c.done("case-officer", "caseSubmitReport", vars{"by": "dev|case-officer"})
	c.answer("thorne", severity, "HEARING", "APPROPRIATE_AUTHORITY", "DWH/1")
	c.refer("thorne", "HEARING")
}

var (
	lawyer = vars{"person": "Ms V. Quill KC", "capacity": "CHAIR", "standing": "LEGALLY_QUALIFIED_CHAIR"}
	chief  = vars{"person": "ACC L. Pryce", "capacity": "CHAIR", "standing": "SENIOR_OFFICER_DELEGATE", "rank": "ASSISTANT_CHIEF_CONSTABLE"}
	beside = []vars{{"person": "Ms B. Adeyemi", "capacity": "INDEPENDENT_MEMBER"}, {"person": "Mr F. Sorley", "capacity": "INDEPENDENT_MEMBER"},
		{"person": "Ms H. Rowe", "capacity": "LEGALLY_QUALIFIED_ADVISER"}}
	besideLawyer = []vars{{"person": "Supt N. Bray", "capacity": "POLICE_MEMBER", "rank": "SUPERINTENDENT"}, {"person": "Ms B. Adeyemi", "capacity": "INDEPENDENT_MEMBER"}}
)

// The negative checks at the end of the domain guide, section 7, that the three stories do not hold already.

// An officer concerned sees nothing of their matter, not even by a count, although they work in the department.
func TestRefused_officer_concerned(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2026-01-12")
	c.register("thorne", "Adam Thorne", "4417NM", "PC")
	c.receive("NMP/1", "", "A report about one officer.")
	c.identify("thorne")
	const query = `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { id } cases(filter: {text: "NMP"}) { nodes { id } } caseCounts(by: STATE) { key count } }`
	seen := c.ask("psd-supervisor", query, vars{"id": c.id, "at": c.seen})
	if at(seen, "case") == nil || len(at(seen, "cases", "nodes").([]any)) != 1 {
		t.Fatalf("a supervisor sees %v", seen)
	}
	for _, role := range []string{"psd-supervisor=thorne", "case-officer=thorne", "appropriate-authority=thorne"} {
		hidden := c.ask(role, query, vars{"id": c.id, "at": c.seen})
		if at(hidden, "case") != nil || len(at(hidden, "cases", "nodes").([]any)) != 0 || len(at(hidden, "caseCounts").([]any)) != 0 {
			t.Errorf("%s sees %v", role, hidden)
		}
	}
}

// The watchdog reads what was referred, and no internal matter.
func TestRefused_watchdog_and_an_internal_matter(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2026-01-12")
	c.receive("NMP/1", "", "An internal report.")
	c.done("appropriate-authority", "caseRecord", vars{"kind": "INTERNAL_MISCONDUCT"})
	query := `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { id } cases { nodes { id } } }`
	if got := c.ask("iopc-reader", query, vars{"id": c.id, "at": c.seen}); at(got, "case") != nil || len(at(got, "cases", "nodes").([]any)) != 0 {
		t.Errorf("the watchdog sees %v", got)
	}
}

// A reduction in rank for misconduct wants a record; a final written warning for gross misconduct wants exceptional circumstances since
// 28 May 2025, and none before.
func TestRefused_outcomes_by_the_rules_in_force(t *testing.T) {
	t.Parallel()
	t.Run("reduction for misconduct without a record", func(t *testing.T) {
		t.Parallel()
		c := openHearing(t, "2025-07-01", "GROSS_MISCONDUCT", chief, beside...)
		c.done("case-officer", "caseMakeFinding", c.finding("thorne", "MISCONDUCT", "PROVED"))
		c.refused("case-officer", "caseImposeOutcome", "HISTORY_REQUIRED", c.outcome("thorne", "REDUCTION_IN_RANK", vars{"toRank": "PC"}))
		c.refused("case-officer", "caseImposeOutcome", "HISTORY_REQUIRED", c.outcome("thorne", "DISMISSAL_WITHOUT_NOTICE", nil))
		c.done("case-officer", "caseImposeOutcome", c.outcome("thorne", "FINAL_WRITTEN_WARNING", vars{"months": 24}))
	})
	t.Run("final written warning after gross misconduct since May 2025", func(t *testing.T) {
		t.Parallel()
		c := openHearing(t, "2025-05-28", "GROSS_MISCONDUCT", chief, beside...)
		c.done("case-officer", "caseMakeFinding", c.finding("thorne", "GROSS_MISCONDUCT", "PROVED"))
		c.refused("case-officer", "caseImposeOutcome", "EXCEPTIONAL_REQUIRED", c.outcome("thorne", "FINAL_WRITTEN_WARNING", vars{"months": 24}))
		c.done("case-officer", "caseImposeOutcome", c.outcome("thorne", "FINAL_WRITTEN_WARNING", vars{"months": 24, "exceptional": "Acted to protect a life."}))
	})
	t.Run("final written warning after gross misconduct before", func(t *testing.T) {
		t.Parallel()
		c := openHearing(t, "2025-05-27", "GROSS_MISCONDUCT", chief, beside...)
		c.done("case-officer", "caseMakeFinding", c.finding("thorne", "GROSS_MISCONDUCT", "PROVED"))
		c.done("case-officer", "caseImposeOutcome", c.outcome("thorne", "FINAL_WRITTEN_WARNING", vars{"months": 24}))
	})
}

// A lawyer chairs hearings of matters from before 7 May 2024, and of none since.
func TestRefused_legally_qualified_chair(t *testing.T) {
	t.Parallel()
	openHearing(t, "2024-05-06", "GROSS_MISCONDUCT", lawyer, besideLawyer...)
	c := openScenario(t, "2024-05-07")
	c.upToTheHearing("GROSS_MISCONDUCT")
	c.refused("appropriate-authority", "caseAppointPanel", "CHAIR_NOT_LAWFUL", c.panel("thorne", "HEARING", slices.Concat([]vars{lawyer}, besideLawyer)...))
}

// What is dated before its cause is flagged and kept.
func TestRefused_nothing_that_is_dated_before_its_cause(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2026-01-12")
	c.register("thorne", "Adam Thorne", "4417NM", "PC")
	c.receive("NMP/1", "", "A report about one officer.")
	c.done("case-officer", "caseIdentifyOfficer", vars{"officerId": c.who["thorne"], "rankAtConduct": "PC", "subjectKind": "OFFICER", "on": "2026-01-05"})
	got := c.ask("case-officer", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { timeline(first: 50) { nodes { type beforeCause } } } }`, vars{"id": c.id, "at": c.seen})
	for _, e := range at(got, "case", "timeline", "nodes").([]any) {
		if at(e, "type") == "misconduct.officer_concerned_identified.v1" && at(e, "beforeCause") == true {
			return
		}
	}
	t.Errorf("nothing is flagged: %v", got)
}

// A correction is an event of its own: the old words stay readable with the new ones, by whom, when and why.
func TestRefused_no_edit_but_a_correction(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2026-01-12")
	c.receive("NMP/1", "", "One screenshot was handed over.")
	c.on("2026-01-14")
	c.done("case-officer", "caseCorrectMatter", vars{"field": "SUMMARY", "is": "Four screenshots were handed over.", "reason": "Miscounted on receipt."})
	got := c.ask("psd-supervisor", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { summary history(field: SUMMARY) { was is why by recordedAt } } }`,
		vars{"id": c.id, "at": c.seen})
	history, _ := at(got, "case", "history").([]any)
	if at(got, "case", "summary") != "Four screenshots were handed over." || len(history) != 2 || at(history, 1, "was") != "One screenshot was handed over." ||
		at(history, 1, "why") != "Miscounted on receipt." || at(history, 1, "by") != "dev|case-officer" {
		t.Errorf("the history is %v", got)
	}
}
