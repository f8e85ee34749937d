package misconduct

import (
	"maps"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// State holds what later decisions in one matter need to know, and nothing more. The zero State is the beginning.
type State struct {
	Exists            bool
	Reference         string
	Force             string
	CameToAttentionOn domain.Date
	Regime            string
	Kind              MatterKind
	RecordedOn        domain.Date
	Grounds           []Ground // on which it was recorded
	Referred          bool     // ever referred or called in; stays true when the matter came back
	ReferredOn        domain.Date
	ReferredBack      bool // the latest referral came back without a mode of investigation
	Mode              Mode // "" until the Director General chose
	Investigator      domain.ActorID
	ReportOn          domain.Date // "" until the investigator's report is in
	Officers          map[domain.OfficerID]Involvement
	Allegations       map[domain.AllegationID]bool
	Exhibits          map[domain.ExhibitRef]Exhibit
	Strands           []CriminalStrand // open ones only
	Decisions         map[string]bool  // ids in use
	Linked            map[domain.MatterID]bool
	Clocks            Clocks // the statutory periods
	Procedure
}

// Involvement is one officer's part in the matter. Nearly every decision is made per officer.
type Involvement struct {
	RankAtConduct string
	SubjectKind   string
	IdentifiedOn  domain.Date
	Allegations   int // how many allegations name the officer
	Severity      Severity
	LikelyForm    Form
	AssessedOn    domain.Date
	Notice        Severity // the severity the latest written notice stated; "" before the first
	NoticeForm    Form
	Duty          DutyStatus // "" counts as normal
	DutyOral      bool       // suspended orally, written confirmation outstanding
	DutyOn        domain.Date
	Conditions    []string
	Restrictions  []Restriction
	Finding       CaseToAnswer // "" until determined
	Route         Form
	Conduct
	Proceedings
}

// Exhibit is one entry of the matter's exhibit register.
type Exhibit struct {
	Device      domain.DeviceID
	Extraction  domain.ExtractionID
	DerivedFrom domain.ExhibitRef
	Description string
}

// CriminalStrand is an open suspicion of a crime against one officer.
type CriminalStrand struct {
	Officer    domain.OfficerID
	Offence    string
	Indictable bool
	OpenedOn   domain.Date
}

// Strand says whether any criminal strand is open, and whether one of the open offences is indictable.
func (s State) Strand() (open, indictable bool) {
	for _, c := range s.Strands {
		open, indictable = true, indictable || c.Indictable
	}
	return open, indictable
}

// Evolve never fails and never judges: the event has already happened. It does not change the State it is given.
func Evolve(s State, e Event) State {
	s.Clocks = s.Clocks.Evolve(e)
	switch e := e.(type) {
	case MatterReceived:
		s.Exists, s.Reference, s.Force = true, e.Reference, e.Force
		s.CameToAttentionOn, s.Regime = e.CameToAttentionOn, e.RegimeVersion
	case MatterRecorded:
		s.Kind, s.Grounds, s.RecordedOn = e.Kind, e.Grounds, e.On
	case MatterReferredToIOPC:
		s.Referred, s.ReferredBack, s.ReferredOn = true, false, e.On
	case MatterReferredBack:
		s.ReferredBack = true
	case ModeOfInvestigationDetermined:
		s.Mode = e.Mode
	case InvestigatorAppointed:
		s.Investigator = e.Investigator
	case InvestigationReportSubmitted:
		s.ReportOn = e.On
	case ExhibitRegistered:
		s.Exhibits = with(s.Exhibits, e.Exhibit,
			Exhibit{Device: e.Device, Extraction: e.Extraction, DerivedFrom: e.DerivedFrom, Description: e.Description})
	case MattersLinked:
		s.Linked = with(s.Linked, e.Other, true)
	case DecisionRecorded:
		s.Decisions = with(s.Decisions, e.Decision, true)
	case CriminalStrandOpened:
		s.Strands = append(slices.Clip(s.Strands),
			CriminalStrand{Officer: e.Officer, Offence: e.Offence, Indictable: e.Indictable, OpenedOn: e.On})
	case CriminalStrandConcluded:
		s.Strands = without(s.Strands, e)
	default:
		s = evolveOfficers(s, e)
	}
	return evolveProceedings(evolveConduct(evolveProcedure(evolveDocuments(s, e), e), e), e)
}

// evolveOfficers is the part of Evolve about the officers concerned.
func evolveOfficers(s State, e Event) State {
	switch e := e.(type) {
	case OfficerConcernedIdentified:
		s.Officers = with(s.Officers, e.Officer,
			Involvement{RankAtConduct: e.RankAtConduct, SubjectKind: e.SubjectKind, IdentifiedOn: e.On})
	case AllegationAdded:
		s.Allegations = with(s.Allegations, e.Allegation, true)
		for _, o := range e.Officers {
			s = change(s, o, func(i *Involvement) { i.Allegations++ })
		}
	case SeverityAssessed:
		s = change(s, e.Officer, func(i *Involvement) { i.Severity, i.LikelyForm, i.AssessedOn = e.Severity, e.LikelyForm, e.On })
	case WrittenNoticeServed:
		s = change(s, e.Officer, func(i *Involvement) { i.Notice, i.NoticeForm = e.Severity, e.LikelyForm })
	case CaseToAnswerDetermined:
		s = change(s, e.Officer, func(i *Involvement) { i.Finding, i.Route = e.Finding, e.Route })
	}
	return s
}

// Decide answers a command with the events it causes, or says why not. It reads no clock.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) {
	if err := s.admits(c); err != nil {
		return nil, err
	}
	return c.decide(s, env)
}

func with[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	next := make(map[K]V, len(m)+1)
	maps.Copy(next, m)
	next[k] = v
	return next
}

func change(s State, o domain.OfficerID, f func(*Involvement)) State {
	i := s.Officers[o]
	f(&i)
	s.Officers = with(s.Officers, o, i)
	return s
}

func without(open []CriminalStrand, e CriminalStrandConcluded) []CriminalStrand {
	return slices.DeleteFunc(slices.Clone(open), func(c CriminalStrand) bool {
		return c.Officer == e.Officer && c.Offence == e.Offence
	})
}

func dropped[K comparable, V any](m map[K]V, k K) map[K]V {
	next := maps.Clone(m)
	delete(next, k)
	return next
}
