package misconduct

import "github.com/probity-ledger/probity/domain"

// A suspension cannot outlive its conditions: where they are no longer met, the same decision ends it.
// Refused: NOT_CONCERNED, NOT_SUSPENDED, IOPC_NOT_CONSULTED.
func (c ReviewSuspension) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.away(),
		c.lifts(s, who),
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

func (c ReviewSuspension) lifts(s State, i Involvement) error {
	if c.ConditionsMet {
		return nil
	}
	return s.consulted(i, Normal)
}

func (i Involvement) away() error {
	if i.Duty == Suspended || i.Duty == Restricted {
		return nil
	}
	return notSuspended()
}

func (i Involvement) suspended() error {
	if i.Duty == Suspended {
		return nil
	}
	return notSuspended()
}

func notSuspended() error {
	return domain.Errorf(domain.Refused, "NOT_SUSPENDED",
		"this officer is not away from normal duty in the way this is about; record the suspension or restriction first").On("officer").Under("CR11")
}

// Refused: NOT_CONCERNED, NO_REVIEW.
func (c NotifySuspensionReview) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.reviewed(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{SuspensionReviewNotified{Officer: c.Officer, Dated: dated(c.On, who.ReviewedOn)}}, nil
}

func (i Involvement) reviewed() error {
	if i.ReviewedOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_REVIEW",
		"there is no review of a suspension that this officer is still to be told of; record the review first").On("officer").Under("CR11")
}

// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS.
func (c ConsultIOPCOnSuspension) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Prose("view", c.View),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.serving(c.Officer),
	)
	if err != nil {
		return nil, err
	}
	return []Event{IOPCConsultedOnSuspension{Officer: c.Officer, View: c.View, Dated: dated(c.On, s.Officers[c.Officer].IdentifiedOn)}}, nil
}
