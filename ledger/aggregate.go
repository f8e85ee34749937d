package ledger

import (
	"context"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/domain/policyset"
)

// aggregate is what the one way of commands needs to know of an aggregate with state S, events E and commands C.
type aggregate[S, E, C any] struct {
	category string // of its streams
	kind     string // what people call it
	unknown  func() error
	evolve   func(S, E) S
	decide   func(S, C, domain.Envelope) ([]E, error)
	// creates says whether a command may bring the thing into being.
	creates func(C) bool
	// resource says what the command is about, for the access rules. The scope says what to answer a caller who may not know of it.
	resource func(ctx context.Context, k *look, id string, s S, c C) (scope, error)
	// facts puts into the command what stands in other streams.
	facts func(ctx context.Context, k *look, id string, s S, c C) (C, error)
	// first does the part of the command that belongs into another stream, once the command is known to cause events here.
	first func(ctx context.Context, r *request, id string, s S, c C) error
}

// scope is what a command is about, and how to speak of it.
type scope struct {
	access.Resource
	hidden  error // the answer for those who may not know that it exists; nil where there is nothing to hide
	missing error // what it belongs to does not exist; said to those whom the rules let pass
}

func officers(l *Ledger) aggregate[officer.State, officer.Event, officer.Command] {
	return aggregate[officer.State, officer.Event, officer.Command]{
		category: officer.Category, kind: "officer", unknown: unknownOfficer,
		evolve: officer.Evolve, decide: officer.Decide,
		creates:  func(c officer.Command) bool { _, ok := c.(officer.Register); return ok },
		resource: officerResource, facts: officerFacts,
		first: nothingFirst[officer.State, officer.Command],
	}
}

func devices(l *Ledger) aggregate[device.State, device.Event, device.Command] {
	return aggregate[device.State, device.Event, device.Command]{
		category: device.Category, kind: "device", unknown: unknownDevice,
		evolve: device.Evolve, decide: device.Decide,
		creates: func(c device.Command) bool {
			switch c.(type) {
			case device.Issue, device.Seize:
				return true
			}
			return false
		},
		resource: deviceResource, facts: deviceFacts, first: l.registerDevice,
	}
}

func extractions(l *Ledger) aggregate[extraction.State, extraction.Event, extraction.Command] {
	return aggregate[extraction.State, extraction.Event, extraction.Command]{
		category: extraction.Category, kind: "extraction", unknown: unknownExtraction,
		evolve: extraction.Evolve, decide: extraction.Decide,
		creates:  func(c extraction.Command) bool { _, ok := c.(extraction.Authorise); return ok },
		resource: extractionResource, facts: extractionFacts, first: l.registerDerived,
	}
}

func matters(l *Ledger) aggregate[misconduct.State, misconduct.Event, misconduct.Command] {
	return aggregate[misconduct.State, misconduct.Event, misconduct.Command]{
		category: misconduct.Category, kind: "matter", unknown: unknownMatter,
		evolve: misconduct.Evolve, decide: misconduct.DecideTimely,
		creates:  func(c misconduct.Command) bool { _, ok := c.(misconduct.Receive); return ok },
		resource: matterResource, facts: matterFacts, first: l.firstOfMatter,
	}
}

// accesses: every matter has its record of access from the first command about it on. That the matter itself exists, the scope says.
func accesses(l *Ledger) aggregate[caseaccess.State, caseaccess.Event, caseaccess.Command] {
	return aggregate[caseaccess.State, caseaccess.Event, caseaccess.Command]{
		category: caseaccess.Category, kind: "matter", unknown: unknownMatter,
		evolve: caseaccess.Evolve, decide: caseaccess.Decide,
		creates:  func(caseaccess.Command) bool { return true },
		resource: caseAccessResource,
		facts:    noFacts[caseaccess.State, caseaccess.Command],
		first:    nothingFirst[caseaccess.State, caseaccess.Command],
	}
}

func accounts(l *Ledger) aggregate[account.State, account.Event, account.Command] {
	return aggregate[account.State, account.Event, account.Command]{
		category: account.Category, kind: "account", unknown: unknownAccount,
		evolve: account.Evolve, decide: account.Decide,
		creates: func(c account.Command) bool {
			switch c.(type) {
			case account.Open, account.Appoint:
				return true
			}
			return false
		},
		resource: accountResource, facts: accountFacts,
		first: nothingFirst[account.State, account.Command],
	}
}

// policySets: the one record comes into being with the first rules.
func policySets(*Ledger) aggregate[policyset.State, policyset.Event, policyset.Command] {
	return aggregate[policyset.State, policyset.Event, policyset.Command]{
		category: policyset.Category, kind: "policy set", unknown: func() error { return unknown(CodeUnknownPolicySet, "policy set") },
		evolve: policyset.Evolve, decide: policyset.Decide,
		creates: func(policyset.Command) bool { return true },
		resource: func(_ context.Context, _ *look, id string, _ policyset.State, _ policyset.Command) (scope, error) {
			return scope{Resource: access.Resource{Kind: policyset.Category, ID: id}}, nil
		},
		facts: noFacts[policyset.State, policyset.Command],
		first: nothingFirst[policyset.State, policyset.Command],
	}
}

// noFacts is for aggregates that decide on what stands in their own stream.
func noFacts[S, C any](_ context.Context, _ *look, _ string, _ S, c C) (C, error) { return c, nil }

// nothingFirst is for aggregates that write to their own stream alone.
func nothingFirst[S, C any](context.Context, *request, string, S, C) error { return nil }
