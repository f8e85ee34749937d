package main

// The people of the three stories, and what the stories have in common. All of them are invented.

// register enters an officer in the register under a short name of the story.
func (c *scenario) register(short, name, collar, rank string) {
	c.t.Helper()
	answer := c.doneWith("case-officer", "officerRegister", "officer { id }", vars{"name": name, "collarNumber": collar, "force": "northmoor", "kind": "OFFICER", "rank": rank,
		"unit": "Harbour Street", "from": "2015-09-07"})
	c.who[short], _ = at(answer, "officer", "id").(string)
}

// receive opens the case of the story.
func (c *scenario) receive(reference, operation, summary string) {
	c.t.Helper()
	answer := c.doneWith("case-officer", "caseReceive", "case { id }", vars{"reference": reference, "operation": operation, "force": "northmoor",
		"cameToAttentionOn": c.today(), "summary": summary, "reportedBy": "COLLEAGUE"})
	c.id, _ = at(answer, "case", "id").(string)
}

func (c *scenario) identify(officers ...string) {
	c.t.Helper()
	for _, o := range officers {
		rank := "PC"
		if o == "calloway" {
			rank = "SERGEANT"
		}
		c.done("case-officer", "caseIdentifyOfficer", vars{"officerId": c.who[o], "rankAtConduct": rank, "subjectKind": "OFFICER"})
	}
}

// allege adds an allegation and remembers it under the officer's name.
func (c *scenario) allege(officer, category string, standards ...int) {
	c.t.Helper()
	answer := c.doneWith("case-officer", "caseAddAllegation", "case { allegations { id officerIds } }", vars{"officerIds": []string{c.who[officer]},
		"standards": standards, "codeSet": "iopc-2021", "category": category, "text": "As the story tells."})
	for _, a := range at(answer, "case", "allegations").([]any) {
		if at(a, "officerIds", 0) == c.who[officer] {
			c.who["allegation of "+officer], _ = at(a, "id").(string)
		}
	}
}

func (c *scenario) appoint() {
	c.t.Helper()
	c.done("appropriate-authority", "caseAppointInvestigator", vars{"investigator": "dev|case-officer", "interestedParty": false,
		"conflictNote": "No connection with the officers concerned or their team."})
}

// notice assesses and serves the written notice, as whoever the law lets decide.
func (c *scenario) notice(officer, severity, form, by string) {
	c.t.Helper()
	c.done("appropriate-authority", "caseAssessSeverity", vars{"officerId": c.who[officer], "severity": severity, "likelyForm": form, "decidedBy": by,
		"authorityConsulted": true, "reason": "If proved, so serious."})
	c.done("case-officer", "caseServeNotice", vars{"officerId": c.who[officer], "severity": severity, "likelyForm": form})
}

func (c *scenario) terms(officers ...string) {
	c.t.Helper()
	if c.who["terms"] == "" {
		c.done("appropriate-authority", "caseSetTermsOfReference", vars{"text": "What is alleged, and no more.", "setBy": c.setter()})
		c.who["terms"] = "set"
	}
	for _, o := range officers {
		c.done("case-officer", "caseProvideTermsOfReference", vars{"officerId": c.who[o]})
	}
}

// answer determines for one officer whether there is a case to answer, citing an exhibit.
func (c *scenario) answer(officer, finding, route, by, exhibit string) {
	c.t.Helper()
	c.done("appropriate-authority", "caseDetermineCaseToAnswer", vars{"officerId": c.who[officer], "finding": finding, "route": route, "decidedBy": by,
		"text": "As determined.", "reasons": "A reasonable panel could find it.", "evidence": []vars{{"exhibit": exhibit}}})
}

// document records a document of the case for later use and returns its id.
func (c *scenario) letter(template, officer string) string {
	c.t.Helper()
	answer := c.doneWith("case-officer", "caseIssueDocument", "document { id }", vars{"template": template, "officerId": c.who[officer]})
	id, _ := at(answer, "document", "id").(string)
	return id
}

// seriousness is what a panel weighs, in the words of the story.
var seriousness = vars{"culpability": "Deliberate.", "harm": "To public confidence.", "aggravating": "Position of trust.", "mitigating": "Early regret."}

// setter is who sets the terms of reference: the authority, or the Director General where the investigation is theirs.
func (c *scenario) setter() string {
	c.t.Helper()
	got := c.ask("psd-supervisor", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { mode } }`, vars{"id": c.id, "at": c.seen})
	if mode := at(got, "case", "mode"); mode == "DIRECTED" || mode == "INDEPENDENT" {
		return "DIRECTOR_GENERAL"
	}
	return "APPROPRIATE_AUTHORITY"
}
