package messages_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/messages"
)

var words = func() []string {
	r := rand.New(rand.NewPCG(7, 7))
	list := make([]string, 50000)
	for i := range list {
		b := make([]byte, 3+r.IntN(8))
		for j := range b {
			b[j] = byte('a' + r.IntN(26))
		}
		list[i] = string(b)
	}
	return list
}()

// batch makes one batch of a synthetic group chat.
func batch(r *rand.Rand, n, size int, native bool) extraction.MessagesRecorded {
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n*size) * 40 * time.Second)
	b := extraction.MessagesRecorded{Source: domain.SHA256(strings.Repeat("a", 64)), Batch: n}
	b.Content.Threads = []extraction.Thread{{Key: "group-1", Platform: "WHATSAPP", Title: "Night shift", Kind: "GROUP"}}
	zipf := rand.NewZipf(r, 1.1, 4, uint64(len(words)-1))
	for i := range size {
		at := start.Add(time.Duration(i) * 40 * time.Second)
		text := make([]string, 4+r.IntN(14))
		for j := range text {
			text[j] = words[zipf.Uint64()]
		}
		m := extraction.Message{
			ID:      domain.MessageID(uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "%d/%d", n, i)).String()),
			Locator: fmt.Sprintf("_chat.txt:line %d", n*size+i+1), Thread: "group-1", Sender: fmt.Sprintf("Member %d", r.IntN(9)),
			Kind: extraction.Text, Body: strings.Join(text, " "), BodyState: extraction.BodyPresent,
			SentRaw: at.Format("02/01/2006, 15:04:05"), SentLocal: at.Format("2006-01-02T15:04:05"), TZBasis: "UNKNOWN",
		}
		if native {
			m.NativeID = fmt.Sprint(n*size + i)
		}
		b.Content.Messages = append(b.Content.Messages, m)
	}
	return b
}

func openFile(tb testing.TB) *sqlite.Conn {
	tb.Helper()
	c, err := sqlite.OpenConn(filepath.Join(tb.TempDir(), "m.sqlite"), sqlite.OpenReadWrite|sqlite.OpenCreate|sqlite.OpenWAL)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	for _, p := range []string{"PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -65536", "PRAGMA temp_store = MEMORY", "PRAGMA wal_autocheckpoint = 4000"} {
		if err := sqlitex.ExecuteTransient(c, p, nil); err != nil {
			tb.Fatal(err)
		}
	}
	if err := sqlitex.ExecuteScript(c, messages.Projection{}.Schema(), nil); err != nil {
		tb.Fatal(err)
	}
	return c
}

func BenchmarkApply(b *testing.B) {
	const size = 500
	for _, native := range []bool{false, true} {
		b.Run(fmt.Sprintf("native=%v", native), func(b *testing.B) {
			c := openFile(b)
			w := messages.Projection{}.Writer(c)
			apply(b, w, "misconduct", "m1", 0, misconduct.MatterReceived{Force: "northmoor", Reference: "X"})
			apply(b, w, "extraction", "x1", 0, extraction.Authorised{Matter: "m1", Device: "d1"})
			r := rand.New(rand.NewPCG(1, 2))
			n := 0
			var spent time.Duration
			b.ResetTimer()
			for b.Loop() {
				b.StopTimer()
				ev := make([]extraction.MessagesRecorded, 40)
				for i := range ev {
					ev[i] = batch(r, n+i, size, native)
				}
				b.StartTimer()
				start := time.Now()
				if err := projections.Exec(c, "BEGIN IMMEDIATE"); err != nil {
					b.Fatal(err)
				}
				for i := range ev {
					apply(b, w, "extraction", "x1", uint64(n+i+1), ev[i])
				}
				if err := projections.Exec(c, "COMMIT"); err != nil {
					b.Fatal(err)
				}
				spent += time.Since(start)
				n += len(ev)
			}
			b.ReportMetric(float64(n*size)/spent.Seconds(), "messages/s")
			b.ReportMetric(float64(n*size), "messages")
		})
	}
}

func apply(tb testing.TB, w projections.Writer, category, id string, revision uint64, event any) {
	tb.Helper()
	e := wire.Decoded{Recorded: eventlog.Recorded{Stream: category + "-" + id, Revision: revision}, Category: category, ID: id, Event: event}
	if err := w.Apply(e); err != nil {
		tb.Fatal(err)
	}
}
