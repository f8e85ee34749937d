package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// FormRow says where a case can go that was assessed or found at one level.
type FormRow struct {
	Level  string // a Severity or a CaseToAnswer; the two share their spellings
	Former bool   // the row is about former officers
	Forms  []Form
	Source string
}

// FormTable is a version of the routes.
type FormTable struct {
	Version   string
	Confirmed bool
	Rows      []FormRow
}

// Forms returns the table in use (domain guide, sections 1.6 and 1.7). The details of CR23 are recalled.
func Forms() FormTable {
	outside := []Form{RPRP, Performance, Vetting, NoFurtherAction}
	return FormTable{Version: "forms-2026.1", Rows: []FormRow{
		{string(GrossMisconduct), false, []Form{Hearing, AcceleratedHearing}, "CR23, CR49"},
		{string(GrossMisconduct), true, []Form{Hearing, AcceleratedHearing}, "CR Sch 1"},
		{string(Misconduct), false, []Form{Meeting, Hearing}, "CR23"},
		{string(Misconduct), true, []Form{NoFurtherAction}, "CR Sch 1: former officers answer for gross misconduct only"},
		{string(PracticeRequiringImprovement), false, []Form{RPRP, Performance, Vetting}, "CR14, CR Part 6; SI 2025/558 reg 9"},
		{string(PracticeRequiringImprovement), true, []Form{NoFurtherAction}, "CR Sch 1"},
		{string(NotAny), false, outside, "CR14"},
		{string(NotAny), true, []Form{NoFurtherAction}, "CR14"},
		{string(NoCaseToAnswer), false, outside, "CR23"},
		{string(NoCaseToAnswer), true, []Form{NoFurtherAction}, "CR23"},
	}}
}

// check refuses a form that the level does not lead to.
func (t FormTable) check(field, level string, former bool, f Form) error {
	i := slices.IndexFunc(t.Rows, func(r FormRow) bool { return r.Level == level && r.Former == former })
	if i >= 0 && slices.Contains(t.Rows[i].Forms, f) {
		return nil
	}
	var row FormRow
	if i >= 0 {
		row = t.Rows[i]
	}
	return domain.Errorf(domain.Refused, "FORM_NOT_LAWFUL", "%s does not lead to %s here; it leads to one of %v", level, f, row.Forms).
		On(field).Under(row.Source + "; " + t.Version)
}

func knownForm(field string, f Form) error {
	return domain.OneOf(field, f, Meeting, Hearing, AcceleratedHearing, RPRP, Performance, Vetting, NoFurtherAction)
}
