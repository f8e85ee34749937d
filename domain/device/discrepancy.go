package device

import (
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// gap is one thing that did not fit, before it has its number.
type gap struct {
	kind            DiscrepancyKind
	expected, found string
}

// raise numbers the gaps after those on record.
func (s State) raise(at time.Time, gaps ...gap) []Event {
	events := make([]Event, len(gaps))
	for i, g := range gaps {
		events[i] = ContinuityDiscrepancyRaised{Number: len(s.Discrepancies) + i + 1, Kind: g.kind, Expected: g.expected, Found: g.found, At: at}
	}
	return events
}

// order finds the gap of something said to have happened before what came before it. It is flagged, not dropped.
func (s State) order(at time.Time) []gap {
	if !at.Before(s.LastAt) {
		return nil
	}
	return []gap{{TimeOrder, "not before " + s.LastAt.Format(time.RFC3339), at.Format(time.RFC3339)}}
}

// Refused: SUPERVISOR_ONLY, UNKNOWN_DISCREPANCY, ALREADY_EXPLAINED, SEAL_NOT_IN_DOUBT, SEAL_REUSED.
func (c ExplainDiscrepancy) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		supervisor(env.Role),
		domain.Prose("explanation", c.Explanation),
		domain.OptionalLine("correctSeal", c.CorrectSeal),
		sealLength("correctSeal", c.CorrectSeal),
		s.explicable(c),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ContinuityDiscrepancyExplained{Number: c.Number, Explanation: c.Explanation, By: env.Actor, CorrectSeal: c.CorrectSeal}}, nil
}

func supervisor(r domain.Role) error {
	if r == domain.PSDSupervisor || r == domain.AppropriateAuthority {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "SUPERVISOR_ONLY",
		"a continuity gap is explained by a supervisor; ask one (PSD_SUPERVISOR or APPROPRIATE_AUTHORITY)").Under("domain guide 4.2")
}

func (s State) explicable(c ExplainDiscrepancy) error {
	i := slices.IndexFunc(s.Discrepancies, func(d Discrepancy) bool { return d.Number == c.Number })
	if i < 0 {
		return domain.Errorf(domain.NotFound, "UNKNOWN_DISCREPANCY", "the device has no discrepancy number %d; it has %d in all",
			c.Number, len(s.Discrepancies)).On("number")
	}
	if s.Discrepancies[i].Explained {
		return domain.Errorf(domain.Refused, "ALREADY_EXPLAINED", "discrepancy %d is already explained, and an explanation stands", c.Number).On("number")
	}
	return s.correctable(s.Discrepancies[i], c.CorrectSeal)
}

// correctable: only a misread number still on record can be put right. A bag opened or replaced since has another story.
func (s State) correctable(d Discrepancy, seal string) error {
	if seal == "" {
		return nil
	}
	if d.Kind != SealMismatch || !s.Seized || s.Seal == "" || d.Expected != s.Seal {
		return domain.Errorf(domain.Refused, "SEAL_NOT_IN_DOUBT",
			"discrepancy %d is not about the seal on record now; leave the correct seal empty", d.Number).On("correctSeal")
	}
	return s.fresh("correctSeal", seal)
}
