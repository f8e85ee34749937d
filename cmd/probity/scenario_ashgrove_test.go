package main

import "testing"

// Scenario 2 of the domain guide, section 7: scene photographs, a conviction, an accelerated hearing, an appeal to the tribunal.
func TestScenario_Ashgrove(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2025-09-08")
	c.ashgroveOpens()
	c.ashgroveWaitsForTheCourt()
	c.delacourtIsHeardQuickly()
	c.delacourtAppeals()
	c.ashgroveTakesAYear()
}

// observers were in the group and said nothing.
var observers = []string{"abara", "brock", "castell", "denny", "evers", "frost"}

func (c *scenario) ashgroveOpens() {
	c.register("delacourt", "Mira Delacourt", "3318NM", "PC")
	c.receive("NMP/2025/0602", "Ashgrove", "Images from a scene cordon were sent to a group.")
	c.identify("delacourt")
	c.done("appropriate-authority", "caseRecord", vars{"kind": "RECORDABLE_CONDUCT_MATTER", "grounds": []string{"RELEVANT_OFFENCE"}})
	c.due("MANDATORY_REFERRAL", "", "2025-09-09")
	c.allege("delacourt", "D2", 1, 7, 9)

	c.on("2025-09-09")
	c.done("appropriate-authority", "caseRefer", vars{"mandatory": true, "grounds": []string{"RELEVANT_OFFENCE"}, "criteriaMetOn": "2025-09-08"})
	c.done("case-officer", "caseDetermineMode", vars{"mode": "INDEPENDENT", "reason": "The seriousness and the family's confidence."})
	c.done("case-officer", "caseOpenCriminalStrand", vars{"officerId": c.who["delacourt"], "offence": "misconduct in public office", "indictable": true,
		"indictableOnly": true, "investigatedBy": "IOPC"})
	c.done("appropriate-authority", "caseAppointInvestigator", vars{"investigator": "iopc|lead-investigator", "interestedParty": false, "appointedBy": "DIRECTOR_GENERAL", "conflictNote": "Of the IOPC."})
	c.done("appropriate-authority", "caseConsultIOPCOnSuspension", vars{"officerId": c.who["delacourt"], "view": "Agrees."})
	suspension := c.suspension("delacourt")
	suspension["oral"] = false
	c.done("appropriate-authority", "caseChangeDutyStatus", suspension)
	c.due("FIRST_SUSPENSION_REVIEW", "delacourt", "2025-10-07")
	c.seize("phone", "STV/1", "IOPC_SCH3_P19", "PERSONAL", "")
	c.done("case-officer", "deviceSeal", vars{"deviceId": c.who["phone"], "seal": "N100234", "by": "DC K. L. Mistry", "at": c.today() + "T09:40:00Z"})

	c.on("2025-09-10")
	c.misreadSeal()
	c.on("2025-09-12")
	c.notice("delacourt", "GROSS_MISCONDUCT", "HEARING", "DIRECTOR_GENERAL")
	c.terms("delacourt")

	c.on("2025-09-29")
	for _, o := range observers {
		c.register(o, "Sam "+o, "77"+o[:2], "PC")
		c.identify(o)
		c.allege(o, "K", 10)
		c.notice(o, "MISCONDUCT", "MEETING", "DIRECTOR_GENERAL")
	}
	got := c.ask("psd-supervisor", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { involvements { officerId } } }`, vars{"id": c.id, "at": c.seen})
	if n := len(at(got, "case", "involvements").([]any)); n != 7 {
		c.t.Errorf("%d officers are concerned, want 7", n)
	}
}

// misreadSeal is the hand-over to the laboratory with two digits exchanged, and its explanation.
func (c *scenario) misreadSeal() {
	c.t.Helper()
	answer := c.doneWith("case-officer", "deviceTransfer", "device { discrepancies { number kind } }", vars{"deviceId": c.who["phone"], "from": "DC K. L. Mistry", "to": "IOPC laboratory",
		"at": c.today() + "T08:30:00Z", "place": "IOPC laboratory", "purpose": "extraction", "sealGiven": "N100234", "sealReceived": "N100243", "intact": true})
	number := at(answer, "device", "discrepancies", 0, "number")
	if number == nil {
		c.t.Fatalf("no discrepancy is raised: %v", answer)
	}
	explained := c.doneWith("psd-supervisor", "deviceExplainDiscrepancy", "device { discrepancies { explanation { text } } }", vars{"deviceId": c.who["phone"], "number": number,
		"explanation": "The photograph of the label shows N100234; two digits were exchanged in the log."})
	if at(explained, "device", "discrepancies", 0, "explanation", "text") == nil {
		c.t.Errorf("the discrepancy is not explained: %v", explained)
	}
}

func (c *scenario) ashgroveWaitsForTheCourt() {
	delacourt := vars{"officerId": c.who["delacourt"]}
	c.on("2025-12-12")
	c.done("case-officer", "caseTakeCriminalStep", merged(delacourt, vars{"offence": "misconduct in public office", "step": "CHARGE"}))
	c.done("appropriate-authority", "caseDeferProceedings", merged(delacourt, vars{"reason": "A hearing would prejudice the trial.", "prosecutorConsulted": true}))
	c.on("2026-03-20")
	c.done("case-officer", "caseConcludeCriminalStrand", merged(delacourt, vars{"offence": "misconduct in public office", "outcome": "CONVICTED"}))
	c.done("appropriate-authority", "caseResumeProceedings", merged(delacourt, vars{"reason": "The trial is over."}))
}

func (c *scenario) delacourtIsHeardQuickly() {
	delacourt, both := vars{"officerId": c.who["delacourt"]}, vars{"officerIds": []string{c.who["delacourt"]}}
	certify := func(o string) vars {
		return vars{"officerId": c.who[o], "sufficientEvidence": true, "publicInterest": true, "certifier": "dev|appropriate-authority",
			"decidedBy": "APPROPRIATE_AUTHORITY", "reasons": "The conviction."}
	}
	c.on("2026-04-08")
	c.refused("appropriate-authority", "caseDetermineSpecialConditions", "NOT_GROSS_MISCONDUCT", certify("abara"))
	c.done("case-officer", "caseSubmitSpecialConditionsStatement", merged(delacourt, vars{"by": "iopc|lead-investigator"}))
	c.done("appropriate-authority", "caseDetermineSpecialConditions", certify("delacourt"))
	c.refer("delacourt", "ACCELERATED")
	c.refused("appropriate-authority", "caseAppointPanel", "CERTIFIER", c.panel("delacourt", "ACCELERATED", vars{"person": "ACC L. Pryce", "actor": "dev|appropriate-authority",
		"capacity": "ACCELERATED_HEARING_PERSON", "standing": "CHIEF_OFFICER", "rank": "CHIEF_CONSTABLE"}))
	c.done("appropriate-authority", "caseAppointPanel", c.panel("delacourt", "ACCELERATED", vars{"person": "CC A. Holt", "capacity": "ACCELERATED_HEARING_PERSON",
		"standing": "CHIEF_OFFICER", "rank": "CHIEF_CONSTABLE"}))
	window := c.clock("ACCELERATED_HEARING", "delacourt")
	if at(window, "notBefore") != "2026-04-22" || at(window, "dueOn") != "2026-04-29" {
		c.t.Errorf("the window of the accelerated hearing is %v", window)
	}
	c.due("PANEL_OBJECTION", "delacourt", "2026-04-13")
	c.due("ACCELERATED_RESPONSE", "delacourt", "2026-04-17")
	for _, day := range []string{"2026-04-21", "2026-04-30"} { // working days 9 and 16
		c.refused("case-officer", "caseFixHearing", "ACCELERATED_WINDOW", merged(both, vars{"form": "ACCELERATED", "firstDay": day, "venue": "Northmoor House", "public": false}))
	}
	c.done("case-officer", "caseFixHearing", merged(both, vars{"form": "ACCELERATED", "firstDay": "2026-04-24", "venue": "Northmoor House", "public": false}))
	c.on("2026-04-17")
	c.done("case-officer", "caseRecordResponse", merged(delacourt, vars{"answer": "ADMITS"}))

	c.on("2026-04-24")
	c.done("case-officer", "caseOpenProceedings", merged(both, vars{"form": "ACCELERATED"}))
	c.refused("case-officer", "caseMakeFinding", "CONVICTION_IS_GROSS", c.finding("delacourt", "MISCONDUCT", "PROVED"))
	c.done("case-officer", "caseMakeFinding", c.finding("delacourt", "GROSS_MISCONDUCT", "CONVICTION"))
	c.done("case-officer", "caseImposeOutcome", c.outcome("delacourt", "DISMISSAL_WITHOUT_NOTICE", nil))
	c.due("OUTCOME_REPORT", "delacourt", "2026-05-01")
	c.on("2026-04-29")
	c.done("case-officer", "caseSubmitOutcomeReport", delacourt)
	c.done("case-officer", "caseNotifyOutcome", merged(delacourt, vars{"method": "IN_PERSON"}))
	c.due("TRIBUNAL_APPEAL", "delacourt", "2026-05-14")
	c.due("BARRED_LIST_REPORT", "delacourt", "2026-05-06")
	c.done("appropriate-authority", "caseReportToList", merged(delacourt, vars{"list": "BARRED", "grounds": "Dismissed."}))
}

func (c *scenario) delacourtAppeals() {
	appeal := vars{"officerId": c.who["delacourt"], "appeal": "8a4e6c12-3b5d-4f79-a1c8-6d2f0b9e7a77"}
	c.on("2026-05-11")
	c.done("case-officer", "caseLodgeAppeal", merged(appeal, vars{"kind": "POLICE_APPEALS_TRIBUNAL", "grounds": []string{"UNREASONABLE"}, "text": "The sanction was unreasonable."}))
	c.stands("TRIBUNAL_APPEAL", "delacourt", "STOPPED")
	c.on("2026-05-14")
	c.done("case-officer", "caseReceiveAppealNotice", appeal)
	c.due("TRIBUNAL_PAPERS", "delacourt", "2026-06-05")
	c.on("2026-06-05")
	c.done("appropriate-authority", "caseSubmitAppealPapers", appeal)
	c.stands("TRIBUNAL_PAPERS", "delacourt", "STOPPED")
	c.on("2026-06-19")
	c.done("case-officer", "caseDetermineAppeal", merged(appeal, vars{"result": "CONFIRMED", "decidedBy": "Police Appeals Tribunal", "reasons": "Not unreasonable."}))
	c.done("appropriate-authority", "caseCloseInvolvement", vars{"officerId": c.who["delacourt"], "reason": "OUTCOME_FINAL"})
}

// ashgroveTakesAYear: the six others are still under investigation when the twelve months end.
func (c *scenario) ashgroveTakesAYear() {
	c.due("FIRST_DELAY_REPORT", "", "2026-09-07")
	c.on("2026-09-07")
	everybody := []string{c.who["delacourt"]}
	for _, o := range observers {
		everybody = append(everybody, c.who[o])
	}
	c.done("case-officer", "caseIssueDelayReport", vars{"to": []string{"LOCAL_POLICING_BODY", "APPROPRIATE_AUTHORITY"}, "issuedBy": "DIRECTOR_GENERAL",
		"text": "Six officers remain.", "nextSteps": "Interviews in September.", "officerIds": everybody})
	c.stands("FIRST_DELAY_REPORT", "", "STOPPED")
	c.due("LATER_DELAY_REPORT", "", "2027-03-07")
}
