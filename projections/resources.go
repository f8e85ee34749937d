package projections

import (
	"context"
	"encoding/json"
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
	wanted, err := json.Marshal(matters)
	if err != nil {
		return nil, fmt.Errorf("read who may see matters: %w", err)
	}
	f := facts{}
	err = v.Read(ctx, func(c *sqlite.Conn) error {
		return Query(c, factsOfMatters, func(s *sqlite.Stmt) {
			s.SetText(":matters", string(wanted))
			s.SetInt64(":at", min(instant(now), instant(time.Time{})-1))
		}, f.take)
	})
	if err != nil {
		return nil, fmt.Errorf("read who may see matters: %w", err)
	}
	return f.known(), nil
}

// factsOfMatters is one statement for a whole page, because many small ones cost more than the page itself. Each row says one thing of one
// matter: which, of what sort, and who.
const factsOfMatters = `WITH wanted AS MATERIALIZED (SELECT DISTINCT value AS matter FROM json_each(:matters))
SELECT a.matter, 'matter', a.force, a.referred, a.requested, a.restricted
	FROM wanted w CROSS JOIN matter_access a ON a.matter = w.matter WHERE a.force <> ''
UNION ALL SELECT mc.matter, 'concerned', mc.officer, 0, 0, 0
	FROM wanted w CROSS JOIN matter_concerned mc ON mc.matter = w.matter
UNION ALL SELECT ml.matter, 'linked', lc.officer, 0, 0, 0
	FROM wanted w CROSS JOIN matter_link ml ON ml.matter = w.matter CROSS JOIN matter_concerned lc ON lc.matter = ml.other
UNION ALL SELECT g.matter, g.kind, g.actor, 0, 0, 0
	FROM wanted w CROSS JOIN matter_grant g ON g.matter = w.matter WHERE g.until > :at
UNION ALL SELECT s.matter, 'withheld', '', 0, 0, 0
	FROM wanted w CROSS JOIN matter_suppressed s ON s.matter = w.matter
	WHERE s.kind IN ('WITNESS', 'WHISTLEBLOWER') AND s.scope = 'READERS' AND s.until > :at`

// facts gathers the rows, whatever order they come in.
type facts map[string]*access.Resource

func (f facts) take(s *sqlite.Stmt) error {
	id, who := s.ColumnText(0), s.ColumnText(2)
	r := f[id]
	if r == nil {
		r = &access.Resource{Kind: string(access.CaseContent), ID: id, Matter: domain.MatterID(id)}
		f[id] = r
	}
	switch what := s.ColumnText(1); what {
	case "matter":
		r.Force, r.Referred, r.Requested, r.Restricted = who, s.ColumnBool(3), s.ColumnBool(4), s.ColumnBool(5)
	case "concerned":
		r.Concerned = append(r.Concerned, domain.OfficerID(who))
	case "linked":
		r.Linked = append(r.Linked, domain.OfficerID(who))
	case "withheld":
		r.Suppressed = true
	default:
		if list := listOf(r, what); list != nil {
			*list = append(*list, domain.ActorID(who))
		}
	}
	return nil
}

// known returns the matters that exist, with everybody named once and in order.
func (f facts) known() map[domain.MatterID]access.Resource {
	found := make(map[domain.MatterID]access.Resource, len(f))
	for _, r := range f {
		if r.Force == "" {
			continue
		}
		for _, list := range []*[]domain.OfficerID{&r.Concerned, &r.Linked} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
		for _, list := range []*[]domain.ActorID{&r.Assigned, &r.Excepted, &r.Conflicted, &r.Cleared, &r.Identities, &r.Privileged} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
		found[r.Matter] = *r
	}
	return found
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
