package misconduct_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// fataller is a test, or a run of a property.
type fataller interface{ Fatal(...any) }

// enteredOn is the envelope of what is entered on a day.
func enteredOn(t fataller, d domain.Date) domain.Envelope {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		t.Fatal(err)
	}
	return domain.Envelope{Now: at.Add(9 * time.Hour), Actor: "actor-1", Role: domain.CaseOfficer}
}

// kept is the whole history with what its periods ask for, each event entered on the day it took effect, as the ledger writes it.
func kept(t testing.TB, events ...misconduct.Event) (misconduct.State, []misconduct.Event) {
	t.Helper()
	var s misconduct.State
	var all []misconduct.Event
	for _, e := range events {
		day, _ := misconduct.Effective(e)
		if day == "" {
			day = "2025-06-03"
		}
		s, all = misconduct.Evolve(s, e), append(all, e)
		s, all = asked(t, s, all, enteredOn(t, day))
	}
	return s, all
}

// asked carries out what the clocks ask for at once.
func asked(t testing.TB, s misconduct.State, all []misconduct.Event, env domain.Envelope) (misconduct.State, []misconduct.Event) {
	t.Helper()
	for {
		next, from := s.Clocks.Next()
		if next == nil || from != "" {
			return s, all
		}
		more, err := misconduct.Decide(s, next, env)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range more {
			s, all = misconduct.Evolve(s, e), append(all, e)
		}
	}
}

// untilDay carries out what time alone brings up to and with a day, as the ledger's process does that looks every day.
func untilDay(t testing.TB, s misconduct.State, d domain.Date) misconduct.State {
	t.Helper()
	for {
		next, from := s.Clocks.Next()
		if next == nil || d.Before(from) {
			return s
		}
		events, err := misconduct.DecideTimely(s, next, enteredOn(t, from))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			s = misconduct.Evolve(s, e)
		}
	}
}

// book lists the periods of some kinds, in the order they were started.
func book(s misconduct.State, rules ...clock.RuleID) []string {
	var lines []string
	for _, one := range s.Clocks.All {
		if slices.Contains(rules, one.Rule) {
			lines = append(lines, fmt.Sprint(one.Rule, " ", one.DueOn, " ", one.State(), " ", one.Why))
		}
	}
	return lines
}

func referredTo(o domain.OfficerID, f misconduct.Form, d domain.Date) misconduct.ReferralNoticeServed {
	return misconduct.ReferralNoticeServed{Officer: o, Form: f, Dated: on(d)}
}

func imposedOn(a misconduct.DisciplinaryAction, months int, d domain.Date) misconduct.OutcomeImposed {
	return misconduct.OutcomeImposed{Officer: thorne, Action: a, Months: months, Dated: on(d)}
}

func outcomeTold(d domain.Date) misconduct.OutcomeNotified {
	return misconduct.OutcomeNotified{Officer: thorne, Dated: on(d)}
}

// both are the officers of one hearing.
var both = []domain.OfficerID{thorne, calloway}

// tableRow is one history and what the periods of some kinds look like after it.
type tableRow struct {
	name  string
	given []misconduct.Event
	rules []clock.RuleID
	until domain.Date // the ledger's process runs up to and with this day; "" for not at all
	want  []string
}

func TestClocks_by_the_table(t *testing.T) {
	t.Parallel()
	for _, r := range slices.Concat(matterRows(), reportRows(), officerRows(), dutyRows(), proceedingsRows(), hearingRows(), outcomeRows(), appealRows()) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			s, _ := kept(t, r.given...)
			if r.until != "" {
				s = untilDay(t, s, r.until)
			}
			if diff := cmp.Diff(r.want, book(s, r.rules...)); diff != "" {
				t.Error(diff)
			}
			if len(s.Clocks.Asks) != 0 {
				t.Errorf("asked and not done: %+v", s.Clocks.Asks)
			}
		})
	}
}

