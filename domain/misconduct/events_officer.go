package misconduct

import "github.com/probity-ledger/probity/domain"

// Service is how and when a notice reached an officer. From when it counts as served follows from the way, under the rules in force (CR9).
type Service struct {
	Method   ServiceMethod `json:"method,omitempty"`
	DeemedOn domain.Date   `json:"deemedOn,omitempty"` // the day it counts as served; "" where that is the day it was given
}

// NoticeDelayed says that the written notice waits because it would prejudice the investigation or another one (CR17, CM17).
type NoticeDelayed struct {
	Officer domain.OfficerID `json:"officer"`
	Reason  string           `json:"reason"`
	Dated
}

// RepresentationsReceived says that the officer answered: a written notice, a suspension, or on the outcome to come.
type RepresentationsReceived struct {
	Officer  domain.OfficerID  `json:"officer"`
	About    RepresentationsOn `json:"about"`
	Document string            `json:"document,omitempty"` // id of the recorded document
	Summary  string            `json:"summary"`            // sensitive
	Dated
}

// TermsOfReferenceProvided says that the officer was given the terms of reference (CR17(2), CM17).
type TermsOfReferenceProvided struct {
	Officer domain.OfficerID `json:"officer"`
	Dated
}

// TermsOfReferenceWithheld says that the officer was told why the terms of reference are not given (CR17(2), CM17).
type TermsOfReferenceWithheld struct {
	Officer domain.OfficerID `json:"officer"`
	Reason  string           `json:"reason"`
	Dated
}

// InterviewScheduled says when an officer is to be interviewed (CR20, CM21).
type InterviewScheduled struct {
	Officer   domain.OfficerID `json:"officer"`
	Interview string           `json:"interview"` // id, UUID
	For       domain.Date      `json:"for"`
	Dated
}

// InterviewPostponed says that the officer or the police friend cannot be there, and the day they offer instead.
type InterviewPostponed struct {
	Officer   domain.OfficerID `json:"officer"`
	Interview string           `json:"interview"`
	Reason    string           `json:"reason"`
	For       domain.Date      `json:"for"`              // the alternative
	Agreed    bool             `json:"agreed,omitempty"` // the investigator agreed to a day later than the rules give the officer
	Dated
}

// InterviewHeld says that an officer was interviewed.
type InterviewHeld struct {
	Officer   domain.OfficerID `json:"officer"`
	Interview string           `json:"interview"`
	Answered  bool             `json:"answered"` // false where the officer said nothing
	Summary   string           `json:"summary"`  // sensitive
	Dated
}

// CriminalStepTaken says how far a criminal strand has come.
type CriminalStepTaken struct {
	Officer domain.OfficerID `json:"officer"`
	Offence string           `json:"offence"`
	Step    CriminalStep     `json:"step"`
	Detail  string           `json:"detail,omitempty"` // sensitive
	Dated
}

// ProceedingsDeferredForCriminalCase says that proceedings wait because they would prejudice a criminal case (CR10).
type ProceedingsDeferredForCriminalCase struct {
	Officer             domain.OfficerID `json:"officer"`
	Reason              string           `json:"reason"`
	ProsecutorConsulted bool             `json:"prosecutorConsulted"`
	Dated
}

// ProceedingsResumed says that proceedings go on. Special conditions that were certified before have to be determined again (CR49(3)).
type ProceedingsResumed struct {
	Officer domain.OfficerID `json:"officer"`
	Reason  string           `json:"reason"`
	Dated
}

// SpecialConditionsStatementSubmitted says that the investigator believes the authority would find the special conditions met (CR49).
type SpecialConditionsStatementSubmitted struct {
	Officer domain.OfficerID `json:"officer"`
	By      domain.ActorID   `json:"by"`
	Dated
}

