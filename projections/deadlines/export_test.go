package deadlines

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Statements are the questions as they are put to the file, for a look at their plans.
func Statements(v projections.Viewer, since domain.Date) map[string]*projections.Where {
	list := map[string]*projections.Where{}
	for _, l := range []Level{Green, Amber, Red, Overdue} {
		f := Filter{Levels: []Level{l}}
		list["clocks "+string(l)] = f.where(v)
	}
	list["clocks"], list["clocks of a kind"] = Filter{}.where(v), Filter{Rule: "R"}.where(v)
	list["clocks of an owner"], list["clocks of an officer"] = Filter{Owner: "O"}.where(v), Filter{Officer: "o"}.where(v)
	list["clocks mine"] = Filter{Mine: true}.where(v)
	list["cases m.next_due"] = narrowed(v, "m", "m.id", true).Also("m.open = 1")
	list["cases m.staffed_until, m.received_on"], list["cases m.active_on"] = unassigned(v), stalled(v, since)
	return list
}

// ClockStatement and CaseStatement put the question around a condition.
func ClockStatement(w *projections.Where) string { return clockStatement(w, byLastDay) }

// CaseStatement is explained at ClockStatement.
func CaseStatement(w *projections.Where, order string) string { return caseStatement(w, order) }
