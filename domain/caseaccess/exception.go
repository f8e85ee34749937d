package caseaccess

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain"
)

// The bounds of an exception.
const (
	MinReason    = 20             // characters; less explains nothing to the supervisor who reviews it
	MaxException = 24 * time.Hour // from the moment it is opened
)

// Refused: UNKNOWN_MATTER, REASON_TOO_SHORT, UNTIL_PASSED, EXCEPTION_TOO_LONG, ID_TAKEN, ALREADY_ASSIGNED, ALREADY_OPEN.
func (c OpenException) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		s.openable(env.Actor),
		domain.Line("exception", c.Exception),
		enough(c.Reason),
		aDay(c.Until, env),
		s.withoutException(c.Exception, env),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ExceptionOpened{Exception: c.Exception, Actor: env.Actor, Capacity: env.Role, Reason: c.Reason, Until: c.Until}}, nil
}

// openable: nobody breaks into a restricted compartment, nor into a matter they have an interest in; and nobody hears that it is there.
func (s State) openable(who domain.ActorID) error {
	if _, conflicted := s.Conflicts[who]; !conflicted && !s.Restricted {
		return nil
	}
	return domain.Errorf(domain.NotFound, "UNKNOWN_MATTER", "no such matter is known")
}

func enough(reason string) error {
	if err := domain.Prose("reason", reason); err != nil {
		return err
	}
	if utf8.RuneCountInString(strings.TrimSpace(reason)) >= MinReason {
		return nil
	}
	return domain.Errorf(domain.Invalid, "REASON_TOO_SHORT",
		"the reason has fewer than %d characters; say why the case must be opened now, for the supervisor who reviews it", MinReason).
		On("reason")
}

func aDay(until time.Time, env domain.Envelope) error {
	switch {
	case until.IsZero():
		return domain.Errorf(domain.Invalid, "REQUIRED", "until is missing; state it").On("until")
	case until.After(env.Now.Add(MaxException)):
		return domain.Errorf(domain.Invalid, "EXCEPTION_TOO_LONG",
			"an exception ends within %d hours; state an earlier end, or ask to be assigned", int(MaxException.Hours())).On("until")
	}
	return ahead(until, env)
}

func (s State) withoutException(id string, env domain.Envelope) error {
	if _, taken := s.Exceptions[id]; taken {
		return idTaken("exception")
	}
	if a, ok := s.Assigned[env.Actor]; ok && live(a.Until, env.Now) {
		return domain.Errorf(domain.Refused, "ALREADY_ASSIGNED", "you are assigned to the case; no exception is needed")
	}
	for _, x := range s.Exceptions {
		if x.Actor == env.Actor && x.open(env.Now) {
			return domain.Errorf(domain.Refused, "ALREADY_OPEN", "you have opened the case already, until %s", x.Until.Format(time.RFC3339))
		}
	}
	return nil
}

func idTaken(field string) error {
	return domain.Errorf(domain.Refused, "ID_TAKEN", "this id of the %s is taken in the matter; choose another", field).On(field)
}

func (x Exception) open(now time.Time) bool { return !x.Ended && live(x.Until, now) }

// Refused: UNKNOWN_EXCEPTION, SUPERVISOR_ONLY, ALREADY_ENDED.
func (c EndException) decide(s State, env domain.Envelope) ([]Event, error) {
	x, err := s.theException(c.Exception)
	err = domain.First(err, domain.Prose("reason", c.Reason), selfOrSupervisor(x.Actor, env, "an exception of somebody else is ended"))
	if err != nil {
		return nil, err
	}
	if !x.open(env.Now) {
		return nil, domain.Errorf(domain.Refused, "ALREADY_ENDED", "this exception has ended").On("exception")
	}
	return []Event{ExceptionEnded(c)}, nil
}

// Refused: UNKNOWN_EXCEPTION, OWN_EXCEPTION, ALREADY_REVIEWED.
func (c ReviewException) decide(s State, env domain.Envelope) ([]Event, error) {
	x, err := s.theException(c.Exception)
	if err = domain.First(err, domain.Prose("note", c.Note)); err != nil {
		return nil, err
	}
	switch {
	case x.Actor == env.Actor:
		return nil, domain.Errorf(domain.Forbidden, "OWN_EXCEPTION", "nobody reviews an exception of their own; another supervisor does").
			On("exception").Under("separation of duties")
	case x.Reviewed:
		return nil, domain.Errorf(domain.Refused, "ALREADY_REVIEWED", "this exception was reviewed, and a review stands").On("exception")
	}
	return []Event{ExceptionReviewed(c)}, nil
}

func (s State) theException(id string) (Exception, error) {
	if x, ok := s.Exceptions[id]; ok {
		return x, nil
	}
	return Exception{}, domain.Errorf(domain.NotFound, "UNKNOWN_EXCEPTION", "the matter has no such exception").On("exception")
}
