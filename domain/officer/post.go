package officer

import "github.com/probity-ledger/probity/domain"

// Refused: UNKNOWN_OFFICER, BEFORE_REGISTRATION, ALREADY_LEFT, SAME_UNIT.
func (c Post) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("unit", c.Unit),
		domain.CheckAnyDate("from", c.From),
		s.needsEntry(),
		s.serving("from", c.From),
		s.otherUnit(c.Unit),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Posted(c)}, nil
}

func (s State) otherUnit(unit string) error {
	if unit != s.Unit {
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_UNIT", "the person is already posted there; state the unit they move to").On("unit")
}

// Refused: UNKNOWN_OFFICER, UNKNOWN_RANK, RANK_NOT_FOR_KIND, BEFORE_REGISTRATION, ALREADY_LEFT, SAME_RANK.
func (c ChangeRank) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.CheckRank("rank", string(c.Rank)),
		domain.CheckAnyDate("from", c.From),
		domain.Line("reason", c.Reason),
		s.needsEntry(),
		s.serving("from", c.From),
		s.Kind.fits(c.Rank),
		s.otherRank(c.Rank),
	)
	if err != nil {
		return nil, err
	}
	return []Event{RankChanged(c)}, nil
}

func (s State) otherRank(r Rank) error {
	if r != s.Rank {
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_RANK", "the person already holds the rank %s; state the rank they change to", r).On("rank")
}
