package main

import "testing"

// Scenario 1 of the domain guide, section 7: a group chat, a directed investigation, three officers, three endings.
func TestScenario_Larkfield(t *testing.T) {
	t.Parallel()
	c := openScenario(t, "2025-06-03")
	c.larkfieldOpens()
	c.larkfieldIsInvestigated()
	c.larkfieldIsDetermined()
	c.callowayIsWarned()
	c.winsteadReflects()
	c.thorneIsHeard()
	c.larkfieldEnds()
}

func (c *scenario) larkfieldOpens() {
	c.register("thorne", "Adam Thorne", "4417NM", "PC")
	c.register("calloway", "Rhea Calloway", "2093NM", "SERGEANT")
	c.register("winstead", "Joel Winstead", "5120NM", "PC")
	c.receive("NMP/2025/0417", "Larkfield", "A colleague hands over screenshots of a group chat.")
	c.due("FIRST_DELAY_REPORT", "", "2026-06-02")
	c.identify("thorne", "calloway", "winstead")
	c.done("case-officer", "caseRegisterExhibit", vars{"exhibit": "DWH/1", "description": "screenshots handed over by a witness"})
	c.done("appropriate-authority", "caseRecord", vars{"kind": "RECORDABLE_CONDUCT_MATTER", "grounds": []string{"DISCRIMINATION_AGGRAVATED"}})
	c.due("MANDATORY_REFERRAL", "", "2025-06-04")
	c.allege("thorne", "F", 2, 3)
	c.allege("calloway", "K", 10)
	c.allege("winstead", "F", 2, 10)

	c.on("2025-06-04")
	c.done("appropriate-authority", "caseRefer", vars{"mandatory": true, "grounds": []string{"DISCRIMINATION_AGGRAVATED"}, "criteriaMetOn": "2025-06-03"})
	c.stands("MANDATORY_REFERRAL", "", "STOPPED")

	c.on("2025-06-06")
	c.done("case-officer", "caseDetermineMode", vars{"mode": "DIRECTED", "reason": "Own behalf was considered first; seriousness and public interest."})
	c.appoint()
	c.refused("appropriate-authority", "caseChangeDutyStatus", "IOPC_NOT_CONSULTED", c.suspension("thorne"))
	c.done("appropriate-authority", "caseConsultIOPCOnSuspension", vars{"officerId": c.who["thorne"], "view": "No objection."})
	c.done("appropriate-authority", "caseChangeDutyStatus", c.suspension("thorne"))
	c.done("appropriate-authority", "caseChangeDutyStatus", vars{"officerId": c.who["calloway"], "status": "RESTRICTED", "reasonCode": "PREJUDICE",
		"conditions": []string{"no supervision of response team C"}})
	c.due("SUSPENSION_IN_WRITING", "thorne", "2025-06-11")
	c.due("SUSPENSION_REPRESENTATIONS", "thorne", "2025-06-17")
	c.due("FIRST_SUSPENSION_REVIEW", "thorne", "2025-07-06")
	c.seize("", "KLM/1", "FORCE_PROPERTY", "WORK_ISSUED", "")
	c.seize("", "KLM/2", "PCSC_S37", "PERSONAL", "POWER_NOT_LAWFUL")

	c.on("2025-06-09")
	c.done("case-officer", "caseOpenCriminalStrand", vars{"officerId": c.who["thorne"], "offence": "Communications Act 2003 s127(1)", "indictable": false})
	c.done("case-officer", "caseTakeCriminalStep", vars{"officerId": c.who["thorne"], "offence": "Communications Act 2003 s127(1)", "step": "ARREST"})
	c.seize("", "KLM/2", "PACE_S8", "PERSONAL", "POWER_NOT_LAWFUL")
	c.seize("phone", "KLM/2", "PACE_S32", "PERSONAL", "")
	written := c.suspension("thorne")
	written["oral"] = false
	c.done("appropriate-authority", "caseChangeDutyStatus", written)
	c.stands("SUSPENSION_IN_WRITING", "thorne", "STOPPED")
}

