package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
)

// One administrator alone can grant nothing: the other of two who were to be appointed can still be, and nobody in their place.
func TestBootstrap_interrupted(t *testing.T) {
	t.Parallel()
	s := open(t)
	two := []string{"a", "b"}
	missing := func(people []string) ([]string, error) {
		t.Helper()
		if err := s.caughtUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		return s.withoutAdministrators(t.Context(), "southmoor", people)
	}
	for i, want := range [][]string{{"a", "b"}, {"b"}} {
		got, err := missing(two)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%v %s", err, diff)
		}
		if err := s.appoint(t.Context(), domain.ActorID(two[i]), "southmoor", "r"); err != nil {
			t.Fatal(err)
		}
		if _, err := missing([]string{"c", "d"}); err == nil {
			t.Errorf("after %d, others are appointed", i+1)
		}
	}
	if _, err := missing(two); err == nil {
		t.Error("two are appointed again")
	}
	admin := access.With(t.Context(), access.Principal{Actor: "a", Role: domain.AccessAdministrator, Force: "southmoor"})
	if err := s.ofAccount(admin, "b", "close", account.Close{Reason: "left"}); err != nil {
		t.Fatal(err)
	}
	if got, err := missing([]string{"a", "c"}); err != nil || !cmp.Equal(got, []string{"c"}) {
		t.Errorf("beside the one who is left: %v %v", got, err)
	}
}
