package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: INVESTIGATOR_CONFLICT, SAME_INVESTIGATOR, WRONG_DECISION_MAKER, REPORT_ALREADY_SUBMITTED.
func (c AppointInvestigator) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("investigator", string(c.Investigator)),
		domain.Prose("conflictNote", c.ConflictNote),
		env.CheckDate("on", c.On),
		s.received(),
		c.impartial(),
		c.appointer(s),
		s.unreported(),
		s.otherInvestigator(c.Investigator),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InvestigatorAppointed{Investigator: c.Investigator, On: c.On, ConflictNote: c.ConflictNote, Replaces: s.Investigator != "",
		AppointedBy: c.AppointedBy, ApprovedByIOPC: c.ApprovedByIOPC, BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

// impartial refuses whom the command says to have an interest, and whom the ledger knows to have one.
func (c AppointInvestigator) impartial() error {
	table := Relations()
	switch {
	case c.InterestedParty:
		return domain.Errorf(domain.Refused, "INVESTIGATOR_CONFLICT",
			"an interested party, or somebody the officer manages, cannot investigate; appoint somebody else").On("investigator").Under("CR15; " + table.Version)
	case c.Conflict.Concerned:
		return domain.Errorf(domain.Refused, "INVESTIGATOR_CONFLICT",
			"this person is concerned in the matter or in one linked to it; appoint somebody else").On("investigator").Under("CR15; " + table.Version)
	case c.Conflict.Declared:
		return domain.Errorf(domain.Refused, "INVESTIGATOR_CONFLICT",
			"a conflict of interest is declared for this person in the matter; lift it first, or appoint somebody else").On("investigator").Under("CR15; " + table.Version)
	case c.Relation == "":
		return nil
	}
	for _, r := range table.Rows {
		if r.Relation == c.Relation {
			return domain.Errorf(domain.Refused, "INVESTIGATOR_CONFLICT",
				"the relation %s to an officer concerned keeps this person from investigating; appoint somebody else", r.Relation).
				On("relation").Under(r.Source + "; " + table.Version)
		}
	}
	return domain.OneOf("relation", c.Relation, RelationFamily, RelationFriend, RelationManaged, RelationWitness, RelationFinancial)
}

// appointer: who appoints depends on the mode of investigation as far as it is settled; before, it is the authority.
func (c AppointInvestigator) appointer(s State) error {
	by := c.AppointedBy
	if by == "" {
		by = domain.AppropriateAuthority
	}
	return onField("appointedBy", domain.First(knownRole("appointedBy", by), DecisionMakers().check(ActInvestigator, s.settled(), by)))
}

func (s State) otherInvestigator(a domain.ActorID) error {
	if a != s.Investigator {
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_INVESTIGATOR", "this person is already appointed").On("investigator")
}

// Refused: NO_INVESTIGATOR, NOT_INVESTIGATOR, REPORT_ALREADY_SUBMITTED, INVESTIGATION_SUSPENDED, NOT_RECORDED, REFERRAL_REQUIRED,
// MODE_NOT_DETERMINED.
func (c SubmitReport) decide(s State, env domain.Envelope) ([]Event, error) {
	_, unsettled := s.handling()
	err := domain.First(
		domain.Line("by", string(c.By)),
		env.CheckDate("on", c.On),
		s.received(),
		unsettled,
		s.investigated(),
		s.ownReport(c.By),
		s.active(),
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
