package projections_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// facts is what the aggregates' own folding makes of a history; the tables of the read models must say the same.
type facts struct {
	matters  map[string]misconduct.State
	accesses map[string]caseaccess.State
}

func factsOf(log *viewtest.Log, each func(wire.Decoded)) facts {
	f := facts{matters: map[string]misconduct.State{}, accesses: map[string]caseaccess.State{}}
	for _, r := range log.Events() {
		e, err := wire.Decode(r)
		if err != nil {
			continue // nobody can read it
		}
		switch ev := e.Event.(type) {
		case misconduct.Event:
			f.matters[e.ID] = misconduct.Evolve(f.matters[e.ID], ev)
		case caseaccess.Event:
			f.accesses[e.ID] = caseaccess.Evolve(f.accesses[e.ID], ev)
		}
		each(e)
	}
	return f
}

// about returns the resource that a matter is at a moment, and false when nobody received it.
func (f facts) about(id string, now time.Time) (access.Resource, bool) {
	m, a := f.matters[id], f.accesses[id]
	r := access.Resource{
		Kind: string(access.CaseContent), ID: id, Matter: domain.MatterID(id), Force: m.Force,
		Referred: m.Referred || m.Mode != "", Requested: len(a.Requests) > 0, Restricted: a.Restricted,
		Concerned: slices.Sorted(maps.Keys(m.Officers)), Assigned: a.AssignedAt(now), Excepted: a.ExceptedAt(now), Conflicted: a.Conflicted(),
		Cleared: a.ClearedAt(now, caseaccess.Compartment), Identities: a.ClearedAt(now, caseaccess.Identities), Privileged: a.ClearedAt(now, caseaccess.Privileged),
	}
	for other := range m.Linked {
		r.Linked = append(r.Linked, slices.Collect(maps.Keys(f.matters[string(other)].Officers))...)
	}
	slices.Sort(r.Linked)
	r.Linked = slices.Compact(r.Linked)
	return r, m.Exists && m.Force != ""
}

var everyRole = []domain.Role{
	domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor, domain.AntiCorruption,
	domain.DirectorGeneral, domain.IOPCReader, domain.CaseAnalyst, domain.OfficerConcerned, domain.AccessAdministrator, domain.Auditor,
	domain.HearingChair, domain.LocalPolicingBody, domain.IndependentCounsel, domain.DefenceReviewer, domain.ProcessManager, "", "ADMIN",
}

func drawViewer(t *rapid.T) projections.Viewer {
	v := projections.Viewer{
		Actor:   domain.ActorID(rapid.SampledFrom(append([]string{""}, viewtest.Actors...)).Draw(t, "actor")),
		Force:   rapid.SampledFrom([]string{"", "northmoor", "northmoor", "eastvale"}).Draw(t, "force"),
		Role:    rapid.SampledFrom(everyRole).Draw(t, "role"),
		Officer: domain.OfficerID(rapid.SampledFrom(append([]string{"", ""}, viewtest.Officers...)).Draw(t, "own")),
	}
	if hour := rapid.IntRange(-4, 4).Draw(t, "at"); hour > -4 {
		v.At = viewtest.Epoch.Add(time.Duration(hour) * time.Hour)
	}
	return v
}

var rules access.Rules

// farOff is when nothing counts any more that ends by time.
var farOff = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// The conditions on rows say the same as the access rules, for any history, any viewer and any matter.
func TestVisible_is_what_access_says(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := memory(t)
		log := &viewtest.Log{}
		for _, id := range viewtest.Matters {
			log.Add("misconduct-"+id, wire.Metadata{}, misconduct.MatterReceived{Force: "northmoor"})
		}
		viewtest.GrowAccess(t, log, rapid.IntRange(0, 60).Draw(t, "events"))
		f := factsOf(log, func(e wire.Decoded) {
			if err := projections.ApplyAccess(c, e); err != nil {
				t.Fatal(err)
			}
		})
		for range 20 {
			compareSight(t, c, f, drawViewer(t))
		}
	})
}

func compareSight(t *rapid.T, c *sqlite.Conn, f facts, v projections.Viewer) {
	now := v.At
	if now.IsZero() {
		now = farOff
	}
	for _, id := range append([]string{"nowhere"}, viewtest.Matters...) {
		r, known := f.about(id, now)
		if got, want := holds(t, c, projections.Visible(v, ":id"), id), known && v.MayRead(r); got != want {
			t.Errorf("viewer %+v, matter %+v: seen %v, access says %v", v, r, got, want)
		}
		countable, _ := projections.Countable(v, ":id")
		if got, want := holds(t, c, countable, id), known && rules.Read(v, access.AggregateCount, r).Allowed; got != want {
			t.Errorf("viewer %+v, matter %+v: counted %v, access says %v", v, r, got, want)
		}
	}
}

func holds(t *rapid.T, c *sqlite.Conn, p projections.Predicate, id string) bool {
	found := false
	w := p.Where().And(":id <> ''", ":id", id)
	err := projections.Query(c, `SELECT 1 WHERE `+w.SQL(), w.Bind, func(*sqlite.Stmt) error { found = true; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func memory(t *rapid.T) *sqlite.Conn {
	c, err := sqlite.OpenConn(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := sqlitex.ExecuteScript(c, projections.AccessSchema, nil); err != nil {
		t.Fatal(err)
	}
	return c
}

// What the view hands to the access rules is what the history says, at any moment.
func TestResources_are_what_the_history_says(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		log := &viewtest.Log{}
		for _, id := range viewtest.Matters { // what happens in a matter nobody received is set aside
			log.Add("misconduct-"+id, wire.Metadata{}, misconduct.MatterReceived{Force: "northmoor"})
		}
		viewtest.GrowAccess(t, log, 60)
		f := factsOf(log, func(wire.Decoded) {})
		view := viewtest.Open(t, log, cases.Projection{}).View(cases.Name)
		now := viewtest.Epoch.Add(time.Duration(rapid.IntRange(-4, 4).Draw(t, "at")) * time.Hour)
		ids := []domain.MatterID{"nowhere", domain.MatterID(viewtest.Matters[0])}
		for _, id := range viewtest.Matters {
			ids = append(ids, domain.MatterID(id))
		}
		got, err := view.Resources(t.Context(), now, ids)
		if err != nil {
			t.Fatal(err)
		}
		want := map[domain.MatterID]access.Resource{}
		for _, id := range ids {
			if r, known := f.about(string(id), now); known {
				want[id] = r
			}
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("at %s (-history +view):\n%s", now, diff)
		}
	})
}
