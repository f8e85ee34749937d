package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// A meeting or hearing later than its period is not refused: that is a breach, and shown. An accelerated hearing outside its days is.
// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, FORM_DIFFERS, PROCEEDINGS_DEFERRED, DATES_REVERSED,
// NOT_IN_THIS_FORM, ACCELERATED_WINDOW.
func (c FixHearing) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("form", c.Form, Meeting, Hearing, AcceleratedHearing),
		domain.Line("venue", c.Venue),
		c.days(),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error { return domain.First(i.waiting(), i.as(c.Form), i.free()) }),
		c.behindDoors(),
		s.inWindow("firstDay", c.Officers, c.FirstDay),
	)
	if err != nil {
		return nil, err
	}
	return []Event{HearingFixed{Officers: c.Officers, Form: c.Form, FirstDay: c.FirstDay, LastDay: c.LastDay, Venue: c.Venue, Public: c.Public,
		Dated: dated(c.On, s.Officers[c.Officers[0]].ReferredOn)}}, nil
}

func (c FixHearing) days() error {
	if err := domain.CheckAnyDate("firstDay", c.FirstDay); err != nil || c.LastDay == "" {
		return err
	}
	if err := domain.CheckAnyDate("lastDay", c.LastDay); err != nil {
		return err
	}
	if c.LastDay.Before(c.FirstDay) {
		return domain.Errorf(domain.Invalid, "DATES_REVERSED", "the last day lies before the first; correct one of them").On("lastDay")
	}
	return nil
}

// behindDoors: the public has no place at a meeting.
func (c FixHearing) behindDoors() error {
	if c.Form != Meeting || !c.Public {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_IN_THIS_FORM", "a misconduct meeting is not held in public; fix it as private").On("public").Under("CR38, CR39")
}

// inWindow: the first day of an accelerated hearing lies within so many working days of the notice, or of the names that replaced somebody
// who was rightly objected to.
func (s State) inWindow(field string, officers []domain.OfficerID, first domain.Date) error {
	for _, o := range officers {
		i := s.Officers[o]
		if i.ReferredTo != AcceleratedHearing {
			continue
		}
		from, until := s.window(o, i.WindowFrom)
		if first.Before(from) || until.Before(first) {
			return domain.Errorf(domain.Refused, "ACCELERATED_WINDOW",
				"the accelerated hearing of this officer can begin from %s to %s; choose a day between", from, until).On(field).Under("CR52")
		}
	}
	return nil
}

// window returns the first and the last day on which an accelerated hearing may begin: of the period as it runs, else as the rules count it.
func (s State) window(o domain.OfficerID, start domain.Date) (from, until domain.Date) {
	from = s.counted(clock.AcceleratedHearing, start).NotBefore
	until = s.lastDay(clock.AcceleratedHearing, o, start)
	if until.Before(from) { // shortened by agreement
		from = start
	}
	return from, until
}

// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, NOT_IN_THIS_FORM; a postponement without a reason is REQUIRED.
func (c FixPreHearing) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.CheckAnyDate("for", c.For),
		domain.OptionalProse("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error { return domain.First(i.waiting(), i.under("CR33", Hearing), c.postpones(i)) }),
	)
	if err != nil {
		return nil, err
	}
	return []Event{PreHearingFixed{Officers: c.Officers, For: c.For, Reason: c.Reason, Dated: dated(c.On, s.Officers[c.Officers[0]].ReferredOn)}}, nil
}

func (c FixPreHearing) postpones(i Involvement) error {
	if i.PreHearingOn == "" {
		return nil
	}
	return domain.Prose("reason", c.Reason)
}

// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, NOT_IN_THIS_FORM, NOT_FIXED.
func (c HoldPreHearing) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("directions", c.Directions),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error {
			return domain.First(i.waiting(), i.under("CR33", Hearing), fixed(i.PreHearingOn))
		}),
	)
	if err != nil {
		return nil, err
	}
	return []Event{PreHearingHeld{Officers: c.Officers, Directions: c.Directions, Dated: dated(c.On, s.Officers[c.Officers[0]].ReferredOn)}}, nil
}

// fixed refuses what is held on a day that was never fixed.
func fixed(day domain.Date) error {
	if day != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_FIXED", "no day is fixed for it; fix the day first").On("officers").Under("CR29, CR33, CR34, CR52")
}

// An order may be made while the hearing goes on, and after it.
// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.inProceedings, NOT_IN_THIS_FORM.
func (c RestrictReporting) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("terms", c.Terms),
		optionalDay("until", c.Until),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error {
			return domain.First(i.inProceedings(), i.under("CR39, CR59", Hearing, AcceleratedHearing))
		}),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReportingRestricted{Officers: c.Officers, Terms: c.Terms, Until: c.Until, Dated: dated(c.On, s.Officers[c.Officers[0]].ReferredOn)}}, nil
}

func optionalDay(field string, d domain.Date) error {
	if d == "" {
		return nil
	}
	return domain.CheckAnyDate(field, d)
}

// A notice that comes too late is a breach, and no reason not to publish it.
// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, NOT_IN_THIS_FORM, NOT_FIXED, NOT_PUBLIC.
func (c PublishNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("where", c.Where),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error {
			return domain.First(i.waiting(), i.under("CR36, CR53", Hearing, AcceleratedHearing), fixed(i.FirstDay), i.openDoors())
		}),
	)
	if err != nil {
		return nil, err
	}
	return []Event{PublicNoticePublished{Officers: c.Officers, Where: c.Where, Dated: dated(c.On, s.Officers[c.Officers[0]].ReferredOn)}}, nil
}

func (i Involvement) openDoors() error {
	if i.Public {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_PUBLIC", "the hearing is fixed as private; fix it as public first, or tell nobody of it").On("officers").Under("CR36, CR39")
}
