package eventlog

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

func TestHeaders(t *testing.T) {
	t.Parallel()
	const basic = "Basic dTpw" // u:p
	for _, c := range []struct {
		name string
		cfg  Config
		want []string
		warn bool
	}{
		{"socket", Config{Address: "unix:///run/s", Username: "u", Password: "p"}, []string{"requires-leader", "true", "authorization", basic}, false},
		{"loopback", Config{Address: "127.0.0.1:1", Username: "u", Password: "p"}, []string{"requires-leader", "true", "authorization", basic}, false},
		{"no credentials", Config{Address: "127.0.0.1:1"}, []string{"requires-leader", "true"}, false},
		{"another machine without TLS", Config{URL: "esdb://u:p@db.example:2113?tls=false"}, []string{"requires-leader", "true"}, true},
		{"seeds without TLS", Config{URL: "esdb://u:p@127.0.0.1:1,db.example:2?tls=false"}, []string{"requires-leader", "true"}, true},
		{"TLS: the client sends them", Config{URL: "esdb://u:p@db.example:2113"}, []string{"requires-leader", "true"}, false},
		{"followers will do", Config{URL: "esdb://db.example:2113?nodePreference=follower"}, []string{"requires-leader", "false"}, false},
		{"own credentials win", Config{URL: "esdb://x:y@localhost:2113?tls=false", Username: "u", Password: "p"},
			[]string{"requires-leader", "true", "authorization", basic}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var said bytes.Buffer
			c.cfg.Logger = slog.New(slog.NewTextHandler(&said, nil))
			_, to, err := c.cfg.resolve()
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(to.headers, c.want) {
				t.Errorf("headers %q, want %q", to.headers, c.want)
			}
			if warned := strings.Contains(said.String(), "not sent without TLS"); warned != c.warn {
				t.Errorf("said %q", said.String())
			}
		})
	}
}

// The client takes "+discover" for one name to be looked up, and forgets the seeds.
func TestTargetOfSeeds(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"esdb", "esdb+discover"} {
		_, to, err := Config{URL: scheme + "://a.example:1,b.example:2,c.example:3"}.resolve()
		if err != nil || len(to.settings.GossipSeeds) != 3 || to.settings.DnsDiscover {
			t.Errorf("%s: %+v, %v", scheme, to, err)
		}
	}
	if _, to, err := (Config{URL: "esdb+discover://a.example:1"}).resolve(); err != nil || !to.settings.DnsDiscover || to.settings.Address != "a.example:1" {
		t.Errorf("one name: %+v, %v", to, err)
	}
}

func TestTargetOfSocket(t *testing.T) {
	t.Parallel()
	_, to, err := Config{Address: "unix:///run/a b%c/s"}.resolve()
	if err != nil || to.settings.Address != "unix:///run/a%20b%25c/s" {
		t.Errorf("dials %q, %v", to.settings.Address, err)
	}
	if s := to.settings; !s.DisableTLS || s.MaxDiscoverAttempts != 1 || s.GossipTimeout != 10 || s.NodePreference != esdb.NodePreferenceLeader {
		t.Errorf("settings %+v", s)
	}
}
