package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var (
	execStart  = regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/probity (.*)$`)
	containers = regexp.MustCompile(`(?m)^(?:CMD|HEALTHCHECK .* CMD) (\[.*\])$`)
)

// commandLines are those that the files for installing the program start it with.
func commandLines(t *testing.T) map[string][]string {
	t.Helper()
	lines := map[string][]string{}
	for _, unit := range []string{"probity.service", "probity-node.service"} {
		m := execStart.FindStringSubmatch(readDeploy(t, "systemd/"+unit))
		if m == nil {
			t.Fatalf("%s starts nothing", unit)
		}
		lines[unit] = strings.Fields(m[1])
	}
	for _, m := range containers.FindAllStringSubmatch(readDeploy(t, "Containerfile"), -1) {
		var args []string
		if err := json.Unmarshal([]byte(m[1]), &args); err != nil {
			t.Fatal(err)
		}
		if args[0] == "/probity" {
			args = args[1:]
		}
		lines["Containerfile: "+args[0]] = args
	}
	if len(lines) != 4 {
		t.Fatalf("found %v", lines)
	}
	return lines
}

func readDeploy(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../deploy/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A flag that was renamed must not be found out by the machine that no longer starts.
func TestDeploy_command_lines_are_understood(t *testing.T) {
	t.Parallel()
	for name, args := range commandLines(t) {
		parser, err := kong.New(&cli{}, kong.Vars{"personas": personaNames()}, kong.Exit(func(int) { t.Error("it exits") }))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(args); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
