package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// due is a period of an officer's and the day it ends, as the domain guide computes it.
type due struct {
	after misconduct.Command
	day   domain.Date // on which the command is given
	rule  clock.RuleID
	ends  domain.Date
}

// played gives the commands one after the other and wants, after each, the period it names to end on its day.
func played(t *testing.T, history []misconduct.Event, o domain.OfficerID, steps []due) misconduct.State {
	t.Helper()
	story := testkit.Given(t, misconduct.Evolve, misconduct.DecideTimely, history...)
	for _, step := range steps {
		s := story.At(noon(step.day)).When(step.after).State()
		if step.rule == "" {
			continue
		}
		if got, ok := s.Clocks.Last(step.rule, o); !ok || got.DueOn != step.ends {
			t.Errorf("after %T of %s: %s ends on %q, want %s", step.after, step.day, step.rule, got.DueOn, step.ends)
		}
	}
	return story.State()
}

func ran(t *testing.T, s misconduct.State, rule clock.RuleID, o domain.OfficerID, state misconduct.ClockState) {
	t.Helper()
	if got, ok := s.Clocks.Last(rule, o); !ok || got.State() != state {
		t.Errorf("%s is %s, want %s", rule, got.State(), state)
	}
}

// The hearing of the domain guide's first story, with its days.
func TestStoryOfAHearing(t *testing.T) {
	t.Parallel()
	s := played(t, toHearing, thorne, []due{
		{referralNotice(misconduct.Hearing), "2025-12-08", clock.ReferralResponse, "2025-12-31"},
		{appoint(misconduct.Hearing, hearingPanel()), "2025-12-08", clock.PanelObjection, "2025-12-11"},
		{misconduct.Respond{Officer: thorne, Answer: misconduct.Denies, On: "2025-12-29"}, "2025-12-29", clock.WitnessLists, "2026-01-02"},
		{misconduct.SupplyWitnessList{Officer: thorne, By: misconduct.SideAuthority, On: "2026-01-02"}, "2026-01-02", clock.HearingBegins, "2026-05-05"},
		{misconduct.SupplyWitnessList{Officer: thorne, By: misconduct.SideOfficer, On: "2026-01-02"}, "2026-01-02", "", ""},
		{misconduct.SupplyBundle{Officers: alone, Documents: []string{"report"}, On: "2026-01-07"}, "2026-01-07", clock.PreHearing, "2026-01-28"},
		{misconduct.FixPreHearing{Officers: alone, For: "2026-01-28", On: "2026-01-08"}, "2026-01-08", "", ""},
		{misconduct.HoldPreHearing{Officers: alone, Directions: "d", On: "2026-01-28"}, "2026-01-28", "", ""},
		{misconduct.FixHearing{Officers: alone, Form: misconduct.Hearing, FirstDay: "2026-03-02", Venue: "v", Public: true, On: "2026-02-02"}, "2026-02-02", clock.PublicNotice, "2026-02-23"},
		{misconduct.PublishNotice{Officers: alone, Where: "w", On: "2026-02-23"}, "2026-02-23", "", ""},
		{misconduct.OpenProceedings{Officers: alone, Form: misconduct.Hearing, On: "2026-03-02"}, "2026-03-02", "", ""},
		{find(misconduct.FoundGrossMisconduct), "2026-03-04", "", ""},
		{impose(misconduct.Dismissal), "2026-03-04", clock.OutcomeReport, "2026-03-11"},
		{misconduct.NotifyOutcome{Officer: thorne, On: "2026-03-09"}, "2026-03-09", clock.TribunalAppeal, "2026-03-23"},
		{misconduct.SubmitOutcomeReport{Officer: thorne, On: "2026-03-09"}, "2026-03-09", clock.BarredListReport, "2026-03-13"},
		{misconduct.ReportToList{Officer: thorne, List: misconduct.BarredList, Grounds: "g", On: "2026-03-09"}, "2026-03-09", clock.ListReview, "2031-03-09"},
		{misconduct.PublishOutcome{Officer: thorne, Where: "w", On: "2026-03-09"}, "2026-03-09", clock.OutcomeOnline, "2026-04-06"},
		{misconduct.CloseInvolvement{Officer: thorne, Reason: misconduct.ClosedOutcome, On: "2026-03-24"}, "2026-03-24", "", ""},
	})
	for _, rule := range []clock.RuleID{clock.ReferralResponse, clock.WitnessLists, clock.PreHearing, clock.PublicNotice, clock.HearingBegins, clock.OutcomeReport, clock.BarredListReport} {
		ran(t, s, rule, thorne, misconduct.ClockDone)
	}
}

