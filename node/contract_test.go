package node_test

import (
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/internal/storetest"
	"github.com/probity-ledger/probity/node"
)

const examinedLimit = 1 << 20

func examined(address string) storetest.Target {
	return storetest.Target{
		Client: esdb.Configuration{
			Address: address, DisableTLS: true, MaxDiscoverAttempts: 1, DiscoveryInterval: 10, GossipTimeout: 5,
			KeepAliveInterval: 10 * time.Second, KeepAliveTimeout: 10 * time.Second,
			NodePreference: esdb.NodePreferenceLeader, Logger: esdb.NoopLogging(),
		},
		MaxAppendBytes: examinedLimit,
	}
}

func TestContract(t *testing.T) {
	t.Parallel()
	t.Run("socket", func(t *testing.T) {
		t.Parallel()
		n := start(t, func(cfg *node.Config) { cfg.MaxAppendBytes = examinedLimit })
		storetest.Run(t, examined(n.Addr()), nil)
	})
}
