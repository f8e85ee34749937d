package projections

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/ledger/wire"
)

// Projection turns events into the rows of one SQLite file. Implementations are values without state; see Buffered for those that
// keep something in memory while they write.
type Projection interface {
	// Name is lower-case letters only; it names the file and the view.
	Name() string
	// Version is raised whenever Schema or what Apply does changes. A raised version is built anew from the first event.
	Version() int
	// Schema is the SQL script that makes the empty view. Names beginning with "probity_" belong to the runner.
	Schema() string
	// Categories lists the stream categories whose events matter to it. Others are never handed to Apply.
	Categories() []string
	// Apply writes what the event means. It runs inside a transaction and sees each event once, in the order of the log. The same
	// events must give the same rows, whatever the batches. An error sets the event aside; it must not hold any payload.
	Apply(c *sqlite.Conn, e wire.Decoded) error
}

// Buffered is a Projection that remembers things between events to save reading them back, such as keys it gave out.
type Buffered interface {
	Projection
	// Writer returns an applier for one connection. The runner throws it away whenever a transaction is rolled back, and asks for a
	// new one, so that it never remembers what was not committed.
	Writer(c *sqlite.Conn) Writer
}

// Writer applies events to one connection.
type Writer interface {
	Apply(e wire.Decoded) error
}

type plainWriter struct {
	p Projection
	c *sqlite.Conn
}

func (w plainWriter) Apply(e wire.Decoded) error { return w.p.Apply(w.c, e) }

func newWriter(p Projection, c *sqlite.Conn) Writer {
	if b, ok := p.(Buffered); ok {
		return b.Writer(c)
	}
	return plainWriter{p: p, c: c}
}

var validName = regexp.MustCompile(`^[a-z]{1,32}$`)

func checkProjections(ps []Projection) error {
	names := make([]string, 0, len(ps))
	for _, p := range ps {
		if !validName.MatchString(p.Name()) {
			return fmt.Errorf("projection %q: a name is 1 to 32 lower-case letters", p.Name())
		}
		if p.Version() < 1 {
			return fmt.Errorf("projection %s: version %d is not positive", p.Name(), p.Version())
		}
		if slices.Contains(names, p.Name()) {
			return fmt.Errorf("projection %s stands twice", p.Name())
		}
		names = append(names, p.Name())
	}
	return nil
}

// wants says whether a stream's events matter to the lane's projection.
func (l *lane) wants(stream string) bool {
	category, _, _ := strings.Cut(stream, "-")
	return slices.Contains(l.reads, category)
}
