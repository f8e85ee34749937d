package misconduct

import (
	"errors"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NO_INVESTIGATOR, REPORT_ALREADY_SUBMITTED, WRONG_DECISION_MAKER, NOT_RECORDED, REFERRAL_REQUIRED, MODE_NOT_DETERMINED.
func (c SetTermsOfReference) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("text", c.Text),
		knownRole("setBy", c.SetBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.decidedAs("setBy", ActTerms, c.SetBy),
		s.investigated(),
		s.unreported(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{TermsOfReferenceSet{Text: c.Text, Revised: s.TermsSet, SetBy: c.SetBy, Dated: dated(c.On, s.RecordedOn)}}, nil
}

// decidedAs is decidedBy for a command that names the decision maker in another field.
func (s State) decidedAs(field string, a Act, by domain.Role) error {
	return onField(field, s.decidedBy(a, by))
}

// onField names another field in a refusal that names one.
func onField(field string, err error) error {
	var e *domain.Error
	if errors.As(err, &e) && e.Field != "" {
		return e.On(field)
	}
	return err
}

func (s State) unreported() error {
	if s.ReportOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "REPORT_ALREADY_SUBMITTED",
		"the investigation ended with the report of %s; this belongs before it", s.ReportOn).Under("CR21, PRA Sch 3 para 22")
}

// Refused: NOT_A_COMPLAINT, ALREADY_APPLIED, REPORT_ALREADY_SUBMITTED, WRONG_DECISION_MAKER.
func (c ApplySpecialProcedures) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.complaint(""),
		s.decidedBy(ActSpecialProcedures, c.DecidedBy),
		s.ordinary(),
		s.unreported(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{SpecialProceduresApplied{Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: dated(c.On, s.RecordedOn)}}, nil
}

func (s State) ordinary() error {
	if !s.SpecialProcedures {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_APPLIED", "the special procedures apply already").Under("PRA Sch 3 para 19A")
}

// underSpecialProcedures wants the special procedures before an officer is assessed or given notice on a complaint. Other matters begin with the sign of
// misconduct that a complaint has to show first.
func (s State) underSpecialProcedures() error {
	if s.Kind != Complaint || s.SpecialProcedures {
		return nil
	}
	return domain.Errorf(domain.Refused, "SPECIAL_PROCEDURES_NOT_APPLIED",
		"severity is assessed on a complaint only where it shows signs of a crime or of behaviour that would justify proceedings; apply the special procedures first").
		Under("PRA Sch 3 para 19A, CM16")
}

// Refused: NOT_UNDER_INVESTIGATION, ALREADY_SUSPENDED, REPORT_ALREADY_SUBMITTED, WRONG_DECISION_MAKER.
func (c SuspendInvestigation) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		prejudice(c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.decidedBy(ActSuspending, c.DecidedBy),
		s.investigated(),
		s.unreported(),
		s.active(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InvestigationSuspended{Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: dated(c.On, s.RecordedOn)}}, nil
}

// prejudice: an investigation rests for one reason only, that going on would prejudice criminal proceedings.
func prejudice(reason string) error {
	err := domain.Prose("reason", reason)
	var e *domain.Error
	if errors.As(err, &e) {
		return e.Under("CM40, CM41: what going on would prejudice in criminal proceedings")
	}
	return err
}

// active refuses what waits for an investigation that rests.
func (s State) active() error {
	if !s.Suspended {
		return nil
	}
	return domain.Errorf(domain.Refused, "INVESTIGATION_SUSPENDED",
		"the investigation rests since %s because of criminal proceedings; resume it first", s.SuspendedOn).Under("CM40, CM41")
}

// Refused: NOT_SUSPENDED, WRONG_DECISION_MAKER.
func (c ResumeInvestigation) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.resting(),
		s.decidedBy(ActSuspending, c.DecidedBy),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InvestigationResumed{Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: dated(c.On, s.SuspendedOn)}}, nil
}

func (s State) resting() error {
	if s.Suspended {
		return nil
	}
	return domain.Errorf(domain.Refused, "INVESTIGATION_NOT_SUSPENDED", "the investigation does not rest; there is nothing to resume").Under("CM40, CM41")
}
