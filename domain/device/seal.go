package device

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// maxSeal is the longest number a sealed bag bears, in characters.
const maxSeal = 64

// Refused: NOT_IN_CUSTODY, ALREADY_SEALED, SEAL_REUSED.
func (c Seal) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		checkSeal("seal", c.Seal),
		domain.Line("by", c.By),
		env.CheckTime("at", c.At),
		s.held(),
		s.unsealed(),
		s.fresh("seal", c.Seal),
	)
	if err != nil {
		return nil, err
	}
	return append([]Event{Sealed(c)}, s.raise(c.At, s.order(c.At)...)...), nil
}

// Refused: NOT_IN_CUSTODY, NOT_SEALED, SEAL_MISMATCH.
func (c BreakSeal) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		checkSeal("seal", c.Seal),
		domain.Prose("reason", c.Reason),
		domain.Line("by", c.By),
		env.CheckTime("at", c.At),
		s.held(),
		s.isSealed(),
		s.reads("seal", c.Seal),
	)
	if err != nil {
		return nil, err
	}
	return append([]Event{SealBroken(c)}, s.raise(c.At, s.order(c.At)...)...), nil
}

func (s State) unsealed() error {
	if s.Seal == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_SEALED",
		"the device lies under seal %s; record the breaking of that seal before another one", s.Seal).On("seal")
}

func (s State) isSealed() error {
	if s.Seal != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_SEALED", "no seal is on record, so none can be broken; record the sealing first").On("seal")
}

// reads refuses a reading that is not the seal on record, so that the reader looks again.
func (s State) reads(field, seal string) error {
	switch {
	case seal == s.Seal:
		return nil
	case s.Seal == "":
		return domain.Errorf(domain.Refused, "SEAL_MISMATCH",
			"seal %s was read, but no seal is on record; record the sealing first, or leave the seal empty", seal).On(field)
	case seal == "":
		return domain.Errorf(domain.Refused, "SEAL_MISMATCH",
			"no seal was read, but %s is on record; read the bag, or record the breaking of that seal first", s.Seal).On(field)
	}
	return domain.Errorf(domain.Refused, "SEAL_MISMATCH",
		"seal %s was read, but %s is on record; look at the bag again. If the bag really bears the other number, ask a supervisor to explain the discrepancy before the device moves",
		seal, s.Seal).On(field)
}

// fresh refuses a seal number the device bore before: a numbered bag is used once.
func (s State) fresh(field, seal string) error {
	if slices.Contains(s.Used, seal) {
		return domain.Errorf(domain.Refused, "SEAL_REUSED",
			"seal %s was used on this device before and a numbered bag is used once; read the number of the new bag", seal).On(field)
	}
	return nil
}

func checkSeal(field, seal string) error {
	return domain.First(domain.Line(field, seal), sealLength(field, seal))
}

func sealLength(field, seal string) error {
	if len(seal) <= maxSeal {
		return nil
	}
	return domain.Errorf(domain.Invalid, "TOO_LONG", "%s is longer than %d characters; state the number of the seal only", field, maxSeal).On(field)
}
