package misconduct

import "github.com/probity-ledger/probity/domain"

// DirectProceedings records that the Director General directed proceedings.
type DirectProceedings struct {
	Officer domain.OfficerID
	Form    Form
	Reason  string
	On      domain.Date
}

// TakeCasePresentation records that the Director General presents the case.
type TakeCasePresentation struct {
	Officer domain.OfficerID
	Reason  string
	On      domain.Date
}

// ServeReferralNotice tells the officer of proceedings, with the documents.
type ServeReferralNotice struct {
	Officer   domain.OfficerID
	Form      Form
	Documents []string // ids of recorded documents that were supplied
	Withheld  string   // what was kept back under the harm test, and why (CR6)
	Method    ServiceMethod
	On        domain.Date
}

// AppointPanel appoints who conducts them and notifies the names.
type AppointPanel struct {
	Officers []domain.OfficerID
	Form     Form
	Members  []PanelMember
	// Operational says that the case substantially involves operational policing, which police staff may not chair or conduct.
	Operational bool
	On          domain.Date

	// Ranks are the ranks the officers hold by the register, and Conflicted those of the members who are concerned in the matter or
	// declared a conflict, read by the ledger just before deciding; what a caller puts here is overwritten.
	Ranks      map[domain.OfficerID]string `json:"-"`
	Conflicted []domain.ActorID            `json:"-"`
}

// Object records the officer's objection to somebody.
type Object struct {
	Officer   domain.OfficerID
	Objection string // id, UUID
	To        string // the person, as notified; sensitive
	Grounds   string // sensitive
	On        domain.Date
}

// DecideObjection decides on it.
type DecideObjection struct {
	Officer   domain.OfficerID
	Objection string
	Upheld    bool
	Reason    string
	On        domain.Date
}

// Respond records the officer's response.
type Respond struct {
	Officer  domain.OfficerID
	Answer   Answer
	Document string // id of the recorded document
	Summary  string // sensitive
	On       domain.Date
}

// SupplyWitnessList records one side's witnesses.
type SupplyWitnessList struct {
	Officer   domain.OfficerID
	By        Side
	Witnesses []string // sensitive
	On        domain.Date
}

// SupplyBundle gives whoever conducts the proceedings the documents.
type SupplyBundle struct {
	Officers  []domain.OfficerID
	Documents []string // ids of recorded documents
	Exhibits  []domain.ExhibitRef
	On        domain.Date
}

// FixHearing fixes or moves the day it begins.
type FixHearing struct {
	Officers []domain.OfficerID
	Form     Form
	FirstDay domain.Date
	LastDay  domain.Date
	Venue    string
	Public   bool
	On       domain.Date
}

// FixPreHearing fixes or moves the preliminary hearing.
type FixPreHearing struct {
	Officers []domain.OfficerID
	For      domain.Date
	Reason   string // for a postponement
	On       domain.Date
}

// HoldPreHearing records the chair's directions.
type HoldPreHearing struct {
	Officers   []domain.OfficerID
	Directions string // sensitive
	On         domain.Date
}

// RestrictReporting records the chair's order on what is not to be told.
type RestrictReporting struct {
	Officers []domain.OfficerID
	Terms    string // sensitive
	Until    domain.Date
	On       domain.Date
}

// PublishNotice tells the public of the hearing.
type PublishNotice struct {
	Officers []domain.OfficerID
	Where    string
	On       domain.Date
}

// WithdrawProceedings takes the case back before the proceedings begin.
type WithdrawProceedings struct {
	Officer domain.OfficerID
	Then    Form // RPRP, PERFORMANCE, VETTING, NFA
	Reason  string
	// IOPCAgreed says that the Director General agreed, where the determination or the direction was theirs.
	IOPCAgreed bool
	On         domain.Date
}

// OpenProceedings records that they began.
type OpenProceedings struct {
	Officers []domain.OfficerID
	Form     Form
	On       domain.Date
}

// AdjournProceedings lets them go on later.
type AdjournProceedings struct {
	Officers []domain.OfficerID
	Until    domain.Date
	Reason   string
	On       domain.Date
}

// MakeFinding finds on one allegation for one officer.
type MakeFinding struct {
	Officer    domain.OfficerID
	Allegation domain.AllegationID
	Finding    Finding
	Basis      FindingBasis
	Majority   bool   // not unanimous
	Reasons    string // sensitive
	On         domain.Date
}

// ImposeOutcome says what follows from the findings.
type ImposeOutcome struct {
	Officer     domain.OfficerID
	Action      DisciplinaryAction
	Months      int    // how long a warning lives
	ToRank      string // for a reduction
	Exceptional string // sensitive
	// Unconnected says that the misconduct found arises from two or more unconnected incidents.
	Unconnected bool
	// OperationalImpact is what the authority said of a reduction's effect on policing.
	OperationalImpact string // sensitive
	Seriousness       Seriousness
	Reasons           string // sensitive
	On                domain.Date

	// Record is what the officer's entry in the register holds of earlier outcomes, and Rank the rank it gives the officer, read by the
	// ledger just before deciding; what a caller puts here is overwritten.
	Record []PastSanction `json:"-"`
	Rank   string         `json:"-"`
}

// SubmitOutcomeReport records the report of whoever conducted the proceedings.
type SubmitOutcomeReport struct {
	Officer  domain.OfficerID
	Document string // id of the recorded document
	On       domain.Date
}

// NotifyOutcome tells the officer of the outcome, which then takes effect.
type NotifyOutcome struct {
	Officer domain.OfficerID
	Method  ServiceMethod
	On      domain.Date
}

// PublishOutcome puts the outcome online.
type PublishOutcome struct {
	Officer domain.OfficerID
	Where   string
	On      domain.Date
}

// ExcludeLeave keeps a warning from running during extended leave.
type ExcludeLeave struct {
	Officer domain.OfficerID
	From    domain.Date
	Until   domain.Date
	On      domain.Date
}

// LodgeAppeal records an officer's appeal.
type LodgeAppeal struct {
	Officer   domain.OfficerID
	Appeal    string // id, UUID
	Kind      AppealKind
	By        Appellant // "" counts as the officer
	Grounds   []AppealGround
	Text      string // sensitive
	OutOfTime string // why it is heard although late (CR45, PAT rule 10)
	On        domain.Date
}

// ReceiveAppealNotice records that the respondent got the notice of appeal.
type ReceiveAppealNotice struct {
	Officer domain.OfficerID
	Appeal  string
	On      domain.Date
}

// SubmitAppealPapers records the respondent's papers.
type SubmitAppealPapers struct {
	Officer domain.OfficerID
	Appeal  string
	On      domain.Date
}

// DetermineAppeal records how it ended.
type DetermineAppeal struct {
	Officer   domain.OfficerID
	Appeal    string
	Result    AppealResult
	Action    DisciplinaryAction // instead, where reversed or varied
	Months    int
	ToRank    string
	DecidedBy string // rank of the appeal person, or the tribunal
	Reasons   string // sensitive
	On        domain.Date

	// Rank is the rank the register gives the officer, read by the ledger just before deciding; what a caller puts here is overwritten.
	Rank string `json:"-"`
}

// NotifyAppeal tells the officer.
type NotifyAppeal struct {
	Officer domain.OfficerID
	Appeal  string
	On      domain.Date
}

// ReportToList tells the College to list the officer.
type ReportToList struct {
	Officer domain.OfficerID
	List    PoliceList
	Grounds string
	On      domain.Date
}

// RemoveFromList records that the officer is listed no longer.
type RemoveFromList struct {
	Officer domain.OfficerID
	List    PoliceList
	Reason  string
	On      domain.Date
}
