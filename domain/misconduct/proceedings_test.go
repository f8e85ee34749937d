package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

var alone = []domain.OfficerID{thorne}

func TestHearingFromTheNoticeToTheList(t *testing.T) {
	t.Parallel()
	panel := hearingPanel()
	story := given(t, toHearing...).
		When(referralNotice(misconduct.Hearing)).Then(proceedAs(misconduct.Hearing, thorne, "2025-12-08")).
		When(appoint(misconduct.Hearing, panel)).Then(seated(misconduct.Hearing, panel, "2025-12-08", thorne)).
		When(misconduct.Respond{Officer: thorne, Answer: misconduct.Denies, Document: "report", On: "2025-12-29"}).
		Then(misconduct.OfficerResponded{Officer: thorne, Answer: misconduct.Denies, Document: "report", Dated: on("2025-12-29")}).
		When(misconduct.SupplyWitnessList{Officer: thorne, By: misconduct.SideAuthority, Witnesses: []string{"PC Amari"}, On: "2026-01-02"}).
		Then(misconduct.WitnessListSupplied{Officer: thorne, By: misconduct.SideAuthority, Witnesses: []string{"PC Amari"}, Dated: on("2026-01-02")}).
		When(misconduct.SupplyBundle{Officers: alone, Documents: []string{"report"}, Exhibits: []domain.ExhibitRef{"KLM/2"}, On: "2026-01-07"}).
		Then(misconduct.BundleSupplied{Officers: alone, Documents: []string{"report"}, Exhibits: []domain.ExhibitRef{"KLM/2"}, Dated: on("2026-01-07")}).
		When(misconduct.FixPreHearing{Officers: alone, For: "2026-01-28", On: "2026-01-08"}).
		Then(misconduct.PreHearingFixed{Officers: alone, For: "2026-01-28", Dated: on("2026-01-08")}).
		When(misconduct.HoldPreHearing{Officers: alone, Directions: "two witnesses", On: "2026-01-28"}).
		Then(misconduct.PreHearingHeld{Officers: alone, Directions: "two witnesses", Dated: on("2026-01-28")}).
		When(misconduct.FixHearing{Officers: alone, Form: misconduct.Hearing, FirstDay: "2026-03-02", LastDay: "2026-03-04", Venue: "Northmoor", Public: true, On: "2026-01-28"}).
		Then(misconduct.HearingFixed{Officers: alone, Form: misconduct.Hearing, FirstDay: "2026-03-02", LastDay: "2026-03-04", Venue: "Northmoor", Public: true, Dated: on("2026-01-28")}).
		When(misconduct.RestrictReporting{Officers: alone, Terms: "a witness is not named", Until: "2030-01-01", On: "2026-02-01"}).
		Then(misconduct.ReportingRestricted{Officers: alone, Terms: "a witness is not named", Until: "2030-01-01", Dated: on("2026-02-01")}).
		When(misconduct.PublishNotice{Officers: alone, Where: "the force's page", On: "2026-02-23"}).
		Then(misconduct.PublicNoticePublished{Officers: alone, Where: "the force's page", Dated: on("2026-02-23")}).
		When(misconduct.OpenProceedings{Officers: alone, Form: misconduct.Hearing, On: "2026-03-02"}).
		Then(misconduct.ProceedingsOpened{Officers: alone, Form: misconduct.Hearing, Dated: on("2026-03-02")}).
		When(misconduct.AdjournProceedings{Officers: alone, Until: "2026-03-03", Reason: "a witness is late", On: "2026-03-02"}).
		Then(misconduct.ProceedingsAdjourned{Officers: alone, Until: "2026-03-03", Reason: "a witness is late", Dated: on("2026-03-02")}).
		When(find(misconduct.FoundGrossMisconduct, func(c *misconduct.MakeFinding) { c.Majority = true })).
		Then(with(foundFor(thorne, misconduct.FoundGrossMisconduct), func(e *misconduct.FindingMade) { e.Majority = true })).
		When(impose(misconduct.Dismissal)).Then(imposed(thorne, misconduct.Dismissal, 0, "2026-03-04")).
		When(misconduct.SubmitOutcomeReport{Officer: thorne, Document: "report", On: "2026-03-06"}).
		Then(misconduct.OutcomeReportSubmitted{Officer: thorne, Document: "report", Dated: on("2026-03-06")}).
		When(misconduct.NotifyOutcome{Officer: thorne, On: "2026-03-09"}).Then(notified(thorne, "2026-03-09")).
		When(misconduct.PublishOutcome{Officer: thorne, Where: "the force's page", On: "2026-03-09"}).
		Then(misconduct.OutcomePublished{Officer: thorne, Where: "the force's page", Dated: on("2026-03-09")}).
		When(misconduct.ReportToList{Officer: thorne, List: misconduct.BarredList, Grounds: "dismissed", On: "2026-03-09"}).
		Then(misconduct.ListReported{Officer: thorne, List: misconduct.BarredList, Grounds: "dismissed", Dated: on("2026-03-09")}).
		At(noon("2026-03-24")).
		When(misconduct.CloseInvolvement{Officer: thorne, Reason: misconduct.ClosedOutcome, On: "2026-03-24"}).
		Then(misconduct.InvolvementClosed{Officer: thorne, Reason: misconduct.ClosedOutcome, Dated: on("2026-03-24")})
	if i := story.State().Officers[thorne]; i.Listed != misconduct.BarredList || i.ClosedOn == "" {
		t.Errorf("listed %q, closed %q", i.Listed, i.ClosedOn)
	}
}

