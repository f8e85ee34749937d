package year

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// discipline goes on from the appointment of an investigator: what was assessed, told, found.
func (t *tale) discipline(assesses, determines domain.Role) {
	severity, form := t.severity()
	t.later(1, 14)
	t.authority(misconduct.AssessSeverity{Officer: t.who.id, Severity: severity, LikelyForm: form, DecidedBy: assesses, LineManagerConsulted: true,
		AuthorityConsulted: true, Reason: "What it would amount to if proved.", On: t.day})
	if severity == misconduct.PracticeRequiringImprovement || severity == misconduct.NotAny {
		t.elsewhere(form)
		return
	}
	t.later(0, 5)
	t.keeper(misconduct.ServeNotice{Officer: t.who.id, Severity: severity, LikelyForm: form, On: t.day})
	t.later(1, 7)
	sets := domain.AppropriateAuthority
	if determines == domain.DirectorGeneral {
		sets = domain.DirectorGeneral
	}
	t.authority(misconduct.SetTermsOfReference{Text: "What is alleged, and no more.", SetBy: sets, On: t.day})
	t.keeper(misconduct.ProvideTermsOfReference{Officer: t.who.id, On: t.day})
	if t.chance(40) {
		t.later(1, 6)
		t.keeper(misconduct.ReceiveRepresentations{Officer: t.who.id, About: misconduct.OnNotice, Summary: "The officer explains.", On: t.day})
	}
	t.interview()
	t.later(20, 120)
	t.keeper(misconduct.SubmitReport{By: keeper(t.n), On: t.day})
	if determines == domain.DirectorGeneral {
		t.keeper(misconduct.SeekAuthorityViews{On: t.day})
		t.later(5, 27)
		t.authority(misconduct.GiveAuthorityViews{Views: "As the report says.", On: t.day})
	}
	t.later(4, 24)
	t.determine(severity, determines)
}

// severity draws how grave the conduct would be: most of it is not misconduct at all.
func (t *tale) severity() (misconduct.Severity, misconduct.Form) {
	switch draw := t.r.IntN(100); {
	case draw < 25:
		return misconduct.NotAny, misconduct.NoFurtherAction
	case draw < 55:
		return misconduct.PracticeRequiringImprovement, misconduct.RPRP
	case draw < 85:
		return misconduct.Misconduct, misconduct.Meeting
	}
	return misconduct.GrossMisconduct, misconduct.Hearing
}

// elsewhere takes it out of discipline: to reflective practice, or no further.
func (t *tale) elsewhere(form misconduct.Form) {
	t.later(1, 10)
	t.authority(misconduct.ReferElsewhere{Officer: t.who.id, Route: form, DecidedBy: domain.AppropriateAuthority, Reason: "Not misconduct.", On: t.day})
	if form == misconduct.NoFurtherAction {
		t.later(1, 10)
		t.end(misconduct.ClosedNoCase)
		return
	}
	t.reflect()
}

func (t *tale) reflect() {
	t.later(2, 15)
	t.keeper(misconduct.ServeReflectiveNotice{Officer: t.who.id, Reviewer: "dev|psd-supervisor", On: t.day})
	t.later(10, 40)
	t.keeper(misconduct.HoldReflectiveDiscussion{Officer: t.who.id, On: t.day})
	t.later(1, 20)
	t.keeper(misconduct.RetainReflectiveReport{Officer: t.who.id, Issue: "How it was done.", Discussion: "What to do better.", KeyActions: []string{"a course"},
		LessonsForOfficer: "Ask first.", LessonsForForce: "Brief better.", ReviewPeriodMonths: 12, On: t.day})
	t.end(misconduct.ClosedReflective)
}

func (t *tale) interview() {
	if !t.chance(60) {
		return
	}
	id := t.y.id("interview", t.n)
	t.later(5, 20)
	t.keeper(misconduct.ScheduleInterview{Officer: t.who.id, Interview: id, For: t.day.Plus(10), On: t.day})
	t.later(10, 10)
	t.keeper(misconduct.HoldInterview{Officer: t.who.id, Interview: id, Answered: true, Summary: "As recorded.", On: t.day})
}

// determine says whether there is a case to answer; half of what was assessed has none.
func (t *tale) determine(severity misconduct.Severity, by domain.Role) {
	d := misconduct.DetermineCaseToAnswer{Decision: t.y.id("decision", t.n), Officer: t.who.id, DecidedBy: by, Text: "As determined.",
		Reasons: "What a reasonable panel could find.", Evidence: []misconduct.Citation{{Policy: "force misconduct policy 4.2"}}, On: t.day}
	switch {
	case t.chance(45):
		d.Finding, d.Route = misconduct.NoCaseToAnswer, misconduct.NoFurtherAction
		t.authority(d)
		t.later(1, 10)
		t.end(misconduct.ClosedNoCase)
	case severity == misconduct.Misconduct:
		d.Finding, d.Route = misconduct.CaseForMisconduct, misconduct.Meeting
		t.authority(d)
		t.proceed(misconduct.Meeting)
	default:
		d.Finding, d.Route = misconduct.CaseForGrossMisconduct, misconduct.Hearing
		t.authority(d)
		t.proceed(misconduct.Hearing)
	}
}

// end closes what there is about the officer, and the matter a little later.
func (t *tale) end(reason misconduct.ClosureReason) {
	t.lift()
	t.authority(misconduct.CloseInvolvement{Officer: t.who.id, Reason: reason, On: t.day})
	t.later(30, 45)
	t.authority(misconduct.Finalise{Reason: "Dealt with.", On: t.day})
}
