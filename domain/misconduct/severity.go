package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, NO_ALLEGATION, ALREADY_DETERMINED, WRONG_DECISION_MAKER, FORM_NOT_LAWFUL,
// NOT_RECORDED, REFERRAL_REQUIRED, MODE_NOT_DETERMINED.
func (c AssessSeverity) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("severity", c.Severity, GrossMisconduct, Misconduct, PracticeRequiringImprovement, NotAny),
		knownForm("likelyForm", c.LikelyForm),
		knownRole("decidedBy", c.DecidedBy),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.disciplined(c.Officer),
		s.assessable(who),
		s.decidedBy(ActSeverity, c.DecidedBy),
		Forms().check("likelyForm", string(c.Severity), who.former(), c.LikelyForm),
	)
	if err != nil {
		return nil, err
	}
	return []Event{SeverityAssessed{Officer: c.Officer, Severity: c.Severity, LikelyForm: c.LikelyForm, DecidedBy: c.DecidedBy,
		Reassessed: who.Severity != "", Reason: c.Reason, On: c.On, BeforeCause: before(c.On, who.IdentifiedOn)}}, nil
}

func (i Involvement) former() bool { return i.SubjectKind == "FORMER_OFFICER" }

// assessable: the assessment asks what the alleged conduct would be if proved, so something must be alleged.
func (s State) assessable(i Involvement) error {
	switch {
	case i.Allegations == 0:
		return domain.Errorf(domain.Refused, "NO_ALLEGATION", "nothing is alleged against this officer yet; add the allegation first").On("officer").Under("CR14, CM16")
	case i.Finding != "":
		return alreadyDetermined()
	}
	return nil
}

func alreadyDetermined() error {
	return domain.Errorf(domain.Refused, "ALREADY_DETERMINED",
		"whether this officer has a case to answer is already determined").On("officer").Under("CR23")
}

// decidedBy refuses a decision by anybody but whom the law names for the way the matter is handled.
func (s State) decidedBy(a Act, by domain.Role) error {
	h, err := s.handling()
	if err != nil {
		return err
	}
	return DecisionMakers().check(a, h, by)
}

// Refused: NOT_CONCERNED, NOT_ASSESSED, NOTICE_NOT_APPLICABLE, NOTICE_DIFFERS, ALREADY_SERVED, NO_INVESTIGATOR.
func (c ServeNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("severity", c.Severity, GrossMisconduct, Misconduct, PracticeRequiringImprovement, NotAny),
		knownForm("likelyForm", c.LikelyForm),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.assessed(),
		c.says(who),
		s.investigated(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{WrittenNoticeServed{Officer: c.Officer, Severity: c.Severity, LikelyForm: c.LikelyForm, On: c.On,
		BeforeCause: before(c.On, who.AssessedOn)}}, nil
}

func (i Involvement) assessed() error {
	if i.Severity != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_ASSESSED", "the severity is not assessed for this officer; assess it first").On("officer").Under("CR14, CM16")
}

// says wants the notice to state what was assessed. A reassessment wants a further notice.
func (c ServeNotice) says(i Involvement) error {
	switch {
	case i.Severity != GrossMisconduct && i.Severity != Misconduct:
		return domain.Errorf(domain.Refused, "NOTICE_NOT_APPLICABLE",
			"a written notice is served for misconduct or gross misconduct, and the assessment says neither").On("severity").Under("CR17, CM17")
	case c.Severity != i.Severity || c.LikelyForm != i.LikelyForm:
		return domain.Errorf(domain.Refused, "NOTICE_DIFFERS",
			"the assessment on record says %s and %s; the notice must state the same", i.Severity, i.LikelyForm).On("severity").Under("CR17, CM17")
	case i.Notice == c.Severity && i.NoticeForm == c.LikelyForm:
		return domain.Errorf(domain.Refused, "ALREADY_SERVED", "a notice that says the same was already served").On("officer")
	}
	return nil
}
