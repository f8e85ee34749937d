package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: ALREADY_RECORDED, ALREADY_DECLINED, RECORDING_COMPULSORY.
func (c DeclineToRecord) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.unrecorded(),
		s.mayStayUnrecorded(c.Triggers),
	)
	if err != nil {
		return nil, err
	}
	return []Event{MatterNotRecorded{Reason: c.Reason, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

// Refused: ALREADY_RECORDED, RECORDING_COMPULSORY, COMPLAINANT_NOT_CONTENT.
func (c HandleOutsideSchedule3) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.unrecorded(),
		s.mayStayUnrecorded(c.Triggers),
		c.content(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ComplaintHandledOutsideSchedule3{Reason: c.Reason, ComplainantContent: true, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

func (s State) unrecorded() error {
	if s.Kind == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_RECORDED",
		"the matter is recorded as %s since %s, and what is recorded stays so; end it another way", s.Kind, s.RecordedOn).Under("PRA Sch 3 para 2")
}

// mayStayUnrecorded: what anybody thinks of the merits is no reason; what makes recording compulsory is in a table.
func (s State) mayStayUnrecorded(found []RecordingTrigger) error {
	table := RecordingTriggers()
	if err := table.known(found); err != nil {
		return err
	}
	for _, r := range table.Rows {
		if slices.Contains(found, r.Trigger) {
			return domain.Errorf(domain.Refused, "RECORDING_COMPULSORY", "%s makes recording compulsory; record the matter", r.Trigger).
				On("triggers").Under(r.Source + "; " + table.Version)
		}
	}
	if s.Referred {
		return domain.Errorf(domain.Refused, "RECORDING_COMPULSORY",
			"the matter was referred or called in on %s, so it must be recorded; record it", s.ReferredOn).Under("PRA Sch 3 paras 4, 4A, 13, 13A; " + table.Version)
	}
	return nil
}

func (t TriggerTable) known(found []RecordingTrigger) error {
	known := make([]RecordingTrigger, len(t.Rows))
	for i, r := range t.Rows {
		known[i] = r.Trigger
	}
	for _, f := range found {
		if err := domain.OneOf("triggers", f, known...); err != nil {
			return err
		}
	}
	return distinct("triggers", found)
}

func (c HandleOutsideSchedule3) content() error {
	if c.ComplainantContent {
		return nil
	}
	return domain.Errorf(domain.Refused, "COMPLAINANT_NOT_CONTENT",
		"a complaint is handled outside Schedule 3 only where the complainant is content with that; record it").On("complainantContent").Under("PRA Sch 3 para 2")
}

// Refused: ALREADY_REFERRED. A matter that was not recorded must be recorded then.
func (c CallIn) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.referable(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{MatterCalledInByIOPC{Reason: c.Reason, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}
