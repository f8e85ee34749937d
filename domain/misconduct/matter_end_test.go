package misconduct_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// later is a time at which the days of these stories are past.
var later = time.Date(2027, 1, 4, 10, 0, 0, 0, time.UTC)

func TestInterestedPersonsAreToldOfOutcomes(t *testing.T) {
	t.Parallel()
	update := misconduct.InterestedPersonsUpdated{Note: "interviews are under way", Dated: on("2025-07-01")}
	tell := misconduct.TellComplainant{Person: fenwick, About: handling, Text: "no further action", On: "2026-01-09"}
	notified := misconduct.OutcomeNotified{Officer: thorne, Dated: on("2026-01-05")}
	ofHearing := toldOf(misconduct.OutcomeOfProceedings, misconduct.ReviewByIOPC)
	ofAppeal := toldOf(misconduct.OutcomeOfAppeal, misconduct.ReviewByIOPC)
	ofAppeal.Dated = early("2026-01-09")
	about := func(o misconduct.OutcomeOf) misconduct.Command {
		return with(tell, func(c *misconduct.TellComplainant) { c.About = o })
	}
	appealed := after(special, notified, misconduct.AppealLodged{Officer: thorne, Appeal: "ap-1", Dated: on("2026-01-06")},
		misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: misconduct.Confirmed, Dated: on("2026-01-10")})
	for _, a := range []act{
		{"named", open, misconduct.NameInterestedPerson{Person: fenwick, Capacity: misconduct.Complainant, Name: "a name", On: "2025-06-03"},
			events(named1(fenwick, misconduct.Complainant))},
		{"updated", complained, misconduct.UpdateInterestedPersons{Note: update.Note, On: update.On}, events(update)},
		{"a simple complaint", complained, tell, events(toldOf(handling, misconduct.ReviewByLocalPolicingBody))},
		{"one with special procedures", special, tell, events(toldOf(handling, misconduct.ReviewByIOPC))},
		{"one that was referred and came back", after(complained, referred(), misconduct.MatterReferredBack{}), tell, events(toldOf(handling, misconduct.ReviewByIOPC))},
		{"one in which a crime was suspected", after(complained, misconduct.CriminalStrandOpened{}, misconduct.CriminalStrandConcluded{}), tell,
			events(toldOf(handling, misconduct.ReviewByIOPC))},
		{"one outside Schedule 3", after(open, named1(fenwick, misconduct.Complainant), misconduct.ComplaintHandledOutsideSchedule3{}), tell, events(toldOf(handling, ""))},
		{"somebody who did not complain", after(rcm, named1(fenwick, misconduct.InterestedPerson)), tell, events(toldOf(handling, ""))},
		{"of a hearing", after(special, notified), about(misconduct.OutcomeOfProceedings), events(ofHearing)},
		{"of an appeal, before it", appealed, about(misconduct.OutcomeOfAppeal), events(ofAppeal)},
	} {
		a.play(t)
	}
}

// S3: told on 26 June, so until 24 July; sent to the wrong body on 20 July and forwarded on the 23rd it is in time, and so it is forwarded
// after the 24th, because the days in the wrong hands do not count (CM29).
func TestReviewInTimeWhereverItWent(t *testing.T) {
	t.Parallel()
	tell := toldOf(handling, misconduct.ReviewByIOPC)
	tell.Dated = on("2026-06-26")
	history := after(special, tell)
	asked := func(d domain.Date) misconduct.ReviewRequested {
		return misconduct.ReviewRequested{Review: "r-1", Person: fenwick, SentTo: misconduct.ReviewByLocalPolicingBody, Dated: on(d)}
	}
	for _, c := range []struct {
		made, forwarded domain.Date
		inTime          bool
	}{
		{"2026-07-20", "2026-07-23", true},
		{"2026-07-20", "2026-07-30", true},
		{"2026-07-24", "2026-07-27", true},
		{"2026-07-25", "2026-07-27", false},
	} {
		want := asked(c.made)
		want.InTime = c.inTime
		given(t, history...).At(later).
			When(misconduct.RequestReview{Review: "r-1", Person: fenwick, SentTo: misconduct.ReviewByLocalPolicingBody, On: c.made}).Then(want).
			When(misconduct.ForwardReview{Review: "r-1", To: misconduct.ReviewByIOPC, On: c.forwarded}).
			Then(misconduct.ReviewForwarded{Review: "r-1", To: misconduct.ReviewByIOPC, InTime: c.inTime, Dated: on(c.forwarded)}).
			When(misconduct.DetermineReview{Review: "r-1", Body: misconduct.ReviewByIOPC, Upheld: true, Reasons: "a witness was not asked",
				Recommendations: "ask", On: "2026-09-01"}).
			Then(misconduct.ReviewDetermined{Review: "r-1", Body: misconduct.ReviewByIOPC, Upheld: true, Reasons: "a witness was not asked",
				Recommendations: "ask", Dated: on("2026-09-01")})
	}
}

