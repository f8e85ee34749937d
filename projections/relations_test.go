package projections_test

import (
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// relation is how somebody, the actor "v", stands to a matter, and whether they see it.
type relation struct {
	name    string
	role    domain.Role
	prepare func(log *viewtest.Log, s viewtest.Story) // what makes it so
	officer func(s viewtest.Story) domain.OfficerID   // their own entry in the register
	sees    bool
}

var (
	judgedAt = viewtest.Epoch
	hour     = time.Hour
)

// told returns a preparation that records facts about access.
func told(events ...caseaccess.Event) func(*viewtest.Log, viewtest.Story) {
	return func(log *viewtest.Log, s viewtest.Story) { s.Note(log, events...) }
}

func onIt(until time.Time) caseaccess.Event {
	return caseaccess.Assigned{Actor: "v", Capacity: domain.CaseOfficer, Until: until, Reason: "r"}
}

func exception(until time.Time) caseaccess.Event {
	return caseaccess.ExceptionOpened{Exception: "x", Actor: "v", Capacity: domain.CaseOfficer, Reason: "r", Until: until}
}

var (
	restricted = caseaccess.Restricted{Reason: "r", By: "lead"}
	proposed   = caseaccess.ClearanceProposed{Proposal: "p", Actor: "v", For: caseaccess.Compartment, Until: judgedAt.Add(hour), Reason: "r", By: "lead"}
	conflict   = caseaccess.ConflictDeclared{Actor: "v", Interest: "i"}
	given      = caseaccess.ClearanceGiven{Proposal: "p"}
	demanded   = caseaccess.InformationRequested{Request: "1", Basis: caseaccess.InformationDemand, Reference: "r", Reason: "r"}
)

func relations() []relation {
	own := func(s viewtest.Story) domain.OfficerID { return s.Concerned }
	linked := func(log *viewtest.Log, s viewtest.Story) {
		s.Link(log, viewtest.Tell(log, 2, s.Force))
		told(onIt(time.Time{}))(log, s)
	}
	elsewhere := func(viewtest.Story) domain.OfficerID { return "20000000-0000-4000-8000-000000000002" } // concerned in story 2
	referred := func(log *viewtest.Log, s viewtest.Story) { s.Refer(log) }
	return []relation{
		{"not assigned", domain.CaseOfficer, told(), nil, false},
		{"assigned", domain.CaseOfficer, told(onIt(time.Time{})), nil, true},
		{"assigned for a while", domain.DigitalExaminer, told(onIt(judgedAt.Add(1))), nil, true},
		{"assignment expired", domain.DigitalExaminer, told(onIt(judgedAt)), nil, false},
		{"assignment ended", domain.ExhibitsOfficer, told(onIt(time.Time{}), caseaccess.AssignmentEnded{Actor: "v"}), nil, false},
		{"by exception", domain.ExhibitsOfficer, told(exception(judgedAt.Add(hour))), nil, true},
		{"exception expired", domain.ExhibitsOfficer, told(exception(judgedAt)), nil, false},
		{"exception ended", domain.ExhibitsOfficer, told(exception(judgedAt.Add(hour)), caseaccess.ExceptionEnded{Exception: "x"}), nil, false},
		{"assigned and conflicted", domain.CaseOfficer, told(onIt(time.Time{}), conflict), nil, false},
		{"assigned, conflict lifted", domain.CaseOfficer, told(onIt(time.Time{}), conflict, caseaccess.ConflictLifted{Actor: "v"}), nil, true},
		{"supervisor", domain.PSDSupervisor, told(), nil, true},
		{"authority", domain.AppropriateAuthority, told(), nil, true},
		{"supervisor, conflicted", domain.PSDSupervisor, told(conflict), nil, false},
		{"supervisor, concerned", domain.PSDSupervisor, told(), own, false},
		{"assigned, concerned", domain.CaseOfficer, told(onIt(time.Time{})), own, false},
		{"assigned, concerned in a linked matter", domain.CaseOfficer, linked, elsewhere, false},
		{"assigned, and nobody of a linked matter", domain.CaseOfficer, linked, nil, true},
		{"supervisor, restricted", domain.PSDSupervisor, told(restricted), nil, false},
		{"supervisor, restricted and cleared", domain.PSDSupervisor, told(restricted, proposed, given), nil, true},
		{"assigned, restricted", domain.CaseOfficer, told(onIt(time.Time{}), restricted), nil, false},
		{"assigned, restricted and only proposed", domain.CaseOfficer, told(onIt(time.Time{}), restricted, proposed), nil, false},
		{"assigned, restricted and cleared", domain.CaseOfficer, told(onIt(time.Time{}), restricted, proposed, given), nil, true},
		{"cleared and not assigned", domain.CaseOfficer, told(restricted, proposed, given), nil, false},
		{"anti-corruption, restricted", domain.AntiCorruption, told(restricted), nil, false},
		{"anti-corruption, cleared", domain.AntiCorruption, told(restricted, proposed, given), nil, true},
		{"anti-corruption, clearance ended", domain.AntiCorruption,
			told(restricted, proposed, given, caseaccess.ClearanceEnded{Actor: "v", For: caseaccess.Compartment}), nil, false},
		{"restriction lifted", domain.PSDSupervisor, told(restricted, caseaccess.RestrictionLifted{}), nil, true},
		{"IOPC, internal", domain.IOPCReader, told(), nil, false},
		{"IOPC, referred", domain.IOPCReader, referred, nil, true},
		{"IOPC, demanded", domain.DirectorGeneral, told(demanded), nil, true},
		{"IOPC, referred and restricted", domain.IOPCReader, func(log *viewtest.Log, s viewtest.Story) { s.Refer(log); s.Note(log, restricted) }, nil, true},
		{"IOPC, referred and conflicted", domain.IOPCReader, func(log *viewtest.Log, s viewtest.Story) { s.Refer(log); s.Note(log, conflict) }, nil, false},
		{"auditor", domain.Auditor, told(), nil, false},
		{"access administrator", domain.AccessAdministrator, told(), nil, false},
		{"panel", domain.HearingChair, told(), nil, false},
		{"local policing body", domain.LocalPolicingBody, told(), nil, false},
		{"defence", domain.DefenceReviewer, told(onIt(time.Time{})), nil, false},
		{"analyst", domain.CaseAnalyst, told(onIt(time.Time{})), nil, false},
	}
}

func (x relation) viewer(s viewtest.Story) projections.Viewer {
	v := projections.Viewer{Actor: "v", Role: x.role, Force: s.Force, At: judgedAt}
	if x.role == domain.IOPCReader || x.role == domain.DirectorGeneral {
		v.Force = ""
	}
	if x.officer != nil {
		v.Officer = x.officer(s)
	}
	return v
}

// Every question is answered to everybody as their relation to the matter says: with something, or with what is said of nothing.
func TestQuestions_by_relation(t *testing.T) {
	t.Parallel()
	for _, x := range relations() {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			log := &viewtest.Log{}
			story := viewtest.Tell(log, 1, "northmoor")
			x.prepare(log, story)
			d, v := openDesk(t, log, story), x.viewer(story)
			for name, q := range d.questions() {
				if ofRegister(name) && v.MayReadRegister() || name == "cases.Counts" && (x.role == domain.CaseAnalyst || x.role == domain.LocalPolicingBody) ||
					x.role == domain.AntiCorruption && ofRegister(name) || manyMatters(name) && x.officer != nil {
					continue // what belongs to no matter, or to another one
				}
				sees := x.sees && (!ofOwnTasks(name) || strings.HasPrefix(x.name, "assigned"))
				answer, err := q(t.Context(), v)
				if empty(answer, err) == sees || (sees && err != nil) {
					t.Errorf("%s: sees %v, and gets %v, %v", name, sees, answer, err)
				}
			}
		})
	}
}

