package eventlog

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// clientLogger takes the client's lines, which would else go to standard error. What it calls an error is often only a call that was
// given up, and whoever made the call hears of it: so errors become warnings and the rest is for debugging.
func clientLogger(log *slog.Logger) esdb.LoggingFunc {
	return func(level esdb.LogLevel, format string, args ...any) {
		at := slog.LevelDebug
		if level == esdb.LogError || level == esdb.LogWarn {
			at = slog.LevelInfo
		}
		if ctx := context.Background(); log.Enabled(ctx, at) {
			log.Log(ctx, at, "event store client", "said", fmt.Sprintf(format, args...))
		}
	}
}
