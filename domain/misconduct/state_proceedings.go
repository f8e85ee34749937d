package misconduct

import (
	"maps"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Proceedings is what later decisions need to know of one officer's proceedings, their outcome and its appeals.
type Proceedings struct {
	Alleged      []domain.AllegationID // those that name the officer
	DirectedTo   Form                  // by the Director General; "" where nothing was directed
	ReferredTo   Form                  // by the notice of referral; "" before
	ReferredOn   domain.Date           // the day that notice counts as served
	Panel        []PanelMember
	PanelOn      domain.Date // the day their names were notified
	WindowFrom   domain.Date // from which the days of an accelerated hearing are counted
	Objections   map[string]Objection
	RespondedOn  domain.Date
	FirstDay     domain.Date // of the meeting or hearing, as fixed
	Public       bool
	PreHearingOn domain.Date // as fixed
	OpenedAs     Form
	OpenedOn     domain.Date // "" before it began
	WithdrawnTo  Form        // where the case went when the proceedings were withdrawn
	WithdrawnOn  domain.Date
	Findings     map[domain.AllegationID]Finding
	Outcome
	Appeals     map[string]Appeal
	LeftAccused bool // left while gross misconduct was under investigation
	Listed      PoliceList
	ListedOn    domain.Date
	ClosedOn    domain.Date // "" while anything is left to do
	Closed      ClosureReason
}

// Outcome is what followed from the findings, as it holds now: after appeals.
type Outcome struct {
	Action     DisciplinaryAction // "" before
	Months     int
	ToRank     string
	ImposedOn  domain.Date
	ReportedOn domain.Date // the day of the report of whoever conducted the proceedings
	NotifiedOn domain.Date // the day it took effect
	Excluded   []Span      // extended leave, during which a warning does not run, by its days
}

// Span is a number of days, the first and the last of them included.
type Span struct{ From, Until domain.Date }

// Objection is one objection to somebody who is to conduct the proceedings.
type Objection struct {
	To     string
	On     domain.Date
	Upheld bool
	Open   bool // not decided yet
}

// Appeal is one appeal of an officer.
type Appeal struct {
	Kind         AppealKind
	By           Appellant
	LodgedOn     domain.Date
	ReceivedOn   domain.Date // the day the respondent got the notice; "" before
	PapersOn     domain.Date
	DeterminedOn domain.Date // "" while open
	NotifiedOn   domain.Date
	Result       AppealResult
}

// PastSanction is one outcome in an officer's record, of this or another matter. The ledger reads them from the register just before a
// decision that depends on them.
type PastSanction struct {
	Matter domain.MatterID
	Action DisciplinaryAction
	Months int
	ToRank string
	From   domain.Date
	Until  domain.Date // the last day a warning lives, leave excluded; "" for what does not end
	Void   bool        // an appeal took it away
}

// begun says whether the meeting or hearing began.
func (p Proceedings) begun() bool { return p.OpenedOn != "" }

// level is the gravest of the findings; "" before the first.
func (p Proceedings) level() Finding {
	for _, f := range []Finding{FoundGrossMisconduct, FoundMisconduct, FoundNeither} {
		for _, found := range p.Findings {
			if found == f {
				return f
			}
		}
	}
	return ""
}

// unfound returns how many allegations against the officer still want a finding.
func (p Proceedings) unfound() int {
	n := 0
	for _, a := range p.Alleged {
		if _, found := p.Findings[a]; !found {
			n++
		}
	}
	return n
}

// evolveProceedings takes in what happened in proceedings and after them.
func evolveProceedings(s State, e Event) State {
	switch e := e.(type) {
	case AllegationAdded:
		return each(s, e.Officers, func(i *Involvement) { i.Alleged = append(slices.Clip(i.Alleged), e.Allegation) })
	case OfficerLeftForce:
		return change(s, e.Officer, func(i *Involvement) { i.LeftAccused = e.UnderInvestigation })
	case CaseToAnswerDetermined:
		return change(s, e.Officer, func(i *Involvement) { i.Proceedings = i.Proceedings.again() })
	case ProceedingsDirectedByIOPC:
		return change(s, e.Officer, func(i *Involvement) { i.DirectedTo = e.Form })
	case ReInvestigationDirected: // what was directed on the old report goes with it
		return each(s, slices.Sorted(maps.Keys(s.Officers)), func(i *Involvement) {
			if !i.prosecuted() {
				i.DirectedTo = ""
			}
		})
	case ReferralNoticeServed:
		return change(s, e.Officer, func(i *Involvement) { i.Proceedings = i.Proceedings.referred(e) })
	case PanelAppointed:
		return each(s, e.Officers, func(i *Involvement) { i.Proceedings = i.Proceedings.appointed(e) })
	case OfficerResponded:
		return change(s, e.Officer, func(i *Involvement) { i.RespondedOn = e.On })
	case HearingFixed:
		return each(s, e.Officers, func(i *Involvement) { i.FirstDay, i.Public = e.FirstDay, e.Public })
	case PreHearingFixed:
		return each(s, e.Officers, func(i *Involvement) { i.PreHearingOn = e.For })
	case ProceedingsWithdrawn:
		return change(s, e.Officer, func(i *Involvement) { i.WithdrawnTo, i.WithdrawnOn = e.Then, e.On })
	case ProceedingsOpened:
		return each(s, e.Officers, func(i *Involvement) { i.OpenedAs, i.OpenedOn = e.Form, e.On })
	case FindingMade:
		return change(s, e.Officer, func(i *Involvement) { i.Findings = with(i.Findings, e.Allegation, e.Finding) })
	case InvolvementClosed:
		return change(s, e.Officer, func(i *Involvement) { i.ClosedOn, i.Closed = e.On, e.Reason })
	}
	return evolveAppeals(evolveOutcome(evolveObjections(s, e), e), e)
}

// each changes the part of several officers.
func each(s State, officers []domain.OfficerID, f func(*Involvement)) State {
	for _, o := range officers {
		s = change(s, o, f)
	}
	return s
}

// again forgets proceedings that were withdrawn, once the case is determined anew.
func (p Proceedings) again() Proceedings {
	if p.WithdrawnTo == "" {
		return p
	}
	return Proceedings{Alleged: p.Alleged, DirectedTo: p.DirectedTo, LeftAccused: p.LeftAccused, Appeals: p.Appeals, Listed: p.Listed, ListedOn: p.ListedOn}
}

// referred begins proceedings. A notice of another form, before they began, begins them again.
func (p Proceedings) referred(e ReferralNoticeServed) Proceedings {
	p.ReferredTo, p.ReferredOn = e.Form, e.CountsFrom(e.On)
	p.WindowFrom = p.ReferredOn
	p.Panel, p.PanelOn, p.Objections, p.RespondedOn = nil, "", nil, ""
	p.FirstDay, p.Public, p.PreHearingOn = "", false, ""
	return p
}

// appointed takes in the names. Where they take the place of somebody an objection was upheld against, the days of an accelerated hearing
// are counted anew (CR52).
func (p Proceedings) appointed(e PanelAppointed) Proceedings {
	for _, o := range p.Objections {
		if o.Upheld && seated(p.Panel, o.To) && !seated(e.Members, o.To) {
			p.WindowFrom = e.On
		}
	}
	p.Panel, p.PanelOn = e.Members, e.On
	return p
}

func seated(panel []PanelMember, person string) bool {
	return slices.ContainsFunc(panel, func(m PanelMember) bool { return m.Person == person })
}

func evolveObjections(s State, e Event) State {
	switch e := e.(type) {
	case ObjectionMade:
		return change(s, e.Officer, func(i *Involvement) {
			i.Objections = with(i.Objections, e.Objection, Objection{To: e.To, On: e.On, Open: true})
		})
	case ObjectionDecided:
		return change(s, e.Officer, func(i *Involvement) {
			one := i.Objections[e.Objection]
			one.Open, one.Upheld = false, e.Upheld
			i.Objections = with(i.Objections, e.Objection, one)
		})
	}
	return s
}

// evolveOutcome takes in the outcome and the lists.
func evolveOutcome(s State, e Event) State {
	switch e := e.(type) {
	case OutcomeImposed:
		return change(s, e.Officer, func(i *Involvement) { i.Action, i.Months, i.ToRank, i.ImposedOn = e.Action, e.Months, e.ToRank, e.On })
	case OutcomeReportSubmitted:
		return change(s, e.Officer, func(i *Involvement) { i.ReportedOn = e.On })
	case OutcomeNotified:
		return change(s, e.Officer, func(i *Involvement) { i.NotifiedOn = e.CountsFrom(e.On) })
	case LeaveExcluded:
		return change(s, e.Officer, func(i *Involvement) { i.Excluded = append(slices.Clip(i.Excluded), Span{e.From, e.Until}) })
	case ListReported:
		return change(s, e.Officer, func(i *Involvement) { i.Listed, i.ListedOn = e.List, e.On })
	case RemovedFromList:
		return change(s, e.Officer, func(i *Involvement) { i.Listed, i.ListedOn = "", "" })
	}
	return s
}

// evolveAppeals takes in the appeals. One that is heard although the officer's part was closed opens it again.
func evolveAppeals(s State, e Event) State {
	switch e := e.(type) {
	case AppealLodged:
		s = appealed(s, e.Officer, e.Appeal, func(a *Appeal) { *a = Appeal{Kind: e.Kind, By: e.By, LodgedOn: e.On} })
		return change(s, e.Officer, func(i *Involvement) { i.ClosedOn, i.Closed = "", "" })
	case AppealNoticeReceived:
		return appealed(s, e.Officer, e.Appeal, func(a *Appeal) { a.ReceivedOn = e.On })
	case AppealPapersSubmitted:
		return appealed(s, e.Officer, e.Appeal, func(a *Appeal) { a.PapersOn = e.On })
	case AppealDetermined:
		s = appealed(s, e.Officer, e.Appeal, func(a *Appeal) { a.DeterminedOn, a.Result = e.On, e.Result })
		return change(s, e.Officer, func(i *Involvement) { i.replaced(e) })
	case AppealDeterminationNotified:
		return appealed(s, e.Officer, e.Appeal, func(a *Appeal) { a.NotifiedOn = e.On })
	}
	return s
}

// replaced puts what an appeal decided in the place of what it was brought against: an outcome, or the withdrawal of clearance.
func (i *Involvement) replaced(e AppealDetermined) {
	switch {
	case e.Action != "":
		i.Action, i.Months, i.ToRank = e.Action, e.Months, e.ToRank
	case e.Result == Reversed:
		i.Vetting = vettingMaintained
	}
}

func appealed(s State, o domain.OfficerID, id string, f func(*Appeal)) State {
	return change(s, o, func(i *Involvement) {
		one := i.Appeals[id]
		f(&one)
		i.Appeals = with(i.Appeals, id, one)
	})
}
