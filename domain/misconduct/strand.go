package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// How a criminal strand can end. Acquittal or no charge does not end the misconduct case: the tests differ.
const (
	notCharged   = "NO_CHARGE"
	acquitted    = "ACQUITTED"
	convicted    = "CONVICTED"
	discontinued = "DISCONTINUED"
)

// Refused: NOT_CONCERNED, STRAND_ALREADY_OPEN.
func (c OpenCriminalStrand) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("offence", c.Offence),
		c.investigator(),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		s.noStrand(c),
	)
	if err != nil {
		return nil, err
	}
	return []Event{CriminalStrandOpened{Officer: c.Officer, Offence: c.Offence, Indictable: c.Indictable || c.IndictableOnly,
		IndictableOnly: c.IndictableOnly, InvestigatedBy: c.InvestigatedBy, On: c.On, BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

func (c OpenCriminalStrand) investigator() error {
	if c.InvestigatedBy == "" {
		return nil
	}
	return domain.OneOf("investigatedBy", c.InvestigatedBy, "FORCE", "IOPC")
}

func (s State) noStrand(c OpenCriminalStrand) error {
	if s.strand(c.Officer, c.Offence) < 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "STRAND_ALREADY_OPEN", "a criminal strand for this offence is already open against this officer").On("offence")
}

// Refused: NOT_CONCERNED, STRAND_NOT_OPEN.
func (c ConcludeCriminalStrand) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("offence", c.Offence),
		domain.OneOf("outcome", c.Outcome, notCharged, acquitted, convicted, discontinued),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
	)
	if err != nil {
		return nil, err
	}
	i := s.strand(c.Officer, c.Offence)
	if i < 0 {
		return nil, strandNotOpen()
	}
	return []Event{CriminalStrandConcluded{Officer: c.Officer, Offence: c.Offence, Outcome: c.Outcome, On: c.On,
		BeforeCause: before(c.On, s.Strands[i].OpenedOn)}}, nil
}

func strandNotOpen() error {
	return domain.Errorf(domain.Refused, "STRAND_NOT_OPEN",
		"no criminal strand for this offence is open against this officer; name the offence as it was opened").On("offence")
}

// strand returns the index of an open strand, -1 when there is none.
func (s State) strand(o domain.OfficerID, offence string) int {
	return slices.IndexFunc(s.Strands, func(c CriminalStrand) bool { return c.Officer == o && c.Offence == offence })
}

// Steps are taken as they come: a file may go to the prosecutor before any interview. A sentence and an appeal follow a conviction.
// Refused: NOT_CONCERNED, UNKNOWN_VALUE, STRAND_NOT_OPEN.
func (c TakeCriminalStep) decide(s State, env domain.Envelope) ([]Event, error) {
	one := s.Officers[c.Officer].Offences[c.Offence]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("offence", c.Offence),
		domain.OneOf("step", c.Step, StepArrest, StepVoluntaryInterview, StepCaution, StepFileToCPS, StepCharge, StepPlea, StepVerdict, StepSentence, StepAppeal),
		domain.OptionalProse("detail", c.Detail),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		c.stillPossible(one),
	)
	if err != nil {
		return nil, err
	}
	return []Event{CriminalStepTaken{Officer: c.Officer, Offence: c.Offence, Step: c.Step, Detail: c.Detail, Dated: dated(c.On, one.OpenedOn)}}, nil
}

func (c TakeCriminalStep) stillPossible(o Offence) error {
	switch {
	case o.OpenedOn != "" && o.Outcome == "",
		o.Outcome == convicted && (c.Step == StepSentence || c.Step == StepAppeal):
		return nil
	}
	return strandNotOpen()
}
