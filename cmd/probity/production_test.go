package main

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// certificates makes an authority and a certificate of a server: certificates FOLDER
func certificates(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: certificates FOLDER")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	c, err := certify(filepath.Join(dir, "ca.pem"))
	ts.Check(err)
	_, _, err = c.write(dir)
	ts.Check(err)
}

// rightSettings start in production, in the folder of production.txt.
var rightSettings = map[string]string{"data": "d", "issuer": "https://issuer.example", "trusted-documents": "questions", "tls-cert": "tls/cert.pem",
	"tls-key": "tls/key.pem", "listen": "127.0.0.1:0"}

// production is the command line of the right settings with some changed: NAME=VALUE sets one, NAME alone is a switch, no:NAME takes one away.
func production(changes []string) []string {
	set := maps.Clone(rightSettings)
	args := []string{"serve", "--production"}
	for _, c := range changes {
		name, value, valued := strings.Cut(c, "=")
		switch {
		case valued:
			set[name] = value
		case strings.HasPrefix(c, "no:"):
			delete(set, strings.TrimPrefix(c, "no:"))
		default:
			args = append(args, "--"+c)
		}
	}
	for name, value := range set {
		args = append(args, "--"+name, value)
	}
	return args
}

// refuses starts in production and wants to be refused for exactly one reason: refuses PATTERN change…
func refuses(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: refuses PATTERN change…")
	}
	var exit *exec.ExitError
	if err := ts.Exec("probity", production(args[1:])...); !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
		ts.Fatalf("it was not refused: %v", err)
	}
	text := ts.ReadFile("stderr")
	if found := strings.Count(text, "\n  - "); found != 1 || !regexp.MustCompile(args[0]).MatchString(text) {
		ts.Fatalf("%d reasons, wanted one like %q", found, args[0])
	}
	if strings.Contains(text, "secret") && strings.Contains(text, "u:") {
		ts.Fatalf("the refusal repeats a secret")
	}
}

// awaitFile waits until a file is there: awaitfile FILE
func awaitFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: awaitfile FILE")
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s does not appear", args[0])
		}
	}
}

// The questions of this program's own commands are registered, so that they work in production too.
func TestOwnDocuments(t *testing.T) {
	t.Parallel()
	documents, err := bounded{}.documents()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"find_case", "find_exhibit", "import_extraction", "watch_import", "own_force", "register_complaints"}
	for _, name := range names {
		if !documents.Holds(ownDocument(name)) {
			t.Errorf("%s is not registered", name)
		}
	}
	if documents.Len() != len(names) {
		t.Errorf("%d documents are registered, %d are used", documents.Len(), len(names))
	}
}
