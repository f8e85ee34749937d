package graph_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
)

// another is somebody else in the same role.
func (p *person) another(actor domain.ActorID) *person {
	q := *p
	q.who.Actor = actor
	return &q
}

const wholeAccount = `account { actor kind force officerId closed { by } grants { role standing proposed { by reason } decided { by } ended { by reason } } }`

func TestARoleTakesTwoAdministrators(t *testing.T) {
	t.Parallel()
	h := open(t)
	one := h.as(domain.AccessAdministrator)
	two := one.another("test|second administrator")
	worker := h.as(domain.CaseOfficer).another("test|new worker")
	one.done("accountOpen", "", vars{"actor": worker.who.Actor, "kind": "PERSON", "force": "northmoor"})
	proposal := one.done("rolePropose", "id", vars{"actor": worker.who.Actor, "role": "CASE_OFFICER", "reason": "joins the team"})
	grant := proposal.text("id")
	waiting := two.ask(`query($at: Position) { accessProposals(atLeast: $at) { nodes { kind id actor role proposed { by reason } } } }`, vars{"at": proposal.at("receipt", "position")}).list("accessProposals", "nodes")
	if d := cmp.Diff([]any{vars{"kind": "ROLE", "id": grant, "actor": "test|new worker", "role": "CASE_OFFICER",
		"proposed": vars{"by": "test|ACCESS_ADMINISTRATOR", "reason": "joins the team"}}}, waiting); d != "" {
		t.Error(d)
	}
	agree := func() vars { return vars{"actor": worker.who.Actor, "grantId": grant} }
	if code := one.refused("roleGrant", agree()); code != "FORBIDDEN" {
		t.Errorf("the proposer hears %s", code)
	}
	if code := h.as(domain.PSDSupervisor).refused("roleGrant", agree()); code != "FORBIDDEN" {
		t.Errorf("a supervisor hears %s", code)
	}
	got := two.done("roleGrant", wholeAccount, agree()).at("account")
	granted := vars{"role": "CASE_OFFICER", "standing": "GIVEN", "proposed": vars{"by": "test|ACCESS_ADMINISTRATOR", "reason": "joins the team"},
		"decided": vars{"by": "test|second administrator"}, "ended": nil}
	want := vars{"actor": "test|new worker", "kind": "PERSON", "force": "northmoor", "officerId": nil, "closed": nil, "grants": []any{granted}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	mine := worker.ask(`{ myAccess { actor kind force roles { role from until } } account(actor: "test|new worker") { actor } }`, nil)
	if d := cmp.Diff(vars{"myAccess": vars{"actor": "test|new worker", "kind": "PERSON", "force": "northmoor",
		"roles": []any{vars{"role": "CASE_OFFICER", "from": nil, "until": nil}}}, "account": nil}, mine.Data); d != "" {
		t.Error(d)
	}
	last := vars{"at": one.done("accountClose", "", vars{"actor": worker.who.Actor, "reason": "left"}).at("receipt", "position")}
	open := two.ask(`query($at: Position) { accounts(filter: {open: true}, atLeast: $at) { nodes { actor } } }`, last).list("accounts", "nodes")
	closed := two.ask(`query($at: Position) { accounts(filter: {open: false}, atLeast: $at) { nodes { actor grants { standing } } } }`, last).list("accounts", "nodes")
	if d := cmp.Diff([]any{vars{"actor": "test|new worker", "grants": []any{vars{"standing": "ENDED"}}}}, closed); d != "" || len(open) != 0 {
		t.Errorf("%v %s", open, d)
	}
}

func TestAnExceptionIsOpenedSeenAndReviewed(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	other := s.as(domain.CaseOfficer).another("test|another case officer")
	boss := s.as(domain.PSDSupervisor)
	about := func(more vars) vars { more["caseId"] = s.matter; return more }
	until := time.Now().Add(4 * time.Hour).UTC().Format(time.RFC3339)
	if code := other.refused("caseOpenException", about(vars{"reason": "because", "until": until})); code != "REASON_TOO_SHORT" {
		t.Errorf("a short reason: %s", code)
	}
	opened := other.done("caseOpenException", "id case { reference } access { revision }",
		about(vars{"reason": "The store asks for a decision and nobody assigned is on duty.", "until": until}))
	if opened.at("access") != nil {
		t.Error("whoever opens a case by exception sees who else may look into it")
	}
	at := vars{"at": opened.at("receipt", "position")}
	list := `query($at: Position) { exceptions(unreviewed: true, atLeast: $at) { nodes { id caseId actor capacity until opened { by reason } ended { by } reviewed { by } } } }`
	want := []any{vars{"id": opened.text("id"), "caseId": s.matter, "actor": "test|another case officer", "capacity": "CASE_OFFICER", "until": until,
		"opened": vars{"by": "test|another case officer", "reason": "The store asks for a decision and nobody assigned is on duty."}, "ended": nil, "reviewed": nil}}
	if d := cmp.Diff(want, boss.ask(list, at).list("exceptions", "nodes")); d != "" {
		t.Error(d)
	}
	if n := len(other.ask(list, at).list("exceptions", "nodes")); n != 0 {
		t.Errorf("a case officer sees %d exceptions", n)
	}
	other.done("caseEndException", "", about(vars{"exceptionId": opened.text("id"), "reason": "answered"}))
	review := boss.done("caseReviewException", "access { exceptions { ended { by } reviewed { by reason justified } } }",
		about(vars{"exceptionId": opened.text("id"), "justified": true, "note": "agreed by telephone"}))
	if d := cmp.Diff([]any{vars{"ended": vars{"by": "test|another case officer"},
		"reviewed": vars{"by": "test|PSD_SUPERVISOR", "reason": "agreed by telephone", "justified": true}}}, review.list("access", "exceptions")); d != "" {
		t.Error(d)
	}
	if n := len(boss.ask(list, at).list("exceptions", "nodes")); n != 0 {
		t.Errorf("%d exceptions still wait", n)
	}
}

func TestTheAccessToACaseIsForThoseWhoOverseeIt(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	boss := s.as(domain.PSDSupervisor)
	about := func(more vars) vars { more["caseId"] = s.matter; return more }
	boss.done("caseAssign", "", about(vars{"actor": "test|second", "capacity": "CASE_OFFICER", "reason": "second pair of eyes"}))
	last := boss.done("caseDeclareConflict", "", about(vars{"actor": "test|third", "interest": "kin of the reporter"})).text("receipt", "position")
	question := `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { access { assignments { actor capacity given { by } } conflicts { actor } } } }`
	ask := func(p *person) any { return p.ask(question, vars{"id": s.matter, "at": last}).at("case", "access") }
	task := func(actor, as, by string) vars { return vars{"actor": actor, "capacity": as, "given": vars{"by": by}} }
	want := vars{"assignments": []any{task("test|CASE_OFFICER", "CASE_OFFICER", "test|CASE_OFFICER"),
		task("test|DIGITAL_EXAMINER", "DIGITAL_EXAMINER", "test|CASE_OFFICER"), task("test|EXHIBITS_OFFICER", "EXHIBITS_OFFICER", "test|CASE_OFFICER"),
		task("test|second", "CASE_OFFICER", "test|PSD_SUPERVISOR")}, "conflicts": []any{vars{"actor": "test|third"}}}
	for _, who := range []*person{boss, s.as(domain.AppropriateAuthority), s.as(domain.IOPCReader)} {
		if d := cmp.Diff(want, ask(who)); d != "" {
			t.Errorf("%s: %s", who.who.Role, d)
		}
	}
	direct := `query($id: MatterID!, $at: Position) { caseAccess(caseId: $id, atLeast: $at) { assignments { actor capacity given { by } } conflicts { actor } } }`
	for who, want := range map[*person]any{s.as(domain.Auditor): want, boss: want, s.as(domain.CaseOfficer): nil, s.as(domain.AccessAdministrator): nil} {
		if d := cmp.Diff(want, who.ask(direct, vars{"id": s.matter, "at": last}).at("caseAccess")); d != "" {
			t.Errorf("%s, directly: %s", who.who.Role, d)
		}
	}
	if got := ask(s.as(domain.CaseOfficer)); got != nil {
		t.Errorf("whoever works on the case sees %v", got)
	}
}

func TestClearancesAndRestrictionsTakeTwo(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	one := s.as(domain.PSDSupervisor)
	two := one.another("test|second supervisor")
	about := func(more vars) vars { more["caseId"] = s.matter; return more }
	if code := one.refused("caseRestrict", about(vars{"reason": "covert"})); code != "NOBODY_ELSE_CLEARED" {
		t.Errorf("restricted alone: %s", code)
	}
	id := one.done("caseProposeClearance", "id", about(vars{"actor": "test|third", "clearance": "COMPARTMENT", "reason": "covert"})).text("id")
	if code := one.refused("caseGiveClearance", about(vars{"proposalId": id})); code != "FORBIDDEN" {
		t.Errorf("the proposer hears %s", code)
	}
	given := two.done("caseGiveClearance", "access { clearances { actor clearance standing decided { by } } }", about(vars{"proposalId": id}))
	if d := cmp.Diff([]any{vars{"actor": "test|third", "clearance": "COMPARTMENT", "standing": "GIVEN", "decided": vars{"by": "test|second supervisor"}}},
		given.list("access", "clearances")); d != "" {
		t.Error(d)
	}
	one.done("caseRestrict", "", about(vars{"reason": "covert"}))
	if code := two.refused("caseProposeLift", about(vars{"reason": "curious"})); code != "UNKNOWN_MATTER" {
		t.Errorf("who is not cleared hears %s", code)
	}
	third := one.another("test|third")
	third.done("caseProposeLift", "", about(vars{"reason": "arrested"}))
	one.done("caseLiftRestriction", "access { restrictions { lifted { by } } }", about(vars{}))
}
