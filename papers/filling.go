package papers

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Request is what a person says when they have a letter made; everything else the record says.
type Request struct {
	Template string                   // a name, such as "written-notice", for the wording in use; or with its version
	Officer  domain.OfficerID         // whom it is about or addressed to
	Person   string                   // the complainant or interested person it is addressed to
	On       domain.Date              // the day it bears, on which it is to be served; periods are counted from it
	Method   misconduct.ServiceMethod // how it is to be served; "" for in person
	// ActingName is the investigator's or reviewer's name as it is to stand in the letter, where the register does not know it.
	ActingName string
	Text       string // what the letter says in its own words; sensitive
	NextSteps  string // of a report on delay; sensitive
	ExpectedBy domain.Date
	About      misconduct.OutcomeOf
	ReviewBody misconduct.ReviewBody
	Documents  []string // ids of recorded documents that go with it
}

// person is somebody as a letter names them.
type person struct {
	Name         string
	CollarNumber string
	Rank         string
}

// filling is everything a letter is made from.
type filling struct {
	Request
	document string // the id it will have
	template Template
	facts    *facts
	officer  person // the officer concerned, as the register knows them
	acting   string // the investigator or reviewer
	withheld bool   // the officer's name may not leave the force
	service  misconduct.Service
}

func (f *filling) course() *course { return f.facts.of(f.Officer) }

// check refuses what cannot become a letter. Codes of domain's checks, FACT_MISSING, NOT_CONCERNED, UNKNOWN_PERSON, NOT_FOR_PROCEEDINGS.
func (f *filling) check() error {
	err := domain.First(
		domain.CheckAnyDate("on", f.On),
		domain.OptionalLine("actingName", f.ActingName),
		domain.OptionalProse("text", f.Text),
		domain.OptionalProse("nextSteps", f.NextSteps),
		f.addressed(),
		f.enclosed(),
	)
	if err != nil {
		return err
	}
	if f.ExpectedBy != "" {
		if err := domain.CheckAnyDate("expectedBy", f.ExpectedBy); err != nil {
			return err
		}
	}
	for _, needed := range f.template.needs {
		if err := needed(f); err != nil {
			return err
		}
	}
	return nil
}

func (f *filling) addressed() error {
	_, concerned := f.facts.state.Officers[f.Officer]
	_, known := f.facts.persons[f.Person]
	switch {
	case f.Officer != "" && !concerned:
		return domain.Errorf(domain.Refused, "NOT_CONCERNED", "this person is not concerned in the matter; identify them first").On("officer")
	case f.Person != "" && !known:
		return domain.Errorf(domain.Refused, "UNKNOWN_PERSON", "this person is not on record in the matter; name them as complainant or interested person first").On("person")
	case (f.template.To == ToOfficer || f.template.To == ToCollege) && f.Officer == "":
		return domain.Errorf(domain.Invalid, "REQUIRED", "officer is missing; state whom the letter is about").On("officer")
	case f.template.To == ToPerson && f.Person == "":
		return domain.Errorf(domain.Invalid, "REQUIRED", "person is missing; state to whom the letter goes").On("person")
	}
	return nil
}

// enclosed: what goes with a letter is on record. An account in a reflective practice review never goes into disciplinary proceedings.
func (f *filling) enclosed() error {
	if err := domain.AtMost("documents", len(f.Documents), 500); err != nil {
		return err
	}
	for _, id := range f.Documents {
		d, ok := f.facts.documents[id]
		switch {
		case !ok:
			return domain.Errorf(domain.Refused, "UNKNOWN_DOCUMENT", "a document named is not on record in this matter; record it first").On("documents")
		case d.Kind == misconduct.DocReflectiveText:
			return domain.Errorf(domain.Refused, "NOT_FOR_PROCEEDINGS",
				"an account in a reflective practice review is not admissible and goes with no letter; leave it out").On("documents").Under("CR Part 6")
		}
	}
	return nil
}

// restrictions returns the orders on reporting that hold on the letter's day for anybody it names.
func (f *filling) restrictions() []misconduct.ReportingRestricted {
	var out []misconduct.ReportingRestricted
	for o, c := range f.facts.officers {
		if f.Officer != "" && o != f.Officer {
			continue
		}
		for _, r := range c.restricted {
			same := func(other misconduct.ReportingRestricted) bool { return other.Terms == r.Terms && other.On == r.On }
			if (r.Until == "" || !r.Until.Before(f.On)) && !slices.ContainsFunc(out, same) {
				out = append(out, r)
			}
		}
	}
	return out
}

// leavesForce says that the letter goes to somebody outside the force who is not told names that are withheld. The College keeps its lists
// by name.
func (f *filling) leavesForce() bool { return f.template.To == ToPerson || f.template.To == ToBody }
