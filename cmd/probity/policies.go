package main

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/cedar"
	"github.com/probity-ledger/probity/domain/policyset"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// policiesCommand shows by which rules this program decides who may do and see what.
type policiesCommand struct {
	Code bool   `help:"Show each policy as it is written, not only what it says."`
	Only string `arg:"" optional:"" placeholder:"NAME" help:"One policy, e.g. permit.need-to-know."`
}

// Run reads and checks the policies as serve does, and prints them.
func (c policiesCommand) Run(t *terminal) error {
	engine, err := cedar.New(cedar.Options{})
	if err != nil {
		return err
	}
	shown := 0
	for _, p := range engine.Policies() {
		if c.Only != "" && c.Only != p.ID {
			continue
		}
		shown++
		c.print(t, p)
	}
	if shown == 0 {
		return usagef("there is no policy called %s; `probity policies` lists them", c.Only)
	}
	if c.Only == "" {
		t.say("%d policies, sound by their schema", shown)
	}
	t.say("hash %s", engine.Hash())
	return nil
}

func (c policiesCommand) print(t *terminal, p cedar.Policy) {
	if c.Code {
		t.say("// %s\n%s\n", p.Area, p.Code)
		return
	}
	t.say("%-38s %s", p.ID, p.Text)
}

// openPolicies reads the access policies. A program whose policies are not sound does not start.
func (s *system) openPolicies() (*cedar.Engine, error) {
	return cedar.New(cedar.Options{RequireSecondFactor: s.settings.secondFactor, Alarm: func(f cedar.Fault) {
		s.figures.policies.Fault()
		s.settings.logger.Error("access could not be decided and was refused", "action", f.Action, "policies", f.Policies)
	}})
}

// recordPolicies puts on record by which rules this program decides, where they are not those on record already, and remembers since when
// they are.
func (s *system) recordPolicies(ctx context.Context) error {
	self := access.With(ctx, access.Process("policies", ""))
	receipt, err := s.ledger.PolicySet(self, uuid.NewString(), s.policy.Activation(readBuild().version))
	if err != nil {
		return fmt.Errorf("record the access policies: %w", err)
	}
	err = s.log.Read(ctx, receipt.Stream, receipt.Revision, func(r eventlog.Recorded) error {
		d, err := wire.Decode(r)
		if err != nil {
			return err
		}
		if e, ok := d.Event.(policyset.Activated); ok && e.Hash == s.policy.Hash() {
			s.rules = s.shown(e.Release, d.Meta.OccurredAt)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read since when the access policies are in force: %w", err)
	}
	return nil
}

// shown is what people are shown of the rules.
func (s *system) shown(release string, since time.Time) *model.PolicySet {
	set := &model.PolicySet{Hash: s.policy.Hash(), Release: release, ActivatedAt: since}
	for _, p := range s.policy.Policies() {
		set.Policies = append(set.Policies, model.Policy{ID: p.ID, Text: p.Text, Code: p.Code})
	}
	return set
}
