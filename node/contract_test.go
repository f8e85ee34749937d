package node_test

import (
	"os"
	"slices"
	"strings"
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
	keep := answered(t)
	t.Run("socket", func(t *testing.T) {
		t.Parallel()
		n := start(t, func(cfg *node.Config) { cfg.MaxAppendBytes = examinedLimit })
		storetest.Run(t, examined(n.Addr(), "", ""), keep)
	})
	t.Run("loopback with a credential", func(t *testing.T) {
		t.Parallel()
		n := start(t, func(cfg *node.Config) {
			cfg.MaxAppendBytes = examinedLimit
			cfg.Socket, cfg.Listen, cfg.Username, cfg.Password = "", "127.0.0.1:0", "probity", "secret"
		})
		storetest.Run(t, examined(n.Addr(), "probity", "secret"), keep)
	})
}

func examined(address, username, password string) storetest.Target {
	return storetest.Target{
		Client: esdb.Configuration{
			Address: address, DisableTLS: true, Username: username, Password: password,
			MaxDiscoverAttempts: 1, DiscoveryInterval: 10, GossipTimeout: 5,
			KeepAliveInterval: 10 * time.Second, KeepAliveTimeout: 10 * time.Second,
			NodePreference: esdb.NodePreferenceLeader, Logger: esdb.NoopLogging(),
		},
		Secure:         username != "",
		MaxAppendBytes: examinedLimit,
	}
}

// answered leaves out the questions the node has no answer to yet.
func answered(t *testing.T) func(string) bool {
	t.Helper()
	list, err := os.ReadFile("testdata/contract-open.txt")
	if err != nil {
		t.Fatal(err)
	}
	open := strings.Split(string(list), "\n")
	return func(name string) bool { return !slices.Contains(open, name) }
}
