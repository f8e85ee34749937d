package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Fold returns the case as it is after one more event of its matter. It is pure: the case given stays as it was, nothing is read but
// the event, and the same events give the same case. Events of other aggregates change nothing.
func Fold(c Case, e wire.Decoded) Case {
	event, ok := e.Event.(misconduct.Event)
	if !ok {
		return c
	}
	c = foldMatter(c, e, event)
	c = foldProcedure(c, event)
	c = foldInvolvements(c, event)
	c = foldRecords(c, e, event)
	c = foldClocks(c, event)
	c.ID, c.Revision, c.UpdatedAt = domain.MatterID(e.ID), e.Revision, e.RecordedAt
	return derive(c)
}

// derive works out what follows from the facts: how far the matter and each officer's case have come, and the gravest assessment.
func derive(c Case) Case {
	c.Involvements = alter(c.Involvements, func(Involvement) bool { return true }, func(i *Involvement) {
		i.State = i.stateNow(c.Report != nil)
	})
	c.SeverityMax = gravest(c)
	c.State = stateOf(c)
	return c
}

// add appends without ever writing into the array that an older case still uses.
func add[T any](list []T, v T) []T { return append(slices.Clip(list), v) }

// foldMatter takes in how the matter was received, recorded, referred and investigated.
func foldMatter(c Case, e wire.Decoded, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.MatterReceived:
		c.Exists, c.OpenedAt = true, e.RecordedAt
		c.Reference, c.Operation, c.Force = ev.Reference, ev.Operation, ev.Force
		c.CameToAttentionOn, c.RegimeVersion = ev.CameToAttentionOn, ev.RegimeVersion
		c.Summary, c.ReportedBy = ev.Summary, ev.ReportedBy
	case misconduct.MatterRecorded:
		c.Kind, c.Grounds, c.RecordedOn, c.Stage = ev.Kind, ev.Grounds, ev.On, ""
	case misconduct.MatterReferredToIOPC:
		c.Referred, c.ReferralState = true, Referred
		c.Referrals = add(c.Referrals, Referral{
			Mandatory: ev.Mandatory, Grounds: ev.Grounds, CriteriaMetOn: ev.CriteriaMetOn, On: ev.On, Reason: ev.Reason,
		})
	case misconduct.MatterCalledInByIOPC: // it is treated as referred (PRA Sch 3 paras 4A, 13A, 14CA)
		c.Referred, c.ReferralState, c.CallIns = true, Referred, add(c.CallIns, ev)
	case misconduct.MatterReferredBack:
		c.ReferralState = BackFromReferral
		c.ReferredBacks = add(c.ReferredBacks, ReferredBack{On: ev.On, Reason: ev.Reason})
	case misconduct.ModeOfInvestigationDetermined:
		// The Director General determines a mode only for what was referred or called in.
		c.Referred, c.ReferralState, c.Mode = true, ModeDetermined, ev.Mode
		c.Modes = add(c.Modes, ModeChoice{Mode: ev.Mode, On: ev.On, Reason: ev.Reason})
	case misconduct.InvestigatorAppointed:
		c.Investigators = add(c.Investigators, Investigator{
			Actor: ev.Investigator, On: ev.On, ConflictNote: ev.ConflictNote, Replaces: ev.Replaces, AppointedBy: ev.AppointedBy,
		})
	case misconduct.MattersLinked:
		if !slices.Contains(c.Linked, ev.Other) {
			c.Linked = add(c.Linked, ev.Other)
		}
	case misconduct.InvestigationReportSubmitted:
		c = report(c, ev)
	}
	return c
}

// report takes in the investigator's report; one that was directed anew ends with it.
func report(c Case, ev misconduct.InvestigationReportSubmitted) Case {
	c.Report = &Report{By: ev.By, On: ev.On}
	if c.Stage == ReInvestigation {
		c.Stage = ""
	}
	return c
}

// foldRecords takes in what the matter lists: allegations, strands, exhibits, decisions.
func foldRecords(c Case, e wire.Decoded, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.AllegationAdded:
		c.Allegations = add(c.Allegations, Allegation{
			ID: ev.Allegation, Officers: ev.Officers, Standards: ev.Standards, CodeSet: ev.CodeSet, Category: ev.Category,
			SubCategory: ev.SubCategory, ConductFrom: ev.ConductFrom, ConductTo: ev.ConductTo, Text: ev.Text, AddedAt: e.RecordedAt,
		})
	case misconduct.ExhibitRegistered:
		c.Exhibits = add(c.Exhibits, Exhibit{
			Ref: ev.Exhibit, Device: ev.Device, Extraction: ev.Extraction, DerivedFrom: ev.DerivedFrom,
			Description: ev.Description, RegisteredAt: e.RecordedAt,
		})
	case misconduct.AllegationCorrected:
		return flagCorrected(c, e, ev)
	case misconduct.DecisionRecorded:
		c.Decisions = add(c.Decisions, Decision{
			ID: ev.Decision, Subject: ev.Subject, Officer: ev.Officer, Text: ev.Text, Reasons: ev.Reasons, Citations: citations(ev.Evidence),
			DecidedBy: ev.DecidedBy, On: ev.On, RecordedBy: e.Meta.Actor, RecordedAt: e.RecordedAt, Revision: e.Revision,
		})
	}
	return foldStrands(c, event)
}

func citations(evidence []misconduct.Citation) []Citation {
	var list []Citation
	for _, c := range evidence {
		list = append(list, Citation(c))
	}
	return list
}