func ofRegister(question string) bool {
	return question == "custody.IssuedDevices" || question[:8] == "officers"
}

// ofOwnTasks are questions about matters the asker is assigned to, whatever else they see.
func ofOwnTasks(question string) bool {
	return question == "deadlines.Mine" || question == "deadlines.Calendar"
}

// manyMatters are questions that are answered from the linked matter too.
func manyMatters(question string) bool {
	switch question {
	case "cases.List", "cases.Counts", "custody.Devices", "custody.Discrepancies", "custody.Extractions", "messages.Conversations",
		"deadlines.Clocks", "deadlines.Mine", "deadlines.Unassigned", "deadlines.Stalled", "deadlines.Counts", "deadlines.Calendar":
		return true
	}
	return false
}

// What is hidden leaves no trace in pages, cursors and counts: lists are as long as what may be seen.
func TestLists_show_no_gap(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	var stories []viewtest.Story
	for n := range 5 {
		stories = append(stories, viewtest.Tell(log, n+1, "northmoor"))
	}
	stories[2].Assign(log, "v")
	r := viewtest.Open(t, log, everyProjection()...)
	v, one := projections.Viewer{Actor: "v", Role: domain.CaseOfficer, Force: "northmoor", At: judgedAt}, projections.Page{First: 1}
	check := func(what string, n int, next bool, err error) {
		t.Helper()
		if n != 1 || next || err != nil {
			t.Errorf("%s: %d on the page, more to come %v, %v", what, n, next, err)
		}
	}
	cs, err := cases.NewQueries(r.View(cases.Name), log).List(t.Context(), v, cases.Filter{}, one)
	check("cases", len(cs.Items), cs.HasNext, err)
	counts, err := cases.NewQueries(r.View(cases.Name), log).Counts(t.Context(), v, cases.ByState)
	check("counts", counts[0].N, len(counts) > 1, err)
	ds, err := custody.NewQueries(r.View(custody.Name)).Devices(t.Context(), v, custody.DeviceFilter{}, one)
	check("devices", len(ds.Items), ds.HasNext, err)
	xs, err := custody.NewQueries(r.View(custody.Name)).Extractions(t.Context(), v, custody.ExtractionFilter{}, one)
	check("extractions", len(xs.Items), xs.HasNext, err)
	ks, err := messages.NewQueries(r.View(messages.Name)).Conversations(t.Context(), v, messages.ConversationFilter{}, one)
	check("conversations", len(ks.Items), ks.HasNext, err)
}

