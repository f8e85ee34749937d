package projections_test

import (
	"context"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/receipts"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// desk is everything that can be asked, over one log.
type desk struct {
	story    viewtest.Story
	cases    *cases.Queries
	custody  *custody.Queries
	messages *messages.Queries
	officers *officers.Queries
	work     *deadlines.Queries
	conv     string
}

func openDesk(t *testing.T, log *viewtest.Log, story viewtest.Story) desk {
	t.Helper()
	story.Process(log, misconduct.ClockStarted{Clock: "REPRESENTATIONS/-/1", Rule: clock.Representations, StartedOn: "2025-06-12", DueOn: "2025-06-26"})
	r := viewtest.Open(t, log, everyProjection()...)
	d := desk{
		story: story, cases: cases.NewQueries(r.View(cases.Name), log), custody: custody.NewQueries(r.View(custody.Name)),
		messages: messages.NewQueries(r.View(messages.Name)), officers: officers.NewQueries(r.View(officers.Name)),
		work: deadlines.NewQueries(r.View(deadlines.Name)),
	}
	d.conv = conversation(t, story.Force)
	return d
}

// conversation returns the id of the conversation of story 1, which is the same in every log.
func conversation(t *testing.T, force string) string {
	t.Helper()
	log := &viewtest.Log{}
	viewtest.Tell(log, 1, force)
	q := messages.NewQueries(viewtest.Open(t, log, messages.Projection{}).View(messages.Name))
	list, err := q.Conversations(context.Background(), investigator(force), messages.ConversationFilter{}, projections.Page{})
	if err != nil || len(list.Items) != 1 {
		t.Fatalf("conversations: %v, %v", list.Items, err)
	}
	return list.Items[0].ID
}

func caseQueries(r *projections.Runner, log *viewtest.Log) *cases.Queries {
	return cases.NewQueries(r.View(cases.Name), log)
}

func investigator(force string) projections.Viewer {
	return projections.Viewer{Actor: "kl.marsh", Role: domain.CaseOfficer, Force: force}
}

func supervisor(force string) projections.Viewer {
	return projections.Viewer{Actor: "psd.lead", Role: domain.PSDSupervisor, Force: force}
}

// question asks one thing for a viewer.
type question func(context.Context, projections.Viewer) (any, error)

func ask[T any](f func(context.Context, projections.Viewer) (T, error)) question {
	return func(ctx context.Context, v projections.Viewer) (any, error) { return f(ctx, v) }
}

// questions has one entry for every exported method of every Queries type; TestQuestions_are_complete sees to it.
func (d desk) questions() map[string]question {
	s, page, in := d.story, projections.Page{}, messages.Filter{Matter: d.story.Matter}
	type ctx = context.Context
	type who = projections.Viewer
	return map[string]question{
		"cases.List":        ask(func(c ctx, v who) (any, error) { return d.cases.List(c, v, cases.Filter{}, page) }),
		"cases.Get":         ask(func(c ctx, v who) (any, error) { return d.cases.Get(c, v, s.Matter) }),
		"cases.Many":        ask(func(c ctx, v who) (any, error) { return d.cases.Many(c, v, []domain.MatterID{s.Matter}) }),
		"cases.ByReference": ask(func(c ctx, v who) (any, error) { return d.cases.ByReference(c, v, "NMP/2025/0001") }),
		"cases.AsAt":        ask(func(c ctx, v who) (any, error) { return d.cases.AsAt(c, v, s.Matter, cases.Moment{}) }),
		"cases.Timeline":    ask(func(c ctx, v who) (any, error) { return d.cases.Timeline(c, v, s.Matter, cases.TimelineQuery{}, page) }),
		"cases.History":     ask(func(c ctx, v who) (any, error) { return d.cases.History(c, v, s.Matter, cases.FieldSummary) }),
		"cases.Record":      ask(func(c ctx, v who) (any, error) { return d.cases.Record(c, v, s.Concerned, cases.Moment{}) }),
		"cases.Counts":      ask(func(c ctx, v who) (any, error) { return d.cases.Counts(c, v, cases.ByKind) }),
		"custody.Devices":   ask(func(c ctx, v who) (any, error) { return d.custody.Devices(c, v, custody.DeviceFilter{}, page) }),
		"custody.Device":    ask(func(c ctx, v who) (any, error) { return d.custody.Device(c, v, s.Phone) }),
		"custody.DeviceIn":  ask(func(c ctx, v who) (any, error) { return d.custody.DeviceIn(c, v, s.Matter, s.Phone) }),
		"custody.Chain":     ask(func(c ctx, v who) (any, error) { return d.custody.Chain(c, v, s.Phone, "", page) }),
		"custody.Discrepancies": ask(func(c ctx, v who) (any, error) {
			return d.custody.Discrepancies(c, v, custody.DiscrepancyFilter{}, page)
		}),
		"custody.Exhibits":      ask(func(c ctx, v who) (any, error) { return d.custody.Exhibits(c, v, s.Matter, page) }),
		"custody.Exhibit":       ask(func(c ctx, v who) (any, error) { return d.custody.Exhibit(c, v, s.Matter, "KLM/1") }),
		"custody.Extractions":   ask(func(c ctx, v who) (any, error) { return d.custody.Extractions(c, v, custody.ExtractionFilter{}, page) }),
		"custody.Extraction":    ask(func(c ctx, v who) (any, error) { return d.custody.Extraction(c, v, s.Extraction) }),
		"custody.Sources":       ask(func(c ctx, v who) (any, error) { return d.custody.Sources(c, v, s.Extraction) }),
		"custody.Source":        ask(func(c ctx, v who) (any, error) { return d.custody.Source(c, v, s.Extraction, s.Source) }),
		"custody.IssuedDevices": ask(func(c ctx, v who) (any, error) { return d.custody.IssuedDevices(c, v, s.Concerned) }),
		"messages.Conversations": ask(func(c ctx, v who) (any, error) {
			return d.messages.Conversations(c, v, messages.ConversationFilter{}, page)
		}),
		"messages.Conversation": ask(func(c ctx, v who) (any, error) { return d.messages.Conversation(c, v, d.conv) }),
		"messages.Participants": ask(func(c ctx, v who) (any, error) { return d.messages.Participants(c, v, d.conv, page) }),
		"messages.Messages":     ask(func(c ctx, v who) (any, error) { return d.messages.Messages(c, v, in, page) }),
		"messages.Count":        ask(func(c ctx, v who) (any, error) { return d.messages.Count(c, v, in) }),
		"messages.Message":      ask(func(c ctx, v who) (any, error) { return d.messages.Message(c, v, s.Messages[0]) }),
		"messages.ByRef": ask(func(c ctx, v who) (any, error) {
			return d.messages.ByRef(c, v, misconduct.MessageRef{Extraction: s.Extraction, Revision: 3, Message: s.Messages[1]})
		}),
		"messages.Observations": ask(func(c ctx, v who) (any, error) { return d.messages.Observations(c, v, s.Messages[0]) }),
		"messages.Attachments":  ask(func(c ctx, v who) (any, error) { return d.messages.Attachments(c, v, s.Messages[0]) }),
		"messages.Search":       ask(func(c ctx, v who) (any, error) { return d.messages.Search(c, v, in, "photos", messages.Newest, page) }),
		"messages.SearchCount":  ask(func(c ctx, v who) (any, error) { return d.messages.SearchCount(c, v, in, "photos") }),
		"officers.List":         ask(func(c ctx, v who) (any, error) { return d.officers.List(c, v, officers.Filter{}, page) }),
		"officers.Get":          ask(func(c ctx, v who) (any, error) { return d.officers.Get(c, v, s.Concerned) }),
		"officers.Many":         ask(func(c ctx, v who) (any, error) { return d.officers.Many(c, v, []domain.OfficerID{s.Concerned}) }),
		"deadlines.Clocks":      ask(func(c ctx, v who) (any, error) { return d.work.Clocks(c, v, deadlines.Filter{}, page) }),
		"deadlines.Mine":        ask(func(c ctx, v who) (any, error) { return d.work.Mine(c, v, page) }),
		"deadlines.Unassigned":  ask(func(c ctx, v who) (any, error) { return d.work.Unassigned(c, v, page) }),
		"deadlines.Stalled":     ask(func(c ctx, v who) (any, error) { return d.work.Stalled(c, v, "2030-01-01", page) }),
		"deadlines.Counts":      ask(func(c ctx, v who) (any, error) { return d.work.Counts(c, v, "2030-01-01") }),
		"deadlines.Calendar":    ask(func(c ctx, v who) (any, error) { return d.work.Calendar(c, v) }),
		"officers.ByCollar":     ask(func(c ctx, v who) (any, error) { return d.officers.ByCollar(c, v, s.Force, "10") }),
	}
}

// A method added to a Queries type and not to questions fails here, so that none can forget whom it answers.
func TestQuestions_are_complete(t *testing.T) {
	t.Parallel()
	asked := slices.Collect(maps.Keys(desk{story: viewtest.Story{Messages: make([]domain.MessageID, 3)}}.questions()))
	// The receipts, the agenda of the clocks, and what the access log decides by serve the ledger and nobody else; see their documentation.
	asked = append(asked, "receipts.Find", "cases.Timely", "cases.NextTimely", "officers.ConcernedIn", "officers.Colleagues")
	for _, q := range []any{&cases.Queries{}, &custody.Queries{}, &messages.Queries{}, &officers.Queries{}, &receipts.Queries{},
		&deadlines.Queries{}} {
		typ := reflect.TypeOf(q)
		for i := range typ.NumMethod() {
			name := filepath.Base(typ.Elem().PkgPath()) + "." + typ.Method(i).Name
			if !slices.Contains(asked, name) {
				t.Errorf("%s is asked by no visibility test", name)
			}
		}
	}
}

// empty says whether an answer gives nothing away.
func empty(answer any, err error) bool {
	if err != nil {
		kind, ok := domain.KindOf(err)
		return ok && kind == domain.NotFound
	}
	v := reflect.ValueOf(answer)
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}

func TestQuestions_answer_nobody_else(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	d := openDesk(t, log, story)
	viewers := map[string]projections.Viewer{
		"nobody":                {},
		"no actor":              {Role: domain.CaseOfficer, Force: "northmoor"},
		"no force":              {Actor: "a", Role: domain.CaseOfficer},
		"unknown role":          {Actor: "a", Role: "ADMIN", Force: "northmoor"},
		"other force":           investigator("eastvale"),
		"IOPC, not referred":    {Actor: "a", Role: domain.IOPCReader},
		"director, no referral": {Actor: "a", Role: domain.DirectorGeneral, Force: "northmoor"},
		"officer's own page":    {Actor: "a", Role: domain.OfficerConcerned, Force: "northmoor", Officer: story.Concerned},
		"colleague as officer":  {Actor: "a", Role: domain.OfficerConcerned, Force: "northmoor", Officer: story.Colleague},
		"concerned officer":     {Actor: "a", Role: domain.CaseOfficer, Force: "northmoor", Officer: story.Concerned},
		"concerned supervisor":  {Actor: "a", Role: domain.PSDSupervisor, Force: "northmoor", Officer: story.Concerned},
		"concerned authority":   {Actor: "a", Role: domain.AppropriateAuthority, Force: "northmoor", Officer: story.Concerned},
		"concerned in the IOPC": {Actor: "a", Role: domain.IOPCReader, Officer: story.Concerned},
		"analyst":               {Actor: "a", Role: domain.CaseAnalyst, Force: "northmoor"},
	}
	// What is no row of a matter: the register of one's own force, and an analyst's counts.
	open := func(name string, v projections.Viewer) bool {
		register := name == "custody.IssuedDevices" || name[:8] == "officers"
		return register && v.MayReadRegister() && v.Force == story.Force || name == "cases.Counts" && v.Role == domain.CaseAnalyst
	}
	for name, q := range d.questions() {
		if answer, err := q(t.Context(), investigator("northmoor")); err != nil || empty(answer, err) {
			t.Errorf("%s: an investigator of the force gets %v, %v", name, answer, err)
		}
		for who, v := range viewers {
			if answer, err := q(t.Context(), v); !open(name, v) && !empty(answer, err) {
				t.Errorf("%s: %s gets %v, %v", name, who, answer, err)
			}
		}
	}
}

func TestQuestions_answer_the_watchdog_after_referral(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Refer(log)
	d := openDesk(t, log, story)
	for name, q := range d.questions() {
		for _, role := range []domain.Role{domain.IOPCReader, domain.DirectorGeneral} {
			if answer, err := q(t.Context(), projections.Viewer{Actor: "a", Role: role}); err != nil || empty(answer, err) {
				t.Errorf("%s: %s gets %v, %v", name, role, answer, err)
			}
			concerned := projections.Viewer{Actor: "a", Role: role, Officer: story.Concerned}
			if answer, err := q(t.Context(), concerned); !empty(answer, err) {
				t.Errorf("%s: %s who is concerned gets %v, %v", name, role, answer, err)
			}
		}
	}
	// Whoever is in the register and not concerned in a referred matter is not for the IOPC.
	if _, err := d.officers.Get(t.Context(), projections.Viewer{Actor: "a", Role: domain.IOPCReader}, story.Colleague); !empty(nil, err) {
		t.Errorf("the IOPC finds a colleague: %v", err)
	}
}
