package misconduct

import "github.com/probity-ledger/probity/domain"

// Event is the closed set of facts about one matter.
//
//sumtype:decl
type Event interface{ isMisconduct() }

// MatterReceived says that something came to the force's attention. It starts the twelve-month period (CM13, CR19).
type MatterReceived struct {
	Reference         string      `json:"reference"` // the force's own number, e.g. "NMP/2025/0417"
	Operation         string      `json:"operation,omitempty"`
	Force             string      `json:"force"`
	CameToAttentionOn domain.Date `json:"cameToAttentionOn"`
	Summary           string      `json:"summary"`    // sensitive
	ReportedBy        string      `json:"reportedBy"` // sensitive; COLLEAGUE, MEMBER_OF_PUBLIC, … or a reference, never needed to decide
	RegimeVersion     string      `json:"regimeVersion"`
}

// MatterRecorded says as what the force recorded the matter.
type MatterRecorded struct {
	Kind    MatterKind  `json:"kind"`
	Grounds []Ground    `json:"grounds,omitempty"` // why it is recordable (CM7)
	On      domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// OfficerConcernedIdentified says that somebody became a person concerned in the matter.
type OfficerConcernedIdentified struct {
	Officer       domain.OfficerID `json:"officer"`
	RankAtConduct string           `json:"rankAtConduct"`
	SubjectKind   string           `json:"subjectKind"` // OFFICER, SPECIAL_CONSTABLE, FORMER_OFFICER, POLICE_STAFF, DESIGNATED_VOLUNTEER
	On            domain.Date      `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// AllegationAdded says what is alleged against whom.
type AllegationAdded struct {
	Allegation  domain.AllegationID `json:"allegation"`
	Officers    []domain.OfficerID  `json:"officers"`
	Standards   []int               `json:"standards"` // Standards of Professional Behaviour 1-10 (CR Schedule 2)
	CodeSet     string              `json:"codeSet"`   // version of the IOPC category list, e.g. "iopc-2021"
	Category    string              `json:"category"`  // e.g. "F" or "D2"
	SubCategory string              `json:"subCategory,omitempty"`
	ConductFrom domain.Date         `json:"conductFrom,omitempty"`
	ConductTo   domain.Date         `json:"conductTo,omitempty"`
	Text        string              `json:"text"` // sensitive
}

// MatterReferredToIOPC says that the force told the watchdog.
type MatterReferredToIOPC struct {
	Mandatory     bool        `json:"mandatory"`
	Grounds       []Ground    `json:"grounds,omitempty"`
	CriteriaMetOn domain.Date `json:"criteriaMetOn"`
	On            domain.Date `json:"on"`
	Reason        string      `json:"reason,omitempty"` // for a voluntary referral
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// MatterReferredBack says that the Director General found an investigation not necessary (PRA Sch 3).
type MatterReferredBack struct {
	On     domain.Date `json:"on"`
	Reason string      `json:"reason"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// ModeOfInvestigationDetermined says which form the Director General chose (PRA Sch 3 para 15). A later one changes the mode.
type ModeOfInvestigationDetermined struct {
	Mode   Mode        `json:"mode"`
	On     domain.Date `json:"on"`
	Reason string      `json:"reason"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// InvestigatorAppointed says who investigates. The person must not be an interested party nor managed by the officer (CR15).
type InvestigatorAppointed struct {
	Investigator domain.ActorID `json:"investigator"`
	On           domain.Date    `json:"on"`
	ConflictNote string         `json:"conflictNote"` // the declaration made on impartiality
	Replaces     bool           `json:"replaces,omitempty"`
	AppointedBy  domain.Role    `json:"appointedBy,omitempty"` // DIRECTOR_GENERAL designates in an independent investigation
	// ApprovedByIOPC: the Director General may want to approve who investigates under direction (PRA Sch 3 para 18).
	ApprovedByIOPC bool `json:"approvedByIopc,omitempty"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// SeverityAssessed says how serious the conduct would be if proved, for one officer (CR14, CM16, CM19).
type SeverityAssessed struct {
	Officer    domain.OfficerID `json:"officer"`
	Severity   Severity         `json:"severity"`
	LikelyForm Form             `json:"likelyForm"`
	DecidedBy  domain.Role      `json:"decidedBy"`
	Reassessed bool             `json:"reassessed"`
	// LineManagerConsulted and AuthorityConsulted say who was asked first, where the law wants them asked (CR14(3), CM19).
	LineManagerConsulted bool        `json:"lineManagerConsulted,omitempty"`
	AuthorityConsulted   bool        `json:"authorityConsulted,omitempty"`
	Reason               string      `json:"reason"`
	On                   domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// WrittenNoticeServed says that the officer was told of the investigation (CR17, CM17).
type WrittenNoticeServed struct {
	Officer    domain.OfficerID `json:"officer"`
	Severity   Severity         `json:"severity"`
	LikelyForm Form             `json:"likelyForm"`
	Further    bool             `json:"further,omitempty"`  // one was served before
	Document   string           `json:"document,omitempty"` // id of the recorded document
	Service
	On domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// DutyStatus says what an officer may do meanwhile.
type DutyStatus string

// The duty statuses (CR11).
const (
	Normal     DutyStatus = "NORMAL"
	Restricted DutyStatus = "RESTRICTED"
	Suspended  DutyStatus = "SUSPENDED"
)

// DutyStatusChanged says that an officer was suspended, put on restricted duties, or brought back (CR11).
type DutyStatusChanged struct {
	Officer    domain.OfficerID `json:"officer"`
	Status     DutyStatus       `json:"status"`
	ReasonCode string           `json:"reasonCode,omitempty"` // PREJUDICE, PUBLIC_INTEREST, CONDITIONS_NOT_MET, NOT_REFERRED, PROCEEDINGS_CONCLUDED, LEFT_FORCE
	Oral       bool             `json:"oral"`                 // an oral suspension wants written confirmation
	Conditions []string         `json:"conditions,omitempty"`
	// Restrictions are the kinds of things the officer may not do; Conditions say the rest in words.
	Restrictions []Restriction `json:"restrictions,omitempty"`
	// Redeployment says what temporary redeployment was considered and why it was not enough (a condition of suspending, CR11).
	Redeployment string      `json:"redeployment,omitempty"`
	On           domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// SuspensionReviewed says that the conditions for a suspension were looked at again.
type SuspensionReviewed struct {
	Officer       domain.OfficerID `json:"officer"`
	ConditionsMet bool             `json:"conditionsMet"`
	Reason        string           `json:"reason"`
	On            domain.Date      `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// CriminalStrandOpened says that a crime is suspected too, which changes which powers are lawful.
type CriminalStrandOpened struct {
	Officer    domain.OfficerID `json:"officer"`
	Offence    string           `json:"offence"`
	Indictable bool             `json:"indictable"` // PACE sections 8 and 18 need an indictable offence
	// IndictableOnly: a conviction of it is gross misconduct whatever else is found (SI 2025/558).
	IndictableOnly bool        `json:"indictableOnly,omitempty"`
	InvestigatedBy string      `json:"investigatedBy,omitempty"` // FORCE or IOPC
	On             domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// CriminalStrandConcluded says how the criminal strand ended. Acquittal or no charge does not end the misconduct case.
type CriminalStrandConcluded struct {
	Officer domain.OfficerID `json:"officer"`
	Offence string           `json:"offence"`
	Outcome string           `json:"outcome"` // NO_CHARGE, ACQUITTED, CONVICTED, DISCONTINUED
	On      domain.Date      `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// ExhibitRegistered says that an exhibit reference of the matter was given out. It is never given out again.
type ExhibitRegistered struct {
	Exhibit     domain.ExhibitRef   `json:"exhibit"`
	Device      domain.DeviceID     `json:"device,omitempty"`
	Extraction  domain.ExtractionID `json:"extraction,omitempty"` // for a derived exhibit
	DerivedFrom domain.ExhibitRef   `json:"derivedFrom,omitempty"`
	Description string              `json:"description,omitempty"`
}

// InvestigationReportSubmitted says that the investigator's report is in (PRA Sch 3 para 22, CR21).
type InvestigationReportSubmitted struct {
	By domain.ActorID `json:"by"`
	On domain.Date    `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// CaseToAnswerDetermined says for one officer whether there is a case to answer, for what, and where it goes (CR23, PRA Sch 3 para 23).
type CaseToAnswerDetermined struct {
	Decision  string           `json:"decision"` // id of the DecisionRecorded that carries the reasons
	Officer   domain.OfficerID `json:"officer"`
	Finding   CaseToAnswer     `json:"finding"`
	Route     Form             `json:"route"`
	DecidedBy domain.Role      `json:"decidedBy"`
	// WhyHearing says why the case goes to a hearing where the rules presume another form.
	WhyHearing string `json:"whyHearing,omitempty"` // sensitive
	// WithoutViews is true where the Director General determined it before the authority's views were in or the time for them was over.
	// That they must be waited for is recalled, so it is for a person to look at.
	WithoutViews bool        `json:"withoutViews,omitempty"`
	On           domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// MattersLinked says that another matter belongs together with this one: the same group of officers, a report made again, or one that grew
// out of the other. It stands in both. Whoever is an officer concerned in one of them sees nothing of either.
type MattersLinked struct {
	Other  domain.MatterID `json:"other"`
	Reason string          `json:"reason"` // sensitive
}

// DecisionRecorded says what was decided, why, on which evidence, and by whom. Every decision that weighs evidence leaves one.
type DecisionRecorded struct {
	Decision  string           `json:"decision"` // id, UUID
	Subject   string           `json:"subject"`  // CASE_TO_ANSWER, POLICY, …
	Officer   domain.OfficerID `json:"officer,omitempty"`
	Text      string           `json:"text"`    // sensitive
	Reasons   string           `json:"reasons"` // sensitive
	Evidence  []Citation       `json:"evidence"`
	DecidedBy domain.Role      `json:"decidedBy"`
	On        domain.Date      `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

// Citation points at what a decision rests on: an exhibit of the matter, one message in one batch of one extraction, a recorded document,
// or a policy.
type Citation struct {
	Exhibit  domain.ExhibitRef `json:"exhibit,omitempty"`
	Message  *MessageRef       `json:"message,omitempty"`
	Document string            `json:"document,omitempty"` // id of a document of the matter
	Policy   string            `json:"policy,omitempty"`   // name, version and paragraph, as the force keeps it
	Note     string            `json:"note,omitempty"`     // what it is cited for; sensitive
}

// MessageRef is the place of a message in the ledger itself, so that the citation can be checked without any read model.
type MessageRef struct {
	Extraction domain.ExtractionID `json:"extraction"`
	Revision   uint64              `json:"revision"` // of the batch in the extraction's stream
	Message    domain.MessageID    `json:"message"`
}

// Attested is a cited message as the ledger found it.
type Attested struct {
	Ref    MessageRef
	Matter domain.MatterID // the matter the extraction was made for
}

func (MatterReceived) isMisconduct()                {}
func (MatterRecorded) isMisconduct()                {}
func (OfficerConcernedIdentified) isMisconduct()    {}
func (AllegationAdded) isMisconduct()               {}
func (MatterReferredToIOPC) isMisconduct()          {}
func (MatterReferredBack) isMisconduct()            {}
func (ModeOfInvestigationDetermined) isMisconduct() {}
func (InvestigatorAppointed) isMisconduct()         {}
func (SeverityAssessed) isMisconduct()              {}
func (WrittenNoticeServed) isMisconduct()           {}
func (DutyStatusChanged) isMisconduct()             {}
func (SuspensionReviewed) isMisconduct()            {}
func (CriminalStrandOpened) isMisconduct()          {}
func (CriminalStrandConcluded) isMisconduct()       {}
func (ExhibitRegistered) isMisconduct()             {}
func (InvestigationReportSubmitted) isMisconduct()  {}
func (CaseToAnswerDetermined) isMisconduct()        {}
func (DecisionRecorded) isMisconduct()              {}
func (MattersLinked) isMisconduct()                 {}
func (ClockStarted) isMisconduct()                  {}
func (ClockBreached) isMisconduct()                 {}
func (ClockStopped) isMisconduct()                  {}
