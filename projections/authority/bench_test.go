package authority_test

import (
	"fmt"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// One sign-in among ten thousand accounts, as every request has one.
func BenchmarkDirectory(b *testing.B) {
	log := &viewtest.Log{}
	for i := range 10_000 {
		actor := domain.ActorID(fmt.Sprintf("person-%d", i))
		add(log, actor, "one", person(actor, force), account.RoleProposed{Grant: "g", Role: domain.CaseOfficer, By: "one"})
		add(log, actor, "two", account.RoleGranted{Grant: "g"})
	}
	q, _ := open(b, log)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a, err := q.Authority(b.Context(), domain.ActorID(fmt.Sprintf("person-%d", i%10_000)))
		if err != nil || len(a.Roles) != 1 {
			b.Fatal(a, err)
		}
	}
}
