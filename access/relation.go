package access

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Relation is how a principal stands to a resource: everything in the resource that a decision about this principal can rest on, and no
// more. The rules ask whether somebody is among those assigned, never who the others are; so whoever stands in the same relation to two
// resources gets the same decision about both. It is comparable, for those who decide about many things at a time.
type Relation struct {
	kind, entry, force string // entry: the thing's id, where the thing is a person's entry in the register
	inMatter           bool

	concerned, linked, referred, requested             bool
	assigned, excepted, conflicted, proposed, proposer bool
	restricted, cleared, identities, privileged        bool
	quarantined, suppressed, bundle, panel, reflective bool
	disclosed, intelligence, own                       bool
	searcher                                           domain.Role
}

// RelationOf returns how a principal stands to a resource.
func RelationOf(p Principal, r Resource) Relation {
	among := func(list []domain.ActorID) bool { return slices.Contains(list, p.Actor) }
	rel := Relation{
		kind: r.Kind, force: r.Force, inMatter: r.Matter != "",
		concerned: p.Officer != "" && slices.Contains(r.Concerned, p.Officer),
		linked:    p.Officer != "" && slices.Contains(r.Linked, p.Officer),
		referred:  r.Referred, requested: r.Requested,
		assigned: among(r.Assigned), excepted: among(r.Excepted), conflicted: among(r.Conflicted),
		proposed: r.Proposer != "", proposer: r.Proposer == p.Actor,
		restricted: r.Restricted, cleared: among(r.Cleared), identities: among(r.Identities), privileged: among(r.Privileged),
		quarantined: r.Quarantined, suppressed: r.Suppressed, bundle: r.Bundle, panel: among(r.Panel), reflective: r.Reflective,
		disclosed: among(r.Disclosed), intelligence: r.Intelligence, own: r.Own,
		searcher: r.Searcher,
	}
	if r.Kind == "officer" {
		rel.entry = r.ID
	}
	return rel
}
