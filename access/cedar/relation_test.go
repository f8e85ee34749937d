package cedar

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// TestRelation_is_all_that_a_decision_rests_on adds strangers to every list of a resource and gives it another id: whoever stood to it in a
// relation stands in the same one now, and is told the same by the policies and by the plain rules.
func TestRelation_is_all_that_a_decision_rests_on(t *testing.T) {
	t.Parallel()
	e, plain := theEngine(t, Options{}), access.Rules{}
	generated := requests(e)
	rapid.Check(t, func(t *rapid.T) {
		r := generated.Draw(t, "request")
		other := r
		other.about = amongStrangers(r.about)
		if access.RelationOf(r.who, r.about) != access.RelationOf(r.who, other.about) {
			t.Fatalf("strangers changed the relation of %+v", r)
		}
		if diff := cmp.Diff(r.ask(e), other.ask(e)); diff != "" {
			t.Fatalf("the policies told %+v something else among strangers:\n%s", r, diff)
		}
		if diff := cmp.Diff(r.ask(plain), other.ask(plain)); diff != "" {
			t.Fatalf("the plain rules told %+v something else among strangers:\n%s", r, diff)
		}
	})
}

func amongStrangers(r access.Resource) access.Resource {
	if r.Kind != officerKind {
		r.ID += "-another"
	}
	if r.Matter != "" {
		r.Matter += "-another"
	}
	r.Concerned = append(slices.Clone(r.Concerned), "stranger")
	r.Linked = append(slices.Clone(r.Linked), "stranger")
	for _, list := range []*[]domain.ActorID{&r.Assigned, &r.Excepted, &r.Conflicted, &r.Cleared, &r.Identities, &r.Privileged, &r.Panel, &r.Disclosed} {
		*list = append(slices.Clone(*list), "stranger")
	}
	return r
}
