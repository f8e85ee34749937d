package officer

import "github.com/probity-ledger/probity/domain"

// Event is the closed set of facts about one entry in the register.
//
//sumtype:decl
type Event interface{ isOfficer() }

// SubjectKind says which machinery applies: the Conduct Regulations cover officers, special constables and former officers only.
type SubjectKind string

// The kinds of people who can be the subject of a matter.
const (
	PoliceOfficer       SubjectKind = "OFFICER"
	SpecialConstable    SubjectKind = "SPECIAL_CONSTABLE"
	FormerOfficer       SubjectKind = "FORMER_OFFICER"
	PoliceStaff         SubjectKind = "POLICE_STAFF"
	DesignatedVolunteer SubjectKind = "DESIGNATED_VOLUNTEER"
)

// Rank is a police rank or staff grade by its code name, e.g. "PC", "SERGEANT" (domain guide, section 3.3).
type Rank string

// The ranks, lowest first within the police ranks. Their order and seniority are reference data: domain.Ranks.
const (
	Constable           Rank = "PC"
	Sergeant            Rank = "SERGEANT"
	Inspector           Rank = "INSPECTOR"
	ChiefInspector      Rank = "CHIEF_INSPECTOR"
	Superintendent      Rank = "SUPERINTENDENT"
	ChiefSuperintendent Rank = "CHIEF_SUPERINTENDENT"
	Commander           Rank = "COMMANDER"
	AssistantChief      Rank = "ASSISTANT_CHIEF_CONSTABLE"
	DeputyChief         Rank = "DEPUTY_CHIEF_CONSTABLE"
	DeputyAssistantComm Rank = "DEPUTY_ASSISTANT_COMMISSIONER"
	AssistantComm       Rank = "ASSISTANT_COMMISSIONER"
	DeputyComm          Rank = "DEPUTY_COMMISSIONER"
	ChiefConstable      Rank = "CHIEF_CONSTABLE"
	Commissioner        Rank = "COMMISSIONER"
	SpecialConstabulary Rank = "SPECIAL_CONSTABLE"
	Staff               Rank = "POLICE_STAFF"
	DesignatedOfficer   Rank = "DESIGNATED_OFFICER"
	SupportOfficer      Rank = "PCSO"
)

// Person is what identifies the human being. It is kept together in one field because it will be sealed together.
type Person struct {
	Name         string `json:"name"`
	CollarNumber string `json:"collarNumber"` // warrant or collar number, unique within the force
}

// Registered says that the person was entered in the register.
type Registered struct {
	Person Person      `json:"person"`
	Force  string      `json:"force"`
	Kind   SubjectKind `json:"kind"`
	Rank   Rank        `json:"rank"`
	Unit   string      `json:"unit"`
	From   domain.Date `json:"from"` // the day rank and posting took effect
}

// Posted says that the person serves in another unit from a day on.
type Posted struct {
	Unit string      `json:"unit"`
	From domain.Date `json:"from"`
}

// RankChanged says that the person holds another rank from a day on.
type RankChanged struct {
	Rank   Rank        `json:"rank"`
	From   domain.Date `json:"from"`
	Reason string      `json:"reason"` // e.g. "promotion", "temporary promotion"
}

// DeviceIssued says that the force handed the person a device for work.
type DeviceIssued struct {
	Device domain.DeviceID `json:"device"`
	From   domain.Date     `json:"from"`
}

// DeviceHandedBack says that an issued device is no longer with the person.
type DeviceHandedBack struct {
	Device domain.DeviceID `json:"device"`
	On     domain.Date     `json:"on"`
}

// Left says that the person left the force; a matter about them goes on as one about a former officer.
type Left struct {
	On  domain.Date `json:"on"`
	How string      `json:"how"` // RESIGNED, RETIRED, DISMISSED, OTHER
}

// Sanction is what one outcome in a misconduct matter amounts to in the person's record. Whoever may not see the matter may not see it.
type Sanction struct {
	Matter domain.MatterID `json:"matter"`
	Action string          `json:"action"` // the outcome, in the words of the matter, e.g. "FINAL_WRITTEN_WARNING"
	Months int             `json:"months,omitempty"`
	ToRank string          `json:"toRank,omitempty"`
	From   domain.Date     `json:"from"`            // the day it took effect
	Until  domain.Date     `json:"until,omitempty"` // the last day a warning lives, extended leave left out; "" for what does not end
	Void   bool            `json:"void,omitempty"`  // an appeal took it away
}

// SanctionRecorded says that an outcome took effect.
type SanctionRecorded struct {
	Sanction
	On domain.Date `json:"on"`
}

// SanctionAmended says what a recorded outcome now amounts to, after an appeal or extended leave. It takes the place of what was said of
// the matter before, from the day the outcome took effect.
type SanctionAmended struct {
	Sanction
	On domain.Date `json:"on"` // the day of what changed it
}

func (Registered) isOfficer()       {}
func (Posted) isOfficer()           {}
func (RankChanged) isOfficer()      {}
func (DeviceIssued) isOfficer()     {}
func (DeviceHandedBack) isOfficer() {}
func (Left) isOfficer()             {}
func (SanctionRecorded) isOfficer() {}
func (SanctionAmended) isOfficer()  {}
