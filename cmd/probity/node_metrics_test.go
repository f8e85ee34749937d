package main

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/node"
)

func TestNode_shows_its_figures(t *testing.T) {
	t.Parallel()
	store := telemetry.NewStore()
	n, err := node.Open(node.Config{Path: filepath.Join(t.TempDir(), "events.db"), Listen: "127.0.0.1:0", Username: "a", Password: "b", Observer: store})
	if err != nil {
		t.Fatal(err)
	}
	l, err := listenMetrics(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- serveMeasured(ctx, n, store, l) }()
	res, err := http.Get("http://" + l.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"probity_build_info", "probity_node_events 0", "probity_node_stopped 0"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the figures lack %s", part)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	for _, address := range []string{"9113", "0.0.0.0:9113", "192.0.2.1:9113"} {
		if _, err := listenMetrics(t.Context(), address); !isUsage(err) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
