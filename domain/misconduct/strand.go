package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_CONCERNED, STRAND_ALREADY_OPEN.
func (c OpenCriminalStrand) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("offence", c.Offence),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.noStrand(c),
	)
	if err != nil {
		return nil, err
	}
	return []Event{CriminalStrandOpened{Officer: c.Officer, Offence: c.Offence, Indictable: c.Indictable, On: c.On,
		BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

func (s State) noStrand(c OpenCriminalStrand) error {
	if s.strand(c.Officer, c.Offence) < 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "STRAND_ALREADY_OPEN", "a criminal strand for this offence is already open against this officer").On("offence")
}

// Refused: NOT_CONCERNED, STRAND_NOT_OPEN. Acquittal or no charge does not end the misconduct case: the tests differ.
func (c ConcludeCriminalStrand) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("offence", c.Offence),
		domain.OneOf("outcome", c.Outcome, "NO_CHARGE", "ACQUITTED", "CONVICTED", "DISCONTINUED"),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
	)
	if err != nil {
		return nil, err
	}
	i := s.strand(c.Officer, c.Offence)
	if i < 0 {
		return nil, domain.Errorf(domain.Refused, "STRAND_NOT_OPEN",
			"no criminal strand for this offence is open against this officer; name the offence as it was opened").On("offence")
	}
	return []Event{CriminalStrandConcluded{Officer: c.Officer, Offence: c.Offence, Outcome: c.Outcome, On: c.On,
		BeforeCause: before(c.On, s.Strands[i].OpenedOn)}}, nil
}

// strand returns the index of an open strand, -1 when there is none.
func (s State) strand(o domain.OfficerID, offence string) int {
	return slices.IndexFunc(s.Strands, func(c CriminalStrand) bool { return c.Officer == o && c.Offence == offence })
}
