package misconduct

import "github.com/probity-ledger/probity/domain"

// ProceedingsDirectedByIOPC says that the Director General directed proceedings; the authority must comply (PRA Sch 3 paras 23, 27).
type ProceedingsDirectedByIOPC struct {
	Officer domain.OfficerID `json:"officer"`
	Form    Form             `json:"form"`
	Reason  string           `json:"reason"`
	Dated
}

// CasePresentationTakenByIOPC says that the Director General presents the case (CR24).
type CasePresentationTakenByIOPC struct {
	Officer domain.OfficerID `json:"officer"`
	Reason  string           `json:"reason"`
	Dated
}

// ReferralNoticeServed says that the officer was told of proceedings, with the documents (CR30; CR51 for an accelerated hearing).
type ReferralNoticeServed struct {
	Officer   domain.OfficerID `json:"officer"`
	Form      Form             `json:"form"`
	Documents []string         `json:"documents"`          // ids of recorded documents that were supplied
	Withheld  string           `json:"withheld,omitempty"` // what was kept back under the harm test, and why (CR6)
	Service
	Dated
}

// PanelMember is somebody who hears, chairs or advises.
type PanelMember struct {
	Person   string         `json:"person"`          // the name notified to the officer; sensitive
	Actor    domain.ActorID `json:"actor,omitempty"` // where they sign in here
	Capacity PanelCapacity  `json:"capacity"`
	Rank     string         `json:"rank,omitempty"`     // of a police officer, at the appointment
	Standing ChairStanding  `json:"standing,omitempty"` // what qualifies a chair
	Force    string         `json:"force,omitempty"`    // where it matters that they come from elsewhere
	LeftOn   domain.Date    `json:"leftOn,omitempty"`   // of a former senior officer: the day they left the police
}

// PanelAppointed says who conducts the proceedings against one officer or several. The day is the one on which the names were notified.
// A later one replaces those appointed.
type PanelAppointed struct {
	Officers []domain.OfficerID `json:"officers"`
	Form     Form               `json:"form"`
	Members  []PanelMember      `json:"members"`
	Replaces bool               `json:"replaces"` // after an objection was upheld, or because somebody cannot act
	// Operational says that the case substantially involves operational policing, which police staff may not chair or conduct.
	Operational bool `json:"operational,omitempty"`
	Dated
}

// ObjectionMade says that the officer objects to somebody who is to conduct the proceedings (CR30, CR51, CR52).
type ObjectionMade struct {
	Officer   domain.OfficerID `json:"officer"`
	Objection string           `json:"objection"` // id, UUID
	To        string           `json:"to"`        // the person, as notified; sensitive
	Grounds   string           `json:"grounds"`   // sensitive
	InTime    bool             `json:"inTime"`
	Dated
}

// ObjectionDecided says whether somebody else must be appointed.
type ObjectionDecided struct {
	Officer   domain.OfficerID `json:"officer"`
	Objection string           `json:"objection"`
	Upheld    bool             `json:"upheld"`
	Reason    string           `json:"reason"`
	Dated
}

// OfficerResponded says what the officer answered to the notice of referral (CR31, CR54).
type OfficerResponded struct {
	Officer  domain.OfficerID `json:"officer"`
	Answer   Answer           `json:"answer"`
	Document string           `json:"document,omitempty"` // id of the recorded document
	Summary  string           `json:"summary,omitempty"`  // sensitive
	Dated
}

// WitnessListSupplied says that one side named its witnesses (CR31(4)).
type WitnessListSupplied struct {
	Officer   domain.OfficerID `json:"officer"`
	By        Side             `json:"by"`
	Witnesses []string         `json:"witnesses"` // sensitive
	Dated
}

// BundleSupplied says that the documents went to whoever conducts the proceedings (CR32).
type BundleSupplied struct {
	Officers  []domain.OfficerID  `json:"officers"`
	Documents []string            `json:"documents"` // ids of recorded documents
	Exhibits  []domain.ExhibitRef `json:"exhibits,omitempty"`
	Dated
}

