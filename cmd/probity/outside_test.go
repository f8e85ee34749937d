package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What would send evidence in the clear, or to a machine nobody vouches for, is refused before anything is opened; no refusal repeats a
// password.
func TestServe_refuses_an_unsafe_event_store(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open, empty := filepath.Join(dir, "open"), filepath.Join(dir, "empty")
	for path, mode := range map[string]os.FileMode{open: 0o644, empty: 0o600} {
		if err := os.WriteFile(path, nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		args []string
		says string
		code int
	}{
		{"in the clear", []string{"--eventstore", "esdb://u:hush-hush@db.example:2113?tls=false"}, "not encrypted", exitUsage},
		{"one of the seeds elsewhere", []string{"--eventstore", "esdb+discover://127.0.0.1:1,db.example:2?tls=false"}, "not encrypted", exitUsage},
		{"nobody vouches", []string{"--eventstore", "esdb://db.example:2113?tlsVerifyCert=false"}, "nobody vouches", exitUsage},
		{"CA without TLS", []string{"--eventstore", "esdb://127.0.0.1:1?tls=false", "--eventstore-ca", open}, "no certificate", exitUsage},
		{"user without password", []string{"--eventstore", "esdb://127.0.0.1:1", "--eventstore-user", "u"}, "go together", exitUsage},
		{"two users", []string{"--eventstore", "esdb://u:hush-hush@127.0.0.1:1?tls=false", "--eventstore-user", "w", "--eventstore-password-file", empty},
			"another", exitUsage},
		{"user without a store", []string{"--eventstore-user", "u", "--eventstore-password-file", open}, "name it with --eventstore", exitUsage},
		{"shared without a store", []string{"--shared", dir}, "name it with --eventstore", exitUsage},
		{"no store", []string{"--eventstore", "http://u:hush-hush@127.0.0.1:1"}, "scheme", exitUsage},
		{"password for all to read", []string{"--eventstore", "esdb://127.0.0.1:1?tls=false", "--eventstore-user", "u", "--eventstore-password-file", open},
			"can be read by others", exitRefused},
		{"no password", []string{"--eventstore", "esdb://127.0.0.1:1?tls=false", "--eventstore-user", "u", "--eventstore-password-file", empty}, "is empty", exitFailure},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			args := append([]string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d")}, c.args...)
			if code := run(t.Context(), args, nil, nil, &out, &out); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if said := out.String(); !strings.Contains(said, c.says) || strings.Contains(said, "hush-hush") {
				t.Errorf("said %q, want %q", said, c.says)
			}
		})
	}
}

func TestBlanked(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"esdb://localhost:2113":                    "esdb://localhost:2113",
		"esdb://admin@localhost:2113":              "esdb://admin@localhost:2113",
		"esdb://admin:p/w@a:1,b:2?tls=true":        "esdb://admin:xxxxx@a:1,b:2?tls=true",
		"esdb+discover://admin:p@w@a:1,b:2,c:3":    "esdb+discover://admin:xxxxx@a:1,b:2,c:3",
		"esdb://admin:%zz@db":                      "esdb://admin:xxxxx@db",
		"https://issuer.example/realm":             "https://issuer.example/realm",
		"admin:hush-hush@no-scheme.example":        "(unreadable)",
		"esdb://admin:hush:hush@localhost?tls=off": "esdb://admin:xxxxx@localhost?tls=off",
	} {
		if got := blanked(given); got != want {
			t.Errorf("%s is shown as %s, want %s", given, got, want)
		}
	}
}
