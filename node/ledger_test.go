package node

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// model is what the ledger should hold: ids per stream, and where each event lies in $all.
type model struct {
	streams   map[string]told
	positions map[string][]int64
	last      int64
}

// append applies the rules to the model and says what the ledger should answer; position 0 stands for "a new one".
func (m *model) append(r *appendRequest) outcome {
	s := m.streams[r.stream]
	var ids []eventID
	for _, e := range r.events {
		ids = append(ids, e.id)
	}
	v, last, _ := decide(stand{last: int64(len(s)) - 1}, r.expect, ids, s)
	out := outcome{verdict: v, revision: last}
	if known := m.positions[r.stream]; v == verdictRepeated && last < int64(len(known)) { // else of the same group
		out.position = known[last]
	}
	if v == verdictWrite {
		m.streams[r.stream] = append(s, ids...)
		out.revision = int64(len(s)+len(ids)) - 1
	}
	return out
}

// learn takes over the positions of an append that was written, which must all be new.
func (m *model) learn(t *rapid.T, r *appendRequest, got outcome) {
	if n := int64(len(r.events)); got.verdict == verdictWrite && n > 0 {
		if got.position-n < m.last {
			t.Fatalf("%d events up to position %d after position %d", n, got.position, m.last)
		}
		for i := range n {
			m.positions[r.stream] = append(m.positions[r.stream], got.position-n+1+i)
		}
		m.last = got.position
	}
}

func drawAppend(t *rapid.T, m *model) *appendRequest {
	r := &appendRequest{ctx: context.Background(), stream: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "stream")}
	r.expect.word = rapid.SampledFrom([]expectedWord{expectRevision, expectRevision, expectNoStream, expectAny, expectExists}).Draw(t, "word")
	if r.expect.word == expectRevision {
		r.expect.revision = rapid.Int64Range(0, int64(len(m.streams[r.stream]))).Draw(t, "revision")
	}
	for _, b := range rapid.SliceOfN(rapid.ByteRange(1, 12), 0, 4).Draw(t, "ids") {
		r.events = append(r.events, proposal{id: eventID{b}, kind: "t", data: []byte{b}})
	}
	return r
}

// Whatever is appended, in groups of any size and over restarts, the ledger answers as the rules over a plain list do:
// this holds its indexes, its memory of stream ends and its positions against decide.
func TestLedgerFollowsTheRules(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		sub, err := os.MkdirTemp(dir, "")
		if err != nil {
			rt.Fatal(err)
		}
		m := &model{streams: make(map[string]told), positions: make(map[string][]int64)}
		for range rapid.IntRange(1, 3).Draw(rt, "runs") {
			run(rt, filepath.Join(sub, "events.db"), m)
		}
	})
}

// run opens the store, appends some groups and closes it.
func run(rt *rapid.T, path string, m *model) {
	s, err := openStore(path)
	if err != nil {
		rt.Fatal(err)
	}
	defer s.close()
	if s.found.lastPosition != m.last {
		rt.Fatalf("opened at position %d, want %d", s.found.lastPosition, m.last)
	}
	l := newLedger(s)
	for range rapid.IntRange(0, 8).Draw(rt, "groups") {
		var group []*appendRequest
		var want []outcome
		for range rapid.IntRange(1, 4).Draw(rt, "group") {
			r := drawAppend(rt, m)
			want = append(want, m.append(r))
			group = append(group, r)
		}
		got, err := l.write(group, time.Unix(0, 0))
		if err != nil {
			rt.Fatal(err)
		}
		for i := range got {
			m.learn(rt, group[i], got[i])
			if want[i].verdict == verdictWrite || want[i].verdict == verdictRepeated && want[i].position == 0 {
				want[i].position = got[i].position
			}
			if got[i] != want[i] {
				rt.Fatalf("append %d answered %+v, want %+v", i, got[i], want[i])
			}
		}
	}
	m.compare(rt, s)
}

func (m *model) compare(rt *rapid.T, s *store) {
	for name, want := range m.streams {
		var got told
		err := s.borrow(context.Background(), func(r *reader) error {
			id, last, err := r.streamEnd(name)
			if err != nil || id == 0 {
				return err
			}
			_, err = r.scan(cursor{stream: id, until: last}, func(ev *row) (bool, error) {
				if ev.position != m.positions[name][ev.number] {
					return false, fmt.Errorf("%s@%d lies at %d, answered was %d", name, ev.number, ev.position, m.positions[name][ev.number])
				}
				got = append(got, ev.id)
				return true, nil
			})
			return err
		})
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("%s differs (-want +got):\n%s", name, diff)
		}
	}
}

// A position given out in a transaction that was rolled back is not given out again.
func TestRolledBackPositionsAreGaps(t *testing.T) {
	t.Parallel()
	s, err := openStore(filepath.Join(t.TempDir(), "events.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	l := newLedger(s)
	write := func(r *appendRequest) ([]outcome, error) { return l.write([]*appendRequest{r}, time.Unix(0, 0)) }
	small := func(stream string) *appendRequest {
		return &appendRequest{ctx: context.Background(), stream: stream, expect: expectation{word: expectNoStream},
			events: []proposal{{id: eventID{1}, kind: "t"}, {id: eventID{2}, kind: "t", data: make([]byte, 10)}}}
	}
	if _, err := write(small("a")); err != nil {
		t.Fatal(err)
	}
	if err := pragma(s.conn, "max_page_count=1"); err != nil { // SQLite takes the present size instead
		t.Fatal(err)
	}
	big := small("b")
	big.events[1].data = make([]byte, 1<<20)
	if _, err := write(big); !isDiskFull(err) {
		t.Fatalf("a full file gave %v", err)
	}
	if err := pragma(s.conn, "max_page_count=1000000"); err != nil {
		t.Fatal(err)
	}
	out, err := write(small("b"))
	if err != nil {
		t.Fatal(err)
	}
	if out[0].position <= 4 || out[0].revision != 1 {
		t.Errorf("written at position %d, revision %d; want a position above 4, revision 1", out[0].position, out[0].revision)
	}
}
