package cases_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

func decoded(t viewtest.TB, log *viewtest.Log, stream string) []wire.Decoded {
	t.Helper()
	var events []wire.Decoded
	for _, r := range log.Events() {
		if r.Stream != stream {
			continue
		}
		if e, err := wire.Decode(r); err == nil {
			events = append(events, e)
		}
	}
	return events
}

func TestFold_tells_the_story(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Refer(log)
	q := open(t, log)
	m, err := q.Get(t.Context(), viewer, story.Matter)
	if err != nil {
		t.Fatal(err)
	}
	var clocks misconduct.Clocks // what calls for them stands in the log; who starts them is tested elsewhere
	for _, e := range decoded(t, log, "misconduct-"+string(story.Matter)) {
		clocks = clocks.Evolve(e.Event.(misconduct.Event))
	}
	want := cases.Case{
		Exists: true, ID: story.Matter, Reference: "NMP/2025/0001", Operation: "Larkfield", Force: "northmoor",
		Kind: misconduct.RecordableConductMatter, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}, State: cases.Determined,
		SeverityMax: misconduct.GrossMisconduct, CameToAttentionOn: "2025-06-03", RecordedOn: "2025-06-03", Summary: "screenshots handed over",
		ReportedBy: "COLLEAGUE", RegimeVersion: "2020+A24+A25", Referred: true, ReferralState: cases.Referred,
		Referrals: []cases.Referral{{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"}},
		Involvements: []cases.Involvement{{
			Officer: story.Concerned, State: cases.HasCaseToAnswer, RankAtConduct: "SERGEANT", SubjectKind: "OFFICER", IdentifiedOn: "2025-06-03",
			Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, Duty: misconduct.Normal,
			Assessments:  []misconduct.SeverityAssessed{{Officer: story.Concerned, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, DecidedBy: domain.DirectorGeneral, On: "2025-06-12"}},
			Notices:      []misconduct.WrittenNoticeServed{{Officer: story.Concerned, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"}},
			CaseToAnswer: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing, DeterminedOn: "2025-12-01", Decision: "90000000-0000-4000-8000-000000000001",
		}},
		Allegations: []cases.Allegation{{
			ID: "80000000-0000-4000-8000-000000000001", Officers: []domain.OfficerID{story.Concerned}, Standards: []int{3, 10}, CodeSet: "iopc-2021",
			Category: "F", Text: "posted discriminatory messages",
		}},
		Exhibits: []cases.Exhibit{
			{Ref: "KLM/1", Device: story.Phone, Description: "smartphone"},
			{Ref: "PQR/1", Extraction: story.Extraction, DerivedFrom: "KLM/1", Description: "extraction"},
		},
		Report: &cases.Report{By: "kl.marsh", On: "2025-10-10"},
		Decisions: []cases.Decision{{
			ID: "90000000-0000-4000-8000-000000000001", Subject: "CASE_TO_ANSWER", Officer: story.Concerned, Text: "case to answer", Reasons: "the words are plain",
			Citations: []cases.Citation{{Exhibit: "PQR/1"}, {Message: &misconduct.MessageRef{Extraction: story.Extraction, Revision: 3, Message: story.Messages[1]}}},
			DecidedBy: domain.DirectorGeneral, On: "2025-12-01", RecordedBy: "kl.marsh", Revision: 9,
		}},
		Clocks:   clocks,
		Revision: 11,
	}
	if diff := cmp.Diff(want, m, cmp.FilterValues(func(a, b time.Time) bool { return true }, cmp.Ignore())); diff != "" {
		t.Error(diff)
	}
}

// Fold leaves the case it is given alone, and the stored case is the fold of the stream.
func TestFold_is_pure(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		log := &viewtest.Log{}
		viewtest.Grow(t, log, rapid.IntRange(0, 60).Draw(t, "events"))
		var history []cases.Case
		var texts []string
		c := cases.Case{}
		for _, e := range decoded(t, log, "misconduct-"+viewtest.Matters[0]) {
			c = cases.Fold(c, e)
			history, texts = append(history, c), append(texts, text(t, c))
		}
		for i := range history {
			if text(t, history[i]) != texts[i] {
				t.Fatalf("a later event changed the case at step %d", i)
			}
		}
	})
}

func text(t viewtest.TB, c cases.Case) string {
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAsAt_is_the_fold_of_what_was_known(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		log := &viewtest.Log{}
		log.Add("misconduct-"+viewtest.Matters[0], wire.Metadata{Actor: "a"},
			misconduct.MatterReceived{Reference: "R", Force: "northmoor", CameToAttentionOn: "2025-06-02"})
		viewtest.Grow(rt, log, rapid.IntRange(0, 50).Draw(rt, "events"))
		q := open(rt, log)
		at := cases.Moment{
			Known:     viewtest.Epoch.Add(time.Duration(rapid.IntRange(0, 60).Draw(rt, "known")) * time.Second),
			Effective: domain.Date(rapid.SampledFrom([]string{"", "2025-06-01", "2025-06-04", "2025-06-09"}).Draw(rt, "effective")),
		}
		want, unreadable := foldUntil(log, at)
		got, err := q.AsAt(t.Context(), viewer, domain.MatterID(viewtest.Matters[0]), at)
		if _, hidden := q.Get(t.Context(), viewer, domain.MatterID(viewtest.Matters[0])); kind(hidden) == domain.NotFound {
			if kind(err) != domain.NotFound {
				rt.Errorf("a case that is hidden today was shown as it was: %v", err)
			}
			return
		}
		switch {
		case unreadable:
			var unknown *domain.UnknownEventError
			if !errors.As(err, &unknown) {
				rt.Errorf("an event nobody can read was left out: %v", err)
			}
		case !want.Exists:
			if kind(err) != domain.NotFound {
				rt.Errorf("before the first event: %v", err)
			}
		default:
			if diff := cmp.Diff(alone(want), alone(got), cmpopts.EquateEmpty()); diff != "" || err != nil {
				rt.Errorf("%v %s", err, diff)
			}
		}
	})
}

