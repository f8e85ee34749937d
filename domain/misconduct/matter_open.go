package misconduct

import "github.com/probity-ledger/probity/domain"

// open says what ended the matter, nil while it goes on.
// Codes FINALISED, DECLINED, OUTSIDE_SCHEDULE_3, WITHDRAWN, DISCONTINUED.
func (s State) open() error {
	switch {
	case s.FinalisedOn != "":
		return domain.Errorf(domain.Refused, "FINALISED",
			"the matter was finalised on %s; reopen it as a new matter, or correct what was entered wrongly", s.FinalisedOn).Under("domain guide 1.5")
	case s.NotRecorded:
		return domain.Errorf(domain.Refused, "DECLINED",
			"it was decided not to record the matter; record it first if that has changed").Under("PRA Sch 3 para 2")
	case s.OutsideSchedule3:
		return domain.Errorf(domain.Refused, "OUTSIDE_SCHEDULE_3",
			"the complaint is handled outside Schedule 3, without this machinery; record it first if that has changed").Under("PRA Sch 3 para 2")
	case s.Withdrawn:
		return domain.Errorf(domain.Refused, "WITHDRAWN",
			"the complaint was withdrawn and does not go on; do what is left to end it, or reopen it as a new matter").Under("CM38")
	case s.Discontinued:
		return domain.Errorf(domain.Refused, "DISCONTINUED",
			"the matter was discontinued; do what is left to end it, or reopen it as a new matter").Under("CR Part 3")
	}
	return nil
}

// admits refuses an act in a matter that has ended, unless it is one of those for which a matter is never too old, or, before it is
// finalised, one that ends what is left. Every command passes here first, so that none can forget it.
func (s State) admits(c Command) error {
	err := s.open()
	switch {
	case err == nil, timeless(c):
		return nil
	case s.FinalisedOn == "" && (ending(c) || s.beginning(c)):
		return nil
	}
	return err
}

// timeless: a correction, a reopening, a late review or appeal, and what the years bring to an outcome.
func timeless(c Command) bool {
	switch c.(type) {
	case CorrectMatter, CorrectAllegation, RecordDocument, LinkMatters, Reopen, DirectReInvestigation, RequestReview, LodgeAppeal,
		ExcludeLeave, RemoveFromList, StartClock, StopClock, BreachClock:
		return true
	}
	return false
}

// ending: what is left to do in a matter that does not go on. A route outside proceedings, and a criminal case, go on without it.
func ending(c Command) bool {
	switch c.(type) {
	case CloseInvolvement, Finalise, RecordDecision, ChangeDutyStatus, ReviewSuspension, NotifySuspensionReview, ConsultIOPCOnSuspension,
		ReferElsewhere, ServeReflectiveNotice, ReceiveReflectiveAccount, HoldReflectiveDiscussion, RetainReflectiveReport, DetermineVetting,
		TakeCriminalStep, ConcludeCriminalStrand, RecordDeparture, NameInterestedPerson, UpdateInterestedPersons, TellComplainant,
		ForwardReview, DetermineReview, ReceiveAppealNotice, SubmitAppealPapers, DetermineAppeal, NotifyAppeal, ReportToList,
		ExtendClock, ShortenClock:
		return true
	}
	return false
}

// beginning: what was not recorded can still be, and the IOPC can be told of it or want it.
func (s State) beginning(c Command) bool {
	switch c.(type) {
	case Record, Refer, CallIn:
		return s.NotRecorded || s.OutsideSchedule3
	}
	return false
}
