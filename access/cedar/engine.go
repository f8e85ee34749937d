package cedar

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/cedar-policy/cedar-go"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain/policyset"
)

// Options are what an Engine is made with.
type Options struct {
	// RequireSecondFactor lets nobody read evidence who signed in with a password alone.
	RequireSecondFactor bool
	// Alarm is told of every decision that could not be made as the policies say, on the goroutine that asked; nil where nobody listens.
	Alarm func(Fault)
}

// Fault is a decision that was a no because deciding failed. It names nobody.
type Fault struct {
	Action   string   // what was to be decided, e.g. "device.Seize" or "read.case"; "" for what the schema does not know
	Policies []string // those that could not be evaluated; none where the action itself is unknown
}

// Engine is access.Policy by written policies. Its methods may be called from any goroutine.
type Engine struct {
	library         *library
	hash            string
	commands, looks acts
	context         cedar.Record
	alarm           func(Fault)
}

var _ access.Policy = (*Engine)(nil)

// New reads the policies that are part of this program. The error says everything that is wrong with them.
func New(o Options) (*Engine, error) {
	folder, err := fs.Sub(embedded, "policies")
	if err != nil {
		return nil, err
	}
	l, err := load(folder)
	if err != nil {
		return nil, fmt.Errorf("the access policies are not sound: %w", err)
	}
	return newEngine(l, o), nil
}

func newEngine(l *library, o Options) *Engine {
	if o.Alarm == nil {
		o.Alarm = func(Fault) {}
	}
	return &Engine{
		library: l, hash: policyset.Sum(l.files), alarm: o.Alarm, commands: l.acts(everyCommandGroup, ""), looks: l.acts(everyLookGroup, "read."),
		context: cedar.NewRecord(cedar.RecordMap{"secondFactorNeeded": cedar.Boolean(o.RequireSecondFactor)}),
	}
}

// Hash names the policies and their schema: two programs with the same hash decide by the same text.
func (e *Engine) Hash() string { return e.hash }

// Activation is the command that puts on record that this text decides from now on, brought by a release.
func (e *Engine) Activation(release string) policyset.Activate {
	c := policyset.Activate{Hash: e.hash, Release: release, Files: slices.Clone(e.library.files)}
	for _, p := range e.library.policies {
		c.Policies = append(c.Policies, p.ID)
	}
	return c
}

// Policies returns all policies, in order of their names.
func (e *Engine) Policies() []Policy { return slices.Clone(e.library.policies) }

// Command answers for one command, by all policies that speak of it.
func (e *Engine) Command(p access.Principal, command string, r access.Resource) access.Decision {
	return e.decide(p, e.commands, command, r)
}

// Read answers for looking at a sort of content, likewise.
func (e *Engine) Read(p access.Principal, what access.Content, r access.Resource) access.Decision {
	return e.decide(p, e.looks, string(what), r)
}

// decide lets the language's own authorizer decide. Of an act that the schema does not know only the general prohibitions are asked:
// it is never allowed.
func (e *Engine) decide(p access.Principal, sort acts, name string, r access.Resource) access.Decision {
	a, known := sort.named[name]
	if !known {
		e.alarm(Fault{})
		a = sort.general
	}
	s := situation{act: a.self, person: person(p), thing: thing(r)}
	answer, diagnostic := cedar.Authorize(a.policies, &s, cedar.Request{
		Principal: s.person.UID, Action: s.act.UID, Resource: s.thing.UID, Context: e.context,
	})
	if len(diagnostic.Errors) > 0 {
		return e.failed(a, diagnostic)
	}
	rules := make([]string, 0, max(1, len(diagnostic.Reasons)))
	for _, reason := range diagnostic.Reasons {
		rules = append(rules, string(reason.PolicyID))
	}
	if len(rules) == 0 {
		rules = append(rules, access.ForbidWithoutAllowing)
	}
	return access.Decision{Allowed: answer == cedar.Allow && known, Policies: rules}
}

// failed is the answer when a policy could not be evaluated: no. The language's text of the error may name people and is not passed on.
func (e *Engine) failed(a *act, d cedar.Diagnostic) access.Decision {
	f := Fault{Action: string(a.self.UID.ID)}
	for _, one := range d.Errors {
		f.Policies = append(f.Policies, string(one.PolicyID))
	}
	e.alarm(f)
	return access.Decision{Policies: []string{access.ForbidWithoutAllowing}}
}
