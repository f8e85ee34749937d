package httpd

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/probity-ledger/probity/access"
)

// seen is filled in while a request goes inwards, for the line that is written when it comes out.
type seen struct{ who access.Principal }

type seenKey struct{}

func noteActor(ctx context.Context, p access.Principal) {
	if s, ok := ctx.Value(seenKey{}).(*seen); ok {
		s.who = p
	}
}

// observe writes the access log and measures. Neither holds a question, a variable, a path's parameters or anybody's name.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := s.cfg.Now()
		note := &seen{}
		ctx, span := s.startSpan(context.WithValue(r.Context(), seenKey{}, note), r)
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(ww, r.WithContext(ctx))
		took := s.cfg.Now().Sub(begun)
		route, status := routeOf(r), max(ww.Status(), http.StatusOK)
		endSpan(span, r.Method, route, status)
		s.metrics.request(route, r.Method, status, took)
		s.cfg.Logger.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("method", method(r.Method)), slog.String("route", route),
			slog.Int("status", status), slog.Int("bytes", ww.BytesWritten()), slog.Duration("took", took),
			slog.String("actor", string(note.who.Actor)), slog.String("role", string(note.who.Role)))
	})
}

// routeOf names the route and never the path, which is the client's to choose.
func routeOf(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil && c.RoutePattern() != "" && c.RoutePattern() != "/*" {
		return c.RoutePattern()
	}
	return "none"
}

// method names a method we know; others are the client's to make up.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// survive turns a panic into an answer and a line in the log; the value is not logged, because it may hold anything.
func (s *Server) survive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch v := recover(); v {
			case nil:
			case http.ErrAbortHandler:
				panic(v)
			default:
				s.cfg.Logger.ErrorContext(r.Context(), "a handler panicked", "route", routeOf(r), "stack", string(debug.Stack()))
				refuse(w, http.StatusInternalServerError, "INTERNAL", "internal error")
			}
		}()
		next.ServeHTTP(w, r)
	})
}
