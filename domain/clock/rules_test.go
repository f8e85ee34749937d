package clock_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// The days of the scenarios of the domain guide, section 7, and those the periods were agreed on with.
func TestDue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule       clock.RuleID
		start, due domain.Date
	}{
		{clock.MandatoryReferral, "2025-06-03", "2025-06-04"},
		{clock.MandatoryReferral, "2025-06-06", "2025-06-07"}, // a Friday: calendar days, so the Saturday
		{clock.MandatoryReferral, "2025-09-08", "2025-09-09"},
		{clock.MandatoryReferral, "2024-02-28", "2024-02-29"},
		{clock.FirstDelayReport, "2025-06-03", "2026-06-02"},
		{clock.FirstDelayReport, "2025-09-08", "2026-09-07"},
		{clock.FirstDelayReport, "2026-01-12", "2027-01-11"},
		{clock.FirstDelayReport, "2024-02-29", "2025-02-28"},
		{clock.LaterDelayReport, "2026-06-03", "2026-12-02"},
		{clock.LaterDelayReport, "2025-08-31", "2026-02-28"}, // February has no 31st: to its last day
		{clock.LaterDelayReport, "2025-09-01", "2026-02-28"},
		{clock.ComplainantUpdate, "2026-01-12", "2026-02-09"},
		{clock.Representations, "2025-06-12", "2025-06-26"},
		{clock.Representations, "2025-07-09", "2025-07-23"},
		{clock.Representations, "2026-01-26", "2026-02-09"},
		{clock.TermsOfReference, "2025-06-12", "2025-06-19"},
		{clock.TermsOfReference, "2025-07-09", "2025-07-16"},
		{clock.TermsOfReference, "2026-01-26", "2026-02-02"},
		{clock.AlternativeInterview, "2025-08-20", "2025-08-28"},
		{clock.SuspensionInWriting, "2025-06-06", "2025-06-11"},
		{clock.SuspensionRepresentation, "2025-06-06", "2025-06-17"},
		{clock.FirstSuspensionReview, "2025-06-06", "2025-07-06"},
		{clock.FirstSuspensionReview, "2025-09-09", "2025-10-07"},
		{clock.LaterSuspensionReview, "2025-07-03", "2025-07-31"},
		{clock.SuspensionReviewNotice, "2025-07-03", "2025-07-08"},
		{clock.AuthorityViews, "2025-10-10", "2025-11-07"},
		{clock.Determination, "2026-04-17", "2026-05-11"},
		{clock.PanelObjection, "2025-12-08", "2025-12-11"},
		{clock.PanelObjection, "2026-04-08", "2026-04-13"},
		{clock.PanelObjection, "2026-05-06", "2026-05-11"},
		{clock.ReferralResponse, "2025-12-08", "2025-12-31"},
		{clock.ReferralResponse, "2026-05-06", "2026-05-28"},
		{clock.WitnessLists, "2025-12-29", "2026-01-02"},
		{clock.MeetingHeld, "2025-12-08", "2026-01-08"},
		{clock.MeetingHeld, "2026-05-06", "2026-06-04"},
		{clock.PreHearing, "2026-01-07", "2026-01-28"},
		{clock.PreHearingPostponement, "2026-01-28", "2026-02-04"},
		{clock.HearingBegins, "2025-12-08", "2026-05-05"},
		{clock.PublicNotice, "2026-03-02", "2026-02-23"},
		{clock.OutcomeReport, "2026-03-04", "2026-03-11"},
		{clock.OutcomeReport, "2025-12-18", "2025-12-29"},
		{clock.OutcomeReport, "2026-04-24", "2026-05-01"},
		{clock.OutcomeReport, "2026-06-03", "2026-06-10"},
		{clock.OutcomeOnline, "2026-03-09", "2026-04-06"},
		{clock.MeetingAppeal, "2025-12-23", "2026-01-06"},
		{clock.MeetingAppeal, "2026-06-09", "2026-06-18"},
		{clock.AppealNotice, "2026-06-24", "2026-06-29"},
		{clock.AcceleratedHearing, "2026-04-08", "2026-04-29"},
		{clock.AcceleratedResponse, "2026-04-08", "2026-04-17"},
		{clock.TribunalAppeal, "2026-03-09", "2026-03-23"},
		{clock.TribunalAppeal, "2026-04-29", "2026-05-14"},
		{clock.TribunalPapers, "2026-05-14", "2026-06-05"},
		{clock.ComplaintReview, "2026-06-26", "2026-07-24"},
		{clock.ReflectiveAccount, "2025-12-09", "2025-12-16"},
		{clock.BarredListReport, "2026-03-09", "2026-03-13"}, // the day itself counts
		{clock.BarredListReport, "2026-04-29", "2026-05-06"},
		{clock.ListReview, "2026-03-09", "2031-03-09"},
		{clock.ListReview, "2024-02-29", "2029-03-01"},
		{clock.WarningLive, "2026-06-09", "2027-12-08"},
		{clock.OutcomeToComplainant, "2026-06-09", "2026-06-16"},
		{clock.OutcomeToComplainant, "2026-06-24", "2026-07-01"},
		{clock.Representations, "9999-12-30", "9999-12-31"}, // no later day can be named
		{clock.Representations, "nonsense", "nonsense"},
	} {
		rule, ok := clock.Rules().Find(c.rule)
		if got := rule.Due(c.start); !ok || got.DueOn != c.due {
			t.Errorf("%s from %s is due on %s, want %s", c.rule, c.start, got.DueOn, c.due)
		}
	}
	if _, ok := clock.Rules().Find("SIESTA"); ok {
		t.Error("a rule nobody made")
	}
}

