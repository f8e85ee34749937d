package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	headerWait = 5 * time.Second  // for the head of a request
	idleWait   = 60 * time.Second // between two requests on one connection
	maxHeader  = 32 << 10         // bytes
	grace      = 15 * time.Second // for requests under way when the server is told to stop
)

// Serve answers on a listener until ctx ends, and then stops in order: readiness goes first, then streams end, then requests under way
// have some time to finish; what is left after that is cut off. It closes the listener. Bodies and answers have deadlines of their own
// where they are read and written, because a stream or an upload may rightly take hours.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerWait,
		IdleTimeout:       idleWait,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:          slog.NewLogLogger(s.cfg.Logger.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve HTTP: %w", err)
	case <-ctx.Done():
	}
	s.leaving.flag.Store(true)
	s.cfg.API.EndStreams()
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		return errors.Join(fmt.Errorf("wait for requests under way: %w", err), server.Close())
	}
	return nil
}
