package node

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// maxConnections is how many connections may be open at once, on all addresses together.
	maxConnections = 4096

	// introduction is how long a connection may take to say what it speaks, TLS handshake included.
	introduction = 10 * time.Second

	acceptPause = 50 * time.Millisecond
)

// front accepts the connections of all entrances and hands each to the server that speaks its language: gRPC straight
// to the gRPC server, everything else to the HTTP server, which knows gRPC too but is slower at it.
type front struct {
	entrances  []*entrance
	tls        *tls.Config // for TCP; nil without a certificate
	grpc, http *handover
	log        *slog.Logger

	ctx     context.Context // ends with close
	cancel  context.CancelFunc
	running sync.WaitGroup
	open    atomic.Int64
	failed  chan error // the first entrance that broke
}

func newFront(entrances []*entrance, secure *tls.Config, log *slog.Logger) *front {
	f := &front{entrances: entrances, tls: secure, log: log, failed: make(chan error, 1)}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	f.grpc, f.http = newHandover(entrances[0].Addr()), newHandover(entrances[0].Addr())
	if secure != nil {
		secure.GetConfigForClient = noteOffer
	}
	return f
}

// serve accepts on every entrance until close.
func (f *front) serve() {
	for _, e := range f.entrances {
		f.running.Go(func() {
			if err := f.accept(e); err != nil {
				select {
				case f.failed <- fmt.Errorf("accept on %s: %w", e.Addr(), err):
				default:
				}
			}
		})
	}
}

// close stops accepting and hangs up on whoever has not yet said what it speaks.
func (f *front) close() error {
	f.cancel()
	var errs []error
	for _, e := range f.entrances {
		if err := e.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, fmt.Errorf("close listener: %w", err))
		}
	}
	f.running.Wait()
	return errors.Join(errs...)
}

func (f *front) accept(e *entrance) error {
	for {
		c, err := e.Accept()
		switch {
		case err == nil:
			f.take(c, e)
		case f.ctx.Err() != nil:
			return nil
		case passing(err):
			f.log.Warn("no connection can be accepted for now", "error", err)
			select {
			case <-time.After(acceptPause):
			case <-f.ctx.Done():
			}
		default:
			return err
		}
	}
}

// passing tells errors that go away when other connections do.
func passing(err error) bool {
	return slices.ContainsFunc([]error{syscall.EMFILE, syscall.ENFILE, syscall.ECONNABORTED, syscall.ENOBUFS, syscall.ENOMEM},
		func(e error) bool { return errors.Is(err, e) })
}

func (f *front) take(c net.Conn, e *entrance) {
	if f.open.Add(1) > maxConnections {
		f.open.Add(-1)
		f.log.Warn("a connection was refused: too many are open", "limit", maxConnections)
		c.Close()
		return
	}
	in := &conn{Conn: c, role: e.role, left: sync.OnceFunc(func() { f.open.Add(-1) })}
	f.running.Go(func() { f.meet(in, f.tls != nil && e.tcp()) })
}

// meet finds out what a connection speaks and hands it over.
func (f *front) meet(c *conn, secure bool) {
	ctx, cancel := context.WithTimeout(f.ctx, introduction)
	defer cancel()
	hangUp := context.AfterFunc(ctx, func() { c.Close() })
	to, in, err := f.introduce(ctx, c, secure)
	if !hangUp() || err != nil {
		c.Close()
		return
	}
	to.give(in)
}

func (f *front) introduce(ctx context.Context, c *conn, secure bool) (*handover, net.Conn, error) {
	if !secure {
		return f.listenIn(c)
	}
	in := tls.Server(c, f.tls)
	if err := in.HandshakeContext(ctx); err != nil {
		return nil, nil, err
	}
	if in.ConnectionState().NegotiatedProtocol != "h2" || c.versatile {
		return f.http, in, nil
	}
	return f.listenIn(in)
}

const (
	preface      = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" // how HTTP/2 begins; no method of HTTP/1.1 begins so
	frameHeader  = 9
	maxSettings  = 1 << 10
	tellingBytes = 3
)

// listenIn tells HTTP/1.1 from HTTP/2 by the first bytes. Of the latter it waits for all a client must say before the
// server speaks, for the gRPC server would wait for it with no way to be interrupted.
func (f *front) listenIn(c net.Conn) (*handover, net.Conn, error) {
	head := make([]byte, tellingBytes, len(preface)+frameHeader+maxSettings)
	if _, err := io.ReadFull(c, head); err != nil {
		return nil, nil, err
	}
	if string(head) != preface[:tellingBytes] {
		return f.http, &begun{Conn: c, head: head}, nil
	}
	head = head[:len(preface)+frameHeader]
	if _, err := io.ReadFull(c, head[tellingBytes:]); err != nil {
		return nil, nil, err
	}
	settings := int(head[len(preface)])<<16 | int(head[len(preface)+1])<<8 | int(head[len(preface)+2])
	if settings > maxSettings {
		return nil, nil, errors.New("too many settings")
	}
	head = head[:len(head)+settings]
	if _, err := io.ReadFull(c, head[len(head)-settings:]); err != nil {
		return nil, nil, err
	}
	return f.grpc, &begun{Conn: c, head: head}, nil
}

// noteOffer marks a client that would also speak HTTP/1.1: no gRPC client does, browsers and health checks do.
func noteOffer(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	if c, ok := hello.Conn.(*conn); ok {
		c.versatile = slices.Contains(hello.SupportedProtos, "http/1.1")
	}
	return nil, nil
}

// begun is a connection from which something was read already.
type begun struct {
	net.Conn
	head []byte
}

// Read gives first what was read already.
func (b *begun) Read(p []byte) (int, error) {
	if len(b.head) == 0 {
		return b.Conn.Read(p)
	}
	n := copy(p, b.head)
	b.head = b.head[n:]
	return n, nil
}

// conn is one accepted connection.
type conn struct {
	net.Conn
	role      role
	versatile bool   // see noteOffer
	left      func() // gives the connection's place back
}

// Close ends the connection and makes room for another.
func (c *conn) Close() error {
	c.left()
	return c.Conn.Close()
}

// handover is the listener a server is given: what it accepts was accepted elsewhere.
type handover struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
	addr  net.Addr
}

func newHandover(addr net.Addr) *handover {
	return &handover{conns: make(chan net.Conn), done: make(chan struct{}), addr: addr}
}

func (h *handover) give(c net.Conn) {
	select {
	case h.conns <- c:
	case <-h.done:
		c.Close()
	}
}

// Accept waits for the next connection.
func (h *handover) Accept() (net.Conn, error) {
	select {
	case c := <-h.conns:
		return c, nil
	case <-h.done:
		return nil, net.ErrClosed
	}
}

// Close makes Accept return.
func (h *handover) Close() error {
	h.once.Do(func() { close(h.done) })
	return nil
}

// Addr is the first address the node listens on.
func (h *handover) Addr() net.Addr { return h.addr }
