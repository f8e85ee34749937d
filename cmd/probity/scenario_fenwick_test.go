package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Scenario 3 of the domain guide, section 7: a complaint about disclosed information, a meeting, an appeal, a review, a copy that does not
// verify.
func TestScenario_Fenwick(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2026-01-12")
	c.fenwickComplains()
	c.marlowIsInvestigated()
	c.marlowIsWarned()
	c.marlowAppeals()
	c.fenwickAsksForAReview()
	c.theWarningAsItWasKnown()
}

func (c *scenario) fenwickComplains() {
	c.register("marlow", "Dean Marlow", "6014NM", "PC")
	c.receive("NMP/2026/0031", "", "A complaint that information about her was passed on.")
	c.done("appropriate-authority", "caseRecord", vars{"kind": "COMPLAINT"})
	c.done("case-officer", "caseNameInterestedPerson", vars{"person": fenwick, "capacity": "COMPLAINANT", "name": "Ms Orla Fenwick", "contact": "by post"})
	c.identify("marlow")
	c.allege("marlow", "D2", 7)
	c.due("FIRST_DELAY_REPORT", "", "2027-01-11")
	c.due("COMPLAINANT_UPDATE", "", "2026-02-09")

	c.on("2026-01-16")
	c.done("case-officer", "caseApplySpecialProcedures", vars{"reason": "The initial facts suggest disciplinary behaviour.", "decidedBy": "CASE_OFFICER"})
	c.refused("appropriate-authority", "caseAppointInvestigator", "INVESTIGATOR_CONFLICT", vars{"investigator": "idp|close-friend", "interestedParty": true,
		"conflictNote": "A close friend of the officer."})
	c.appoint()
	c.on("2026-01-19")
	c.seize("phone", "BCD/1", "FORCE_PROPERTY", "WORK_ISSUED", "")
}

// fenwick is the complainant's id in the case.
const fenwick = "0b9d2c1e-7a35-4a43-9a5e-2f9d6b1c7e11"

func (c *scenario) marlowIsInvestigated() {
	c.on("2026-01-26")
	c.notice("marlow", "MISCONDUCT", "MEETING", "CASE_OFFICER")
	c.due("TERMS_OF_REFERENCE", "marlow", "2026-02-02")
	c.due("REPRESENTATIONS", "marlow", "2026-02-09")
	c.on("2026-02-02")
	c.terms("marlow")
	c.stands("TERMS_OF_REFERENCE", "marlow", "STOPPED")
	c.on("2026-02-04")
	c.aCopyDoesNotVerify()
	c.on("2026-02-09")
	c.done("case-officer", "caseUpdateInterestedPersons", vars{"note": "The phone is being looked at."})
	c.due("COMPLAINANT_UPDATE", "", "2026-03-09")
	c.on("2026-03-09")
	c.done("case-officer", "caseUpdateInterestedPersons", vars{"note": "The report is being written."})

	c.on("2026-04-17")
	c.done("case-officer", "caseSubmitReport", vars{"by": "dev|case-officer"})
	c.awaits("COMPLAINANT_UPDATE", "", "BREACHED") // nobody told her by 6 April
	c.done("case-officer", "caseUpdateInterestedPersons", vars{"note": "The report is in."})
	c.due("DETERMINATION", "", "2026-05-11")
	c.on("2026-04-30")
	c.refused("appropriate-authority", "caseDetermineCaseToAnswer", "MUST_BE_MEETING", vars{"officerId": c.who["marlow"], "finding": "MISCONDUCT", "route": "HEARING",
		"decidedBy": "APPROPRIATE_AUTHORITY", "text": "Case to answer.", "reasons": "The download.", "evidence": []vars{{"exhibit": "BCD/1"}}})
	c.answer("marlow", "MISCONDUCT", "MEETING", "APPROPRIATE_AUTHORITY", "BCD/1")
	c.stands("DETERMINATION", "", "STOPPED")
}

