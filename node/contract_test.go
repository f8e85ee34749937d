package node_test

import (
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/internal/storetest"
	"github.com/probity-ledger/probity/node"
)

const examinedLimit = 1 << 20

// TestContract puts the node through the examination a real server has to pass, on each kind of listener.
func TestContract(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	for _, tc := range []struct {
		name     string
		listen   func(*node.Config)
		examined storetest.Target
	}{
		{"socket", func(*node.Config) {}, storetest.Target{Client: esdb.Configuration{DisableTLS: true}}},
		{"loopback with a credential", func(cfg *node.Config) {
			cfg.Socket, cfg.Listen, cfg.Username, cfg.Password = "", "127.0.0.1:0", "probity", "secret"
		}, storetest.Target{
			Secure: true,
			Client: esdb.Configuration{DisableTLS: true, Username: "probity", Password: "secret"},
		}},
		{"TLS with users", secured(t, a), storetest.Target{
			Secure: true,
			Client: esdb.Configuration{RootCAs: a.pool, Username: "ann", Password: "first: secret"},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			n := start(t, tc.listen, func(cfg *node.Config) { cfg.MaxAppendBytes = examinedLimit })
			target := tc.examined
			target.MaxAppendBytes, target.Whole = examinedLimit, true
			target.Client.Address, target.Client.Logger = n.Addr(), esdb.NoopLogging()
			target.Client.MaxDiscoverAttempts, target.Client.DiscoveryInterval, target.Client.GossipTimeout = 1, 10, 5
			target.Client.KeepAliveInterval, target.Client.KeepAliveTimeout = 10*time.Second, 10*time.Second
			storetest.Run(t, target)
		})
	}
}