// HearingFixed says when the meeting or hearing begins. A later one moves it.
type HearingFixed struct {
	Officers []domain.OfficerID `json:"officers"`
	Form     Form               `json:"form"`
	FirstDay domain.Date        `json:"firstDay"`
	LastDay  domain.Date        `json:"lastDay,omitempty"`
	Venue    string             `json:"venue"`
	Public   bool               `json:"public"`
	Dated
}

// PreHearingFixed says when the preliminary hearing is (CR33).
type PreHearingFixed struct {
	Officers []domain.OfficerID `json:"officers"`
	For      domain.Date        `json:"for"`
	Reason   string             `json:"reason,omitempty"` // for a postponement
	Dated
}

// PreHearingHeld says that the chair gave directions (CR33).
type PreHearingHeld struct {
	Officers   []domain.OfficerID `json:"officers"`
	Directions string             `json:"directions"` // sensitive
	Dated
}

// ReportingRestricted says that the chair ordered something not to be told (CR39, CR59). Names are withheld by the matter's record of
// access as well.
type ReportingRestricted struct {
	Officers []domain.OfficerID `json:"officers"`
	Terms    string             `json:"terms"` // sensitive
	Until    domain.Date        `json:"until,omitempty"`
	Dated
}

// PublicNoticePublished says that the public was told of the hearing (CR36, CR53).
type PublicNoticePublished struct {
	Officers []domain.OfficerID `json:"officers"`
	Where    string             `json:"where"`
	Dated
}

// ProceedingsWithdrawn says that the authority took the case back before the proceedings began, and where it goes instead.
type ProceedingsWithdrawn struct {
	Officer domain.OfficerID `json:"officer"`
	Then    Form             `json:"then"` // RPRP, PERFORMANCE, VETTING, NFA
	Reason  string           `json:"reason"`
	// IOPCAgreed says that the Director General agreed, where the determination or the direction was theirs.
	IOPCAgreed bool `json:"iopcAgreed,omitempty"`
	Dated
}

// ProceedingsOpened says that the meeting or hearing began.
type ProceedingsOpened struct {
	Officers []domain.OfficerID `json:"officers"`
	Form     Form               `json:"form"`
	Dated
}

// ProceedingsAdjourned says that the proceedings go on later (CR41).
type ProceedingsAdjourned struct {
	Officers []domain.OfficerID `json:"officers"`
	Until    domain.Date        `json:"until"`
	Reason   string             `json:"reason"`
	Dated
}

// FindingMade says what was found for one officer on one allegation, on an admission or on the balance of probabilities (CR42).
type FindingMade struct {
	Officer    domain.OfficerID    `json:"officer"`
	Allegation domain.AllegationID `json:"allegation"`
	Finding    Finding             `json:"finding"`
	Basis      FindingBasis        `json:"basis"`
	Majority   bool                `json:"majority,omitempty"` // not unanimous
	Reasons    string              `json:"reasons"`            // sensitive
	Dated
}

// Seriousness is what whoever decides on an outcome weighs, each in words.
type Seriousness struct {
	Culpability string `json:"culpability"` // sensitive
	Harm        string `json:"harm"`        // sensitive
	Aggravating string `json:"aggravating"` // sensitive
	Mitigating  string `json:"mitigating"`  // sensitive
}

// OutcomeImposed says what follows from the findings (CR42, CR62). It takes effect when the officer is notified.
type OutcomeImposed struct {
	Officer domain.OfficerID   `json:"officer"`
	Action  DisciplinaryAction `json:"action"`
	Months  int                `json:"months,omitempty"` // how long a warning lives
	ToRank  string             `json:"toRank,omitempty"` // for a reduction
	// Exceptional says which exceptional circumstances keep gross misconduct from dismissal; the reasons must be recorded.
	Exceptional string `json:"exceptional,omitempty"` // sensitive
	// Unconnected says that the misconduct found arises from two or more unconnected incidents.
	Unconnected bool `json:"unconnected,omitempty"`
	// OperationalImpact is what the authority said of a reduction's effect on policing.
	OperationalImpact string      `json:"operationalImpact,omitempty"` // sensitive
	Seriousness       Seriousness `json:"seriousness"`
	Reasons           string      `json:"reasons"` // sensitive
	Dated
}

