package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
)

// Config says where the store lives, where it listens and who may call.
type Config struct {
	// Path is the SQLite file. Its folder must exist; the file is made when it is missing.
	Path string
	// Socket is the path of a Unix socket of mode 0600. Its folder is made with mode 0700; an existing one must not
	// be writable by everybody. Exactly one of Socket and Listen is set.
	Socket string
	// Listen is a loopback host:port; port 0 picks a free one. Username and Password are then required.
	Listen string
	// Username and Password are demanded of every call but ServerFeatures and Gossip, as basic authentication in
	// the "authorization" metadata. They may also be set together with Socket.
	Username, Password string
	// Now is the clock that stamps events; nil is time.Now.
	Now func() time.Time
	// Logger gets operational lines, never payloads; nil discards them.
	Logger *slog.Logger
	// Observer is told what the node does, for metrics; nil where nobody counts.
	Observer Observer
	// MaxAppendBytes limits one append: data, metadata and twice the length of the type of all its events. 0 is 1 MiB.
	MaxAppendBytes int
	// GroupLimit is how many events one group commit may hold before it is closed; one append is never split.
	// 0 is 4096.
	GroupLimit int
}

const (
	defaultMaxAppendBytes = 1 << 20
	largestMaxAppendBytes = 16 << 20 // below the 17 MiB that one gRPC message may have
	defaultGroupLimit     = 4096
	shutdownGrace         = 5 * time.Second
)

func (c Config) withDefaults() (Config, error) {
	if c.Path == "" {
		return c, errors.New("open event store: no data file given")
	}
	if (c.Socket == "") == (c.Listen == "") {
		return c, errors.New("open event store: give either a socket or a listen address")
	}
	if (c.Username == "") != (c.Password == "") || (c.Listen != "" && c.Password == "") {
		return c, errors.New("open event store: a listen address needs a username and a password")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Observer == nil {
		c.Observer = unobserved{}
	}
	if c.MaxAppendBytes == 0 {
		c.MaxAppendBytes = defaultMaxAppendBytes
	}
	if c.MaxAppendBytes < 0 || c.MaxAppendBytes > largestMaxAppendBytes {
		return c, fmt.Errorf("open event store: max append bytes must lie between 1 and %d", largestMaxAppendBytes)
	}
	if c.GroupLimit <= 0 {
		c.GroupLimit = defaultGroupLimit
	}
	return c, nil
}

// Node is an open event store. Its methods may be called from any goroutine.
type Node struct {
	cfg      Config
	lock     *fileLock
	listener net.Listener
	addr     string
	store    *store
	writer   *writer
	hub      *hub
	server   *grpc.Server

	pending  atomic.Int64 // bytes of appends under way
	serving  atomic.Bool
	closing  chan struct{} // closed when shutdown begins: subscriptions end
	shutOnce sync.Once
	shutErr  error
}

// Open takes the lock on the data file, checks or makes the file and opens the listener. It fails with a *LockedError
// when another process has the file, and with a *CorruptError when the file is not a sound event store.
func Open(cfg Config) (*Node, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	n := &Node{cfg: cfg, closing: make(chan struct{}), hub: newHub()}
	if err := n.open(); err != nil {
		n.release()
		return nil, err
	}
	return n, nil
}

func (n *Node) open() (err error) {
	if n.lock, err = lockFile(n.cfg.Path); err != nil {
		return err
	}
	up := upgrade{path: n.cfg.Path, now: n.cfg.Now, log: n.cfg.Logger, free: freeSpace}
	if err = up.run(); err != nil {
		return err
	}
	if n.store, err = openStore(n.cfg.Path); err != nil {
		return err
	}
	n.store.log = n.cfg.Logger
	if n.listener, n.addr, err = listen(n.cfg); err != nil {
		return err
	}
	n.writer = startWriter(n.store, n.hub, n.cfg)
	n.server = newServer(n)
	return nil
}

// Addr is what a client dials: "unix:///path" or "host:port". The listener is open from Open on.
func (n *Node) Addr() string { return n.addr }

// Serve answers calls until ctx ends or Close is called, then shuts down as Close does and returns nil; any other
// return says why serving broke off. It may be called once.
func (n *Node) Serve(ctx context.Context) error {
	if !n.serving.CompareAndSwap(false, true) {
		return errors.New("serve event store: Serve was called before")
	}
	served := make(chan error, 1)
	go func() { served <- n.server.Serve(n.listener) }()
	select {
	case <-ctx.Done():
		err := n.Close()
		<-served
		return err
	case err := <-served:
		select {
		case <-n.closing:
			return n.Close()
		default:
			return errors.Join(fmt.Errorf("serve event store: %w", err), n.Close())
		}
	}
}

// Close stops accepting calls, ends subscriptions, lets running appends finish (for at most five seconds), closes the
// file and gives the lock back. It may be called more than once.
func (n *Node) Close() error {
	n.shutOnce.Do(func() {
		close(n.closing)
		n.stopServer()
		n.shutErr = n.release()
	})
	return n.shutErr
}

func (n *Node) stopServer() {
	hard := time.AfterFunc(shutdownGrace, n.server.Stop)
	defer hard.Stop()
	n.server.GracefulStop()
}

// release gives back whatever open obtained, in reverse.
func (n *Node) release() error {
	var errs []error
	if n.writer != nil {
		n.writer.stop()
	}
	if n.listener != nil {
		if err := n.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, fmt.Errorf("close listener: %w", err))
		}
	}
	if n.store != nil {
		errs = append(errs, n.store.close())
	}
	if n.lock != nil {
		errs = append(errs, n.lock.release())
	}
	return errors.Join(errs...)
}
