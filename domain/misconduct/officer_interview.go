package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Refused: the codes of State.acted, NOT_UNDER_CONDUCT_REGULATIONS, REPORT_ALREADY_SUBMITTED, NOTICE_NOT_SERVED, TERMS_NOT_GIVEN,
// INTERVIEW_EXISTS, DATES_REVERSED.
func (c ScheduleInterview) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("interview", c.Interview),
		domain.CheckAnyDate("for", c.For),
		s.acted(env, c.Officer, c.On),
		s.disciplined(c.Officer),
		s.investigating(),
		who.interviewable(),
		s.newInterview(c.Interview),
		ahead(c.For, c.On),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InterviewScheduled{Officer: c.Officer, Interview: c.Interview, For: c.For, Dated: dated(c.On, who.TermsOn)}}, nil
}

// investigating refuses what belongs to the investigation once its report is in.
func (s State) investigating() error {
	if s.ReportOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "REPORT_ALREADY_SUBMITTED", "the report of %s ended the investigation; this belongs before it", s.ReportOn)
}

// interviewable: an officer is interviewed under a notice, and knows what about.
func (i Involvement) interviewable() error {
	if err := i.told(); err != nil {
		return err
	}
	if i.TermsOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "TERMS_NOT_GIVEN",
		"the officer has neither the terms of reference nor the reason why they are withheld; give one of them before the interview").
		On("officer").Under("CR20, CM21")
}

func (s State) newInterview(id string) error {
	for _, i := range s.Officers {
		if _, used := i.Interviews[id]; used {
			return domain.Errorf(domain.Refused, "INTERVIEW_EXISTS", "the matter already has an interview with this id; choose a new one").On("interview")
		}
	}
	return nil
}

func ahead(day, on domain.Date) error {
	if !day.Before(on) {
		return nil
	}
	return domain.Errorf(domain.Invalid, "DATES_REVERSED", "the interview would be on %s, before it was set on %s; correct one of the days", day, on).On("for")
}

// Refused: the codes of State.acted, INTERVIEW_NOT_FOUND, INTERVIEW_ALREADY_HELD, DATES_REVERSED, INTERVIEW_TOO_LATE.
func (c PostponeInterview) decide(s State, env domain.Envelope) ([]Event, error) {
	one, known := s.Officers[c.Officer].Interviews[c.Interview]
	err := domain.First(
		domain.Line("interview", c.Interview),
		domain.Prose("reason", c.Reason),
		domain.CheckAnyDate("for", c.For),
		s.acted(env, c.Officer, c.On),
		one.toCome(known),
		ahead(c.For, c.On),
		c.reasonable(s, one),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InterviewPostponed{Officer: c.Officer, Interview: c.Interview, Reason: c.Reason, For: c.For, Agreed: c.Agreed,
		Dated: dated(c.On, one.SetOn)}}, nil
}

func (i Interview) toCome(known bool) error {
	switch {
	case !known:
		return domain.Errorf(domain.Refused, "INTERVIEW_NOT_FOUND", "this officer has no such interview; schedule it first, or correct its id").On("interview")
	case i.HeldOn != "":
		return domain.Errorf(domain.Refused, "INTERVIEW_ALREADY_HELD", "the interview was held on %s; schedule another one", i.HeldOn).On("interview")
	}
	return nil
}

// reasonable: the officer's alternative lies within the period that is counted from the day first specified. A later one wants the
// investigator's agreement.
func (c PostponeInterview) reasonable(s State, i Interview) error {
	rule, _ := s.rule(clock.AlternativeInterview, "")
	last := rule.Due(i.First).DueOn
	if c.Agreed || !last.Before(c.For) {
		return nil
	}
	return domain.Errorf(domain.Refused, "INTERVIEW_TOO_LATE",
		"the alternative is later than %s, with which the time for one ends; offer an earlier day, or record that the investigator agrees", last).
		On("for").Under(rule.Source + "; " + clock.Rules().Version)
}

// Refused: the codes of State.acted, INTERVIEW_NOT_FOUND, INTERVIEW_ALREADY_HELD, TERMS_NOT_GIVEN; what was answered wants a summary.
func (c HoldInterview) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	one, known := who.Interviews[c.Interview]
	err := domain.First(
		domain.Line("interview", c.Interview),
		c.summary(),
		s.acted(env, c.Officer, c.On),
		one.toCome(known),
		who.interviewable(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InterviewHeld{Officer: c.Officer, Interview: c.Interview, Answered: c.Answered, Summary: c.Summary,
		Dated: dated(c.On, max(one.SetOn, who.TermsOn))}}, nil
}

func (c HoldInterview) summary() error {
	if c.Answered {
		return domain.Prose("summary", c.Summary)
	}
	return domain.OptionalProse("summary", c.Summary)
}
