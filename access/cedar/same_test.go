package cedar

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

func theEngine(t testing.TB, o Options) *Engine {
	t.Helper()
	if o.Alarm == nil {
		o.Alarm = func(f Fault) {
			if f.Action != "" || len(f.Policies) > 0 {
				t.Errorf("deciding %s failed in %v", f.Action, f.Policies)
			}
		}
	}
	e, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// request is one question for a policy.
type request struct {
	who     access.Principal
	command string // "" for a look
	content access.Content
	about   access.Resource
}

func (r request) ask(p access.Policy) access.Decision {
	if r.command != "" {
		return p.Command(r.who, r.command, r.about)
	}
	return p.Read(r.who, r.content, r.about)
}

// The small worlds requests are drawn from: small, so that people and things meet.
var (
	people   = []domain.ActorID{"me", "me", "me", "another", "a third", ""}
	others   = []domain.ActorID{"me", "another", "a third"}
	officers = []domain.OfficerID{"", "o1", "o2"}
	forces   = []string{"northmoor", "northmoor", "northmoor", "southmoor", ""}
)

func everyCommand(e *Engine) []string { return append(names(e.commands), "nobody.Knows") }

func everyContent(e *Engine) []access.Content {
	all := []access.Content{"unheard-of"}
	for _, name := range names(e.looks) {
		all = append(all, access.Content(name))
	}
	return all
}

func names(a acts) (all []string) {
	for name := range a.named {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func everyRole(e *Engine) []domain.Role {
	all := []domain.Role{"", "SOMETHING_ELSE"}
	for _, uid := range e.library.schema.Enums[roleType].Values {
		all = append(all, domain.Role(uid.ID))
	}
	return all
}

// requests draws requests of everybody about everything.
func requests(e *Engine) *rapid.Generator[request] {
	var (
		often   = rapid.SampledFrom([]bool{true, false})
		seldom  = rapid.SampledFrom([]bool{true, false, false, false, false, false, false})
		some    = rapid.SampledFrom([]int{0, 0, 0, 1, 2})
		anybody = rapid.SampledFrom(others)
		officer = rapid.SampledFrom(officers)
		force   = rapid.SampledFrom(forces)
		role    = rapid.SampledFrom(everyRole(e))
	)
	group := func(t *rapid.T, name string) (list []domain.ActorID) {
		for range some.Draw(t, name) {
			list = append(list, anybody.Draw(t, "somebody"))
		}
		return list
	}
	concerned := func(t *rapid.T, name string) (list []domain.OfficerID) {
		if seldom.Draw(t, name) {
			list = append(list, officer.Draw(t, "officer"))
		}
		return list
	}
	return rapid.Custom(func(t *rapid.T) request {
		r := request{
			who: access.Principal{
				Actor: rapid.SampledFrom(people).Draw(t, "actor"), Role: role.Draw(t, "role"), Force: force.Draw(t, "its force"),
				Officer: officer.Draw(t, "own entry"), MultiFactor: often.Draw(t, "second factor"),
			},
			about: access.Resource{
				Kind: rapid.SampledFrom([]string{"misconduct", "device", "officer"}).Draw(t, "kind"),
				ID:   rapid.SampledFrom([]string{"x", "o1"}).Draw(t, "id"), Force: force.Draw(t, "force"),
				Matter:    rapid.SampledFrom([]domain.MatterID{"", "m"}).Draw(t, "matter"),
				Concerned: concerned(t, "concerned"), Linked: concerned(t, "linked"),
				Referred: often.Draw(t, "referred"), Requested: seldom.Draw(t, "requested"),
				Assigned: group(t, "assigned"), Excepted: group(t, "excepted"), Cleared: group(t, "cleared"),
				Identities: group(t, "identities"), Privileged: group(t, "privileged"), Panel: group(t, "panel"), Disclosed: group(t, "disclosed"),
				Restricted: seldom.Draw(t, "restricted"), Quarantined: seldom.Draw(t, "quarantined"), Suppressed: often.Draw(t, "suppressed"),
				Bundle: often.Draw(t, "bundle"), Reflective: seldom.Draw(t, "reflective"), Intelligence: seldom.Draw(t, "intelligence"),
				Own: often.Draw(t, "own"),
			},
		}
		if seldom.Draw(t, "conflict") {
			r.about.Conflicted = group(t, "conflicted")
		}
		if seldom.Draw(t, "proposal") {
			r.about.Proposer = anybody.Draw(t, "proposer")
		}
		if r.content = rapid.SampledFrom(everyContent(e)).Draw(t, "content"); often.Draw(t, "a command") {
			r.command, r.content = rapid.SampledFrom(everyCommand(e)).Draw(t, "command"), ""
		}
		if r.content == access.SealedTerms {
			r.about.Searcher = role.Draw(t, "searcher")
		}
		return r
	})
}

// atLeast is how many requests every run of the tests compares.
const atLeast = 20_000

// TestEngine_decides_as_the_plain_rules_do holds the written policies against access.Rules: the same answer by the same names. Of nobody
// the plain rules ask nothing further.
func TestEngine_decides_as_the_plain_rules_do(t *testing.T) {
	t.Parallel()
	for _, strict := range []bool{true, false} {
		e, plain := theEngine(t, Options{RequireSecondFactor: strict}), access.Rules{RequireSecondFactor: strict}
		generated, compared, allowed := requests(e), 0, 0
		for compared < atLeast/2 && !t.Failed() {
			rapid.Check(t, func(t *rapid.T) {
				for range 100 {
					r := generated.Draw(t, "request")
					want, got := r.ask(plain), r.ask(e)
					if len(want.Policies) == 1 && want.Policies[0] == access.ForbidUnknown && slices.Contains(got.Policies, access.ForbidUnknown) {
						want.Policies = got.Policies
					}
					if got.Allowed != want.Allowed || !slices.Equal(got.Policies, want.Policies) {
						t.Fatalf("on %+v the plain rules say %+v, the policies %+v", r, want, got)
					}
					compared++
					if got.Allowed {
						allowed++
					}
				}
			})
		}
		t.Logf("second factor required: %v; compared %d requests, %d of them allowed", strict, compared, allowed)
		if allowed < compared/50 {
			t.Errorf("only %d of %d requests were allowed: the comparison says little", allowed, compared)
		}
	}
}

// TestEngine_every_act_role_and_relation compares all of them, where the test above draws some; and every policy must have decided.
func TestEngine_every_act_role_and_relation(t *testing.T) {
	t.Parallel()
	e, plain := theEngine(t, Options{RequireSecondFactor: true}), access.Rules{RequireSecondFactor: true}
	decided := map[string]bool{}
	compare := func(r request) {
		got, want := r.ask(e), r.ask(plain)
		if got.Allowed != want.Allowed || !slices.Equal(got.Policies, want.Policies) {
			t.Errorf("on %+v the plain rules say %+v, the policies %+v", r, want, got)
		}
		for _, name := range got.Policies {
			decided[name] = true
		}
	}
	for _, role := range everyRole(e)[1:] {
		for _, about := range relations() {
			for _, command := range everyCommand(e) {
				compare(request{who: as(role, officer), command: command, about: about})
			}
			for _, content := range everyContent(e) {
				compare(request{who: as(role, officer), content: content, about: about})
				compare(request{who: as(role, of(""), password), content: content, about: about})
			}
		}
	}
	for _, p := range e.Policies() {
		if !decided[p.ID] && p.ID != access.ForbidUnknown {
			t.Errorf("%s decided nothing", p.ID)
		}
	}
}

// relations are how somebody and something may stand to each other.
func relations() []access.Resource {
	return []access.Resource{
		{}, without(), without(entry("o1")), without(own, searched(domain.DefenceReviewer)), without(nowhere, searched(domain.IOPCReader)), without(proposed),
		matter(), matter(nowhere), matter(elsewhere), matter(elsewhere, referred), matter(assigned), matter(excepted), matter(own), matter(excepted, own),
		matter(proposed), matter(referred), matter(requested), matter(assigned, concerned), matter(assigned, linked), matter(assigned, conflicted),
		matter(assigned, restricted), matter(restricted, cleared), matter(restricted, cleared, assigned, proposedByAnother), matter(restricted, referred),
		matter(assigned, suppressed), matter(assigned, suppressed, identities), matter(quarantined), matter(quarantined, privileged),
		matter(bundle, panel), matter(bundle, panel, reflective), matter(bundle, panel, intelligence), matter(disclosed), matter(disclosed, intelligence),
	}
}
