package extraction

import "github.com/probity-ledger/probity/domain"

func (c Authorise) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{Authorised{Matter: c.Matter, Device: c.Device, Exhibit: c.Exhibit, Level: c.Level, Scope: c.Scope, Authoriser: c.Authoriser, Reason: c.Reason}}, nil
}
func (c Start) decide(State, domain.Envelope) ([]Event, error) { return []Event{Started(c)}, nil }
func (c RegisterSource) decide(s State, env domain.Envelope) ([]Event, error) {
	if s.Sources[c.Source.SHA256].Registered {
		return nil, nil
	}
	return []Event{SourceRegistered{Source: c.Source, At: env.Now}}, nil
}
func (c RecordMessages) decide(s State, _ domain.Envelope) ([]Event, error) {
	if c.Batch < s.Sources[c.Source].Batches {
		return nil, nil
	}
	return []Event{MessagesRecorded(c)}, nil
}
func (c FinishSource) decide(s State, _ domain.Envelope) ([]Event, error) {
	if s.Sources[c.Receipt.Source].Recorded {
		return nil, nil
	}
	return []Event{c.Receipt}, nil
}
func (c Complete) decide(State, domain.Envelope) ([]Event, error) { return []Event{Completed(c)}, nil }
func (c Fail) decide(State, domain.Envelope) ([]Event, error)     { return []Event{Failed(c)}, nil }
func (c VerifyHash) decide(s State, _ domain.Envelope) ([]Event, error) {
	if c.Actual == s.AcquisitionHash {
		return []Event{HashVerified(c)}, nil
	}
	return []Event{IntegrityFailed{Copy: c.Copy, Expected: s.AcquisitionHash, Actual: c.Actual, Purpose: c.Purpose, At: c.At}}, nil
}
