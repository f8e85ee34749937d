package accesslog

import (
	"slices"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/projections"
)

// Pattern is one way in which access can be unusual. None proves anything: each is a reason to ask.
type Pattern string

// The patterns.
const (
	OwnCase     Pattern = "OWN_CASE"     // an officer concerned tried to see their own matter, or one linked to it
	Colleagues  Pattern = "COLLEAGUES"   // somebody looked into the matter of an officer of their own unit
	WithoutTask Pattern = "WITHOUT_TASK" // somebody who is not assigned looked, by exception
	Bulk        Pattern = "BULK"         // many things in one hour
	OutOfHours  Pattern = "OUT_OF_HOURS" // many pages of evidence in one night or on one day of a weekend
	ExportSpike Pattern = "EXPORTS"      // many exports in one day
	Refusals    Pattern = "REFUSALS"     // many refusals in one hour
)

// byException is the rule that shows a matter to somebody without a task in it.
const byException = "permit.by-exception"

// seen is one pattern an entry adds to.
type seen struct {
	pattern Pattern
	bucket  string
	n       int // how much it adds
	above   int // an alert is raised when the tally is larger; 0 raises it at once
	matter  string
}

// notice raises alerts, or adds to those there are.
func (p Projection) notice(c *sqlite.Conn, e Entry) error {
	for _, s := range p.patternsIn(e) {
		n, before := s.n, 0
		if s.above > 0 {
			var err error
			if before, err = add(c, e, s); err != nil {
				return err
			}
			if n = before + s.n; n <= s.above {
				continue
			}
			if before > s.above {
				n = s.n // the alert holds the rest
			}
		}
		if err := raise(c, e, s, n); err != nil {
			return err
		}
	}
	return nil
}

// patternsIn lists what an entry fits.
func (p Projection) patternsIn(e Entry) (found []seen) {
	switch e.Kind {
	case Refused:
		if slices.Contains(e.Policies, access.ForbidOwnMatter) || slices.Contains(e.Policies, access.ForbidLinkedMatter) {
			found = append(found, seen{pattern: OwnCase, bucket: p.Patterns.day(e.At), n: 1, matter: string(e.Matter)})
		}
		return append(found, seen{pattern: Refusals, bucket: p.Patterns.hour(e.At), n: 1, above: p.Patterns.RefusalsAnHour})
	case Shown:
		return p.inShown(e)
	}
	return nil
}

func (p Projection) inShown(e Entry) (found []seen) {
	if slices.Contains(e.Marks, accesslog.Colleague) {
		found = append(found, seen{pattern: Colleagues, bucket: p.Patterns.day(e.At), n: 1, matter: string(e.Matter)})
	}
	if slices.Contains(e.Policies, byException) {
		found = append(found, seen{pattern: WithoutTask, bucket: p.Patterns.day(e.At), n: 1, matter: string(e.Matter)})
	}
	if e.Content != access.AggregateCount && e.Count > 0 {
		found = append(found, seen{pattern: Bulk, bucket: p.Patterns.hour(e.At), n: e.Count, above: p.Patterns.ThingsAnHour})
	}
	if stretch, out := p.Patterns.outOfHours(e.At); out && e.Content == access.EvidenceContent {
		found = append(found, seen{pattern: OutOfHours, bucket: stretch, n: 1, above: p.Patterns.EvidencePagesOutOfHours})
	}
	if e.Operation == accesslog.Export {
		found = append(found, seen{pattern: ExportSpike, bucket: p.Patterns.day(e.At), n: 1, above: p.Patterns.ExportsADay})
	}
	return found
}

// add counts, and returns what was counted before.
func add(c *sqlite.Conn, e Entry, s seen) (before int, err error) {
	err = projections.Query(c, `SELECT n FROM tally WHERE pattern = ?1 AND actor = ?2 AND bucket = ?3`, nil, func(row *sqlite.Stmt) error {
		before = row.ColumnInt(0)
		return nil
	}, string(s.pattern), string(e.Actor), s.bucket)
	if err != nil {
		return 0, err
	}
	return before, projections.Exec(c, `INSERT INTO tally VALUES (?1, ?2, ?3, ?4) ON CONFLICT (pattern, actor, bucket) DO UPDATE SET n = excluded.n`,
		string(s.pattern), string(e.Actor), s.bucket, before+s.n)
}

func raise(c *sqlite.Conn, e Entry, s seen, n int) error {
	return projections.Exec(c, `INSERT INTO alert (pattern, actor, matter, bucket, whose, role, count, first, last, first_at, last_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?9)
		ON CONFLICT (pattern, actor, matter, bucket) DO UPDATE SET count = count + excluded.count, last = excluded.last, last_at = excluded.last_at`,
		string(s.pattern), string(e.Actor), s.matter, s.bucket, e.Whose(), string(e.Role), n, e.No, e.At.UnixMilli())
}
