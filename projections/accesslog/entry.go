package accesslog

import (
	"slices"
	"strings"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
)

// Kind is what an entry is about.
type Kind string

// The kinds.
const (
	Shown         Kind = "SHOWN"
	Refused       Kind = "REFUSED"
	SignedIn      Kind = "SIGNED_IN"
	SignInRefused Kind = "SIGN_IN_REFUSED"
	Acted         Kind = "ACTED"
	LogRead       Kind = "LOG_READ"
)

// Entry is one entry of the access log. Fields that do not belong to the kind are empty.
type Entry struct {
	No          int64               `json:"-"` // its place in this read model
	ID          string              `json:"-"` // the id of the event, a UUID
	Kind        Kind                `json:"kind"`
	At          time.Time           `json:"at"`
	Actor       domain.ActorID      `json:"actor,omitempty"`
	Role        domain.Role         `json:"role,omitempty"`
	Force       string              `json:"force,omitempty"`
	Session     string              `json:"session,omitempty"`
	Request     string              `json:"request,omitempty"`
	Purpose     string              `json:"purpose,omitempty"`
	Operation   accesslog.Operation `json:"operation,omitempty"`
	Asked       string              `json:"asked,omitempty"` // the API's word for the question, or the command
	Content     access.Content      `json:"content,omitempty"`
	Matter      domain.MatterID     `json:"matter,omitempty"`
	Of          string              `json:"of,omitempty"` // the force whose matter or register it is
	Count       int                 `json:"count,omitempty"`
	Names       []string            `json:"names,omitempty"`
	Policies    []string            `json:"policies,omitempty"`
	PolicySet   string              `json:"policySet,omitempty"`
	Marks       []accesslog.Mark    `json:"marks,omitempty"`
	Terms       *accesslog.Terms    `json:"terms,omitempty"`
	Code        string              `json:"code,omitempty"`        // of a refusal
	MultiFactor bool                `json:"multiFactor,omitempty"` // SIGNED_IN
	Event       string              `json:"event,omitempty"`       // ACTED: what it left in the ledger

	Opened *Opened `json:"-"` // Terms as they are for whoever asks, once whoever asks for them has opened them

	uuids []byte // packed; see accesslog.Things
}

// Opened is what somebody searched for, as one reader of the log may see it. Text is nil where it is sealed from them.
type Opened struct {
	Text   *string
	Sealed bool
}

// Things are the names of what was shown, refused or acted on.
func (e Entry) Things() []string {
	return accesslog.Things{UUIDs: e.uuids, Names: e.Names}.All()
}

// Has says whether the entry names a thing.
func (e Entry) Has(id string) bool { return accesslog.Things{UUIDs: e.uuids, Names: e.Names}.Has(id) }

// Whose is the force in whose keeping the entry is: that of the matter, or else of whoever looked.
func (e Entry) Whose() string {
	if e.Of != "" {
		return e.Of
	}
	return e.Force
}

// Matters are the matters the entry speaks of; a page of cases speaks of several.
func (e Entry) Matters() []domain.MatterID {
	if e.Matter != "" {
		return []domain.MatterID{e.Matter}
	}
	if e.Kind != Shown || e.Content != access.CaseContent {
		return nil
	}
	var all []domain.MatterID
	for _, id := range e.Things() {
		all = append(all, domain.MatterID(id))
	}
	return all
}

// Sort is the sort of content in the spelling of the API, "" where there is none.
func (e Entry) Sort() string { return strings.ToUpper(strings.ReplaceAll(string(e.Content), "-", "_")) }

// Colleague says whether it was the matter of an officer of the reader's own unit.
func (e Entry) Colleague() bool { return slices.Contains(e.Marks, accesslog.Colleague) }

// Item names the entry to the access log.
func (e Entry) Item() access.Item {
	return access.Item{Content: access.AccessLog, Matter: e.Matter, Force: e.Whose(), ID: e.ID}
}

// entryOf is an entry as the read model keeps it.
func entryOf(event accesslog.Event) (Entry, bool) {
	switch e := event.(type) {
	case accesslog.Shown:
		o := about(Shown, e.Who, e.At)
		o.Operation, o.Asked, o.Content, o.Matter, o.Of = e.Operation, e.Field, e.Content, e.Matter, e.Of
		o.uuids, o.Names, o.Count, o.Terms = e.UUIDs, e.Names, e.Count, e.Terms
		o.Policies, o.PolicySet, o.Marks = e.Policies, e.PolicySet, e.Marks
		return o, true
	case accesslog.Refused:
		o := about(Refused, e.Who, e.At)
		o.Asked, o.Content, o.Matter, o.Of, o.Code = e.Asked, e.Content, e.Matter, e.Of, e.Code
		o.Policies, o.PolicySet = e.Policies, e.PolicySet
		thing := accesslog.NewThings([]string{e.Thing})
		o.uuids, o.Names = thing.UUIDs, thing.Names
		return o, true
	case accesslog.SignedIn:
		o := about(SignedIn, e.Who, e.At)
		o.MultiFactor = e.MultiFactor
		return o, true
	case accesslog.SignInRefused:
		return Entry{Kind: SignInRefused, At: e.At, Request: e.Request, Code: e.Reason, Count: e.Count}, true
	case accesslog.Acted:
		o := about(Acted, e.Who, e.At)
		o.Asked, o.Matter, o.Of, o.Names, o.Event = e.Command, e.Matter, e.Of, []string{e.Stream}, e.Event
		return o, true
	case accesslog.LogRead:
		o := about(LogRead, e.Who, e.At)
		o.Asked, o.Content, o.Matter, o.Of = e.Field, access.AccessLog, e.Matter, e.Of
		o.uuids, o.Names, o.Count, o.Terms = e.UUIDs, e.Names, e.Count, e.Terms
		o.Policies, o.PolicySet = e.Policies, e.PolicySet
		return o, true
	}
	return Entry{}, false
}

func about(k Kind, w accesslog.Who, at time.Time) Entry {
	return Entry{Kind: k, At: at, Actor: w.Actor, Role: w.Role, Force: w.Force, Session: w.Session, Request: w.Request, Purpose: w.Purpose}
}
