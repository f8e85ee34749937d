package cases_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/cases"
)

// samples are one event of every wire name, as the domain keeps them.
func samples(t *testing.T) map[string]misconduct.Event {
	t.Helper()
	files, err := filepath.Glob("../../domain/misconduct/testdata/events/*.json")
	if err != nil || len(files) < 90 {
		t.Fatalf("%d samples of events, %v", len(files), err)
	}
	codec, found := misconduct.NewCodec(), map[string]misconduct.Event{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		event, err := codec.Decode(name, data)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = event
	}
	return found
}

// ground is a case in which every sample has something to change: the officers, allegations, interviews, objections, reviews and appeals
// they name are there.
func ground(all map[string]misconduct.Event) cases.Case {
	of := func(name string) misconduct.Event { return all["misconduct."+name+".v1"] }
	first := []misconduct.Event{of("matter_received"), of("matter_recorded")}
	for officer := range officersIn(all) {
		first = append(first, misconduct.OfficerConcernedIdentified{Officer: officer, On: "2024-01-01"},
			misconduct.InterviewScheduled{Officer: officer, Interview: all["misconduct.interview_held.v1"].(misconduct.InterviewHeld).Interview},
			misconduct.ProceedingsDeferredForCriminalCase{Officer: officer}, misconduct.ReflectiveReviewNoticed{Officer: officer},
			misconduct.ObjectionMade{Officer: officer, Objection: all["misconduct.objection_decided.v1"].(misconduct.ObjectionDecided).Objection},
			misconduct.OutcomeImposed{Officer: officer, Action: misconduct.FinalWrittenWarning, Months: 24},
			misconduct.OutcomeNotified{Officer: officer, Dated: misconduct.Dated{On: "2025-01-01"}},
			misconduct.AppealLodged{Officer: officer, Appeal: all["misconduct.appeal_determined.v1"].(misconduct.AppealDetermined).Appeal},
			misconduct.ListReported{Officer: officer, List: all["misconduct.removed_from_list.v1"].(misconduct.RemovedFromList).List})
	}
	first = append(first,
		misconduct.AllegationAdded{Allegation: all["misconduct.allegation_corrected.v1"].(misconduct.AllegationCorrected).Allegation},
		misconduct.InvestigationsCombined{With: all["misconduct.investigation_split.v1"].(misconduct.InvestigationSplit).From},
		misconduct.InvestigationSuspended{}, misconduct.ComplaintWithdrawn{},
		misconduct.ReviewRequested{Review: all["misconduct.review_determined.v1"].(misconduct.ReviewDetermined).Review},
		misconduct.ClockStarted{Clock: all["misconduct.clock_stopped.v1"].(misconduct.ClockStopped).Clock, Rule: all["misconduct.clock_stopped.v1"].(misconduct.ClockStopped).Rule})
	c := cases.Case{}
	for _, e := range first {
		c = cases.Fold(c, wire.Decoded{ID: "m", Event: e})
	}
	return c
}

// officersIn finds every officer a sample names.
func officersIn(all map[string]misconduct.Event) map[domain.OfficerID]bool {
	found := map[domain.OfficerID]bool{}
	for _, e := range all {
		data, err := json.Marshal(e)
		if err != nil {
			continue
		}
		var named struct {
			Officer  domain.OfficerID   `json:"officer"`
			Officers []domain.OfficerID `json:"officers"`
		}
		if json.Unmarshal(data, &named) == nil {
			for _, o := range append(named.Officers, named.Officer) {
				found[o] = o != ""
			}
		}
	}
	delete(found, "")
	return found
}

// elsewhere are the events that change nothing in a case, and why.
var elsewhere = map[string]string{}

// Nothing that is recorded of a matter is lost on the way to whoever reads it.
func TestFold_takes_in_every_event(t *testing.T) {
	t.Parallel()
	all := samples(t)
	for name, event := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := ground(all)
			switch event.(type) {
			case misconduct.MatterReceived, misconduct.MatterRecorded, misconduct.OfficerConcernedIdentified, misconduct.ClockStarted: // the ground has them
				before = cases.Case{}
			}
			after := cases.Fold(before, wire.Decoded{ID: "m", Event: event})
			after.ID, after.Revision, after.UpdatedAt = before.ID, before.Revision, before.UpdatedAt
			changed := text(t, before) != text(t, after)
			if _, no := elsewhere[name]; changed == no {
				t.Errorf("changes the case: %v", changed)
			}
		})
	}
}

// stage is a case about one officer after some events, all recorded at once.
func stage(events ...misconduct.Event) cases.Case {
	c := cases.Case{}
	for i, e := range append([]misconduct.Event{
		misconduct.MatterReceived{Reference: "R", Force: "northmoor", CameToAttentionOn: "2026-01-12"},
		misconduct.OfficerConcernedIdentified{Officer: "o", On: "2026-01-12"},
	}, events...) {
		c = cases.Fold(c, wire.Decoded{Recorded: eventlog.Recorded{Revision: uint64(i), RecordedAt: time.Unix(int64(i), 0)}, ID: "m", Event: e})
	}
	return c
}

func on(day domain.Date) misconduct.Dated { return misconduct.Dated{On: day} }

