package misconduct

import "github.com/probity-ledger/probity/domain"

// SubjectCaseToAnswer is the subject of the decision that goes with a determination.
const SubjectCaseToAnswer = "CASE_TO_ANSWER"

// The reasons and the determination are two events of one decision, so that neither stands without the other.
// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, NO_REPORT, NOT_ASSESSED, NOTICE_NOT_SERVED, REASSESS_FIRST,
// ALREADY_DETERMINED, WRONG_DECISION_MAKER, FORM_NOT_LAWFUL, DIRECTED_PROCEEDINGS, DEEMED_GROSS, MUST_BE_HEARING, MUST_BE_MEETING,
// HEARING_NEEDS_REASON, DECISION_EXISTS, EVIDENCE_REQUIRED, the codes of evidence.check and of State.handling.
func (c DetermineCaseToAnswer) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		c.fields(env),
		s.received(),
		s.concerned("officer", c.Officer),
		s.disciplined(c.Officer),
		s.decidedBy(ActCaseToAnswer, c.DecidedBy),
		s.reported(),
		c.follows(who),
		Forms().check("route", string(c.Finding), who.former(), c.Route),
		s.vettingRoute("route", c.Route),
		c.complies(who),
		c.presumed(s, who),
		s.newDecision(c.Decision),
		c.evidenced(),
		evidence{c.Evidence, c.Matter, c.Attested}.check(s),
	)
	if err != nil {
		return nil, err
	}
	early := before(c.On, s.ReportOn)
	return []Event{
		DecisionRecorded{Decision: c.Decision, Subject: SubjectCaseToAnswer, Officer: c.Officer, Text: c.Text, Reasons: c.Reasons,
			Evidence: c.Evidence, DecidedBy: c.DecidedBy, On: c.On, BeforeCause: early},
		CaseToAnswerDetermined{Decision: c.Decision, Officer: c.Officer, Finding: c.Finding, Route: c.Route, DecidedBy: c.DecidedBy,
			WhyHearing: c.WhyHearing, WithoutViews: s.withoutViews(c.On), On: c.On, BeforeCause: early},
	}, nil
}

func (c DetermineCaseToAnswer) fields(env domain.Envelope) error {
	return domain.First(
		domain.Line("decision", c.Decision),
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("finding", c.Finding, CaseForGrossMisconduct, CaseForMisconduct, NoCaseToAnswer),
		knownForm("route", c.Route),
		knownRole("decidedBy", c.DecidedBy),
		domain.Prose("text", c.Text),
		domain.Prose("reasons", c.Reasons),
		domain.OptionalProse("whyHearing", c.WhyHearing),
		env.CheckDate("on", c.On),
	)
}

func (s State) reported() error {
	if s.ReportOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_REPORT",
		"a case to answer is determined on the investigator's report, and none is on record; record the report first").Under("CR23, PRA Sch 3 para 23")
}

// follows: a case to answer is about what was assessed and what the officer was told of. It cannot reach higher than either.
func (c DetermineCaseToAnswer) follows(i Involvement) error {
	if i.Finding != "" && !i.Revised {
		return alreadyDetermined()
	}
	if err := i.assessed(); err != nil {
		return err
	}
	switch {
	case c.Finding == NoCaseToAnswer:
		return nil
	case c.Finding == CaseForGrossMisconduct && i.Severity != GrossMisconduct,
		c.Finding == CaseForMisconduct && i.Severity != GrossMisconduct && i.Severity != Misconduct:
		return domain.Errorf(domain.Refused, "REASSESS_FIRST",
			"the conduct is assessed as %s, which is less than the finding; reassess the severity and serve a further notice first", i.Severity).
			On("finding").Under("CR14(6), CM19")
	case i.Notice != i.Severity:
		return domain.Errorf(domain.Refused, "NOTICE_NOT_SERVED",
			"no written notice at the severity now assessed was served on this officer; serve it first").On("officer").Under("CR17, CM17")
	}
	return nil
}

// evidenced: that a panel could find something proved rests on evidence; that it could not may rest on there being none.
func (c DetermineCaseToAnswer) evidenced() error {
	if len(c.Evidence) > 0 || c.Finding == NoCaseToAnswer {
		return nil
	}
	return domain.Errorf(domain.Invalid, "EVIDENCE_REQUIRED", "a case to answer rests on evidence; cite it").On("evidence").Under("CR23")
}

func (s State) newDecision(id string) error {
	if !s.Decisions[id] {
		return nil
	}
	return domain.Errorf(domain.Refused, "DECISION_EXISTS", "the matter already has a decision with this id; choose a new one").On("decision")
}
