package misconduct

import "github.com/probity-ledger/probity/domain"

// Dated is the day an event took effect, as it was said. Events about what happened to a matter embed it.
type Dated struct {
	On domain.Date `json:"on"`
	// BeforeCause is true where On lies before the day of what led to this: kept as it was said, for a person to look at.
	BeforeCause bool `json:"beforeCause,omitempty"`
}

func (d Dated) effectiveOn() domain.Date { return d.On }

// dated is the day of an event and whether it lies before the day of what led to it.
func dated(on, cause domain.Date) Dated { return Dated{On: on, BeforeCause: before(on, cause)} }

// MatterNotRecorded says that the force did not record what it received (PRA Sch 3 para 2).
type MatterNotRecorded struct {
	Reason string `json:"reason"` // sensitive
	Dated
}

// ComplaintHandledOutsideSchedule3 says that a complaint is answered without the machinery of Schedule 3 (PRA Sch 3 para 2).
type ComplaintHandledOutsideSchedule3 struct {
	Reason             string `json:"reason"`             // sensitive
	ComplainantContent bool   `json:"complainantContent"` // always true: without it the complaint must be recorded
	Dated
}

// InterestedPersonNamed says who is to be kept informed: the complainant, or another interested person (CM34).
type InterestedPersonNamed struct {
	Person   string   `json:"person"` // id, UUID
	Capacity Capacity `json:"capacity"`
	Name     string   `json:"name"`    // sensitive
	Contact  string   `json:"contact"` // sensitive
	Dated
}

// InterestedPersonsUpdated says that the complainant and interested persons were told how the handling goes on (CM34(2)(a)).
type InterestedPersonsUpdated struct {
	Note string `json:"note"` // sensitive
	Dated
}

// MatterCalledInByIOPC says that the Director General treats the matter as referred (PRA Sch 3 paras 4A, 13A, 14CA).
type MatterCalledInByIOPC struct {
	Reason string `json:"reason"`
	Dated
}

// TermsOfReferenceSet says what the investigation is about and how far it goes. A later one revises it (CR20).
type TermsOfReferenceSet struct {
	Text    string      `json:"text"` // sensitive
	Revised bool        `json:"revised"`
	SetBy   domain.Role `json:"setBy"`
	Dated
}

// SpecialProceduresApplied says that the investigation of a complaint shows signs of a crime or of behaviour that would justify
// disciplinary proceedings (PRA Sch 3 para 19A). They are not the special conditions of an accelerated hearing.
type SpecialProceduresApplied struct {
	Reason    string      `json:"reason"` // sensitive
	DecidedBy domain.Role `json:"decidedBy"`
	Dated
}

// InvestigationsCombined says that this matter and another are investigated as one (CM14).
type InvestigationsCombined struct {
	With      domain.MatterID `json:"with"`
	Leads     bool            `json:"leads"` // this matter is the one the investigation goes on in
	Reason    string          `json:"reason"`
	DecidedBy domain.Role     `json:"decidedBy"`
	Dated
}

// InvestigationSplit says that a combined investigation is two again (CM14).
type InvestigationSplit struct {
	From      domain.MatterID `json:"from"`
	Reason    string          `json:"reason"`
	DecidedBy domain.Role     `json:"decidedBy"`
	Dated
}

// InvestigationSuspended says that the investigation rests because it would prejudice criminal proceedings (CM40, CM41).
type InvestigationSuspended struct {
	Reason    string      `json:"reason"`
	DecidedBy domain.Role `json:"decidedBy"`
	Dated
}

// InvestigationResumed says that the investigation goes on.
type InvestigationResumed struct {
	Reason    string      `json:"reason"`
	DecidedBy domain.Role `json:"decidedBy"`
	Dated
}

// DelayReportIssued says that the reasons for the length of an investigation were reported (CM13, CR19).
type DelayReportIssued struct {
	To         []domain.Role      `json:"to"`                   // LOCAL_POLICING_BODY, DIRECTOR_GENERAL, APPROPRIATE_AUTHORITY
	IssuedBy   domain.Role        `json:"issuedBy"`             // APPROPRIATE_AUTHORITY or DIRECTOR_GENERAL
	Text       string             `json:"text"`                 // sensitive
	NextSteps  string             `json:"nextSteps"`            // sensitive
	Withheld   string             `json:"withheld,omitempty"`   // why the officer got no copy (harm test, CR6); "" where one was given
	Document   string             `json:"document,omitempty"`   // id of the recorded document
	ExpectedBy domain.Date        `json:"expectedBy,omitempty"` // when the investigation is expected to end
	Officers   []domain.OfficerID `json:"officers,omitempty"`   // who got a copy
	Dated
}

// DelayReportHeldBack says that a delay report that fell due is not sent yet, because sending it would prejudice the investigation or
// other proceedings (CM13, CR19). The period runs on: what is late shows as late, with this beside it.
type DelayReportHeldBack struct {
	Reason   string      `json:"reason"` // sensitive
	IssuedBy domain.Role `json:"issuedBy"`
	Dated
}

// AuthorityViewsSought says that the Director General asked for the authority's views on the report (PRA Sch 3 para 23, CM27).
type AuthorityViewsSought struct {
	Dated
}

// AuthorityViewsGiven says what the authority answered.
type AuthorityViewsGiven struct {
	Views string `json:"views"` // sensitive
	Dated
}

