package account_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, account.NewCodec(), "testdata/events")
}

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, account.NewCodec(), "testdata/events", func(e account.Event) {
		account.Evolve(account.Evolve(account.State{}, e), e).Held(domain.CaseOfficer, testkit.Now)
	})
}
