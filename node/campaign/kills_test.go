package campaign

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

const (
	shortKills  = 5
	readAgain   = 25 // everything is read again after so many kills; else only what is new
	huntEvery   = 10 // every so many kills one waits for a checkpoint and strikes into it
	strikeEarly = 10 // one kill in so many comes while the store opens
)

// TestKills kills the store again and again in the midst of single appends, appends of many events, windows, deletions
// and subscriptions, while it opens, and while it carries its log over. After every kill all that was acknowledged must be
// there, once and where the answer said; what got no answer must be there whole or not at all, and be written by
// repeating it; a repeated append must be answered as before; and a subscription that goes on from where it broke off
// must miss nothing and hear nothing twice.
func TestKills(t *testing.T) {
	t.Parallel()
	k, kills, begun := newCampaign(t, ""), times(t, killsVariable, shortKills), time.Now()
	for n := range kills {
		k.live(t, n)
		k.check(t, n%readAgain == readAgain-1 || n == kills-1)
		if t.Failed() {
			t.Fatalf("after kill %d", n+1)
		}
	}
	k.rest(t)
	t.Logf("%d kills in %v, %v: %v", kills, time.Since(begun).Round(time.Second), k.died, k.report())
	if k.acknowledged() == 0 || kills > 50 && (k.died.inCheckpoint == 0 || k.died.inCommit == 0) {
		t.Error("the kills did not come in the midst of things, and so show too little")
	}
}

// campaign is a store that is killed, those who use it, and what they remember.
type campaign struct {
	where   place
	writers []*writer
	bulk    *writer
	mourner *mourner
	heard   []*follower
	book    *book
	died    deaths
	checked int // streams of the mourner that need no more looking at

	brokenDisk bool // the disk is not only full: see caller
	opened     int  // times the store opened on a full disk
}

func newCampaign(t *testing.T, folder string) *campaign {
	k := &campaign{where: newPlace(t, folder), mourner: new(mourner), book: newBook(), bulk: newWriter("bulk-0", 4)}
	for i, most := range []int{1, 1, 3, 5, 100} {
		k.writers = append(k.writers, newWriter(fmt.Sprintf("own-%d", i), most))
	}
	own := prefixFilter("own-")
	k.heard = []*follower{
		{what: "$all", from: allBehind, wants: func(stored) bool { return true }},
		{what: "streams own-*", from: own, wants: func(s stored) bool { return strings.HasPrefix(s.stream, "own-") }},
		{what: "stream own-0", from: streamBehind("own-0"), wants: func(s stored) bool { return s.stream == "own-0" }, byRevision: true},
	}
	return k
}

func (k *campaign) acknowledged() (n int) {
	for _, w := range k.everyWriter() {
		n += len(w.done)
	}
	return n
}

func (k *campaign) everyWriter() []*writer { return append(slices.Clone(k.writers), k.bulk) }

func (k *campaign) report() string {
	lost, again := k.mourner.lost, 0
	for _, w := range k.everyWriter() {
		lost, again = lost+w.lost, again+w.again
	}
	return fmt.Sprintf("%d appends acknowledged, %d calls unanswered, %d repeated, %d events stored, %d streams hidden or closed",
		k.acknowledged(), lost, again, len(k.book.events), len(k.mourner.streams))
}

// live starts the store, lets everybody at it and kills it.
func (k *campaign) live(t *testing.T, n int) {
	before := changed(k.where.path)
	s := k.where.launch(t)
	if rand.IntN(strikeEarly) == 0 {
		time.Sleep(rand.N(20 * time.Millisecond))
		s.kill(t)
		k.died.count(t, k.where, before)
		return
	}
	if !s.ready() {
		t.Fatalf("the store does not open: %s", s.said)
	}
	hunting := n%huntEvery == huntEvery-1
	k.use(t, s, hunting, func() { k.awaitTheMoment(t, s, hunting, before) })
	k.died.count(t, k.where, before)
}

// use lets everybody at a store until a moment, and kills it then.
func (k *campaign) use(t *testing.T, s *process, bulk bool, moment func()) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	callers := k.begin(ctx, t, s, bulk)
	moment()
	s.kill(t)
	stop()
	callers.Wait()
}

// begin lets everybody at the store.
func (k *campaign) begin(ctx context.Context, t *testing.T, s *process, bulk bool) *sync.WaitGroup {
	callers := new(sync.WaitGroup)
	call := func(use func(*caller)) {
		callers.Go(func() {
			c := dial(t, s.socket)
			defer c.close()
			c.brokenDisk = k.brokenDisk
			use(c)
		})
	}
	for _, w := range k.writers {
		w.ended.Store(nil)
		call(func(c *caller) { w.write(ctx, t, c) })
	}
	if bulk {
		call(func(c *caller) { k.bulk.write(ctx, t, c) })
	}
	call(func(c *caller) { k.mourner.lead(ctx, t, c) })
	for _, f := range k.heard {
		call(func(c *caller) { f.follow(ctx, c) })
	}
	return callers
}

// awaitTheMoment waits until the store shall die: some time, with a pause in it or without, or as soon as the file is
// seen to change, which it does only in a checkpoint.
func (k *campaign) awaitTheMoment(t *testing.T, s *process, hunting bool, before time.Time) {
	if hunting {
		await(t, func() bool { return changed(k.where.path) != before })
		time.Sleep(rand.N(5 * time.Millisecond))
		return
	}
	time.Sleep(rand.N(longestLife)) // the moment of the kill, not a wait for something
	if rand.IntN(4) == 0 {
		s.pause(rand.N(longestPause))
		time.Sleep(rand.N(longestLife / 4))
	}
}

