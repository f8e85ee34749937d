package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_CONCERNED, the codes of Involvement.waiting, ALREADY_RESPONDED and the codes of State.admissible.
func (c Respond) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("answer", c.Answer, Admits, Denies, Disputes),
		domain.OptionalProse("summary", c.Summary),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.waiting(),
		who.silent(),
		s.attached(c.Document),
	)
	if err != nil {
		return nil, err
	}
	return []Event{OfficerResponded{Officer: c.Officer, Answer: c.Answer, Document: c.Document, Summary: c.Summary, Dated: dated(c.On, who.ReferredOn)}}, nil
}

func (i Involvement) silent() error {
	if i.RespondedOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_RESPONDED",
		"the officer answered the notice on %s; what they say later belongs to the proceedings", i.RespondedOn).On("officer").Under("CR31, CR54")
}

// A list that names nobody says that the side calls no witnesses. A later list takes the place of an earlier one.
// Refused: NOT_CONCERNED, the codes of Involvement.waiting, NOT_IN_THIS_FORM.
func (c SupplyWitnessList) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("by", c.By, SideAuthority, SideOfficer),
		domain.Lines("witnesses", c.Witnesses, 200),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.waiting(),
		who.under("CR31(4)", Meeting, Hearing),
	)
	if err != nil {
		return nil, err
	}
	return []Event{WitnessListSupplied{Officer: c.Officer, By: c.By, Witnesses: c.Witnesses, Dated: dated(c.On, who.RespondedOn)}}, nil
}

// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, NO_PANEL, DOCUMENTS_REQUIRED, EXHIBIT_NOT_FOUND and the codes of
// State.admissible.
func (c SupplyBundle) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		c.something(),
		domain.AtMost("exhibits", len(c.Exhibits), 2000),
		distinct("exhibits", c.Exhibits),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, Involvement.waiting),
		s.all(c.Officers, Involvement.heardBySomebody),
		s.admissible("documents", c.Documents...),
		c.registered(s),
	)
	if err != nil {
		return nil, err
	}
	return []Event{BundleSupplied{Officers: c.Officers, Documents: c.Documents, Exhibits: c.Exhibits, Dated: dated(c.On, s.Officers[c.Officers[0]].PanelOn)}}, nil
}

func (c SupplyBundle) something() error {
	if len(c.Documents) > 0 {
		return nil
	}
	return domain.Errorf(domain.Invalid, "REQUIRED", "documents is missing; name what was supplied").On("documents").Under("CR32")
}

func (c SupplyBundle) registered(s State) error {
	i := slices.IndexFunc(c.Exhibits, func(r domain.ExhibitRef) bool { _, ok := s.Exhibits[r]; return !ok })
	if i < 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "EXHIBIT_NOT_FOUND", "exhibits[%d] does not stand in the matter's register; register it first", i).On("exhibits")
}

// heardBySomebody refuses what needs somebody who conducts the proceedings.
func (i Involvement) heardBySomebody() error {
	if len(i.Panel) > 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_PANEL", "nobody is appointed to conduct this officer's proceedings; appoint them first").On("officer").Under("CR28, CR51")
}
