package cases

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// foldProceedings takes in what happened in the proceedings of one officer. Each step has its own small function: what is done for several
// officers at once, and what is done for one.
func foldProceedings(c Case, event misconduct.Event) Case {
	if joint, ok := jointStep(event); ok {
		for _, officer := range joint.officers {
			c = change(c, officer, func(i *Involvement) { joint.with(&i.Proceedings) })
		}
		return c
	}
	return foldOutcome(foldReferral(c, event), event)
}

// joint is a step that is taken for several officers at once.
type joint struct {
	officers []domain.OfficerID
	with     func(*Proceedings)
}

func jointStep(event misconduct.Event) (joint, bool) {
	switch ev := event.(type) {
	case misconduct.PanelAppointed:
		return joint{ev.Officers, func(p *Proceedings) { p.Panels = add(p.Panels, ev) }}, true
	case misconduct.BundleSupplied:
		return joint{ev.Officers, func(p *Proceedings) { p.Bundles = add(p.Bundles, ev) }}, true
	case misconduct.HearingFixed:
		return joint{ev.Officers, func(p *Proceedings) { p.Fixed = add(p.Fixed, ev) }}, true
	case misconduct.PreHearingFixed:
		return joint{ev.Officers, func(p *Proceedings) { p.PreFixed = add(p.PreFixed, ev) }}, true
	case misconduct.PreHearingHeld:
		return joint{ev.Officers, func(p *Proceedings) { p.PreHeld = add(p.PreHeld, ev) }}, true
	case misconduct.ReportingRestricted:
		return joint{ev.Officers, func(p *Proceedings) { p.Restrictions = add(p.Restrictions, ev) }}, true
	case misconduct.PublicNoticePublished:
		return joint{ev.Officers, func(p *Proceedings) { p.Announced = add(p.Announced, ev) }}, true
	case misconduct.ProceedingsOpened:
		return joint{ev.Officers, func(p *Proceedings) { p.Running, p.Opened = true, add(p.Opened, ev) }}, true
	case misconduct.ProceedingsAdjourned:
		return joint{ev.Officers, func(p *Proceedings) { p.Adjourned = add(p.Adjourned, ev) }}, true
	}
	return joint{}, false
}

// foldReferral takes in how one officer's case went to proceedings, and what the officer said to it.
func foldReferral(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.ProceedingsDirectedByIOPC:
		return step(c, ev.Officer, func(p *Proceedings) { p.Directed = add(p.Directed, ev) })
	case misconduct.CasePresentationTakenByIOPC:
		return step(c, ev.Officer, func(p *Proceedings) { p.Presented = add(p.Presented, ev) })
	case misconduct.ReferralNoticeServed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Track, i.Proceedings.Running, i.Proceedings.Referrals = ev.Form, true, add(i.Proceedings.Referrals, ev)
		})
	case misconduct.ProceedingsWithdrawn:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Track, i.Proceedings.Running, i.Proceedings.Withdrawn = ev.Then, false, add(i.Proceedings.Withdrawn, ev)
		})
	case misconduct.ObjectionMade:
		return step(c, ev.Officer, func(p *Proceedings) { p.Objections = add(p.Objections, Objection{ObjectionMade: ev}) })
	case misconduct.ObjectionDecided:
		return step(c, ev.Officer, func(p *Proceedings) {
			p.Objections = alter(p.Objections, func(o Objection) bool { return o.Objection == ev.Objection }, func(o *Objection) { o.Decided = &ev })
		})
	case misconduct.OfficerResponded:
		return step(c, ev.Officer, func(p *Proceedings) { p.Responses = add(p.Responses, ev) })
	case misconduct.WitnessListSupplied:
		return step(c, ev.Officer, func(p *Proceedings) { p.WitnessLists = add(p.WitnessLists, ev) })
	case misconduct.FindingMade:
		return step(c, ev.Officer, func(p *Proceedings) { p.Findings = add(p.Findings, ev) })
	case misconduct.OutcomeReportSubmitted:
		return step(c, ev.Officer, func(p *Proceedings) { p.Reports = add(p.Reports, ev) })
	case misconduct.OutcomePublished:
		return step(c, ev.Officer, func(p *Proceedings) { p.Published = add(p.Published, ev) })
	}
	return c
}

// step changes one officer's proceedings.
func step(c Case, officer domain.OfficerID, with func(*Proceedings)) Case {
	return change(c, officer, func(i *Involvement) { with(&i.Proceedings) })
}
