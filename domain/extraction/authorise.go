package extraction

import "github.com/probity-ledger/probity/domain"

// maxScope is the largest number of entries in one list of a scope.
const maxScope = 200

// Refused: ALREADY_AUTHORISED, UNKNOWN_EXHIBIT, SCOPE_REQUIRED, SCOPE_CONTRADICTORY, DATES_REVERSED.
func (c Authorise) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("matter", string(c.Matter)),
		domain.Line("device", string(c.Device)),
		domain.CheckExhibit("exhibit", c.Exhibit),
		domain.OneOf("level", c.Level, Levels().known()...),
		domain.Line("authoriser", c.Authoriser),
		domain.Prose("reason", c.Reason),
		c.Scope.check(),
		s.unauthorised(),
		c.checkHeld(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Authorised{Matter: c.Matter, Device: c.Device, Exhibit: c.Exhibit, Level: c.Level, Scope: c.Scope,
		Authoriser: c.Authoriser, Reason: c.Reason}}, nil
}

func (s State) unauthorised() error {
	if s.Status == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_AUTHORISED",
		"this extraction is already authorised; another scope or device needs an extraction of its own")
}

func (c Authorise) checkHeld() error {
	if c.Held.Seized && c.Held.Matter == c.Matter && c.Held.Exhibit == c.Exhibit {
		return nil
	}
	return domain.Errorf(domain.Refused, "UNKNOWN_EXHIBIT",
		"the device is not in custody as exhibit %s of this matter; record its seizure first, or name the exhibit it is held as", c.Exhibit).
		On("exhibit").Under("domain guide 4.4")
}

// check wants the scope said: either everything, in so many words, or at least one limit.
func (s Scope) check() error {
	err := domain.First(
		domain.Lines("scope.applications", s.Applications, maxScope),
		domain.Lines("scope.conversations", s.Conversations, maxScope),
		domain.Lines("scope.participants", s.Participants, maxScope),
		domain.Lines("scope.keywords", s.Keywords, maxScope),
		s.checkDates(),
	)
	switch {
	case err != nil:
		return err
	case !s.Everything && !s.limited():
		return domain.Errorf(domain.Invalid, "SCOPE_REQUIRED",
			"the scope says nothing; name applications, conversations, participants, keywords or dates, or say that everything is taken and why").
			On("scope").Under("domain guide 4.6")
	case s.Everything && s.limited():
		return domain.Errorf(domain.Invalid, "SCOPE_CONTRADICTORY", "the scope says everything and names limits; keep one of the two").On("scope")
	}
	return nil
}

func (s Scope) limited() bool {
	return len(s.Applications)+len(s.Conversations)+len(s.Participants)+len(s.Keywords) > 0 || s.From != "" || s.To != ""
}

func (s Scope) checkDates() error {
	if s.From != "" {
		if err := domain.CheckAnyDate("scope.from", s.From); err != nil {
			return err
		}
	}
	if s.To != "" {
		if err := domain.CheckAnyDate("scope.to", s.To); err != nil {
			return err
		}
	}
	if s.From != "" && s.To != "" && s.To.Before(s.From) {
		return domain.Errorf(domain.Invalid, "DATES_REVERSED", "the scope ends before it begins; exchange the two dates").On("scope.to")
	}
	return nil
}