func (c *scenario) suspension(officer string) vars {
	return vars{"officerId": c.who[officer], "status": "SUSPENDED", "reasonCode": "PUBLIC_INTEREST", "oral": true,
		"redeployment": "Control room work was considered; it gives access to the records concerned."}
}

// seize takes a phone; a code wants the refusal.
func (c *scenario) seize(short, exhibit, power, ownership, code string) {
	c.t.Helper()
	input := vars{"caseId": c.id, "exhibit": exhibit, "power": power, "authoriser": "DI N. Ashby", "grounds": "The group chat may be on it.", "ownership": ownership,
		"description": vars{"type": "smartphone", "make": "Orchard", "imeis": []string{"350000000000417"}}, "at": c.today() + "T09:30:00Z", "place": "Harbour Street",
		"fromWhom": "PC 4417NM", "seizingOfficer": "DC K. L. Mistry"}
	if code != "" {
		c.refused("case-officer", "deviceSeize", code, input)
		return
	}
	answer := c.doneWith("case-officer", "deviceSeize", "device { id }", input)
	if short != "" {
		c.who[short], _ = at(answer, "device", "id").(string)
	}
}

func (c *scenario) larkfieldIsInvestigated() {
	c.on("2025-06-12")
	c.refused("appropriate-authority", "caseAssessSeverity", "WRONG_DECISION_MAKER", vars{"officerId": c.who["thorne"], "severity": "GROSS_MISCONDUCT",
		"likelyForm": "HEARING", "decidedBy": "CASE_OFFICER", "reason": "The investigator's opinion is not the decision."})
	c.notice("thorne", "GROSS_MISCONDUCT", "HEARING", "DIRECTOR_GENERAL")
	c.due("TERMS_OF_REFERENCE", "thorne", "2025-06-19")
	c.due("REPRESENTATIONS", "thorne", "2025-06-26")
	c.refused("case-officer", "caseScheduleInterview", "TERMS_NOT_GIVEN", vars{"officerId": c.who["thorne"], "interview": "5e7b3d90-1c2f-4a86-b0d4-8f6a2e1c9b56", "for": "2025-06-20"})
	c.terms("thorne")

	c.on("2025-06-16")
	c.extractTheChat()

	c.on("2025-07-03")
	c.reviewSuspension()
	c.due("SUSPENSION_REVIEW_NOTICE", "thorne", "2025-07-08")
	c.due("LATER_SUSPENSION_REVIEW", "thorne", "2025-07-31")

	c.on("2025-07-09")
	c.notice("calloway", "MISCONDUCT", "MEETING", "DIRECTOR_GENERAL")
	c.notice("winstead", "MISCONDUCT", "MEETING", "DIRECTOR_GENERAL")
	for _, o := range []string{"calloway", "winstead"} {
		c.due("TERMS_OF_REFERENCE", o, "2025-07-16")
		c.due("REPRESENTATIONS", o, "2025-07-23")
	}
	c.terms("calloway", "winstead")
	c.on("2025-07-31")
	c.reviewSuspension()

	c.on("2025-08-14")
	interview := c.interview("thorne", "2025-08-20")
	c.due("ALTERNATIVE_INTERVIEW", "thorne", "2025-08-28")
	c.on("2025-08-20")
	postpone := vars{"officerId": c.who["thorne"], "interview": interview, "reason": "The police friend is unavailable.", "for": "2025-08-29"}
	c.refused("case-officer", "casePostponeInterview", "INTERVIEW_TOO_LATE", postpone)
	postpone["for"] = "2025-08-28"
	c.done("case-officer", "casePostponeInterview", postpone)
	c.on("2025-08-28")
	c.reviewSuspension()
	c.done("case-officer", "caseHoldInterview", vars{"officerId": c.who["thorne"], "interview": interview, "answered": true, "summary": "He says it was a joke."})

	c.on("2025-10-10")
	c.done("case-officer", "caseSubmitReport", vars{"by": "dev|case-officer"})
	c.stands("FIRST_DELAY_REPORT", "", "STOPPED")
	c.done("case-officer", "caseSeekAuthorityViews", vars{})
	c.due("AUTHORITY_VIEWS", "", "2025-11-07")
	c.on("2025-11-05")
	c.done("appropriate-authority", "caseGiveAuthorityViews", vars{"views": "Agrees with the investigator."})
	c.stands("AUTHORITY_VIEWS", "", "STOPPED")
	c.on("2025-11-14")
	c.done("case-officer", "caseConcludeCriminalStrand", vars{"officerId": c.who["thorne"], "offence": "Communications Act 2003 s127(1)", "outcome": "NO_CHARGE"})
}

