package main

import (
	"context"
	"fmt"
	"net"
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/node"
)

// serveMeasured runs an event store, and beside it its figures where a listener for them is given, until ctx ends.
func serveMeasured(ctx context.Context, n *node.Node, store *telemetry.Store, metrics net.Listener) error {
	if metrics == nil {
		return n.Serve(ctx)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return n.Serve(ctx) })
	g.Go(func() error {
		all := append([]prometheus.Collector{telemetry.Build(readBuild().version, runtime.Version())}, store.Collectors(n.Stats)...)
		return telemetry.Serve(ctx, metrics, all)
	})
	return g.Wait()
}

// listenMetrics opens the address for figures; nil where none is given. Whoever reaches it may read them, so it must be on this machine.
func listenMetrics(ctx context.Context, address string) (net.Listener, error) {
	if address == "" {
		return nil, nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, usagef("--metrics %s is not an address; give one like 127.0.0.1:9113", address)
	}
	if !loopback(host) {
		return nil, usagef("--metrics %s is not on this machine: the figures are shown to whoever asks; let a proxy show them further", address)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, &adviceError{err: fmt.Errorf("listen on %s: %w", address, err), advice: "choose another address with --metrics"}
	}
	return l, nil
}
