package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
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
	// be writable by everybody. At least one of Socket and Listen is set.
	Socket string
	// Listen is a host:port; port 0 picks a free one. An address beyond loopback needs a certificate and users. On
	// loopback both may be left out: then every program of this machine is let in.
	Listen string
	// Followers are further addresses, of the same kind as Listen, on which the node plays a follower of itself, so that
	// clients of clusters can be tried out: Gossip lists them, and they send calls for the leader to it.
	Followers []string
	// AdvertiseAddress is the host:port Gossip tells to clients, where it differs from Listen; it must be a name in the
	// certificate. Followers share its host.
	AdvertiseAddress string
	// CertFile and KeyFile (PEM) encrypt the TCP addresses with TLS, at least 1.2. A changed certificate file is read anew.
	CertFile, KeyFile string
	// ClientCAFile (PEM) is the authority of client certificates: one it signed is the credential of the user its common
	// name names.
	ClientCAFile string
	// Username and Password are demanded of every call but ServerFeatures and Gossip, as basic authentication in
	// the "authorization" metadata.
	Username, Password string
	// UsersFile names more users, in lines "name:bcrypt hash" as `htpasswd -B` writes them. It is read by Open.
	UsersFile string
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
	// ScrubEvery is how long after its start, and after each scrub, the node looks at every row of its file; 0 is never.
	// ScrubRate limits that, in bytes a second; 0 is no limit.
	ScrubEvery time.Duration
	ScrubRate  int64
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
	if err := c.checkAddresses(); err != nil {
		return c, &ConfigError{err}
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

func (c Config) checkAddresses() error {
	named := c.Password != "" || c.UsersFile != ""
	switch {
	case c.Socket == "" && c.Listen == "":
		return errors.New("give a socket or a listen address")
	case c.Listen == "" && len(c.Followers) > 0:
		return errors.New("followers need a listen address of their leader")
	case (c.Username == "") != (c.Password == ""):
		return errors.New("give both a username and a password, or neither")
	case (c.CertFile == "") != (c.KeyFile == ""):
		return errors.New("give both a certificate and its key, or neither")
	case c.ClientCAFile != "" && (c.CertFile == "" || !named):
		return errors.New("client certificates need a certificate of the node, and users whose names they carry")
	}
	if c.AdvertiseAddress == "" {
		return nil
	}
	if _, err := parseEndpoint(c.AdvertiseAddress); err != nil {
		return fmt.Errorf("advertise: %w", err)
	}
	return nil
}

// Node is an open event store. Its methods may be called from any goroutine.
type Node struct {
	cfg      Config
	lock     *fileLock
	gate     *gate
	front    *front
	store    *store
	writer   *writer
	hub      *hub
	server   *grpc.Server
	scrubber *scrubber
	web      *http.Server

	newcomers newcomers

	persistent *persistentSubscriptions

	pending  atomic.Int64 // bytes of appends under way
	panics   atomic.Int64 // calls that panicked
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
	if err := n.openFront(); err != nil {
		return err
	}
	n.writer = startWriter(n.store, n.hub, n.cfg)
	n.persistent = openPersistentSubscriptions(n)
	n.server = newServer(n)
	n.scrubber = startScrubber(n)
	n.web = newHTTP(n)
	return nil
}

func (n *Node) openFront() error {
	secure, err := newTLS(n.cfg)
	if err != nil {
		return &ConfigError{err}
	}
	n.gate = new(gate)
	if n.gate.users, err = newUsers(n.cfg); err != nil {
		return &ConfigError{err}
	}
	entrances, err := listen(n.cfg)
	if err != nil {
		return err
	}
	n.front = newFront(entrances, secure, n.cfg.Logger)
	n.gate.leader = n.leader()
	if n.onTCP() && n.gate.users == nil {
		n.cfg.Logger.Warn("no users are named: every program of this machine is let in", "address", n.Endpoint())
	}
	return nil
}

func (n *Node) onTCP() bool { return n.cfg.Listen != "" }

func (n *Node) leader() endpoint {
	for _, e := range n.front.entrances {
		if e.role == leader && e.tcp() {
			return n.announced(e)
		}
	}
	return endpoint{}
}

// Addr is what a client on this machine dials: "unix:///path" where there is a socket, else "host:port". The listener
// is open from Open on.
func (n *Node) Addr() string { return n.front.entrances[0].addr }

// Endpoint is the host:port clients are told; empty with a socket only.
func (n *Node) Endpoint() string {
	if !n.onTCP() {
		return ""
	}
	at := n.leader()
	return net.JoinHostPort(at.host, strconv.Itoa(int(at.port)))
}

// Serve answers calls until ctx ends or Close is called, then shuts down as Close does and returns nil; any other
// return says why serving broke off. It may be called once.
func (n *Node) Serve(ctx context.Context) error {
	if !n.serving.CompareAndSwap(false, true) {
		return errors.New("serve event store: Serve was called before")
	}
	served := make(chan error, 2)
	go func() { served <- n.server.Serve(n.front.grpc) }()
	go func() { served <- n.web.Serve(n.front.http) }()
	n.front.serve()
	var broke error
	select {
	case <-ctx.Done():
	case <-n.closing:
	case broke = <-n.front.failed:
		broke = fmt.Errorf("serve event store: %w", broke)
	}
	err := errors.Join(broke, n.Close())
	<-served
	<-served
	return err
}

// Close stops accepting calls, ends subscriptions, lets running appends finish (for at most five seconds), closes the
// file and gives the lock back. It may be called more than once.
func (n *Node) Close() error {
	n.shutOnce.Do(func() {
		close(n.closing)
		unlistened := n.front.close()
		n.stopServer()
		n.shutErr = errors.Join(unlistened, n.release())
	})
	return n.shutErr
}

// stopServer lets running calls finish within shutdownGrace, those that came over HTTP first.
func (n *Node) stopServer() {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownGrace)
	defer cancel()
	hard := context.AfterFunc(ctx, n.server.Stop)
	defer hard()
	n.newcomers.hangUp()
	if n.web.Shutdown(ctx) != nil {
		n.web.Close()
	}
	n.server.GracefulStop()
}

// release gives back whatever open obtained, in reverse.
func (n *Node) release() error {
	var errs []error
	if n.scrubber != nil {
		n.scrubber.end()
	}
	if n.persistent != nil {
		n.persistent.stop()
	}
	if n.writer != nil {
		n.writer.stop()
	}
	if n.front != nil {
		errs = append(errs, n.front.close())
	}
	if n.store != nil {
		errs = append(errs, n.store.close())
	}
	if n.lock != nil {
		errs = append(errs, n.lock.release())
	}
	return errors.Join(errs...)
}
