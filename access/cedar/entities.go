package cedar

import (
	"github.com/cedar-policy/cedar-go"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// The sorts of things the schema speaks of.
const (
	personType  cedar.EntityType = "Person"
	officerType cedar.EntityType = "Officer"
	roleType    cedar.EntityType = "Role"
	thingType   cedar.EntityType = "Thing"
)

// situation is everything that one decision may look at. It is made for the decision and forgotten with it.
type situation struct {
	act, person, thing cedar.Entity
}

// Get is how policies look at attributes and at the groups an act belongs to.
func (s *situation) Get(uid cedar.EntityUID) (cedar.Entity, bool) {
	switch uid {
	case s.person.UID:
		return s.person, true
	case s.thing.UID:
		return s.thing, true
	case s.act.UID:
		return s.act, true
	}
	return cedar.Entity{}, false
}

func person(p access.Principal) cedar.Entity {
	attributes := cedar.RecordMap{
		"signedIn":     cedar.Boolean(p.Actor != "" && p.Role != ""),
		"role":         cedar.NewEntityUID(roleType, cedar.String(p.Role)),
		"force":        cedar.String(p.Force),
		"secondFactor": cedar.Boolean(p.MultiFactor),
	}
	if p.Officer != "" {
		attributes["officer"] = cedar.NewEntityUID(officerType, cedar.String(p.Officer))
	}
	return cedar.Entity{UID: cedar.NewEntityUID(personType, cedar.String(p.Actor)), Attributes: cedar.NewRecord(attributes)}
}

func thing(r access.Resource) cedar.Entity {
	attributes := cedar.RecordMap{
		"force":      cedar.String(r.Force),
		"inCase":     cedar.Boolean(r.Matter != "" && r.Force != ""),
		"general":    cedar.Boolean(r.Matter == "" && r.Force == ""),
		"concerned":  set(officerType, r.Concerned),
		"linked":     set(officerType, r.Linked),
		"referred":   cedar.Boolean(r.Referred),
		"requested":  cedar.Boolean(r.Requested),
		"assigned":   set(personType, r.Assigned),
		"excepted":   set(personType, r.Excepted),
		"conflicted": set(personType, r.Conflicted),
		"own":        cedar.Boolean(r.Own),
		"secrecy":    secrecy(r),
		"hearing":    hearing(r),
	}
	if r.Proposer != "" {
		attributes["proposer"] = cedar.NewEntityUID(personType, cedar.String(r.Proposer))
	}
	if r.Searcher != "" {
		attributes["searcher"] = cedar.NewEntityUID(roleType, cedar.String(r.Searcher))
	}
	if r.Kind == officerKind {
		attributes["entry"] = cedar.NewEntityUID(officerType, cedar.String(r.ID))
	}
	return cedar.Entity{UID: cedar.NewEntityUID(thingType, cedar.String(r.ID)), Attributes: cedar.NewRecord(attributes)}
}

// Most things are neither secret nor before a hearing: what says so is made once.
var notSecret, noHearing = secrecyOf(access.Resource{}), hearingOf(access.Resource{})

func secrecy(r access.Resource) cedar.Record {
	if !r.Restricted && !r.Quarantined && !r.Suppressed && len(r.Cleared)+len(r.Privileged)+len(r.Identities) == 0 {
		return notSecret
	}
	return secrecyOf(r)
}

func secrecyOf(r access.Resource) cedar.Record {
	return cedar.NewRecord(cedar.RecordMap{
		"restricted":  cedar.Boolean(r.Restricted),
		"cleared":     set(personType, r.Cleared),
		"quarantined": cedar.Boolean(r.Quarantined),
		"privileged":  set(personType, r.Privileged),
		"suppressed":  cedar.Boolean(r.Suppressed),
		"identities":  set(personType, r.Identities),
	})
}

func hearing(r access.Resource) cedar.Record {
	if !r.Bundle && !r.Reflective && !r.Intelligence && len(r.Panel)+len(r.Disclosed) == 0 {
		return noHearing
	}
	return hearingOf(r)
}

func hearingOf(r access.Resource) cedar.Record {
	return cedar.NewRecord(cedar.RecordMap{
		"bundle":       cedar.Boolean(r.Bundle),
		"panel":        set(personType, r.Panel),
		"disclosed":    set(personType, r.Disclosed),
		"reflective":   cedar.Boolean(r.Reflective),
		"intelligence": cedar.Boolean(r.Intelligence),
	})
}

// officerKind is the kind of an entry in the register, as the ledger and the read models name it.
const officerKind = "officer"

var none = cedar.NewSet()

// set is a set of people or officers.
func set[ID domain.ActorID | domain.OfficerID](sort cedar.EntityType, ids []ID) cedar.Set {
	if len(ids) == 0 {
		return none
	}
	members := make([]cedar.Value, len(ids))
	for i, id := range ids {
		members[i] = cedar.NewEntityUID(sort, cedar.String(id))
	}
	return cedar.NewSet(members...)
}