// OutcomeReportSubmitted says that the report of whoever conducted the proceedings is in (CR43).
type OutcomeReportSubmitted struct {
	Officer  domain.OfficerID `json:"officer"`
	Document string           `json:"document,omitempty"` // id of the recorded document
	Dated
}

// OutcomeNotified says that the officer was told of the outcome, which takes effect with it (CR42, CR43).
type OutcomeNotified struct {
	Officer domain.OfficerID `json:"officer"`
	Service
	Dated
}

// OutcomePublished says that the outcome is online, at least for 28 days (CR43).
type OutcomePublished struct {
	Officer domain.OfficerID `json:"officer"`
	Where   string           `json:"where"`
	Dated
}

// LeaveExcluded says that a warning does not run while the officer is on extended special leave.
type LeaveExcluded struct {
	Officer domain.OfficerID `json:"officer"`
	From    domain.Date      `json:"from"`
	Until   domain.Date      `json:"until"`
	Dated
}

// AppealLodged says that an officer appeals (CR45; Police Act 1996 s85; SI 2025/502).
type AppealLodged struct {
	Officer   domain.OfficerID `json:"officer"`
	Appeal    string           `json:"appeal"` // id, UUID
	Kind      AppealKind       `json:"kind"`
	By        Appellant        `json:"by,omitempty"` // "" is the officer
	Grounds   []AppealGround   `json:"grounds"`
	Text      string           `json:"text"` // sensitive
	InTime    bool             `json:"inTime"`
	OutOfTime string           `json:"outOfTime,omitempty"` // why it is heard although late (CR45, PAT rule 10)
	Dated
}

// AppealNoticeReceived says that the respondent got the notice of appeal; the time for the papers runs from it (PAT13).
type AppealNoticeReceived struct {
	Officer domain.OfficerID `json:"officer"`
	Appeal  string           `json:"appeal"`
	Dated
}

// AppealPapersSubmitted says that the respondent's papers are in (PAT13(3)).
type AppealPapersSubmitted struct {
	Officer domain.OfficerID `json:"officer"`
	Appeal  string           `json:"appeal"`
	Dated
}

// AppealDetermined says how the appeal ended. What it puts in the place of the outcome holds from the day the outcome was notified (CR47).
type AppealDetermined struct {
	Officer       domain.OfficerID   `json:"officer"`
	Appeal        string             `json:"appeal"`
	Result        AppealResult       `json:"result"`
	Action        DisciplinaryAction `json:"action,omitempty"` // instead, where reversed or varied
	Months        int                `json:"months,omitempty"`
	ToRank        string             `json:"toRank,omitempty"`
	DecidedBy     string             `json:"decidedBy"` // rank of the appeal person, or the tribunal
	Reasons       string             `json:"reasons"`   // sensitive
	EffectiveFrom domain.Date        `json:"effectiveFrom"`
	Dated
}

// effectiveOn: what an appeal puts in the place of an outcome holds from the day that outcome was notified.
func (e AppealDetermined) effectiveOn() domain.Date {
	if e.EffectiveFrom != "" {
		return e.EffectiveFrom
	}
	return e.On
}

// AppealDeterminationNotified says that the officer was told how the appeal ended (CR47).
type AppealDeterminationNotified struct {
	Officer domain.OfficerID `json:"officer"`
	Appeal  string           `json:"appeal"`
	Dated
}

// ListReported says that the College was told to list the officer (Police Act 1996 Part 4A).
type ListReported struct {
	Officer domain.OfficerID `json:"officer"`
	List    PoliceList       `json:"list"`
	Grounds string           `json:"grounds"`
	Dated
}

// RemovedFromList says that the officer is no longer listed.
type RemovedFromList struct {
	Officer domain.OfficerID `json:"officer"`
	List    PoliceList       `json:"list"`
	Reason  string           `json:"reason"`
	Dated
}
