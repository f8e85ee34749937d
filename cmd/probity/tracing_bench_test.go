package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkCommand measures one command through HTTP and GraphQL to its durable append, by one caller, with traces off, on for one request
// in a hundred, and on for all, sent to a collector on this machine. The three belong side by side:
//
//	go test -run '^$' -bench Command -count 6 ./cmd/probity
func BenchmarkCommand(b *testing.B) {
	for _, ratio := range []float64{-1, 0.01, 1} {
		name := fmt.Sprintf("traced=%g", ratio)
		if ratio < 0 {
			name = "traces=off"
		}
		b.Run(name, func(b *testing.B) { benchmarkCommand(b, ratio) })
	}
}

func benchmarkCommand(b *testing.B, ratio float64) {
	c := settings{data: filepath.Join(b.TempDir(), "d"), now: time.Now, logger: slog.New(slog.DiscardHandler)}
	if ratio >= 0 {
		collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
		b.Cleanup(collector.Close)
		stop, err := traced{OTLP: collector.URL, TraceRatio: ratio}.start(b.Context(), &c)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			if err := stop(); err != nil {
				b.Error(err)
			}
		})
	}
	s, err := openSystem(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.close(); err != nil {
			b.Error(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	w, err := s.serveHTTP(b.Context(), listener, front{})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.openPersonas(b.Context()); err != nil {
		b.Fatal(err)
	}
	token, err := w.issuer.Token(b.Context(), "case-officer")
	if err != nil {
		b.Fatal(err)
	}
	r, load := &remote{server: w.url, path: "/graphql", token: token}, &workload{sent: map[string]*command{}}
	for b.Loop() {
		if err := load.register(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
}
