package projections_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/cedar"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// TestVisible_is_what_the_written_policies_say holds three answers to one question against each other, for 20,000 pairs of a viewer and a
// matter: the rows the condition lets through, asked for all matters at once; the written policies; and the plain rules. What is known of
// a matter is drawn first and then made into events, so that no folding stands between.
func TestVisible_is_what_the_written_policies_say(t *testing.T) {
	t.Parallel()
	const matters, viewers, atLeast = 30, 8, 20_000
	engine, err := cedar.New(cedar.Options{Alarm: func(f cedar.Fault) { t.Errorf("deciding %s failed in %v", f.Action, f.Policies) }})
	if err != nil {
		t.Fatal(err)
	}
	compared, seen := 0, 0
	for compared < atLeast && !t.Failed() {
		rapid.Check(t, func(t *rapid.T) {
			w := drawWorld(t, matters)
			for range viewers {
				v := drawViewer(t)
				if v.At.IsZero() {
					v.At = viewtest.Epoch
				}
				seen += w.compare(t, v, access.CaseContent, projections.Visible(v, "matter_access.matter"), engine)
				countable, _ := projections.Countable(v, "matter_access.matter")
				w.compare(t, v, access.AggregateCount, countable, engine)
				w.compare(t, v, access.AccessContent, projections.VisibleAccess(v, "matter_access.matter"), engine)
				compared += matters
			}
		})
	}
	t.Logf("%d pairs of a viewer and a matter, of which %d may be seen", compared, seen)
	if seen < compared/100 {
		t.Errorf("only %d of %d pairs may be seen: the comparison says little", seen, compared)
	}
}

// world is many matters in the tables, and what is true of each at any moment.
type world struct {
	conn  *sqlite.Conn
	about map[string]func(now time.Time) access.Resource
}

func drawWorld(t *rapid.T, matters int) world {
	w := world{conn: memory(t), about: map[string]func(time.Time) access.Resource{}}
	for i := range matters {
		w.drawMatter(t, fmt.Sprintf("m%d", i))
	}
	return w
}

// holding is something that somebody has until a time.
type holding struct {
	actor domain.ActorID
	until time.Time
}

func drawHoldings(t *rapid.T, name string) (list []holding) {
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, name) {
		h := holding{actor: domain.ActorID(rapid.SampledFrom(viewtest.Actors).Draw(t, "actor"))}
		if hour := rapid.IntRange(-3, 4).Draw(t, "until"); hour < 4 {
			h.until = viewtest.Epoch.Add(time.Duration(hour) * time.Hour)
		}
		if !slices.ContainsFunc(list, func(o holding) bool { return o.actor == h.actor }) {
			list = append(list, h)
		}
	}
	return list
}

// at is who still has it.
func at(list []holding, now time.Time) (actors []domain.ActorID) {
	for _, h := range list {
		if h.until.IsZero() || now.Before(h.until) {
			actors = append(actors, h.actor)
		}
	}
	return actors
}

// drawMatter draws what is true of a matter and tells it to the tables as events.
func (w world) drawMatter(t *rapid.T, id string) {
	seldom := rapid.SampledFrom([]bool{true, false, false, false})
	fixed := access.Resource{
		Kind: string(access.CaseContent), ID: id, Matter: domain.MatterID(id),
		Force:    rapid.SampledFrom([]string{"northmoor", "northmoor", "eastvale"}).Draw(t, "force"),
		Referred: seldom.Draw(t, "referred"), Requested: seldom.Draw(t, "requested"), Restricted: seldom.Draw(t, "restricted"),
	}
	w.tell(t, "misconduct-"+id, misconduct.MatterReceived{Force: fixed.Force})
	if fixed.Referred {
		w.tell(t, "misconduct-"+id, misconduct.MatterReferredToIOPC{})
	}
	if fixed.Requested {
		w.tell(t, "caseaccess-"+id, caseaccess.InformationRequested{Request: "r", Basis: caseaccess.InformationDemand})
	}
	if seldom.Draw(t, "concerned") {
		o := domain.OfficerID(rapid.SampledFrom(viewtest.Officers).Draw(t, "officer"))
		fixed.Concerned = append(fixed.Concerned, o)
		w.tell(t, "misconduct-"+id, misconduct.OfficerConcernedIdentified{Officer: o})
	}
	if seldom.Draw(t, "linked") {
		o := domain.OfficerID(rapid.SampledFrom(viewtest.Officers).Draw(t, "officer"))
		fixed.Linked = append(fixed.Linked, o)
		w.tell(t, "misconduct-"+id, misconduct.MattersLinked{Other: domain.MatterID(id + "-linked")})
		w.tell(t, "misconduct-"+id+"-linked", misconduct.OfficerConcernedIdentified{Officer: o})
	}
	w.about[id] = w.drawPeople(t, id, fixed)
}