// SpecialConditionsDetermined says whether there is sufficient written evidence of gross misconduct and the public interest wants the
// officer to cease without delay. Met, it certifies the case for an accelerated hearing (CR49, CM26).
type SpecialConditionsDetermined struct {
	Officer            domain.OfficerID `json:"officer"`
	Met                bool             `json:"met"`
	SufficientEvidence bool             `json:"sufficientEvidence"`
	PublicInterest     bool             `json:"publicInterest"`
	Certifier          domain.ActorID   `json:"certifier"` // who may not conduct the accelerated hearing later (CR49, SI 2024/521)
	DecidedBy          domain.Role      `json:"decidedBy"`
	Reasons            string           `json:"reasons"` // sensitive
	Dated
}

// ReferredElsewhere says that what an officer did goes to reflective practice, performance or vetting, or no further, without a report
// (CR14).
type ReferredElsewhere struct {
	Officer   domain.OfficerID `json:"officer"`
	Route     Form             `json:"route"`
	DecidedBy domain.Role      `json:"decidedBy"`
	Reason    string           `json:"reason"`
	Dated
}

// SuspensionReviewNotified says that the officer was told how the review of the suspension ended (CR11).
type SuspensionReviewNotified struct {
	Officer domain.OfficerID `json:"officer"`
	Dated
}

// IOPCConsultedOnSuspension says that the IOPC was asked before a suspension began or ended.
type IOPCConsultedOnSuspension struct {
	Officer domain.OfficerID `json:"officer"`
	View    string           `json:"view"`
	Dated
}

// OfficerLeftForce says that an officer concerned left while the matter was open: it goes on as one about a former officer.
type OfficerLeftForce struct {
	Officer domain.OfficerID `json:"officer"`
	How     Departure        `json:"how"`
	// UnderInvestigation is true where gross misconduct was under investigation: it leads to the advisory list.
	UnderInvestigation bool `json:"underInvestigation"`
	Dated
}

// ConditionCDetermined says whether the Director General found it reasonable and proportionate to proceed against a former officer later
// than twelve months after they left (CR Sch 1).
type ConditionCDetermined struct {
	Officer domain.OfficerID `json:"officer"`
	Proceed bool             `json:"proceed"`
	Reasons string           `json:"reasons"`
	Dated
}

// VettingDetermined says what became of an officer's clearance after a withdrawal assessment (SI 2025/502).
type VettingDetermined struct {
	Officer   domain.OfficerID `json:"officer"`
	Withdrawn bool             `json:"withdrawn"`
	Dismissed bool             `json:"dismissed"`
	Reasons   string           `json:"reasons"` // sensitive
	Dated
}

// ReflectiveReviewNoticed says that the officer was told of a reflective practice review (CR Part 6).
type ReflectiveReviewNoticed struct {
	Officer  domain.OfficerID `json:"officer"`
	Reviewer domain.ActorID   `json:"reviewer"`
	Dated
}

// ReflectiveAccountReceived says that the officer gave an account. It is inadmissible in disciplinary proceedings: its text lies in a
// document of kind RPRP_ACCOUNT, which no bundle takes.
type ReflectiveAccountReceived struct {
	Officer  domain.OfficerID `json:"officer"`
	Document string           `json:"document"` // id of the recorded document
	Dated
}

// ReflectiveDiscussionHeld says that officer and reviewer talked.
type ReflectiveDiscussionHeld struct {
	Officer domain.OfficerID `json:"officer"`
	Dated
}

// ReflectiveReportRetained says what the review ended with (CR70). It is retained and discussed in the next review of performance.
type ReflectiveReportRetained struct {
	Officer            domain.OfficerID `json:"officer"`
	Issue              string           `json:"issue"`             // sensitive
	Discussion         string           `json:"discussion"`        // sensitive
	KeyActions         []string         `json:"keyActions"`        // sensitive
	LessonsForOfficer  string           `json:"lessonsForOfficer"` // sensitive
	LessonsForForce    string           `json:"lessonsForForce"`   // sensitive
	ReviewPeriodMonths int              `json:"reviewPeriodMonths"`
	Dated
}

// InvolvementClosed says that nothing is left to do about one officer.
type InvolvementClosed struct {
	Officer domain.OfficerID `json:"officer"`
	Reason  ClosureReason    `json:"reason"`
	Note    string           `json:"note,omitempty"`
	Dated
}