func TestJointMeeting(t *testing.T) {
	t.Parallel()
	both := []domain.OfficerID{thorne, calloway}
	panel := []misconduct.PanelMember{inspector()}
	given(t, after(meetingTold, assessed(calloway, misconduct.Misconduct, misconduct.Meeting), routed(calloway, misconduct.CaseForMisconduct, misconduct.Meeting),
		proceedAs(misconduct.Meeting, calloway, "2025-12-08"))...).
		When(appoint(misconduct.Meeting, panel, func(c *misconduct.AppointPanel) { c.Officers = both })).
		Then(seated(misconduct.Meeting, panel, "2025-12-08", both...)).
		When(misconduct.FixHearing{Officers: both, Form: misconduct.Meeting, FirstDay: "2025-12-18", Venue: "Northmoor", On: "2025-12-09"}).
		Then(misconduct.HearingFixed{Officers: both, Form: misconduct.Meeting, FirstDay: "2025-12-18", Venue: "Northmoor", Dated: on("2025-12-09")}).
		When(misconduct.OpenProceedings{Officers: both, Form: misconduct.Meeting, On: "2025-12-18"}).
		Then(misconduct.ProceedingsOpened{Officers: both, Form: misconduct.Meeting, Dated: on("2025-12-18")})
}

// An objection that is upheld means somebody else, and begins the days of an accelerated hearing anew.
func TestObjectionUpheld(t *testing.T) {
	t.Parallel()
	object := misconduct.Object{Officer: thorne, Objection: "o-1", To: "Commander Iqbal", Grounds: "they worked together", On: "2025-12-11"}
	made := misconduct.ObjectionMade{Officer: thorne, Objection: "o-1", To: object.To, Grounds: object.Grounds, InTime: true, Dated: on("2025-12-11")}
	other := acceleratedPanel(func(m *misconduct.PanelMember) { m.Person, m.Actor = "Commander Reyes", "reyes" })
	late := with(object, func(c *misconduct.Object) { c.On = "2025-12-12" })
	given(t, acceleratedSet...).When(late).Then(with(made, func(e *misconduct.ObjectionMade) { e.InTime, e.On = false, "2025-12-12" }))
	replaced := seated(misconduct.AcceleratedHearing, other, "2025-12-15", thorne)
	replaced.Replaces = true
	story := given(t, acceleratedSet...).When(object).Then(made).
		When(misconduct.DecideObjection{Officer: thorne, Objection: "o-1", Upheld: true, Reason: "so they did", On: "2025-12-12"}).
		Then(misconduct.ObjectionDecided{Officer: thorne, Objection: "o-1", Upheld: true, Reason: "so they did", Dated: on("2025-12-12")}).
		When(appoint(misconduct.AcceleratedHearing, other, func(c *misconduct.AppointPanel) { c.On = "2025-12-15" })).Then(replaced)
	if got := story.State().Officers[thorne].WindowFrom; got != "2025-12-15" {
		t.Errorf("the days are counted from %s", got)
	}
}

