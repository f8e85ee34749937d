package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/graph"
)

// on has the API take a day for today.
func on(day domain.Date) func(*graph.Config) {
	return func(c *graph.Config) {
		c.Now = func() time.Time {
			t, err := time.Parse(time.DateOnly, string(day))
			if err != nil {
				panic(err)
			}
			return t.Add(12 * time.Hour)
		}
	}
}

// neglected plays cases of which one must be referred and was not. It returns the position of the last command.
func neglected(h *house) (last string) {
	keeper := h.as(domain.CaseOfficer)
	for _, reference := range []string{"NMP/2025/0501", "NMP/2025/0502"} {
		matter := keeper.done("caseReceive", "case { id }", vars{"reference": reference, "force": "northmoor", "cameToAttentionOn": received,
			"summary": "Screenshots."}).text("case", "id")
		kind, grounds := "CONDUCT_MATTER", []string{}
		if reference == "NMP/2025/0501" {
			kind, grounds = "RECORDABLE_CONDUCT_MATTER", []string{"DISCRIMINATION_AGGRAVATED"}
		}
		last = h.as(domain.AppropriateAuthority).done("caseRecord", "", vars{"caseId": matter, "kind": kind, "grounds": grounds, "on": received}).text("receipt", "position")
	}
	return last
}

const workListed = `query($at: Position, $f: WorkClockFilter, $days: Int! = 28) { workList(atLeast: $at) { on
	counts(stalledDays: $days) { myCases overdue red amber unassigned stalled most }
	myCases { nodes { reference receivedOn investigator next { kind level } } }
	clocks(filter: $f) { nodes { reference kind says owner officerId startedOn dueOn firstDueOn state level confirmed } }
	unassigned { nodes { reference } } stalled(days: $days) { nodes { reference } } } }`

func TestTheWorkList(t *testing.T) {
	t.Parallel()
	h := open(t, on("2025-06-05"))
	last := neglected(h)
	rule, ok := clock.Rules().Find(clock.MandatoryReferral)
	if !ok {
		t.Fatal("no rule")
	}
	late := vars{"reference": "NMP/2025/0501", "kind": "MANDATORY_REFERRAL", "says": rule.Says, "owner": "APPROPRIATE_AUTHORITY", "officerId": nil,
		"startedOn": received, "dueOn": "2025-06-04", "firstDueOn": nil, "state": "RUNNING", "level": "OVERDUE", "confirmed": rule.Confirmed}
	filter := vars{"kind": "MANDATORY_REFERRAL"}
	for name, p := range map[string]*person{"the case officer": h.as(domain.CaseOfficer), "a supervisor": h.as(domain.PSDSupervisor)} {
		got := p.ask(workListed, vars{"at": last, "f": filter})
		if d := cmp.Diff([]any{late}, got.list("workList", "clocks", "nodes")); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if got.text("workList", "on") != "2025-06-05" || len(got.list("workList", "unassigned", "nodes")) != 2 || got.at("workList", "counts", "overdue") != 1. ||
			got.at("workList", "counts", "unassigned") != 2. || got.at("workList", "counts", "most") != 100. {
			t.Errorf("%s: %v", name, got.Data)
		}
	}
	mine := h.as(domain.CaseOfficer).ask(workListed, vars{}).list("workList", "myCases", "nodes")
	if len(mine) != 2 || mine[0].(map[string]any)["reference"] != "NMP/2025/0501" {
		t.Errorf("the case with the nearest day is not first: %v", mine)
	}
	if got := h.as(domain.PSDSupervisor).ask(workListed, vars{}); len(got.list("workList", "myCases", "nodes")) != 0 {
		t.Errorf("a supervisor's own cases: %v", got.at("workList", "myCases"))
	}
	for what, f := range map[string]vars{"another level": {"levels": []string{"AMBER", "RED"}, "kind": "MANDATORY_REFERRAL"}, "another owner": {"owner": "NOBODY"},
		"somebody else": {"officerId": "8f14e45f-ceea-467f-a0e6-9a3f1b2c3d4e"}} {
		if got := h.as(domain.PSDSupervisor).ask(workListed, vars{"f": f}).list("workList", "clocks", "nodes"); len(got) != 0 {
			t.Errorf("%s: %v", what, got)
		}
	}
	within := vars{"withinDays": 0, "mine": true, "levels": []string{"OVERDUE"}, "owner": "APPROPRIATE_AUTHORITY"}
	if got := h.as(domain.CaseOfficer).ask(workListed, vars{"f": within}).list("workList", "clocks", "nodes"); len(got) != 1 {
		t.Errorf("all conditions together: %v", got)
	}
}