// The refusal to finalise names everything that is open, and no more.
func TestFinaliseSaysWhatIsStillOpen(t *testing.T) {
	t.Parallel()
	review := misconduct.ReviewRequested{Review: "r-1", Person: fenwick, Dated: on("2026-01-10")}
	for name, c := range map[string]struct {
		given []misconduct.Event
		want  []string
	}{
		"unrecorded":   {open, []string{"whether the matter is recorded"}},
		"unreferred":   {rcm, []string{"the mandatory referral"}},
		"no mode":      {after(rcm, referred()), []string{"the mode of investigation"}},
		"an officer":   {internal[:3], []string{"involvement of officer " + string(thorne)}},
		"a crime":      {after(done, misconduct.CriminalStrandOpened{Officer: thorne, Offence: "s127"}), []string{"criminal strand about officer " + string(thorne)}},
		"an appeal":    {after(done, misconduct.AppealLodged{Officer: thorne, Appeal: "ap-1"}), []string{"involvement", "appeal ap-1"}}, // it opens the involvement again
		"a review":     {after(informed, review), []string{"review r-1"}},
		"a withdrawal": {withdrawn, []string{"withdrawn complaint"}},
		"a suspension": {after(done, suspended()), []string{"who is still suspended"}},
		"RPRP":         {after(done, misconduct.ReflectiveReviewNoticed{Officer: thorne}), []string{"the reflective review of officer"}},
		"it rests":     {after(done, misconduct.InvestigationSuspended{}), []string{"which rests"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := given(t, c.given...).When(misconduct.Finalise{Reason: "all is done", On: "2026-01-20"}).Refused("STILL_OPEN")
			if got := strings.Count(e.Text, "; ") - 1; got != len(c.want)-1 {
				t.Errorf("names %d things: %s", got+1, e.Text)
			}
			for _, w := range c.want {
				if !strings.Contains(e.Text, w) {
					t.Errorf("%q is missing in %s", w, e.Text)
				}
			}
		})
	}
}

// A right that still runs keeps the matter open: here the complainant's to a review, until 6 February.
func TestFinaliseWaitsForRights(t *testing.T) {
	t.Parallel()
	story := testkit.Given(t, misconduct.Evolve, misconduct.DecideTimely, complained...).
		When(misconduct.TellComplainant{Person: fenwick, About: handling, Text: "no further action", On: "2026-01-09"})
	end := func(d domain.Date) misconduct.Command {
		return misconduct.Finalise{Reason: "answered", On: d}
	}
	s := story.State()
	for _, d := range []domain.Date{"2026-01-20", "2026-02-06"} {
		_, err := misconduct.Decide(s, end(d), domain.Envelope{Now: testkit.Now})
		if err == nil || !strings.Contains(err.Error(), "COMPLAINT_REVIEW, until 2026-02-06") {
			t.Errorf("on %s: %v", d, err)
		}
	}
	got, err := misconduct.Decide(s, end("2026-02-07"), domain.Envelope{Now: testkit.Now})
	if err != nil || !slices.Equal(got, []misconduct.Event{misconduct.MatterFinalised{Reason: "answered", Dated: on("2026-02-07")}}) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestTheEndAndAfter(t *testing.T) {
	t.Parallel()
	reopen := misconduct.Reopen{As: other, Reason: "new evidence", On: "2026-02-01", Matter: matter, Other: stateOf(received())}
	reopened := misconduct.MatterReopened{As: other, Reason: "new evidence", Dated: on("2026-02-01")}
	link := misconduct.MattersLinked{Other: other, Reason: "new evidence"}
	finalise := misconduct.Finalise{Reason: "no case to answer", On: "2026-01-09"}
	late := finalise
	late.On = "2025-12-19"
	for _, a := range []act{
		{"finalised", done, finalise, events(finalised("2026-01-09"))},
		{"finalised before the last was closed", done, late, events(misconduct.MatterFinalised{Reason: finalise.Reason, Dated: early("2025-12-19")})},
		{"a declined matter", after(open, misconduct.MatterNotRecorded{}), finalise, events(finalised("2026-01-09"))},
		{"a complaint outside Schedule 3", after(open, misconduct.ComplaintHandledOutsideSchedule3{}), finalise, events(finalised("2026-01-09"))},
		{"reopened as a linked matter", after(ended, link), reopen, events(reopened)},
		{"reopened and linked at once", ended, reopen, events(link, reopened)},
		{"reopened when all are done with", done, reopen, events(link, reopened)},
		{"reopened although discontinued", after(internal, misconduct.MatterDiscontinued{}), reopen, events(link, reopened)},
		{"finalised again after a late appeal", after(ended, misconduct.AppealLodged{Officer: thorne, Appeal: "ap-1"},
			misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Dated: on("2026-02-01")}, closed(thorne)),
			misconduct.Finalise{Reason: "confirmed", On: "2026-02-02"}, events(misconduct.MatterFinalised{Reason: "confirmed", Dated: on("2026-02-02")})},
	} {
		a.play(t)
	}
}

