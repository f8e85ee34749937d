package misconduct

import "github.com/probity-ledger/probity/domain"

// Command is the closed set of requests in a matter. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Receive opens a matter.
type Receive struct {
	Reference         string
	Operation         string
	Force             string
	CameToAttentionOn domain.Date
	Summary           string
	ReportedBy        string
}

// Record records the matter as what it is.
type Record struct {
	Kind    MatterKind
	Grounds []Ground
	On      domain.Date
}

// IdentifyOfficer names a person concerned.
type IdentifyOfficer struct {
	Officer       domain.OfficerID
	RankAtConduct string
	SubjectKind   string
	On            domain.Date

	// Registered is read from the register by the ledger just before deciding; what a caller puts here is overwritten.
	Registered bool `json:"-"`
}

// AddAllegation states what is alleged.
type AddAllegation struct {
	Allegation  domain.AllegationID
	Officers    []domain.OfficerID
	Standards   []int
	CodeSet     string
	Category    string
	SubCategory string
	ConductFrom domain.Date
	ConductTo   domain.Date
	Text        string
}

// Refer tells the IOPC.
type Refer struct {
	Mandatory     bool
	Grounds       []Ground
	CriteriaMetOn domain.Date
	On            domain.Date
	Reason        string
}

// ReferBack records that the Director General found an investigation not necessary.
type ReferBack struct {
	On     domain.Date
	Reason string
}

// DetermineMode records the Director General's choice of the mode of investigation, first or changed.
type DetermineMode struct {
	Mode   Mode
	On     domain.Date
	Reason string
}

// AppointInvestigator appoints the investigator. InterestedParty true, or a Relation to an officer concerned, is refused (CR15).
type AppointInvestigator struct {
	Investigator    domain.ActorID
	InterestedParty bool
	Relation        Relation // "" for none
	ConflictNote    string
	AppointedBy     domain.Role // "" for the appropriate authority
	// ApprovedByIOPC: the Director General may want to approve who investigates under direction (PRA Sch 3 para 18).
	ApprovedByIOPC bool
	On             domain.Date

	// Conflict is what the ledger knows against this person, read just before deciding; what a caller puts here is overwritten.
	Conflict Conflict `json:"-"`
}

// Conflict is what speaks against somebody investigating a matter (CR15).
type Conflict struct {
	Declared  bool // a conflict of interest is declared in the matter
	Concerned bool // they are an officer concerned in it, or in a linked one
}

// AssessSeverity records the assessment for one officer; DecidedBy must be who the law says for the mode of investigation.
type AssessSeverity struct {
	Officer    domain.OfficerID
	Severity   Severity
	LikelyForm Form
	DecidedBy  domain.Role
	// LineManagerConsulted and AuthorityConsulted: see SeverityAssessed.
	LineManagerConsulted bool
	AuthorityConsulted   bool
	Reason               string
	On                   domain.Date
}

// ServeNotice records the written notice of investigation.
type ServeNotice struct {
	Officer    domain.OfficerID
	Severity   Severity
	LikelyForm Form
	Method     ServiceMethod // "" for in person
	Document   string        // id of the recorded document, or ""
	On         domain.Date
}

// ChangeDutyStatus suspends, restricts or brings back an officer.
type ChangeDutyStatus struct {
	Officer    domain.OfficerID
	Status     DutyStatus
	ReasonCode string
	Oral       bool
	// Restrictions are the kinds of things the officer may not do on restricted duties, Conditions the rest of it in words.
	Restrictions []Restriction
	Conditions   []string
	// Redeployment says what temporary redeployment was considered and why it was not enough. Needed to suspend (CR11).
	Redeployment string
	On           domain.Date
}

// ReviewSuspension records a review of a suspension.
type ReviewSuspension struct {
	Officer       domain.OfficerID
	ConditionsMet bool
	Reason        string
	On            domain.Date
}

// OpenCriminalStrand records that a crime is suspected.
type OpenCriminalStrand struct {
	Officer    domain.OfficerID
	Offence    string
	Indictable bool
	// IndictableOnly and InvestigatedBy: see CriminalStrandOpened.
	IndictableOnly bool
	InvestigatedBy string
	On             domain.Date
}

// ConcludeCriminalStrand records how the criminal strand ended.
type ConcludeCriminalStrand struct {
	Officer domain.OfficerID
	Offence string
	Outcome string
	On      domain.Date
}

// RegisterExhibit gives out an exhibit reference. The ledger sends it as the first half of a seizure or of completing an extraction;
// the same reference for the same thing is answered with no event.
type RegisterExhibit struct {
	Exhibit     domain.ExhibitRef
	Device      domain.DeviceID
	Extraction  domain.ExtractionID
	DerivedFrom domain.ExhibitRef
	Description string
}

// LinkMatters says that another matter belongs together with this one. The ledger gives the other the same command the other way round:
// whoever is an officer concerned in one of them is kept out of both.
type LinkMatters struct {
	Other  domain.MatterID
	Reason string

	// Matter is the id of this very matter; what a caller puts here is overwritten.
	Matter domain.MatterID `json:"-"`
}

// SubmitReport records that the investigator's report is in.
type SubmitReport struct {
	By domain.ActorID
	On domain.Date
}

// DetermineCaseToAnswer records the determination for one officer, with its reasons and evidence.
type DetermineCaseToAnswer struct {
	Decision  string
	Officer   domain.OfficerID
	Finding   CaseToAnswer
	Route     Form
	DecidedBy domain.Role
	Text      string
	Reasons   string
	Evidence  []Citation
	On        domain.Date
	// WhyHearing says why the case goes to a hearing where the rules presume another form: a former officer's, or one of misconduct
	// without the record that asks for a hearing.
	WhyHearing string

	// Matter is the id of this very matter and Attested what the ledger read of the cited messages just before deciding; what a caller
	// puts here is overwritten.
	Matter   domain.MatterID `json:"-"`
	Attested []Attested      `json:"-"`
	// Record is what the officer's entry in the register holds of earlier outcomes, read likewise.
	Record []PastSanction `json:"-"`
}

// RecordDecision records any other decision that weighs evidence or sets policy in the matter.
type RecordDecision struct {
	Decision  string
	Subject   string
	Officer   domain.OfficerID
	Text      string
	Reasons   string
	Evidence  []Citation
	DecidedBy domain.Role
	On        domain.Date

	// Matter is the id of this very matter and Attested what the ledger read of the cited messages just before deciding; what a caller
	// puts here is overwritten.
	Matter   domain.MatterID `json:"-"`
	Attested []Attested      `json:"-"`
}
