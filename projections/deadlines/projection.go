package deadlines

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "deadlines"

// Projection keeps the periods and the matters they belong to.
type Projection struct{}

var _ projections.Projection = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of Apply.
func (Projection) Version() int { return 2 }

// Categories lists the streams it reads. Devices and extractions tell that somebody is at work on a matter.
func (Projection) Categories() []string {
	return append(projections.AccessCategories(), device.Category, extraction.Category)
}

// Schema makes the empty view. It names the table of periods, so that the view is built anew when warning days or owners change.
func (Projection) Schema() string {
	return "-- periods: " + clock.Rules().Version + "\n" + projections.AccessSchema + schema
}

// never sorts behind every day.
const never = "~"

const schema = `
CREATE TABLE matter (
	id            TEXT PRIMARY KEY,
	reference     TEXT NOT NULL,
	force         TEXT NOT NULL,
	received_on   TEXT NOT NULL, -- came to attention
	receiver      TEXT NOT NULL, -- who entered it
	investigator  TEXT NOT NULL, -- "" for none
	active_on     TEXT NOT NULL, -- the day of the last entry that was not the ledger's own
	next_due      TEXT NOT NULL, -- the last day of the running duty that ends first; "~" for none
	staffed_until INTEGER NOT NULL, -- until when somebody beside the receiver works on it; 0 without them or without an investigator
	open          INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX matter_quiet ON matter (force, active_on, id) WHERE open = 1;
CREATE INDEX matter_unstaffed ON matter (force, staffed_until, received_on, id) WHERE open = 1;
CREATE TABLE clock (
	matter     TEXT NOT NULL,
	id         TEXT NOT NULL,
	force      TEXT NOT NULL,
	rule       TEXT NOT NULL,
	officer    TEXT NOT NULL, -- "" where it is about the matter as a whole
	owner      TEXT NOT NULL, -- the role that must act
	started_on TEXT NOT NULL,
	not_before TEXT NOT NULL,
	due_on     TEXT NOT NULL, -- the last day in time
	first_due  TEXT NOT NULL, -- what due_on was before it was changed; "" where it never was
	amber_on   TEXT NOT NULL, -- the first day of each warning; "~" where nobody has to be warned
	red_on     TEXT NOT NULL,
	late_from  TEXT NOT NULL,
	breached   INTEGER NOT NULL,
	running    INTEGER NOT NULL,
	stopped_on TEXT NOT NULL,
	why        TEXT NOT NULL,
	changes    INTEGER NOT NULL, -- since it was started
	changed_at TEXT NOT NULL, -- when the ledger took the last of them
	PRIMARY KEY (matter, id)
); -- with row ids: only then are rows left out by what stands in an index before they are looked up
CREATE INDEX clock_due ON clock (force, due_on, matter, id, amber_on, red_on, late_from) WHERE running = 1;
CREATE INDEX clock_rule ON clock (force, rule, due_on, matter, id) WHERE running = 1;
CREATE INDEX clock_owner ON clock (force, owner, due_on, matter, id) WHERE running = 1;
CREATE INDEX clock_officer ON clock (officer, due_on, matter, id) WHERE running = 1 AND officer <> '';
CREATE TABLE belongs ( -- which matter the events of a device or extraction touch
	stream TEXT PRIMARY KEY,
	matter TEXT NOT NULL
) WITHOUT ROWID;
`

// errNotReceived is the reason for setting aside an event of a matter that nobody received.
var errNotReceived = errors.New("the matter was not received before this event")

// Apply takes in one event.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if err := projections.ApplyAccess(c, e); err != nil {
		return err
	}
	switch ev := e.Event.(type) {
	case misconduct.MatterReceived:
		return receive(c, e, ev)
	case misconduct.Event:
		if err := touch(c, e, e.ID); err != nil {
			return err
		}
		return applyMatter(c, e, ev)
	case caseaccess.Event:
		return staff(c, e.ID)
	case device.Seized:
		return belong(c, e, ev.Matter)
	case extraction.Authorised:
		return belong(c, e, ev.Matter)
	case device.Event, extraction.Event:
		return touchOwner(c, e)
	}
	return nil
}

