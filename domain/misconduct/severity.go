package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, NO_ALLEGATION, ALREADY_DETERMINED, PROCEEDINGS_BEGUN, REVISION_TOO_LATE,
// SPECIAL_PROCEDURES_NOT_APPLIED, WRONG_DECISION_MAKER, FORM_NOT_LAWFUL, LINE_MANAGER_NOT_CONSULTED, AUTHORITY_NOT_CONSULTED and the codes of State.handling.
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
		s.underSpecialProcedures(),
		s.decidedBy(ActSeverity, c.DecidedBy),
		Forms().check("likelyForm", string(c.Severity), who.former(), c.LikelyForm),
		s.vettingRoute("likelyForm", c.LikelyForm),
		c.consulted(s, who),
		s.revisable(c, who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{SeverityAssessed{Officer: c.Officer, Severity: c.Severity, LikelyForm: c.LikelyForm, DecidedBy: c.DecidedBy,
		Reassessed: who.Severity != "", LineManagerConsulted: c.LineManagerConsulted, AuthorityConsulted: c.AuthorityConsulted,
		Reason: c.Reason, On: c.On, BeforeCause: before(c.On, who.IdentifiedOn)}}, nil
}

func (i Involvement) former() bool { return i.SubjectKind == "FORMER_OFFICER" }

// assessable: the assessment asks what the alleged conduct would be if proved, so something must be alleged.
func (s State) assessable(i Involvement) error {
	switch {
	case i.Allegations == 0:
		return domain.Errorf(domain.Refused, "NO_ALLEGATION", "nothing is alleged against this officer yet; add the allegation first").On("officer").Under("CR14, CM16")
	case i.OpenedOn != "":
		return domain.Errorf(domain.Refused, "PROCEEDINGS_BEGUN",
			"the proceedings against this officer have begun; what the conduct amounts to is now for their findings").On("officer").Under("CR14(6)")
	case i.Finding != "" && s.settled() != HandledPart3:
		return alreadyDetermined()
	}
	return nil
}

// revisable: under Part 3 an assessment is revised until misconduct proceedings begin. Under Schedule 3 it belongs to the investigation,
// which the report ends; a conviction that the law itself makes gross misconduct can come later.
func (s State) revisable(c AssessSeverity, i Involvement) error {
	byLaw := i.DeemedGross && c.Severity == GrossMisconduct
	if i.Severity == "" || s.ReportOn == "" || byLaw || s.settled() == HandledPart3 {
		return nil
	}
	return domain.Errorf(domain.Refused, "REVISION_TOO_LATE",
		"the report of %s ended the investigation, and the assessment is revised only before it; determine the case as it was assessed, or record a re-investigation first",
		s.ReportOn).On("officer").Under("CM19")
}

// vettingRoute refuses the route to a withdrawal of the clearance under rules that do not know it.
func (s State) vettingRoute(field string, f Form) error {
	if f != Vetting || s.has(VettingRoute) {
		return nil
	}
	return domain.Errorf(domain.Refused, "FORM_NOT_LAWFUL", "the rules of this matter know no route to vetting; choose another one").
		On(field).Under("SI 2025/558 reg 9")
}

// consulted: who has to be asked before severity is assessed was asked.
func (c AssessSeverity) consulted(s State, i Involvement) error {
	outside := c.Severity == PracticeRequiringImprovement || c.LikelyForm == Performance
	if row, needed := Consultations().find(ActSeverity, s.settled(), LineManager); needed && outside && !c.LineManagerConsulted {
		return domain.Errorf(domain.Refused, "LINE_MANAGER_NOT_CONSULTED",
			"before practice requiring improvement or performance is assessed, the officer's line manager is consulted; do that first and say so").
			On("lineManagerConsulted").Under(row.rule())
	}
	if row, needed := Consultations().find(ActSeverity, s.settled(), TheAuthority); needed && !c.AuthorityConsulted {
		return domain.Errorf(domain.Refused, "AUTHORITY_NOT_CONSULTED",
			"the investigator assesses or revises the severity after consulting the appropriate authority; do that first and say so").
			On("authorityConsulted").Under(row.rule())
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

func (i Involvement) assessed() error {
	if i.Severity != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_ASSESSED", "the severity is not assessed for this officer; assess it first").On("officer").Under("CR14, CM16")
}
