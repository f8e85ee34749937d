package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: the codes of State.acted and State.handling, NOT_UNDER_CONDUCT_REGULATIONS, NOT_GROSS_MISCONDUCT, NO_INVESTIGATOR,
// NOT_INVESTIGATOR, REPORT_ALREADY_SUBMITTED.
func (c SubmitSpecialConditionsStatement) decide(s State, env domain.Envelope) ([]Event, error) {
	_, unsettled := s.handling()
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("by", string(c.By)),
		s.acted(env, c.Officer, c.On),
		unsettled,
		s.disciplined(c.Officer),
		who.grave(),
		s.investigated(),
		s.ownReport(c.By),
	)
	if err != nil {
		return nil, err
	}
	return []Event{SpecialConditionsStatementSubmitted{Officer: c.Officer, By: c.By, Dated: dated(c.On, who.AssessedOn)}}, nil
}

// grave refuses the accelerated procedure for anything less than gross misconduct.
func (i Involvement) grave() error {
	if i.gross() && (i.Finding == "" || i.Finding == CaseForGrossMisconduct || i.DeemedGross) {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_GROSS_MISCONDUCT",
		"this is for gross misconduct only, and the conduct of this officer is not assessed or determined as that; reassess it first").
		On("officer").Under("CR49, CM26")
}

// Met, the determination certifies the case for an accelerated hearing; not met, it sends the case back to where it was.
// Refused: the codes of State.acted and State.handling, NOT_UNDER_CONDUCT_REGULATIONS, WRONG_DECISION_MAKER, NOT_GROSS_MISCONDUCT,
// PROCEEDINGS_DIRECTED, CERTIFY_TOO_LATE, NO_STATEMENT, PROCEEDINGS_DEFERRED, ALREADY_CERTIFIED.
func (c DetermineSpecialConditions) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("certifier", string(c.Certifier)),
		domain.Prose("reasons", c.Reasons),
		knownRole("decidedBy", c.DecidedBy),
		s.acted(env, c.Officer, c.On),
		s.disciplined(c.Officer),
		s.decidedBy(ActSpecialConditions, c.DecidedBy),
		who.grave(),
		s.certifiable(who, c.On),
		who.unhindered(),
		who.uncertified(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{SpecialConditionsDetermined{Officer: c.Officer, Met: c.SufficientEvidence && c.PublicInterest,
		SufficientEvidence: c.SufficientEvidence, PublicInterest: c.PublicInterest, Certifier: c.Certifier, DecidedBy: c.DecidedBy,
		Reasons: c.Reasons, Dated: dated(c.On, max(who.Statement, who.AssessedOn))}}, nil
}

// certifiable: special conditions are determined on the investigator's statement while the investigation goes on. After the report they are
// where they have to be determined again, and since SI 2025/558 in a Schedule 3 matter up to the day of the meeting or hearing, unless the
// Director General directed proceedings.
func (s State) certifiable(i Involvement, on domain.Date) error {
	after := s.ReportOn != ""
	switch {
	case i.OpenedOn != "", i.FirstDay != "" && i.FirstDay.Before(on), after && !i.Redetermine && !s.certifiedLate():
		return domain.Errorf(domain.Refused, "CERTIFY_TOO_LATE",
			"under the rules of this matter the special conditions can no longer be determined; go on with the proceedings as they are").
			On("on").Under("CR49, CM26; SI 2025/558 (f)")
	case after && i.DirectedTo != "":
		return domain.Errorf(domain.Refused, "PROCEEDINGS_DIRECTED",
			"the Director General directed proceedings against this officer, and the authority must comply; special conditions are not determined after that").
			On("officer").Under("CM26(2B), SI 2025/558 reg 59")
	case !after && i.Statement == "":
		return domain.Errorf(domain.Refused, "NO_STATEMENT",
			"the investigator submitted no statement on special conditions for this officer; record it first").On("officer").Under("CR49, CM26")
	}
	return nil
}

// certifiedLate says whether the rules allow special conditions to be determined after the final report: of Schedule 3, not of Part 3.
func (s State) certifiedLate() bool { return s.has(CertifyAfterReport) && s.settled() != HandledPart3 }

// unhindered: while proceedings wait for a criminal case that goes on, nothing is certified. Its end, whatever it was, makes it possible.
func (i Involvement) unhindered() error {
	if !i.Deferred || i.OpenStrands == 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "PROCEEDINGS_DEFERRED",
		"the proceedings against this officer wait for a criminal case that goes on; record that they go on, or how it ended, first").On("officer").Under("CR10, CR49(3)")
}

func (i Involvement) uncertified() error {
	if !i.Certified || i.Redetermine {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_CERTIFIED", "the case of this officer was certified on %s", i.CertifiedOn).On("officer").Under("CR49")
}
