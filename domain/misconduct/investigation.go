package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: INVESTIGATOR_CONFLICT, SAME_INVESTIGATOR.
func (c AppointInvestigator) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("investigator", string(c.Investigator)),
		domain.Prose("conflictNote", c.ConflictNote),
		env.CheckDate("on", c.On),
		s.received(),
		c.impartial(),
		s.otherInvestigator(c.Investigator),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InvestigatorAppointed{Investigator: c.Investigator, On: c.On, ConflictNote: c.ConflictNote,
		BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

func (c AppointInvestigator) impartial() error {
	if !c.InterestedParty {
		return nil
	}
	return domain.Errorf(domain.Refused, "INVESTIGATOR_CONFLICT",
		"an interested party, or somebody the officer manages, cannot investigate; appoint somebody else").On("investigator").Under("CR15")
}

func (s State) otherInvestigator(a domain.ActorID) error {
	if a != s.Investigator {
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_INVESTIGATOR", "this person is already appointed").On("investigator")
}

// Refused: NO_INVESTIGATOR, NOT_INVESTIGATOR, REPORT_ALREADY_SUBMITTED, NOT_RECORDED, REFERRAL_REQUIRED, MODE_NOT_DETERMINED.
func (c SubmitReport) decide(s State, env domain.Envelope) ([]Event, error) {
	_, unsettled := s.handling()
	err := domain.First(
		domain.Line("by", string(c.By)),
		env.CheckDate("on", c.On),
		s.received(),
		unsettled,
		s.investigated(),
		s.ownReport(c.By),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InvestigationReportSubmitted{By: c.By, On: c.On, BeforeCause: before(c.On, s.RecordedOn)}}, nil
}

func (s State) investigated() error {
	if s.Investigator != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_INVESTIGATOR", "no investigator is appointed; record the appointment first").Under("CR15, PRA Sch 3")
}

func (s State) ownReport(by domain.ActorID) error {
	switch {
	case s.ReportOn != "":
		return domain.Errorf(domain.Refused, "REPORT_ALREADY_SUBMITTED", "the report of %s is on record", s.ReportOn)
	case by != s.Investigator:
		return domain.Errorf(domain.Refused, "NOT_INVESTIGATOR",
			"the report is the appointed investigator's; name that person, or record who replaced them first").On("by").Under("CR21, PRA Sch 3 para 22")
	}
	return nil
}
