package main

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

// capacity is the capacity in which somebody can be assigned; who has none is assigned as a case officer, so that it is the role in which
// they sign in that counts.
func capacity(role domain.Role) domain.Role {
	if slices.Contains([]domain.Role{domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AntiCorruption, domain.PSDSupervisor}, role) {
		return role
	}
	return domain.CaseOfficer
}

func (w *world) assign(m *matter, until time.Time) {
	for _, p := range w.players {
		w.grant(m, domain.PSDSupervisor, caseaccess.Assign{Actor: p.who.Actor, Capacity: capacity(p.who.Role), Until: until, Reason: m.marker + " task"})
	}
}

func (w *world) actors() (all []domain.ActorID) {
	for _, p := range w.players {
		all = append(all, p.who.Actor)
	}
	return all
}

func (w *world) assignAll(m *matter) {
	w.assign(m, time.Time{})
	m.facts.Assigned = append(m.facts.Assigned, w.actors()...)
}

// assignForAWhile: the clock is put forward by more than an hour once the story is told.
func (w *world) assignForAWhile(m *matter) { w.assign(m, w.now().Add(time.Hour)) }

func (w *world) endAll(m *matter) {
	w.assign(m, time.Time{})
	for _, p := range w.players {
		w.grant(m, domain.PSDSupervisor, caseaccess.EndAssignment{Actor: p.who.Actor, Reason: m.marker + " done"})
	}
}

// exceptAll: every player who may breaks the glass for themselves.
func (w *world) exceptAll(m *matter) {
	for _, p := range w.players {
		if !(access.Rules{}).Command(p.who, "caseaccess.OpenException", m.facts).Allowed {
			continue
		}
		w.done(func(id string) (ledger.Receipt, error) {
			return w.s.ledger.CaseAccess(access.With(w.t.Context(), p.who), id, m.id, caseaccess.OpenException{Exception: uuid.NewString(),
				Reason: m.marker + " needed for the arrest tonight", Until: w.now().Add(20 * time.Hour)})
		})
		m.facts.Excepted = append(m.facts.Excepted, p.who.Actor)
	}
}

func (w *world) conflictAll(m *matter) {
	w.assignAll(m)
	for _, p := range w.players {
		w.grant(m, domain.PSDSupervisor, caseaccess.DeclareConflict{Actor: p.who.Actor, Interest: m.marker + " cousin"})
		m.facts.Conflicted = append(m.facts.Conflicted, p.who.Actor)
	}
}

func (w *world) concernAll(m *matter) {
	w.assignAll(m)
	for _, p := range w.players {
		w.about(m, domain.CaseOfficer, misconduct.IdentifyOfficer{Officer: p.who.Officer, RankAtConduct: "PC", SubjectKind: string(officer.PoliceOfficer), On: "2025-06-04"})
		m.facts.Concerned = append(m.facts.Concerned, p.who.Officer)
	}
}

// linkToConcerned: the matter in which all players are concerned comes before.
func (w *world) linkToConcerned(m *matter) {
	w.assignAll(m)
	o := w.matters[slices.IndexFunc(w.matters, func(m *matter) bool { return m.name == "concerned" })]
	w.about(m, domain.PSDSupervisor, misconduct.LinkMatters{Other: o.id, Reason: m.marker + " same group chat"})
	m.facts.Linked = append(m.facts.Linked, o.facts.Concerned...)
	o.facts.Linked = append(o.facts.Linked, m.facts.Concerned...)
}

// withhold keeps the name of whoever reported the matter from all but the supervisor who builds it.
func (w *world) withhold(m *matter) {
	w.assignAll(m)
	cleared, agrees, proposal := builder(domain.PSDSupervisor, home).Actor, builder(domain.AntiCorruption, home), uuid.NewString()
	w.grant(m, domain.PSDSupervisor, caseaccess.Assign{Actor: agrees.Actor, Capacity: agrees.Role, Reason: m.marker + " agrees"})
	w.grant(m, domain.AppropriateAuthority, caseaccess.ProposeClearance{Proposal: proposal, Actor: cleared, For: caseaccess.Identities, Reason: m.marker + " speaks to them"})
	w.grant(m, agrees.Role, caseaccess.GiveClearance{Proposal: proposal})
	w.grant(m, domain.AppropriateAuthority, caseaccess.SuppressName{Suppression: uuid.NewString(), Kind: caseaccess.WhistleBlower,
		Scope: caseaccess.FromReaders, OrderedBy: m.marker + " head of unit"})
	m.facts.Suppressed, m.facts.Identities = true, []domain.ActorID{cleared}
}

