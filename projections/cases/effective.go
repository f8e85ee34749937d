package cases

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Effective returns the day an event took effect, and the moment where the event names one. An event that names neither took effect
// when it was recorded. Days are those of England and Wales.
func Effective(e wire.Decoded) (domain.Date, *time.Time) {
	if on := namedDay(e.Event); on != "" {
		return on, nil
	}
	if at := namedMoment(e.Event); !at.IsZero() {
		return britishDay(at), &at
	}
	return britishDay(e.RecordedAt), nil
}

func namedDay(event any) domain.Date {
	switch ev := event.(type) {
	case misconduct.MatterReceived:
		return ev.CameToAttentionOn
	case misconduct.MatterRecorded:
		return ev.On
	case misconduct.OfficerConcernedIdentified:
		return ev.On
	case misconduct.MatterReferredToIOPC:
		return ev.On
	case misconduct.MatterReferredBack:
		return ev.On
	case misconduct.ModeOfInvestigationDetermined:
		return ev.On
	case misconduct.InvestigatorAppointed:
		return ev.On
	case misconduct.SeverityAssessed:
		return ev.On
	case misconduct.WrittenNoticeServed:
		return ev.On
	case misconduct.DutyStatusChanged:
		return ev.On
	case misconduct.SuspensionReviewed:
		return ev.On
	case misconduct.CriminalStrandOpened:
		return ev.On
	case misconduct.CriminalStrandConcluded:
		return ev.On
	case misconduct.InvestigationReportSubmitted:
		return ev.On
	case misconduct.CaseToAnswerDetermined:
		return ev.On
	case misconduct.DecisionRecorded:
		return ev.On
	}
	return ""
}

func namedMoment(event any) time.Time {
	switch ev := event.(type) {
	case device.Seized:
		return ev.At
	case device.SeizureBasisChanged:
		return ev.At
	case device.Sealed:
		return ev.At
	case device.SealBroken:
		return ev.At
	case device.Transferred:
		return ev.At
	case device.ContinuityDiscrepancyRaised:
		return ev.At
	case device.Returned:
		return ev.At
	case extraction.Started:
		return ev.At
	case extraction.SourceRegistered:
		return ev.At
	case extraction.Completed:
		return ev.At
	case extraction.Failed:
		return ev.At
	case extraction.HashVerified:
		return ev.At
	case extraction.IntegrityFailed:
		return ev.At
	}
	return time.Time{}
}

// britishDay returns the calendar day in England and Wales. Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on
// the last Sunday of October (Summer Time Order 2002); no time zone table is needed on the machine.
func britishDay(at time.Time) domain.Date {
	at = at.UTC()
	begins, ends := lastSunday(at.Year(), time.March), lastSunday(at.Year(), time.October)
	if !at.Before(begins) && at.Before(ends) {
		at = at.Add(time.Hour)
	}
	return domain.Date(at.Format(time.DateOnly))
}

func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}
