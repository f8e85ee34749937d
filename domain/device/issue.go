package device

import "github.com/probity-ledger/probity/domain"

// Refused: IN_CUSTODY, OWNERSHIP_MISMATCH, ALREADY_ISSUED.
func (c Issue) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		c.Description.check(),
		domain.CheckAnyDate("from", c.From),
		s.issuable(c.Officer),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Issued(c)}, nil
}

func (s State) issuable(to domain.OfficerID) error {
	switch {
	case s.Seized:
		return domain.Errorf(domain.Refused, "IN_CUSTODY", "the device is held as exhibit %s; return it before issuing it", s.Exhibit)
	case s.Exists && s.Ownership == Personal:
		return domain.Errorf(domain.Refused, "OWNERSHIP_MISMATCH", "the device is on record as a personal one; the force cannot issue it")
	case s.IssuedTo != "" && s.IssuedTo == to:
		return domain.Errorf(domain.Refused, "ALREADY_ISSUED", "the device is already issued to this officer").On("officer")
	}
	return nil
}

// check bounds the texts that identify the object.
func (d Description) check() error {
	return domain.First(
		domain.Line("description.type", d.Type),
		domain.OptionalLine("description.make", d.Make),
		domain.OptionalLine("description.model", d.Model),
		domain.OptionalLine("description.colour", d.Colour),
		domain.OptionalLine("description.serial", d.Serial),
		domain.Lines("description.imeis", d.IMEIs, 8),
		domain.OptionalLine("description.iccid", d.ICCID),
		domain.OptionalLine("description.msisdn", d.MSISDN),
	)
}