// DeterminationDelayExplained says that officers were told why the determination on the report takes longer (CR23).
type DeterminationDelayExplained struct {
	Reason string `json:"reason"`
	Dated
}

// ComplaintWithdrawn says that the complainant withdrew, on a signed notice (CM38).
type ComplaintWithdrawn struct {
	Person   string `json:"person"`
	Document string `json:"document,omitempty"` // id of the recorded document
	Dated
}

// WithdrawalDecided says what becomes of a withdrawn complaint: the public interest may need it to go on as a conduct matter (CM38).
type WithdrawalDecided struct {
	Continue  bool        `json:"continue"`
	Reason    string      `json:"reason"`
	DecidedBy domain.Role `json:"decidedBy"` // DIRECTOR_GENERAL where the matter lies with the IOPC
	Dated
}

// MatterDiscontinued says that a matter under Part 3 of the Conduct Regulations goes no further. Schedule 3 knows none since 2020.
type MatterDiscontinued struct {
	Reason    string      `json:"reason"`
	DecidedBy domain.Role `json:"decidedBy"`
	Dated
}

// ReInvestigationDirected says that the Director General wants the matter investigated again (PRA s13B).
type ReInvestigationDirected struct {
	Mode   Mode   `json:"mode"`
	Reason string `json:"reason"`
	Dated
}

// OutcomeToldToComplainant says that the complainant or interested person was told of an outcome (CM34(2)(b)).
type OutcomeToldToComplainant struct {
	Person     string     `json:"person"`
	About      OutcomeOf  `json:"about"`
	Text       string     `json:"text"`       // sensitive
	ReviewBody ReviewBody `json:"reviewBody"` // of whom a review may be asked; "" where there is no right to one, and no period runs
	Dated
}

// ReviewRequested says that the complainant asked for a review (CM29). It may have gone to the wrong body.
type ReviewRequested struct {
	Review string     `json:"review"` // id, UUID
	Person string     `json:"person"`
	SentTo ReviewBody `json:"sentTo"`
	InTime bool       `json:"inTime"` // within 28 days, time in the wrong hands left out of account
	Dated
}

// ReviewForwarded says that an application sent to the wrong body reached the right one.
type ReviewForwarded struct {
	Review string     `json:"review"`
	To     ReviewBody `json:"to"`
	InTime bool       `json:"inTime"` // judged anew, the days in the wrong hands left out
	Dated
}

// ReviewDetermined says whether the outcome of the complaint was reasonable and proportionate (PRA Sch 3 paras 6A, 25).
type ReviewDetermined struct {
	Review          string     `json:"review"`
	Body            ReviewBody `json:"body"`
	Upheld          bool       `json:"upheld"` // the outcome was not reasonable and proportionate
	Reasons         string     `json:"reasons"`
	Recommendations string     `json:"recommendations,omitempty"`
	Dated
}

// MatterReopened says that what was concluded goes on as another matter, linked to this one. Decisions that ended proceedings stand, and
// this matter stays concluded.
type MatterReopened struct {
	As     domain.MatterID `json:"as"`
	Reason string          `json:"reason"`
	Dated
}

// MatterFinalised says that nothing is left to do: every involvement is closed, no appeal or review is open, no criminal strand runs.
// It holds until somebody asks for a review, appeals late, or the Director General directs a re-investigation; then it wants another one.
type MatterFinalised struct {
	Reason string `json:"reason"` // what the matter ended with
	Dated
}

// MatterCorrected says that something entered about the matter was wrong. The wrong entry stays where it is.
type MatterCorrected struct {
	Field  CorrectableField `json:"field"`
	Was    string           `json:"was"` // sensitive
	Is     string           `json:"is"`  // sensitive
	Reason string           `json:"reason"`
	// Regime is the version of the rules that follows where the day the matter came to attention was wrong.
	Regime string `json:"regime,omitempty"`
	Dated
}

// AllegationCorrected says that an allegation was entered wrongly. It states the whole of what may be corrected, as it now is.
type AllegationCorrected struct {
	Allegation  domain.AllegationID `json:"allegation"`
	Standards   []int               `json:"standards"`
	CodeSet     string              `json:"codeSet"`
	Category    string              `json:"category"`
	SubCategory string              `json:"subCategory,omitempty"`
	ConductFrom domain.Date         `json:"conductFrom,omitempty"`
	ConductTo   domain.Date         `json:"conductTo,omitempty"`
	Text        string              `json:"text"` // sensitive
	Reason      string              `json:"reason"`
	Dated
}

// DocumentRecorded says that a document belongs to the matter: one the ledger made from a template, or one that was brought in. Its bytes
// lie in the vault under their digest.
type DocumentRecorded struct {
	Document  string        `json:"document"` // id, UUID
	Kind      DocumentKind  `json:"kind"`
	Title     string        `json:"title"` // sensitive
	SHA256    domain.SHA256 `json:"sha256"`
	Size      int64         `json:"size"` // bytes
	MediaType string        `json:"mediaType"`
	// Renditions are further forms of the same document, made by the ledger with it.
	Renditions []Rendition      `json:"renditions,omitempty"`
	Officer    domain.OfficerID `json:"officer,omitempty"`  // whom it is about or addressed to
	Person     string           `json:"person,omitempty"`   // an interested person it is addressed to
	Template   string           `json:"template,omitempty"` // with its version, where the ledger made it, e.g. "written-notice/1"
	Dated
}
