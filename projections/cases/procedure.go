package cases

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Procedure is what happened to a matter as a whole beyond how it was recorded and referred: who is kept informed, how the investigation
// went, what was reviewed, put right, and how it ended. Where an event says all there is, it is kept as it is.
type Procedure struct {
	NotRecorded       *misconduct.MatterNotRecorded                `json:"notRecorded,omitempty"`
	OutsideSchedule3  *misconduct.ComplaintHandledOutsideSchedule3 `json:"outsideSchedule3,omitempty"`
	Persons           []misconduct.InterestedPersonNamed           `json:"persons,omitempty"` // the last word on each
	Updates           []misconduct.InterestedPersonsUpdated        `json:"updates,omitempty"`
	CallIns           []misconduct.MatterCalledInByIOPC            `json:"callIns,omitempty"`
	Terms             []misconduct.TermsOfReferenceSet             `json:"terms,omitempty"` // the last one is in force
	SpecialProcedures []misconduct.SpecialProceduresApplied        `json:"specialProcedures,omitempty"`
	Combinations      []Combination                                `json:"combinations,omitempty"` // not every viewer may see the other matter
	Pauses            []Pause                                      `json:"pauses,omitempty"`
	DelayReports      []misconduct.DelayReportIssued               `json:"delayReports,omitempty"`
	DelaysHeldBack    []misconduct.DelayReportHeldBack             `json:"delaysHeldBack,omitempty"`
	ViewsSought       []misconduct.AuthorityViewsSought            `json:"viewsSought,omitempty"`
	ViewsGiven        []misconduct.AuthorityViewsGiven             `json:"viewsGiven,omitempty"`
	DelaysExplained   []misconduct.DeterminationDelayExplained     `json:"delaysExplained,omitempty"`
	Withdrawals       []Withdrawal                                 `json:"withdrawals,omitempty"`
	Discontinued      *misconduct.MatterDiscontinued               `json:"discontinued,omitempty"`
	ReInvestigations  []misconduct.ReInvestigationDirected         `json:"reInvestigations,omitempty"`
	Told              []misconduct.OutcomeToldToComplainant        `json:"told,omitempty"`
	Reviews           []Review                                     `json:"reviews,omitempty"`
	Reopenings        []misconduct.MatterReopened                  `json:"reopenings,omitempty"` // not every viewer may see the other matter
	Finalised         *misconduct.MatterFinalised                  `json:"finalised,omitempty"`
	Corrections       []misconduct.MatterCorrected                 `json:"corrections,omitempty"`
	Documents         []misconduct.DocumentRecorded                `json:"documents,omitempty"`
	ClockChanges      []PeriodChange                               `json:"clockChanges,omitempty"`
	Stage             State                                        `json:"stage,omitempty"` // what the last event that moves the whole matter made of it
}

// Combination is one joint investigation with another matter, until it is split.
type Combination struct {
	With      domain.MatterID `json:"with"`
	Leads     bool            `json:"leads"` // the investigation goes on in this matter
	Reason    string          `json:"reason"`
	DecidedBy domain.Role     `json:"decidedBy"`
	On        domain.Date     `json:"on"`
	Split     *Split          `json:"split,omitempty"` // nil while they are investigated as one
}

// Split is the end of a joint investigation.
type Split struct {
	Reason    string      `json:"reason"`
	DecidedBy domain.Role `json:"decidedBy"`
	On        domain.Date `json:"on"`
}

// Pause is a time in which the investigation rested because it would have prejudiced criminal proceedings (CM40, CM41).
type Pause struct {
	From      domain.Date                      `json:"from"`
	Reason    string                           `json:"reason"`
	DecidedBy domain.Role                      `json:"decidedBy"`
	Resumed   *misconduct.InvestigationResumed `json:"resumed,omitempty"` // nil while it rests
}

// Withdrawal is a complainant's withdrawal and what was decided on it (CM38).
type Withdrawal struct {
	Person   string                        `json:"person"`
	Document string                        `json:"document,omitempty"`
	On       domain.Date                   `json:"on"`
	Decided  *misconduct.WithdrawalDecided `json:"decided,omitempty"` // nil until it is decided what becomes of the matter
}

// Review is one application of a complainant for a review (CM29).
type Review struct {
	ID         string                       `json:"id"`
	Person     string                       `json:"person"`
	SentTo     misconduct.ReviewBody        `json:"sentTo"`
	With       misconduct.ReviewBody        `json:"with"` // where it lies now, after it was forwarded
	InTime     bool                         `json:"inTime"`
	On         domain.Date                  `json:"on"`
	Forwarded  []misconduct.ReviewForwarded `json:"forwarded,omitempty"`
	Determined *misconduct.ReviewDetermined `json:"determined,omitempty"` // nil while it is open
}

// resting returns the pause that is not over, nil when there is none.
func (p Procedure) resting() *Pause {
	if n := len(p.Pauses); n > 0 && p.Pauses[n-1].Resumed == nil {
		return &p.Pauses[n-1]
	}
	return nil
}

// abandoned says whether the matter goes no further although not everything was determined.
func (p Procedure) abandoned() bool {
	n := len(p.Withdrawals)
	given := n > 0 && p.Withdrawals[n-1].Decided != nil && !p.Withdrawals[n-1].Decided.Continue
	return given || p.Discontinued != nil
}

func (p Procedure) underReview() bool {
	for _, r := range p.Reviews {
		if r.Determined == nil {
			return true
		}
	}
	return false
}