// aCopyDoesNotVerify: the working copy is not the container; the master copy is, and the decision that cites the phone says so later.
func (c *scenario) aCopyDoesNotVerify() {
	c.t.Helper()
	answer := c.doneWith("psd-supervisor", "extractionAuthorise", "extraction { id }", vars{"caseId": c.id, "deviceId": c.who["phone"], "exhibit": "BCD/1", "level": "SELECTIVE",
		"scope": vars{"applications": []string{"WhatsApp"}, "from": "2025-11-01", "to": "2025-12-31"}, "authoriser": "DCI S. Okafor", "reason": "Chats with one number."})
	id, _ := at(answer, "extraction", "id").(string)
	c.done("case-officer", "caseEngage", vars{"actor": "dev|digital-examiner", "capacity": "DIGITAL_EXAMINER", "reason": "makes the extraction"})
	tool := vars{"name": "Extractor", "version": "1.0.0"}
	c.done("digital-examiner", "extractionStart", vars{"extractionId": id, "tool": tool, "operator": "P. Q. Renner", "method": "DFU-M-014", "deviceState": "AFU", "at": c.today() + "T07:15:00Z"})
	sha, size := c.chat()
	c.done("digital-examiner", "extractionImport", vars{"extractionId": id, "uploadId": sha, "sha256": sha, "name": "chat.txt"})
	c.imported(id)
	c.done("digital-examiner", "extractionComplete", vars{"extractionId": id, "exhibit": "PQR/1", "result": "COMPLETE", "tool": tool, "operator": "P. Q. Renner",
		"container": "chat.txt", "containerSize": size, "acquisitionHash": sha, "at": c.today() + "T08:40:00Z"})
	wrong := "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	check := func(copy, actual, purpose string) any {
		verified := c.doneWith("digital-examiner", "extractionVerifyHash", "extraction { verifications { match } }", vars{"extractionId": id, "copy": copy,
			"actual": actual, "purpose": purpose, "at": c.today() + "T09:00:00Z"})
		all, _ := at(verified, "extraction", "verifications").([]any)
		return at(all[len(all)-1], "match")
	}
	if check("WORKING", wrong, "LOAD") != false || check("MASTER", sha, "AUDIT") != true || check("WORKING", sha, "COPY_TO_WORKING") != true {
		c.t.Error("the verification of the copies is not as it happened")
	}
}

func (c *scenario) marlowIsWarned() {
	marlow, both := vars{"officerId": c.who["marlow"]}, vars{"officerIds": []string{c.who["marlow"]}}
	c.on("2026-05-06")
	c.refer("marlow", "MEETING")
	c.done("appropriate-authority", "caseAppointPanel", c.panel("marlow", "MEETING", vars{"person": "Insp. R. Vale", "capacity": "PERSON_CONDUCTING_MEETING", "standing": "HIGHER_RANK", "rank": "INSPECTOR"}))
	c.due("PANEL_OBJECTION", "marlow", "2026-05-11")
	c.due("REFERRAL_RESPONSE", "marlow", "2026-05-28")
	c.due("MEETING_HELD", "marlow", "2026-06-04")
	c.on("2026-05-28")
	c.done("case-officer", "caseRecordResponse", merged(marlow, vars{"answer": "ADMITS"}))
	c.done("case-officer", "caseFixHearing", merged(both, vars{"form": "MEETING", "firstDay": "2026-06-03", "venue": "Northmoor House", "public": false}))
	c.on("2026-06-03")
	c.done("case-officer", "caseOpenProceedings", merged(both, vars{"form": "MEETING"}))
	c.done("case-officer", "caseMakeFinding", c.finding("marlow", "MISCONDUCT", "ADMITTED"))
	c.done("case-officer", "caseImposeOutcome", c.outcome("marlow", "WRITTEN_WARNING", vars{"months": 18}))
	c.due("OUTCOME_REPORT", "marlow", "2026-06-10")
	c.on("2026-06-09")
	c.done("case-officer", "caseSubmitOutcomeReport", marlow)
	c.done("case-officer", "caseNotifyOutcome", merged(marlow, vars{"method": "IN_PERSON"}))
	c.due("WARNING_LIVE", "marlow", "2027-12-08")
	c.due("MEETING_APPEAL", "marlow", "2026-06-18")
	c.due("OUTCOME_TO_COMPLAINANT", "marlow", "2026-06-16")
}

