package misconduct

import "github.com/probity-ledger/probity/domain"

// Procedure is what later decisions need to know of the matter as a whole, beyond how it was recorded and referred.
type Procedure struct {
	Summary           string // as it now is; sensitive, as the two below
	Operation         string
	ReportedBy        string
	NotRecorded       bool
	OutsideSchedule3  bool
	SpecialProcedures bool
	CrimeSuspected    bool // a criminal strand was opened, whatever became of it
	TermsSet          bool // terms of reference of the investigation
	Suspended         bool // the investigation rests
	SuspendedOn       domain.Date
	Withdrawn         bool // the complainant withdrew, and the matter does not go on
	Discontinued      bool
	FinalisedOn       domain.Date // "" while anything is left to do
	Persons           map[string]Capacity
	WithdrawnBy       map[string]domain.Date // complainants who withdrew, until it is decided what becomes of the complaint
	Told              map[string]Told        // the latest outcome each person was told
	Reviews           map[string]Review
	Documents         map[string]Document
	ViewsSoughtOn     domain.Date
	ViewsGivenOn      domain.Date
	ReInvestigations  int
	Alleged           map[domain.AllegationID]Alleged
	Combined          map[domain.MatterID]bool // investigated together with; true where this matter leads
	Reopened          map[domain.MatterID]bool // goes on as
}

// Told is an outcome that a complainant or interested person was told of.
type Told struct {
	About OutcomeOf
	On    domain.Date
	Body  ReviewBody // of whom a review may be asked
}

// Review is one application for a review.
type Review struct {
	Person       string
	With         ReviewBody
	RequestedOn  domain.Date
	ToldOn       domain.Date // the day of the outcome it is about
	DeterminedOn domain.Date // "" while open
	Upheld       bool
}

// Alleged is what of an allegation can be corrected, as it now is.
type Alleged struct {
	Standards              []int
	CodeSet                string
	Category, SubCategory  string
	ConductFrom, ConductTo domain.Date
	Text                   string // sensitive
}

// evolveProcedure takes in what happened to the matter as a whole.
func evolveProcedure(s State, e Event) State {
	switch e := e.(type) {
	case MatterReceived:
		s.Summary, s.Operation, s.ReportedBy = e.Summary, e.Operation, e.ReportedBy
	case MatterNotRecorded:
		s.NotRecorded = true
	case ComplaintHandledOutsideSchedule3:
		s.OutsideSchedule3 = true
	case MatterRecorded, MatterReferredToIOPC:
		s.NotRecorded, s.OutsideSchedule3 = false, false
	case MatterCalledInByIOPC:
		s.NotRecorded, s.OutsideSchedule3 = false, false
		s.Referred, s.ReferredBack, s.ReferredOn = true, false, e.On
	case AllegationAdded:
		s.Alleged = with(s.Alleged, e.Allegation, Alleged{e.Standards, e.CodeSet, e.Category, e.SubCategory, e.ConductFrom, e.ConductTo, e.Text})
	case MatterCorrected:
		s = s.corrected(e)
	case AllegationCorrected:
		s.Alleged = with(s.Alleged, e.Allegation, Alleged{e.Standards, e.CodeSet, e.Category, e.SubCategory, e.ConductFrom, e.ConductTo, e.Text})
	case MatterReopened:
		s.Reopened = with(s.Reopened, e.As, true)
	case MatterDiscontinued:
		s.Discontinued = true
	case MatterFinalised:
		s.FinalisedOn = e.On
	case AppealLodged:
		s.FinalisedOn = ""
	case CriminalStrandOpened:
		s.CrimeSuspected = true
	default:
		s = evolvePersons(evolveInvestigation(s, e), e)
	}
	return s
}

// corrected takes in the value that was right all along.
func (s State) corrected(e MatterCorrected) State {
	switch e.Field {
	case FieldSummary:
		s.Summary = e.Is
	case FieldOperation:
		s.Operation = e.Is
	case FieldReportedBy:
		s.ReportedBy = e.Is
	case FieldCameToAttentionOn:
		s.CameToAttentionOn, s.Regime = domain.Date(e.Is), e.Regime
	}
	return s
}

// evolveInvestigation takes in how the investigation as a whole goes.
func evolveInvestigation(s State, e Event) State {
	switch e := e.(type) {
	case TermsOfReferenceSet:
		s.TermsSet = true
	case SpecialProceduresApplied:
		s.SpecialProcedures = true
	case InvestigationsCombined:
		s.Combined = with(s.Combined, e.With, e.Leads)
	case InvestigationSplit:
		s.Combined = dropped(s.Combined, e.From)
	case InvestigationSuspended:
		s.Suspended, s.SuspendedOn = true, e.On
	case InvestigationResumed:
		s.Suspended, s.SuspendedOn = false, ""
	case AuthorityViewsSought:
		s.ViewsSoughtOn, s.ViewsGivenOn = e.On, ""
	case AuthorityViewsGiven:
		s.ViewsGivenOn = e.On
	case ReInvestigationDirected:
		s = s.again(e)
	}
	return s
}

// again begins the investigation anew: its report, its investigator and what was determined on the report are gone, but not what
// proceedings were brought for.
func (s State) again(e ReInvestigationDirected) State {
	s.Mode, s.Referred, s.ReferredBack = e.Mode, true, false
	s.Investigator, s.TermsSet, s.ReportOn, s.ViewsSoughtOn, s.ViewsGivenOn = "", false, "", "", ""
	s.Suspended, s.SuspendedOn, s.FinalisedOn, s.Withdrawn = false, "", "", false
	s.ReInvestigations++
	for o, i := range s.Officers {
		if i.Finding != "" && !i.prosecuted() {
			s = change(s, o, func(i *Involvement) {
				i.Finding, i.Route, i.Elsewhere, i.Certified, i.ClosedOn, i.Closed = "", "", "", false, "", ""
			})
		}
	}
	return s
}

// prosecuted says whether proceedings were brought against the officer and not withdrawn.
func (i Involvement) prosecuted() bool { return i.ReferredOn != "" && i.WithdrawnTo == "" }

// evolvePersons takes in what complainants and interested persons were told and did.
func evolvePersons(s State, e Event) State {
	switch e := e.(type) {
	case InterestedPersonNamed:
		s.Persons = with(s.Persons, e.Person, e.Capacity)
	case ComplaintWithdrawn:
		s.WithdrawnBy = with(s.WithdrawnBy, e.Person, e.On)
	case WithdrawalDecided:
		s.Withdrawn, s.WithdrawnBy = !e.Continue, nil
	case OutcomeToldToComplainant:
		s.Told = with(s.Told, e.Person, Told{About: e.About, On: e.On, Body: e.ReviewBody})
	case ReviewRequested:
		s.FinalisedOn = ""
		s.Reviews = with(s.Reviews, e.Review, Review{Person: e.Person, With: e.SentTo, RequestedOn: e.On, ToldOn: s.Told[e.Person].On})
	case ReviewForwarded:
		s = s.reviewed(e.Review, func(r *Review) { r.With = e.To })
	case ReviewDetermined:
		s = s.reviewed(e.Review, func(r *Review) { r.With, r.DeterminedOn, r.Upheld = e.Body, e.On, e.Upheld })
	}
	return s
}

func (s State) reviewed(id string, f func(*Review)) State {
	r := s.Reviews[id]
	f(&r)
	s.Reviews = with(s.Reviews, id, r)
	return s
}
