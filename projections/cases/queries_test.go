package cases_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// Every filter finds what a loop over all cases finds, newest first, whatever the page size.
func TestList_filters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		log := &viewtest.Log{}
		viewtest.Grow(t, log, 10)
		for i, id := range viewtest.Matters {
			log.Add("misconduct-"+id, wire.Metadata{Actor: "a"}, misconduct.MatterReceived{
				Reference: fmt.Sprintf("NMP/%d", i), Operation: "Ash_grove", Force: "northmoor", CameToAttentionOn: domain.Date(fmt.Sprintf("2025-06-0%d", 1+i/2)),
			})
		}
		viewtest.Grow(t, log, rapid.IntRange(0, 40).Draw(t, "events"))
		q := open(t, log)
		everything := list(t, q, viewer, cases.Filter{})
		if !slices.IsSortedFunc(everything, func(a, b cases.Case) int {
			return cmp.Or(cmp.Compare(b.CameToAttentionOn, a.CameToAttentionOn), cmp.Compare(b.ID, a.ID))
		}) {
			t.Error("not the newest first")
		}
		f := drawFilter(t)
		want := slices.DeleteFunc(slices.Clone(everything), func(c cases.Case) bool { return !matches(f, c) })
		if d := diff.Diff(want, list(t, q, viewer, f), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("filter %+v: %s", f, d)
		}
	})
}

func drawFilter(t *rapid.T) cases.Filter {
	f := cases.Filter{
		Text:         rapid.SampledFrom([]string{"", "nmp/1", "ASH_G", "ash%", "'"}).Draw(t, "text"),
		Kind:         rapid.SampledFrom([]misconduct.MatterKind{"", misconduct.RecordableConductMatter, misconduct.Complaint}).Draw(t, "kind"),
		State:        rapid.SampledFrom([]cases.State{"", cases.Received, cases.Assessed, cases.Determined}).Draw(t, "state"),
		Severity:     rapid.SampledFrom([]misconduct.Severity{"", misconduct.GrossMisconduct}).Draw(t, "severity"),
		Mode:         rapid.SampledFrom([]misconduct.Mode{"", misconduct.Directed}).Draw(t, "mode"),
		Officer:      domain.OfficerID(rapid.SampledFrom(append([]string{""}, viewtest.Officers...)).Draw(t, "officer")),
		ReceivedFrom: rapid.SampledFrom([]domain.Date{"", "2025-06-02"}).Draw(t, "from"),
		ReceivedTo:   rapid.SampledFrom([]domain.Date{"", "2025-06-01"}).Draw(t, "to"),
	}
	f.Investigator = rapid.SampledFrom([]domain.ActorID{"", "i"}).Draw(t, "investigator")
	if rapid.Bool().Draw(t, "by being open") {
		open := rapid.Bool().Draw(t, "open")
		f.Open = &open
	}
	if rapid.Bool().Draw(t, "by referral") {
		referred := rapid.Bool().Draw(t, "referred")
		f.Referred = &referred
	}
	return f
}

func matches(f cases.Filter, c cases.Case) bool {
	concerned := slices.ContainsFunc(c.Involvements, func(i cases.Involvement) bool { return i.Officer == f.Officer }) ||
		slices.ContainsFunc(c.Allegations, func(a cases.Allegation) bool { return slices.Contains(a.Officers, f.Officer) })
	last := domain.ActorID("")
	if n := len(c.Investigators); n > 0 {
		last = c.Investigators[n-1].Actor
	}
	done := c.State == cases.Finalised || c.State == cases.Reopened
	if f.Investigator != "" && last != f.Investigator || f.Open != nil && *f.Open == done {
		return false
	}
	return strings.Contains(strings.ToLower(c.Reference+" "+c.Operation), strings.ToLower(f.Text)) && (f.Kind == "" || c.Kind == f.Kind) &&
		(f.State == "" || c.State == f.State) && (f.Severity == "" || c.SeverityMax == f.Severity) && (f.Mode == "" || c.Mode == f.Mode) &&
		(f.Referred == nil || c.Referred == *f.Referred) && (f.Officer == "" || concerned) &&
		(f.ReceivedFrom == "" || c.CameToAttentionOn >= f.ReceivedFrom) && (f.ReceivedTo == "" || c.CameToAttentionOn <= f.ReceivedTo)
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story, other := viewtest.Tell(log, 1, "northmoor"), viewtest.Tell(log, 2, "northmoor")
	q := open(t, log)
	entries := func(query cases.TimelineQuery) []cases.TimelineEntry {
		return all(t, func(p projections.Page) (projections.Result[cases.TimelineEntry], error) {
			return q.Timeline(context.Background(), viewer, story.Matter, query, p)
		}, 3)
	}
	got := entries(cases.TimelineQuery{})
	var types []string
	for _, e := range got {
		types = append(types, strings.TrimSuffix(e.Type[strings.Index(e.Type, ".")+1:], ".v1"))
	}
	want := []string{
		"matter_received", "matter_recorded", "officer_concerned_identified", "allegation_added", "exhibit_registered", "seized", "sealed", "transferred",
		"continuity_discrepancy_raised", "authorised", "started", "source_registered", "messages_recorded", "source_recorded", "exhibit_registered",
		"completed", "hash_verified", "severity_assessed", "written_notice_served", "investigation_report_submitted", "decision_recorded", "case_to_answer_determined",
	}
	if d := diff.Diff(want, types); d != "" {
		t.Error(d)
	}
	backwards := entries(cases.TimelineQuery{NewestFirst: true})
	slices.Reverse(backwards)
	if d := diff.Diff(got, backwards); d != "" {
		t.Errorf("backwards: %s", d)
	}
	if d := diff.Diff(got[5:], entries(cases.TimelineQuery{Since: got[4].Position})); d != "" {
		t.Errorf("since the fifth: %s", d)
	}
	seized := got[5]
	if seized.Device != story.Phone || seized.EffectiveOn != "2025-06-09" || seized.EffectiveAt == nil || seized.Actor != "kl.marsh" || seized.CommandID == "" ||
		seized.Stream != "device-"+string(story.Phone) || seized.Revision != 0 || seized.Role != domain.CaseOfficer {
		t.Errorf("the seizure is %+v", seized)
	}
	if assessed := got[17]; assessed.EffectiveOn != "2025-06-12" || assessed.EffectiveAt != nil {
		t.Errorf("the assessment is %+v", assessed)
	}
	if other.Matter == story.Matter {
		t.Fatal("the stories are one")
	}
	if _, err := q.Timeline(t.Context(), viewer, "none", cases.TimelineQuery{}, projections.Page{}); kind(err) != domain.NotFound {
		t.Errorf("no matter: %v", err)
	}
	if _, err := q.Timeline(t.Context(), viewer, story.Matter, cases.TimelineQuery{}, projections.Page{After: []any{"1"}}); kind(err) != domain.Invalid {
		t.Errorf("half a cursor: %v", err)
	}
}

