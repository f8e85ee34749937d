package misconduct

import "github.com/probity-ledger/probity/domain"

// The form follows the route that was determined or directed; a case that was certified since goes to an accelerated hearing (CR49).
// Refused: NOT_CONCERNED, NOT_UNDER_CONDUCT_REGULATIONS, NO_PROCEEDINGS, PROCEEDINGS_WITHDRAWN, ALREADY_OPENED, ALREADY_REFERRED,
// PROCEEDINGS_DEFERRED, ROUTE_DIFFERS, MUST_BE_HEARING, NOT_CERTIFIED, REDETERMINE_FIRST, CONDITION_C_REQUIRED, METHOD_NOT_LAWFUL and the
// codes of State.admissible.
func (c ServeReferralNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("form", c.Form, Meeting, Hearing, AcceleratedHearing),
		domain.OptionalProse("withheld", c.Withheld),
		c.supplies(),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.disciplined(c.Officer),
		who.goes(),
		c.afresh(who),
		who.free(),
		c.follows(s, who),
		s.longGone(who, c.On),
		s.admissible("documents", c.Documents...),
	)
	if err != nil {
		return nil, err
	}
	service, err := s.service(c.Method, c.On)
	if err != nil {
		return nil, err
	}
	return []Event{ReferralNoticeServed{Officer: c.Officer, Form: c.Form, Documents: c.Documents, Withheld: c.Withheld, Service: service,
		Dated: dated(c.On, who.AssessedOn)}}, nil
}

// supplies: the notice comes with the report, the statements, and what may undermine or assist the case; what is kept back wants a reason.
func (c ServeReferralNotice) supplies() error {
	if len(c.Documents) > 0 || c.Withheld != "" {
		return nil
	}
	return domain.Errorf(domain.Invalid, "REQUIRED",
		"documents is missing; name those that were supplied with the notice, or say what was withheld and why").On("documents").Under("CR30, CR51, CR6")
}

// afresh: a notice is served once, unless the form changed before the proceedings began.
func (c ServeReferralNotice) afresh(i Involvement) error {
	if i.ReferredTo == "" {
		return nil
	}
	if err := i.waiting(); err != nil {
		return err
	}
	if i.ReferredTo == c.Form {
		return i.unreferred()
	}
	return nil
}

func (c ServeReferralNotice) follows(s State, i Involvement) error {
	switch {
	case c.Form == AcceleratedHearing:
		return domain.First(c.grave(i), s.certified(i))
	case c.Form == Meeting && i.notForMeeting() != nil:
		return i.notForMeeting()
	case c.Form == Hearing && i.form() == AcceleratedHearing && !i.Certified:
		return nil // the special conditions were not met after all: the case goes back to the ordinary track
	case i.form() != c.Form:
		return domain.Errorf(domain.Refused, "ROUTE_DIFFERS", "the case goes to %q, as was determined or directed; refer it there", i.form()).
			On("form").Under("CR23; PRA Sch 3 paras 23, 27")
	}
	return nil
}

// grave: an accelerated hearing is for gross misconduct, by assessment or by law.
func (c ServeReferralNotice) grave(i Involvement) error {
	if i.Severity == GrossMisconduct || i.DeemedGross {
		return nil
	}
	return domain.Errorf(domain.Refused, "FORM_NOT_LAWFUL", "an accelerated hearing is for gross misconduct, and the conduct is assessed as %q", i.Severity).
		On("form").Under("CR49; " + Forms().Version)
}

// notForMeeting refuses a meeting where only a hearing can decide, or nobody can any more. Codes MUST_BE_HEARING, FORM_NOT_LAWFUL.
func (i Involvement) notForMeeting() error {
	switch {
	case i.DeemedGross:
		return domain.Errorf(domain.Refused, "MUST_BE_HEARING",
			"the officer was convicted of an indictable-only offence, which is gross misconduct; a meeting cannot deal with it").On("form").Under("SI 2025/558; CR23")
	case i.former():
		return domain.Errorf(domain.Refused, "FORM_NOT_LAWFUL",
			"the officer left, and former officers answer for gross misconduct only; withdraw the proceedings, or close the case").On("form").
			Under("CR Sch 1; " + Forms().Version)
	}
	return nil
}

// longGone: proceedings against somebody who left long ago want the Director General's determination.
func (s State) longGone(i Involvement, on domain.Date) error {
	limit := FormerOfficers().Within
	if i.LeftOn == "" || i.ConditionC || on.Before(i.LeftOn.PlusMonths(limit)) {
		return nil
	}
	return domain.Errorf(domain.Refused, "CONDITION_C_REQUIRED",
		"the officer left on %s, %d months or more before; record first that the Director General found proceedings reasonable and proportionate",
		i.LeftOn, limit).On("officer").Under(FormerOfficers().Source + "; " + FormerOfficers().Version)
}
