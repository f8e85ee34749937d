package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain/misconduct"
)

// InvolvementState is how far the case about one officer has come (domain guide, section 1.6).
type InvolvementState string

// The states of an involvement. Duty status, the criminal strand and having left the force are kept apart from them.
const (
	Identified        InvolvementState = "IDENTIFIED"
	SeverityAssessed  InvolvementState = "SEVERITY_ASSESSED"
	Noticed           InvolvementState = "NOTICED"
	Interviewed       InvolvementState = "INTERVIEWED"
	ReportedOn        InvolvementState = "REPORTED_ON"
	HasCaseToAnswer   InvolvementState = "CASE_TO_ANSWER"
	HasNoCase         InvolvementState = "NO_CASE_TO_ANSWER"
	AtMeeting         InvolvementState = "MEETING"
	AtHearing         InvolvementState = "HEARING"
	AtAccelerated     InvolvementState = "ACCELERATED"
	InReflective      InvolvementState = "RPRP"
	InPerformance     InvolvementState = "PERFORMANCE"
	InVetting         InvolvementState = "VETTING"
	NoFurtherAction   InvolvementState = "NFA"
	Found             InvolvementState = "FOUND"
	OutcomeImposed    InvolvementState = "OUTCOME_IMPOSED"
	InAppealWindow    InvolvementState = "APPEAL_WINDOW" // told of the outcome; what may be appealed, still may be or the time has run out
	Appealed          InvolvementState = "APPEALED"
	InvolvementClosed InvolvementState = "CLOSED"
)

// stateNow derives how far the case about one officer has come; reported says that the investigator's report is in.
func (i Involvement) stateNow(reported bool) InvolvementState {
	switch {
	case i.Closed != nil:
		return InvolvementClosed
	case len(i.Appeals) > 0:
		return Appealed
	case slices.ContainsFunc(i.Outcomes, Outcome.InForce):
		return InAppealWindow
	case len(i.Outcomes) > 0:
		return OutcomeImposed
	case len(i.Proceedings.Findings) > 0:
		return Found
	case i.Track != "":
		return InvolvementState(i.Track) // the forms and the states on them have the same names
	}
	return i.beforeTrack(reported)
}

func (i Involvement) beforeTrack(reported bool) InvolvementState {
	switch {
	case i.CaseToAnswer == misconduct.NoCaseToAnswer:
		return HasNoCase
	case i.CaseToAnswer != "":
		return HasCaseToAnswer
	case reported:
		return ReportedOn
	case slices.ContainsFunc(i.Interviews, func(v Interview) bool { return v.Held != nil }):
		return Interviewed
	case len(i.Notices) > 0:
		return Noticed
	case i.Severity != "":
		return SeverityAssessed
	}
	return Identified
}