func matterRows() []tableRow {
	outcome := misconduct.OutcomeToldToComplainant{Person: "p-1", About: misconduct.OutcomeOfHandling, ReviewBody: misconduct.ReviewByIOPC, Dated: on("2025-06-26")}
	complaint := after(open, recordedAs(misconduct.Complaint), misconduct.InterestedPersonNamed{Person: "p-1", Capacity: misconduct.Complainant, Dated: on("2025-06-04")})
	updated := misconduct.InterestedPersonsUpdated{Dated: on("2025-06-30")}
	delays := []clock.RuleID{clock.FirstDelayReport, clock.LaterDelayReport}
	updates, review := []clock.RuleID{clock.ComplainantUpdate}, []clock.RuleID{clock.ComplaintReview}
	report := misconduct.DelayReportIssued{Dated: on("2026-06-02")}
	return []tableRow{
		{"received", open, delays, "", []string{"FIRST_DELAY_REPORT 2026-06-02 RUNNING "}},
		{"a delay reported", after(open, report), delays, "",
			[]string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED ", "LATER_DELAY_REPORT 2026-12-02 RUNNING "}},
		{"a delay not reported", open, delays, "2027-07-01", []string{"FIRST_DELAY_REPORT 2026-06-02 BREACHED ", "LATER_DELAY_REPORT 2026-12-02 BREACHED ",
			"LATER_DELAY_REPORT 2027-06-02 BREACHED ", "LATER_DELAY_REPORT 2027-12-02 RUNNING "}},
		{"the report in", after(reportIn), delays, "2028-01-01", []string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED NOT_NEEDED"}},
		{"the report in after a period had ended unnoticed", after(told, misconduct.InvestigationReportSubmitted{On: "2026-08-03"}), delays, "",
			[]string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED_LATE NOT_NEEDED", "LATER_DELAY_REPORT 2026-12-02 STOPPED NOT_NEEDED"}},
		{"not recorded", after(open, misconduct.MatterNotRecorded{Dated: on("2025-06-05")}), delays, "", []string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED NOT_NEEDED"}},
		{"not recorded at first", after(open, misconduct.MatterNotRecorded{Dated: on("2025-06-05")}, recordedAs(misconduct.Complaint)), delays, "",
			[]string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED NOT_NEEDED", "FIRST_DELAY_REPORT 2026-06-02 RUNNING "}},
		{"handled outside Schedule 3", after(open, misconduct.ComplaintHandledOutsideSchedule3{Dated: on("2025-06-05")}), delays, "",
			[]string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED NOT_NEEDED"}},
		{"discontinued", after(open, misconduct.MatterDiscontinued{Dated: on("2025-06-05")}), delays, "", []string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED NOT_NEEDED"}},
		{"withdrawn and continued", after(open, misconduct.WithdrawalDecided{Continue: true, Dated: on("2025-06-05")}), delays, "",
			[]string{"FIRST_DELAY_REPORT 2026-06-02 RUNNING "}},
		{"withdrawn", after(open, misconduct.WithdrawalDecided{Dated: on("2025-06-05")}), delays, "", []string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED NOT_NEEDED"}},
		{"the day it came to attention was wrong", after(open, misconduct.MatterCorrected{Field: misconduct.FieldCameToAttentionOn, Is: "2025-05-01",
			Dated: on("2025-06-10")}), delays, "", []string{"FIRST_DELAY_REPORT 2026-06-02 STOPPED SUPERSEDED", "FIRST_DELAY_REPORT 2026-04-30 RUNNING "}},
		{"a complaint", complaint, updates, "", []string{"COMPLAINANT_UPDATE 2025-07-01 RUNNING "}},
		{"an interested person of a conduct matter", after(rcm, misconduct.InterestedPersonNamed{Person: "p-2", Capacity: misconduct.InterestedPerson,
			Dated: on("2025-06-09")}), updates, "", []string{"COMPLAINANT_UPDATE 2025-07-07 RUNNING "}},
		{"updated", after(complaint, updated), updates, "", []string{"COMPLAINANT_UPDATE 2025-07-01 STOPPED ", "COMPLAINANT_UPDATE 2025-07-28 RUNNING "}},
		{"told of the outcome with nothing open", after(complaint, outcome), updates, "", []string{"COMPLAINANT_UPDATE 2025-07-01 STOPPED "}},
		{"told of the outcome with an officer's case open", after(complaint, concerned(thorne, "OFFICER"), outcome), updates, "",
			[]string{"COMPLAINANT_UPDATE 2025-07-01 STOPPED ", "COMPLAINANT_UPDATE 2025-07-24 RUNNING "}},
		{"the last case closed after that", after(complaint, concerned(thorne, "OFFICER"), outcome, misconduct.InvolvementClosed{Officer: thorne, Dated: on("2025-07-01")}),
			updates, "", []string{"COMPLAINANT_UPDATE 2025-07-01 STOPPED ", "COMPLAINANT_UPDATE 2025-07-24 STOPPED NOT_NEEDED"}},
		{"finalised", after(complaint, misconduct.MatterFinalised{Dated: on("2025-06-20")}), updates, "", []string{"COMPLAINANT_UPDATE 2025-07-01 STOPPED NOT_NEEDED"}},
		{"may ask for a review", after(complaint, outcome), review, "", []string{"COMPLAINT_REVIEW 2025-07-24 RUNNING "}},
		{"asks for a review", after(complaint, outcome, misconduct.ReviewRequested{Person: "p-1", Dated: on("2025-07-20")}), review, "",
			[]string{"COMPLAINT_REVIEW 2025-07-24 STOPPED "}},
		{"asks for none", after(complaint, outcome), review, "2025-07-25", []string{"COMPLAINT_REVIEW 2025-07-24 STOPPED LAPSED"}},
		{"has no right to a review", after(complaint, with(outcome, func(e *misconduct.OutcomeToldToComplainant) { e.ReviewBody = "" })), review, "", nil},
		{"an interested person asks for none", after(complaint, misconduct.InterestedPersonNamed{Person: "p-2", Capacity: misconduct.InterestedPerson,
			Dated: on("2025-06-09")}, with(outcome, func(e *misconduct.OutcomeToldToComplainant) { e.Person = "p-2" })), review, "", nil},
	}
}

func reportRows() []tableRow {
	views, determination := []clock.RuleID{clock.AuthorityViews}, []clock.RuleID{clock.Determination}
	own := after(open, recordedAs(misconduct.Complaint), concerned(thorne, "OFFICER"), concerned(clerk, "POLICE_STAFF"), misconduct.InvestigationReportSubmitted{On: "2026-04-17"})
	determined := misconduct.CaseToAnswerDetermined{Officer: thorne, On: "2026-04-30"}
	sought := misconduct.AuthorityViewsSought{Dated: on("2025-10-10")}
	return []tableRow{
		{"views sought", after(reportIn, sought), views, "", []string{"AUTHORITY_VIEWS 2025-11-07 RUNNING "}},
		{"views given", after(reportIn, sought, misconduct.AuthorityViewsGiven{Dated: on("2025-11-10")}), views, "", []string{"AUTHORITY_VIEWS 2025-11-07 STOPPED_LATE "}},
		{"a report to the authority", own, determination, "", []string{"DETERMINATION 2026-05-11 RUNNING "}},
		{"a report to the Director General", reportIn, determination, "", nil},
		{"determined for every officer under the regulations", after(own, determined), determination, "", []string{"DETERMINATION 2026-05-11 STOPPED "}},
		{"determined for one of two", after(own, concerned(calloway, "OFFICER"), determined), determination, "2026-05-12", []string{"DETERMINATION 2026-05-11 BREACHED "}},
		{"referred elsewhere", after(own, misconduct.ReferredElsewhere{Officer: thorne, Dated: on("2026-04-30")}), determination, "", []string{"DETERMINATION 2026-05-11 STOPPED "}},
		{"the delay explained", after(own, misconduct.DeterminationDelayExplained{Dated: on("2026-05-11")}), determination, "", []string{"DETERMINATION 2026-05-11 STOPPED "}},
		{"investigated again", after(own, determined, misconduct.ReInvestigationDirected{Mode: misconduct.OwnBehalf, Dated: on("2026-06-01")},
			misconduct.InvestigationReportSubmitted{On: "2026-09-01"}), determination, "",
			[]string{"DETERMINATION 2026-05-11 STOPPED ", "DETERMINATION 2026-09-22 RUNNING "}},
	}
}

func officerRows() []tableRow {
	reps, terms := []clock.RuleID{clock.Representations}, []clock.RuleID{clock.TermsOfReference}
	interview, account := []clock.RuleID{clock.AlternativeInterview}, []clock.RuleID{clock.ReflectiveAccount}
	again := with(noticed(thorne, misconduct.Misconduct, misconduct.Meeting), func(e *misconduct.WrittenNoticeServed) { e.Further, e.On = true, "2025-06-20" })
	mailed := with(noticed(thorne, misconduct.Misconduct, misconduct.Meeting), func(e *misconduct.WrittenNoticeServed) { e.DeemedOn = "2025-06-16" })
	answered := misconduct.RepresentationsReceived{Officer: thorne, About: misconduct.OnNotice, Dated: on("2025-06-20")}
	given := misconduct.TermsOfReferenceProvided{Officer: thorne, Dated: on("2025-06-17")}
	withheld := misconduct.TermsOfReferenceWithheld{Officer: thorne, Dated: on("2025-06-20")}
	scheduled := misconduct.InterviewScheduled{Officer: thorne, Interview: "i-1", For: "2025-08-20", Dated: on("2025-08-11")}
	noticedOf := misconduct.ReflectiveReviewNoticed{Officer: thorne, Dated: on("2025-12-09")}
	return []tableRow{
		{"noticed", told, reps, "", []string{"REPRESENTATIONS 2025-06-26 RUNNING "}},
		{"noticed by mail", after(judged, mailed), reps, "", []string{"REPRESENTATIONS 2025-06-30 RUNNING "}},
		{"noticed again", after(told, again), reps, "", []string{"REPRESENTATIONS 2025-06-26 STOPPED SUPERSEDED", "REPRESENTATIONS 2025-07-04 RUNNING "}},
		{"answered the notice", after(told, answered), reps, "", []string{"REPRESENTATIONS 2025-06-26 STOPPED "}},
		{"did not answer the notice", told, reps, "2025-06-27", []string{"REPRESENTATIONS 2025-06-26 STOPPED LAPSED"}},
		{"terms of reference to come", told, terms, "2025-06-20", []string{"TERMS_OF_REFERENCE 2025-06-19 BREACHED "}},
		{"terms of reference given", after(told, given, again), terms, "", []string{"TERMS_OF_REFERENCE 2025-06-19 STOPPED "}},
		{"told late why not", after(told, withheld), terms, "", []string{"TERMS_OF_REFERENCE 2025-06-19 STOPPED_LATE "}},
		{"terms of reference not needed", after(told, misconduct.InvestigationReportSubmitted{On: "2025-06-16"}), terms, "",
			[]string{"TERMS_OF_REFERENCE 2025-06-19 STOPPED NOT_NEEDED"}},
		{"an interview set", after(told, scheduled), interview, "", []string{"ALTERNATIVE_INTERVIEW 2025-08-28 RUNNING "}},
		{"an interview postponed", after(told, scheduled, misconduct.InterviewPostponed{Officer: thorne, Interview: "i-1", For: "2025-08-28", Dated: on("2025-08-19")}),
			interview, "", []string{"ALTERNATIVE_INTERVIEW 2025-08-28 STOPPED "}},
		{"an interview held", after(told, scheduled, misconduct.InterviewHeld{Officer: thorne, Interview: "i-1", Dated: on("2025-08-20")}), interview, "",
			[]string{"ALTERNATIVE_INTERVIEW 2025-08-28 STOPPED NOT_NEEDED"}},
		{"a reflective review", after(told, noticedOf), account, "2025-12-17", []string{"RPRP_ACCOUNT 2025-12-16 STOPPED LAPSED"}},
		{"an account given", after(told, noticedOf, misconduct.ReflectiveAccountReceived{Officer: thorne, Dated: on("2025-12-16")}), account, "",
			[]string{"RPRP_ACCOUNT 2025-12-16 STOPPED "}},
		{"talked without an account", after(told, noticedOf, misconduct.ReflectiveDiscussionHeld{Officer: thorne, Dated: on("2025-12-11")}), account, "",
			[]string{"RPRP_ACCOUNT 2025-12-16 STOPPED NOT_NEEDED"}},
		{"closed early", after(told, misconduct.InvolvementClosed{Officer: thorne, Dated: on("2025-06-16")}), append(reps, terms...), "",
			[]string{"REPRESENTATIONS 2025-06-26 STOPPED NOT_NEEDED", "TERMS_OF_REFERENCE 2025-06-19 STOPPED NOT_NEEDED"}},
	}
}

func dutyRows() []tableRow {
	all := []clock.RuleID{clock.SuspensionInWriting, clock.SuspensionRepresentation, clock.FirstSuspensionReview, clock.LaterSuspensionReview, clock.SuspensionReviewNotice}
	review := []clock.RuleID{clock.FirstSuspensionReview, clock.LaterSuspensionReview}
	orally := suspended()
	inWriting := suspended(func(c *misconduct.ChangeDutyStatus) { c.Oral, c.On = false, "2025-06-10" })
	restricted := suspended(func(c *misconduct.ChangeDutyStatus) {
		c.Status, c.Oral, c.On = misconduct.Restricted, false, "2025-06-06"
	})
	back := suspended(func(c *misconduct.ChangeDutyStatus) { c.Status, c.Oral, c.On = misconduct.Normal, false, "2025-06-09" })
	reviewed := misconduct.SuspensionReviewed{Officer: thorne, ConditionsMet: true, On: "2025-07-03"}
	notified := misconduct.SuspensionReviewNotified{Officer: thorne, Dated: on("2025-07-09")}
	return []tableRow{
		{"suspended orally", after(named, orally), all, "", []string{"FIRST_SUSPENSION_REVIEW 2025-07-06 RUNNING ",
			"SUSPENSION_REPRESENTATIONS 2025-06-17 RUNNING ", "SUSPENSION_IN_WRITING 2025-06-11 RUNNING "}},
		{"confirmed in writing", after(named, orally, inWriting), all, "", []string{"FIRST_SUSPENSION_REVIEW 2025-07-06 RUNNING ",
			"SUSPENSION_REPRESENTATIONS 2025-06-17 RUNNING ", "SUSPENSION_IN_WRITING 2025-06-11 STOPPED "}},
		{"suspended in writing", after(named, inWriting), all, "", []string{"FIRST_SUSPENSION_REVIEW 2025-07-08 RUNNING ",
			"SUSPENSION_REPRESENTATIONS 2025-06-19 RUNNING "}},
		{"back on duty", after(named, orally, back), all, "", []string{"FIRST_SUSPENSION_REVIEW 2025-07-06 STOPPED NOT_NEEDED",
			"SUSPENSION_REPRESENTATIONS 2025-06-17 STOPPED NOT_NEEDED", "SUSPENSION_IN_WRITING 2025-06-11 STOPPED NOT_NEEDED"}},
		{"left the force", after(named, orally, misconduct.OfficerLeftForce{Officer: thorne, How: misconduct.Resigned, Dated: on("2025-06-09")}), review, "",
			[]string{"FIRST_SUSPENSION_REVIEW 2025-07-06 STOPPED NOT_NEEDED"}},
		{"suspended and dismissed", after(named, orally, imposedOn(misconduct.Dismissal, 0, "2025-06-16"), outcomeTold("2025-06-20")), review, "",
			[]string{"FIRST_SUSPENSION_REVIEW 2025-07-06 STOPPED NOT_NEEDED"}},
		{"the case closed for which they were suspended", after(named, orally, misconduct.InvolvementClosed{Officer: thorne, Dated: on("2025-06-20")}), review,
			"2025-07-07", []string{"FIRST_SUSPENSION_REVIEW 2025-07-06 STOPPED NOT_NEEDED"}},
		{"answered the suspension", after(named, orally, misconduct.RepresentationsReceived{Officer: thorne, About: misconduct.OnSuspension, Dated: on("2025-06-12")}),
			[]clock.RuleID{clock.SuspensionRepresentation}, "", []string{"SUSPENSION_REPRESENTATIONS 2025-06-17 STOPPED "}},
		{"restricted", after(named, restricted), all, "", []string{"FIRST_SUSPENSION_REVIEW 2025-07-06 RUNNING "}},
		{"suspended after restriction", after(named, restricted, inWriting), review, "",
			[]string{"FIRST_SUSPENSION_REVIEW 2025-07-06 STOPPED SUPERSEDED", "FIRST_SUSPENSION_REVIEW 2025-07-08 RUNNING "}},
		{"reviewed", after(named, inWriting, reviewed), append(review, clock.SuspensionReviewNotice), "", []string{"FIRST_SUSPENSION_REVIEW 2025-07-08 STOPPED ",
			"SUSPENSION_REVIEW_NOTICE 2025-07-08 RUNNING ", "LATER_SUSPENSION_REVIEW 2025-07-31 RUNNING "}},
		{"reviewed with conditions not met", after(named, inWriting, with(reviewed, func(e *misconduct.SuspensionReviewed) { e.ConditionsMet = false })), review, "",
			[]string{"FIRST_SUSPENSION_REVIEW 2025-07-08 STOPPED "}},
		{"told of the review late", after(named, inWriting, reviewed, notified), []clock.RuleID{clock.SuspensionReviewNotice}, "",
			[]string{"SUSPENSION_REVIEW_NOTICE 2025-07-08 STOPPED_LATE "}},
		{"not reviewed again", after(named, inWriting, reviewed), review, "2025-08-01",
			[]string{"FIRST_SUSPENSION_REVIEW 2025-07-08 STOPPED ", "LATER_SUSPENSION_REVIEW 2025-07-31 BREACHED "}},
	}
}
