package main

import (
	"bytes"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

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
	s := open(t)
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

func TestPolicies_a_fault_is_counted_and_names_nobody(t *testing.T) {
	t.Parallel()
	var lines bytes.Buffer
	s := &system{figures: newFigures(), settings: settings{logger: slog.New(slog.NewTextHandler(&lines, nil))}}
	engine, err := s.openPolicies()
	if err != nil {
		t.Fatal(err)
	}
	who := access.Principal{Actor: "somebody in particular", Role: domain.PSDSupervisor, Force: "northmoor", Officer: "their entry"}
	if engine.Command(who, "device.Burn", access.Resource{ID: "a thing", Force: "northmoor"}).Allowed {
		t.Error("a command nobody knows is allowed")
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(s.figures.policies.Collectors()...)
	families, err := registry.Gather()
	if err != nil || len(families) != 1 {
		t.Fatal(families, err)
	}
	counted := families[0].GetMetric()[0].GetCounter().GetValue()
	if counted != 1 || strings.Count(lines.String(), "access could not be decided and was refused") != 1 {
		t.Errorf("counted %v, said:\n%s", counted, lines.String())
	}
	for _, secret := range []string{"particular", "their entry", "a thing", "Burn"} {
		if strings.Contains(lines.String(), secret) {
			t.Errorf("the line tells %q:\n%s", secret, lines.String())
		}
	}
}

// TestPolicies_production_wants_a_second_factor: what serve sets reaches the policies.
func TestPolicies_production_wants_a_second_factor(t *testing.T) {
	t.Parallel()
	who := access.Principal{Actor: "a", Role: domain.PSDSupervisor, Force: "northmoor"}
	for _, strict := range []bool{true, false} {
		s := &system{figures: newFigures(), settings: settings{secondFactor: strict}}
		engine, err := s.openPolicies()
		if err != nil {
			t.Fatal(err)
		}
		if got := engine.Read(who, access.EvidenceContent, access.Resource{Force: "northmoor"}); got.Allowed == strict {
			t.Errorf("second factor required %v: evidence after a password alone: %+v", strict, got)
		}
	}
}

// TestPolicies_can_be_read_by_officers_and_the_watchdog asks through the door, as they would.
func TestPolicies_can_be_read_by_officers_and_the_watchdog(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := s.recordPolicies(t.Context()); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.serveHTTP(t.Context(), listener, front{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.openPersonas(t.Context()); err != nil {
		t.Fatal(err)
	}
	for persona, path := range map[string]string{"case-officer": "/graphql", "iopc-reader": "/watchdog/graphql"} {
		token, err := w.issuer.Token(t.Context(), persona)
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			PolicySet struct {
				Hash        string
				ActivatedAt time.Time
				Policies    []struct{ ID, Text, Code string }
			}
		}
		r := &remote{server: w.url, path: path, token: token}
		if _, err := r.query(t.Context(), `{ policySet { hash activatedAt policies { id text code } } }`, nil, &answer); err != nil {
			t.Fatalf("%s: %v", persona, err)
		}
		got := answer.PolicySet
		if got.Hash != s.policy.Hash() || len(got.Policies) != len(s.policy.Policies()) || time.Since(got.ActivatedAt) > time.Hour {
			t.Errorf("%s is shown the hash %s, %d policies, since %s", persona, got.Hash, len(got.Policies), got.ActivatedAt)
		}
		for i, p := range s.policy.Policies() {
			if got.Policies[i].ID != p.ID || got.Policies[i].Text != p.Text || got.Policies[i].Code != p.Code {
				t.Errorf("%s is shown %+v for %s", persona, got.Policies[i], p.ID)
			}
		}
	}
}