// alone is a case without what is known of it from other streams: which other matters there are, and what became of its evidence.
func alone(c cases.Case) cases.Case {
	c.Combinations, c.Decisions = nil, slices.Clone(c.Decisions)
	for i := range c.Decisions {
		c.Decisions[i].Flags = nil
	}
	return c
}

// foldUntil is AsAt as a loop. What is put right holds on every day; a matter begins on the day that is known to be the right one.
func foldUntil(log *viewtest.Log, at cases.Moment) (c cases.Case, unreadable bool) {
	began := domain.Date("")
	for _, r := range log.Events() {
		if e, err := wire.Decode(r); err == nil && r.Stream == "misconduct-"+viewtest.Matters[0] && !r.RecordedAt.After(at.Known) {
			if m, ok := e.Event.(misconduct.MatterCorrected); ok && m.Field == misconduct.FieldCameToAttentionOn {
				began = domain.Date(m.Is)
			}
		}
	}
	for _, r := range log.Events() {
		if r.Stream != "misconduct-"+viewtest.Matters[0] {
			continue
		}
		e, err := wire.Decode(r)
		if err != nil {
			return c, true
		}
		day, named := misconduct.Effective(e.Event.(misconduct.Event))
		if !named {
			day = domain.DateOf(r.RecordedAt)
		}
		switch e.Event.(type) {
		case misconduct.MatterCorrected, misconduct.AllegationCorrected:
			day = ""
		case misconduct.MatterReceived:
			if began != "" {
				day = began
			}
		}
		if !r.RecordedAt.After(at.Known) && (at.Effective == "" || day <= at.Effective) {
			c = cases.Fold(c, e)
		}
	}
	return c, false
}

var errBroken = errors.New("the log is broken")

type readsNothing struct{}

func (readsNothing) Read(context.Context, string, uint64, func(eventlog.Recorded) error) error {
	return errBroken
}

func TestAsAt_says_when_the_log_cannot_be_read(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	r := viewtest.Open(t, log, cases.Projection{})
	q := cases.NewQueries(r.View(cases.Name), readsNothing{})
	if _, err := q.AsAt(t.Context(), viewer, story.Matter, cases.Moment{}); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
}
