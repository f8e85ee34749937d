package accesslog

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Alert is access that fits a pattern: a reason to ask, and no proof.
type Alert struct {
	No          int64
	Pattern     Pattern
	Actor       domain.ActorID
	Role        domain.Role
	Matter      domain.MatterID // "" where it is about no one matter
	Keeper      string          // the force in whose keeping it is
	Count       int             // entries; for BULK things
	First, Last time.Time
}

// Item names the alert.
func (a Alert) Item() access.Item {
	return access.Item{Content: access.AccessLog, Matter: a.Matter, Force: a.Keeper, ID: "alert " + strconv.FormatInt(a.No, 10)}
}

// Whose is the force in whose keeping it is.
func (a Alert) Whose() string { return a.Keeper }

// Matters are the matters it is about.
func (a Alert) Matters() []domain.MatterID {
	if a.Matter == "" {
		return nil
	}
	return []domain.MatterID{a.Matter}
}

// Has is false: an alert names no thing.
func (a Alert) Has(string) bool { return false }

// Key is the key of a page that ends with the alert.
func (a Alert) Key() []any { return []any{strconv.FormatInt(a.No, 10)} }

// AlertFilter narrows a list of alerts. Empty fields do not narrow.
type AlertFilter struct {
	Whose    string
	OfMatter bool
	Pattern  Pattern
	Actor    domain.ActorID
	Matter   domain.MatterID
}

// Alerts lists alerts, the newest first, at most limit of them that lie before a number; 0 is the newest.
func (q *Queries) Alerts(ctx context.Context, f AlertFilter, before int64, limit int) (found []Alert, err error) {
	w := projections.Predicate{SQL: "1"}.Where()
	w.Given("a.whose = :whose", ":whose", f.Whose)
	w.Given("a.pattern = :pattern", ":pattern", string(f.Pattern))
	w.Given("a.actor = :actor", ":actor", string(f.Actor))
	w.Given("a.matter = :matter", ":matter", string(f.Matter))
	if f.OfMatter {
		w.Also("a.matter <> ''")
	}
	if before > 0 {
		w.And("a.no < :before", ":before", before)
	}
	w.Value(":limit", limit)
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT a.no, a.pattern, a.actor, a.role, a.matter, a.whose, a.count, a.first_at, a.last_at FROM alert a
			WHERE `+w.SQL()+` ORDER BY a.no DESC LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			found = append(found, Alert{
				No: s.ColumnInt64(0), Pattern: Pattern(s.ColumnText(1)), Actor: domain.ActorID(s.ColumnText(2)), Role: domain.Role(s.ColumnText(3)),
				Matter: domain.MatterID(s.ColumnText(4)), Keeper: s.ColumnText(5), Count: s.ColumnInt(6),
				First: instant(s.ColumnInt64(7)), Last: instant(s.ColumnInt64(8)),
			})
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read the alerts of the access log: %w", err)
	}
	return found, nil
}
