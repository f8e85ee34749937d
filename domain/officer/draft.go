package officer

import "github.com/probity-ledger/probity/domain"

func (c Register) decide(State, domain.Envelope) ([]Event, error) { return []Event{Registered(c)}, nil }
func (c Post) decide(State, domain.Envelope) ([]Event, error)     { return []Event{Posted(c)}, nil }
func (c ChangeRank) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{RankChanged(c)}, nil
}
func (c IssueDevice) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{DeviceIssued(c)}, nil
}
func (c HandBackDevice) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{DeviceHandedBack(c)}, nil
}
func (c Leave) decide(State, domain.Envelope) ([]Event, error) { return []Event{Left(c)}, nil }
