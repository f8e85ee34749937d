package main

// extractTheChat makes PQR/1 from the personal phone: a chat of 6,412 messages between nine members.
func (c *scenario) extractTheChat() {
	c.t.Helper()
	answer := c.doneWith("psd-supervisor", "extractionAuthorise", "extraction { id }", vars{"caseId": c.id, "deviceId": c.who["phone"], "exhibit": "KLM/2",
		"level": "FULL_FILE_SYSTEM", "scope": vars{"applications": []string{"WhatsApp"}, "from": "2024-10-01", "to": "2025-06-09"}, "authoriser": "DCI S. Okafor",
		"reason": "The group chat of nine; no other conversation is asked for."})
	id, _ := at(answer, "extraction", "id").(string)
	c.done("case-officer", "caseEngage", vars{"actor": "dev|digital-examiner", "capacity": "DIGITAL_EXAMINER", "reason": "makes the extraction"})
	tool := vars{"name": "Extractor", "version": "1.0.0"}
	c.done("digital-examiner", "extractionStart", vars{"extractionId": id, "tool": tool, "operator": "P. Q. Renner", "method": "DFU-M-014", "deviceState": "AFU",
		"at": c.today() + "T08:15:00Z"})
	sha, size := c.chat()
	c.done("digital-examiner", "extractionImport", vars{"extractionId": id, "uploadId": sha, "sha256": sha, "name": "PQR-1_chat.txt"})
	c.imported(id)
	c.done("digital-examiner", "extractionComplete", vars{"extractionId": id, "exhibit": "PQR/1", "result": "COMPLETE", "tool": tool, "operator": "P. Q. Renner",
		"container": "PQR-1_chat.txt", "containerSize": size, "acquisitionHash": sha, "counts": []vars{{"category": "messages", "count": 6412}}, "at": c.today() + "T09:40:00Z"})
	verified := c.doneWith("digital-examiner", "extractionVerifyHash", "extraction { verifications { match } }", vars{"extractionId": id, "copy": "MASTER", "actual": sha,
		"purpose": "COPY_TO_MASTER", "at": c.today() + "T09:50:00Z"})
	if at(verified, "extraction", "verifications", 0, "match") != true {
		c.t.Errorf("the master copy does not verify: %v", verified)
	}
}

func (c *scenario) callowayIsWarned() {
	calloway := vars{"officerId": c.who["calloway"]}
	with := func(more vars) vars { return merged(calloway, more) }
	c.on("2025-12-09")
	c.done("case-officer", "caseServeReflectiveNotice", vars{"officerId": c.who["winstead"], "reviewer": "dev|psd-supervisor"})
	c.due("RPRP_ACCOUNT", "winstead", "2025-12-16")

	c.on("2025-12-17")
	for rule, day := range map[string]string{"REFERRAL_RESPONSE": "2025-12-17", "MEETING_HELD": "2025-12-18"} {
		c.done("appropriate-authority", "caseShortenClock", vars{"clock": at(c.clock(rule, "calloway"), "id"), "dueOn": day, "reason": "Both sides agree."})
		c.due(rule, "calloway", day)
	}
	c.done("case-officer", "caseRecordResponse", with(vars{"answer": "ADMITS"}))
	c.stands("REFERRAL_RESPONSE", "calloway", "STOPPED")
	c.done("case-officer", "caseFixHearing", vars{"officerIds": []string{c.who["calloway"]}, "form": "MEETING", "firstDay": "2025-12-18", "venue": "Northmoor House", "public": false})

	c.on("2025-12-18")
	c.refused("case-officer", "caseMakeFinding", "NOT_OPENED", c.finding("calloway", "MISCONDUCT", "ADMITTED"))
	c.done("case-officer", "caseOpenProceedings", vars{"officerIds": []string{c.who["calloway"]}, "form": "MEETING"})
	c.stands("MEETING_HELD", "calloway", "STOPPED")
	c.refused("case-officer", "caseMakeFinding", "GROSS_AT_MEETING", c.finding("calloway", "GROSS_MISCONDUCT", "PROVED"))
	c.refused("case-officer", "caseImposeOutcome", "FINDINGS_MISSING", c.outcome("calloway", "FINAL_WRITTEN_WARNING", vars{"months": 24}))
	c.done("case-officer", "caseMakeFinding", c.finding("calloway", "MISCONDUCT", "ADMITTED"))
	c.done("case-officer", "caseImposeOutcome", c.outcome("calloway", "FINAL_WRITTEN_WARNING", vars{"months": 24}))
	c.due("OUTCOME_REPORT", "calloway", "2025-12-29")
	c.on("2025-12-22")
	c.done("case-officer", "caseSubmitOutcomeReport", calloway)
	c.on("2025-12-23")
	c.done("case-officer", "caseNotifyOutcome", with(vars{"method": "IN_PERSON"}))
	c.due("MEETING_APPEAL", "calloway", "2026-01-06")
	c.due("WARNING_LIVE", "calloway", "2027-12-22")
	c.done("appropriate-authority", "caseChangeDutyStatus", with(vars{"status": "NORMAL", "reasonCode": "PROCEEDINGS_CONCLUDED"}))
}

