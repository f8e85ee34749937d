package misconduct

import (
	"slices"
	"strconv"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Evolve takes in one event of the matter. It does not change the Clocks it is given, and it reads neither a clock nor the calendar: what is
// due when stands in the events.
func (c Clocks) Evolve(e Event) Clocks {
	t := &turn{Clocks: c}
	switch e := e.(type) {
	case ClockStarted:
		t.started(e)
	case ClockBreached:
		t.breached(e)
	case ClockStopped:
		t.stopped(e)
	case ClockExtended:
		t.change(e.Clock, func(one *Clock) { one.DueOn = e.DueOn })
	case ClockShortenedByAgreement:
		t.change(e.Clock, func(one *Clock) { one.DueOn = e.DueOn })
	default:
		t.matter(e)
	}
	return t.Clocks
}

// turn is one step of the fold. What it writes to it has copied.
type turn struct{ Clocks }

func (t *turn) started(e ClockStarted) {
	id := clockID(e.Clock, e.Rule)
	if _, twice := t.Named(id); twice {
		return
	}
	t.answered(func(a Ask) bool { return !a.Stop && (a.Clock == e.Clock || e.Clock == "" && a.Rule == e.Rule) }, id)
	t.All = append(slices.Clip(t.All), Clock{ID: id, Rule: e.Rule, Officer: e.Officer, About: e.About, StartedOn: e.StartedOn,
		NotBefore: e.NotBefore, DueOn: e.DueOn, EnteredOn: e.EnteredOn})
}

// clockID: the periods of older logs have no id of their own.
func clockID(id string, rule clock.RuleID) string {
	if id == "" {
		return string(rule)
	}
	return id
}

// answered takes an ask out, and calls by the id on record what else is asked of the same period.
func (t *turn) answered(which func(Ask) bool, id string) {
	i := slices.IndexFunc(t.Asks, which)
	if i < 0 {
		return
	}
	was := t.Asks[i].Clock
	t.Asks = slices.Delete(slices.Clone(t.Asks), i, i+1)
	for j := range t.Asks {
		if t.Asks[j].Clock == was {
			t.Asks[j].Clock = id
		}
	}
}

// breached: a delay that was not reported at the end of a period does not put off the next one.
func (t *turn) breached(e ClockBreached) {
	id := clockID(e.Clock, e.Rule)
	one, ok := t.Named(id)
	if !ok || one.Breached || !one.Running() {
		return
	}
	t.change(id, func(one *Clock) { one.Breached = true })
	t.nextDelayReport(one)
}

func (t *turn) stopped(e ClockStopped) {
	id := clockID(e.Clock, e.Rule)
	t.answered(func(a Ask) bool { return a.Stop && a.Clock == id }, id)
	one, ok := t.Named(id)
	if !ok || !one.Running() {
		return
	}
	t.change(id, func(one *Clock) { one.StoppedOn, one.Why = e.On, e.Why })
	if e.Why == "" && !one.Breached {
		t.nextDelayReport(one)
	}
}

func (t *turn) change(id string, f func(*Clock)) {
	t.All = slices.Clone(t.All)
	for i := range t.All {
		if t.All[i].ID == id {
			f(&t.All[i])
		}
	}
}

// match picks periods by whom and what they are about.
type match func(o domain.OfficerID, about string) bool

func anybody(domain.OfficerID, string) bool { return true }

func of(o domain.OfficerID) match {
	return func(whose domain.OfficerID, _ string) bool { return whose == o }
}

func ofThe(o domain.OfficerID, thing string) match {
	return func(whose domain.OfficerID, about string) bool { return whose == o && about == thing }
}

// toldOf picks what a person is told by: periods of before they were named are about nobody in particular.
func toldOf(person string) match {
	return func(_ domain.OfficerID, about string) bool { return about == person || about == "" }
}

// running lists the periods of a kind that nothing stops yet, started or about to be.
func (t *turn) running(rule clock.RuleID, m match) []Clock {
	var found []Clock
	for i := range t.All {
		if one := &t.All[i]; one.Rule == rule && one.Running() && m(one.Officer, one.About) {
			found = append(found, *one)
		}
	}
	for _, a := range t.Asks {
		if a.Rule == rule && !a.Stop && m(a.Officer, a.About) {
			found = append(found, Clock{ID: a.Clock, Rule: rule, Officer: a.Officer, About: a.About})
		}
	}
	return slices.DeleteFunc(found, func(one Clock) bool {
		return slices.ContainsFunc(t.Asks, func(a Ask) bool { return a.Stop && a.Clock == one.ID })
	})
}

// another asks for a period to start, whatever others run. Its number follows those of the same kind and officer.
func (t *turn) another(a Ask) {
	whose := a.Officer
	if whose == "" {
		whose = "-"
	}
	for n := 1 + t.number(a); a.Clock == "" || t.used(a.Clock); n++ {
		a.Clock = string(a.Rule) + "/" + string(whose) + "/" + strconv.Itoa(n)
	}
	t.Asks = append(slices.Clip(t.Asks), a)
}

// number counts the periods of the same kind and officer.
func (t *turn) number(a Ask) int {
	n := 0
	for i := range t.All {
		if t.All[i].Rule == a.Rule && t.All[i].Officer == a.Officer {
			n++
		}
	}
	for i := range t.Asks {
		if other := &t.Asks[i]; !other.Stop && other.Rule == a.Rule && other.Officer == a.Officer {
			n++
		}
	}
	return n
}

func (t *turn) used(id string) bool {
	_, started := t.Named(id)
	return started || slices.ContainsFunc(t.Asks, func(a Ask) bool { return a.Clock == id })
}

// start asks for a period to start, unless one about the same runs.
func (t *turn) start(a Ask) {
	if len(t.running(a.Rule, ofThe(a.Officer, a.About))) == 0 {
		t.another(a)
	}
}

// restart lets a new period take the place of one about the same.
func (t *turn) restart(a Ask) {
	t.drop(ofThe(a.Officer, a.About), a.On, Superseded, a.Rule)
	t.another(a)
}

// meet stops the periods of a kind because what they want was done.
func (t *turn) meet(rule clock.RuleID, m match, on domain.Date) { t.drop(m, on, "", rule) }

// drop stops the periods of some kinds for a reason.
func (t *turn) drop(m match, on domain.Date, why StopReason, rules ...clock.RuleID) {
	for _, rule := range rules {
		for _, one := range t.running(rule, m) {
			t.stop(one, on, why)
		}
	}
}

func (t *turn) stop(one Clock, on domain.Date, why StopReason) {
	t.Asks = append(slices.Clip(t.Asks), Ask{Clock: one.ID, Rule: one.Rule, Officer: one.Officer, About: one.About, Stop: true, On: on, Why: why})
}

// about changes what is known of an officer.
func (t *turn) about(o domain.OfficerID, f func(*OfficerFacts)) {
	facts := t.Facts.Officers[o]
	f(&facts)
	t.Facts.Officers = with(t.Facts.Officers, o, facts)
}
