package officer

import "github.com/probity-ledger/probity/domain"

// Refused: UNKNOWN_OFFICER, BEFORE_REGISTRATION, ALREADY_LEFT, ALREADY_ISSUED.
func (c IssueDevice) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("device", string(c.Device)),
		domain.CheckAnyDate("from", c.From),
		s.needsEntry(),
		s.serving("from", c.From),
		s.withoutDevice(c.Device),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DeviceIssued(c)}, nil
}

func (s State) withoutDevice(d domain.DeviceID) error {
	since, has := s.Issued[d]
	if !has {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_ISSUED", "the person has had this device since %s", since).On("device")
}

// Refused: UNKNOWN_OFFICER, NOT_ISSUED, DATES_REVERSED. Somebody who left can still hand a device back.
func (c HandBackDevice) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("device", string(c.Device)),
		env.CheckDate("on", c.On),
		s.needsEntry(),
		s.withDevice(c),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DeviceHandedBack(c)}, nil
}

func (s State) withDevice(c HandBackDevice) error {
	since, has := s.Issued[c.Device]
	switch {
	case !has:
		return domain.Errorf(domain.Refused, "NOT_ISSUED", "the person does not have this device; record its issue first").On("device")
	case c.On.Before(since):
		return domain.Errorf(domain.Refused, "DATES_REVERSED", "the device was issued on %s, after the day stated; correct the day", since).On("on")
	}
	return nil
}