func receive(c *sqlite.Conn, e wire.Decoded, ev misconduct.MatterReceived) error {
	err := projections.Exec(c, `INSERT INTO matter VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, '~', 0, 1)
		ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, received_on = excluded.received_on`,
		e.ID, ev.Reference, ev.Force, string(ev.CameToAttentionOn), string(e.Meta.Actor), string(domain.DateOf(e.RecordedAt)))
	if err != nil {
		return err
	}
	return staff(c, e.ID)
}

// touch notes that a matter had an entry. What the ledger's own process enters is nobody's work on it.
func touch(c *sqlite.Conn, e wire.Decoded, matter string) error {
	on := string(domain.DateOf(e.RecordedAt))
	if ofClocks(e.Event) || e.Meta.Role == domain.ProcessManager {
		on = ""
	}
	err := projections.Exec(c, `UPDATE matter SET active_on = max(active_on, ?2) WHERE id = ?1`, matter, on)
	if err == nil && c.Changes() == 0 {
		err = fmt.Errorf("note an entry: %w", errNotReceived)
	}
	return err
}

// ofClocks says whether an event only follows from another, or from the time.
func ofClocks(event any) bool {
	switch event.(type) {
	case misconduct.ClockStarted, misconduct.ClockStopped, misconduct.ClockBreached:
		return true
	}
	return false
}

// belong notes which matter a device or an extraction belongs to from now on. The matter itself may be none the ledger knows.
func belong(c *sqlite.Conn, e wire.Decoded, matter domain.MatterID) error {
	err := projections.Exec(c, `INSERT INTO belongs VALUES (?1, ?2) ON CONFLICT (stream) DO UPDATE SET matter = excluded.matter`, e.Stream, string(matter))
	if err != nil {
		return err
	}
	return touchOwner(c, e)
}

func touchOwner(c *sqlite.Conn, e wire.Decoded) error {
	return projections.Exec(c, `UPDATE matter SET active_on = max(active_on, ?2) WHERE id = (SELECT matter FROM belongs WHERE stream = ?1)`,
		e.Stream, string(domain.DateOf(e.RecordedAt)))
}

// applyMatter takes in what changes a matter's own row, and hands on what is about its periods.
func applyMatter(c *sqlite.Conn, e wire.Decoded, event misconduct.Event) error {
	switch ev := event.(type) {
	case misconduct.InvestigatorAppointed:
		if err := set(c, e.ID, "investigator", string(ev.Investigator)); err != nil {
			return err
		}
		return staff(c, e.ID)
	case misconduct.MatterCorrected:
		if ev.Field == misconduct.FieldCameToAttentionOn {
			return set(c, e.ID, "received_on", ev.Is)
		}
	case misconduct.MatterRecorded, misconduct.MatterCalledInByIOPC: // also what was not to be recorded at first
		return set(c, e.ID, "open", 1)
	case misconduct.MatterNotRecorded, misconduct.MatterFinalised:
		return set(c, e.ID, "open", 0)
	}
	return applyClock(c, e, event)
}

// set writes one column of a matter. The column's name is fixed text.
func set(c *sqlite.Conn, matter, column string, value any) error {
	return projections.Exec(c, `UPDATE matter SET `+column+` = ?2 WHERE id = ?1`, matter, value)
}

// staff notes until when the matter has an investigator and somebody beside the one who received it. Whoever declared an interest does not
// count.
func staff(c *sqlite.Conn, matter string) error {
	return projections.Exec(c, `UPDATE matter SET staffed_until = CASE WHEN investigator = '' THEN 0 ELSE coalesce((
			SELECT max(g.until) FROM matter_grant g WHERE g.matter = ?1 AND g.kind = 'ASSIGNED' AND g.actor <> matter.receiver
			AND NOT EXISTS (SELECT 1 FROM matter_grant k WHERE k.matter = ?1 AND k.actor = g.actor AND k.kind = 'CONFLICT')), 0) END
		WHERE id = ?1`, matter)
}