func (c *scenario) marlowAppeals() {
	appeal := vars{"officerId": c.who["marlow"], "appeal": "8a4e6c12-3b5d-4f79-a1c8-6d2f0b9e7a77"}
	c.on("2026-06-17")
	c.done("case-officer", "caseLodgeAppeal", merged(appeal, vars{"kind": "APPEAL_MEETING", "grounds": []string{"UNREASONABLE"}, "text": "The warning was unreasonable."}))
	c.on("2026-06-24")
	c.done("case-officer", "caseDetermineAppeal", merged(appeal, vars{"result": "REVERSED", "action": "NO_ACTION", "decidedBy": "CHIEF_INSPECTOR", "reasons": "The download was authorised."}))
	c.due("APPEAL_DETERMINATION_NOTICE", "marlow", "2026-06-29")
	c.due("OUTCOME_TO_COMPLAINANT", "marlow", "2026-07-01")
	c.done("case-officer", "caseNotifyAppeal", appeal)
	c.stands("APPEAL_DETERMINATION_NOTICE", "marlow", "STOPPED")
}

func (c *scenario) fenwickAsksForAReview() {
	c.on("2026-06-26")
	told := c.doneWith("case-officer", "caseTellComplainant", "case { outcomesTold { reviewBody } }", vars{"person": fenwick, "about": "APPEAL", "text": "No action was taken in the end."})
	if at(told, "case", "outcomesTold", 0, "reviewBody") != "IOPC" {
		c.t.Errorf("the review body is %v", told)
	}
	c.stands("OUTCOME_TO_COMPLAINANT", "marlow", "STOPPED")
	c.due("COMPLAINT_REVIEW", "", "2026-07-24")
	review := "1d2e3f40-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
	c.on("2026-07-20")
	c.done("case-officer", "caseRequestReview", vars{"review": review, "person": fenwick, "sentTo": "LOCAL_POLICING_BODY"})
	c.on("2026-07-23")
	c.done("case-officer", "caseForwardReview", vars{"review": review, "to": "IOPC"})
	c.stands("COMPLAINT_REVIEW", "", "STOPPED")
	c.on("2026-08-20")
	c.done("case-officer", "caseDetermineReview", vars{"review": review, "body": "IOPC", "upheld": false, "reasons": "The outcome was reasonable and proportionate."})
	got := c.ask("psd-supervisor", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { reviews { inTime with determined { upheld } } } }`, vars{"id": c.id, "at": c.seen})
	if d := cmp.Diff([]any{vars{"inTime": true, "with": "IOPC", "determined": vars{"upheld": false}}}, at(got, "case", "reviews")); d != "" {
		c.t.Errorf("the review: %s", d)
	}
}

// theWarningAsItWasKnown: was a warning live on 15 June? On that day everybody thought so; since the appeal nobody does.
func (c *scenario) theWarningAsItWasKnown() {
	live := func(known string) any {
		got := c.ask("psd-supervisor", `query($id: MatterID!, $known: DateTime!) { case(id: $id, asAt: {known: $known, effective: "2026-06-15"}) {
			involvements { warnings { action liveOn(date: "2026-06-15") } } } }`, vars{"id": c.id, "known": known + "T12:00:00Z"})
		for _, w := range at(got, "case", "involvements", 0, "warnings").([]any) {
			if at(w, "liveOn") == true {
				return at(w, "action")
			}
		}
		return nil
	}
	if then, now := live("2026-06-15"), live("2026-07-01"); then != "WRITTEN_WARNING" || now != nil {
		c.t.Errorf("the warning on 15 June: known then as %v, known on 1 July as %v", then, now)
	}
}
