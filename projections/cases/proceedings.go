package cases

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Proceedings is everything about the meeting or hearing of one officer, from the direction that there be one to the publication of its
// outcome. What was done for several officers at once stands with each of them.
type Proceedings struct {
	Directed     []misconduct.ProceedingsDirectedByIOPC   `json:"directed,omitempty"`
	Presented    []misconduct.CasePresentationTakenByIOPC `json:"presented,omitempty"`
	Referrals    []misconduct.ReferralNoticeServed        `json:"referrals,omitempty"` // the last one holds
	Panels       []misconduct.PanelAppointed              `json:"panels,omitempty"`    // the last one conducts
	Objections   []Objection                              `json:"objections,omitempty"`
	Responses    []misconduct.OfficerResponded            `json:"responses,omitempty"`
	WitnessLists []misconduct.WitnessListSupplied         `json:"witnessLists,omitempty"`
	Bundles      []misconduct.BundleSupplied              `json:"bundles,omitempty"`
	Fixed        []misconduct.HearingFixed                `json:"fixed,omitempty"` // the last one holds
	PreFixed     []misconduct.PreHearingFixed             `json:"preFixed,omitempty"`
	PreHeld      []misconduct.PreHearingHeld              `json:"preHeld,omitempty"`
	Restrictions []misconduct.ReportingRestricted         `json:"restrictions,omitempty"`
	Announced    []misconduct.PublicNoticePublished       `json:"announced,omitempty"`
	Withdrawn    []misconduct.ProceedingsWithdrawn        `json:"withdrawn,omitempty"`
	Opened       []misconduct.ProceedingsOpened           `json:"opened,omitempty"`
	Adjourned    []misconduct.ProceedingsAdjourned        `json:"adjourned,omitempty"`
	Findings     []misconduct.FindingMade                 `json:"findings,omitempty"`
	Reports      []misconduct.OutcomeReportSubmitted      `json:"reports,omitempty"`
	Notified     []misconduct.OutcomeNotified             `json:"notified,omitempty"`
	Published    []misconduct.OutcomePublished            `json:"published,omitempty"`
	Running      bool                                     `json:"running,omitempty"` // referred, and neither withdrawn nor over
}

// Objection is an officer's objection to somebody who is to conduct the proceedings.
type Objection struct {
	misconduct.ObjectionMade
	Decided *misconduct.ObjectionDecided `json:"decided,omitempty"` // nil while it is open
}

// Outcome is what followed from the findings, or what an appeal put in its place.
type Outcome struct {
	Action      misconduct.DisciplinaryAction `json:"action"`
	Months      int                           `json:"months,omitempty"`
	ToRank      string                        `json:"toRank,omitempty"`
	Exceptional string                        `json:"exceptional,omitempty"` // sensitive
	Unconnected bool                          `json:"unconnected,omitempty"`
	// OperationalImpact is what the authority said of a reduction's effect on policing; sensitive.
	OperationalImpact string                 `json:"operationalImpact,omitempty"`
	Seriousness       misconduct.Seriousness `json:"seriousness,omitzero"`
	Reasons           string                 `json:"reasons"` // sensitive
	On                domain.Date            `json:"on"`
	NotifiedOn        domain.Date            `json:"notifiedOn,omitempty"` // from which day it holds; "" before the officer was told
	Appeal            string                 `json:"appeal,omitempty"`     // the appeal that put it here; "" for what the proceedings imposed
	Void              bool                   `json:"void,omitempty"`       // an appeal took it away, as from the day it was notified
}

// InForce says whether the outcome has taken effect and no appeal took it away.
func (o Outcome) InForce() bool { return o.NotifiedOn != "" && !o.Void }

// Appeal is one appeal of an officer.
type Appeal struct {
	misconduct.AppealLodged
	NoticeOn   domain.Date                  `json:"noticeOn,omitempty"` // the respondent got the notice
	PapersOn   domain.Date                  `json:"papersOn,omitempty"` // the respondent's papers are in
	Determined *misconduct.AppealDetermined `json:"determined,omitempty"`
	ToldOn     domain.Date                  `json:"toldOn,omitempty"`
}

// Listing is one entry in a list of the College of Policing.
type Listing struct {
	List    misconduct.PoliceList       `json:"list"`
	Grounds string                      `json:"grounds"`
	On      domain.Date                 `json:"on"`
	Removed *misconduct.RemovedFromList `json:"removed,omitempty"` // nil while it stands
}