func TestDue_not_before(t *testing.T) {
	t.Parallel()
	for rule, want := range map[clock.RuleID]clock.Due{
		clock.AcceleratedHearing: {NotBefore: "2026-04-22", DueOn: "2026-04-29"},
		clock.OutcomeOnline:      {NotBefore: "2026-05-06", DueOn: "2026-05-06"},
		clock.ReferralResponse:   {DueOn: "2026-04-29"},
	} {
		r, _ := clock.Rules().Find(rule)
		if got := r.Due("2026-04-08"); got != want {
			t.Errorf("%s: %+v, want %+v", rule, got, want)
		}
	}
}

func TestDue_by_variant_and_stated_length(t *testing.T) {
	t.Parallel()
	all := func(string) bool { return true }
	warning, _ := clock.Rules().Under(clock.WarningLive, clock.FinalWarning, all)
	incompetent, _ := clock.Rules().Under(clock.ListReview, clock.GrossIncompetence, all)
	usual, _ := clock.Rules().Under(clock.ListReview, "MISCHIEF", all)
	for _, c := range []struct{ got, want clock.Due }{
		{warning.Due("2025-12-23"), clock.Due{DueOn: "2027-12-22"}},
		{warning.For(60).Due("2025-12-23"), clock.Due{DueOn: "2030-12-22"}},
		{warning.For(0).Due("2025-12-23"), clock.Due{DueOn: "2027-12-22"}},
		{incompetent.Due("2026-03-09"), clock.Due{NotBefore: "2029-03-09", DueOn: "2029-03-09"}},
		{usual.Due("2026-03-09"), clock.Due{NotBefore: "2031-03-09", DueOn: "2031-03-09"}},
	} {
		if c.got != c.want {
			t.Errorf("%+v, want %+v", c.got, c.want)
		}
	}
}

// A row that holds from a later version of the rules of discipline on does not reach matters under earlier ones.
func TestUnder_by_version(t *testing.T) {
	t.Parallel()
	table := clock.Table{Rows: []clock.Rule{{ID: clock.HearingBegins, Length: 30}, {ID: clock.HearingBegins, Length: 100, From: "2020"}}}
	for version, want := range map[string]int{"2008": 30, "2020": 100} {
		r, ok := table.Under(clock.HearingBegins, "", func(v string) bool { return v <= version })
		if !ok || r.Length != want {
			t.Errorf("under %s: %d, want %d", version, r.Length, want)
		}
	}
	if _, ok := (clock.Table{Rows: table.Rows[1:]}).Under(clock.HearingBegins, "", func(string) bool { return false }); ok {
		t.Error("a rule of later versions holds for an earlier one")
	}
}

func TestRules_are_complete(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	numbers := map[int]clock.RuleID{}
	for _, r := range clock.Rules().Rows {
		key := string(r.ID) + r.Variant + r.From
		if seen[key] || r.Says == "" || r.Source == "" || r.Length <= 0 || r.Owner == "" || r.Kind == "" || r.Unit == "" || r.First == "" {
			t.Errorf("%+v", r)
		}
		if r.Kind != r.ID.Kind() {
			t.Errorf("%s is a %s, and its name says %s", r.ID, r.Kind, r.ID.Kind())
		}
		if r.Amber < r.Red && r.Number != 1 || r.Earliest > r.Length {
			t.Errorf("%s warns in the wrong order", r.ID)
		}
		if known, ok := numbers[r.Number]; ok && known != r.ID {
			t.Errorf("number %d is %s and %s", r.Number, known, r.ID)
		}
		seen[key], numbers[r.Number] = true, r.ID
	}
	for n := 1; n <= 36; n++ {
		if numbers[n] == "" {
			t.Errorf("period %d is missing", n)
		}
	}
	if len(numbers) != 36 {
		t.Errorf("%d periods", len(numbers))
	}
}

// Who may extend and what may be shortened follows the domain guide: only periods of Parts 4 and 5 of the Conduct Regulations by agreement.
func TestRules_that_change(t *testing.T) {
	t.Parallel()
	response, _ := clock.Rules().Find(clock.ReferralResponse)
	if !response.MayExtend(domain.HearingChair) || response.MayExtend(domain.OfficerConcerned) || !response.Shorten {
		t.Errorf("%+v", response)
	}
	suspension, _ := clock.Rules().Find(clock.FirstSuspensionReview)
	if len(suspension.ExtendBy) != 0 || suspension.Shorten {
		t.Errorf("%+v", suspension)
	}
}
