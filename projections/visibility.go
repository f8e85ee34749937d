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

// Conditions on the matter a, which a row belongs to.
const (
	itsForce = `a.force = :viewer_force AND a.force <> ''`
	forIOPC  = `(a.referred = 1 OR a.requested = 1)`
	cleared  = `EXISTS (SELECT 1 FROM matter_grant g WHERE g.matter = a.matter AND g.actor = :viewer_actor AND g.kind = 'COMPARTMENT'
		AND g.until > :viewer_at)`
	unrestricted = `(a.restricted = 0 OR ` + cleared + `)`
	inCompart    = `(a.restricted = 1 OR EXISTS (SELECT 1 FROM matter_grant g WHERE g.matter = a.matter AND g.actor = :viewer_actor
		AND g.kind IN ('ASSIGNED', 'EXCEPTION') AND g.until > :viewer_at))`
)

// Visible returns the condition under which a row that belongs to a matter may be seen; matter is the SQL expression of its id. It
// rests on the tables AccessSchema makes and ApplyAccess keeps, and says what access.Rules says of access.CaseContent:
//
//   - the officer concerned sees nothing of the matter, nor of one linked to it, by identity, whatever their role;
//   - whoever has an interest in it sees nothing of it;
//   - the IOPC sees matters that were referred to it or that it asked for;
//   - supervisors and the appropriate authority see the matters of their force, the other roles of a force those they are assigned to
//     or opened by exception, at the moment the viewer is judged at;
//   - what lies in a restricted compartment is seen in the force only by those who are cleared for it;
//   - everybody else sees nothing.
//
// A matter that is not in the tables is seen by nobody.
func Visible(v Viewer, matter string) Predicate {
	force, at := bound{":viewer_force", v.Force}, bound{":viewer_at", judged(v)}
	switch v.Reach() {
	case access.ReachAssigned:
		return among(matter, `'ASSIGNED', 'EXCEPTION'`).and(within(v, matter, itsForce+" AND "+unrestricted, force, at))
	case access.ReachCompartment:
		reach := itsForce + " AND " + unrestricted + " AND " + inCompart
		return among(matter, `'ASSIGNED', 'EXCEPTION', 'COMPARTMENT'`).and(within(v, matter, reach, force, at))
	case access.ReachOwnForce:
		return within(v, matter, itsForce+" AND "+unrestricted, force, at)
	case access.ReachReferred:
		return within(v, matter, forIOPC)
	}
	return nothing
}

// among narrows a question to the few matters the viewer has to do with, so that it begins with those and not with all there are.
func among(matter, kinds string) Predicate {
	return Predicate{SQL: fmt.Sprintf(`%s IN (SELECT w.matter FROM matter_grant w WHERE w.actor = :viewer_actor AND w.kind IN (%s)
		AND w.until > :viewer_at)`, matter, kinds)}
}

// and joins two conditions; the values of the first are those of the second too.
func (p Predicate) and(other Predicate) Predicate {
	return Predicate{SQL: "(" + p.SQL + " AND " + other.SQL + ")", values: other.values}
}

// within is the condition that holds for matters in reach, without those the viewer is kept out of.
func within(v Viewer, matter, reach string, values ...bound) Predicate {
	sql := fmt.Sprintf(`(EXISTS (SELECT 1 FROM matter_access a WHERE a.matter = %[1]s AND %[2]s)
		AND NOT EXISTS (SELECT 1 FROM matter_concerned mc WHERE mc.matter = %[1]s AND mc.officer = :viewer_officer)
		AND NOT EXISTS (SELECT 1 FROM matter_link ml JOIN matter_concerned lc ON lc.matter = ml.other AND lc.officer = :viewer_officer
			WHERE ml.matter = %[1]s)
		AND NOT EXISTS (SELECT 1 FROM matter_grant k WHERE k.matter = %[1]s AND k.actor = :viewer_actor AND k.kind = 'CONFLICT'))`, matter, reach)
	return Predicate{SQL: sql, values: append(values, bound{":viewer_officer", string(v.Officer)}, bound{":viewer_actor", string(v.Actor)})}
}

// VisibleEntry returns the condition under which an entry of the register of officers may be seen; officer is the SQL expression of
// its id. The working roles of a force see their own force's register; the IOPC sees the officers concerned in the matters it may see.
func VisibleEntry(v Viewer, officer string) Predicate {
	switch {
	case v.MayReadRegister():
		sql := fmt.Sprintf(`EXISTS (SELECT 1 FROM register_access r WHERE r.officer = %s AND r.force = :viewer_force AND r.force <> '')`, officer)
		return Predicate{SQL: sql, values: []bound{{":viewer_force", v.Force}}}
	case v.Reach() == access.ReachReferred:
		p := Visible(v, "m.matter")
		p.SQL = fmt.Sprintf(`EXISTS (SELECT 1 FROM matter_concerned m WHERE m.officer = %s AND %s)`, officer, p.SQL)
		return p
	}
	return nothing
}

// Countable returns the condition under which a row may enter a count. It is Visible, and beside it analysts and the local policing
// body may count, but not see, the matters of their force, or the IOPC's analysts those for the IOPC; never one they are kept out of,
// nor a restricted one. The second result says that small numbers must be kept out of the answer.
func Countable(v Viewer, matter string) (Predicate, bool) {
	force, at := bound{":viewer_force", v.Force}, bound{":viewer_at", judged(v)}
	analyst := v.Role == domain.CaseAnalyst
	switch {
	case v.Actor == "":
		return nothing, false
	case v.Force != "" && (analyst || v.Role == domain.LocalPolicingBody):
		return within(v, matter, itsForce+" AND "+unrestricted, force, at), true
	case v.Force == "" && analyst:
		return within(v, matter, forIOPC+" AND "+unrestricted, at), true
	}
	return Visible(v, matter), false
}
