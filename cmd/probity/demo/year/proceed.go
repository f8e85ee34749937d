package year

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// proceed is the meeting or the hearing, and what follows from it.
func (t *tale) proceed(form misconduct.Form) {
	officers := []domain.OfficerID{t.who.id}
	t.later(3, 10)
	paper := t.y.id("paper", t.n)
	t.keeper(misconduct.RecordDocument{Document: paper, Kind: misconduct.DocReport, Title: "The report of the investigation", SHA256: t.y.Paper.SHA256, Size: t.y.Paper.Size,
		MediaType: "text/plain", On: t.day})
	t.authority(misconduct.ServeReferralNotice{Officer: t.who.id, Form: form, Documents: []string{paper}, On: t.day},
		misconduct.AppointPanel{Officers: officers, Form: form, Members: panelFor(form), On: t.day})
	t.later(8, 20)
	t.keeper(misconduct.Respond{Officer: t.who.id, Answer: misconduct.Denies, On: t.day},
		misconduct.SupplyWitnessList{Officer: t.who.id, By: misconduct.SideOfficer, On: t.day},
		misconduct.SupplyWitnessList{Officer: t.who.id, By: misconduct.SideAuthority, On: t.day})
	first := t.day.Plus(5)
	if form == misconduct.Hearing {
		first = t.day.Plus(30 + t.r.IntN(60))
	}
	t.keeper(misconduct.FixHearing{Officers: officers, Form: form, FirstDay: first, Venue: "Northmoor House", Public: form == misconduct.Hearing, On: t.day})
	if form == misconduct.Hearing {
		t.later(1, 10)
		t.authority(misconduct.PublishNotice{Officers: officers, Where: "the force's website", On: t.day})
	}
	t.day = first
	t.keeper(misconduct.OpenProceedings{Officers: officers, Form: form, On: t.day})
	t.find(form)
}

// panelFor is who conducts the proceedings of the year; the rules of 2024 hold for all of it.
func panelFor(form misconduct.Form) []misconduct.PanelMember {
	if form == misconduct.Meeting {
		return []misconduct.PanelMember{{Person: "Supt. D. Marrow", Capacity: misconduct.ConductsMeeting, Standing: misconduct.HigherRank, Rank: "SUPERINTENDENT"}}
	}
	return []misconduct.PanelMember{{Person: "ACC L. Pryce", Capacity: misconduct.Chair, Standing: misconduct.DelegatedSenior, Rank: "ASSISTANT_CHIEF_CONSTABLE"},
		{Person: "Ms B. Adeyemi", Capacity: misconduct.IndependentMember}, {Person: "Mr F. Sorley", Capacity: misconduct.IndependentMember},
		{Person: "Ms H. Rowe", Capacity: misconduct.Adviser}}
}

// find is what was found and imposed.
func (t *tale) find(form misconduct.Form) {
	finding, action, months := misconduct.FoundNeither, misconduct.NoAction, 0
	switch {
	case form == misconduct.Meeting && t.chance(70):
		finding, action, months = misconduct.FoundMisconduct, misconduct.WrittenWarning, 18
		if t.chance(20) {
			action, months = misconduct.FinalWrittenWarning, 24
		}
	case form == misconduct.Hearing && t.chance(75):
		finding, action = misconduct.FoundGrossMisconduct, misconduct.Dismissal
	}
	basis := misconduct.Proved
	if finding == misconduct.FoundNeither {
		basis = misconduct.NotProved
	}
	weighed := misconduct.Seriousness{Culpability: "As found.", Harm: "As found.", Aggravating: "As found.", Mitigating: "As found."}
	t.later(0, 3)
	t.keeper(misconduct.MakeFinding{Officer: t.who.id, Allegation: t.alleged, Finding: finding, Basis: basis, Reasons: "On all the evidence.", On: t.day},
		misconduct.ImposeOutcome{Officer: t.who.id, Action: action, Months: months, Seriousness: weighed, Reasons: "To keep public confidence.", On: t.day})
	t.later(1, 6)
	t.keeper(misconduct.SubmitOutcomeReport{Officer: t.who.id, On: t.day}, misconduct.NotifyOutcome{Officer: t.who.id, Method: misconduct.InPerson, On: t.day})
	t.proceeded = true
	if action == misconduct.Dismissal {
		t.dismissed = true
		t.authority(misconduct.ReportToList{Officer: t.who.id, List: misconduct.BarredList, Grounds: "Dismissed for gross misconduct.", On: t.day})
	}
	t.later(16, 40)
	t.end(misconduct.ClosedOutcome)
}
