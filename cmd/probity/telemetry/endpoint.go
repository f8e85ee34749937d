package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	endpointWait = 5 * time.Second // for the head of a request, and for an answer
	endpointHead = 8 << 10         // bytes
)

// Serve shows figures at /metrics on a listener of its own until ctx ends, with those of the Go runtime and the process beside them. It is
// for programs without an HTTP door; who asks is not looked at, so the listener should be on loopback or behind a firewall.
func Serve(ctx context.Context, l net.Listener, all []prometheus.Collector) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(all...)
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: endpointWait}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: endpointWait, ReadTimeout: endpointWait, WriteTimeout: 2 * endpointWait,
		IdleTimeout: time.Minute, MaxHeaderBytes: endpointHead}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case err := <-served:
		return fmt.Errorf("show metrics: %w", err)
	case <-ctx.Done():
		err := server.Close()
		if e := <-served; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
		return err
	}
}
