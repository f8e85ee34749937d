// Package clock holds the statutory periods of police discipline: from when each runs, how long, and under which rule.
//
// The rules are reference data with their source. One that is recalled and was not read in primary text says so: it must be checked
// before anybody relies on it (domain guide, sections 2 and 8).
package clock

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Kind says what follows when a period ends.
type Kind string

// The kinds of periods.
const (
	Duty      Kind = "DUTY"       // something must be done in it; not done, it is breached
	Right     Kind = "RIGHT"      // something may be done in it; not done, it lapses
	NotBefore Kind = "NOT_BEFORE" // something must not be done, or taken away, before it ends
	Live      Kind = "LIVE"       // something holds while it runs
)

// Kind says what follows when a period of this kind ends. It is told without the table, because it is asked of every period of every matter.
func (id RuleID) Kind() Kind {
	switch id {
	case ComplaintReview, Representations, AlternativeInterview, SuspensionRepresentation, ReflectiveAccount, PanelObjection,
		PreHearingPostponement, MeetingAppeal, TribunalAppeal:
		return Right
	case OutcomeOnline, ListReview:
		return NotBefore
	case WarningLive:
		return Live
	}
	return Duty
}

// Unit is what a period is counted in.
type Unit string

// The units.
const (
	CalendarDays Unit = "CALENDAR_DAYS"
	WorkingDays  Unit = "WORKING_DAYS"
	Months       Unit = "MONTHS"
	Years        Unit = "YEARS"
)

// Counting says which day is the first of a period.
type Counting string

// The ways of counting (domain guide, section 2).
const (
	DayAfter    Counting = "DAY_AFTER"        // "beginning with the (first working) day after"
	DayCounts   Counting = "DAY_COUNTS"       // "beginning with" the day itself
	NextWorking Counting = "NEXT_WORKING_DAY" // calendar days beginning with the first working day after
	CountedBack Counting = "COUNTED_BACK"     // so long before the day
)

// Who a period is for, where that is nobody the ledger has a role for: they are told and heard, and never sign in.
const (
	Complainant   domain.Role = "COMPLAINANT"
	MeetingPerson domain.Role = "PERSON_CONDUCTING_MEETING"
	Nobody        domain.Role = "NOBODY"
)

// Rule is one kind of period under one version of the rules of discipline.
type Rule struct {
	ID     RuleID
	Number int // in the domain guide, section 2
	Kind   Kind
	Says   string // what must or may be done in the period
	Length int    // in units
	Unit   Unit
	First  Counting
	// Earliest is, where a thing must not be done too early either, the number of units before which it must not.
	Earliest int
	Owner    domain.Role // who must or may act
	// ExtendBy are those who may make the period longer; none where nobody may.
	ExtendBy []domain.Role
	// Shorten says that the parties may agree on a shorter period (CR22 for Part 4, CR48 for Part 5).
	Shorten bool
	// Amber and Red are how many days before the end somebody should look, and must.
	Amber, Red int
	Source     string
	Confirmed  bool // the length was read in primary text
	// From is the version of the rules of discipline (misconduct.Regimes) this row holds from; "" for all.
	From string
	// Variant sets a length apart that depends on what it is about, e.g. on the grounds of an entry in a list; "" for the usual one.
	Variant string
}

// Table is a version of the rules.
type Table struct {
	Version string
	Rows    []Rule
}

// Find returns the usual rule of a kind, and false when there is none.
func (t Table) Find(id RuleID) (Rule, bool) {
	return t.Under(id, "", func(string) bool { return true })
}

// Under returns the rule of a kind as it is under the rules of discipline of a matter, and false when there is none. The function says
// whether those rules contain a version. A variant nobody wrote down is the usual rule.
func (t Table) Under(id RuleID, variant string, contain func(version string) bool) (Rule, bool) {
	pick := func(variant string) (found Rule) {
		for _, r := range t.Rows {
			if r.ID == id && r.Variant == variant && (r.From == "" || contain(r.From)) {
				found = r
			}
		}
		return found
	}
	rule := pick(variant)
	if rule.ID == "" {
		rule = pick("")
	}
	return rule, rule.ID != ""
}

// MayExtend says whether a role may make the period longer.
func (r Rule) MayExtend(by domain.Role) bool { return slices.Contains(r.ExtendBy, by) }
