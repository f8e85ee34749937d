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
	c = foldInvolvements(c, event)
	c = foldRecords(c, e, event)
	c.Clocks = c.Clocks.Evolve(event)
	c.ID, c.Revision, c.UpdatedAt = domain.MatterID(e.ID), e.Revision, e.RecordedAt
	c.SeverityMax, c.State = gravest(c), stateOf(c)
	return c
}

// add appends without ever writing into the array that an older case still uses.
func add[T any](list []T, v T) []T { return append(slices.Clip(list), v) }

// foldMatter takes in what happened to the matter as a whole.
func foldMatter(c Case, e wire.Decoded, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.MatterReceived:
		c.Exists, c.OpenedAt = true, e.RecordedAt
		c.Reference, c.Operation, c.Force = ev.Reference, ev.Operation, ev.Force
		c.CameToAttentionOn, c.RegimeVersion = ev.CameToAttentionOn, ev.RegimeVersion
		c.Summary, c.ReportedBy = ev.Summary, ev.ReportedBy
	case misconduct.MatterRecorded:
		c.Kind, c.Grounds, c.RecordedOn = ev.Kind, ev.Grounds, ev.On
	case misconduct.MatterReferredToIOPC:
		c.Referred, c.ReferralState = true, Referred
		c.Referrals = add(c.Referrals, Referral{
			Mandatory: ev.Mandatory, Grounds: ev.Grounds, CriteriaMetOn: ev.CriteriaMetOn, On: ev.On, Reason: ev.Reason,
		})
	case misconduct.MatterReferredBack:
		c.ReferralState = BackFromReferral
		c.ReferredBacks = add(c.ReferredBacks, ReferredBack{On: ev.On, Reason: ev.Reason})
	case misconduct.ModeOfInvestigationDetermined:
		// The Director General determines a mode only for what was referred or called in.
		c.Referred, c.ReferralState, c.Mode = true, ModeDetermined, ev.Mode
		c.Modes = add(c.Modes, ModeChoice{Mode: ev.Mode, On: ev.On, Reason: ev.Reason})
	case misconduct.InvestigatorAppointed:
		c.Investigators = add(c.Investigators, Investigator{Actor: ev.Investigator, On: ev.On, ConflictNote: ev.ConflictNote})
	case misconduct.MattersLinked:
		if !slices.Contains(c.Linked, ev.Other) {
			c.Linked = add(c.Linked, ev.Other)
		}
	case misconduct.InvestigationReportSubmitted:
		c.Report = &Report{By: ev.By, On: ev.On}
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
	case misconduct.CriminalStrandOpened:
		c.Strands = add(c.Strands, CriminalStrand{Officer: ev.Officer, Offence: ev.Offence, Indictable: ev.Indictable, OpenedOn: ev.On})
		c = markStrands(c, ev.Officer)
	case misconduct.CriminalStrandConcluded:
		c = concludeStrand(c, ev)
		c = markStrands(c, ev.Officer)
	case misconduct.ExhibitRegistered:
		c.Exhibits = add(c.Exhibits, Exhibit{
			Ref: ev.Exhibit, Device: ev.Device, Extraction: ev.Extraction, DerivedFrom: ev.DerivedFrom,
			Description: ev.Description, RegisteredAt: e.RecordedAt,
		})
	case misconduct.DecisionRecorded:
		c.Decisions = add(c.Decisions, Decision{
			ID: ev.Decision, Subject: ev.Subject, Officer: ev.Officer, Text: ev.Text, Reasons: ev.Reasons, Citations: citations(ev.Evidence),
			DecidedBy: ev.DecidedBy, On: ev.On, RecordedBy: e.Meta.Actor, RecordedAt: e.RecordedAt, Revision: e.Revision,
		})
	}
	return c
}

func citations(evidence []misconduct.Citation) []Citation {
	var list []Citation
	for _, c := range evidence {
		list = append(list, Citation(c))
	}
	return list
}

// concludeStrand ends the officer's oldest open strand for the offence. A conclusion without a strand is kept as one that was opened
// and concluded on the same day, so that nothing recorded is lost.
func concludeStrand(c Case, ev misconduct.CriminalStrandConcluded) Case {
	i := slices.IndexFunc(c.Strands, func(s CriminalStrand) bool {
		return s.Open() && s.Officer == ev.Officer && s.Offence == ev.Offence
	})
	if i < 0 {
		c.Strands = add(c.Strands, CriminalStrand{
			Officer: ev.Officer, Offence: ev.Offence, OpenedOn: ev.On, Outcome: ev.Outcome, ConcludedOn: ev.On,
		})
		return c
	}
	c.Strands = slices.Clone(c.Strands)
	c.Strands[i].Outcome, c.Strands[i].ConcludedOn = ev.Outcome, ev.On
	return c
}

func markStrands(c Case, officer domain.OfficerID) Case {
	open := slices.ContainsFunc(c.Strands, func(s CriminalStrand) bool { return s.Open() && s.Officer == officer })
	return change(c, officer, func(i *Involvement) { i.CriminalOpen = open })
}
