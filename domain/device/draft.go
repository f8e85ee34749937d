package device

import "github.com/probity-ledger/probity/domain"

func (c Issue) decide(State, domain.Envelope) ([]Event, error) { return []Event{Issued(c)}, nil }
func (c Seize) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{Seized{Matter: c.Matter, Exhibit: c.Exhibit, Power: c.Power, Authoriser: c.Authoriser, Grounds: c.Grounds, Strand: c.Strand,
		Ownership: c.Ownership, Description: c.Description, Condition: c.Condition, At: c.At, Place: c.Place, FromWhom: c.FromWhom,
		SeizingOfficer: c.SeizingOfficer, Witness: c.Witness}}, nil
}
func (c ChangeSeizureBasis) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{SeizureBasisChanged{Power: c.Power, Authoriser: c.Authoriser, Grounds: c.Grounds, Strand: c.Strand, At: c.At}}, nil
}
func (c Seal) decide(State, domain.Envelope) ([]Event, error) { return []Event{Sealed(c)}, nil }
func (c BreakSeal) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{SealBroken(c)}, nil
}
func (c Transfer) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{Transferred(c)}, nil
}
func (c ExplainDiscrepancy) decide(_ State, env domain.Envelope) ([]Event, error) {
	return []Event{ContinuityDiscrepancyExplained{Number: c.Number, Explanation: c.Explanation, By: env.Actor, CorrectSeal: c.CorrectSeal}}, nil
}
func (c Return) decide(State, domain.Envelope) ([]Event, error) { return []Event{Returned(c)}, nil }
