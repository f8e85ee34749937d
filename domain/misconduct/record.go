package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: GROUNDS_REQUIRED, MUST_BE_RECORDABLE, ALREADY_RECORDED, GROUND_DROPPED, KIND_FIXED.
func (c Record) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("kind", c.Kind, Complaint, ConductMatter, RecordableConductMatter, DSIMatter, InternalMisconduct),
		checkGrounds(c.Grounds),
		env.CheckDate("on", c.On),
		s.received(),
		c.groundsFit(),
		s.mayBecome(c),
	)
	if err != nil {
		return nil, err
	}
	return []Event{MatterRecorded{Kind: c.Kind, Grounds: c.Grounds, On: c.On, BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

func (c Record) groundsFit() error {
	switch {
	case c.Kind == RecordableConductMatter && len(c.Grounds) == 0:
		return domain.Errorf(domain.Invalid, "GROUNDS_REQUIRED",
			"a recordable conduct matter is one on some ground; name the grounds").On("grounds").Under("CM7(1)")
	case (c.Kind == ConductMatter || c.Kind == InternalMisconduct) && len(c.Grounds) > 0:
		return domain.Errorf(domain.Refused, "MUST_BE_RECORDABLE",
			"a conduct matter on any of these grounds must be recorded as RECORDABLE_CONDUCT_MATTER; record it as that").On("kind").Under("CM7(1)")
	}
	return nil
}

// mayBecome: what a matter was recorded as can grow, and never shrinks: the test is the allegation taken as substantiated.
func (s State) mayBecome(c Record) error {
	if s.Kind == "" {
		return nil
	}
	for _, g := range s.Grounds {
		if !slices.Contains(c.Grounds, g) {
			return domain.Errorf(domain.Refused, "GROUND_DROPPED",
				"the matter is recorded on %s, and the view that it is weak is no reason to drop a ground; name it again", g).
				On("grounds").Under("R (Rose) v Chief Constable of Greater Manchester Police 2021")
		}
	}
	switch {
	case s.Kind == c.Kind && len(s.Grounds) == len(c.Grounds):
		return domain.Errorf(domain.Refused, "ALREADY_RECORDED", "the matter is already recorded as this, on these grounds").On("kind")
	case s.Kind == c.Kind, slices.Contains(successors(s.Kind), c.Kind):
		return nil
	}
	return domain.Errorf(domain.Refused, "KIND_FIXED",
		"a %s does not become a %s; receive a matter of its own and link the two", s.Kind, c.Kind).On("kind").Under("domain guide 1.3")
}

// successors lists what a matter of one kind can turn out to be.
func successors(k MatterKind) []MatterKind {
	switch k {
	case DSIMatter, InternalMisconduct:
		return []MatterKind{ConductMatter, RecordableConductMatter}
	case ConductMatter:
		return []MatterKind{InternalMisconduct, RecordableConductMatter}
	}
	return nil
}
