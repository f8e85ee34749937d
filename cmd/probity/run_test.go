package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/vault"
)

// called runs the program with its own environment and returns what it said.
func called(t *testing.T, environ []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, environ, strings.NewReader(""), &out, &err)
	return code, out.String(), err.String()
}

func TestRun_environment(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		environ []string
		args    []string
		code    int
		says    string
	}{
		"foreign variables are no business of ours": {[]string{"HOME=/", "PROBITYX=1"}, []string{"version"}, exitDone, ""},
		"a variable of another command is known":    {[]string{"PROBITY_LISTEN=127.0.0.1:1"}, []string{"version"}, exitDone, ""},
		"a misspelt variable":                       {[]string{"PROBITY_LISTENS=x", "PROBITY_A=y"}, []string{"version"}, exitUsage, "PROBITY_A, PROBITY_LISTENS"},
		"help is no variable":                       {[]string{"PROBITY_HELP=1"}, []string{"version"}, exitUsage, "PROBITY_HELP"},
		"a variable stands for a flag":              {[]string{"PROBITY_AS=nobody"}, []string{"token"}, exitUsage, `persona "nobody"`},
		"the command line wins":                     {[]string{"PROBITY_AS=nobody"}, []string{"token", "--as", "nobody-else"}, exitUsage, "nobody-else"},
		"a variable with a bad value":               {[]string{"PROBITY_LOG_LEVEL=loud"}, []string{"serve"}, exitUsage, "loud"},
		"nothing at all":                            {nil, nil, exitUsage, "expected one of"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, _, said := called(t, tt.environ, tt.args...)
			if code != tt.code || !strings.Contains(said, tt.says) {
				t.Errorf("exit code %d, want %d; said %q, want %q in it", code, tt.code, said, tt.says)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	wrapped := func(err error) error { return fmt.Errorf("open: %w", err) }
	tests := map[string]struct {
		err    error
		code   int
		advice string
	}{
		"plain":             {errors.New("x"), exitFailure, ""},
		"usage":             {wrapped(usagef("x")), exitUsage, "--help"},
		"refusal":           {wrapped(domain.Errorf(domain.Refused, "X", "x")), exitRefused, ""},
		"ambiguous dates":   {domain.Errorf(domain.Refused, "AMBIGUOUS_DATES", "x"), exitRefused, "--date-order"},
		"locked":            {wrapped(&node.LockedError{Path: "p", PID: 1}), exitRefused, "one process"},
		"node's flags":      {wrapped(&node.ConfigError{Err: errors.New("x")}), exitUsage, "node --help"},
		"folder locked":     {wrapped(&folderLockedError{dir: "d"}), exitRefused, "one process"},
		"corrupt store":     {wrapped(&node.CorruptError{Path: "p"}), exitRefused, "backup"},
		"corrupt evidence":  {wrapped(&vault.CorruptError{}), exitRefused, "supervisor"},
		"not loopback":      {wrapped(devissuer.ErrNotLoopback), exitUsage, "127.0.0.1"},
		"disk full":         {wrapped(eventlog.ErrDiskFull), exitFailure, "make room"},
		"views' disk full":  {errors.Join(wrapped(sqlite.ResultFull.ToError()), errors.New("x")), exitFailure, "make room"},
		"log ran backwards": {wrapped(eventlog.ErrPositionRegressed), exitRefused, "find out who"},
		"store not there":   {wrapped(eventlog.ErrUnavailable), exitFailure, "can be reached"},
		"findings":          {findings(2), exitRefused, "until somebody has looked"},
	}
	for name, tt := range tests {
		p := explain(tt.err)
		if p.code != tt.code || !strings.Contains(p.advice, tt.advice) || p.text == "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestMeter_in_a_pipe(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	m := newTerminal(nil, nil, &out).meter("work")
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	m.now = func() time.Time { return now }
	m.at("1")
	m.at("2")
	now = now.Add(10 * time.Second)
	m.at("3")
	m.at("4")
	m.done()
	m.done()
	if got, want := out.String(), "work: 1\nwork: 3\nwork: 4\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMeter_on_a_terminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	terminal := newTerminal(nil, nil, &out)
	terminal.live = true
	m := terminal.meter("work")
	m.at("1")
	terminal.note("a word in between")
	m.done()
	if got, want := out.String(), "\r\x1b[Kwork: 1\na word in between\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestQuestion_curl_survives_a_shell(t *testing.T) {
	t.Parallel()
	for _, q := range questions() {
		line := q.curl("http://127.0.0.1:8080", "/tmp/it's here")
		if !strings.Contains(line, `'/tmp/it'\''s here'`) || !strings.Contains(line, "http://127.0.0.1:8080"+q.path) {
			t.Errorf("%s", line)
		}
	}
}
