package device

import (
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// State holds what later decisions about one device need to know, and nothing more. The zero State is the beginning.
type State struct {
	Exists    bool
	IssuedTo  domain.OfficerID // of a work device, the officer it was last issued to; "" when the force never issued it
	Seized    bool             // in custody now
	Returned  bool             // given back, and not seized again since
	Matter    domain.MatterID
	Exhibit   domain.ExhibitRef
	Power     Power // the power it is held under
	Ownership Ownership
	Holder    string   // exactly one; "" only before the first seizure
	Seal      string   // the seal on record; "" while the device lies in no sealed bag
	Used      []string // every seal number the device ever bore, in order
	// LastAt is the latest time any event of the present custody is said to have happened.
	LastAt        time.Time
	Discrepancies []Discrepancy // in order of their numbers; never removed
}

// Discrepancy is one continuity gap as later decisions need it.
type Discrepancy struct {
	Number    int
	Kind      DiscrepancyKind
	Expected  string
	Found     string
	Explained bool
}

// Open returns the discrepancies nobody has explained yet.
func (s State) Open() []Discrepancy {
	var open []Discrepancy
	for _, d := range s.Discrepancies {
		if !d.Explained {
			open = append(open, d)
		}
	}
	return open
}

// Evolve never fails and never judges: the event has already happened. It does not change the State it is given.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case Issued:
		s.Exists, s.IssuedTo, s.Ownership = true, e.Officer, WorkIssued
	case Seized:
		s = seized(s, e)
	case SeizureBasisChanged:
		s.Power = e.Power
		s = at(s, e.At)
	case Sealed:
		s = at(sealed(s, e.Seal), e.At)
	case SealBroken:
		s.Seal = ""
		s = at(s, e.At)
	case Transferred:
		s = transferred(s, e)
	case ContinuityDiscrepancyRaised:
		s.Discrepancies = append(slices.Clip(s.Discrepancies),
			Discrepancy{Number: e.Number, Kind: e.Kind, Expected: e.Expected, Found: e.Found})
	case ContinuityDiscrepancyExplained:
		s = explained(s, e)
	case Returned:
		s.Seized, s.Returned, s.Holder, s.Seal = false, true, e.To, ""
		s = at(s, e.At)
	}
	return s
}

// Decide answers a command with the events it causes, or says why not. It reads no clock.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) { return c.decide(s, env) }

func seized(s State, e Seized) State {
	s.Exists, s.Seized, s.Returned = true, true, false
	s.Matter, s.Exhibit, s.Power, s.Ownership = e.Matter, e.Exhibit, e.Power, e.Ownership
	s.Holder, s.Seal, s.LastAt = e.SeizingOfficer, "", e.At
	return s
}

func sealed(s State, seal string) State {
	s.Seal = seal
	s.Used = append(slices.Clip(s.Used), seal)
	return s
}

// transferred: the one holder is now the receiver. A bag that arrived open is no longer a seal; a number that was read differently
// stays on record until somebody explains the difference.
func transferred(s State, e Transferred) State {
	s.Holder = e.To
	if !e.Intact {
		s.Seal = ""
	}
	return at(s, e.At)
}

func explained(s State, e ContinuityDiscrepancyExplained) State {
	s.Discrepancies = slices.Clone(s.Discrepancies)
	for i := range s.Discrepancies {
		if s.Discrepancies[i].Number == e.Number {
			s.Discrepancies[i].Explained = true
		}
	}
	if e.CorrectSeal != "" {
		s = sealed(s, e.CorrectSeal)
	}
	return s
}

func at(s State, t time.Time) State {
	if t.After(s.LastAt) {
		s.LastAt = t
	}
	return s
}
