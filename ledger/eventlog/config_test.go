package eventlog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// What cannot work is refused before anything is dialled, and no refusal repeats the password.
func TestConfigRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		cfg  eventlog.Config
	}{
		{"nothing", eventlog.Config{}},
		{"both", eventlog.Config{Address: "localhost:2113", URL: "esdb://localhost:2113"}},
		{"no port", eventlog.Config{Address: "localhost"}},
		{"no host", eventlog.Config{Address: ":2113"}},
		{"port 0", eventlog.Config{Address: "localhost:0"}},
		{"relative socket", eventlog.Config{Address: "unix://data/s"}},
		{"user without password", eventlog.Config{Address: "localhost:2113", Username: "u"}},
		{"negative timeout", eventlog.Config{Address: "localhost:2113", CallTimeout: -time.Second}},
		{"wrong scheme", eventlog.Config{URL: "http://u:hush-hush@localhost:2113"}},
		{"broken URL", eventlog.Config{URL: "esdb://u:hush-hush@localhost:21%zz"}},
		{"unknown setting", eventlog.Config{URL: "esdb://u:hush-hush@localhost:2113?tsl=false"}},
		{"setting twice", eventlog.Config{URL: "esdb://u:hush-hush@localhost:2113?tls=false&tls=true"}},
		{"bad setting", eventlog.Config{URL: "esdb://u:hush-hush@localhost:2113?tls=perhaps"}},
		{"bad deadline", eventlog.Config{URL: "esdb://u:hush-hush@localhost:2113?defaultDeadline=soon"}},
		{"busy keep-alive", eventlog.Config{URL: "esdb://u:hush-hush@localhost:2113?keepAliveInterval=10"}},
		{"half a certificate", eventlog.Config{URL: "esdb://localhost:2113?userCertFile=/a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l, err := eventlog.Open(t.Context(), c.cfg)
			if err == nil {
				l.Close()
				t.Fatal("opened")
			}
			if strings.Contains(err.Error(), "hush-hush") {
				t.Errorf("the password stands in %q", err)
			}
		})
	}
}
