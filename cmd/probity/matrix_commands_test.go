package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/graph/audience"
)

// ear listens to the program's log for what became of each person's last command.
type ear struct {
	mu   sync.Mutex
	last map[string]heard // by actor
	// faults are the lines about errors of the works; there must be none.
	faults []string
}

// heard is one line about a command.
type heard struct{ command, outcome string }

var _ slog.Handler = (*ear)(nil)

// Enabled wants the lines about commands.
func (e *ear) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelInfo }

// Handle keeps the line, if it is about a command.
func (e *ear) Handle(_ context.Context, r slog.Record) error {
	fields := map[string]string{}
	r.Attrs(func(a slog.Attr) bool { fields[a.Key] = a.Value.String(); return true })
	e.mu.Lock()
	defer e.mu.Unlock()
	if r.Level >= slog.LevelError {
		e.faults = append(e.faults, fmt.Sprint(r.Message, fields))
	}
	if r.Message != "command" {
		return nil
	}
	e.last[fields["actor"]] = heard{fields["command"], fields["outcome"]}
	return nil
}

// WithAttrs and WithGroup keep the one ear.
func (e *ear) WithAttrs([]slog.Attr) slog.Handler { return e }
func (e *ear) WithGroup(string) slog.Handler      { return e }

// of returns and forgets the last command of an actor.
func (e *ear) of(p *player) (heard, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	line, ok := e.last[string(p.who.Actor)]
	delete(e.last, string(p.who.Actor))
	return line, ok
}

// testCommands gives every command as every player about every matter. All bear the id of a command that was carried out long ago: one
// that the access rules let through is answered with COMMAND_REUSED, which is the next thing the ledger looks at, and nothing is written.
func (w *world) testCommands(t *testing.T) {
	before, err := w.s.log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	commands := sorted(w.schemas[audience.Officers].Mutation.Fields)
	dealt := w.deal(t, commands)
	t.Run("each", func(t *testing.T) {
		for _, p := range w.players {
			t.Run(p.name, func(t *testing.T) {
				t.Parallel()
				for i, f := range commands {
					if audience.Of(p.who.Role) == audience.Officers {
						w.testCommand(t, p, f, dealt)
					} else if w.turnAtNothing(p, i) {
						w.testNoCommand(t, p, f)
					}
				}
			})
		}
	})
	if after, err := w.s.log.Head(t.Context()); err != nil || after != before {
		t.Errorf("commands that all must be refused wrote something: %v became %v, %v", before, after, err)
	}
}

// commandText is the question that gives a command.
func commandText(f *ast.FieldDefinition) string {
	return fmt.Sprintf(`mutation($in: %s) { %s(input: $in) { receipt { stream } userErrors { code kind field message rule } } }`, f.Arguments[0].Type, f.Name)
}

func (w *world) testCommand(t *testing.T, p *player, f *ast.FieldDefinition, dealt func(*ast.FieldDefinition, *player, *matter) bool) {
	s, text := w.schemas[audience.Officers], commandText(f)
	give := func(m *matter) response { return w.ask(p, text, map[string]any{"in": w.inputOf(t, s, f, m)}) }
	absent := sync.OnceValue(func() response { return give(w.ghost()) })
	for _, m := range w.matters {
		if !dealt(f, p, m) {
			continue
		}
		absent()
		w.ears.of(p)
		got := give(m)
		line, told := w.ears.of(p)
		if !told {
			t.Errorf("%s, %s: the ledger did not hear of %s: %s", p.name, m.name, f.Name, got.raw)
			continue
		}
		w.tally.asked(f.Name, 1, p, m)
		w.judge(t, p, m, line.command, concerning(line.command, m), got, absent())
		w.testAboutOneself(t, p, m, f, text)
	}
}

// testAboutOneself gives a command about somebody once more, about the player's own access: nobody proposes or agrees for themselves.
func (w *world) testAboutOneself(t *testing.T, p *player, m *matter, f *ast.FieldDefinition, text string) {
	input := w.inputOf(t, w.schemas[audience.Officers], f, m)
	if _, about := input["actor"]; !about || f.Name == "accountOpen" {
		return
	}
	ofGhost := w.inputOf(t, w.schemas[audience.Officers], f, w.ghost())
	input["actor"], ofGhost["actor"] = p.who.Actor, p.who.Actor
	absent := w.ask(p, text, map[string]any{"in": ofGhost})
	w.ears.of(p)
	got := w.ask(p, text, map[string]any{"in": input})
	line, _ := w.ears.of(p)
	about := concerning(line.command, m)
	about.Own = true
	if about.Kind == account.Category {
		about.Force, absent = p.who.Force, got // the account is there, whatever the matter
	}
	w.judge(t, p, m, line.command, about, got, absent)
	w.tally.asked(f.Name, 1, p, m)
}

func (w *world) inputOf(t *testing.T, s *ast.Schema, f *ast.FieldDefinition, m *matter) map[string]any {
	t.Helper()
	in, err := w.value(s, f.Name+".input", f.Arguments[0].Type, m)
	if err != nil {
		t.Fatalf("%s cannot be given: %v", f.Name, err)
	}
	input, _ := in.(map[string]any)
	return input
}