func TestCorrections(t *testing.T) {
	t.Parallel()
	fix := func(f misconduct.CorrectableField, is string) misconduct.Command {
		return misconduct.CorrectMatter{Field: f, Is: is, Reason: "a slip", On: "2026-02-01"}
	}
	fixed := func(f misconduct.CorrectableField, was, is, regime string) misconduct.Event {
		return misconduct.MatterCorrected{Field: f, Was: was, Is: is, Reason: "a slip", Regime: regime, Dated: on("2026-02-01")}
	}
	operation := fixed(misconduct.FieldOperation, "Larkfield", "Larkhill", "")
	for _, a := range []act{
		{"the summary", open, fix(misconduct.FieldSummary, "printed chats"), events(fixed(misconduct.FieldSummary, received().Summary, "printed chats", ""))},
		{"who reported it, to nobody", open, fix(misconduct.FieldReportedBy, ""), events(fixed(misconduct.FieldReportedBy, "COLLEAGUE", "", ""))},
		{"what was corrected before", after(open, operation), fix(misconduct.FieldOperation, "Larkspur"), events(fixed(misconduct.FieldOperation, "Larkhill", "Larkspur", ""))},
		{"a finalised matter", ended, fix(misconduct.FieldOperation, "Larkhill"), events(operation)},
		{"the day, and with it the rules", open, fix(misconduct.FieldCameToAttentionOn, "2025-05-27"),
			events(fixed(misconduct.FieldCameToAttentionOn, "2025-06-03", "2025-05-27", "2020+A24+VR"))},
	} {
		a.play(t)
	}
	s := stateOf(after(open, fixed(misconduct.FieldCameToAttentionOn, "2025-06-03", "2024-01-02", "2020"))...)
	if s.CameToAttentionOn != "2024-01-02" || s.Regime != "2020" {
		t.Errorf("%s, %s", s.CameToAttentionOn, s.Regime)
	}
}

func TestCorrectedAllegationStatesTheWhole(t *testing.T) {
	t.Parallel()
	a := allege()
	c := misconduct.CorrectAllegation{Allegation: a.Allegation, Standards: []int{2, 3}, CodeSet: "iopc-2021", Category: "D2", ConductFrom: "2024-02-01",
		ConductTo: "2025-06-01", Text: "names of victims in a group", Reason: "the wrong category", On: "2025-07-01"}
	want := misconduct.AllegationCorrected{Allegation: c.Allegation, Standards: c.Standards, CodeSet: c.CodeSet, Category: c.Category,
		ConductFrom: c.ConductFrom, ConductTo: c.ConductTo, Text: c.Text, Reason: c.Reason, Dated: on(c.On)}
	given(t, charged...).When(c).Then(want)
	given(t, after(charged, want)...).When(c).Refused("SAME_VALUE")
}
