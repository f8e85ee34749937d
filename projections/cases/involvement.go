package cases

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Involvement is one officer concerned in the matter and how far the case about them has come.
type Involvement struct {
	Officer       domain.OfficerID        `json:"officer"`
	State         InvolvementState        `json:"state"`
	RankAtConduct string                  `json:"rankAtConduct"`
	SubjectKind   string                  `json:"subjectKind"`
	IdentifiedOn  domain.Date             `json:"identifiedOn"`
	Severity      misconduct.Severity     `json:"severity,omitempty"` // the assessment in force; "" before the first
	LikelyForm    misconduct.Form         `json:"likelyForm,omitempty"`
	Duty          misconduct.DutyStatus   `json:"duty"`                   // NORMAL until something else is recorded
	CriminalOpen  bool                    `json:"criminalOpen"`           // a criminal strand about this officer is open
	Deferred      bool                    `json:"deferred,omitempty"`     // proceedings wait for a criminal case
	CaseToAnswer  misconduct.CaseToAnswer `json:"caseToAnswer,omitempty"` // "" before the determination
	Route         misconduct.Form         `json:"route,omitempty"`
	DeterminedOn  domain.Date             `json:"determinedOn,omitempty"`
	Decision      string                  `json:"decision,omitempty"` // id of the decision with the reasons
	// Track is where the case lies now, once it was sent there: by a notice of referral, by withdrawal, or without a report.
	Track misconduct.Form `json:"track,omitempty"`

	Assessments []misconduct.SeverityAssessed         `json:"assessments,omitempty"`
	Notices     []misconduct.WrittenNoticeServed      `json:"notices,omitempty"`
	Delayed     []misconduct.NoticeDelayed            `json:"delayed,omitempty"`
	Terms       []misconduct.TermsOfReferenceProvided `json:"terms,omitempty"`
	TermsKept   []misconduct.TermsOfReferenceWithheld `json:"termsKept,omitempty"`
	Said        []misconduct.RepresentationsReceived  `json:"said,omitempty"`
	Interviews  []Interview                           `json:"interviews,omitempty"`

	DutyChanges   []misconduct.DutyStatusChanged         `json:"dutyChanges,omitempty"`
	Reviews       []misconduct.SuspensionReviewed        `json:"reviews,omitempty"`
	ReviewsTold   []misconduct.SuspensionReviewNotified  `json:"reviewsTold,omitempty"`
	IOPCConsulted []misconduct.IOPCConsultedOnSuspension `json:"iopcConsulted,omitempty"`

	Deferrals         []Deferral                                       `json:"deferrals,omitempty"`
	Statements        []misconduct.SpecialConditionsStatementSubmitted `json:"statements,omitempty"`
	SpecialConditions []misconduct.SpecialConditionsDetermined         `json:"specialConditions,omitempty"` // the last one is in force
	Elsewhere         []misconduct.ReferredElsewhere                   `json:"elsewhere,omitempty"`
	Vetting           []misconduct.VettingDetermined                   `json:"vetting,omitempty"`
	Reflective        []Reflective                                     `json:"reflective,omitempty"`
	Left              *misconduct.OfficerLeftForce                     `json:"left,omitempty"`
	ConditionC        []misconduct.ConditionCDetermined                `json:"conditionC,omitempty"`

	Proceedings Proceedings                   `json:"proceedings,omitzero"`
	Outcomes    []Outcome                     `json:"outcomes,omitempty"` // imposed, and put in their place by appeals; the last one holds
	Warnings    []Warning                     `json:"warnings,omitempty"`
	Appeals     []Appeal                      `json:"appeals,omitempty"`
	Listings    []Listing                     `json:"listings,omitempty"`
	Closed      *misconduct.InvolvementClosed `json:"closed,omitempty"`
}

// Interview is one interview of an officer, with every day it was put off to.
type Interview struct {
	ID          string                          `json:"id"`
	For         domain.Date                     `json:"for"` // the day that holds
	ScheduledOn domain.Date                     `json:"scheduledOn"`
	Postponed   []misconduct.InterviewPostponed `json:"postponed,omitempty"`
	Held        *misconduct.InterviewHeld       `json:"held,omitempty"` // nil while it is to come
}

// Deferral is a time in which proceedings wait for a criminal case (CR10).
type Deferral struct {
	Reason              string                         `json:"reason"`
	ProsecutorConsulted bool                           `json:"prosecutorConsulted"`
	From                domain.Date                    `json:"from"`
	Resumed             *misconduct.ProceedingsResumed `json:"resumed,omitempty"` // nil while they wait
}

// Reflective is one reflective practice review (CR Part 6). The officer's account is not in it: it lies in a document of its own.
type Reflective struct {
	Reviewer        domain.ActorID                       `json:"reviewer"`
	NoticedOn       domain.Date                          `json:"noticedOn"`
	AccountOn       domain.Date                          `json:"accountOn,omitempty"`
	AccountDocument string                               `json:"accountDocument,omitempty"`
	DiscussedOn     domain.Date                          `json:"discussedOn,omitempty"`
	Report          *misconduct.ReflectiveReportRetained `json:"report,omitempty"`
}

// Stage says how far the review has come.
func (r Reflective) Stage() misconduct.ReflectiveStage {
	switch {
	case r.Report != nil:
		return misconduct.ReflectiveRetained
	case r.DiscussedOn != "":
		return misconduct.ReflectiveDiscussed
	case r.AccountOn != "":
		return misconduct.ReflectiveAccounted
	}
	return misconduct.ReflectiveNoticed
}

// CriminalStrand is one suspected offence of one officer, open until it is concluded.
type CriminalStrand struct {
	Officer        domain.OfficerID               `json:"officer"`
	Offence        string                         `json:"offence"`
	Indictable     bool                           `json:"indictable"`
	IndictableOnly bool                           `json:"indictableOnly,omitempty"`
	InvestigatedBy string                         `json:"investigatedBy,omitempty"`
	OpenedOn       domain.Date                    `json:"openedOn"`
	Steps          []misconduct.CriminalStepTaken `json:"steps,omitempty"`
	Outcome        string                         `json:"outcome,omitempty"` // "" while open
	ConcludedOn    domain.Date                    `json:"concludedOn,omitempty"`
}

// Open says whether the strand has not been concluded.
func (s CriminalStrand) Open() bool { return s.Outcome == "" }
