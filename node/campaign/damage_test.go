package campaign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

const (
	damagedEvents = 5  // whose bytes are flipped and whose pages are torn
	randomFlips   = 10 // in the short form; in the long one as many as there are kills
)

// TestDamage damages the file of a killed store, in many copies, each at one place: a byte of an event flipped, a page of
// which only one half was written, a byte flipped anywhere. None of it may ever be served: every read brings what was
// written, or ends with an error that names the file and, where it met an event, the position. What reads find a scrub finds
// too, and beyond that what an index hides from them.
func TestDamage(t *testing.T) {
	t.Parallel()
	k := newCampaign(t, "")
	for range 2 {
		s := k.where.open(t)
		k.use(t, s, false, func() { k.awaitProgress(t, s) })
	}
	k.check(t, true)
	before := mustRead(t, k.where.path)
	sound := k.carriedOver(t)
	x := k.examine(t, sound)
	if x.want(t, "whole"); x.scrub {
		t.Error("a scrub finds damage in a sound file")
	}
	for range damagedEvents {
		s, at := k.anyEvent(t, sound)
		k.examine(t, flip(sound, at+rand.IntN(16))).wantNamed(t, s.position)
		k.examine(t, withoutHalf(sound, at)).wantNamed(t, 0)
		k.examine(t, halfAsItWas(sound, before, at)).want(t, "found", "whole")
	}
	flips, found, scrubbed := max(randomFlips, times(t, killsVariable, 1)), 0, 0
	for range flips {
		at := rand.IntN(len(sound))
		x := k.examine(t, flip(sound, at))
		if x.want(t, "found", "whole", "a stream is short"); x.verdict == "found" {
			found++
		} else if x.scrub {
			scrubbed++
		}
		if t.Failed() {
			t.Fatalf("with a flipped bit in byte %d of %d", at, len(sound))
		}
	}
	t.Logf("%d events and their pages damaged, all found; of %d bits flipped anywhere in %d bytes %d were found by reads, %d more by a scrub, and the others harm nothing",
		damagedEvents, flips, len(sound), found, scrubbed)
}

