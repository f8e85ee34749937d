package extraction

import (
	"maps"
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_AUTHORISED, ALREADY_STARTED, EXTRACTION_FAILED.
func (c Start) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		c.Tool.check(),
		domain.Line("operator", c.Operator),
		domain.Line("method", c.Method),
		domain.OneOf("deviceState", c.DeviceState, "BFU", "AFU", "UNLOCKED", "NOT_APPLICABLE"),
		domain.OptionalLine("clockOffset", c.ClockOffset),
		env.CheckTime("at", c.At),
		s.startable(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Started(c)}, nil
}

// Refused: NOT_AUTHORISED, NOT_STARTED, ALREADY_COMPLETED, EXTRACTION_FAILED, EXHIBIT_REFERENCE_USED, BAD_SIZE, BAD_HASH, BAD_COUNT.
func (c Complete) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.CheckExhibit("exhibit", c.Exhibit),
		domain.OneOf("result", c.Result, "COMPLETE", "PARTIAL"),
		c.Tool.check(),
		domain.Line("operator", c.Operator),
		domain.OptionalLine("witness", c.Witness),
		c.container(),
		domain.Lines("errors", c.Errors, 100),
		env.CheckTime("at", c.At),
		s.completable(),
		s.otherExhibit(c.Exhibit),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Completed{Exhibit: c.Exhibit, Result: c.Result, Tool: c.Tool, Operator: c.Operator, Witness: c.Witness,
		Container: c.Container, ContainerSize: c.ContainerSize, AcquisitionHash: c.AcquisitionHash, LegacyHashes: c.LegacyHashes,
		Counts: c.Counts, Errors: c.Errors, At: c.At, BeforeStart: s.beforeStart(c.At)}}, nil
}

// Refused: NOT_AUTHORISED, ALREADY_COMPLETED, EXTRACTION_FAILED, HAS_MESSAGES.
func (c Fail) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		env.CheckTime("at", c.At),
		s.failable(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Failed{Reason: c.Reason, At: c.At, BeforeStart: s.beforeStart(c.At)}}, nil
}

func (s State) beforeStart(at time.Time) bool { return at.Before(s.StartedAt) }

func (s State) startable() error {
	switch s.Status {
	case StatusAuthorised:
		return nil
	case "":
		return notAuthorised()
	case StatusFailed:
		return hasFailed()
	}
	return domain.Errorf(domain.Refused, "ALREADY_STARTED", "this extraction has already started")
}

func (s State) completable() error {
	switch s.Status {
	case StatusStarted:
		return nil
	case StatusCompleted:
		return completed()
	}
	return s.working()
}

func (s State) failable() error {
	if s.Status == StatusCompleted {
		return completed()
	}
	if s.Status != StatusAuthorised {
		if err := s.working(); err != nil {
			return err
		}
	}
	for _, f := range s.Sources {
		if f.Messages > 0 {
			return domain.Errorf(domain.Refused, "HAS_MESSAGES",
				"messages of this extraction are on record, so something usable came out; complete it as PARTIAL instead")
		}
	}
	return nil
}

// working refuses every act that needs an extraction under way or finished.
func (s State) working() error {
	switch s.Status {
	case StatusStarted, StatusCompleted:
		return nil
	case "":
		return notAuthorised()
	case StatusFailed:
		return hasFailed()
	}
	return domain.Errorf(domain.Refused, "NOT_STARTED", "this extraction has not started; record its start first")
}

func notAuthorised() error {
	return domain.Errorf(domain.Refused, "NOT_AUTHORISED", "nobody authorised this extraction; have it authorised first").Under("domain guide 4.4")
}

func hasFailed() error {
	return domain.Errorf(domain.Refused, "EXTRACTION_FAILED", "this extraction failed and is closed; authorise a new one")
}

func completed() error {
	return domain.Errorf(domain.Refused, "ALREADY_COMPLETED", "this extraction is already completed; a new acquisition is a new extraction")
}

func (s State) otherExhibit(r domain.ExhibitRef) error {
	if r != s.Exhibit {
		return nil
	}
	return domain.Errorf(domain.Refused, "EXHIBIT_REFERENCE_USED",
		"%s is the device itself; what was taken from it bears a reference of its own", r).On("exhibit").Under("domain guide 4.2")
}

func (t Tool) check() error {
	return domain.First(
		domain.Line("tool.name", t.Name),
		domain.Line("tool.version", t.Version),
		domain.OptionalLine("tool.licence", t.Licence),
	)
}

func (c Complete) container() error {
	err := domain.First(
		domain.Line("container", c.Container),
		size("containerSize", c.ContainerSize),
		domain.CheckHash("acquisitionHash", c.AcquisitionHash),
		domain.AtMost("legacyHashes", len(c.LegacyHashes), 8),
		domain.AtMost("counts", len(c.Counts), 200),
	)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(c.LegacyHashes)) {
		if err := domain.First(domain.Line("legacyHashes", name), domain.Line("legacyHashes", c.LegacyHashes[name])); err != nil {
			return err
		}
	}
	for _, category := range slices.Sorted(maps.Keys(c.Counts)) {
		if err := domain.First(domain.Line("counts", category), count("counts", c.Counts[category])); err != nil {
			return err
		}
	}
	return nil
}

func size(field string, n int64) error {
	if n > 0 {
		return nil
	}
	return domain.Errorf(domain.Invalid, "BAD_SIZE", "%s must be the size in bytes, above zero", field).On(field)
}

func count(field string, n int) error {
	if n >= 0 {
		return nil
	}
	return domain.Errorf(domain.Invalid, "BAD_COUNT", "%s cannot be below zero; count again", field).On(field)
}
