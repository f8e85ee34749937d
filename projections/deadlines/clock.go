package deadlines

import (
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Clock is one statutory period of one matter, as of a day.
type Clock struct {
	Matter     domain.MatterID
	Reference  string // of the matter, in its force
	ID         string // within the matter
	Rule       clock.RuleID
	Officer    domain.OfficerID // "" where it is about the matter as a whole
	Owner      domain.Role      // who must act
	StartedOn  domain.Date
	NotBefore  domain.Date // "" where nothing is too early
	DueOn      domain.Date // the last day in time
	FirstDueOn domain.Date // what DueOn was before it was changed; "" where it never was
	State      misconduct.ClockState
	Level      Level
	StoppedOn  domain.Date // "" while it runs
	Why        misconduct.StopReason
	// AmberOn and RedOn are the days on which the warnings begin, "" where nobody is warned.
	AmberOn, RedOn domain.Date

	Changes      int       // how often it was changed since it was started
	ChangedAt    time.Time // when the ledger took the last change, or the start
	NameWithheld bool      // a name was taken out for this viewer
}

const clockColumns = `c.matter, m.reference, c.id, c.rule, c.officer, c.owner, c.started_on, c.not_before, c.due_on, c.first_due, c.amber_on,
	c.red_on, c.late_from, c.breached, c.stopped_on, c.why, c.changes, c.changed_at`

// readClock reads the columns of clockColumns.
func readClock(s *sqlite.Stmt, today domain.Date) (Clock, error) {
	w := warnings{amber: s.ColumnText(10), red: s.ColumnText(11), late: s.ColumnText(12)}
	one := Clock{
		Matter: domain.MatterID(s.ColumnText(0)), Reference: s.ColumnText(1), ID: s.ColumnText(2), Rule: clock.RuleID(s.ColumnText(3)),
		Officer: domain.OfficerID(s.ColumnText(4)), Owner: domain.Role(s.ColumnText(5)), StartedOn: domain.Date(s.ColumnText(6)),
		NotBefore: domain.Date(s.ColumnText(7)), DueOn: domain.Date(s.ColumnText(8)), FirstDueOn: domain.Date(s.ColumnText(9)),
		AmberOn: dayOf(w.amber), RedOn: dayOf(w.red), StoppedOn: domain.Date(s.ColumnText(14)), Why: misconduct.StopReason(s.ColumnText(15)),
		Changes: s.ColumnInt(16), Level: Green,
	}
	one.State = misconduct.Clock{DueOn: one.DueOn, Breached: s.ColumnBool(13), StoppedOn: one.StoppedOn, Why: one.Why}.State()
	if one.StoppedOn == "" {
		one.Level = w.levelOn(today)
	}
	var err error
	if one.ChangedAt, err = time.Parse(time.RFC3339Nano, s.ColumnText(17)); err != nil {
		return one, fmt.Errorf("read a time: %w", err)
	}
	return one, nil
}

func dayOf(text string) domain.Date {
	if text == never {
		return ""
	}
	return domain.Date(text)
}

// Case is one matter as the work list shows it.
type Case struct {
	Matter       domain.MatterID
	Reference    string // in its force
	ReceivedOn   domain.Date
	Investigator domain.ActorID // "" for none
	LastActiveOn domain.Date    // the day of the last entry that was not the ledger's own
	Next         *Clock         // the running duty whose last day comes first; nil for none
	NameWithheld bool           // a name was taken out for this viewer
}

const caseColumns = `m.id, m.reference, m.received_on, m.investigator, m.active_on`

func readCase(s *sqlite.Stmt) Case {
	return Case{
		Matter: domain.MatterID(s.ColumnText(0)), Reference: s.ColumnText(1), ReceivedOn: domain.Date(s.ColumnText(2)),
		Investigator: domain.ActorID(s.ColumnText(3)), LastActiveOn: domain.Date(s.ColumnText(4)),
	}
}

// Says is what must or may be done in the period, Source the rule it rests on, and Confirmed whether its length was read in the text of the
// law; empty where the table of periods no longer knows it.
func (c Clock) Says() string { return c.means().Says }

// Source is explained at Says.
func (c Clock) Source() string { return c.means().Source }

// Confirmed is explained at Says.
func (c Clock) Confirmed() bool { return c.means().Confirmed }

func (c Clock) means() clock.Rule {
	rule, _ := clock.Rules().Find(c.Rule)
	return rule
}
