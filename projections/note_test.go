package projections_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// notes is the smallest projection there is: it writes down the summary of every matter received. What a summary says can make it fail.
type notes struct {
	name    string
	version int
	schema  string
	prefix  string // put before every summary, to tell versions apart
}

func (n notes) Name() string         { return n.name }
func (n notes) Version() int         { return n.version }
func (n notes) Categories() []string { return []string{misconduct.Category} }

func (n notes) Schema() string {
	return `CREATE TABLE note (revision INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);` + n.schema
}

func (n notes) Apply(c *sqlite.Conn, e wire.Decoded) error {
	received, ok := e.Event.(misconduct.MatterReceived)
	if !ok {
		return nil
	}
	switch received.Summary {
	case "PANIC":
		panic("boom")
	case "REFUSE":
		return errors.New("secret summary")
	}
	return projections.Exec(c, `INSERT INTO note VALUES (?1, ?2)`, e.Revision, n.prefix+received.Summary)
}

const stream = "misconduct-10000000-0000-4000-8000-000000000001"

func note(log *viewtest.Log, text string) eventlog.Position {
	return log.Add(stream, wire.Metadata{Actor: "a"}, misconduct.MatterReceived{Summary: text})
}

func readNotes(t *testing.T, r *projections.Runner, name string) []string {
	t.Helper()
	var list []string
	err := r.View(name).Read(t.Context(), func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT text FROM note ORDER BY revision`, nil, func(s *sqlite.Stmt) error {
			list = append(list, s.ColumnText(0))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// soon is a context that ends before a test would.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func rawNote(t *testing.T, text string) []byte {
	t.Helper()
	data, err := json.Marshal(misconduct.MatterReceived{Summary: text})
	if err != nil {
		t.Fatal(err)
	}
	return data
}
