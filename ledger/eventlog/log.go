package eventlog

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Log is an open event log. Its methods may be called from any goroutine.
type Log struct {
	cfg   Config
	log   *slog.Logger
	calls *connection // appends and reads
	feeds *connection // subscriptions, which would else use up the streams of the calls' connection
	shut  context.Context
	end   context.CancelFunc
}

const reconnectPause = 100 * time.Millisecond

// Open connects to the event store and makes sure that it answers and lets us read. It tries until ctx ends or ConnectTimeout has
// passed, since the store may still be starting.
func Open(ctx context.Context, cfg Config) (*Log, error) {
	cfg, target, err := cfg.resolve()
	if err != nil {
		return nil, err
	}
	l := &Log{cfg: cfg, log: cfg.Logger, calls: newConnection(target, cfg), feeds: newConnection(target, cfg)}
	l.shut, l.end = context.WithCancel(context.Background())
	if err := l.awaitAnswer(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open event log: %w", err), l.Close())
	}
	return l, nil
}

func (l *Log) awaitAnswer(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, l.cfg.ConnectTimeout)
	defer cancel()
	var last error // before the time was up
	for {
		_, err := l.Head(bounded)
		if bounded.Err() == nil || last == nil {
			last = err
		}
		switch {
		case err == nil || ctx.Err() != nil:
			return err
		case bounded.Err() != nil:
			return fmt.Errorf("%w: no answer within %s: %w", ErrUnavailable, l.cfg.ConnectTimeout, last)
		case !errors.Is(err, ErrUnavailable):
			return err
		}
		pause(bounded, reconnectPause)
	}
}

// Close ends subscriptions, lets running calls finish (for at most the call timeout) and gives the connections back. Calls begun
// later fail with ErrClosed. It may be called more than once.
func (l *Log) Close() error {
	l.end()
	l.calls.close()
	l.feeds.close()
	return nil
}

// pause waits, for no longer than ctx lasts.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
