package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// imposed refuses what follows an outcome where there is none.
func (i Involvement) imposed() error {
	if i.ImposedOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_OUTCOME", "no outcome was imposed on this officer; impose it first").On("officer").Under("CR42, CR43")
}

// notified refuses what an outcome leads to before it takes effect.
func (i Involvement) notified() error {
	if err := i.imposed(); err != nil {
		return err
	}
	if i.NotifiedOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_NOTIFIED",
		"the officer was not told of the outcome, which takes effect with that; notify them first").On("officer").Under("CR42, CR43")
}

// Refused: NOT_CONCERNED, NO_OUTCOME, ALREADY_REPORTED and the codes of State.admissible.
func (c SubmitOutcomeReport) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.imposed(),
		once("ALREADY_REPORTED", "the report on finding and outcome", who.ReportedOn),
		s.attached(c.Document),
	)
	if err != nil {
		return nil, err
	}
	return []Event{OutcomeReportSubmitted{Officer: c.Officer, Document: c.Document, Dated: dated(c.On, who.ImposedOn)}}, nil
}

// once refuses what is on record already.
func once(code, what string, day domain.Date) error {
	if day == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, code, "%s is already on record, of %s; nothing is entered twice", what, day).On("officer")
}

// Refused: NOT_CONCERNED, NO_OUTCOME, ALREADY_NOTIFIED, METHOD_NOT_LAWFUL.
func (c NotifyOutcome) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.imposed(),
		once("ALREADY_NOTIFIED", "the notification of the outcome", who.NotifiedOn),
	)
	if err != nil {
		return nil, err
	}
	service, err := s.service(c.Method, c.On)
	if err != nil {
		return nil, err
	}
	return []Event{OutcomeNotified{Officer: c.Officer, Service: service, Dated: dated(c.On, who.ImposedOn)}}, nil
}

// Refused: NOT_CONCERNED, NO_OUTCOME, NOT_NOTIFIED, NOT_IN_THIS_FORM.
func (c PublishOutcome) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("where", c.Where),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.notified(),
		who.under("CR43, CR63", Hearing, AcceleratedHearing),
	)
	if err != nil {
		return nil, err
	}
	return []Event{OutcomePublished{Officer: c.Officer, Where: c.Where, Dated: dated(c.On, who.NotifiedOn)}}, nil
}

// Refused: NOT_CONCERNED, NO_OUTCOME, NOT_NOTIFIED, DATES_REVERSED, NO_WARNING, WARNING_OVER, LEAVE_OVERLAPS.
func (c ExcludeLeave) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.CheckAnyDate("from", c.From),
		domain.CheckAnyDate("until", c.Until),
		c.forward(),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.notified(),
		c.within(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{LeaveExcluded{Officer: c.Officer, From: c.From, Until: c.Until, Dated: dated(c.On, who.NotifiedOn)}}, nil
}

func (c ExcludeLeave) forward() error {
	if c.Until.Before(c.From) {
		return domain.Errorf(domain.Invalid, "DATES_REVERSED", "the leave ends before it begins; correct one of the days").On("until")
	}
	return nil
}

// within: leave keeps a warning from running only while it lives, and each day once.
func (c ExcludeLeave) within(i Involvement) error {
	until := WarningUntil(i.NotifiedOn, i.Months, i.Excluded)
	overlaps := func(l Span) bool { return !c.Until.Before(l.From) && !l.Until.Before(c.From) }
	switch {
	case until == "":
		return domain.Errorf(domain.Refused, "NO_WARNING", "the outcome that holds for this officer is no warning").On("officer").Under("CR42")
	case until.Before(c.From) || c.Until.Before(i.NotifiedOn):
		return domain.Errorf(domain.Refused, "WARNING_OVER", "the warning lives from %s to %s, and the leave lies outside", i.NotifiedOn, until).On("from").Under("CR42")
	case slices.ContainsFunc(i.Excluded, overlaps):
		return domain.Errorf(domain.Refused, "LEAVE_OVERLAPS", "some of these days are left out already; state the others").On("from").Under("CR42")
	}
	return nil
}