// Whoever may not see a case finds no work in it, and no number that tells of it.
func TestTheWorkListOfOthersIsEmpty(t *testing.T) {
	t.Parallel()
	h := open(t, on("2025-06-05"))
	last := neglected(h)
	elsewhere := h.as(domain.PSDSupervisor)
	elsewhere.who.Force = "southmoor"
	for name, p := range map[string]*person{"not assigned": h.as(domain.DigitalExaminer), "another force": elsewhere, "auditor": h.as(domain.Auditor)} {
		got := p.ask(workListed, vars{"at": last}).at("workList")
		none := vars{"nodes": []any{}}
		want := vars{"on": "2025-06-05", "myCases": none, "clocks": none, "unassigned": none, "stalled": none,
			"counts": vars{"myCases": 0., "overdue": 0., "red": 0., "amber": 0., "unassigned": 0., "stalled": 0., "most": 100.}}
		if d := cmp.Diff(any(want), got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	for _, role := range []domain.Role{domain.IOPCReader, domain.CaseAnalyst} {
		if got := h.as(role).try(`{ workList { on } }`, nil).code(); got != "GRAPHQL_VALIDATION_FAILED" {
			t.Errorf("%s is answered %q", role, got)
		}
	}
}

func TestTheWorkListTurnsPages(t *testing.T) {
	t.Parallel()
	h := open(t, on("2025-09-05"))
	last := neglected(h)
	p := h.as(domain.PSDSupervisor)
	const query = `query($at: Position, $a: Cursor, $b: Cursor) { workList(atLeast: $at) {
		unassigned(first: 1, after: $a) { edges { cursor node { reference } } pageInfo { hasNextPage endCursor } }
		clocks(first: 1, after: $b) { nodes { id } pageInfo { hasNextPage endCursor } } } }`
	first := p.ask(query, vars{"at": last})
	end := first.text("workList", "unassigned", "pageInfo", "endCursor")
	if first.at("workList", "unassigned", "pageInfo", "hasNextPage") != true || first.text("workList", "unassigned", "edges", 0, "cursor") != end {
		t.Fatalf("%v", first.Data)
	}
	next := p.ask(query, vars{"a": end})
	if next.at("workList", "unassigned", "pageInfo", "hasNextPage") != false ||
		next.text("workList", "unassigned", "edges", 0, "node", "reference") == first.text("workList", "unassigned", "edges", 0, "node", "reference") {
		t.Errorf("%v", next.Data)
	}
	if got := p.try(query, vars{"b": end}).code(); got != "BAD_CURSOR" {
		t.Errorf("the cursor of another list: %q", got)
	}
	for _, wrong := range []string{`stalled(days: 0) { nodes { caseId } }`, `stalled(days: 3651) { nodes { caseId } }`, `counts(stalledDays: 0) { overdue }`,
		`clocks(filter: {withinDays: -1}) { nodes { id } }`, `myCases(first: 101) { nodes { caseId } }`} {
		if got := p.try(`{ workList { `+wrong+` } }`, nil).code(); got != "INVALID" {
			t.Errorf("%s: %q", wrong, got)
		}
	}
}

// A page of the work list is a look at the cases in it; a count is a count.
func TestTheWorkListIsRecorded(t *testing.T) {
	t.Parallel()
	h := open(t, on("2025-09-05"))
	last := neglected(h)
	p := h.as(domain.PSDSupervisor)
	before := len(h.access.Entries())
	p.ask(workListed, vars{"at": last})
	seen := map[string]int{}
	for _, e := range h.access.Entries()[before:] {
		if s, ok := e.(accesslog.Shown); ok {
			seen[s.Field+" "+string(s.Operation)+" "+string(s.Content)] += len(s.All())
		}
	}
	if seen["unassigned LIST case"] != 2 || seen["clocks LIST case"] < 1 || seen["counts COUNT aggregate"] != 1 {
		t.Errorf("%v", seen)
	}
}

func TestACalendarFeedHasAnAddress(t *testing.T) {
	t.Parallel()
	r := open(t).as(domain.CaseOfficer).try(`{ myCalendarFeed { id url expiresAt } }`, nil)
	if r.code() != "REFUSED" || !strings.Contains(r.Errors[0].Message, "no calendar feeds") {
		t.Errorf("%v", r.Errors)
	}
}
