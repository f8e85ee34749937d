package viewtest

import (
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Actors are the people of random histories who may or may not see matters.
var Actors = []string{"a", "b", "c"}

// GrowAccess appends random events that change who may see a matter, and no others.
func GrowAccess(t *rapid.T, log *Log, events int) {
	for range events {
		matter := pick(t, "matter", Matters)
		if rapid.IntRange(0, 4).Draw(t, "kind") > 0 {
			log.Add("caseaccess-"+matter, meta(t), accessEvent(t))
			continue
		}
		log.Add("misconduct-"+matter, meta(t), pick(t, "event", []any{
			misconduct.OfficerConcernedIdentified{Officer: officerID(t)},
			misconduct.AllegationAdded{Officers: []domain.OfficerID{officerID(t)}},
			misconduct.MatterReferredToIOPC{}, misconduct.MatterReferredBack{}, misconduct.ModeOfInvestigationDetermined{Mode: misconduct.Directed},
			misconduct.MattersLinked{Other: domain.MatterID(pick(t, "other", Matters))},
		}))
	}
}

// until draws when something ends: never, or an hour around Epoch.
func until(t *rapid.T) time.Time {
	hour := rapid.IntRange(-3, 4).Draw(t, "until")
	if hour == 4 {
		return time.Time{}
	}
	return Epoch.Add(time.Duration(hour) * time.Hour)
}

// accessEvent draws one fact about who may see a matter.
func accessEvent(t *rapid.T) any {
	actor := domain.ActorID(pick(t, "actor", Actors))
	id := pick(t, "id", []string{"1", "2"})
	clearance := pick(t, "for", []caseaccess.Clearance{caseaccess.Compartment, caseaccess.Identities, caseaccess.Privileged})
	end := until(t)
	return pick(t, "event", []caseaccess.Event{
		caseaccess.Assigned{Actor: actor, Capacity: domain.CaseOfficer, Until: end, Reason: "r"},
		caseaccess.AssignmentEnded{Actor: actor, Reason: "r"},
		caseaccess.ConflictDeclared{Actor: actor, Interest: "i"},
		caseaccess.ConflictLifted{Actor: actor, Reason: "r"},
		caseaccess.ExceptionOpened{Exception: id, Actor: actor, Capacity: domain.CaseOfficer, Reason: "r", Until: end},
		caseaccess.ExceptionEnded{Exception: id, Reason: "r"},
		caseaccess.ExceptionReviewed{Exception: id, Justified: true},
		caseaccess.Restricted{Reason: "r", By: actor},
		caseaccess.LiftProposed{Reason: "r", By: actor},
		caseaccess.RestrictionLifted{},
		caseaccess.ClearanceProposed{Proposal: id, Actor: actor, For: clearance, Until: end, Reason: "r", By: "b"},
		caseaccess.ClearanceGiven{Proposal: id},
		caseaccess.ClearanceDeclined{Proposal: id, Reason: "r"},
		caseaccess.ClearanceEnded{Actor: actor, For: clearance, Reason: "r"},
		caseaccess.InformationRequested{Request: id, Basis: caseaccess.Review, Reference: "r", Reason: "r"},
		caseaccess.NameSuppressed{
			Suppression: id, Kind: caseaccess.OfficerNamed, Officer: officerID(t), Scope: caseaccess.FromReaders, OrderedBy: "chair", Until: end,
		},
		caseaccess.SuppressionEnded{Suppression: id, Reason: "r"},
	})
}
