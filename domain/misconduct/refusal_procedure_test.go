package misconduct_test

import (
	"slices"

	"github.com/probity-ledger/probity/domain/misconduct"
)

func procedureRefusals() []refusal {
	return slices.Concat(endedRefusals())
}

func endedRefusals() []refusal {
	ended := func(e misconduct.Event) []misconduct.Event { return after(open, e) }
	identify := misconduct.IdentifyOfficer{Officer: thorne, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-06-03", Registered: true}
	return []refusal{
		{"go on with a declined matter", ended(misconduct.MatterNotRecorded{}), identify, "DECLINED", ""},
		{"go on with a complaint outside Schedule 3", ended(misconduct.ComplaintHandledOutsideSchedule3{}), identify, "OUTSIDE_SCHEDULE_3", ""},
		{"go on with a withdrawn complaint", ended(misconduct.WithdrawalDecided{}), identify, "WITHDRAWN", ""},
		{"go on with a discontinued matter", ended(misconduct.MatterDiscontinued{}), identify, "DISCONTINUED", ""},
		{"go on with a finalised matter", ended(misconduct.MatterFinalised{Dated: misconduct.Dated{On: "2026-01-09"}}), identify, "FINALISED", ""},
		{"record a withdrawn complaint anew", ended(misconduct.WithdrawalDecided{}),
			misconduct.Record{Kind: misconduct.Complaint, On: "2025-06-03"}, "WITHDRAWN", ""},
		{"end again what is finalised", ended(misconduct.MatterFinalised{Dated: misconduct.Dated{On: "2026-01-09"}}),
			misconduct.Finalise{Reason: "again", On: "2026-01-10"}, "FINALISED", ""},
	}
}
