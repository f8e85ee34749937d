package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_CONCERNED, NOT_ASSESSED, NOTICE_NOT_APPLICABLE, NOTICE_DIFFERS, ALREADY_SERVED, NO_INVESTIGATOR, METHOD_NOT_LAWFUL,
// DOCUMENT_NOT_FOUND, DOCUMENT_KIND.
func (c ServeNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	service, unlawful := s.service(c.Method, c.On)
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("severity", c.Severity, GrossMisconduct, Misconduct, PracticeRequiringImprovement, NotAny),
		knownForm("likelyForm", c.LikelyForm),
		domain.OptionalLine("document", c.Document),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.assessed(),
		c.says(who),
		s.investigated(),
		unlawful,
		s.document("document", c.Document, c.Officer, DocNotice, DocLetter),
	)
	if err != nil {
		return nil, err
	}
	return []Event{WrittenNoticeServed{Officer: c.Officer, Severity: c.Severity, LikelyForm: c.LikelyForm, Further: who.Notice != "",
		Document: c.Document, Service: service, On: c.On, BeforeCause: before(c.On, who.AssessedOn)}}, nil
}

// says wants the notice to state what was assessed. A reassessment wants a further notice.
func (c ServeNotice) says(i Involvement) error {
	if err := i.noticeable(); err != nil {
		return err
	}
	if c.Severity != i.Severity || c.LikelyForm != i.LikelyForm {
		return domain.Errorf(domain.Refused, "NOTICE_DIFFERS",
			"the assessment on record says %s and %s; the notice must state the same", i.Severity, i.LikelyForm).On("severity").Under("CR17, CM17")
	}
	return i.untold()
}

func (i Involvement) noticeable() error {
	if i.Severity == GrossMisconduct || i.Severity == Misconduct {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOTICE_NOT_APPLICABLE",
		"a written notice is served for misconduct or gross misconduct, and the assessment says neither").On("severity").Under("CR17, CM17")
}

// untold: no notice that says what is assessed now was served.
func (i Involvement) untold() error {
	if i.Notice != i.Severity || i.NoticeForm != i.LikelyForm {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_SERVED", "a notice that says the same was already served").On("officer")
}

// told refuses what an officer can only do, or be asked, under a written notice.
func (i Involvement) told() error {
	if i.Notice != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOTICE_NOT_SERVED",
		"no written notice was served on this officer; serve it first").On("officer").Under("CR17, CM17")
}

// The delay ends when the notice is served. Told again, the reason is looked at anew.
// Refused: NOT_CONCERNED, NOT_ASSESSED, NOTICE_NOT_APPLICABLE, ALREADY_SERVED.
func (c DelayNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.assessed(),
		who.noticeable(),
		who.untold(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{NoticeDelayed{Officer: c.Officer, Reason: c.Reason, Dated: dated(c.On, who.AssessedOn)}}, nil
}
