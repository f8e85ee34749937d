package main

import (
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/policyset"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// policySets are the rules on record, oldest first.
func policySets(t *testing.T, s *system) (all []policyset.Activated) {
	t.Helper()
	err := s.log.Read(t.Context(), wire.Stream(policyset.Category, policyset.ID), 0, func(r eventlog.Recorded) error {
		d, err := wire.Decode(r)
		if err != nil {
			return err
		}
		if d.Meta.Role != domain.ProcessManager || len(d.Meta.Policies) != 1 || d.Meta.Policies[0] != "permit.record-policies" {
			t.Errorf("recorded as %s, allowed by %v", d.Meta.Role, d.Meta.Policies)
		}
		all = append(all, d.Event.(policyset.Activated))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPolicies_are_on_record_when_they_change_and_only_then(t *testing.T) {
	t.Parallel()
	s, err := openSystem(t.Context(), testSettings(filepath.Join(t.TempDir(), "d")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	ofAnotherRelease := policyset.Activate{Release: "older", Policies: []string{"forbid.all"}, Files: []policyset.File{{Name: "a.cedar", Text: "forbid …"}}}
	ofAnotherRelease.Hash = policyset.Sum(ofAnotherRelease.Files)
	self := access.With(t.Context(), access.Process("policies", ""))
	if _, err := s.ledger.PolicySet(self, uuid.NewString(), ofAnotherRelease); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.recordPolicies(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	got := policySets(t, s)
	if len(got) != 2 || got[1].Hash != s.policy.Hash() || policyset.Sum(got[1].Files) != s.policy.Hash() {
		t.Fatalf("%d sets of rules on record, want the older and %s", len(got), s.policy.Hash())
	}
	if n := len(s.policy.Policies()); len(got[1].Policies) != n {
		t.Errorf("%d of %d policies are named", len(got[1].Policies), n)
	}
	somebody := access.With(t.Context(), access.Principal{Actor: "a", Role: domain.AppropriateAuthority, Force: "northmoor"})
	if _, err := s.ledger.PolicySet(somebody, uuid.NewString(), ofAnotherRelease); err == nil {
		t.Error("a person put rules on record")
	}
}
