package papers

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// facts is what letters say of a matter, folded out of its events.
type facts struct {
	state       misconduct.State
	received    misconduct.MatterReceived
	allegations []misconduct.AllegationAdded // as corrected, in order
	persons     map[string]misconduct.InterestedPersonNamed
	terms       misconduct.TermsOfReferenceSet
	documents   map[string]misconduct.DocumentRecorded
	officers    map[domain.OfficerID]*course
}

// course is what letters say of one officer, by the latest event of each kind.
type course struct {
	severity   misconduct.SeverityAssessed
	duty       misconduct.DutyStatusChanged
	review     misconduct.SuspensionReviewed
	determined misconduct.CaseToAnswerDetermined
	conditions misconduct.SpecialConditionsDetermined
	panel      misconduct.PanelAppointed
	hearing    misconduct.HearingFixed
	findings   []misconduct.FindingMade
	outcome    misconduct.OutcomeImposed
	notified   misconduct.OutcomeNotified
	left       misconduct.OfficerLeftForce
	restricted []misconduct.ReportingRestricted
}

func newFacts() *facts {
	return &facts{persons: map[string]misconduct.InterestedPersonNamed{}, documents: map[string]misconduct.DocumentRecorded{},
		officers: map[domain.OfficerID]*course{}}
}

// take folds one event in. It never fails: the event has happened.
func (f *facts) take(e misconduct.Event) {
	f.state = misconduct.Evolve(f.state, e)
	switch e := e.(type) {
	case misconduct.MatterReceived:
		f.received = e
	case misconduct.MatterCorrected:
		f.correct(e)
	case misconduct.AllegationAdded:
		f.allegations = append(f.allegations, e)
	case misconduct.AllegationCorrected:
		f.correctAllegation(e)
	case misconduct.InterestedPersonNamed:
		f.persons[e.Person] = e
	case misconduct.TermsOfReferenceSet:
		f.terms = e
	case misconduct.DocumentRecorded:
		f.documents[e.Document] = e
	default:
		f.takeOfOfficer(e)
	}
}

func (f *facts) correct(e misconduct.MatterCorrected) {
	switch e.Field {
	case misconduct.FieldSummary:
		f.received.Summary = e.Is
	case misconduct.FieldOperation:
		f.received.Operation = e.Is
	case misconduct.FieldCameToAttentionOn:
		f.received.CameToAttentionOn = domain.Date(e.Is)
	}
}

func (f *facts) correctAllegation(e misconduct.AllegationCorrected) {
	for i, a := range f.allegations {
		if a.Allegation == e.Allegation {
			a.Standards, a.CodeSet, a.Category, a.SubCategory = e.Standards, e.CodeSet, e.Category, e.SubCategory
			a.ConductFrom, a.ConductTo, a.Text = e.ConductFrom, e.ConductTo, e.Text
			f.allegations[i] = a
		}
	}
}

func (f *facts) takeOfOfficer(e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.SeverityAssessed:
		f.of(e.Officer).severity = e
	case misconduct.DutyStatusChanged:
		f.of(e.Officer).duty = e
	case misconduct.SuspensionReviewed:
		f.of(e.Officer).review = e
	case misconduct.CaseToAnswerDetermined:
		f.of(e.Officer).determined = e
	case misconduct.SpecialConditionsDetermined:
		f.of(e.Officer).conditions = e
	case misconduct.OfficerLeftForce:
		f.of(e.Officer).left = e
	case misconduct.OutcomeImposed:
		f.of(e.Officer).outcome = e
	case misconduct.OutcomeNotified:
		f.of(e.Officer).notified = e
	case misconduct.FindingMade:
		f.of(e.Officer).find(e)
	default:
		f.takeOfSeveral(e)
	}
}

func (f *facts) takeOfSeveral(e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.PanelAppointed:
		for _, o := range e.Officers {
			f.of(o).panel = e
		}
	case misconduct.HearingFixed:
		for _, o := range e.Officers {
			f.of(o).hearing = e
		}
	case misconduct.ReportingRestricted:
		for _, o := range e.Officers {
			f.of(o).restricted = append(f.of(o).restricted, e)
		}
	}
}

// of returns the course of an officer, empty before anything happened.
func (f *facts) of(o domain.OfficerID) *course {
	if f.officers[o] == nil {
		f.officers[o] = &course{}
	}
	return f.officers[o]
}

// find keeps the latest finding on each allegation, in the order they were first made.
func (c *course) find(e misconduct.FindingMade) {
	i := slices.IndexFunc(c.findings, func(f misconduct.FindingMade) bool { return f.Allegation == e.Allegation })
	if i < 0 {
		c.findings = append(c.findings, e)
		return
	}
	c.findings[i] = e
}

// against returns the allegations that name an officer; all where none is meant.
func (f *facts) against(o domain.OfficerID) []misconduct.AllegationAdded {
	var out []misconduct.AllegationAdded
	for _, a := range f.allegations {
		if o == "" || slices.Contains(a.Officers, o) {
			out = append(out, a)
		}
	}
	return out
}

// part3 says that the matter is handled under Part 3 of the Conduct Regulations and not under Schedule 3.
func (f *facts) part3() bool {
	k := f.state.Kind
	return (k == misconduct.ConductMatter || k == misconduct.InternalMisconduct) && !f.state.Referred && f.state.Mode == ""
}
