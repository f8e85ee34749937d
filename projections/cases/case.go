package cases

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Case is one matter as the folded history shows it: from the first report to the end of the last appeal.
// The zero Case is the beginning; Exists tells the two apart.
type Case struct {
	Exists            bool                  `json:"exists"`
	ID                domain.MatterID       `json:"id"`
	Reference         string                `json:"reference"` // the force's own number, e.g. "NMP/2025/0417"
	Operation         string                `json:"operation,omitempty"`
	Force             string                `json:"force"`
	Kind              misconduct.MatterKind `json:"kind,omitempty"` // "" until the matter is recorded
	Grounds           []misconduct.Ground   `json:"grounds,omitempty"`
	State             State                 `json:"state"`
	SeverityMax       misconduct.Severity   `json:"severityMax,omitempty"` // the gravest current assessment; "" before the first
	CameToAttentionOn domain.Date           `json:"cameToAttentionOn"`
	RecordedOn        domain.Date           `json:"recordedOn,omitempty"`
	Summary           string                `json:"summary,omitempty"`    // sensitive
	ReportedBy        string                `json:"reportedBy,omitempty"` // sensitive
	RegimeVersion     string                `json:"regimeVersion,omitempty"`

	Referrals     []Referral      `json:"referrals,omitempty"`
	ReferredBacks []ReferredBack  `json:"referredBacks,omitempty"`
	Referred      bool            `json:"referred"`                // ever referred; a referral back does not take it away
	ReferralState State           `json:"referralState,omitempty"` // REFERRED, REFERRED_BACK or MODE_DETERMINED, whichever came last
	Mode          misconduct.Mode `json:"mode,omitempty"`          // the mode in force; "" before the first determination
	Modes         []ModeChoice    `json:"modes,omitempty"`

	Investigators []Investigator    `json:"investigators,omitempty"`
	Involvements  []Involvement     `json:"involvements,omitempty"`
	Allegations   []Allegation      `json:"allegations,omitempty"`
	Strands       []CriminalStrand  `json:"strands,omitempty"`
	Exhibits      []Exhibit         `json:"exhibits,omitempty"`
	Linked        []domain.MatterID `json:"linked,omitempty"` // matters that belong together with this one; not every viewer may see them
	Report        *Report           `json:"report,omitempty"`
	Decisions     []Decision        `json:"decisions,omitempty"`
	Procedure
	Clocks       misconduct.Clocks `json:"clocks,omitzero"` // the statutory periods, and what starts and stops them
	OpenedAt     time.Time         `json:"openedAt"`        // when the ledger took the first event
	UpdatedAt    time.Time         `json:"updatedAt"`       // when the ledger took the last event
	Revision     uint64            `json:"revision"`        // of the last event folded in, in the matter's stream
	NameWithheld bool              `json:"-"`               // a name was taken out for this viewer
}

// investigator is who investigates now; "" before the first appointment.
func (c Case) investigator() domain.ActorID {
	if n := len(c.Investigators); n > 0 {
		return c.Investigators[n-1].Actor
	}
	return ""
}

// open says whether anything is left to do in this matter.
func (c Case) open() bool { return c.State != Finalised && c.State != Reopened }

// Referral is one referral of the matter to the IOPC.
type Referral struct {
	Mandatory     bool                `json:"mandatory"`
	Grounds       []misconduct.Ground `json:"grounds,omitempty"`
	CriteriaMetOn domain.Date         `json:"criteriaMetOn"`
	On            domain.Date         `json:"on"`
	Reason        string              `json:"reason,omitempty"`
}

// ReferredBack is a decision of the Director General that an investigation is not necessary.
type ReferredBack struct {
	On     domain.Date `json:"on"`
	Reason string      `json:"reason"`
}

// ModeChoice is one determination of the mode of investigation; the last one is in force.
type ModeChoice struct {
	Mode   misconduct.Mode `json:"mode"`
	On     domain.Date     `json:"on"`
	Reason string          `json:"reason"`
}

// Investigator is one appointment of somebody to investigate.
type Investigator struct {
	Actor        domain.ActorID `json:"actor"`
	On           domain.Date    `json:"on"`
	ConflictNote string         `json:"conflictNote,omitempty"`
	Replaces     bool           `json:"replaces,omitempty"`
	AppointedBy  domain.Role    `json:"appointedBy,omitempty"`
}

// Allegation is what is alleged, against whom, under which standards and category.
type Allegation struct {
	ID          domain.AllegationID `json:"id"`
	Officers    []domain.OfficerID  `json:"officers"`
	Standards   []int               `json:"standards"`
	CodeSet     string              `json:"codeSet"`
	Category    string              `json:"category"`
	SubCategory string              `json:"subCategory,omitempty"`
	ConductFrom domain.Date         `json:"conductFrom,omitempty"`
	ConductTo   domain.Date         `json:"conductTo,omitempty"`
	Text        string              `json:"text"` // sensitive
	AddedAt     time.Time           `json:"addedAt"`
	// Corrections are what was put right since; the allegation reads as the last one left it.
	Corrections []misconduct.AllegationCorrected `json:"corrections,omitempty"`
}

// Exhibit is an exhibit reference the matter has given out. What became of the thing itself is in the custody read model.
type Exhibit struct {
	Ref          domain.ExhibitRef   `json:"ref"`
	Device       domain.DeviceID     `json:"device,omitempty"`
	Extraction   domain.ExtractionID `json:"extraction,omitempty"`
	DerivedFrom  domain.ExhibitRef   `json:"derivedFrom,omitempty"`
	Description  string              `json:"description,omitempty"`
	RegisteredAt time.Time           `json:"registeredAt"`
}

// Report is the investigator's report.
type Report struct {
	By domain.ActorID `json:"by"`
	On domain.Date    `json:"on"`
}

// Decision is what was decided, why, and on which evidence.
type Decision struct {
	ID         string           `json:"id"`
	Subject    string           `json:"subject"`
	Officer    domain.OfficerID `json:"officer,omitempty"`
	Text       string           `json:"text"`    // sensitive
	Reasons    string           `json:"reasons"` // sensitive
	Citations  []Citation       `json:"citations,omitempty"`
	DecidedBy  domain.Role      `json:"decidedBy"`
	On         domain.Date      `json:"on"`
	RecordedBy domain.ActorID   `json:"recordedBy"`
	RecordedAt time.Time        `json:"recordedAt"`
	Revision   uint64           `json:"revision"`        // of the decision in the matter's stream
	Flags      []Flag           `json:"flags,omitempty"` // what became of the things it cites since
}

// Citation points from a decision to what it rests on: an exhibit of the matter, one message in one batch of one extraction, a recorded
// document, or a policy.
type Citation struct {
	Exhibit  domain.ExhibitRef      `json:"exhibit,omitempty"`
	Message  *misconduct.MessageRef `json:"message,omitempty"`
	Document string                 `json:"document,omitempty"`
	Policy   string                 `json:"policy,omitempty"`
	Note     string                 `json:"note,omitempty"` // sensitive
}
