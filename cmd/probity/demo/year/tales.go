package year

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// complaint is one recorded under Schedule 3: answered with reasons, or under special procedures investigated.
func (t *tale) complaint(special bool) {
	t.receive("A complaint about an officer.")
	t.later(0, 4)
	t.authority(misconduct.Record{Kind: misconduct.Complaint, On: t.day})
	t.name()
	t.allege(ofComplaints, 2, 6)
	t.later(3, 12)
	if special {
		t.keeper(misconduct.ApplySpecialProcedures{Reason: "The first look shows behaviour that may justify proceedings.", DecidedBy: domain.CaseOfficer, On: t.day})
		t.appoint()
		t.discipline(domain.CaseOfficer, domain.AppropriateAuthority)
		return
	}
	t.update()
	t.later(20, 120)
	t.appoint()
	t.later(10, 60)
	t.keeper(misconduct.SubmitReport{By: keeper(t.n), On: t.day})
	t.outcomeTold(misconduct.OutcomeOfHandling)
	t.authority(misconduct.CloseInvolvement{Officer: t.who.id, Reason: misconduct.ClosedNoCase, On: t.day})
	t.review()
	t.later(30, 40)
	t.authority(misconduct.Finalise{Reason: "Answered with reasons.", On: t.day})
}

// update tells the complainant how it goes on, as the law wants every four weeks; now and then nobody does.
func (t *tale) update() {
	if t.chance(85) {
		t.later(14, 26)
		t.keeper(misconduct.UpdateInterestedPersons{Note: "The handling goes on.", On: t.day})
	}
}

func (t *tale) outcomeTold(of misconduct.OutcomeOf) {
	t.later(0, 4)
	t.keeper(misconduct.TellComplainant{Person: t.complainant(), About: of, Text: "What was found, and why.", On: t.day})
}

// review is asked for by few.
func (t *tale) review() {
	if !t.chance(12) {
		return
	}
	body, id := misconduct.ReviewByLocalPolicingBody, t.y.id("review", t.n)
	t.later(5, 25)
	t.keeper(misconduct.RequestReview{Review: id, Person: t.complainant(), SentTo: body, On: t.day})
	t.later(30, 90)
	t.keeper(misconduct.DetermineReview{Review: id, Body: body, Upheld: t.chance(20), Reasons: "As reviewed.", On: t.day})
}

func (t *tale) appoint() {
	t.authority(misconduct.AppointInvestigator{Investigator: keeper(t.n), ConflictNote: "No connection with the officer.", On: t.day})
}

// internal is a conduct matter under Part 3 of the Conduct Regulations.
func (t *tale) internal() {
	t.receive("A colleague reports conduct.")
	t.later(0, 3)
	t.authority(misconduct.Record{Kind: misconduct.InternalMisconduct, On: t.day})
	t.allege(ofConduct, 1, 9)
	t.later(2, 10)
	t.appoint()
	t.discipline(domain.AppropriateAuthority, domain.AppropriateAuthority)
}

// referred is a recordable conduct matter that must go to the IOPC; now and then it goes a day late.
func (t *tale) referred() {
	ground := []misconduct.Ground{[]misconduct.Ground{misconduct.SeriousCorruption, misconduct.AggravatedDiscrimination, misconduct.RelevantOffence,
		misconduct.SeriousSexualOffence}[t.r.IntN(4)]}
	t.receive("A report of serious conduct.")
	t.authority(misconduct.Record{Kind: misconduct.RecordableConductMatter, Grounds: ground, On: t.day})
	t.allege(ofConduct, 1, 2, 9)
	clear := t.day
	t.later(0, 1)
	if t.chance(6) {
		t.later(1, 5)
	}
	t.authority(misconduct.Refer{Mandatory: true, Grounds: ground, CriteriaMetOn: clear, On: t.day})
	t.later(2, 8)
	switch draw := t.r.IntN(100); {
	case draw < 40:
		t.keeper(misconduct.ReferBack{On: t.day, Reason: "The force can deal with it."})
		t.appoint()
		t.discipline(domain.CaseOfficer, domain.AppropriateAuthority)
	case draw < 70:
		t.keeper(misconduct.DetermineMode{Mode: misconduct.OwnBehalf, Reason: "Appropriate, given seriousness and public interest.", On: t.day})
		t.appoint()
		t.discipline(domain.CaseOfficer, domain.AppropriateAuthority)
	default:
		t.keeper(misconduct.DetermineMode{Mode: misconduct.Directed, Reason: "Own behalf was considered; the public interest wants direction.", On: t.day})
		t.appoint()
		t.suspend()
		t.discipline(domain.DirectorGeneral, domain.DirectorGeneral)
	}
}

func (t *tale) suspend() {
	if !t.chance(50) {
		return
	}
	t.suspended = true
	t.authority(misconduct.ConsultIOPCOnSuspension{Officer: t.who.id, View: "No objection.", On: t.day},
		misconduct.ChangeDutyStatus{Officer: t.who.id, Status: misconduct.Suspended, ReasonCode: misconduct.PublicInterest,
			Redeployment: "Work without contact with the public was considered.", On: t.day})
}

// lift brings a suspended officer back where the case ends without dismissal.
func (t *tale) lift() {
	if !t.suspended || t.dismissed {
		return
	}
	reason := misconduct.NotReferred
	if t.proceeded {
		reason = misconduct.ProceedingsConcluded
	}
	t.authority(misconduct.ConsultIOPCOnSuspension{Officer: t.who.id, View: "No objection.", On: t.day},
		misconduct.ChangeDutyStatus{Officer: t.who.id, Status: misconduct.Normal, ReasonCode: reason, On: t.day})
}
