package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// maxPersons is the largest number of complainants and interested persons of one matter.
const maxPersons = 200

// Refused: PERSON_EXISTS, TOO_MANY, NOT_A_COMPLAINT.
func (c NameInterestedPerson) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("person", c.Person),
		domain.OneOf("capacity", c.Capacity, Complainant, InterestedPerson),
		domain.Line("name", c.Name),
		domain.OptionalProse("contact", c.Contact),
		env.CheckDate("on", c.On),
		s.received(),
		s.newPerson(c.Person),
		domain.AtMost("person", len(s.Persons)+1, maxPersons),
		c.complains(s),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InterestedPersonNamed{Person: c.Person, Capacity: c.Capacity, Name: c.Name, Contact: c.Contact,
		Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

func (s State) newPerson(id string) error {
	if _, ok := s.Persons[id]; !ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "PERSON_EXISTS", "somebody is named in the matter under this id; choose a new one").On("person")
}

// complains: only a complaint has complainants. What was not recorded yet may turn out to be one.
func (c NameInterestedPerson) complains(s State) error {
	if c.Capacity != Complainant || s.Kind == "" {
		return nil
	}
	return s.complaint("capacity")
}

func (s State) complaint(field string) error {
	if s.Kind == Complaint {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_A_COMPLAINT", "the matter is not recorded as a complaint; only a complaint has this").On(field).Under("domain guide 1.3")
}

func (s State) complainant(id string) error {
	if s.Persons[id] == Complainant {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_COMPLAINANT", "this is no complainant of the matter; name the person who complained").On("person").Under("CM29, CM38")
}

func (s State) person(id string) error {
	if _, ok := s.Persons[id]; ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "UNKNOWN_PERSON", "nobody is named in the matter under this id; name them first").On("person").Under("CM34")
}

// Refused: NOBODY_TO_TELL.
func (c UpdateInterestedPersons) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("note", c.Note),
		env.CheckDate("on", c.On),
		s.received(),
		s.somebodyToTell(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InterestedPersonsUpdated{Note: c.Note, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

func (s State) somebodyToTell() error {
	if len(s.Persons) > 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOBODY_TO_TELL", "no complainant or interested person is named in the matter; name whoever was told first").Under("CM34")
}

// Refused: UNKNOWN_PERSON, NO_OUTCOME, WRONG_REVIEW_BODY.
func (c TellComplainant) decide(s State, env domain.Envelope) ([]Event, error) {
	body := s.reviewBody(c.Person)
	err := domain.First(
		domain.Line("person", c.Person),
		domain.OneOf("about", c.About, OutcomeOfHandling, OutcomeOfProceedings, OutcomeOfAppeal),
		domain.Prose("text", c.Text),
		env.CheckDate("on", c.On),
		s.received(),
		s.person(c.Person),
		s.outcomeOf(c.About),
		c.namesRightly(body),
	)
	if err != nil {
		return nil, err
	}
	return []Event{OutcomeToldToComplainant{Person: c.Person, About: c.About, Text: c.Text, ReviewBody: body, Dated: dated(c.On, s.outcomeOn(c.About))}}, nil
}

// outcomeOn is the first day on which there was an outcome to tell of, "" where there is none.
func (s State) outcomeOn(about OutcomeOf) domain.Date {
	var days []domain.Date
	for _, i := range s.Officers {
		switch about {
		case OutcomeOfProceedings:
			days = append(days, i.NotifiedOn)
		case OutcomeOfAppeal:
			for _, a := range i.Appeals {
				days = append(days, a.DeterminedOn)
			}
		}
	}
	if about == OutcomeOfHandling {
		days = append(days, s.CameToAttentionOn)
	}
	days = slices.DeleteFunc(days, func(d domain.Date) bool { return d == "" })
	if len(days) == 0 {
		return ""
	}
	return slices.Min(days)
}

func (s State) outcomeOf(about OutcomeOf) error {
	if s.outcomeOn(about) != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_OUTCOME", "the matter has no outcome of %s to tell of; record it first", about).On("about").Under("CM34(2)(b)")
}

// reviewBody is of whom somebody may ask a review of how their complaint was handled; "" where they have no right to one.
func (s State) reviewBody(person string) ReviewBody {
	if s.Kind != Complaint || s.Persons[person] != Complainant {
		return ""
	}
	for _, r := range ReviewBodies().Rows {
		if s.reviewedWhere(r.Where) {
			return r.Body
		}
	}
	return ""
}

func (s State) reviewedWhere(w ReviewWhere) bool {
	switch w {
	case WhereSpecialProcedures:
		return s.SpecialProcedures
	case WhereReferred:
		return s.Referred
	case WhereCrimeSuspected:
		return s.CrimeSuspected
	}
	return w == WhereNothingElse
}

func (c TellComplainant) namesRightly(body ReviewBody) error {
	if c.ReviewBody == "" {
		return nil
	}
	return rightBody("reviewBody", c.ReviewBody, body)
}

func rightBody(field string, said, right ReviewBody) error {
	if err := domain.OneOf(field, said, ReviewByIOPC, ReviewByLocalPolicingBody); err != nil || said == right {
		return err
	}
	text := string(right)
	if right == "" {
		text = "nobody"
	}
	return domain.Errorf(domain.Refused, "WRONG_REVIEW_BODY", "the review of this complaint belongs to %s, not to %s", text, said).
		On(field).Under("CM29; " + ReviewBodies().Version)
}
