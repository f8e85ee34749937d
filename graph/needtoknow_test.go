package graph_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
)

// note records who may see a case, as a supervisor, and returns where it stands.
func (s *story) note(as *person, c caseaccess.Command) string {
	s.tb.Helper()
	r, err := s.ledger.CaseAccess(access.With(context.Background(), as.who), uuid.NewString(), domain.MatterID(s.matter), c)
	if err != nil {
		s.tb.Fatal(err)
	}
	return r.Position.String()
}

// called returns somebody of a role under another name.
func (h *house) called(actor domain.ActorID, role domain.Role) *person {
	p := h.as(role)
	p.who.Actor = actor
	return p
}

const aCase = `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { reference linkedCases { reference } nameWithheld reportedBy
	involvements { officer { name collarNumber nameWithheld } } } }`

func TestACaseIsForThoseWhoWorkOnIt(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	stranger := s.called("another", domain.CaseOfficer)
	about := vars{"id": s.matter, "at": s.last}
	if r := stranger.ask(aCase, about); r.at("case") != nil {
		t.Fatalf("somebody who is not on it sees %v", r.Data)
	}
	if r := stranger.ask(`{ cases { nodes { id } pageInfo { hasNextPage } } caseCounts(by: STATE) { count } }`, nil); len(r.list("cases", "nodes"))+len(r.list("caseCounts")) > 0 {
		t.Errorf("they list and count %v", r.Data)
	}
	nowhere := uuid.NewString()
	for _, id := range []string{s.matter, nowhere} {
		if code := stranger.refused("caseSubmitReport", vars{"caseId": id, "by": "x", "on": received}); code != "UNKNOWN_MATTER" {
			t.Errorf("a command in %s: %s", id, code)
		}
	}
	at := s.note(s.as(domain.PSDSupervisor), caseaccess.Assign{Actor: "another", Capacity: domain.CaseOfficer, Reason: "helps"})
	if r := stranger.ask(aCase, vars{"id": s.matter, "at": at}); r.text("case", "reference") != "NMP/2025/0417" {
		t.Errorf("once assigned they see %v", r.Data)
	}
}

func TestASubscriptionEndsWithTheAssignment(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	lead := s.as(domain.PSDSupervisor)
	s.last = s.note(lead, caseaccess.Assign{Actor: "another", Capacity: domain.CaseOfficer, Reason: "helps"})
	onlooker := s.called("another", domain.CaseOfficer)
	onlooker.ask(aCase, vars{"id": s.matter, "at": s.last}) // the read model has it
	f := onlooker.subscribe(t, caseEvents, vars{"id": s.matter, "after": s.last})
	s.as(domain.CaseOfficer).done("caseRegisterExhibit", "", vars{"caseId": s.matter, "exhibit": "DWH/1", "description": "screenshots"})
	if r := f.next(); r == nil || r.text("caseEvents", "type") != "misconduct.exhibit_registered.v1" {
		t.Fatalf("while assigned: %+v", r)
	}
	s.note(lead, caseaccess.EndAssignment{Actor: "another", Reason: "moved"})
	s.as(domain.CaseOfficer).done("caseRegisterExhibit", "", vars{"caseId": s.matter, "exhibit": "DWH/2", "description": "a notebook"})
	if r := f.next(); r != nil {
		t.Fatalf("it went on with %+v", r)
	}
}

func TestLinkedCasesAreThoseTheCallerMaySee(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	keeper := s.as(domain.CaseOfficer)
	other := keeper.done("caseReceive", "case { id }", vars{"reference": "NMP/2025/0500", "force": "northmoor", "cameToAttentionOn": received, "summary": "Not referred."}).text("case", "id")
	r := keeper.done("caseLink", "case { linkedCases { reference } }", vars{"caseId": s.matter, "otherId": other, "reason": "The same group."})
	if r.text("case", "linkedCases", 0, "reference") != "NMP/2025/0500" {
		t.Errorf("the answer is %v", r.Data)
	}
	about := vars{"id": s.matter, "at": r.text("receipt", "position")}
	if r := s.as(domain.IOPCReader).ask(`query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { linkedCases { reference } } }`, about); r.at("case") == nil || len(r.list("case", "linkedCases")) != 0 {
		t.Errorf("the watchdog, to whom the other was not referred, sees %v", r.Data)
	}
	if code := s.called("another", domain.CaseOfficer).refused("caseLink", vars{"caseId": other, "otherId": s.matter, "reason": "r"}); code != "UNKNOWN_MATTER" {
		t.Errorf("somebody who is on neither: %s", code)
	}
	nothing := keeper.give("caseLink", "", vars{"caseId": s.matter, "otherId": uuid.NewString(), "reason": "r"})
	if nothing.text("userErrors", 0, "code") != "UNKNOWN_MATTER" || nothing.text("userErrors", 0, "field") != "otherId" {
		t.Errorf("linked with nothing: %v", nothing.Data)
	}
}

func TestAWithheldNameIsMarked(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	lead := s.as(domain.PSDSupervisor)
	s.note(lead, caseaccess.SuppressName{Suppression: "1", Kind: caseaccess.OfficerNamed, Officer: domain.OfficerID(s.officer), Scope: caseaccess.FromReaders, OrderedBy: "chair of the hearing"})
	at := s.note(lead, caseaccess.SuppressName{Suppression: "2", Kind: caseaccess.WhistleBlower, Scope: caseaccess.FromReaders, OrderedBy: "IOPC"})
	r := s.as(domain.CaseOfficer).ask(aCase, vars{"id": s.matter, "at": at})
	if r.at("case", "nameWithheld") != true || r.text("case", "reportedBy") != "" {
		t.Errorf("the case: %v", r.Data)
	}
	if o, _ := r.at("case", "involvements", 0, "officer").(map[string]any); o["name"] != "" || o["collarNumber"] != "" || o["nameWithheld"] != true {
		t.Errorf("the officer concerned: %v", o)
	}
	q := `query($at: Position) { officers(filter: {text: "thorne"}, atLeast: $at) { nodes { id } } officer(force: "northmoor", collarNumber: "4417NM", atLeast: $at) { id } }`
	if r := lead.ask(q, vars{"at": at}); len(r.list("officers", "nodes")) != 0 || r.at("officer") != nil {
		t.Errorf("found by the name: %v", r.Data)
	}
}
