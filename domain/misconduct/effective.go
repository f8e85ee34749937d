package misconduct

import "github.com/probity-ledger/probity/domain"

// Effective returns the day from which an event holds, which may differ from the day it was recorded.
func Effective(e Event) (domain.Date, bool) {
	var d domain.Date
	switch e := e.(type) {
	case ClockStarted:
		d = e.StartedOn
	case ClockBreached:
		d = e.On
	case ClockStopped:
		d = e.On
	case MatterReceived:
		d = e.CameToAttentionOn
	case MatterRecorded:
		d = e.On
	case OfficerConcernedIdentified:
		d = e.On
	case MatterReferredToIOPC:
		d = e.On
	case MatterReferredBack:
		d = e.On
	case ModeOfInvestigationDetermined:
		d = e.On
	case InvestigatorAppointed:
		d = e.On
	case SeverityAssessed:
		d = e.On
	case WrittenNoticeServed:
		d = e.On
	case DutyStatusChanged:
		d = e.On
	case SuspensionReviewed:
		d = e.On
	case CriminalStrandOpened:
		d = e.On
	case CriminalStrandConcluded:
		d = e.On
	case InvestigationReportSubmitted:
		d = e.On
	case CaseToAnswerDetermined:
		d = e.On
	case DecisionRecorded:
		d = e.On
	case interface{ effectiveOn() domain.Date }:
		d = e.effectiveOn()
	}
	return d, d != ""
}
