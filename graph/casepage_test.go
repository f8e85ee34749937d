package graph_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
)

// casePage asks in one question for all that a case page shows: the matter, its officers, allegations, periods and timeline.
const casePage = `query($id: MatterID!, $at: Position, $day: Date!) { case(id: $id, atLeast: $at) {
	id reference operation force kind grounds state severityMax cameToAttentionOn recordedOn summary reportedBy regimeVersion referred mode
	nameWithheld daysToFinaliseCalendar daysToFinaliseWorking daysSuspended
	referrals { mandatory grounds on } modes { mode on reason } investigators { actor on replaces } termsOfReference { text on }
	interestedPersons { id capacity name } pauses { from reason } delayReports { on text } reviews { id inTime with } corrections { field reason on }
	involvements { officerId officer { name collarNumber rank } state rankAtConduct severity likelyForm dutyStatus criminalOpen deferred finding route
		determinedOn track assessments { severity on reason } notices { on method } interviews { id for held { on } } representations { about on }
		outcomes { action months inForce notifiedOn } warnings { action from until liveOn(date: $day) excluded { from until } }
		proceedings { running referrals { form on } panels { members { person capacity } } fixed { firstDay venue } findings { allegationId finding basis } }
		appeals { id kind inTime determined { result effectiveFrom } } listings { list on } closed { reason on } }
	allegations { id officerIds standards category text } criminalStrands { officerId offence steps { step on } outcome }
	decisions { id subject text flags { why event at } evidence { exhibit documentId policy } }
	clocks { id kind nature says source confirmed officerId startedOn notBefore dueOn state stoppedOn why changes { was dueOn reason } }
	timeline(first: 50, newestFirst: true) { nodes { type recordedAt effectiveOn actor } pageInfo { endCursor } }
} }`

// The page of a case is one question, within what an operation may cost.
func TestCasePageIsOneQuestion(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	r := s.as(domain.PSDSupervisor).ask(casePage, vars{"id": s.matter, "at": s.last, "day": "2025-06-15"})
	if got := r.text("case", "involvements", 0, "officer", "name"); got != "Adam Thorne" || r.text("case", "involvements", 0, "state") != "IDENTIFIED" {
		t.Errorf("the officer is %q", got)
	}
	if clocks := r.list("case", "clocks"); len(clocks) < 2 || r.text("case", "clocks", 0, "says") == "" || r.text("case", "clocks", 0, "nature") == "" {
		t.Errorf("the periods are %v", clocks)
	}
	if n := len(r.list("case", "timeline", "nodes")); n < 8 {
		t.Errorf("%d entries on the timeline", n)
	}
}

// What was wrong, what is right, who said so and why; and what else was on record about the officer. The officer sees neither.
func TestHistoryOfAFieldAndRecordOfAnOfficer(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	p := s.as(domain.CaseOfficer)
	at := p.done("caseCorrectMatter", "", vars{"caseId": s.matter, "field": "OPERATION", "is": "Ashgrove", "reason": "The name was taken.", "on": "2025-06-10"}).text("receipt", "position")
	const query = `query($id: MatterID!, $at: Position, $o: OfficerID!) {
		case(id: $id, atLeast: $at) { operation history(field: OPERATION) { was is by why effectiveOn } }
		cases(filter: {open: true, investigator: "nobody"}, atLeast: $at) { nodes { id } }
		officer(id: $o, atLeast: $at) { record { case { id } involvement { state } decisions { kind value known { caseId } } } } }`
	about := vars{"id": s.matter, "at": at, "o": s.officer}
	r := p.ask(query, about)
	last := r.list("case", "history")
	if len(last) != 2 || r.text("case", "history", 1, "was") != "Larkfield" || r.text("case", "history", 1, "is") != "Ashgrove" ||
		r.text("case", "history", 1, "why") != "The name was taken." || r.text("case", "operation") != "Ashgrove" {
		t.Errorf("the history is %v", last)
	}
	if r.text("officer", "record", 0, "case", "id") != s.matter || len(r.list("cases", "nodes")) != 0 {
		t.Errorf("the record is %v", r.at("officer", "record"))
	}
	concerned := s.as(domain.CaseOfficer)
	concerned.who.Officer = domain.OfficerID(s.officer)
	if own := concerned.ask(query, about); own.at("case") != nil || len(own.list("officer", "record")) != 0 {
		t.Errorf("the officer sees %v", own)
	}
}