// clear gives somebody a clearance; the supervisor proposes, the appropriate authority agrees.
func (w *world) clear(m *matter, who domain.ActorID, what caseaccess.Clearance) {
	id := uuid.NewString()
	w.grant(m, domain.PSDSupervisor, caseaccess.ProposeClearance{Proposal: id, Actor: who, For: what, Reason: m.marker + " strand"})
	w.grant(m, domain.AppropriateAuthority, caseaccess.GiveClearance{Proposal: id})
}

func (w *world) restrict(m *matter) {
	w.clear(m, builder(domain.AntiCorruption, home).Actor, caseaccess.Compartment)
	w.grant(m, domain.PSDSupervisor, caseaccess.Restrict{Reason: m.marker + " covert"})
	m.facts.Restricted = true
	m.facts.Cleared = append(m.facts.Cleared, builder(domain.AntiCorruption, home).Actor, builder(domain.PSDSupervisor, home).Actor)
}

func (w *world) restrictAssigned(m *matter) {
	w.assignAll(m)
	w.restrict(m)
}

func (w *world) restrictCleared(m *matter) {
	w.assignAll(m)
	w.clearOnly(m)
}

func (w *world) clearOnly(m *matter) {
	for _, p := range w.players {
		w.clear(m, p.who.Actor, caseaccess.Compartment)
		m.facts.Cleared = append(m.facts.Cleared, p.who.Actor)
	}
	w.restrict(m)
}

func (w *world) refer(m *matter) {
	w.about(m, domain.AppropriateAuthority, misconduct.Refer{Mandatory: true, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination},
		CriteriaMetOn: "2025-06-03", On: "2025-06-04"})
	w.about(m, domain.AppropriateAuthority, misconduct.DetermineMode{Mode: misconduct.Directed, On: "2025-06-06", Reason: m.marker + " mode"})
	m.facts.Referred = true
	w.investigate(m)
}

func (w *world) referRestricted(m *matter) {
	w.refer(m)
	w.restrict(m)
}

func (w *world) request(m *matter) {
	w.grant(m, domain.AppropriateAuthority, caseaccess.RequestInformation{Request: uuid.NewString(), Basis: caseaccess.InformationDemand, Reference: m.marker + " demand", Reason: m.marker + " review"})
	m.facts.Requested = true
}

// investigate takes a matter to a determination, so that there is something of every kind to read.
func (w *world) investigate(m *matter) {
	investigator := builder(domain.CaseOfficer, m.force).Actor
	w.about(m, domain.AppropriateAuthority, misconduct.AppointInvestigator{Investigator: investigator, ConflictNote: m.marker + " no interest", On: "2025-06-06"})
	w.about(m, domain.AppropriateAuthority, misconduct.ConsultIOPCOnSuspension{Officer: m.officer, View: m.marker + " no objection", On: "2025-06-06"})
	w.about(m, domain.AppropriateAuthority, misconduct.ChangeDutyStatus{Officer: m.officer, Status: misconduct.Suspended, ReasonCode: misconduct.PublicInterest,
		Redeployment: m.marker + " redeployment", On: "2025-06-06"})
	w.about(m, domain.AppropriateAuthority, misconduct.ReviewSuspension{Officer: m.officer, ConditionsMet: true, Reason: m.marker + " still met", On: "2025-06-20"})
	w.about(m, domain.AppropriateAuthority, misconduct.AssessSeverity{Officer: m.officer, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing,
		DecidedBy: domain.DirectorGeneral, Reason: m.marker + " grave", On: "2025-06-12"})
	w.about(m, domain.CaseOfficer, misconduct.ServeNotice{Officer: m.officer, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"})
	w.about(m, domain.CaseOfficer, misconduct.RecordDecision{Decision: uuid.NewString(), Subject: "POLICY", Text: m.marker + " decision on messages",
		Reasons: m.marker + " reasons", DecidedBy: domain.CaseOfficer, On: "2025-07-20", Evidence: []misconduct.Citation{{Note: m.marker + " cited", Message: &m.place}}})
	w.about(m, domain.CaseOfficer, misconduct.SubmitReport{By: investigator, On: "2025-10-10"})
}
