package misconduct

import "github.com/probity-ledger/probity/domain"

// acted checks what every act about one officer states: whom it is about, on which day, and that there is still something to do.
// Codes REQUIRED, BAD_DATE, IN_FUTURE, UNKNOWN_MATTER, NOT_CONCERNED, INVOLVEMENT_CLOSED.
func (s State) acted(env domain.Envelope, o domain.OfficerID, on domain.Date) error {
	return domain.First(
		domain.Line("officer", string(o)),
		env.CheckDate("on", on),
		s.received(),
		s.concerned("officer", o),
		s.Officers[o].ongoing(),
	)
}

func (i Involvement) ongoing() error {
	if i.ClosedOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "INVOLVEMENT_CLOSED",
		"the case of this officer was closed on %s; reopen the matter as a new one where there is more to do", i.ClosedOn).On("officer")
}

// Terms that were revised are given again.
// Refused: the codes of State.acted, NOTICE_NOT_SERVED, TERMS_NOT_SET.
func (c ProvideTermsOfReference) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	if err := domain.First(s.acted(env, c.Officer, c.On), who.told(), s.termsSet()); err != nil {
		return nil, err
	}
	return []Event{TermsOfReferenceProvided{Officer: c.Officer, Dated: dated(c.On, who.NoticeOn)}}, nil
}

func (s State) termsSet() error {
	if s.TermsSet {
		return nil
	}
	return domain.Errorf(domain.Refused, "TERMS_NOT_SET",
		"the investigation has no terms of reference that could be given; set them first, or tell the officer why they are withheld").Under("CR17(2), CM17")
}

// Refused: the codes of State.acted, NOTICE_NOT_SERVED, TERMS_GIVEN.
func (c WithholdTermsOfReference) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	if err := domain.First(s.acted(env, c.Officer, c.On), domain.Prose("reason", c.Reason), who.told(), who.withoutTerms()); err != nil {
		return nil, err
	}
	return []Event{TermsOfReferenceWithheld{Officer: c.Officer, Reason: c.Reason, Dated: dated(c.On, who.NoticeOn)}}, nil
}

func (i Involvement) withoutTerms() error {
	if !i.TermsGiven {
		return nil
	}
	return domain.Errorf(domain.Refused, "TERMS_GIVEN",
		"the officer was given the terms of reference, which cannot be taken back; give them again where they were revised").On("officer").Under("CR17(2), CM17")
}

// Representations are received whenever they come: a period that ended is a right not used in time, no reason to turn them away.
// Refused: the codes of State.acted, UNKNOWN_VALUE, DOCUMENT_NOT_FOUND, DOCUMENT_KIND, NOTICE_NOT_SERVED, NOT_SUSPENDED, NO_FINDING.
func (c ReceiveRepresentations) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		s.acted(env, c.Officer, c.On),
		domain.OneOf("about", c.About, OnNotice, OnSuspension, OnOutcome),
		domain.OptionalLine("document", c.Document),
		domain.Prose("summary", c.Summary),
		s.document("document", c.Document, c.Officer, DocRepresentations, DocStatement, DocLetter, DocOther),
		c.called(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{RepresentationsReceived{Officer: c.Officer, About: c.About, Document: c.Document, Summary: c.Summary,
		Dated: dated(c.On, c.cause(who))}}, nil
}

// called: there is something the representations are about.
func (c ReceiveRepresentations) called(i Involvement) error {
	switch {
	case c.About == OnNotice:
		return i.told()
	case c.About == OnSuspension:
		return i.suspended()
	case len(i.Findings) == 0:
		return domain.Errorf(domain.Refused, "NO_FINDING",
			"nothing was found against this officer, so there is no outcome to come; record the finding first").On("about").Under("CR42")
	}
	return nil
}

func (c ReceiveRepresentations) cause(i Involvement) domain.Date {
	switch c.About {
	case OnNotice:
		return i.NoticeOn
	case OnSuspension:
		return i.DutyOn
	}
	return i.OpenedOn
}
