package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The reasons for a change of duty status (CR11).
const (
	Prejudice            = "PREJUDICE"
	PublicInterest       = "PUBLIC_INTEREST"
	ConditionsNotMet     = "CONDITIONS_NOT_MET"
	NotReferred          = "NOT_REFERRED"          // what the officer did goes to no proceedings
	ProceedingsConcluded = "PROCEEDINGS_CONCLUDED" // and the officer was told of the outcome
	LeftForce            = "LEFT_FORCE"            // recorded with the departure, never stated
)

// Restriction is one kind of thing an officer on restricted duties may not do. The conditions say the rest in words.
type Restriction string

// The kinds of restrictions (domain guide, section 1.11).
const (
	NoPublicContact Restriction = "NO_PUBLIC_CONTACT"
	NoSystemAccess  Restriction = "NO_SYSTEM_ACCESS"
	NoPhone         Restriction = "NO_PHONE"
	OtherLocation   Restriction = "LOCATION" // works elsewhere; the conditions say where
)

// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, SUSPENSION_CONDITIONS, SAME_STATUS, SUSPENSION_TOO_LATE, SUSPENSION_NOT_OVER,
// IOPC_NOT_CONSULTED.
func (c ChangeDutyStatus) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("status", c.Status, Normal, Restricted, Suspended),
		c.reason(),
		c.restrictions(),
		domain.Lines("conditions", c.Conditions, 50),
		domain.OptionalProse("redeployment", c.Redeployment),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.serving(c.Officer),
		c.conditions(),
		c.changes(who),
		c.timely(s, who),
		s.consulted(who, c.Status),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DutyStatusChanged{Officer: c.Officer, Status: c.Status, ReasonCode: c.ReasonCode, Oral: c.Oral, Restrictions: c.Restrictions,
		Conditions: c.Conditions, Redeployment: c.Redeployment, On: c.On, BeforeCause: before(c.On, max(who.IdentifiedOn, who.IOPCConsultedOn))}}, nil
}

func (c ChangeDutyStatus) reason() error {
	if c.ReasonCode == "" && c.Status != Normal {
		return nil
	}
	return domain.OneOf("reasonCode", c.ReasonCode, Prejudice, PublicInterest, ConditionsNotMet, NotReferred, ProceedingsConcluded)
}

func (c ChangeDutyStatus) restrictions() error {
	if err := distinct("restrictions", c.Restrictions); err != nil {
		return err
	}
	for _, r := range c.Restrictions {
		if err := domain.OneOf("restrictions", r, NoPublicContact, NoSystemAccess, NoPhone, OtherLocation); err != nil {
			return err
		}
	}
	return nil
}

// serving: regulation 11 is about members of a police force. Staff have a contract, and who has left cannot be suspended.
func (s State) serving(o domain.OfficerID) error {
	switch s.Officers[o].SubjectKind {
	case "OFFICER", "SPECIAL_CONSTABLE":
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_UNDER_CONDUCT_REGULATIONS",
		"this is for serving officers and special constables only: staff have a contract, and who has left the force cannot be suspended, reviewed or dismissed").
		On("officer").Under("CR4, CR11")
}

// conditions: redeployment was considered and is not enough, and one of the two reasons holds. A restriction says what it restricts, and
// work at another place says where.
func (c ChangeDutyStatus) conditions() error {
	switch {
	case c.Status == Suspended && c.ReasonCode != Prejudice && c.ReasonCode != PublicInterest:
		return domain.Errorf(domain.Refused, "SUSPENSION_CONDITIONS",
			"a suspension needs a reason: PREJUDICE to the investigation or PUBLIC_INTEREST; state it").On("reasonCode").Under("CR11")
	case c.Status == Suspended && c.Redeployment == "":
		return domain.Errorf(domain.Refused, "SUSPENSION_CONDITIONS",
			"a suspension needs temporary redeployment to have been considered first; state what was considered and why it is not appropriate").
			On("redeployment").Under("CR11")
	case c.Status == Normal && (c.ReasonCode == Prejudice || c.ReasonCode == PublicInterest):
		return domain.Errorf(domain.Refused, "SUSPENSION_CONDITIONS",
			"%s is a reason to suspend or restrict; state why the officer comes back", c.ReasonCode).On("reasonCode").Under("CR11")
	case c.Status == Restricted && len(c.Conditions) == 0 && (len(c.Restrictions) == 0 || slices.Contains(c.Restrictions, OtherLocation)):
		return domain.Errorf(domain.Invalid, "REQUIRED", "conditions is missing; state what the officer may not do, or where they work").On("conditions")
	}
	return nil
}

// changes refuses a change to what already holds. Confirming an oral suspension in writing, or other restrictions, is a change.
func (c ChangeDutyStatus) changes(i Involvement) error {
	same := c.Status == i.Duty || c.Status == Normal && i.Duty == ""
	switch {
	case !same, c.Status == Suspended && i.DutyOral && !c.Oral,
		c.Status == Restricted && !(slices.Equal(c.Conditions, i.Conditions) && slices.Equal(c.Restrictions, i.Restrictions)):
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_STATUS", "the duty status already is %s; state the status it changes to", c.Status).On("status")
}

// timely: an officer can be suspended until it is decided that the case goes to no proceedings, or they are concluded; and is brought back
// for one of these reasons only when it holds (CR11(5)).
func (c ChangeDutyStatus) timely(s State, i Involvement) error {
	switch {
	case c.Status == Suspended && s.over(i):
		return domain.Errorf(domain.Refused, "SUSPENSION_TOO_LATE",
			"the case of this officer goes to no proceedings, or they are concluded; nobody is suspended after that").On("status").Under("CR11(5)")
	case c.Status == Normal && c.ReasonCode == NotReferred && !i.outsideProceedings() && s.open() == nil,
		c.Status == Normal && c.ReasonCode == ProceedingsConcluded && !i.concluded():
		return domain.Errorf(domain.Refused, "SUSPENSION_NOT_OVER",
			"it is not on record that the case goes to no proceedings, or that they are concluded; record that first, or say that the conditions are no longer met").
			On("reasonCode").Under("CR11(5)")
	}
	return nil
}

// outsideProceedings says whether it was decided that the officer's case goes to no meeting or hearing.
func (i Involvement) outsideProceedings() bool {
	outside := func(f Form) bool { return f != "" && f != Meeting && f != Hearing && f != AcceleratedHearing }
	if i.ReferredTo != "" {
		return outside(i.WithdrawnTo)
	}
	return outside(i.Elsewhere) || outside(i.Route) || i.ClosedOn != ""
}

func (i Involvement) concluded() bool { return i.NotifiedOn != "" }

// over says whether a suspension of the officer would be at its end by law.
func (s State) over(i Involvement) bool {
	return i.outsideProceedings() || i.concluded() || s.open() != nil
}

// consulted: in directed and independent investigations the IOPC is asked before a suspension begins, and before one is lifted. Confirming
// one in writing is neither; nor does its end by law want anybody's view.
func (s State) consulted(i Involvement, to DutyStatus) error {
	lifts := i.Duty == Suspended && to != Suspended && !s.over(i)
	begins := i.Duty != Suspended && to == Suspended
	row, needed := Consultations().find(ActSuspension, s.settled(), TheIOPC)
	if !needed || s.Kind == "" || !begins && !lifts || i.IOPCConsultedOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "IOPC_NOT_CONSULTED",
		"while the IOPC investigates or directs, it is asked before an officer is suspended or a suspension is lifted; record that it was").
		On("officer").Under(row.rule())
}