func TestStates_follow_from_the_facts(t *testing.T) {
	t.Parallel()
	const o = domain.OfficerID("o")
	type events = []misconduct.Event
	assessed := misconduct.SeverityAssessed{Officer: o, Severity: misconduct.Misconduct, LikelyForm: misconduct.Meeting}
	appointed := misconduct.InvestigatorAppointed{Investigator: "i"}
	report := misconduct.InvestigationReportSubmitted{By: "i"}
	answer := misconduct.CaseToAnswerDetermined{Officer: o, Finding: misconduct.CaseForMisconduct, Route: misconduct.Meeting}
	referral := misconduct.ReferralNoticeServed{Officer: o, Form: misconduct.Meeting}
	finding := misconduct.FindingMade{Officer: o, Finding: misconduct.FoundMisconduct}
	outcome := misconduct.OutcomeImposed{Officer: o, Action: misconduct.WrittenWarning, Months: 18}
	told := misconduct.OutcomeNotified{Officer: o, Dated: on("2026-06-09")}
	appeal := misconduct.AppealLodged{Officer: o, Appeal: "a"}
	closed := misconduct.InvolvementClosed{Officer: o}
	for name, test := range map[string]struct {
		events  events
		matter  cases.State
		officer cases.InvolvementState
	}{
		"received":            {nil, cases.Received, cases.Identified},
		"not recorded":        {events{misconduct.MatterNotRecorded{}}, cases.NotRecorded, cases.Identified},
		"outside Schedule 3":  {events{misconduct.ComplaintHandledOutsideSchedule3{}}, cases.OutsideSchedule3, cases.Identified},
		"recorded after all":  {events{misconduct.MatterNotRecorded{}, misconduct.MatterRecorded{Kind: misconduct.Complaint}}, cases.Recorded, cases.Identified},
		"called in":           {events{misconduct.MatterCalledInByIOPC{}}, cases.Referred, cases.Identified},
		"assessed":            {events{assessed}, cases.Assessed, cases.SeverityAssessed},
		"under investigation": {events{assessed, appointed}, cases.UnderInvestigation, cases.SeverityAssessed},
		"interviewed": {events{appointed, misconduct.InterviewScheduled{Officer: o, Interview: "1"}, misconduct.InterviewHeld{Officer: o, Interview: "1"}},
			cases.UnderInvestigation, cases.Interviewed},
		"resting":                       {events{appointed, misconduct.InvestigationSuspended{}}, cases.InvestigationSuspended, cases.Identified},
		"resumed":                       {events{appointed, misconduct.InvestigationSuspended{}, misconduct.InvestigationResumed{}}, cases.UnderInvestigation, cases.Identified},
		"reported on":                   {events{appointed, report}, cases.ReportSubmitted, cases.ReportedOn},
		"determined":                    {events{report, answer}, cases.Determined, cases.HasCaseToAnswer},
		"no case":                       {events{report, misconduct.CaseToAnswerDetermined{Officer: o, Finding: misconduct.NoCaseToAnswer}}, cases.Determined, cases.HasNoCase},
		"at a meeting":                  {events{report, answer, referral}, cases.InProceedings, cases.AtMeeting},
		"withdrawn":                     {events{report, answer, referral, misconduct.ProceedingsWithdrawn{Officer: o, Then: misconduct.RPRP}}, cases.Determined, cases.InReflective},
		"found":                         {events{report, answer, referral, finding}, cases.InProceedings, cases.Found},
		"outcome":                       {events{report, answer, referral, finding, outcome}, cases.InProceedings, cases.OutcomeImposed},
		"told":                          {events{report, answer, referral, finding, outcome, told}, cases.Determined, cases.InAppealWindow},
		"appealed":                      {events{report, answer, referral, finding, outcome, told, appeal}, cases.Determined, cases.Appealed},
		"elsewhere":                     {events{misconduct.ReferredElsewhere{Officer: o, Route: misconduct.Performance}}, cases.Received, cases.InPerformance},
		"reflective":                    {events{misconduct.ReflectiveReviewNoticed{Officer: o}}, cases.Received, cases.InReflective},
		"closed":                        {events{report, answer, referral, outcome, told, closed}, cases.Concluded, cases.InvolvementClosed},
		"discontinued":                  {events{misconduct.MatterDiscontinued{}}, cases.Concluded, cases.Identified},
		"withdrawn from":                {events{misconduct.ComplaintWithdrawn{}, misconduct.WithdrawalDecided{}}, cases.Concluded, cases.Identified},
		"goes on though withdrawn from": {events{misconduct.ComplaintWithdrawn{}, misconduct.WithdrawalDecided{Continue: true}}, cases.Received, cases.Identified},
		"under review":                  {events{report, answer, closed, misconduct.ReviewRequested{Review: "r"}}, cases.UnderReview, cases.InvolvementClosed},
		"reviewed":                      {events{report, answer, closed, misconduct.ReviewRequested{Review: "r"}, misconduct.ReviewDetermined{Review: "r"}}, cases.Concluded, cases.InvolvementClosed},
		"again":                         {events{report, answer, misconduct.ReInvestigationDirected{}}, cases.ReInvestigation, cases.HasCaseToAnswer},
		"again, report":                 {events{report, answer, misconduct.ReInvestigationDirected{}, report}, cases.Determined, cases.HasCaseToAnswer},
		"finalised":                     {events{closed, misconduct.MatterFinalised{}}, cases.Finalised, cases.InvolvementClosed},
		"reopened":                      {events{closed, misconduct.MatterFinalised{}, misconduct.MatterReopened{As: "n"}}, cases.Reopened, cases.InvolvementClosed},
	} {
		c := stage(test.events...)
		if c.State != test.matter || c.Involvements[0].State != test.officer {
			t.Errorf("%s: the matter is %s and the officer %s, want %s and %s", name, c.State, c.Involvements[0].State, test.matter, test.officer)
		}
	}
}
