package device

import "github.com/probity-ledger/probity/domain"

// Refused: ALREADY_SEIZED, OWNERSHIP_MISMATCH, UNKNOWN_POWER, POWER_NOT_LAWFUL.
func (c Seize) decide(s State, env domain.Envelope) ([]Event, error) {
	powers := Powers()
	err := domain.First(
		domain.Line("matter", string(c.Matter)),
		domain.CheckExhibit("exhibit", c.Exhibit),
		domain.OneOf("ownership", c.Ownership, WorkIssued, Personal, Mixed),
		domain.Line("power", string(c.Power)),
		c.texts(),
		env.CheckTime("at", c.At),
		s.seizable(c.Ownership),
		powers.check(c.Power, c.Ownership, c.Strand),
	)
	if err != nil {
		return nil, err
	}
	seized := Seized{Matter: c.Matter, Exhibit: c.Exhibit, Power: c.Power, Authoriser: c.Authoriser, Grounds: c.Grounds,
		Strand: c.Strand, Ownership: c.Ownership, Description: c.Description, Condition: c.Condition, At: c.At, Place: c.Place,
		FromWhom: c.FromWhom, SeizingOfficer: c.SeizingOfficer, Witness: c.Witness, PolicyVersion: powers.Version}
	return append([]Event{seized}, s.raise(c.At, s.order(c.At)...)...), nil
}

func (s State) seizable(o Ownership) error {
	switch {
	case s.Seized:
		return domain.Errorf(domain.Refused, "ALREADY_SEIZED",
			"the device is already in custody as exhibit %s; put it on another power with a change of basis, or return it first", s.Exhibit)
	case s.IssuedTo != "" && o == Personal:
		return domain.Errorf(domain.Refused, "OWNERSHIP_MISMATCH",
			"the force issued this device; state WORK_ISSUED, or MIXED where it was used privately too").On("ownership")
	}
	return nil
}

func (c Seize) texts() error {
	return domain.First(
		domain.Line("authoriser", c.Authoriser),
		domain.Prose("grounds", c.Grounds),
		c.Description.check(),
		c.Condition.check(),
		domain.Line("place", c.Place),
		domain.Line("fromWhom", c.FromWhom),
		domain.Line("seizingOfficer", c.SeizingOfficer),
		domain.OptionalLine("witness", c.Witness),
	)
}

// check bounds what was noted of the device as it was found. Asking for a PIN needs a basis, because nobody has to incriminate themselves.
func (c Condition) check() error {
	checks := []error{
		domain.OptionalLine("condition.isolation", c.Isolation),
		domain.OptionalProse("condition.damage", c.Damage),
		domain.OptionalLine("condition.clockOffset", c.ClockOffset),
		domain.OptionalLine("condition.pinBasis", c.PINBasis),
		domain.OptionalProse("condition.onScreenNotes", c.OnScreenNotes),
	}
	if c.Power != "" {
		checks = append(checks, domain.OneOf("condition.power", c.Power, "ON", "OFF", "UNKNOWN"))
	}
	if c.Lock != "" {
		checks = append(checks, domain.OneOf("condition.lock", c.Lock, "LOCKED", "UNLOCKED", "UNKNOWN"))
	}
	if c.PINOffered {
		checks = append(checks, domain.Line("condition.pinBasis", c.PINBasis))
	}
	return domain.First(checks...)
}
