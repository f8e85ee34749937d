package misconduct

import "github.com/probity-ledger/probity/domain"

// DeclineToRecord leaves a received matter unrecorded.
type DeclineToRecord struct {
	Reason string // sensitive
	// Triggers are the things found that make recording compulsory. Naming any is refused: the matter must be recorded.
	Triggers []RecordingTrigger
	On       domain.Date
}

// HandleOutsideSchedule3 answers a complaint without Schedule 3.
type HandleOutsideSchedule3 struct {
	Reason             string // sensitive
	ComplainantContent bool   // the complainant agrees; else the complaint must be recorded
	// Triggers are the things found that make recording compulsory. Naming any is refused: the matter must be recorded.
	Triggers []RecordingTrigger
	On       domain.Date
}

// NameInterestedPerson names who is to be kept informed.
type NameInterestedPerson struct {
	Person   string // id, UUID
	Capacity Capacity
	Name     string // sensitive
	Contact  string // sensitive
	On       domain.Date
}

// UpdateInterestedPersons tells the complainant and interested persons how the handling goes on.
type UpdateInterestedPersons struct {
	Note string // sensitive
	On   domain.Date
}

// CallIn records that the Director General called the matter in.
type CallIn struct {
	Reason string
	On     domain.Date
}

// SetTermsOfReference sets or revises what the investigation is about.
type SetTermsOfReference struct {
	Text  string // sensitive
	SetBy domain.Role
	On    domain.Date
}

// ApplySpecialProcedures applies the special procedures of paragraph 19A.
type ApplySpecialProcedures struct {
	Reason    string // sensitive
	DecidedBy domain.Role
	On        domain.Date
}

// CombineInvestigations investigates this matter and a linked one as one.
type CombineInvestigations struct {
	With      domain.MatterID
	Leads     bool // this matter is the one the investigation goes on in
	Reason    string
	DecidedBy domain.Role
	On        domain.Date

	// Matter is the id of this very matter, Other the other one as it stands, and Half true for the half that the ledger gives the other
	// matter; what a caller puts here is overwritten.
	Matter domain.MatterID `json:"-"`
	Other  State           `json:"-"`
	Half   bool            `json:"-"`
}

// SplitInvestigation makes a combined investigation two again.
type SplitInvestigation struct {
	From      domain.MatterID
	Reason    string
	DecidedBy domain.Role
	On        domain.Date

	// Matter is the id of this very matter, Other the other one as it stands, and Half true for the half that the ledger gives the other
	// matter; what a caller puts here is overwritten.
	Matter domain.MatterID `json:"-"`
	Other  State           `json:"-"`
	Half   bool            `json:"-"`
}

// SuspendInvestigation lets the investigation rest.
type SuspendInvestigation struct {
	Reason    string
	DecidedBy domain.Role
	On        domain.Date
}

// ResumeInvestigation goes on with it.
type ResumeInvestigation struct {
	Reason    string
	DecidedBy domain.Role
	On        domain.Date
}

// IssueDelayReport reports why the investigation takes so long.
type IssueDelayReport struct {
	To         []domain.Role      // LOCAL_POLICING_BODY, DIRECTOR_GENERAL, APPROPRIATE_AUTHORITY
	IssuedBy   domain.Role        // APPROPRIATE_AUTHORITY or DIRECTOR_GENERAL
	Text       string             // sensitive
	NextSteps  string             // sensitive
	Withheld   string             // why the officer got no copy (harm test, CR6); "" where one was given
	Document   string             // id of the recorded document
	ExpectedBy domain.Date        // when the investigation is expected to end
	Officers   []domain.OfficerID // who got a copy
	On         domain.Date
}

// HoldBackDelayReport records why a delay report is not sent yet.
type HoldBackDelayReport struct {
	Reason   string      // what sending it would prejudice; sensitive
	IssuedBy domain.Role // who would have to send it
	On       domain.Date
}

// SeekAuthorityViews records that the Director General asked for the authority's views.
type SeekAuthorityViews struct {
	On domain.Date
}

// GiveAuthorityViews gives them.
type GiveAuthorityViews struct {
	Views string // sensitive
	On    domain.Date
}

// ExplainDeterminationDelay tells the officers why the determination takes longer.
type ExplainDeterminationDelay struct {
	Reason string
	On     domain.Date
}

// WithdrawComplaint records the complainant's signed withdrawal.
type WithdrawComplaint struct {
	Person   string
	Signed   bool   // the notice is in writing and signed
	Document string // id of the recorded document, or ""
	On       domain.Date
}

// DecideWithdrawal says what becomes of a withdrawn complaint.
type DecideWithdrawal struct {
	Continue  bool
	Reason    string
	DecidedBy domain.Role // DIRECTOR_GENERAL where the matter lies with the IOPC
	On        domain.Date
}

// Discontinue ends a matter under Part 3 of the Conduct Regulations.
type Discontinue struct {
	Reason    string
	DecidedBy domain.Role
	On        domain.Date
}

// DirectReInvestigation records that the Director General wants it investigated again.
type DirectReInvestigation struct {
	Mode   Mode
	Reason string
	On     domain.Date
}

// TellComplainant tells the complainant or an interested person of an outcome.
type TellComplainant struct {
	Person     string
	About      OutcomeOf
	Text       string     // sensitive
	ReviewBody ReviewBody // of whom a review may be asked; "" for the one the law names
	On         domain.Date
}

// RequestReview records the complainant's application for a review.
type RequestReview struct {
	Review string // id, UUID
	Person string
	SentTo ReviewBody
	On     domain.Date
}

// ForwardReview records that the application reached the right body.
type ForwardReview struct {
	Review string
	To     ReviewBody
	On     domain.Date
}

// DetermineReview records how the review ended.
type DetermineReview struct {
	Review          string
	Body            ReviewBody
	Upheld          bool // the outcome was not reasonable and proportionate
	Reasons         string
	Recommendations string
	On              domain.Date
}

// Reopen goes on with a concluded matter as another, linked one.
type Reopen struct {
	As     domain.MatterID
	Reason string
	On     domain.Date

	// Matter is the id of this very matter and Other the one it goes on as, as it stands; what a caller puts here is overwritten.
	Matter domain.MatterID `json:"-"`
	Other  State           `json:"-"`
}

// Finalise ends the matter when nothing is left to do.
type Finalise struct {
	Reason string // what the matter ended with
	On     domain.Date
}

// CorrectMatter corrects what was entered about the matter.
type CorrectMatter struct {
	Field  CorrectableField
	Is     string // sensitive
	Reason string
	On     domain.Date
}

// CorrectAllegation corrects an allegation.
type CorrectAllegation struct {
	Allegation  domain.AllegationID
	Standards   []int
	CodeSet     string
	Category    string
	SubCategory string
	ConductFrom domain.Date
	ConductTo   domain.Date
	Text        string // sensitive
	Reason      string
	On          domain.Date
}

// RecordDocument enters a document in the matter.
type RecordDocument struct {
	Document   string // id, UUID
	Kind       DocumentKind
	Title      string // sensitive
	SHA256     domain.SHA256
	Size       int64 // bytes
	MediaType  string
	Renditions []Rendition      `json:",omitempty"` // further forms of the same document, made by the ledger with it
	Officer    domain.OfficerID // whom it is about or addressed to
	Person     string           // an interested person it is addressed to
	Template   string           // with its version, where the ledger made it, e.g. "written-notice/1"
	On         domain.Date
}