// The rules say from the tenth to the fifteenth working day after the notice; 2025-12-25 and 26 are holidays.
func TestAcceleratedHearingWithinItsDays(t *testing.T) {
	t.Parallel()
	for day, ok := range map[domain.Date]bool{"2025-12-19": false, "2025-12-22": true, "2025-12-24": true, "2025-12-31": true, "2026-01-02": false} {
		c := misconduct.FixHearing{Officers: alone, Form: misconduct.AcceleratedHearing, FirstDay: day, Venue: "Northmoor", On: "2025-12-09"}
		story := given(t, acceleratedSet...).When(c)
		if !ok {
			story.Refused("ACCELERATED_WINDOW")
			continue
		}
		story.Then(misconduct.HearingFixed{Officers: alone, Form: c.Form, FirstDay: day, Venue: c.Venue, Dated: on("2025-12-09")})
	}
}

func TestNoticeFollowsTheRoute(t *testing.T) {
	t.Parallel()
	former := after(filedAll, leaving(true, "2025-11-01"), routed(thorne, misconduct.CaseForGrossMisconduct, misconduct.AcceleratedHearing))
	directed := misconduct.ProceedingsDirectedByIOPC{Officer: thorne, Form: misconduct.Hearing, Reason: "r", Dated: on("2025-12-02")}
	cases := []struct {
		name  string
		given []misconduct.Event
		form  misconduct.Form
		code  string
	}{
		{"a hearing as determined", toHearing, misconduct.Hearing, ""},
		{"a meeting as determined", toMeeting, misconduct.Meeting, ""},
		{"another form than determined", toHearing, misconduct.Meeting, "ROUTE_DIFFERS"},
		{"certified before any report", toAccelerated, misconduct.AcceleratedHearing, ""},
		{"certified although a hearing was determined", after(toHearing, specialConditions("2025-12-05")), misconduct.AcceleratedHearing, ""},
		{"certified after the notice of a hearing", after(hearingTold, specialConditions("2025-12-05")), misconduct.AcceleratedHearing, ""},
		{"accelerated without certificate", toHearing, misconduct.AcceleratedHearing, "NOT_CERTIFIED"},
		{"a hearing after the special conditions were not met", after(filedAll, routed(thorne, misconduct.CaseForGrossMisconduct, misconduct.AcceleratedHearing)), misconduct.Hearing, ""},
		{"accelerated for a former officer, as presumed", former, misconduct.AcceleratedHearing, ""},
		{"accelerated for a former officer before it was presumed", under("2020+A24", former), misconduct.AcceleratedHearing, "NOT_CERTIFIED"},
		{"no case, but directed", after(filedAll, routed(thorne, misconduct.NoCaseToAnswer, misconduct.RPRP), directed), misconduct.Hearing, ""},
		{"no case", after(filedAll, routed(thorne, misconduct.NoCaseToAnswer, misconduct.RPRP)), misconduct.Hearing, "NO_PROCEEDINGS"},
		{"a meeting after a conviction that is gross misconduct", after(toMeeting, convicted...), misconduct.Meeting, "MUST_BE_HEARING"},
		{"a former officer who left long ago", after(toHearing, leaving(true, "2024-12-08")), misconduct.Hearing, "CONDITION_C_REQUIRED"},
		{"a former officer who left within the year", after(toHearing, leaving(true, "2024-12-09")), misconduct.Hearing, ""},
		{"one who left long ago, with the Director General's word", after(toHearing, leaving(true, "2024-01-09"),
			misconduct.ConditionCDetermined{Officer: thorne, Proceed: true, Reasons: "r", Dated: on("2025-12-01")}), misconduct.Hearing, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story := given(t, c.given...).When(referralNotice(c.form))
			if c.code != "" {
				story.Refused(c.code)
				return
			}
			if got := story.Then(proceedAs(c.form, thorne, "2025-12-08")).State().Officers[thorne].ReferredTo; got != c.form {
				t.Errorf("referred to %s", got)
			}
		})
	}
}

