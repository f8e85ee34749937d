package cedar

import (
	"slices"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// example is a request and the names that must decide it, e.g. "permit.unit" or "forbid.linked-matter".
type example struct {
	who   access.Principal
	does  string // a command, or "read" and a content
	about access.Resource
	want  string
}

const nothingAllows = access.ForbidWithoutAllowing

func (x example) request() request {
	r := request{who: x.who, command: x.does, about: x.about}
	if content, ok := strings.CutPrefix(x.does, "read "); ok {
		r.command, r.content = "", access.Content(content)
	}
	return r
}

// holds says whether a policy decides as the example wants.
func (x example) holds(p access.Policy) (access.Decision, bool) {
	got := x.request().ask(p)
	want := strings.Fields(x.want)
	return got, slices.Equal(got.Policies, want) && got.Allowed == strings.HasPrefix(x.want, "permit.")
}

func TestEngine_examples(t *testing.T) {
	t.Parallel()
	e := theEngine(t, Options{RequireSecondFactor: true})
	for name, x := range everyExample() {
		if got, ok := x.holds(e); !ok {
			t.Errorf("%s: got %+v, want %s", name, got, x.want)
		}
	}
}

// TestEngine_misses_every_policy_that_is_taken_away makes sure that no policy is without an example that needs it.
func TestEngine_misses_every_policy_that_is_taken_away(t *testing.T) {
	t.Parallel()
	whole := theEngine(t, Options{}).library
	for i, missing := range whole.policies {
		rest := *whole
		rest.policies = slices.Delete(slices.Clone(whole.policies), i, i+1)
		e := newEngine(&rest, Options{RequireSecondFactor: true})
		noticed := false
		for _, x := range everyExample() {
			if _, ok := x.holds(e); !ok {
				noticed = true
			}
		}
		if !noticed {
			t.Errorf("without %s every example holds", missing.ID)
		}
	}
}

// TestExamples_say_both_directions: each permission has examples that it decides, and each content and each role one that is allowed
// and one that is not.
func TestExamples_say_both_directions(t *testing.T) {
	t.Parallel()
	e := theEngine(t, Options{})
	allowed, refused := map[string]bool{}, map[string]bool{}
	for _, x := range everyExample() {
		seen := allowed
		if !strings.HasPrefix(x.want, "permit.") {
			seen = refused
		}
		seen[string(x.who.Role)], seen[x.does] = true, true
	}
	for _, role := range everyRole(e)[2:] {
		if !allowed[string(role)] || !refused[string(role)] {
			t.Errorf("%s: an example allowed %v, an example refused %v", role, allowed[string(role)], refused[string(role)])
		}
	}
	closed := []access.Content{access.OutcomeContent} // nobody reads it yet
	for _, content := range everyContent(e)[1:] {
		what := "read " + string(content)
		if allowed[what] == slices.Contains(closed, content) || !refused[what] {
			t.Errorf("%s: an example allowed %v, an example refused %v", what, allowed[what], refused[what])
		}
	}
}

func everyExample() map[string]example {
	all := map[string]example{}
	for _, group := range []map[string]example{readingCases, readingOutside, readingOversight, prohibited, commanded, procedural} {
		for name, x := range group {
			if _, twice := all[name]; twice {
				panic("two examples are called " + name)
			}
			all[name] = x
		}
	}
	return all
}

const force = "northmoor"

// as is me in a role, signed in with a second factor; of the force unless the role belongs to none.
func as(role domain.Role, changes ...func(*access.Principal)) access.Principal {
	p := access.Principal{Actor: "me", Role: role, Force: force, MultiFactor: true}
	if role == domain.IOPCReader || role == domain.DirectorGeneral {
		p.Force = ""
	}
	for _, change := range changes {
		change(&p)
	}
	return p
}

func of(name string) func(*access.Principal) { return func(p *access.Principal) { p.Force = name } }

func officer(p *access.Principal) { p.Officer = "o1" }

// matter is something in a matter of the force.
func matter(changes ...func(*access.Resource)) access.Resource {
	r := access.Resource{Kind: "case", ID: "thing", Matter: "m", Force: force}
	for _, change := range changes {
		change(&r)
	}
	return r
}

// without is something of the force that belongs to no matter.
func without(changes ...func(*access.Resource)) access.Resource {
	return matter(append(changes, func(r *access.Resource) { r.Matter = "" })...)
}

var me = []domain.ActorID{"another", "me"}

func elsewhere(r *access.Resource)    { r.Force = "southmoor" }
func ofIOPC(p *access.Principal)      { p.Force = "" }
func nowhere(r *access.Resource)      { r.Force = "" }
func assigned(r *access.Resource)     { r.Assigned = me }
func othersWork(r *access.Resource)   { r.Assigned, r.Excepted = others[1:], others[1:] }
func excepted(r *access.Resource)     { r.Excepted = me }
func referred(r *access.Resource)     { r.Referred = true }
func requested(r *access.Resource)    { r.Requested = true }
func concerned(r *access.Resource)    { r.Concerned = []domain.OfficerID{"o2", "o1"} }
func linked(r *access.Resource)       { r.Linked = []domain.OfficerID{"o2", "o1"} }
func conflicted(r *access.Resource)   { r.Conflicted = me }
func restricted(r *access.Resource)   { r.Restricted = true }
func cleared(r *access.Resource)      { r.Cleared = me }
func quarantined(r *access.Resource)  { r.Quarantined = true }
func privileged(r *access.Resource)   { r.Privileged = me }
func suppressed(r *access.Resource)   { r.Suppressed = true }
func identities(r *access.Resource)   { r.Identities = me }
func bundle(r *access.Resource)       { r.Bundle = true }
func panel(r *access.Resource)        { r.Panel = me }
func reflective(r *access.Resource)   { r.Reflective = true }
func disclosed(r *access.Resource)    { r.Disclosed = me }
func intelligence(r *access.Resource) { r.Intelligence = true }
func own(r *access.Resource)          { r.Own = true }
func proposed(r *access.Resource)     { r.Proposer = "me" }
func proposedByAnother(r *access.Resource) {
	r.Proposer = "another"
}

func searched(by domain.Role) func(*access.Resource) {
	return func(r *access.Resource) { r.Searcher = by }
}

func entry(id string) func(*access.Resource) {
	return func(r *access.Resource) { r.Kind, r.ID = "officer", id }
}