// judge holds the answer to a command against the rules.
func (w *world) judge(t *testing.T, p *player, m *matter, command string, about access.Resource, got, absent response) {
	allowed := oracle.Command(p.who, command, about).Allowed
	code, kind := got.refusal()
	w.tally.may(command+map[bool]string{true: ", about oneself"}[about.Own], p, m, slices.Contains(letThrough, code))
	switch {
	case allowed && !slices.Contains(letThrough, code):
		t.Errorf("%s, %s: %s is allowed and answered %s", p.name, m.name, command, got.raw)
	case !allowed && kind != "FORBIDDEN" && kind != "NOT_FOUND":
		t.Errorf("LEAK: %s, %s: %s is not allowed and answered %s", p.name, m.name, command, got.raw)
	case !allowed && !slices.Contains(creating, command) && got.raw != absent.raw:
		t.Errorf("LEAK: %s, %s: %s is answered %s, and %s where there is no such matter", p.name, m.name, command, got.raw, absent.raw)
	}
	if leaks := w.leaks(p, got.raw); len(leaks) > 0 {
		t.Errorf("LEAK: %s, %s: the answer to %s holds %v", p.name, m.name, command, leaks)
	}
}

// letThrough are the answers to a command that the access rules let through: that its id is used, or, for a list of complaints, each of
// which is a command of its own, that there is no list.
var letThrough = []string{"COMMAND_REUSED", "LIST_REQUIRED"}

// refusal returns the first of the user errors.
func (r response) refusal() (code, kind string) {
	for _, payload := range r.Data {
		fields, _ := payload.(map[string]any)
		list, _ := fields["userErrors"].([]any)
		if len(list) > 0 {
			first, _ := list[0].(map[string]any)
			code, _ = first["code"].(string)
			kind, _ = first["kind"].(string)
		}
	}
	return code, kind
}

// creating are the commands that bring something into being: of it there is nothing to hide, and the force is said by the command.
var creating = []string{"misconduct.Receive", "officer.Register", "account.Open"}

// concerning is what the rules are to know when a command of this name is given about a matter, or about the officer concerned in it.
func concerning(command string, m *matter) access.Resource {
	kind, _, _ := strings.Cut(command, ".")
	r := access.Resource{Kind: kind, Force: m.force}
	if slices.Contains(creating, command) || command == "device.Issue" || kind == account.Category || kind == officer.Category {
		return r
	}
	r = m.facts
	r.Kind = kind
	return r
}

// testNoCommand: who is not of the officers' audience gives no command by any means, at no door.
func (w *world) testNoCommand(t *testing.T, p *player, f *ast.FieldDefinition) {
	text := commandText(f)
	variables := map[string]any{"in": map[string]any{"commandId": uuid.NewString()}}
	for _, who := range audience.All() {
		got := w.askAt(door(who), p.token, text, variables)
		want := "FORBIDDEN"
		if who == audience.Of(p.who.Role) {
			want = "GRAPHQL_VALIDATION_FAILED"
		}
		if got.code() != want || got.Data != nil {
			t.Errorf("%s at %s: %s", p.name, door(who), got.raw)
		}
	}
	if line, told := w.ears.of(p); told {
		t.Errorf("%s: the ledger heard of %s", p.name, line.command)
	}
	for _, m := range w.matters {
		w.tally.asked(f.Name, 1, p, m)
	}
}

// joining are the commands that name a second matter: the field that names it, and the domain's name of the command.
var joining = map[string]struct{ field, command string }{
	"caseLink":                  {"otherId", "misconduct.LinkMatters"},
	"caseCombineInvestigations": {"withCaseId", "misconduct.CombineInvestigations"},
	"caseSplitInvestigation":    {"fromCaseId", "misconduct.SplitInvestigation"},
	"caseReopen":                {"asCaseId", "misconduct.Reopen"},
}

// testLinks: a matter that may not be seen cannot be linked to or joined with, and is answered like one that does not exist.
func (w *world) testLinks(t *testing.T) {
	from := w.matters[slices.IndexFunc(w.matters, func(m *matter) bool { return m.name == "assigned" })]
	s := w.schemas[audience.Officers]
	for name, j := range joining {
		f, given := s.Mutation.Fields.ForName(name), 0
		for _, p := range w.players {
			if !oracle.Command(p.who, j.command, concerning(j.command, from)).Allowed {
				continue
			}
			join := func(to *matter) response {
				input := w.inputOf(t, s, f, from)
				input["commandId"], input[j.field] = uuid.NewString(), to.id
				return w.ask(p, commandText(f), map[string]any{"in": input})
			}
			absent := join(w.ghost())
			for _, to := range w.matters {
				if p.sees(access.CaseContent, to) {
					continue
				}
				if got := join(to); got.raw != absent.raw || w.leaks(p, got.raw) != nil {
					t.Errorf("LEAK: %s, %s: named in %s, it is answered %s, and what does not exist %s", p.name, to.name, name, got.raw, absent.raw)
				}
				w.tally.asked(name, 1, p, to)
				given++
			}
		}
		if given == 0 {
			t.Errorf("nobody tried %s", name)
		}
	}
}
