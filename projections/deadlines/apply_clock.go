package deadlines

import (
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// applyClock takes in what happens to a period.
func applyClock(c *sqlite.Conn, e wire.Decoded, event misconduct.Event) (err error) {
	switch ev := event.(type) {
	case misconduct.ClockStarted:
		err = start(c, e, ev)
	case misconduct.ClockExtended:
		err = move(c, e, named(ev.Clock, ev.Rule), ev.Rule, ev.DueOn)
	case misconduct.ClockShortenedByAgreement:
		err = move(c, e, named(ev.Clock, ev.Rule), ev.Rule, ev.DueOn)
	case misconduct.ClockBreached:
		err = change(c, e, named(ev.Clock, ev.Rule), `breached = 1`)
	case misconduct.ClockStopped:
		err = change(c, e, named(ev.Clock, ev.Rule), `running = 0, stopped_on = ?4, why = ?5`, string(ev.On), string(ev.Why))
	default:
		return nil
	}
	if err != nil {
		return err
	}
	return projections.Exec(c, `UPDATE matter SET next_due = coalesce((SELECT min(due_on) FROM clock
		WHERE matter = ?1 AND running = 1 AND late_from <> '~'), '~') WHERE id = ?1`, e.ID)
}

// named is the id of a period within its matter; in older events, which have none, the name of its rule.
func named(id string, rule clock.RuleID) string {
	if id == "" {
		return string(rule)
	}
	return id
}

func start(c *sqlite.Conn, e wire.Decoded, ev misconduct.ClockStarted) error {
	w := warningsOf(ev.Rule, ev.DueOn)
	return projections.Exec(c, `INSERT OR REPLACE INTO clock SELECT ?1, ?2, force, ?3, ?4, ?5, ?6, ?7, ?8, '', ?9, ?10, ?11, 0, 1, '', '', 0, ?12
		FROM matter WHERE id = ?1`,
		e.ID, named(ev.Clock, ev.Rule), string(ev.Rule), string(ev.Officer), string(w.owner), string(ev.StartedOn), string(ev.NotBefore),
		string(ev.DueOn), w.amber, w.red, w.late, taken(e))
}

// move gives a period another last day, and with it other days of warning.
func move(c *sqlite.Conn, e wire.Decoded, id string, rule clock.RuleID, due domain.Date) error {
	w := warningsOf(rule, due)
	return change(c, e, id, `first_due = CASE first_due WHEN '' THEN due_on ELSE first_due END, due_on = ?4, amber_on = ?5, red_on = ?6, late_from = ?7`,
		string(due), w.amber, w.red, w.late)
}

// change writes columns of one period; values are numbered from 4 on.
func change(c *sqlite.Conn, e wire.Decoded, id, columns string, values ...any) error {
	return projections.Exec(c, `UPDATE clock SET changes = changes + 1, changed_at = ?3, `+columns+` WHERE matter = ?1 AND id = ?2`,
		append([]any{e.ID, id, taken(e)}, values...)...)
}

func taken(e wire.Decoded) string { return e.RecordedAt.UTC().Format(time.RFC3339Nano) }
