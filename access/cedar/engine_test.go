package cedar

import (
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// TestEngine_an_error_is_a_no_and_an_alarm puts in a prohibition that no check would let in: it cannot be evaluated where there is no
// proposer. By the language's own rule it would be passed over, and the permission beside it would decide.
func TestEngine_an_error_is_a_no_and_an_alarm(t *testing.T) {
	t.Parallel()
	l, err := load(folderWith(t, `@id("forbid.broken") @text("It is broken.") forbid (principal, action, resource) when { resource.proposer == principal };
		@id("permit.all") @text("It is open.") permit (principal, action, resource);`).(fstest.MapFS))
	if err == nil {
		t.Fatal("the check let the broken prohibition in")
	}
	var faults []Fault
	e := newEngine(l, Options{Alarm: func(f Fault) { faults = append(faults, f) }})
	want := access.Decision{Policies: []string{access.ForbidWithoutAllowing}}
	if diff := cmp.Diff(want, e.Command(as(domain.PSDSupervisor), "device.Seize", matter())); diff != "" {
		t.Errorf("a command: -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, e.Read(as(domain.PSDSupervisor), access.CaseContent, matter())); diff != "" {
		t.Errorf("a look: -want +got:\n%s", diff)
	}
	broken := []string{"forbid.broken"}
	if diff := cmp.Diff([]Fault{{"device.Seize", broken}, {"read.case", broken}}, faults); diff != "" {
		t.Errorf("alarms: -want +got:\n%s", diff)
	}
	if !e.Command(as(domain.PSDSupervisor), "device.Seize", matter(proposedByAnother)).Allowed {
		t.Error("where nothing fails the permission does not decide either: the test shows nothing")
	}
}

func TestEngine_an_act_nobody_knows_is_an_alarm_without_its_name(t *testing.T) {
	t.Parallel()
	var faults []Fault
	e := theEngine(t, Options{Alarm: func(f Fault) { faults = append(faults, f) }})
	for _, name := range []string{"device.Burn", "command", "agree", "read.case", ""} {
		if e.Command(as(domain.PSDSupervisor), name, matter()).Allowed {
			t.Errorf("the command %q is allowed", name)
		}
	}
	for _, name := range []access.Content{"minds", "read", ""} {
		if e.Read(as(domain.PSDSupervisor), name, matter()).Allowed {
			t.Errorf("the content %q may be read", name)
		}
	}
	if diff := cmp.Diff(make([]Fault, 8), faults); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestEngine_asks_no_fewer_policies_than_there_are holds the engine, which asks only the policies that speak of an act, against the
// language's own authorizer over all of them.
func TestEngine_asks_no_fewer_policies_than_there_are(t *testing.T) {
	t.Parallel()
	e := theEngine(t, Options{})
	all := cedar.PolicyMap{}
	for _, p := range e.library.policies {
		all[cedar.PolicyID(p.ID)] = p.compiled
	}
	generated := requests(e)
	rapid.Check(t, func(t *rapid.T) {
		r := generated.Draw(t, "request")
		name, sort := string(r.content), e.looks
		if r.command != "" {
			name, sort = r.command, e.commands
		}
		a, known := sort.named[name]
		if !known {
			return
		}
		s := situation{act: a.self, person: person(r.who), thing: thing(r.about)}
		answer, diagnostic := cedar.Authorize(all, &s, cedar.Request{
			Principal: s.person.UID, Action: s.act.UID, Resource: s.thing.UID, Context: e.context,
		})
		var rules []string
		for _, reason := range diagnostic.Reasons {
			rules = append(rules, string(reason.PolicyID))
		}
		if slices.Sort(rules); len(rules) == 0 {
			rules = []string{access.ForbidWithoutAllowing}
		}
		want := access.Decision{Allowed: answer == cedar.Allow, Policies: rules}
		if diff := cmp.Diff(want, r.ask(e)); diff != "" || len(diagnostic.Errors) > 0 {
			t.Fatalf("all policies (-), those that speak of the act (+), errors %v:\n%s", diagnostic.Errors, diff)
		}
	})
}

// TestEngine_knows_which_policies_speak_of_an_act asks the language for every scope and every act.
func TestEngine_knows_which_policies_speak_of_an_act(t *testing.T) {
	t.Parallel()
	l := theEngine(t, Options{}).library
	for name, a := range maps.Collect(everyAct(l)) {
		for _, p := range l.policies {
			bare := *p.compiled.AST()
			bare.Conditions = nil
			_, diagnostic := cedar.Authorize(cedar.PolicyMap{"one": cedar.NewPolicyFromAST(&bare)}, &situation{act: a.self},
				cedar.Request{Action: a.self.UID})
			inScope := len(diagnostic.Reasons) == 1
			if asked := slices.ContainsFunc(a.policies, func(one Policy) bool { return one.ID == p.ID }); asked != inScope {
				t.Errorf("%s speaks of %s: %v, but it is asked: %v", p.ID, name, inScope, asked)
			}
		}
	}
}

func everyAct(l *library) iter.Seq2[string, *act] {
	return func(yield func(string, *act) bool) {
		for _, sort := range []acts{l.acts(everyCommandGroup, ""), l.acts(everyLookGroup, "read.")} {
			for name, a := range sort.named {
				if !yield(name, a) {
					return
				}
			}
		}
	}
}

// TestEntities_are_as_the_schema_says: what the check of the policies rests on is true of everything they are asked about.
func TestEntities_are_as_the_schema_says(t *testing.T) {
	t.Parallel()
	e := theEngine(t, Options{})
	validator := validate.New(e.library.schema)
	generated := requests(e)
	rapid.Check(t, func(t *rapid.T) {
		r := generated.Draw(t, "request")
		if r.who.Role == "" || r.who.Role == "SOMETHING_ELSE" || r.about.Searcher == "SOMETHING_ELSE" {
			return // no token and no record gives such a role; of the schema's it is none
		}
		for _, entity := range []cedar.Entity{person(r.who), thing(r.about)} {
			if err := validator.Entity(entity); err != nil {
				t.Fatalf("%v: %v", entity.UID, err)
			}
		}
		for _, a := range e.commands.named {
			if err := validator.Request(cedar.Request{Principal: person(r.who).UID, Action: a.self.UID, Resource: thing(r.about).UID,
				Context: e.context}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestEngine_tells_what_it_decides_by(t *testing.T) {
	t.Parallel()
	e := theEngine(t, Options{})
	if again := theEngine(t, Options{}); e.Hash() != again.Hash() || len(e.Hash()) != 64 {
		t.Errorf("the hashes %s and %s", e.Hash(), again.Hash())
	}
	files, err := fs.Glob(embedded, "policies/*.cedar")
	if err != nil {
		t.Fatal(err)
	}
	areas := map[string]bool{}
	for i, p := range e.Policies() {
		areas["policies/"+p.Area+".cedar"] = true
		if i > 0 && e.Policies()[i-1].ID >= p.ID {
			t.Errorf("%s is out of order", p.ID)
		}
		if !strings.HasPrefix(p.Code, `@id("`+p.ID+`")`) || !strings.HasSuffix(p.Code, ";") || strings.Count(p.Code, "@id") != 1 {
			t.Errorf("%s: its code is not its own:\n%s", p.ID, p.Code)
		}
	}
	if got := len(areas); got != len(files) {
		t.Errorf("policies of %d areas from %d files", got, len(files))
	}
}

// TestPolicies_are_those_of_the_plain_rules: both know the same names.
func TestPolicies_are_those_of_the_plain_rules(t *testing.T) {
	t.Parallel()
	var plain, written []string
	for _, p := range access.Prohibitions() {
		plain = append(plain, p.Name)
	}
	for _, p := range access.Permissions() {
		plain = append(plain, p.Name)
	}
	for _, r := range access.Table() {
		plain = append(plain, r.Name)
	}
	for _, p := range theEngine(t, Options{}).Policies() {
		written = append(written, p.ID)
	}
	slices.Sort(plain)
	if diff := cmp.Diff(slices.Compact(plain), written); diff != "" {
		t.Errorf("names of the plain rules (-), of the policies (+):\n%s", diff)
	}
}