func (c *scenario) finding(officer, finding, basis string) vars {
	return vars{"officerId": c.who[officer], "allegationId": c.who["allegation of "+officer], "finding": finding, "basis": basis, "reasons": "On all the evidence."}
}

func (c *scenario) outcome(officer, action string, more vars) vars {
	return merged(vars{"officerId": c.who[officer], "action": action, "reasons": "To keep public confidence.", "seriousness": seriousness}, more)
}

// winsteadReflects is the account of the reflective practice review, and that no bundle takes it.
func (c *scenario) winsteadReflects() {
	winstead := vars{"officerId": c.who["winstead"]}
	account := c.upload("RPRP_ACCOUNT", "winstead", "I should have said something.")
	c.done("case-officer", "caseReceiveReflectiveAccount", merged(winstead, vars{"documentId": account}))
	c.who["account"] = account
}

func (c *scenario) thorneIsHeard() {
	thorne := vars{"officerId": c.who["thorne"]}
	both := vars{"officerIds": []string{c.who["thorne"]}}
	c.on("2025-12-29")
	c.done("case-officer", "caseRecordResponse", merged(thorne, vars{"answer": "DENIES", "summary": "He denies having sent them."}))
	c.due("WITNESS_LISTS", "thorne", "2026-01-02")
	c.on("2026-01-02")
	c.done("case-officer", "caseSupplyWitnessList", merged(thorne, vars{"by": "OFFICER", "witnesses": []string{}}))
	c.done("case-officer", "caseSupplyWitnessList", merged(thorne, vars{"by": "AUTHORITY", "witnesses": []string{"the colleague"}}))
	c.stands("WITNESS_LISTS", "thorne", "STOPPED")

	c.on("2026-01-07")
	c.refused("case-officer", "caseSupplyBundle", "RPRP_INADMISSIBLE", merged(both, vars{"documentIds": []string{c.who["account"]}, "exhibits": []string{"PQR/1"}}))
	c.done("case-officer", "caseSupplyBundle", merged(both, vars{"documentIds": []string{c.letter("referral-notice", "thorne")}, "exhibits": []string{"PQR/1"}}))
	c.due("PRE_HEARING", "thorne", "2026-01-28")
	c.done("case-officer", "caseFixHearing", merged(both, vars{"form": "HEARING", "firstDay": "2026-03-02", "lastDay": "2026-03-04", "venue": "Northmoor House", "public": true}))
	c.due("PUBLIC_NOTICE", "thorne", "2026-02-23")
	c.done("case-officer", "caseFixPreHearing", merged(both, vars{"for": "2026-01-21"}))
	c.on("2026-01-21")
	c.done("case-officer", "caseHoldPreHearing", merged(both, vars{"directions": "No witness need attend."}))
	c.stands("PRE_HEARING", "thorne", "STOPPED")
	c.on("2026-02-23")
	c.done("appropriate-authority", "casePublishNotice", merged(both, vars{"where": "the force's website"}))
	c.stands("PUBLIC_NOTICE", "thorne", "STOPPED")

	c.on("2026-03-02")
	c.done("case-officer", "caseOpenProceedings", merged(both, vars{"form": "HEARING"}))
	c.stands("HEARING_BEGINS", "thorne", "STOPPED")
	c.on("2026-03-04")
	c.done("case-officer", "caseMakeFinding", c.finding("thorne", "GROSS_MISCONDUCT", "PROVED"))
	c.refused("case-officer", "caseImposeOutcome", "EXCEPTIONAL_REQUIRED", c.outcome("thorne", "FINAL_WRITTEN_WARNING", vars{"months": 24}))
	c.done("case-officer", "caseImposeOutcome", c.outcome("thorne", "DISMISSAL_WITHOUT_NOTICE", nil))
	c.due("OUTCOME_REPORT", "thorne", "2026-03-11")

	c.on("2026-03-09")
	c.done("case-officer", "caseSubmitOutcomeReport", thorne)
	c.done("case-officer", "caseNotifyOutcome", merged(thorne, vars{"method": "IN_PERSON"}))
	c.due("TRIBUNAL_APPEAL", "thorne", "2026-03-23")
	c.due("BARRED_LIST_REPORT", "thorne", "2026-03-13")
	c.done("appropriate-authority", "casePublishOutcome", merged(thorne, vars{"where": "the force's website"}))
	c.due("OUTCOME_ONLINE", "thorne", "2026-04-06")
	c.done("appropriate-authority", "caseReportToList", merged(thorne, vars{"list": "BARRED", "grounds": "Dismissed for gross misconduct."}))
	c.stands("BARRED_LIST_REPORT", "thorne", "STOPPED")
}

