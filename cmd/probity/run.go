package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// The exit codes, documented at the top of main.go and in the help text.
const (
	exitDone    = 0
	exitFailure = 1
	exitUsage   = 2
	exitRefused = 3
)

// cli is the whole command line; Kong reads flags, defaults and help out of it.
type cli struct {
	Serve    serveCommand    `cmd:"" help:"Run the ledger: event store, read models, GraphQL."`
	Node     nodeCommand     `cmd:"" help:"Run the event store alone, for several servers to share."`
	Intake   intakeCommand   `cmd:"" help:"Import a message export into an extraction."`
	Register registerCommand `cmd:"" help:"Register the complaints of a list through a running ledger."`
	Verify   verifyCommand   `cmd:"" help:"Check everything stored against itself."`
	Health   healthCommand   `cmd:"" help:"Ask a running ledger whether it is ready."`
	Scrub    scrubCommand    `cmd:"" help:"Look at every stored byte of events and evidence, beside a running server or without one."`
	Backup   backupCommand   `cmd:"" help:"Add what is new to a backup, beside a running server or without one."`
	Restore  restoreCommand  `cmd:"" help:"Make a new data folder out of a backup."`
	Demo     demoCommand     `cmd:"" help:"Fill a data folder with an invented year of one force (development only)."`
	Token    tokenCommand    `cmd:"" help:"Print an access token of an invented person (development only)."`
	Policies policiesCommand `cmd:"" help:"Show by which rules this program decides who may do and see what, and check them."`
	Access   accessCommand   `cmd:"" help:"Appoint the first access administrators of a force."`
	Version  versionCommand  `cmd:"" help:"Say which build this is."`
}

const description = `Probity: the ledger of police misconduct cases and the device evidence behind them.

Exit codes: 0 done; 1 something failed; 2 the command line or the environment is wrong; 3 refused by the rules or a lock, or a check
found something that does not fit.

Every flag can be given as PROBITY_<FLAG> in the environment.`

// run is the whole program, as tests call it: its own arguments, environment and streams. It returns the exit code.
func run(ctx context.Context, args, environ []string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := newTerminal(stdin, stdout, stderr)
	err := dispatch(ctx, args, environ, t)
	if err == nil {
		return exitDone
	}
	p := explain(err)
	t.problem(p)
	return p.code
}

func dispatch(ctx context.Context, args, environ []string, t *terminal) error {
	helped := false
	env := ownVariables(environ)
	parser, err := kong.New(&cli{},
		kong.Name("probity"), kong.Description(description), kong.Vars{"personas": personaNames()}, kong.Writers(t.stdout, t.stderr),
		kong.Exit(func(int) { helped = true }), // only --help exits; run returns instead
		kong.Resolvers(env), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 132}), kong.ValueFormatter(helpWithVariable),
	)
	if err != nil {
		return fmt.Errorf("set up the command line: %w", err)
	}
	chosen, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return &usageError{err: err}
	}
	chosen.BindTo(ctx, (*context.Context)(nil))
	chosen.Bind(supervisorOf(environ))
	return chosen.Run(t)
}

// variables are the environment variables that begin with our prefix, by name.
type variables map[string]string

const variablePrefix = "PROBITY_"

func ownVariables(environ []string) variables {
	own := variables{}
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && strings.HasPrefix(name, variablePrefix) {
			own[name] = value
		}
	}
	return own
}

// variableOf is the environment variable that stands for a flag.
func variableOf(flag string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// Resolve gives a flag its value from the environment, where the command line did not.
func (v variables) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value, ok := v[variableOf(flag.Name)]
	if !ok || flag.Name == "help" {
		return nil, nil
	}
	return value, nil
}

// Validate refuses a variable with our prefix that no flag of any command stands for.
func (v variables) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var visit func(*kong.Node)
	visit = func(n *kong.Node) {
		for _, flag := range n.Flags {
			known[variableOf(flag.Name)] = flag.Name != "help"
		}
		for _, child := range n.Children {
			visit(child)
		}
	}
	visit(app.Node)
	var unknown []string
	for name := range v {
		if !known[name] {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	return fmt.Errorf("the environment sets %s, which no flag stands for: unset it or correct its name", strings.Join(unknown, ", "))
}

// helpWithVariable appends the environment variable to a flag's help.
func helpWithVariable(value *kong.Value) string {
	help := kong.DefaultHelpValueFormatter(value)
	if value.Flag == nil || value.Name == "help" {
		return help
	}
	return strings.TrimSpace(help + " ($" + variableOf(value.Name) + ")")
}

// usageError says that the command line or the environment is wrong.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usagef makes a usageError for what only the command itself can see to be wrong.
func usagef(format string, args ...any) error {
	return &usageError{err: fmt.Errorf(format, args...)}
}

// isUsage says whether an error is about the command line.
func isUsage(err error) bool {
	var u *usageError
	return errors.As(err, &u)
}
