package logtest

import (
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Proxy stands between a log and its store and can swallow what goes one way or the other. A connection on which something was
// swallowed is no use afterwards: Cut it.
type Proxy struct {
	address   string
	target    string
	requests  gate        // from the log to the store
	answers   gate        // from the store to the log
	down      atomic.Bool // turns new connections away
	mu        sync.Mutex  // guards connected
	listener  net.Listener
	connected map[net.Conn]bool
}

// gate lets bytes through or swallows them.
type gate struct {
	closed  atomic.Bool
	swallow chan struct{} // gets a token, if there is room, whenever bytes were swallowed
}

// NewProxy starts a proxy in front of the store.
func NewProxy(tb testing.TB, s *Store) *Proxy {
	tb.Helper()
	p := &Proxy{
		address: filepath.Join(Dir(tb), "p"), target: strings.TrimPrefix(s.Address(), "unix://"),
		connected: make(map[net.Conn]bool),
	}
	p.requests.swallow, p.answers.swallow = make(chan struct{}, 1), make(chan struct{}, 1)
	l, err := net.Listen("unix", p.address)
	if err != nil {
		tb.Fatal(err)
	}
	p.listener = l
	go p.accept()
	tb.Cleanup(func() { l.Close(); p.Cut() })
	return p
}

// Through makes a log connect through the proxy.
func (p *Proxy) Through(c *eventlog.Config) { c.Address = "unix://" + p.address }

// LoseRequests swallows what the log sends from now on: it never reaches the store.
func (p *Proxy) LoseRequests() { p.requests.closed.Store(true) }

// LoseAnswers swallows what the store answers from now on: it was done, but the log does not hear of it.
func (p *Proxy) LoseAnswers() { p.answers.closed.Store(true) }

// AwaitLost waits until something was swallowed.
func (p *Proxy) AwaitLost() {
	select {
	case <-p.requests.swallow:
	case <-p.answers.swallow:
	}
}

// Down breaks all connections and turns new ones away, until Cut.
func (p *Proxy) Down() {
	p.down.Store(true)
	p.breakAll()
}

// Cut breaks all connections and lets everything through on the next ones.
func (p *Proxy) Cut() {
	p.down.Store(false)
	p.requests.closed.Store(false)
	p.answers.closed.Store(false)
	p.breakAll()
}

func (p *Proxy) breakAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.connected {
		c.Close()
	}
	clear(p.connected)
}

func (p *Proxy) accept() {
	for {
		in, err := p.listener.Accept()
		if err != nil {
			return
		}
		if p.down.Load() {
			in.Close()
			continue
		}
		p.connect(in)
	}
}

func (p *Proxy) connect(in net.Conn) {
	out, err := net.Dial("unix", p.target)
	if err != nil {
		in.Close()
		return
	}
	p.mu.Lock()
	p.connected[in], p.connected[out] = true, true
	p.mu.Unlock()
	go p.requests.pass(out, in)
	go p.answers.pass(in, out)
}

// pass copies until either side closes, then closes both. Once it has swallowed something it swallows the rest as well: a stream with a
// hole in it would be a lie that no network tells.
func (g *gate) pass(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	buffer, broken := make([]byte, 32<<10), false
	for {
		n, err := from.Read(buffer)
		broken = broken || (n > 0 && g.closed.Load())
		if broken {
			g.lost()
		} else if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (g *gate) lost() {
	select {
	case g.swallow <- struct{}{}:
	default:
	}
}
