package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_COMPLAINANT, NO_RIGHT_OF_REVIEW, REVIEW_EXISTS, REVIEW_OPEN. One that is late or sent to the wrong body is taken in and says so.
func (c RequestReview) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("review", c.Review),
		domain.Line("person", c.Person),
		domain.OneOf("sentTo", c.SentTo, ReviewByIOPC, ReviewByLocalPolicingBody),
		env.CheckDate("on", c.On),
		s.received(),
		s.complainant(c.Person),
		s.reviewable(c.Person),
		s.newReview(c),
	)
	if err != nil {
		return nil, err
	}
	told := s.Told[c.Person]
	return []Event{ReviewRequested{Review: c.Review, Person: c.Person, SentTo: c.SentTo, InTime: s.reviewInTime(told.On, c.On),
		Dated: dated(c.On, told.On)}}, nil
}

// reviewable: a review is of an outcome the complainant was told of, with the body they were told to turn to.
func (s State) reviewable(person string) error {
	if s.Told[person].Body != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_RIGHT_OF_REVIEW",
		"this complainant was told of no outcome that can be reviewed; record first what they were told").On("person").Under("CM29")
}

func (s State) newReview(c RequestReview) error {
	if _, used := s.Reviews[c.Review]; used {
		return domain.Errorf(domain.Refused, "REVIEW_EXISTS", "the matter already has a review with this id; choose a new one").On("review")
	}
	for _, r := range s.Reviews {
		if r.Person == c.Person && r.ToldOn == s.Told[c.Person].On {
			return domain.Errorf(domain.Refused, "REVIEW_OPEN",
				"this complainant asked on %s for a review of the same outcome; there is one of each", r.RequestedOn).On("person").Under("CM29")
		}
	}
	return nil
}

// Refused: UNKNOWN_REVIEW, REVIEW_DETERMINED, ALREADY_THERE, WRONG_REVIEW_BODY.
func (c ForwardReview) decide(s State, env domain.Envelope) ([]Event, error) {
	r := s.Reviews[c.Review]
	err := domain.First(
		domain.Line("review", c.Review),
		env.CheckDate("on", c.On),
		s.received(),
		s.openReview(c.Review),
		rightBody("to", c.To, s.Told[r.Person].Body),
		elsewhere(r, c.To),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReviewForwarded{Review: c.Review, To: c.To, InTime: s.reviewInTime(r.ToldOn, r.RequestedOn), Dated: dated(c.On, r.RequestedOn)}}, nil
}

func (s State) openReview(id string) error {
	r, ok := s.Reviews[id]
	switch {
	case !ok:
		return domain.Errorf(domain.Refused, "UNKNOWN_REVIEW", "no review with this id was asked for; record the application first").On("review")
	case r.DeterminedOn != "":
		return domain.Errorf(domain.Refused, "REVIEW_DETERMINED", "the review was determined on %s", r.DeterminedOn).On("review")
	}
	return nil
}

func elsewhere(r Review, to ReviewBody) error {
	if r.With != to {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_THERE", "the application lies with that body already").On("to")
}

// Refused: UNKNOWN_REVIEW, REVIEW_DETERMINED, WRONG_REVIEW_BODY, NOT_FORWARDED.
func (c DetermineReview) decide(s State, env domain.Envelope) ([]Event, error) {
	r := s.Reviews[c.Review]
	err := domain.First(
		domain.Line("review", c.Review),
		domain.Prose("reasons", c.Reasons),
		domain.OptionalProse("recommendations", c.Recommendations),
		env.CheckDate("on", c.On),
		s.received(),
		s.openReview(c.Review),
		rightBody("body", c.Body, s.Told[r.Person].Body),
		arrived(r, c.Body),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReviewDetermined{Review: c.Review, Body: c.Body, Upheld: c.Upheld, Reasons: c.Reasons, Recommendations: c.Recommendations,
		Dated: dated(c.On, r.RequestedOn)}}, nil
}

func arrived(r Review, body ReviewBody) error {
	if r.With == body {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_FORWARDED", "the application lies with %s; record first that it was forwarded", r.With).On("body").Under("CM29")
}
