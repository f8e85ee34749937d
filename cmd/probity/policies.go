package main

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/cedar"
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
	t.say("%s", fmt.Sprintf("%-38s %s", p.ID, p.Text))
}

// openPolicies reads the access policies. A program whose policies are not sound does not start.
func (s *system) openPolicies() (*cedar.Engine, error) {
	return cedar.New(cedar.Options{RequireSecondFactor: s.settings.secondFactor, Alarm: func(f cedar.Fault) {
		s.figures.policies.Fault()
		s.settings.logger.Error("access could not be decided and was refused", "action", f.Action, "policies", f.Policies)
	}})
}

// recordPolicies puts on record by which rules this program decides, where they are not those on record already.
func (s *system) recordPolicies(ctx context.Context) error {
	_, err := s.ledger.PolicySet(access.With(ctx, access.Process("policies", "")), uuid.NewString(), s.policy.Activation(readBuild().version))
	if err != nil {
		return fmt.Errorf("record the access policies: %w", err)
	}
	return nil
}
