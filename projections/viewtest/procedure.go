package viewtest

import (
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// procedureEvent draws what happens in the procedure beyond the determination: few ids, so that things meet.
func procedureEvent(t *rapid.T) misconduct.Event {
	o, on := officerID(t), misconduct.Dated{On: day(t)}
	officers := []domain.OfficerID{o, officerID(t)}
	return pick(t, "procedure", []misconduct.Event{
		misconduct.MatterNotRecorded{Reason: "r", Dated: on},
		misconduct.ComplaintHandledOutsideSchedule3{Reason: "r", Dated: on},
		misconduct.MatterCalledInByIOPC{Reason: "r", Dated: on},
		misconduct.InterestedPersonNamed{Person: "p", Capacity: misconduct.Complainant, Name: "Orla Fenwick", Contact: "c", Dated: on},
		misconduct.InvestigationSuspended{Reason: "r", Dated: on},
		misconduct.InvestigationResumed{Reason: "r", Dated: on},
		misconduct.InvestigationsCombined{With: domain.MatterID(pick(t, "with", Matters)), Reason: "r", Dated: on},
		misconduct.InvestigationSplit{From: domain.MatterID(pick(t, "from", Matters)), Reason: "r", Dated: on},
		misconduct.MatterCorrected{Field: misconduct.FieldOperation, Was: "Larkfield", Is: "Ashgrove", Reason: "r", Dated: on},
		misconduct.MatterCorrected{Field: misconduct.FieldCameToAttentionOn, Was: "2025-06-01", Is: string(day(t)), Reason: "r", Dated: on},
		misconduct.AllegationCorrected{Allegation: "a", Standards: []int{2}, Text: "other", Dated: on},
		misconduct.ReviewRequested{Review: "v", SentTo: misconduct.ReviewByLocalPolicingBody, Dated: on},
		misconduct.ReviewDetermined{Review: "v", Dated: on},
		misconduct.ReferralNoticeServed{Officer: o, Form: misconduct.Meeting, Dated: on},
		misconduct.PanelAppointed{Officers: officers, Members: []misconduct.PanelMember{{Person: "Insp Hale"}}, Dated: on},
		misconduct.FindingMade{Officer: o, Allegation: "a", Finding: misconduct.FoundMisconduct, Dated: on},
		misconduct.OutcomeImposed{Officer: o, Action: misconduct.WrittenWarning, Months: 18, Dated: on},
		misconduct.OutcomeNotified{Officer: o, Dated: on},
		misconduct.LeaveExcluded{Officer: o, From: day(t), Until: day(t), Dated: on},
		misconduct.AppealLodged{Officer: o, Appeal: "l", Dated: on},
		misconduct.AppealDetermined{Officer: o, Appeal: "l", Result: misconduct.Reversed, Action: misconduct.NoAction, EffectiveFrom: day(t), Dated: on},
		misconduct.InvolvementClosed{Officer: o, Dated: on},
		misconduct.MatterFinalised{Reason: "r", Dated: on},
		misconduct.MatterReopened{As: domain.MatterID(pick(t, "as", Matters)), Reason: "r", Dated: on},
	})
}
