package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
)

func TestRecentCommands(t *testing.T) {
	t.Parallel()
	r := newRecentCommands(2)
	q := func(n byte, stream, hash string) *request {
		return &request{command: uuid.UUID{15: n}, stream: stream, hash: hash}
	}
	for range 2 {
		if !r.claim(q(1, "a", "x")) || r.claim(q(1, "b", "x")) || r.claim(q(1, "a", "y")) {
			t.Error("claims under way are mixed up")
		}
	}
	r.settle(q(1, "a", "x"), false)
	r.settle(q(1, "a", "x"), false)
	if !r.claim(q(1, "b", "y")) {
		t.Error("a refused command kept its id")
	}
	r.settle(q(1, "b", "y"), true)
	if r.claim(q(1, "a", "x")) {
		t.Error("a written command lost its id")
	}
	for n := byte(2); n < 4; n++ {
		r.claim(q(n, "a", "x"))
		r.settle(q(n, "a", "x"), true)
	}
	if !r.claim(q(1, "a", "x")) {
		t.Error("the oldest was not forgotten")
	}
}

// However commands come and go, the memory stays within its bound once all are settled.
func TestRecentCommandsBound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 4).Draw(t, "limit")
		r := newRecentCommands(limit)
		var open []*request
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			q := &request{command: uuid.UUID{15: rapid.ByteRange(0, 9).Draw(t, "command")}, stream: rapid.StringMatching("[ab]").Draw(t, "stream")}
			if rapid.Bool().Draw(t, "claim") && r.claim(q) {
				open = append(open, q)
			} else if len(open) > 0 {
				r.settle(open[0], rapid.Bool().Draw(t, "written"))
				open = open[1:]
			}
		}
		for _, q := range open {
			r.settle(q, rapid.Bool().Draw(t, "written"))
		}
		if len(r.used) > limit || len(r.order) > limit {
			t.Fatalf("%d remembered, %d in order, limit %d", len(r.used), len(r.order), limit)
		}
	})
}

func TestLocks(t *testing.T) {
	t.Parallel()
	l := newLocks()
	inside, most := 0, 0
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			release, err := l.acquire(context.Background(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			inside++
			most = max(most, inside)
			inside--
			release()
		})
	}
	wg.Wait()
	if most != 1 || len(l.held) != 0 {
		t.Errorf("%d at once, %d locks left", most, len(l.held))
	}
}

func TestLocksGiveUpWithTheCaller(t *testing.T) {
	t.Parallel()
	l := newLocks()
	release, err := l.acquire(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	if _, err := l.acquire(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if other, err := l.acquire(context.Background(), "b"); err != nil {
		t.Error(err)
	} else {
		other()
	}
	release()
	if len(l.held) != 0 {
		t.Errorf("%d locks left", len(l.held))
	}
}

// The hash covers what the caller said and not what the ledger puts in.
func TestFingerprint(t *testing.T) {
	t.Parallel()
	c := device.Seize{Matter: "m", Exhibit: "KLM/1"}
	name, hash, err := fingerprint(c)
	if err != nil || name != "device.Seize" || len(hash) != 64 {
		t.Errorf("%s %s %v", name, hash, err)
	}
	c.Strand = device.Strand{Open: true}
	if _, same, _ := fingerprint(c); same != hash {
		t.Error("a fact changed the hash")
	}
	c.Exhibit = "KLM/2"
	if _, other, _ := fingerprint(c); other == hash {
		t.Error("another content has the same hash")
	}
	if _, other, _ := fingerprint(device.ChangeSeizureBasis{}); other == hash {
		t.Error("another command has the same hash")
	}
	var none device.Command
	for _, bad := range []any{nil, none, &c, json.RawMessage("{")} {
		_, _, err := fingerprint(bad)
		if kind, _ := domain.KindOf(err); kind != domain.Invalid {
			t.Errorf("%T: %v", bad, err)
		}
	}
}
