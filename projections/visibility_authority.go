package projections

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// VisibleAccess returns the condition under which somebody may see who has access to a matter; matter is the SQL expression of its id. The
// supervisors, the appropriate authority and the IOPC do in the matters they may see, auditors in those a supervisor of their force who is
// cleared for nothing may see. Whoever works on the matter sees the matter and not this. It rests on the tables of AccessSchema.
func VisibleAccess(v Viewer, matter string) Predicate {
	switch v.Role {
	case domain.PSDSupervisor, domain.AppropriateAuthority, domain.IOPCReader, domain.DirectorGeneral:
		return Visible(v, matter)
	case domain.Auditor:
		v.Role = domain.PSDSupervisor
		return Visible(v, matter)
	}
	return nothing
}

// VisibleAccount returns the condition under which somebody may see an account; force is the SQL expression of the force it serves. Access
// administrators see those of their force, or of the IOPC; auditors, supervisors and the appropriate authority those of their force.
func VisibleAccount(v Viewer, force string) Predicate {
	overseeing := v.Force != "" && slices.Contains([]domain.Role{domain.Auditor, domain.PSDSupervisor, domain.AppropriateAuthority}, v.Role)
	if v.Actor == "" || (!overseeing && v.Role != domain.AccessAdministrator) {
		return nothing
	}
	return Predicate{SQL: force + " = :viewer_accounts", values: []bound{{":viewer_accounts", v.Force}}}
}

// Own returns the condition under which a row is about the viewer; actor is the SQL expression of whom it is about.
func Own(v Viewer, actor string) Predicate {
	return Predicate{SQL: actor + " = :viewer_actor_own", values: []bound{{":viewer_actor_own", string(v.Actor)}}}
}

// AssignedTo returns the condition under which a row belongs to a matter the viewer is assigned to; matter is the SQL expression of its
// id. It says what is theirs to do and not what they may see: it only ever narrows Visible.
func AssignedTo(v Viewer, matter string) Predicate {
	return Predicate{SQL: matter + ` IN (SELECT d.matter FROM matter_grant d WHERE d.actor = :viewer_mine AND d.kind = 'ASSIGNED' AND d.until > :viewer_now)`,
		values: []bound{{":viewer_mine", string(v.Actor)}, {":viewer_now", judged(v)}}}
}

// Over returns the condition under which something has ended at the viewer's moment; until is the SQL expression of its end, as
// matter_grant writes it.
func Over(v Viewer, until string) Predicate {
	return Predicate{SQL: until + ` <= :viewer_over`, values: []bound{{":viewer_over", judged(v)}}}
}

// And narrows the condition by fixed text.
func (p Predicate) And(sql string) Predicate {
	return Predicate{SQL: "(" + p.SQL + " AND " + sql + ")", values: p.values}
}

// Or is the condition that one of two holds.
func (p Predicate) Or(q Predicate) Predicate {
	return Predicate{SQL: "(" + p.SQL + " OR " + q.SQL + ")", values: slices.Concat(p.values, q.values)}
}
