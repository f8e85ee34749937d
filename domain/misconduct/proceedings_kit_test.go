package misconduct_test

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const charged1 = domain.AllegationID("a-1")

// noon is a time at which everything that happened until a day can be entered.
func noon(d domain.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour)
}

func routed(o domain.OfficerID, finding misconduct.CaseToAnswer, route misconduct.Form) misconduct.CaseToAnswerDetermined {
	return misconduct.CaseToAnswerDetermined{Decision: "d-" + string(o), Officer: o, Finding: finding, Route: route, DecidedBy: domain.DirectorGeneral, On: "2025-12-01"}
}

func referralNotice(f misconduct.Form, change ...func(*misconduct.ServeReferralNotice)) misconduct.ServeReferralNotice {
	return with(misconduct.ServeReferralNotice{Officer: thorne, Form: f, Documents: []string{"report"}, On: "2025-12-08"}, change...)
}

func proceedAs(f misconduct.Form, o domain.OfficerID, day domain.Date) misconduct.ReferralNoticeServed {
	return misconduct.ReferralNoticeServed{Officer: o, Form: f, Documents: []string{"report"}, Service: misconduct.Service{Method: misconduct.InPerson}, Dated: on(day)}
}

func inspector() misconduct.PanelMember {
	return misconduct.PanelMember{Person: "Inspector Voss", Actor: "voss", Capacity: misconduct.ConductsMeeting, Rank: "INSPECTOR", Standing: misconduct.HigherRank}
}

func chair(change ...func(*misconduct.PanelMember)) misconduct.PanelMember {
	return with(misconduct.PanelMember{Person: "Commander Iqbal", Actor: "iqbal", Capacity: misconduct.Chair, Rank: "COMMANDER", Standing: misconduct.ChiefOfficer}, change...)
}

func member(name string, c misconduct.PanelCapacity) misconduct.PanelMember {
	return misconduct.PanelMember{Person: name, Capacity: c}
}

func hearingPanel(change ...func(*misconduct.PanelMember)) []misconduct.PanelMember {
	return []misconduct.PanelMember{chair(change...), member("Ms Hale", misconduct.IndependentMember), member("Mr Oduya", misconduct.IndependentMember),
		member("Ms Penrose", misconduct.Adviser)}
}

func acceleratedPanel(change ...func(*misconduct.PanelMember)) []misconduct.PanelMember {
	m := chair(change...)
	m.Capacity = misconduct.ConductsAccelerated
	return []misconduct.PanelMember{m}
}

func appoint(f misconduct.Form, members []misconduct.PanelMember, change ...func(*misconduct.AppointPanel)) misconduct.AppointPanel {
	return with(misconduct.AppointPanel{Officers: []domain.OfficerID{thorne}, Form: f, Members: members, On: "2025-12-08"}, change...)
}

func seated(f misconduct.Form, members []misconduct.PanelMember, day domain.Date, officers ...domain.OfficerID) misconduct.PanelAppointed {
	return misconduct.PanelAppointed{Officers: officers, Form: f, Members: members, Dated: on(day)}
}

func find(f misconduct.Finding, change ...func(*misconduct.MakeFinding)) misconduct.MakeFinding {
	return with(misconduct.MakeFinding{Officer: thorne, Allegation: charged1, Finding: f, Basis: misconduct.Proved, Reasons: "the messages speak for themselves",
		On: "2026-03-03"}, change...)
}

func foundFor(o domain.OfficerID, f misconduct.Finding) misconduct.FindingMade {
	return misconduct.FindingMade{Officer: o, Allegation: charged1, Finding: f, Basis: misconduct.Proved, Reasons: "the messages speak for themselves", Dated: on("2026-03-03")}
}

func weighed() misconduct.Seriousness {
	return misconduct.Seriousness{Culpability: "deliberate", Harm: "to confidence", Aggravating: "went on for months", Mitigating: "an early admission"}
}

func impose(a misconduct.DisciplinaryAction, change ...func(*misconduct.ImposeOutcome)) misconduct.ImposeOutcome {
	return with(misconduct.ImposeOutcome{Officer: thorne, Action: a, Seriousness: weighed(), Reasons: "public confidence", On: "2026-03-04"}, change...)
}

func imposed(o domain.OfficerID, a misconduct.DisciplinaryAction, months int, day domain.Date) misconduct.OutcomeImposed {
	return misconduct.OutcomeImposed{Officer: o, Action: a, Months: months, Seriousness: weighed(), Reasons: "public confidence", Dated: on(day)}
}

func notified(o domain.OfficerID, day domain.Date) misconduct.OutcomeNotified {
	return misconduct.OutcomeNotified{Officer: o, Service: misconduct.Service{Method: misconduct.InPerson}, Dated: on(day)}
}

func lodge(k misconduct.AppealKind, day domain.Date, change ...func(*misconduct.LodgeAppeal)) misconduct.LodgeAppeal {
	return with(misconduct.LodgeAppeal{Officer: thorne, Appeal: "ap-1", Kind: k, Grounds: []misconduct.AppealGround{misconduct.Unreasonable},
		Text: "too harsh", On: day}, change...)
}

