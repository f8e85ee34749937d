package telemetry

import (
	"io"
	"log/slog"

	"github.com/probity-ledger/probity/graph"
)

// NewLogger returns a logger that writes one line each, as text or as JSON, with the ids of the request and the trace it belongs to.
func NewLogger(w io.Writer, format string, level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if format == "json" {
		return slog.New(graph.LogHandler(slog.NewJSONHandler(w, options)))
	}
	return slog.New(graph.LogHandler(slog.NewTextHandler(w, options)))
}
