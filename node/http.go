package node

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
)

const (
	headerTimeout = 10 * time.Second
	idleTimeout   = time.Minute
	maxHeader     = 16 << 10 // of an HTTP request or a gRPC call

	// healthTimeout bounds a whole plain request, so that nobody keeps a connection by sending or reading slowly.
	healthTimeout = 10 * time.Second

	// A client of HTTP/2 may have so many calls open; subscriptions stay open.
	maxStreamsHTTP = 1 << 16
)

// newHTTP serves what is not plain gRPC: health checks, and gRPC from clients that came as general HTTP clients.
func newHTTP(n *Node) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health/live", n.live)
	return &http.Server{
		Handler:           byContent(n.server, mux),
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: maxStreamsHTTP, SendPingTimeout: idleTimeout},
		ConnContext:       func(ctx context.Context, c net.Conn) context.Context { return withArrival(ctx, c) },
		ConnState:         n.newcomers.note,
		ErrorLog:          slog.NewLogLogger(n.cfg.Logger.Handler(), slog.LevelDebug),
	}
}

func byContent(rpc *grpc.Server, rest http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
			rpc.ServeHTTP(w, r)
			return
		}
		c, until := http.NewResponseController(w), time.Now().Add(healthTimeout)
		if c.SetReadDeadline(until) != nil || c.SetWriteDeadline(until) != nil {
			http.Error(w, "the connection cannot be bounded in time", http.StatusInternalServerError)
			return
		}
		rest.ServeHTTP(w, r)
	})
}

// live answers 204 (or the 2xx code asked for with ?liveCode=) while the node takes appends, and 503 when it is closing
// or has stopped writing. Everybody may ask.
func (n *Node) live(w http.ResponseWriter, r *http.Request) {
	code := http.StatusNoContent
	if asked, err := strconv.Atoi(r.URL.Query().Get("liveCode")); err == nil && asked >= 200 && asked < 300 {
		code = asked
	}
	if n.isClosing() || n.writer.stopped.Load() {
		code = http.StatusServiceUnavailable
	}
	w.WriteHeader(code)
}

// newcomers are the HTTP connections that have not made a whole request yet. An orderly shutdown would wait for them.
type newcomers struct {
	mu    sync.Mutex
	conns map[net.Conn]struct{}
}

func (n *newcomers) note(c net.Conn, state http.ConnState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if state != http.StateNew {
		delete(n.conns, c)
		return
	}
	if n.conns == nil {
		n.conns = make(map[net.Conn]struct{})
	}
	n.conns[c] = struct{}{}
}

func (n *newcomers) hangUp() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.conns {
		c.Close()
	}
}
