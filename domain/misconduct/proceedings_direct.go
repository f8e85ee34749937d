package misconduct

import "github.com/probity-ledger/probity/domain"

// A direction may come after a determination that sent the case elsewhere, and takes its place: the authority must comply.
// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, NOT_SCHEDULE_3, NO_REPORT, ALREADY_REFERRED, ALREADY_DIRECTED, FORM_NOT_LAWFUL
// and the codes of State.handling.
func (c DirectProceedings) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("form", c.Form, Meeting, Hearing),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.disciplined(c.Officer),
		s.schedule3(),
		s.reported(),
		who.unreferred(),
		c.directs(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ProceedingsDirectedByIOPC{Officer: c.Officer, Form: c.Form, Reason: c.Reason, Dated: dated(c.On, s.ReportOn)}}, nil
}

// schedule3: only where Schedule 3 applies has the Director General a say in proceedings.
func (s State) schedule3() error {
	h, err := s.handling()
	if err != nil {
		return err
	}
	if h != HandledPart3 {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_SCHEDULE_3",
		"the matter is investigated under Part 3 of the Conduct Regulations, where the Director General has no such power").Under("PRA Sch 3 paras 23, 27; CR24")
}

// unreferred refuses what comes before the notice of referral.
func (i Involvement) unreferred() error {
	if i.ReferredTo == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_REFERRED", "the officer was already referred to proceedings, on %s", i.ReferredOn).On("officer").Under("CR30, CR51")
}

func (c DirectProceedings) directs(i Involvement) error {
	switch {
	case i.DirectedTo == c.Form:
		return domain.Errorf(domain.Refused, "ALREADY_DIRECTED", "proceedings of this form were already directed for this officer").On("form")
	case c.Form == Meeting && (i.Severity == GrossMisconduct || i.DeemedGross || i.former()):
		return domain.Errorf(domain.Refused, "FORM_NOT_LAWFUL", "gross misconduct, and whatever a former officer answers for, goes to a hearing").
			On("form").Under("CR23, CR Sch 1; " + Forms().Version)
	}
	return nil
}

// Refused: NOT_CONCERNED, NOT_SCHEDULE_3, ALREADY_OPENED, and the codes of Involvement.goes and State.handling.
func (c TakeCasePresentation) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.schedule3(),
		who.goes(),
		who.notBegun(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{CasePresentationTakenByIOPC{Officer: c.Officer, Reason: c.Reason, Dated: dated(c.On, s.ReportOn)}}, nil
}

func (i Involvement) notBegun() error {
	if !i.begun() {
		return nil
	}
	return i.waiting()
}

// form is where the case goes: as the Director General directed, or as was determined.
func (i Involvement) form() Form {
	if i.DirectedTo != "" {
		return i.DirectedTo
	}
	return i.Route
}

// goes refuses what belongs to proceedings where the case does not go there.
func (i Involvement) goes() error {
	switch i.form() {
	case Meeting, Hearing, AcceleratedHearing:
		return nil
	}
	if i.Certified { // an accelerated hearing waits for no report (CR49)
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_PROCEEDINGS",
		"it is not determined that this officer's case goes to proceedings; determine the case to answer first").On("officer").Under("CR23, CR49")
}
