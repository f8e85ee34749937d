package telemetry_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

func TestServe_shows_the_store(t *testing.T) {
	store := telemetry.NewStore()
	store.Appended(time.Millisecond)
	store.Refused("disk-full")
	store.Committed(node.Group{Appends: 3, Events: 5, Waited: time.Millisecond, Took: 2 * time.Millisecond, Commit: time.Millisecond})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- telemetry.Serve(ctx, l, store.Collectors(func() node.Stats { return node.Stats{Events: 5, Waiting: 2, Stopped: true} }))
	}()
	client := &http.Client{Timeout: 10 * time.Second}
	res, err := client.Get("http://" + l.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	client.CloseIdleConnections()
	for _, part := range []string{"probity_node_append_seconds_count 1", `probity_node_appends_refused_total{reason="disk-full"} 1`,
		"probity_node_group_appends_sum 3", "probity_node_events_written_total 5", "probity_node_appends_waiting 2", "probity_node_stopped 1",
		"go_goroutines"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the figures lack %s", part)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestLog_tells_failures_apart(t *testing.T) {
	log := telemetry.NewLog()
	for _, err := range []error{nil, &eventlog.ConflictError{}, &eventlog.TooLargeError{}, eventlog.ErrDiskFull, eventlog.ErrOutcomeUnknown,
		eventlog.ErrAccess, eventlog.ErrRefused, eventlog.ErrUnavailable, eventlog.ErrClosed, context.Canceled, io.ErrUnexpectedEOF} {
		log.Appended(time.Millisecond, err)
	}
	log.BrokeOff()
	got := gathered(t, log.Collectors())
	for name, want := range map[string]float64{"append_seconds": 11, "wrong_expected_version": 1, "too_large": 1, "disk_full": 1, "unknown_outcome": 1,
		"access": 1, "refused": 1, "unavailable": 2, "cancelled": 1, "other": 1, "reconnects_total": 1} {
		if got[name] != want {
			t.Errorf("%s: %g, want %g", name, got[name], want)
		}
	}
}
