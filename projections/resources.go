package projections

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
)

// Resources returns what the access rules need to know of matters, as the view holds them and as of a moment: of each that is known,
// and of no other. It asks nobody's permission; what it returns is for deciding and must not be shown. The view must be of a projection
// whose schema begins with AccessSchema. What describes single things within a matter is not in it, but for Suppressed, which says that
// the name of whoever reported the matter is withheld.
func (v *View) Resources(ctx context.Context, now time.Time, matters []domain.MatterID) (map[domain.MatterID]access.Resource, error) {
	found := make(map[domain.MatterID]access.Resource, len(matters))
	err := v.Read(ctx, func(c *sqlite.Conn) error {
		for _, id := range matters {
			if _, done := found[id]; done {
				continue
			}
			r, known, err := resource(c, now, id)
			if err != nil {
				return err
			}
			if known {
				found[id] = r
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read who may see matters: %w", err)
	}
	return found, nil
}

func resource(c *sqlite.Conn, now time.Time, id domain.MatterID) (r access.Resource, known bool, err error) {
	err = Query(c, `SELECT force, referred, requested, restricted FROM matter_access WHERE matter = ?1 AND force <> ''`, nil, func(s *sqlite.Stmt) error {
		known = true
		r = access.Resource{
			Kind: string(access.CaseContent), ID: string(id), Matter: id, Force: s.ColumnText(0),
			Referred: s.ColumnBool(1), Requested: s.ColumnBool(2), Restricted: s.ColumnBool(3),
		}
		return nil
	}, string(id))
	if err != nil || !known {
		return r, false, err
	}
	concerned := func(list *[]domain.OfficerID) func(*sqlite.Stmt) error {
		return func(s *sqlite.Stmt) error { *list = append(*list, domain.OfficerID(s.ColumnText(0))); return nil }
	}
	err = Query(c, `SELECT officer FROM matter_concerned WHERE matter = ?1 ORDER BY officer`, nil, concerned(&r.Concerned), string(id))
	if err != nil {
		return r, false, err
	}
	err = Query(c, `SELECT DISTINCT lc.officer FROM matter_link ml JOIN matter_concerned lc ON lc.matter = ml.other WHERE ml.matter = ?1 ORDER BY lc.officer`,
		nil, concerned(&r.Linked), string(id))
	if err != nil {
		return r, false, err
	}
	return r, true, grants(c, now, &r)
}

// grants fills in who may look into the matter and who is kept out.
func grants(c *sqlite.Conn, now time.Time, r *access.Resource) error {
	at := min(instant(now), instant(time.Time{})-1)
	err := Query(c, `SELECT kind, actor FROM matter_grant WHERE matter = ?1 AND until > ?2 ORDER BY actor`, nil, func(s *sqlite.Stmt) error {
		if list := listOf(r, s.ColumnText(0)); list != nil {
			if actor := domain.ActorID(s.ColumnText(1)); !slices.Contains(*list, actor) {
				*list = append(*list, actor)
			}
		}
		return nil
	}, string(r.Matter), at)
	if err != nil {
		return err
	}
	return Query(c, `SELECT 1 FROM matter_suppressed WHERE matter = ?1 AND kind IN ('WITNESS', 'WHISTLEBLOWER') AND scope = 'READERS' AND until > ?2 LIMIT 1`,
		nil, func(*sqlite.Stmt) error { r.Suppressed = true; return nil }, string(r.Matter), at)
}

func listOf(r *access.Resource, kind string) *[]domain.ActorID {
	switch kind {
	case assigned:
		return &r.Assigned
	case excepted:
		return &r.Excepted
	case conflicted:
		return &r.Conflicted
	case string(caseaccess.Compartment):
		return &r.Cleared
	case string(caseaccess.Identities):
		return &r.Identities
	case string(caseaccess.Privileged):
		return &r.Privileged
	}
	return nil
}
