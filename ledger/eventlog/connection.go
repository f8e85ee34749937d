package eventlog

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// connection owns one client at a time. The client has three habits it works round: a failed discovery kills it for good and leaves
// concurrent callers hanging, connecting ignores the caller's deadline, and closing it under a call in flight can panic. So there is
// one connecting at a time, every call runs under a watchdog, and a client is closed when its last call has ended; calls that hang in
// a dead client are left behind after a moment and thrown out of it.
type connection struct {
	target  *target
	connect time.Duration // bounds one attempt to connect
	finish  time.Duration // how long calls may go on after close
	log     *slog.Logger

	mu      sync.Mutex // guards what follows
	current *session   // nil until connected
	attempt *attempt   // the connecting under way, if any; callers share its outcome
	closed  bool
}

// session is one client and the calls it has in flight.
type session struct {
	client  *esdb.Client
	calls   int           // guarded by connection.mu
	retired bool          // guarded by connection.mu; no new calls
	left    chan struct{} // closed when calls that still run are left behind
	leave   sync.Once
	over    sync.Once
}

// attempt is one connecting, shared by all who wait for it.
type attempt struct {
	done chan struct{} // closed when err is set
	err  error
}

func newConnection(t *target, cfg Config) *connection {
	return &connection{target: t, connect: cfg.ConnectTimeout, finish: cfg.CallTimeout, log: cfg.Logger}
}

// lease returns a live client for one call, connecting first where necessary. The caller must release it.
func (c *connection) lease(ctx context.Context) (*session, error) {
	for {
		s, a, err := c.leaseOrWait()
		if a == nil {
			return s, err
		}
		select {
		case <-a.done:
			if a.err != nil {
				return nil, a.err
			}
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", ErrUnavailable, context.Cause(ctx))
		}
	}
}

func (c *connection) leaseOrWait() (*session, *attempt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return nil, nil, ErrClosed
	case c.current != nil:
		c.current.calls++
		return c.current, nil, nil
	case c.attempt == nil:
		c.attempt = &attempt{done: make(chan struct{})}
		go c.dial(c.attempt)
	}
	return nil, c.attempt, nil
}

// dial makes one client and sees it answer. It ends by itself: no caller's deadline cuts it short, since others may wait for it.
func (c *connection) dial(a *attempt) {
	s, err := c.makeSession()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.attempt = nil
	switch {
	case err != nil:
		a.err = err
	case c.closed:
		a.err = ErrClosed
		go s.shut()
	default:
		c.current = s
	}
	close(a.done)
}

func (c *connection) makeSession() (*session, error) {
	settings := c.target.settings
	client, err := esdb.NewClient(&settings)
	if err != nil {
		return nil, fmt.Errorf("connect to event store: %w", err)
	}
	s := &session{client: client, left: make(chan struct{})}
	answered := make(chan error, 1)
	go func() {
		answered <- guarded(func() error {
			_, err := client.GetServerVersion()
			return err
		})
	}()
	select {
	case err = <-answered:
	case <-time.After(c.connect):
		go func() { <-answered; s.shut() }() // the client's own discovery ends by itself, and only then may it be closed
		return nil, fmt.Errorf("%w: connect: no answer within %s", ErrUnavailable, c.connect)
	}
	if err != nil {
		s.shut()
		return nil, fmt.Errorf("%w: connect: %w", ErrUnavailable, err)
	}
	return s, nil
}

// release ends one call on a session. The last call of a retired session closes its client.
func (c *connection) release(s *session) {
	c.mu.Lock()
	s.calls--
	last := s.retired && s.calls == 0
	c.mu.Unlock()
	if last {
		s.shut()
	}
}

// retire takes a client out of use: the next call gets a new one. Calls that run on it have as long as given to end.
func (c *connection) retire(s *session, why error, patience time.Duration) {
	c.mu.Lock()
	first := !s.retired
	s.retired = true
	if c.current == s {
		c.current = nil
	}
	idle := s.calls == 0
	c.mu.Unlock()
	if !first {
		return
	}
	if idle {
		s.shut()
		return
	}
	c.log.Info("event store: connection given up", "why", why)
	time.AfterFunc(patience, s.leaveBehind)
}

// close lets calls in flight end, for at most the call timeout, and then closes the client. New calls fail with ErrClosed.
func (c *connection) close() {
	c.mu.Lock()
	s, closed := c.current, c.closed
	c.closed = true
	c.mu.Unlock()
	if s != nil && !closed {
		c.retire(s, ErrClosed, c.finish)
	}
}

// shut closes the client once.
func (s *session) shut() { s.over.Do(func() { s.client.Close() }) }

// leaveBehind tells whoever waits for a call of the session to wait no longer, and closes the client under the calls that hang in it:
// it throws them out with a panic, which guarded catches.
func (s *session) leaveBehind() {
	s.leave.Do(func() { close(s.left) })
	if mayCloseUnderCalls {
		s.shut()
	}
}

// errClientBroke stands for a panic inside the client, which happens when it is closed under a call or hears nonsense.
var errClientBroke = errors.New("the event store client broke off")

// guarded runs a call into the client and turns a panic into an error.
func guarded(call func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errClientBroke, r)
		}
	}()
	return call()
}

// stuckAfter is how long a call may outlive its context, or its client, before it counts as hanging.
const stuckAfter = time.Second

// do runs one call on a live client and bounds it whatever the client does: when ctx has ended and the call has not, the call is left
// behind and its client with it.
func (c *connection) do(ctx context.Context, call func(context.Context, *esdb.Client) error) error {
	s, err := c.lease(ctx)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		defer c.release(s)
		done <- guarded(func() error { return call(c.target.dress(ctx), s.client) })
	}()
	return c.await(ctx, s, done)
}

func (c *connection) await(ctx context.Context, s *session, done <-chan error) error {
	select {
	case err := <-done:
		return c.examine(s, err)
	case <-s.left:
		return fmt.Errorf("%w: the call hung in it", errClientBroke)
	case <-ctx.Done():
	}
	timer := time.NewTimer(stuckAfter)
	defer timer.Stop()
	select {
	case err := <-done:
		return c.examine(s, err)
	case <-timer.C:
		err := fmt.Errorf("%w: %w", errClientBroke, context.Cause(ctx))
		c.retire(s, err, 0)
		return err
	}
}

// examine retires the session when the error says that its client is dead, and returns the error.
func (c *connection) examine(s *session, err error) error {
	if isFatal(err) {
		c.retire(s, err, stuckAfter)
	}
	return err
}