// drawPeople draws who has to do with the matter.
func (w world) drawPeople(t *rapid.T, id string, fixed access.Resource) func(time.Time) access.Resource {
	tell := func(e caseaccess.Event) { w.tell(t, "caseaccess-"+id, e) }
	assigned, excepted, cleared := drawHoldings(t, "assigned"), drawHoldings(t, "excepted"), drawHoldings(t, "cleared")
	for _, h := range assigned {
		tell(caseaccess.Assigned{Actor: h.actor, Capacity: domain.CaseOfficer, Until: h.until})
	}
	for i, h := range excepted {
		if h.until.IsZero() {
			h.until = viewtest.Epoch.Add(24 * time.Hour)
			excepted[i] = h
		}
		tell(caseaccess.ExceptionOpened{Exception: fmt.Sprint(i), Actor: h.actor, Until: h.until})
	}
	if fixed.Restricted {
		tell(caseaccess.Restricted{By: "nobody here"})
	}
	for i, h := range cleared {
		tell(caseaccess.ClearanceProposed{Proposal: fmt.Sprint(i), Actor: h.actor, For: caseaccess.Compartment, Until: h.until})
		tell(caseaccess.ClearanceGiven{Proposal: fmt.Sprint(i)})
	}
	if rapid.IntRange(0, 5).Draw(t, "conflict") == 0 {
		fixed.Conflicted = []domain.ActorID{domain.ActorID(rapid.SampledFrom(viewtest.Actors).Draw(t, "actor"))}
		tell(caseaccess.ConflictDeclared{Actor: fixed.Conflicted[0]})
	}
	return func(now time.Time) access.Resource {
		r := fixed
		r.Assigned, r.Excepted, r.Cleared = at(assigned, now), at(excepted, now), at(cleared, now)
		return r
	}
}

func (w world) tell(t *rapid.T, stream string, event any) {
	category, id, _ := wire.SplitStream(stream)
	if err := projections.ApplyAccess(w.conn, wire.Decoded{Category: category, ID: id, Event: event}); err != nil {
		t.Fatal(err)
	}
}

// compare returns how many matters the viewer sees.
func (w world) compare(t *rapid.T, v projections.Viewer, what access.Content, condition projections.Predicate, engine access.Policy) int {
	var byRows, byPolicies, byRules []string
	err := projections.Query(w.conn, `SELECT matter FROM matter_access WHERE force <> '' AND `+condition.SQL, condition.Bind, func(s *sqlite.Stmt) error {
		byRows = append(byRows, s.ColumnText(0))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, about := range w.about {
		if engine.Read(v, what, about(v.At)).Allowed {
			byPolicies = append(byPolicies, id)
		}
		if (access.Rules{}).Read(v, what, about(v.At)).Allowed {
			byRules = append(byRules, id)
		}
	}
	slices.Sort(byRows)
	slices.Sort(byPolicies)
	slices.Sort(byRules)
	if diff := cmp.Diff(byPolicies, byRows); diff != "" {
		t.Errorf("%s, viewer %+v: the policies (-), the rows (+):\n%s", what, v, diff)
	}
	if diff := cmp.Diff(byPolicies, byRules); diff != "" {
		t.Errorf("%s, viewer %+v: the policies (-), the plain rules (+):\n%s", what, v, diff)
	}
	return len(byRows)
}
