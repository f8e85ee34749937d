package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain/misconduct"
)

// State is how far a matter has come (domain guide, section 1.5). It is derived from the facts, never set.
type State string

// The states of a matter. What is further on in this list does not always win: see stateOf.
const (
	Received               State = "RECEIVED"
	Recorded               State = "RECORDED"
	NotRecorded            State = "NOT_RECORDED"
	OutsideSchedule3       State = "HANDLED_OUTSIDE_SCHEDULE_3"
	Referred               State = "REFERRED"
	BackFromReferral       State = "REFERRED_BACK"
	ModeDetermined         State = "MODE_DETERMINED"
	Assessed               State = "ASSESSED"
	UnderInvestigation     State = "UNDER_INVESTIGATION"
	InvestigationSuspended State = "INVESTIGATION_SUSPENDED"
	ReportSubmitted        State = "REPORT_SUBMITTED"
	Determined             State = "DETERMINED" // every officer concerned has a determination
	InProceedings          State = "IN_PROCEEDINGS"
	Concluded              State = "CONCLUDED" // nothing is left to do about any officer; finalisation is still to come
	UnderReview            State = "UNDER_REVIEW"
	ReInvestigation        State = "RE_INVESTIGATION"
	Reopened               State = "REOPENED" // goes on as another matter
	Finalised              State = "FINALISED"
)

// stateOf derives how far a matter has come from the facts in it. What ended or reopened the whole comes first; then what happens after
// the determination, and before it what was done last.
func stateOf(c Case) State {
	switch {
	case c.Stage == Finalised, c.Stage == Reopened:
		return c.Stage
	case inProceedings(c.Involvements):
		return InProceedings
	case c.underReview():
		return UnderReview
	case c.Stage == ReInvestigation:
		return ReInvestigation
	case concluded(c):
		return Concluded
	case c.Stage == NotRecorded, c.Stage == OutsideSchedule3:
		return c.Stage
	case allDetermined(c.Involvements):
		return Determined
	case c.Report != nil:
		return ReportSubmitted
	}
	return beforeReport(c)
}

func beforeReport(c Case) State {
	switch {
	case c.resting() != nil:
		return InvestigationSuspended
	case len(c.Investigators) > 0:
		return UnderInvestigation
	case c.SeverityMax != "":
		return Assessed
	case c.ReferralState != "":
		return c.ReferralState
	case c.Kind != "":
		return Recorded
	}
	return Received
}

func inProceedings(list []Involvement) bool {
	return slices.ContainsFunc(list, func(i Involvement) bool { return i.Proceedings.Running && i.Closed == nil })
}

// concluded: every officer's case is closed, or the matter goes no further. A complaint about nobody ends with its outcome being told.
func concluded(c Case) bool {
	if c.abandoned() {
		return true
	}
	if len(c.Involvements) == 0 {
		return slices.ContainsFunc(c.Told, func(t misconduct.OutcomeToldToComplainant) bool { return t.About == misconduct.OutcomeOfHandling })
	}
	return !slices.ContainsFunc(c.Involvements, func(i Involvement) bool { return i.Closed == nil })
}

func allDetermined(list []Involvement) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(i Involvement) bool { return i.CaseToAnswer == "" })
}

var severityOrder = []misconduct.Severity{
	"", misconduct.NotAny, misconduct.PracticeRequiringImprovement, misconduct.Misconduct, misconduct.GrossMisconduct,
}

// gravest returns the gravest assessment in force.
func gravest(c Case) misconduct.Severity {
	top := 0
	for _, i := range c.Involvements {
		top = max(top, slices.Index(severityOrder, i.Severity))
	}
	return severityOrder[top]
}