func TestWithdrawalBeforeTheBeginning(t *testing.T) {
	t.Parallel()
	c := misconduct.WithdrawProceedings{Officer: thorne, Then: misconduct.RPRP, Reason: "the evidence fell away", IOPCAgreed: true, On: "2026-01-05"}
	want := misconduct.ProceedingsWithdrawn{Officer: thorne, Then: misconduct.RPRP, Reason: c.Reason, IOPCAgreed: true, Dated: on("2026-01-05")}
	given(t, hearingTold...).When(c).Then(want)
	given(t, heard...).When(c).Refused("ALREADY_OPENED")
	own := after(open, recordedAs(misconduct.InternalMisconduct), concerned(thorne, "OFFICER"), proceedAs(misconduct.Meeting, thorne, "2025-12-08"))
	c.IOPCAgreed, want.IOPCAgreed = false, false
	given(t, own...).When(c).Then(want)
	given(t, hearingTold...).When(c).Refused("IOPC_AGREEMENT_REQUIRED")
}

// What happened before its cause is entered as it was said, and flagged.
func TestOpeningBeforeTheNotice(t *testing.T) {
	t.Parallel()
	given(t, hearingDay...).When(misconduct.OpenProceedings{Officers: alone, Form: misconduct.Hearing, On: "2025-12-01"}).
		Then(misconduct.ProceedingsOpened{Officers: alone, Form: misconduct.Hearing, Dated: misconduct.Dated{On: "2025-12-01", BeforeCause: true}})
}

// A case that was withdrawn and investigated again can be referred again.
func TestReferralAfterAWithdrawalAndANewDetermination(t *testing.T) {
	t.Parallel()
	withdrawn := misconduct.ProceedingsWithdrawn{Officer: thorne, Then: misconduct.NoFurtherAction, Reason: "r", Dated: on("2025-12-20")}
	given(t, after(hearingSet, withdrawn)...).When(referralNotice(misconduct.Hearing)).Refused("PROCEEDINGS_WITHDRAWN")
	s := given(t, after(hearingSet, withdrawn, routed(thorne, misconduct.CaseForGrossMisconduct, misconduct.Hearing))...).
		When(referralNotice(misconduct.Hearing)).Then(proceedAs(misconduct.Hearing, thorne, "2025-12-08")).State()
	if len(s.Officers[thorne].Panel) != 0 {
		t.Error("the panel of the withdrawn proceedings is still there")
	}
}

func TestReInvestigationTakesTheDirectionWithIt(t *testing.T) {
	t.Parallel()
	directed := misconduct.ProceedingsDirectedByIOPC{Officer: thorne, Form: misconduct.Hearing, Dated: on("2025-12-02")}
	again := misconduct.ReInvestigationDirected{Mode: misconduct.Directed, Reason: "r", Dated: on("2026-01-05")}
	if got := given(t, after(toHearing, directed, again)...).State().Officers[thorne].DirectedTo; got != "" {
		t.Errorf("still directed to a %s that nobody determined", got)
	}
	if got := given(t, after(hearingTold, directed, again)...).State().Officers[thorne].DirectedTo; got != misconduct.Hearing {
		t.Errorf("proceedings under way are directed to %q", got)
	}
}