// The meeting and appeal of the third story: the warning is gone from the day it began.
func TestStoryOfAMeetingAndItsAppeal(t *testing.T) {
	t.Parallel()
	reversed := result(misconduct.Reversed, func(c *misconduct.DetermineAppeal) { c.Action, c.On = misconduct.NoAction, "2026-06-24" })
	s := played(t, toMeeting, thorne, []due{
		{referralNotice(misconduct.Meeting, func(c *misconduct.ServeReferralNotice) { c.On = "2026-05-06" }), "2026-05-06", clock.MeetingHeld, "2026-06-04"},
		{appoint(misconduct.Meeting, []misconduct.PanelMember{inspector()}, func(c *misconduct.AppointPanel) { c.On = "2026-05-06" }), "2026-05-06", clock.PanelObjection, "2026-05-11"},
		{misconduct.Respond{Officer: thorne, Answer: misconduct.Admits, On: "2026-05-20"}, "2026-05-20", clock.ReferralResponse, "2026-05-28"},
		{misconduct.FixHearing{Officers: alone, Form: misconduct.Meeting, FirstDay: "2026-06-03", Venue: "v", On: "2026-05-21"}, "2026-05-21", "", ""},
		{misconduct.OpenProceedings{Officers: alone, Form: misconduct.Meeting, On: "2026-06-03"}, "2026-06-03", "", ""},
		{find(misconduct.FoundMisconduct, func(c *misconduct.MakeFinding) { c.On = "2026-06-03" }), "2026-06-03", "", ""},
		{impose(misconduct.WrittenWarning, func(c *misconduct.ImposeOutcome) { c.On = "2026-06-03" }), "2026-06-03", clock.OutcomeReport, "2026-06-10"},
		{misconduct.SubmitOutcomeReport{Officer: thorne, On: "2026-06-09"}, "2026-06-09", "", ""},
		{misconduct.NotifyOutcome{Officer: thorne, On: "2026-06-09"}, "2026-06-09", clock.MeetingAppeal, "2026-06-18"},
		{lodge(misconduct.AppealMeeting, "2026-06-17"), "2026-06-17", clock.WarningLive, "2027-12-08"},
		{reversed, "2026-06-24", clock.AppealNotice, "2026-06-29"},
		{misconduct.NotifyAppeal{Officer: thorne, Appeal: "ap-1", On: "2026-06-26"}, "2026-06-26", "", ""},
		{misconduct.CloseInvolvement{Officer: thorne, Reason: misconduct.ClosedOutcome, On: "2026-06-26"}, "2026-06-26", "", ""},
	})
	if got, _ := s.Clocks.Last(clock.WarningLive, thorne); got.Running() {
		t.Errorf("the warning still runs: %+v", got)
	}
	if got, ok := s.Sanction(matter, thorne); !ok || !got.Void || got.From != "2026-06-09" {
		t.Errorf("record %+v", got)
	}
}

// The accelerated hearing of the second story, from the conviction on.
func TestStoryOfAnAcceleratedHearing(t *testing.T) {
	t.Parallel()
	onDay := func(d domain.Date) func(*misconduct.MakeFinding) {
		return func(c *misconduct.MakeFinding) { c.On, c.Basis = d, misconduct.Convicted }
	}
	confirmed := result(misconduct.Confirmed, func(c *misconduct.DetermineAppeal) { c.DecidedBy, c.On = "POLICE_APPEALS_TRIBUNAL", "2026-06-19" })
	s := played(t, after(after(filedAll, convicted...), specialConditions("2026-04-08")), thorne, []due{
		{referralNotice(misconduct.AcceleratedHearing, func(c *misconduct.ServeReferralNotice) { c.On = "2026-04-08" }), "2026-04-08", clock.AcceleratedResponse, "2026-04-17"},
		{appoint(misconduct.AcceleratedHearing, acceleratedPanel(), func(c *misconduct.AppointPanel) { c.On = "2026-04-08" }), "2026-04-08", clock.PanelObjection, "2026-04-13"},
		{misconduct.FixHearing{Officers: alone, Form: misconduct.AcceleratedHearing, FirstDay: "2026-04-24", Venue: "v", On: "2026-04-09"}, "2026-04-09", clock.AcceleratedHearing, "2026-04-29"},
		{misconduct.OpenProceedings{Officers: alone, Form: misconduct.AcceleratedHearing, On: "2026-04-24"}, "2026-04-24", "", ""},
		{find(misconduct.FoundGrossMisconduct, onDay("2026-04-24")), "2026-04-24", "", ""},
		{impose(misconduct.Dismissal, func(c *misconduct.ImposeOutcome) { c.On = "2026-04-24" }), "2026-04-24", clock.OutcomeReport, "2026-05-01"},
		{misconduct.NotifyOutcome{Officer: thorne, On: "2026-04-29"}, "2026-04-29", clock.TribunalAppeal, "2026-05-14"},
		{lodge(misconduct.AppealTribunal, "2026-05-11"), "2026-05-11", clock.BarredListReport, "2026-05-06"},
		{misconduct.ReceiveAppealNotice{Officer: thorne, Appeal: "ap-1", On: "2026-05-14"}, "2026-05-14", clock.TribunalPapers, "2026-06-05"},
		{misconduct.SubmitAppealPapers{Officer: thorne, Appeal: "ap-1", On: "2026-06-05"}, "2026-06-05", "", ""},
		{confirmed, "2026-06-19", "", ""},
	})
	if i := s.Officers[thorne]; i.Action != misconduct.Dismissal || i.Appeals["ap-1"].Result != misconduct.Confirmed {
		t.Errorf("outcome %s, appeals %+v", i.Action, i.Appeals)
	}
	ran(t, s, clock.TribunalPapers, thorne, misconduct.ClockDone)
}
