package projections

import (
	"math"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
)

// The kinds of matter_grant beside the clearances.
const (
	assigned   = "ASSIGNED"
	excepted   = "EXCEPTION"
	conflicted = "CONFLICT"
)

// applyCaseAccess takes in one fact about who may look into a matter. What ends by time stays in the tables; the conditions on rows
// look at the time.
func applyCaseAccess(c *sqlite.Conn, matter string, event caseaccess.Event) error {
	switch ev := event.(type) {
	case caseaccess.Assigned:
		return grant(c, matter, ev.Actor, assigned, "", ev.Until)
	case caseaccess.AssignmentEnded:
		return end(c, matter, ev.Actor, assigned)
	case caseaccess.ConflictDeclared:
		return grant(c, matter, ev.Actor, conflicted, "", time.Time{})
	case caseaccess.ConflictLifted:
		return end(c, matter, ev.Actor, conflicted)
	case caseaccess.ExceptionOpened:
		if err := endException(c, matter, ev.Exception); err != nil { // an id used again names the later one
			return err
		}
		return grant(c, matter, ev.Actor, excepted, ev.Exception, ev.Until)
	case caseaccess.ExceptionEnded:
		return endException(c, matter, ev.Exception)
	case caseaccess.InformationRequested:
		return mark(c, matter, "requested", 1)
	case caseaccess.NameSuppressed:
		return Exec(c, `INSERT INTO matter_suppressed VALUES (?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT (matter, suppression) DO UPDATE SET kind = excluded.kind, officer = excluded.officer, scope = excluded.scope, until = excluded.until`,
			matter, ev.Suppression, string(ev.Kind), string(ev.Officer), string(ev.Scope), instant(ev.Until))
	case caseaccess.SuppressionEnded:
		return Exec(c, `DELETE FROM matter_suppressed WHERE matter = ?1 AND suppression = ?2`, matter, ev.Suppression)
	}
	return applyCompartment(c, matter, event)
}

// applyCompartment takes in restrictions and clearances.
func applyCompartment(c *sqlite.Conn, matter string, event caseaccess.Event) error {
	switch ev := event.(type) {
	case caseaccess.Restricted:
		if err := mark(c, matter, "restricted", 1); err != nil {
			return err
		}
		return grant(c, matter, ev.By, string(caseaccess.Compartment), "", time.Time{}) // they know it already
	case caseaccess.RestrictionLifted:
		return mark(c, matter, "restricted", 0)
	case caseaccess.ClearanceProposed:
		return Exec(c, `INSERT OR REPLACE INTO matter_proposal VALUES (?1, ?2, ?3, ?4, ?5)`,
			matter, ev.Proposal, string(ev.Actor), string(ev.For), instant(ev.Until))
	case caseaccess.ClearanceGiven:
		err := Exec(c, `INSERT OR REPLACE INTO matter_grant SELECT matter, actor, kind, '', until FROM matter_proposal
			WHERE matter = ?1 AND proposal = ?2`, matter, ev.Proposal)
		if err != nil {
			return err
		}
		return forget(c, matter, ev.Proposal)
	case caseaccess.ClearanceDeclined:
		return forget(c, matter, ev.Proposal)
	case caseaccess.ClearanceEnded:
		return end(c, matter, ev.Actor, string(ev.For))
	}
	return nil
}

func grant(c *sqlite.Conn, matter string, actor domain.ActorID, kind, id string, until time.Time) error {
	return Exec(c, `INSERT OR REPLACE INTO matter_grant VALUES (?1, ?2, ?3, ?4, ?5)`, matter, string(actor), kind, id, instant(until))
}

func end(c *sqlite.Conn, matter string, actor domain.ActorID, kind string) error {
	return Exec(c, `DELETE FROM matter_grant WHERE matter = ?1 AND actor = ?2 AND kind = ?3`, matter, string(actor), kind)
}

func endException(c *sqlite.Conn, matter, exception string) error {
	return Exec(c, `DELETE FROM matter_grant WHERE matter = ?1 AND kind = 'EXCEPTION' AND id = ?2`, matter, exception)
}

func forget(c *sqlite.Conn, matter, proposal string) error {
	return Exec(c, `DELETE FROM matter_proposal WHERE matter = ?1 AND proposal = ?2`, matter, proposal)
}

// Nanoseconds since 1970 reach from 1677 to 2262. What lies outside is always over, or never.
var (
	earliest = time.Unix(0, math.MinInt64)
	latest   = time.Unix(0, math.MaxInt64)
)

// instant is how the tables write when something ends: nanoseconds since 1970, the greatest number for never.
func instant(t time.Time) int64 {
	switch {
	case t.IsZero() || !t.Before(latest):
		return math.MaxInt64
	case !t.After(earliest):
		return math.MinInt64
	}
	return t.UnixNano()
}

// judged is the moment a viewer's request is judged at. Without one nothing counts that ends by time.
func judged(v Viewer) int64 {
	if v.At.IsZero() {
		return math.MaxInt64 - 1
	}
	return min(instant(v.At), math.MaxInt64-1)
}