func (c *scenario) interview(officer, day string) string {
	c.t.Helper()
	id := "5e7b3d90-1c2f-4a86-b0d4-8f6a2e1c9b55"
	c.done("case-officer", "caseScheduleInterview", vars{"officerId": c.who[officer], "interview": id, "for": day})
	return id
}

func (c *scenario) reviewSuspension() {
	c.t.Helper()
	c.done("appropriate-authority", "caseReviewSuspension", vars{"officerId": c.who["thorne"], "conditionsMet": true, "reason": "The public interest still requires it."})
	c.done("appropriate-authority", "caseNotifySuspensionReview", vars{"officerId": c.who["thorne"]})
}

func (c *scenario) larkfieldIsDetermined() {
	c.on("2025-12-01")
	c.answer("thorne", "GROSS_MISCONDUCT", "HEARING", "DIRECTOR_GENERAL", "KLM/2")
	c.answer("calloway", "MISCONDUCT", "MEETING", "DIRECTOR_GENERAL", "DWH/1")
	c.answer("winstead", "NO_CASE", "RPRP", "DIRECTOR_GENERAL", "DWH/1")

	c.on("2025-12-08")
	for officer, form := range map[string]string{"thorne": "HEARING", "calloway": "MEETING"} {
		c.refer(officer, form)
		c.due("REFERRAL_RESPONSE", officer, "2025-12-31")
	}
	c.refused("appropriate-authority", "caseAppointPanel", "CHAIR_NOT_LAWFUL", c.panel("thorne", "HEARING", vars{"person": "a lawyer", "capacity": "CHAIR", "standing": "LEGALLY_QUALIFIED_CHAIR"}))
	c.done("appropriate-authority", "caseAppointPanel", c.panel("thorne", "HEARING", vars{"person": "ACC L. Pryce", "capacity": "CHAIR", "standing": "SENIOR_OFFICER_DELEGATE", "rank": "ASSISTANT_CHIEF_CONSTABLE"},
		vars{"person": "Ms B. Adeyemi", "capacity": "INDEPENDENT_MEMBER"}, vars{"person": "Mr F. Sorley", "capacity": "INDEPENDENT_MEMBER"},
		vars{"person": "Ms H. Rowe", "capacity": "LEGALLY_QUALIFIED_ADVISER"}))
	c.refused("appropriate-authority", "caseAppointPanel", "RANK_TOO_LOW", c.panel("calloway", "MEETING", vars{"person": "PS T. Lorne", "capacity": "PERSON_CONDUCTING_MEETING", "standing": "HIGHER_RANK", "rank": "SERGEANT"}))
	c.done("appropriate-authority", "caseAppointPanel", c.panel("calloway", "MEETING", vars{"person": "Insp. R. Vale", "capacity": "PERSON_CONDUCTING_MEETING", "standing": "HIGHER_RANK", "rank": "INSPECTOR"}))
	c.due("PANEL_OBJECTION", "thorne", "2025-12-11")
	c.due("PANEL_OBJECTION", "calloway", "2025-12-11")
	c.due("MEETING_HELD", "calloway", "2026-01-08")
	c.due("HEARING_BEGINS", "thorne", "2026-05-05")
}

func (c *scenario) refer(officer, form string) {
	c.t.Helper()
	template := "referral-notice"
	if form == "ACCELERATED" {
		template = "accelerated-notice"
	}
	c.done("appropriate-authority", "caseServeReferralNotice", vars{"officerId": c.who[officer], "form": form,
		"documentIds": []string{c.letter(template, officer)}})
}

func (c *scenario) panel(officer, form string, members ...vars) vars {
	return vars{"officerIds": []string{c.who[officer]}, "form": form, "members": members}
}