// carriedOver is the file of the killed store, after it was opened once more and closed in order: then no log is left, and
// what is damaged in the file is what is read.
func (k *campaign) carriedOver(t *testing.T) []byte {
	t.Helper()
	p := newPlace(t, "")
	for _, part := range []string{"", "-wal"} {
		if err := os.WriteFile(p.path+part, mustRead(t, k.where.path+part), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n, err := node.Open(node.Config{Path: p.path, Socket: p.socket})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	return mustRead(t, p.path)
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// anyEvent draws an event and finds where in the file its content lies.
func (k *campaign) anyEvent(t *testing.T, file []byte) (stored, int) {
	t.Helper()
	for range 1000 {
		s := k.book.events[rand.IntN(len(k.book.events))]
		if !strings.HasPrefix(s.stream, "own-") {
			continue
		}
		what := content(s.stream, s.id)
		if bytes.Count(file, what) == 1 { // not also in a part of a page that holds nothing any more
			return s, bytes.Index(file, what)
		}
	}
	t.Fatal("no event lies whole in the file")
	return stored{}, 0
}

func flip(file []byte, at int) []byte {
	damaged := slices.Clone(file)
	damaged[at] ^= 1 << rand.IntN(8)
	return damaged
}

// withoutHalf leaves that half of the page around a place empty, as if it had never reached the disk.
func withoutHalf(file []byte, at int) []byte {
	damaged := slices.Clone(file)
	half := at / (pageBytes / 2) * (pageBytes / 2)
	clear(damaged[half : half+pageBytes/2])
	return damaged
}

// halfAsItWas gives the second half of the page around a place the bytes it had before.
func halfAsItWas(file, before []byte, at int) []byte {
	damaged := slices.Clone(file)
	if end := (at/pageBytes + 1) * pageBytes; end <= len(before) {
		copy(damaged[end-pageBytes/2:end], before[end-pageBytes/2:end])
	}
	return damaged
}

// examined is what became of a damaged file.
type examined struct {
	verdict string // "whole": nothing is missing; "found"; "a stream is short": an index hides its end from look-ups
	path    string
	err     error // with "found"
	scrub   bool  // a scrub finds something
}

// errOther says that a store brought something else than was written.
var errOther = errors.New("the store served what was never written")

// examine reads all there is in a damaged file, every way.
func (k *campaign) examine(t *testing.T, file []byte) examined {
	t.Helper()
	p := newPlace(t, "")
	if err := os.WriteFile(p.path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(p.path)
	n, err := node.Open(node.Config{Path: p.path, Socket: p.socket})
	if err != nil {
		return examined{verdict: "found", path: p.path, err: err, scrub: scrubFinds(t, p.path)}
	}
	served := make(chan error, 1)
	go func() { served <- n.Serve(context.Background()) }()
	defer func() {
		n.Close()
		<-served
	}()
	c := dial(t, p.socket)
	defer c.close()
	verdict, err := k.readEveryWay(t.Context(), c)
	if err != nil {
		verdict = "found"
	}
	return examined{verdict: verdict, path: p.path, err: err, scrub: scrubFinds(t, p.path)}
}

// scrubFinds says whether a scrub finds the file damaged, beside the node that has it open.
func scrubFinds(t *testing.T, path string) bool {
	t.Helper()
	var corrupt *node.CorruptError
	var damage *node.DamageError
	f, err := node.OpenFile(path)
	if errors.As(err, &corrupt) || errors.As(err, &damage) {
		return true
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	report, err := f.Scrub(t.Context(), node.Scrub{Deep: true})
	if err != nil {
		t.Errorf("the scrub was kept from looking: %v", err)
	}
	return report.Findings > 0
}

func (k *campaign) readEveryWay(ctx context.Context, c *caller) (verdict string, err error) {
	backwards := slices.Clone(k.book.events)
	slices.Reverse(backwards)
	for _, way := range []struct {
		ask  func(*streams.ReadReq_Options)
		want []stored
	}{{allBehind(0), k.book.events}, {fromTheEnd(1 << 40), backwards}} {
		got, err := c.gather(ctx, read(way.ask))
		if !begins(way.want, got) {
			return "", errOther
		}
		if err != nil {
			return "", err
		}
		if len(got) < len(way.want) {
			return "", fmt.Errorf("%w: %d of %d events as if they were all", errOther, len(got), len(way.want))
		}
	}
	verdict = "whole"
	for _, w := range k.writers {
		got, err := c.gather(ctx, read(func(o *streams.ReadReq_Options) { o.StreamOption = streamFrom(w.stream) }))
		if !begins(k.book.byStream[w.stream], got) {
			return "", errOther
		}
		if err != nil {
			return "", err
		}
		if len(got) < len(k.book.byStream[w.stream]) {
			verdict = "a stream is short"
		}
	}
	return verdict, nil
}

// want wants one of these verdicts, and what was found to be named with its file.
func (x examined) want(t *testing.T, verdicts ...string) {
	t.Helper()
	if !slices.Contains(verdicts, x.verdict) {
		t.Errorf("a damaged file is %q: %v", x.verdict, x.err)
	}
	if x.verdict != "whole" && !x.scrub {
		t.Errorf("a scrub finds nothing in a file of which %q: %v", x.verdict, x.err)
	}
	if x.err == nil {
		return
	}
	var corrupt *node.CorruptError
	if errors.Is(x.err, errOther) || !errors.As(x.err, &corrupt) && status.Code(x.err) != codes.DataLoss || !strings.Contains(x.err.Error(), x.path) {
		t.Errorf("damage was answered with %v", x.err)
	}
}

// wantNamed wants damage to be found and named with a position: this one, or with 0 any. A file that does not even open has
// no positions to name.
func (x examined) wantNamed(t *testing.T, position uint64) {
	t.Helper()
	x.want(t, "found")
	var corrupt *node.CorruptError
	words := "at position "
	switch {
	case position == 0 && errors.As(x.err, &corrupt):
		return
	case position > 0:
		words += fmt.Sprint(position)
	}
	if x.err != nil && !strings.Contains(x.err.Error()+" ", words) {
		t.Errorf("the damage at position %d is called %q", position, x.err)
	}
}
