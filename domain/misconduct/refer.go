package misconduct

import (
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// Refused: ALREADY_REFERRED, NEW_FACTS_REQUIRED, REFERRAL_IS_MANDATORY, GROUNDS_REQUIRED. A late referral is still a referral and is never refused.
func (c Refer) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		checkGrounds(c.Grounds),
		env.CheckDate("on", c.On),
		c.criteria(env),
		domain.OptionalProse("reason", c.Reason),
		s.received(),
		s.referable(),
		c.newFacts(s),
		c.rightKind(s),
	)
	if err != nil {
		return nil, err
	}
	grounds := c.Grounds
	if len(grounds) == 0 {
		grounds = s.Grounds
	}
	return []Event{MatterReferredToIOPC{Mandatory: c.Mandatory, Grounds: grounds, CriteriaMetOn: c.CriteriaMetOn, On: c.On, Reason: c.Reason,
		BeforeCause: before(c.On, s.CameToAttentionOn) || before(c.On, c.CriteriaMetOn)}}, nil
}

// criteria: the day on which it became clear that the criteria are met starts the clock of a mandatory referral.
func (c Refer) criteria(env domain.Envelope) error {
	if !c.Mandatory && c.CriteriaMetOn == "" {
		return nil
	}
	return env.CheckDate("criteriaMetOn", c.CriteriaMetOn)
}

func (s State) referable() error {
	if !s.Referred || s.ReferredBack {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_REFERRED",
		"the matter was referred on %s and has not come back; it can be referred again only after that", s.ReferredOn)
}

// newFacts: what came back is referred again because of facts that are new since, and the referral says which.
func (c Refer) newFacts(s State) error {
	if !s.ReferredBack || strings.TrimSpace(c.Reason) != "" {
		return nil
	}
	return domain.Errorf(domain.Invalid, "NEW_FACTS_REQUIRED",
		"the matter was referred before and came back; state in the reason what is new").On("reason").Under("IOPC statutory guidance 9.4")
}

// rightKind holds mandatory and voluntary apart by the grounds alone. Merits are never a reason to skip or to soften a referral.
func (c Refer) rightKind(s State) error {
	must := s.mustRefer() || Grounds().mandatory(c.Grounds)
	switch {
	case must && !c.Mandatory:
		return domain.Errorf(domain.Refused, "REFERRAL_IS_MANDATORY",
			"the grounds make this referral mandatory, whatever the merits look like; refer it as mandatory").
			On("mandatory").Under("R (Rose) v Chief Constable of Greater Manchester Police 2021; " + Grounds().Version)
	case c.Mandatory && !must:
		return domain.Errorf(domain.Invalid, "GROUNDS_REQUIRED",
			"no ground is named that makes a referral mandatory; name it, or refer voluntarily with a reason").On("grounds").Under(Grounds().Version)
	case !c.Mandatory:
		return domain.Prose("reason", c.Reason)
	}
	return nil
}

// Refused: NOT_REFERRED, MODE_ALREADY_DETERMINED.
func (c ReferBack) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		env.CheckDate("on", c.On),
		domain.Prose("reason", c.Reason),
		s.received(),
		s.withIOPC(),
		s.undetermined(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{MatterReferredBack{On: c.On, Reason: c.Reason, BeforeCause: before(c.On, s.ReferredOn)}}, nil
}

func (s State) withIOPC() error {
	if s.Referred && !s.ReferredBack {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_REFERRED", "the matter does not lie with the IOPC; record the referral first").Under("PRA Sch 3 paras 4, 13, 14C")
}

func (s State) undetermined() error {
	if s.Mode == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "MODE_ALREADY_DETERMINED",
		"the Director General already chose %s, so an investigation was found necessary; record a change of mode instead", s.Mode)
}

// Refused: NOT_REFERRED, SAME_MODE, MODE_NOT_LAWFUL, REPORT_ALREADY_SUBMITTED.
func (c DetermineMode) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("mode", c.Mode, OwnBehalf, Directed, Independent),
		env.CheckDate("on", c.On),
		domain.Prose("reason", c.Reason),
		s.received(),
		s.withIOPC(),
		s.modeOpen(c.Mode),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ModeOfInvestigationDetermined{Mode: c.Mode, On: c.On, Reason: c.Reason, BeforeCause: before(c.On, s.ReferredOn)}}, nil
}

func (s State) modeOpen(m Mode) error {
	switch {
	case m == s.Mode:
		return domain.Errorf(domain.Refused, "SAME_MODE", "the mode already is %s; state the mode it changes to", m).On("mode")
	case m == OwnBehalf && slices.Contains(s.Grounds, ChiefOfficerConduct):
		return domain.Errorf(domain.Refused, "MODE_NOT_LAWFUL",
			"a matter about a chief officer cannot be investigated by the force on its own behalf; choose DIRECTED or INDEPENDENT").On("mode").Under("CM10")
	case s.ReportOn != "":
		return domain.Errorf(domain.Refused, "REPORT_ALREADY_SUBMITTED",
			"the investigation ended with the report of %s; its mode cannot change any more", s.ReportOn).On("mode")
	}
	return nil
}
