package misconduct

import "github.com/probity-ledger/probity/domain"

// DelayNotice lets the written notice wait.
type DelayNotice struct {
	Officer domain.OfficerID
	Reason  string
	On      domain.Date
}

// ReceiveRepresentations records what the officer answered.
type ReceiveRepresentations struct {
	Officer  domain.OfficerID
	About    RepresentationsOn
	Document string // id of the recorded document
	Summary  string // sensitive
	On       domain.Date
}

// ProvideTermsOfReference gives the officer the terms of reference.
type ProvideTermsOfReference struct {
	Officer domain.OfficerID
	On      domain.Date
}

// WithholdTermsOfReference tells the officer why they are not given.
type WithholdTermsOfReference struct {
	Officer domain.OfficerID
	Reason  string
	On      domain.Date
}

// ScheduleInterview sets an interview.
type ScheduleInterview struct {
	Officer   domain.OfficerID
	Interview string // id, UUID
	For       domain.Date
	On        domain.Date
}

// PostponeInterview moves it to the day the officer offers.
type PostponeInterview struct {
	Officer   domain.OfficerID
	Interview string
	Reason    string
	For       domain.Date // the alternative
	Agreed    bool        // the investigator agrees to a day later than the rules give the officer
	On        domain.Date
}

// HoldInterview records that it took place.
type HoldInterview struct {
	Officer   domain.OfficerID
	Interview string
	Answered  bool   // false where the officer said nothing
	Summary   string // sensitive
	On        domain.Date
}

// TakeCriminalStep records how far a criminal strand has come.
type TakeCriminalStep struct {
	Officer domain.OfficerID
	Offence string
	Step    CriminalStep
	Detail  string // sensitive
	On      domain.Date
}

// DeferProceedings lets proceedings wait for a criminal case.
type DeferProceedings struct {
	Officer             domain.OfficerID
	Reason              string
	ProsecutorConsulted bool
	On                  domain.Date
}

// ResumeProceedings goes on with them.
type ResumeProceedings struct {
	Officer domain.OfficerID
	Reason  string
	On      domain.Date
}

// SubmitSpecialConditionsStatement records the investigator's statement on special conditions.
type SubmitSpecialConditionsStatement struct {
	Officer domain.OfficerID
	By      domain.ActorID
	On      domain.Date
}

// DetermineSpecialConditions determines them; met, it certifies the case.
type DetermineSpecialConditions struct {
	Officer            domain.OfficerID
	SufficientEvidence bool
	PublicInterest     bool
	Certifier          domain.ActorID // who may not conduct the accelerated hearing later (CR49, SI 2024/521)
	DecidedBy          domain.Role
	Reasons            string // sensitive
	On                 domain.Date
}

// ReferElsewhere takes what an officer did out of discipline.
type ReferElsewhere struct {
	Officer   domain.OfficerID
	Route     Form
	DecidedBy domain.Role
	Reason    string
	On        domain.Date
}

// NotifySuspensionReview tells the officer how the review ended.
type NotifySuspensionReview struct {
	Officer domain.OfficerID
	On      domain.Date
}

// ConsultIOPCOnSuspension records that the IOPC was asked.
type ConsultIOPCOnSuspension struct {
	Officer domain.OfficerID
	View    string
	On      domain.Date
}

// RecordDeparture records that the officer left.
type RecordDeparture struct {
	Officer domain.OfficerID
	How     Departure
	On      domain.Date
}

// DetermineConditionC records whether to proceed against a former officer after twelve months.
type DetermineConditionC struct {
	Officer domain.OfficerID
	Proceed bool
	Reasons string
	On      domain.Date
}

// DetermineVetting records what became of the clearance.
type DetermineVetting struct {
	Officer   domain.OfficerID
	Withdrawn bool
	Dismissed bool
	Reasons   string // sensitive
	On        domain.Date
}

// ServeReflectiveNotice tells the officer of a reflective practice review.
type ServeReflectiveNotice struct {
	Officer  domain.OfficerID
	Reviewer domain.ActorID
	On       domain.Date
}

// ReceiveReflectiveAccount records the officer's account.
type ReceiveReflectiveAccount struct {
	Officer  domain.OfficerID
	Document string // id of the recorded document
	On       domain.Date
}

// HoldReflectiveDiscussion records the discussion.
type HoldReflectiveDiscussion struct {
	Officer domain.OfficerID
	On      domain.Date
}

// RetainReflectiveReport records and retains the report.
type RetainReflectiveReport struct {
	Officer            domain.OfficerID
	Issue              string   // sensitive
	Discussion         string   // sensitive
	KeyActions         []string // sensitive
	LessonsForOfficer  string   // sensitive
	LessonsForForce    string   // sensitive
	ReviewPeriodMonths int
	On                 domain.Date
}

// CloseInvolvement ends what there is to do about one officer.
type CloseInvolvement struct {
	Officer domain.OfficerID
	Reason  ClosureReason
	Note    string
	On      domain.Date
}
