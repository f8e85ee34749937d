package extraction

import "github.com/probity-ledger/probity/domain"

// A hash that differs is never refused: it is the finding. Refused: NOT_COMPLETED, QUARANTINED.
func (c VerifyHash) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("copy", c.Copy, Master, Working),
		domain.CheckHash("actual", c.Actual),
		domain.OneOf("purpose", c.Purpose, CopyToMaster, CopyToWorking, Load, Disclosure, Audit),
		env.CheckTime("at", c.At),
		s.acquired(),
		s.usable(c),
	)
	if err != nil {
		return nil, err
	}
	if c.Actual != s.AcquisitionHash {
		return []Event{IntegrityFailed{Copy: c.Copy, Expected: s.AcquisitionHash, Actual: c.Actual, Purpose: c.Purpose, At: c.At}}, nil
	}
	return []Event{HashVerified(c)}, nil
}

func (s State) acquired() error {
	if s.AcquisitionHash != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_COMPLETED",
		"the extraction has no acquisition hash yet, so nothing can be compared; complete it first")
}

// usable keeps a quarantined copy out of review and disclosure until it was copied anew and verified.
func (s State) usable(c VerifyHash) error {
	if !s.Quarantined[c.Copy] || c.Purpose != Load && c.Purpose != Disclosure {
		return nil
	}
	return domain.Errorf(domain.Refused, "QUARANTINED",
		"the %s copy failed an earlier check and is quarantined; restore it, verify the restored copy, and only then load or disclose it", c.Copy).
		On("copy").Under("domain guide 4.4")
}
