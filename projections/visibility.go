package projections

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// Viewer is who asks. Every query method takes it right after the context.
type Viewer = access.Principal

// Predicate is a condition on rows and the values it needs. SQL is fixed text, the same for all viewers of one reach, so that
// prepared statements are shared; values are only ever bound.
type Predicate struct {
	SQL    string
	values []bound
}

// nothing is the condition no row meets.
var nothing = Predicate{SQL: "0"}

// None says that the condition holds for no row, so that a query need not be run at all.
func (p Predicate) None() bool { return len(p.values) == 0 }

// Bind sets the values in a statement that contains the condition.
func (p Predicate) Bind(s *sqlite.Stmt) { bindNamed(s, p.values) }

// Visible returns the condition under which a row that belongs to a matter may be seen; matter is the SQL expression of its id. It
// rests on the tables AccessSchema makes and ApplyAccess keeps:
//
//   - the officer concerned sees nothing of the matter, by identity, whatever their role;
//   - the IOPC sees matters that were referred to it;
//   - the roles of a force see the matters of their own force;
//   - everybody else sees nothing.
//
// A matter that is not in the tables is seen by nobody.
func Visible(v Viewer, matter string) Predicate {
	officer := bound{":viewer_officer", string(v.Officer)}
	switch v.Reach() {
	case access.ReachOwnForce:
		sql := within(matter, "a.force = :viewer_force AND a.force <> ''")
		return Predicate{SQL: sql, values: []bound{officer, {":viewer_force", v.Force}}}
	case access.ReachReferred:
		return Predicate{SQL: within(matter, "a.referred = 1"), values: []bound{officer}}
	}
	return nothing
}

func within(matter, reach string) string {
	return fmt.Sprintf(`(EXISTS (SELECT 1 FROM matter_access a WHERE a.matter = %[1]s AND %[2]s)
		AND NOT EXISTS (SELECT 1 FROM matter_concerned mc WHERE mc.matter = %[1]s AND mc.officer = :viewer_officer))`, matter, reach)
}

// VisibleEntry returns the condition under which an entry of the register of officers may be seen; officer is the SQL expression of
// its id. The roles of a force see their own force's register; the IOPC sees the officers concerned in the matters it may see.
func VisibleEntry(v Viewer, officer string) Predicate {
	switch v.Reach() {
	case access.ReachOwnForce:
		sql := fmt.Sprintf(`EXISTS (SELECT 1 FROM register_access r WHERE r.officer = %s AND r.force = :viewer_force AND r.force <> '')`, officer)
		return Predicate{SQL: sql, values: []bound{{":viewer_force", v.Force}}}
	case access.ReachReferred:
		p := Visible(v, "m.matter")
		p.SQL = fmt.Sprintf(`EXISTS (SELECT 1 FROM matter_concerned m WHERE m.officer = %s AND %s)`, officer, p.SQL)
		return p
	}
	return nothing
}

// Countable returns the condition under which a row may enter a count. It is Visible, and beside it analysts may count, but not
// see, the matters of their force, or for the IOPC's analysts the referred ones; never one in which they are concerned themselves.
// The second result says that small numbers must be kept out of the answer.
func Countable(v Viewer, matter string) (Predicate, bool) {
	if v.Role != domain.CaseAnalyst {
		return Visible(v, matter), false
	}
	as := v
	as.Role = domain.CaseOfficer
	if v.Force == "" {
		as.Role = domain.IOPCReader
	}
	return Visible(as, matter), true
}