func TestTimeline_marks_what_is_dated_before_its_cause(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	log.Add("misconduct-"+string(story.Matter), wire.Metadata{Actor: "a"}, misconduct.MatterReferredBack{On: "2025-06-01", BeforeCause: true})
	got, err := open(t, log).Timeline(t.Context(), viewer, story.Matter, cases.TimelineQuery{NewestFirst: true}, projections.Page{First: 2})
	if err != nil || !got.Items[0].BeforeCause || got.Items[1].BeforeCause {
		t.Errorf("%+v, %v", got.Items, err)
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add := func(n int, month string, more ...any) {
		for range n {
			id := fmt.Sprintf("misconduct-%d", len(log.Events()))
			log.Add(id, wire.Metadata{Actor: "a"}, misconduct.MatterReceived{Force: "northmoor", CameToAttentionOn: domain.Date(month + "-07")})
			for _, e := range more {
				log.Add(id, wire.Metadata{Actor: "a"}, e)
			}
		}
	}
	add(9, "2025-01", misconduct.MatterRecorded{Kind: misconduct.Complaint})
	add(7, "2025-02")
	add(4, "2025-03", misconduct.MatterReferredToIOPC{})
	q := open(t, log)
	analyst := projections.Viewer{Actor: "a", Role: domain.CaseAnalyst, Force: "northmoor"}
	tests := []struct {
		viewer projections.Viewer
		by     cases.Dimension
		want   []cases.Count
	}{
		{viewer, cases.ByMonth, []cases.Count{{Key: "2025-01", N: 9}, {Key: "2025-02", N: 7}, {Key: "2025-03", N: 4}}},
		{viewer, cases.ByKind, []cases.Count{{N: 11}, {Key: "COMPLAINT", N: 9}}},
		{viewer, cases.ByState, []cases.Count{{Key: "RECEIVED", N: 7}, {Key: "RECORDED", N: 9}, {Key: "REFERRED", N: 4}}},
		// The four are hidden, and the seven with them: else 20 - 9 - 7 gives them away.
		{analyst, cases.ByMonth, []cases.Count{{Key: "2025-01", N: 9}, {Key: "2025-02", Suppressed: true}, {Key: "2025-03", Suppressed: true}}},
		{analyst, cases.ByKind, []cases.Count{{N: 11}, {Key: "COMPLAINT", N: 9}}},
		{projections.Viewer{Actor: "a", Role: domain.CaseAnalyst, Force: "eastvale"}, cases.ByMonth, nil},
		{projections.Viewer{Actor: "a", Role: domain.CaseAnalyst}, cases.ByMonth, []cases.Count{{Key: "2025-03", Suppressed: true}}},
		{projections.Viewer{Role: domain.CaseAnalyst, Force: "northmoor"}, cases.ByMonth, nil},
	}
	for _, test := range tests {
		got, err := q.Counts(t.Context(), test.viewer, test.by)
		if d := diff.Diff(test.want, got); d != "" || err != nil {
			t.Errorf("%+v by %s: %v %s", test.viewer, test.by, err, d)
		}
	}
	if _, err := q.Counts(t.Context(), viewer, "m.summary"); kind(err) != domain.Invalid {
		t.Errorf("an unknown dimension: %v", err)
	}
}
