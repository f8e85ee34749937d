package eventlog_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

func TestEndpoint(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		cfg  eventlog.Config
		want eventlog.Endpoint
	}{
		{"socket", eventlog.Config{Address: "unix:///run/s"}, eventlog.Endpoint{Addresses: []string{"unix:///run/s"}, Local: true}},
		{"one node", eventlog.Config{URL: "esdb://db.example:2113"},
			eventlog.Endpoint{Addresses: []string{"db.example:2113"}, Encrypted: true, Verified: true}},
		{"in the clear", eventlog.Config{URL: "esdb://u:p@db.example:2113?tls=false"},
			eventlog.Endpoint{Addresses: []string{"db.example:2113"}, User: "u"}},
		{"unchecked", eventlog.Config{URL: "esdb://localhost:2113?tlsVerifyCert=false"},
			eventlog.Endpoint{Addresses: []string{"localhost:2113"}, Encrypted: true, Local: true}},
		{"by name", eventlog.Config{URL: "esdb+discover://db.example:2113"},
			eventlog.Endpoint{Addresses: []string{"db.example:2113"}, Discover: true, Encrypted: true, Verified: true}},
		{"three seeds", eventlog.Config{URL: "esdb+discover://u:p@127.0.0.1:1,127.0.0.1:2,127.0.0.1:3?tls=true"},
			eventlog.Endpoint{Addresses: []string{"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"}, Discover: true, Encrypted: true, Verified: true,
				Local: true, User: "u"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := c.cfg.Endpoint()
			if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestEndpoint_of_authorities_that_are_none(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ca.pem")
	cfg := eventlog.Config{URL: "esdb://u:hush-hush@localhost:2113", CAFile: path}
	for _, text := range []string{"", "no certificate"} {
		if _, err := cfg.Endpoint(); err == nil || strings.Contains(err.Error(), "hush-hush") || !strings.Contains(err.Error(), path) {
			t.Errorf("got %v", err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