func lodged(k misconduct.AppealKind, day domain.Date) misconduct.AppealLodged {
	return misconduct.AppealLodged{Officer: thorne, Appeal: "ap-1", Kind: k, Grounds: []misconduct.AppealGround{misconduct.Unreasonable}, Text: "too harsh",
		InTime: true, Dated: on(day)}
}

func result(r misconduct.AppealResult, change ...func(*misconduct.DetermineAppeal)) misconduct.DetermineAppeal {
	return with(misconduct.DetermineAppeal{Officer: thorne, Appeal: "ap-1", Result: r, DecidedBy: "CHIEF_INSPECTOR", Reasons: "on the grounds stated", On: "2026-03-10"}, change...)
}

func specialConditions(day domain.Date) misconduct.SpecialConditionsDetermined {
	return misconduct.SpecialConditionsDetermined{Officer: thorne, Met: true, SufficientEvidence: true, PublicInterest: true, Certifier: "certifier",
		DecidedBy: domain.AppropriateAuthority, Reasons: "written evidence", Dated: on(day)}
}

func leaving(underInvestigation bool, day domain.Date) misconduct.OfficerLeftForce {
	return misconduct.OfficerLeftForce{Officer: thorne, How: misconduct.Resigned, UnderInvestigation: underInvestigation, Dated: on(day)}
}

var convicted = []misconduct.Event{
	misconduct.CriminalStrandOpened{Officer: thorne, Offence: "misconduct in public office", Indictable: true, IndictableOnly: true, On: "2025-06-09"},
	misconduct.CriminalStrandConcluded{Officer: thorne, Offence: "misconduct in public office", Outcome: "CONVICTED", On: "2025-11-20"},
}

// The histories grow one out of the other: a case to answer, told of proceedings, with a panel, a day, begun, found, decided, told of it.
var (
	filedAll    = after(reportIn, filed("report", misconduct.DocReport, ""), filed("account", misconduct.DocReflectiveText, calloway))
	toHearing   = after(filedAll, routed(thorne, misconduct.CaseForGrossMisconduct, misconduct.Hearing))
	hearingTold = after(toHearing, proceedAs(misconduct.Hearing, thorne, "2025-12-08"))
	hearingSet  = after(hearingTold, seated(misconduct.Hearing, hearingPanel(), "2025-12-08", thorne))
	hearingDay  = after(hearingSet, misconduct.HearingFixed{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, FirstDay: "2026-03-02",
		LastDay: "2026-03-04", Venue: "Northmoor", Public: true, Dated: on("2026-01-12")})
	heard       = after(hearingDay, misconduct.ProceedingsOpened{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, Dated: on("2026-03-02")})
	hearingGone = after(heard, foundFor(thorne, misconduct.FoundGrossMisconduct), imposed(thorne, misconduct.Dismissal, 0, "2026-03-04"))
	dismissed   = after(hearingGone, notified(thorne, "2026-03-09"))

	toMeeting   = after(filedAll, assessed(thorne, misconduct.Misconduct, misconduct.Meeting), noticed(thorne, misconduct.Misconduct, misconduct.Meeting), routed(thorne, misconduct.CaseForMisconduct, misconduct.Meeting))
	meetingTold = after(toMeeting, proceedAs(misconduct.Meeting, thorne, "2025-12-08"))
	meetingSet  = after(meetingTold, seated(misconduct.Meeting, []misconduct.PanelMember{inspector()}, "2025-12-08", thorne))
	meetingDay  = after(meetingSet, misconduct.HearingFixed{Officers: []domain.OfficerID{thorne}, Form: misconduct.Meeting, FirstDay: "2025-12-18", Venue: "Northmoor", Dated: on("2025-12-09")})
	met         = after(meetingDay, misconduct.ProceedingsOpened{Officers: []domain.OfficerID{thorne}, Form: misconduct.Meeting, Dated: on("2025-12-18")})
	meetingGone = after(met, foundFor(thorne, misconduct.FoundMisconduct), imposed(thorne, misconduct.WrittenWarning, 18, "2025-12-18"))
	warned      = after(meetingGone, notified(thorne, "2025-12-23"))

	toAccelerated   = after(filedAll, specialConditions("2025-12-01"))
	acceleratedTold = after(toAccelerated, proceedAs(misconduct.AcceleratedHearing, thorne, "2025-12-08"))
	acceleratedSet  = after(acceleratedTold, seated(misconduct.AcceleratedHearing, acceleratedPanel(), "2025-12-08", thorne))
	acceleratedDay  = after(acceleratedSet, misconduct.HearingFixed{Officers: []domain.OfficerID{thorne}, Form: misconduct.AcceleratedHearing, FirstDay: "2025-12-22",
		Venue: "Northmoor", Dated: on("2025-12-09")})
	summary = after(acceleratedDay, misconduct.ProceedingsOpened{Officers: []domain.OfficerID{thorne}, Form: misconduct.AcceleratedHearing, Dated: on("2025-12-22")})
)
