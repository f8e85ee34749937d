package misconduct

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_CONCLUDED, SAME_MATTER, ALREADY_REOPENED, OTHER_FORCE, OTHER_ENDED. It links the two where they are not. That the other
// matter exists, and that whoever reopens this one may act in it, the ledger sees to before deciding; it gives the other its half of the link.
func (c Reopen) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("as", string(c.As)),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		c.another(s),
		s.concluded(),
		c.fits(s),
	)
	if err != nil {
		return nil, err
	}
	reopened := MatterReopened{As: c.As, Reason: c.Reason, Dated: dated(c.On, s.lastClosed())}
	if s.Linked[c.As] {
		return []Event{reopened}, nil
	}
	return []Event{MattersLinked{Other: c.As, Reason: c.Reason}, reopened}, nil
}

func (c Reopen) another(s State) error {
	switch {
	case c.As == c.Matter:
		return domain.Errorf(domain.Invalid, "SAME_MATTER", "this is the matter itself; name another one").On("as")
	case s.Reopened[c.As]:
		return domain.Errorf(domain.Refused, "ALREADY_REOPENED", "the matter goes on as that one already").On("as")
	}
	return nil
}

// concluded: a matter that ended, or in which nothing about any officer is left to do.
func (s State) concluded() error {
	if s.open() != nil || len(s.Officers) > 0 && len(s.stillConcerned()) == 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_CONCLUDED", "the matter is not concluded; go on in it").Under("domain guide 1.5")
}

// fits wants the matter it goes on as to be the same force's, and going on.
func (c Reopen) fits(s State) error {
	switch {
	case c.Other.Force != s.Force:
		return domain.Errorf(domain.Refused, "OTHER_FORCE", "the other matter is another force's; receive one of this force to go on in").On("as").Under("domain guide 1.5")
	case c.Other.open() != nil:
		return domain.Errorf(domain.Refused, "OTHER_ENDED", "the other matter has ended too; receive a new one to go on in").On("as").Under("domain guide 1.5")
	}
	return nil
}

// Refused: STILL_OPEN, which names everything that is.
func (c Finalise) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
	)
	if err != nil {
		return nil, err
	}
	if left := s.left(c.On); len(left) > 0 {
		return nil, domain.Errorf(domain.Refused, "STILL_OPEN", "the matter cannot be finalised on %s; still open: %s", c.On, strings.Join(left, "; ")).
			Under("domain guide 1.5 and 3.4")
	}
	return []Event{MatterFinalised{Reason: c.Reason, Dated: dated(c.On, s.lastClosed())}}, nil
}

// left lists what keeps a matter from being finalised on a day.
func (s State) left(on domain.Date) []string {
	left := slices.Concat(s.unsettled(), s.stillConcerned(), s.unheard(), s.rights(on))
	for _, c := range s.Strands {
		left = append(left, fmt.Sprintf("a criminal strand about officer %s", c.Officer))
	}
	return left
}

// unsettled lists what is open about the matter as a whole.
func (s State) unsettled() []string {
	var left []string
	for _, one := range []struct {
		open bool
		text string
	}{
		{s.Kind == "" && !s.NotRecorded && !s.OutsideSchedule3, "whether the matter is recorded"},
		{s.mustRefer() && !s.Referred, "the mandatory referral"},
		{s.Referred && !s.ReferredBack && s.Mode == "", "the mode of investigation"},
		{len(s.WithdrawnBy) > 0, "what becomes of the withdrawn complaint"},
		{s.Suspended, "the investigation, which rests"},
	} {
		if one.open {
			left = append(left, one.text)
		}
	}
	return left
}

// stillConcerned lists the officers about whom something is left to do.
func (s State) stillConcerned() []string {
	var left []string
	for _, o := range slices.Sorted(maps.Keys(s.Officers)) {
		i := s.Officers[o]
		if i.ClosedOn == "" {
			left = append(left, fmt.Sprintf("the involvement of officer %s, which is not closed", o))
		}
		if i.Reflective != "" && i.Reflective != ReflectiveRetained {
			left = append(left, fmt.Sprintf("the reflective review of officer %s, whose report is not retained", o))
		}
		for _, a := range slices.Sorted(maps.Keys(i.Appeals)) {
			if i.Appeals[a].DeterminedOn == "" {
				left = append(left, fmt.Sprintf("appeal %s of officer %s", a, o))
			}
		}
		if i.Duty != "" && i.Duty != Normal && !i.dismissed() { // dismissal ends a suspension by itself
			left = append(left, fmt.Sprintf("officer %s, who is still %s", o, strings.ToLower(string(i.Duty))))
		}
	}
	return left
}

// unheard lists the reviews that were asked for and not determined.
func (s State) unheard() []string {
	var left []string
	for _, id := range slices.Sorted(maps.Keys(s.Reviews)) {
		if s.Reviews[id].DeterminedOn == "" {
			left = append(left, "review "+id)
		}
	}
	return left
}

// lastClosed is the last day on which anything that must end before the matter did.
func (s State) lastClosed() domain.Date {
	last := s.CameToAttentionOn
	for _, i := range s.Officers {
		last = max(last, i.ClosedOn)
		for _, a := range i.Appeals {
			last = max(last, a.DeterminedOn)
		}
	}
	for _, r := range s.Reviews {
		last = max(last, r.DeterminedOn)
	}
	return last
}
