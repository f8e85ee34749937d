package audience_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/graph/content"
)

// mayAppear says for whom each sort of content is in any schema at all (domain guide, section 5). Who of them sees which of it is the
// matter of the access rules; what does not stand here nobody can even ask for.
var mayAppear = map[access.Content][]string{
	access.CaseContent:     {audience.Officers, audience.Watchdog},
	access.CustodyContent:  {audience.Officers, audience.Watchdog},
	access.EvidenceContent: {audience.Officers, audience.Watchdog},
	access.RegisterContent: {audience.Officers, audience.Watchdog},
	access.IdentityContent: {audience.Officers, audience.Watchdog},
	access.AggregateCount:  {audience.Officers, audience.Watchdog, audience.Analytics},
	access.AccessContent:   {audience.Officers, audience.Watchdog},
	access.AccessLog:       {audience.Officers, audience.Watchdog},
	access.SealedTerms:     {audience.Officers, audience.Watchdog},
	access.ServiceContent:  {audience.Officers, audience.Watchdog, audience.Analytics},
	access.BundleContent:   {audience.Officers},
	access.ReflectiveWork:  {audience.Officers},
	access.DelayContent:    {audience.Officers, audience.Analytics},
	access.OutcomeContent:  {audience.Officers},
}

// Every field of every audience's schema shows something that is for this audience. A field or type added later is walked as well, and
// one whose content nobody decided on is an error.
func TestEachAudienceIsAskedOnlyWhatIsForIt(t *testing.T) {
	t.Parallel()
	whole, walked := full(t), 0
	for _, who := range audience.All() {
		s := cut(t, who)
		for _, name := range audience.Types(s) {
			if s.Types[name].Kind != ast.Object {
				continue
			}
			for _, f := range s.Types[name].Fields {
				if strings.HasPrefix(f.Name, "__") {
					continue
				}
				what, err := content.Of(whole, whole.Types[name], whole.Types[name].Fields.ForName(f.Name))
				if err != nil {
					t.Fatal(err)
				}
				to, decided := mayAppear[what]
				if !decided || !slices.Contains(to, who) {
					t.Errorf("%s: %s.%s shows %s, which is for %v", who, name, f.Name, what, to)
				}
				walked++
			}
		}
	}
	if walked < 800 {
		t.Errorf("only %d fields were walked", walked)
	}
}

// analystsWords are the only texts an analyst gets: codes, never anything a person wrote.
var analystsWords = []string{"CaseCount.key"}

// In the analysts' schema nothing has a place for a name: numbers, yes or no, words of a fixed list, and the codes above.
func TestTheAnalystsSchemaHasNoPlaceForAName(t *testing.T) {
	t.Parallel()
	s := cut(t, audience.Analytics)
	if s.Mutation != nil || s.Subscription != nil || len(s.Query.Fields) == 0 {
		t.Fatalf("analysts can ask %v", audience.Types(s))
	}
	harmless := func(name string) bool {
		def := s.Types[name]
		return def.Kind == ast.Enum || def.Kind == ast.Object || slices.Contains([]string{"Int", "Float", "Boolean"}, name)
	}
	for _, name := range audience.Types(s) {
		def := s.Types[name]
		if def.Kind == ast.InputObject || def.Kind == ast.Scalar || def.Kind == ast.Interface || def.Kind == ast.Union {
			t.Errorf("analysts know of %s, a %s", name, def.Kind)
		}
		for _, f := range def.Fields {
			if at := name + "." + f.Name; !strings.HasPrefix(f.Name, "__") && !harmless(f.Type.Name()) && !slices.Contains(analystsWords, at) {
				t.Errorf("analysts read %s, a %s", at, f.Type.Name())
			}
			for _, a := range f.Arguments {
				if !strings.HasPrefix(f.Name, "__") && !harmless(a.Type.Name()) {
					t.Errorf("analysts give %s.%s a %s", name, f.Name, a.Type.Name())
				}
			}
		}
	}
}

// Each role has one door, and it is the one the domain guide says.
func TestEachRoleHasOneAudience(t *testing.T) {
	t.Parallel()
	doors := map[domain.Role]string{
		domain.IOPCReader: audience.Watchdog, domain.DirectorGeneral: audience.Watchdog,
		domain.CaseAnalyst: audience.Analytics, domain.LocalPolicingBody: audience.Analytics,
	}
	for _, v := range full(t).Types["Role"].EnumValues {
		role := domain.Role(v.Name)
		want, ok := doors[role]
		if !ok {
			want = audience.Officers
		}
		if got := audience.Of(role); got != want {
			t.Errorf("%s asks at %s, not %s", role, got, want)
		}
	}
}
