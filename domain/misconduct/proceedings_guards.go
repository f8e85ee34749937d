package misconduct

import (
	"errors"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The bounds of one act about proceedings: how many officers it names, and how many people conduct them.
const (
	MaxTogether = 50
	MaxMembers  = 10
)

// theOfficers checks the officers of joint proceedings (CR25): some, each once, each concerned here. Codes REQUIRED, TOO_MANY, DUPLICATE,
// NOT_CONCERNED.
func (s State) theOfficers(officers []domain.OfficerID) error {
	if len(officers) == 0 {
		return domain.Errorf(domain.Invalid, "REQUIRED", "officers is missing; name whom the proceedings are against").On("officers")
	}
	err := domain.First(domain.AtMost("officers", len(officers), MaxTogether), distinct("officers", officers))
	for _, o := range officers {
		err = domain.First(err, s.concerned("officers", o))
	}
	return err
}

// all checks one thing of each officer. What is wrong with one of them is wrong with the list.
func (s State) all(officers []domain.OfficerID, check func(Involvement) error) error {
	for _, o := range officers {
		err := check(s.Officers[o])
		var refusal *domain.Error
		if errors.As(err, &refusal) && refusal.Field == "officer" {
			return refusal.On("officers")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inProceedings refuses what only happens while proceedings go on: after the notice of referral, and until they are withdrawn.
// Codes NOT_REFERRED_TO_PROCEEDINGS, PROCEEDINGS_WITHDRAWN.
func (i Involvement) inProceedings() error {
	switch {
	case i.ReferredTo == "":
		return domain.Errorf(domain.Refused, "NOT_REFERRED_TO_PROCEEDINGS",
			"no notice of referral to proceedings was served on this officer; serve it first").On("officer").Under("CR30, CR51")
	case i.WithdrawnTo != "":
		return domain.Errorf(domain.Refused, "PROCEEDINGS_WITHDRAWN", "the proceedings against this officer were withdrawn on %s", i.WithdrawnOn).On("officer")
	}
	return nil
}

// waiting refuses what belongs before the meeting or hearing. Codes as inProceedings, and ALREADY_OPENED.
func (i Involvement) waiting() error {
	if err := i.inProceedings(); err != nil {
		return err
	}
	if i.begun() {
		return domain.Errorf(domain.Refused, "ALREADY_OPENED", "the proceedings against this officer began on %s; this belongs before them", i.OpenedOn).On("officer")
	}
	return nil
}

// under refuses an act that does not belong to the form of the officer's proceedings.
func (i Involvement) under(rule string, forms ...Form) error {
	if slices.Contains(forms, i.ReferredTo) {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_IN_THIS_FORM", "this officer's case was referred to %s, and this belongs to %v only", i.ReferredTo, forms).
		On("officer").Under(rule)
}

// as refuses another form than the one the officer was told of.
func (i Involvement) as(f Form) error {
	if i.ReferredTo == f {
		return nil
	}
	return domain.Errorf(domain.Refused, "FORM_DIFFERS",
		"the notice of referral says %s; state the same, or serve a notice of the other form first", i.ReferredTo).On("form").Under("CR30, CR51")
}

// free refuses to go on with what waits for a criminal case.
func (i Involvement) free() error {
	if !i.Deferred {
		return nil
	}
	return domain.Errorf(domain.Refused, "PROCEEDINGS_DEFERRED",
		"the proceedings wait for a criminal case; record that they go on first").On("officer").Under("CR10")
}

// certified refuses an accelerated hearing without special conditions that hold. A former officer needs none where the rules presume one.
func (s State) certified(i Involvement) error {
	switch {
	case i.Redetermine:
		return domain.Errorf(domain.Refused, "REDETERMINE_FIRST",
			"the case was certified before the proceedings were deferred; determine the special conditions again first").On("officer").Under("CR49(3)")
	case !i.Certified && !(i.former() && s.has(FormerToAccelerated)):
		return domain.Errorf(domain.Refused, "NOT_CERTIFIED",
			"an accelerated hearing wants the case certified as meeting the special conditions; determine them first").On("form").Under("CR49, CR51")
	}
	return nil
}

// admissible checks documents that go into proceedings: entered in the matter, and none of them an account given in a reflective practice
// review. Codes TOO_MANY, DUPLICATE, DOCUMENT_NOT_FOUND, RPRP_INADMISSIBLE.
func (s State) admissible(field string, documents ...string) error {
	if err := domain.First(domain.AtMost(field, len(documents), 2000), distinct(field, documents)); err != nil {
		return err
	}
	for _, id := range documents {
		d, ok := s.Documents[id]
		switch {
		case !ok:
			return domain.Errorf(domain.Refused, "DOCUMENT_NOT_FOUND", "the matter has no such document; record it first, or correct its id").On(field)
		case d.Kind == DocReflectiveText:
			return domain.Errorf(domain.Refused, "RPRP_INADMISSIBLE",
				"an account given in a reflective practice review is inadmissible in proceedings; leave it out").On(field).Under("CR Part 6")
		}
	}
	return nil
}

// attached is admissible for one document that may be missing.
func (s State) attached(id string) error {
	if id == "" {
		return nil
	}
	return s.admissible("document", id)
}