func (c *scenario) larkfieldEnds() {
	close := func(officer, reason string) vars { return vars{"officerId": c.who[officer], "reason": reason} }
	c.refused("appropriate-authority", "caseCloseInvolvement", "STILL_OPEN", close("thorne", "OUTCOME_FINAL"))
	c.on("2026-03-24")
	c.done("appropriate-authority", "caseCloseInvolvement", close("thorne", "OUTCOME_FINAL"))
	c.done("appropriate-authority", "caseCloseInvolvement", close("calloway", "OUTCOME_FINAL"))
	c.refused("appropriate-authority", "caseFinalise", "STILL_OPEN", vars{"reason": "All three dealt with."})
	c.refused("appropriate-authority", "caseCloseInvolvement", "STILL_OPEN", close("winstead", "RPRP_DONE"))
	winstead := vars{"officerId": c.who["winstead"]}
	c.done("case-officer", "caseHoldReflectiveDiscussion", winstead)
	c.done("case-officer", "caseRetainReflectiveReport", merged(winstead, vars{"issue": "One reply.", "discussion": "He sees how it read.", "keyActions": []string{"course on challenging colleagues"},
		"lessonsForOfficer": "Challenge.", "lessonsForForce": "Briefings on group chats.", "reviewPeriodMonths": 12}))
	c.on("2026-03-30")
	c.done("appropriate-authority", "caseCloseInvolvement", close("winstead", "RPRP_DONE"))
	c.done("appropriate-authority", "caseFinalise", vars{"reason": "All three dealt with."})
	got := c.ask("psd-supervisor", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { state finalised { on } involvements { officerId state } } }`,
		vars{"id": c.id, "at": c.seen})
	if at(got, "case", "state") != "FINALISED" || at(got, "case", "finalised", "on") != "2026-03-30" {
		c.t.Errorf("the case ends as %v", got)
	}
}