// A link stands in the timeline of those who see the matter at its other end, and of nobody else.
func TestTimeline_tells_of_no_hidden_link(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	a, b := viewtest.Tell(log, 1, "northmoor"), viewtest.Tell(log, 2, "northmoor")
	a.Assign(log, "one")
	a.Assign(log, "both")
	b.Assign(log, "both")
	a.Link(log, b)
	q := cases.NewQueries(viewtest.Open(t, log, cases.Projection{}).View(cases.Name), log)
	for actor, want := range map[domain.ActorID]int{"one": 0, "both": 1} {
		v := projections.Viewer{Actor: actor, Role: domain.CaseOfficer, Force: "northmoor", At: judgedAt}
		page, err := q.Timeline(t.Context(), v, a.Matter, cases.TimelineQuery{}, projections.Page{First: projections.MaxPage})
		links := 0
		for _, e := range page.Items {
			if e.Type == "misconduct.matters_linked.v1" {
				links++
			}
		}
		if err != nil || links != want {
			t.Errorf("%s: %d links, %v", actor, links, err)
		}
	}
	m, err := q.Get(t.Context(), supervisor("northmoor"), a.Matter)
	if err != nil || len(m.Linked) != 1 || m.Linked[0] != b.Matter {
		t.Errorf("linked %v, %v", m.Linked, err)
	}
}

// What is taken away in the middle of a story is gone with the next page, wherever its cursor came from.
func TestPages_end_with_the_right_to_see_them(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Note(log, onIt(judgedAt.Add(hour)))
	r := viewtest.Open(t, log, everyProjection()...)
	q := cases.NewQueries(r.View(cases.Name), log)
	v := projections.Viewer{Actor: "v", Role: domain.CaseOfficer, Force: "northmoor", At: judgedAt}
	first, err := q.Timeline(t.Context(), v, story.Matter, cases.TimelineQuery{}, projections.Page{First: 2})
	if err != nil || len(first.Items) != 2 {
		t.Fatalf("%d entries, %v", len(first.Items), err)
	}
	next := projections.Page{First: 2, After: first.Keys[1]}
	late := v
	late.At = judgedAt.Add(hour)
	_, err = q.Timeline(t.Context(), late, story.Matter, cases.TimelineQuery{}, next)
	_, never := q.Timeline(t.Context(), late, "10000000-0000-4000-8000-000000000099", cases.TimelineQuery{}, next)
	if err == nil || never == nil || err.Error() != never.Error() {
		t.Errorf("after the end: %v; of a case that never was: %v", err, never)
	}
	log.Add(wire.Stream("misconduct", string(story.Matter)), wire.Metadata{}, misconduct.OfficerConcernedIdentified{Officer: story.Colleague})
	viewtest.CatchUp(t, r, log)
	v.Officer = story.Colleague
	if _, err := q.Timeline(t.Context(), v, story.Matter, cases.TimelineQuery{}, next); !empty(nil, err) {
		t.Errorf("after becoming concerned: %v", err)
	}
}
