// Package clock holds the statutory periods of police discipline: from when each runs, how long, and under which rule.
//
// The rules are reference data with their source. One that is recalled and was not read in primary text says so: it must be checked
// before anybody relies on it (domain guide, section 2).
package clock

import "github.com/probity-ledger/probity/domain"

// Rule is one kind of period, in calendar days.
type Rule struct {
	ID        RuleID
	Says      string      // what must be done in the period
	Days      int         // the period ends with the end of this many days after the day it starts on
	Owner     domain.Role // who must act
	Source    string
	Confirmed bool // the length was read in primary text
}

// Table is a version of the rules.
type Table struct {
	Version string
	Rows    []Rule
}

// Rules returns the table in use. The calendar day is never later than the working day of the regulations of 2004.
func Rules() Table {
	return Table{Version: "clocks-2026.1", Rows: []Rule{
		{MandatoryReferral, "refer the matter to the IOPC by the end of the day after the day on which it first becomes clear that the criteria are met",
			1, domain.AppropriateAuthority, "CM4, CM7, CM9; PRA Sch 3; recalled, the predecessor CM04 said the next working day", false},
	}}
}

// Find returns the rule of a kind, and false when there is none.
func (t Table) Find(id RuleID) (Rule, bool) {
	for _, r := range t.Rows {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// DueOn returns the last day in time for a period that starts on a day. The end of that day, in England and Wales, is the end of the period.
func (r Rule) DueOn(start domain.Date) domain.Date { return start.Plus(r.Days) }
