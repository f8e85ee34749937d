package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The reasons for a change of duty status (CR11).
const (
	Prejudice        = "PREJUDICE"
	PublicInterest   = "PUBLIC_INTEREST"
	ConditionsNotMet = "CONDITIONS_NOT_MET"
)

// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, SUSPENSION_CONDITIONS, SAME_STATUS.
func (c ChangeDutyStatus) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("status", c.Status, Normal, Restricted, Suspended),
		c.reason(),
		domain.Lines("conditions", c.Conditions, 50),
		domain.OptionalProse("redeployment", c.Redeployment),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.serving(c.Officer),
		c.conditions(),
		c.changes(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DutyStatusChanged{Officer: c.Officer, Status: c.Status, ReasonCode: c.ReasonCode, Oral: c.Oral, Conditions: c.Conditions,
		Redeployment: c.Redeployment, On: c.On, BeforeCause: before(c.On, who.IdentifiedOn)}}, nil
}

func (c ChangeDutyStatus) reason() error {
	if c.ReasonCode == "" {
		return nil
	}
	return domain.OneOf("reasonCode", c.ReasonCode, Prejudice, PublicInterest, ConditionsNotMet)
}

// serving: regulation 11 is about members of a police force. Staff have a contract, and who has left cannot be suspended.
func (s State) serving(o domain.OfficerID) error {
	switch s.Officers[o].SubjectKind {
	case "OFFICER", "SPECIAL_CONSTABLE":
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_UNDER_CONDUCT_REGULATIONS",
		"only serving officers and special constables are suspended or restricted under the Conduct Regulations").On("officer").Under("CR11")
}

// conditions: redeployment was considered and is not enough, and one of the two reasons holds. A restriction says what it restricts.
func (c ChangeDutyStatus) conditions() error {
	switch {
	case c.Status == Suspended && c.ReasonCode != Prejudice && c.ReasonCode != PublicInterest:
		return domain.Errorf(domain.Refused, "SUSPENSION_CONDITIONS",
			"a suspension needs a reason: PREJUDICE to the investigation or PUBLIC_INTEREST; state it").On("reasonCode").Under("CR11")
	case c.Status == Suspended && c.Redeployment == "":
		return domain.Errorf(domain.Refused, "SUSPENSION_CONDITIONS",
			"a suspension needs temporary redeployment to have been considered first; state what was considered and why it is not appropriate").
			On("redeployment").Under("CR11")
	case c.Status == Restricted && len(c.Conditions) == 0:
		return domain.Errorf(domain.Invalid, "REQUIRED", "conditions is missing; state what the officer may not do").On("conditions")
	}
	return nil
}

// changes refuses a change to what already holds. Confirming an oral suspension in writing, or other restrictions, is a change.
func (c ChangeDutyStatus) changes(i Involvement) error {
	same := c.Status == i.Duty || c.Status == Normal && i.Duty == ""
	switch {
	case !same, c.Status == Suspended && i.DutyOral && !c.Oral, c.Status == Restricted && !slices.Equal(c.Conditions, i.Conditions):
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_STATUS", "the duty status already is %s; state the status it changes to", c.Status).On("status")
}

// A suspension cannot outlive its conditions: where they are no longer met, the same decision ends it.
// Refused: NOT_CONCERNED, NOT_SUSPENDED.
func (c ReviewSuspension) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.away(),
	)
	if err != nil {
		return nil, err
	}
	late := before(c.On, who.DutyOn)
	events := []Event{SuspensionReviewed{Officer: c.Officer, ConditionsMet: c.ConditionsMet, Reason: c.Reason, On: c.On, BeforeCause: late}}
	if !c.ConditionsMet {
		events = append(events, DutyStatusChanged{Officer: c.Officer, Status: Normal, ReasonCode: ConditionsNotMet, On: c.On, BeforeCause: late})
	}
	return events, nil
}

func (i Involvement) away() error {
	if i.Duty == Suspended || i.Duty == Restricted {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_SUSPENDED", "this officer is neither suspended nor on restricted duties").On("officer").Under("CR11")
}