func changed(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// check opens the store again, holds everybody's account against what it holds, and kills it once more.
func (k *campaign) check(t *testing.T, everything bool) {
	s := k.where.open(t)
	defer s.kill(t)
	c := dial(t, s.socket)
	defer c.close()
	k.compare(t, c, everything)
}

// compare holds everybody's account against what the store holds.
func (k *campaign) compare(t *testing.T, c *caller, everything bool) {
	k.book.readOn(t.Context(), t, c)
	if everything {
		k.book.readAgain(t.Context(), t, c)
	}
	for _, w := range k.everyWriter() {
		w.check(t, k.book)
	}
	k.mourner.check(t.Context(), t, k.book, c, k.checked)
	k.checked = len(k.mourner.streams)
	for _, f := range k.heard {
		f.check(t, k.book)
	}
}

// rest lets the store live in peace: what was not answered is asked again, and the subscriptions catch up.
func (k *campaign) rest(t *testing.T) {
	s := k.where.open(t)
	defer s.kill(t)
	c := dial(t, s.socket)
	defer c.close()
	k.askAgain(t, c)
	k.compare(t, c, false)
	for _, f := range k.heard {
		f.rest(t, c, k.book)
	}
}

// awaitProgress waits until every writer was acknowledged something more by a store that lives.
func (k *campaign) awaitProgress(t *testing.T, s *process) {
	t.Helper()
	before := make([]int64, len(k.writers))
	for i, w := range k.writers {
		before[i] = w.acknowledged.Load()
	}
	begun := time.Now()
	for i, w := range k.writers {
		await(t, func() bool {
			if s.ended() {
				t.Fatalf("the store ended by itself: %s", s.said)
			}
			if err := w.ended.Load(); err != nil {
				t.Fatalf("%s is not written to any more: %v", w.stream, *err)
			}
			late := time.Since(begun) > patience-time.Second
			if late {
				t.Fatalf("%s is refused all appends: %d bytes are in the file, %d in its log, %d are free", w.stream,
					size(k.where.path), size(k.where.path+"-wal"), free(k.where.path))
			}
			return w.acknowledged.Load() > before[i]
		})
	}
}

func (k *campaign) askAgain(t *testing.T, c *caller) {
	for _, w := range k.everyWriter() {
		w.askAgain(t.Context(), t, c)
	}
}

// follower is a subscription that goes on, life after life, behind what it heard last.
type follower struct {
	what       string
	from       func(uint64) func(*streams.ReadReq_Options)
	wants      func(stored) bool
	byRevision bool // of its stream, not by position

	mu      sync.Mutex
	heard   []stored
	over    bool // the subscription broke off
	checked int
}

func streamBehind(stream string) func(uint64) func(*streams.ReadReq_Options) {
	return func(revision uint64) func(*streams.ReadReq_Options) {
		return func(o *streams.ReadReq_Options) {
			at := streamFrom(stream)
			if revision > 0 { // one more than was heard last
				at.Stream.RevisionOption = &streams.ReadReq_Options_StreamOptions_Revision{Revision: revision - 1}
			}
			o.StreamOption = at
		}
	}
}

func prefixFilter(prefix string) func(uint64) func(*streams.ReadReq_Options) {
	return func(position uint64) func(*streams.ReadReq_Options) {
		return func(o *streams.ReadReq_Options) {
			o.StreamOption = allFrom(position)
			o.FilterOption = &streams.ReadReq_Options_Filter{Filter: &streams.ReadReq_Options_FilterOptions{
				Filter: &streams.ReadReq_Options_FilterOptions_StreamIdentifier{
					StreamIdentifier: &streams.ReadReq_Options_FilterOptions_Expression{Prefix: []string{prefix}},
				},
				Window:                       &streams.ReadReq_Options_FilterOptions_Count{Count: &shared.Empty{}},
				CheckpointIntervalMultiplier: 1,
			}}
		}
	}
}

// behind is where the subscription goes on.
func (f *follower) behind() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case len(f.heard) == 0:
		return 0
	case f.byRevision:
		return f.heard[len(f.heard)-1].revision + 1
	default:
		return f.heard[len(f.heard)-1].position
	}
}

func (f *follower) ended() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.over
}

func (f *follower) setEnded(over bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.over = over
}

func (f *follower) follow(ctx context.Context, c *caller) {
	f.setEnded(false)
	defer f.setEnded(true)
	c.follow(ctx, f.from(f.behind()), func(s stored) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.heard = append(f.heard, s)
	})
}

// check wants what was heard to be what is stored, in order, from the first event on and without a gap.
func (f *follower) check(t *testing.T, b *book) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	wanted := b.events
	if i := f.checked; i > 0 {
		at, _ := findPosition(b.events, f.heard[i-1].position)
		wanted = b.events[at+1:]
	}
	for _, s := range wanted {
		switch {
		case f.checked == len(f.heard):
			return
		case !f.wants(s):
		case f.heard[f.checked] != s:
			t.Errorf("the subscription to %s heard %+v where %+v is stored", f.what, f.heard[f.checked], s)
			return
		default:
			f.checked++
		}
	}
	if f.checked < len(f.heard) {
		t.Errorf("the subscription to %s heard %d events that are not stored", f.what, len(f.heard)-f.checked)
	}
}

// rest follows until all that is stored was heard.
func (f *follower) rest(t *testing.T, c *caller, b *book) {
	t.Helper()
	want := 0
	for _, s := range b.events {
		if f.wants(s) {
			want++
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	var following sync.WaitGroup
	following.Go(func() { f.follow(ctx, c) })
	await(t, func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		return len(f.heard) >= want
	})
	stop()
	following.Wait()
	f.check(t, b)
}

func findPosition(events []stored, position uint64) (int, bool) {
	return slices.BinarySearchFunc(events, position, func(s stored, p uint64) int { return cmp.Compare(s.position, p) })
}
