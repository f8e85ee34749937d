package groups

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// world is what surrounds a group in the property test: a source that grows, what is stored, and what the consumers
// hold and have settled.
type world struct {
	g        *Group
	settings Settings
	now      time.Time
	length   int64 // events in the source are 0 … length-1
	stored   int64 // the checkpoint
	parked   []int64
	tb       int64 // parked events below it are dealt with
	waiting  []Parking
	hands    map[ConsumerID]map[EventID]Delivery
	slots    map[ConsumerID]int
	next     ConsumerID
	settled  map[int64]bool // events of the source acknowledged, skipped or parked
	replayed map[int64]bool // the same for parked events, by their number
	last     int64          // the newest event given out for the first time since the last crash
}

// Every third event is nobody's, and ids repeat, as they may.
func wanted(at int64) bool { return at%3 != 1 }
func idOf(at int64) (e EventID) {
	binary.BigEndian.PutUint64(e[:], uint64(at%7)+1)
	return e
}

func (w *world) begin() {
	w.g = New(w.settings, w.stored, w.tb, w.now)
	w.hands, w.slots, w.waiting, w.last = map[ConsumerID]map[EventID]Delivery{}, map[ConsumerID]int{}, nil, w.stored
}

// read does one read the group wants, and tells whether there was any.
func (w *world) read() bool {
	want := w.g.Wants()
	if want.Limit == 0 {
		return false
	}
	b := Batch{Through: want.From - 1}
	end := w.length
	if want.Source == Parked {
		end = min(int64(len(w.parked)), want.Below)
	}
	for b.Through+1 < end && len(b.Events) < want.Limit {
		b.Through++
		switch {
		case want.Source == Parked:
			id := EventID{15: 0xff}
			binary.BigEndian.PutUint64(id[:], uint64(b.Through))
			b.Events = append(b.Events, Event{ID: id, At: b.Through, Place: b.Through})
		case wanted(b.Through):
			b.Events = append(b.Events, Event{ID: idOf(b.Through), At: b.Through, Place: b.Through, Key: uint64(b.Through % 5)})
		default:
			b.Passed++
		}
	}
	b.AtEnd = b.Through+1 >= end
	w.g.Read(want.Source, b, w.now)
	return true
}

func (w *world) take(t *rapid.T) {
	work := w.g.Take()
	for _, c := range work.Stopped {
		delete(w.hands, c)
	}
	w.waiting = append(w.waiting, work.Park...)
	for _, d := range work.Give {
		held, known := w.hands[d.Consumer]
		if !known {
			continue // it went away within the same step
		}
		if _, twice := held[d.Event.ID]; twice {
			t.Fatalf("consumer %d was given id %x twice", d.Consumer, d.Event.ID)
		}
		held[d.Event.ID] = d
		if len(held) > w.slots[d.Consumer] {
			t.Fatalf("consumer %d holds %d events in %d slots", d.Consumer, len(held), w.slots[d.Consumer])
		}
		w.inOrder(t, d)
	}
}

// inOrder: with one strategy that never passes an event over, fresh events come in the order of the source.
func (w *world) inOrder(t *rapid.T, d Delivery) {
	if d.Source == Parked || d.Retries > 0 || w.settings.Strategy != DispatchToSingle || len(w.slots) > 1 {
		return
	}
	if d.Event.At <= w.last && d.Event.At > w.last-14 { // an id in hand may hold its twin up, 7 events apart
		t.Fatalf("event %d was given out behind %d", d.Event.At, w.last)
	}
	w.last = max(w.last, d.Event.At)
}

func (w *world) settle(d Delivery) {
	if d.Source == Parked {
		w.replayed[d.Event.At] = true
	} else {
		w.settled[d.Event.At] = true
	}
}

// park stores what waits to be parked.
func (w *world) park() {
	for _, p := range w.waiting {
		w.parked = append(w.parked, p.Event.At)
		w.settle(Delivery{Event: p.Event, Source: p.Source})
		w.g.Confirm(p, w.now)
	}
	w.waiting = nil
}

func (w *world) store() {
	if at, due := w.g.Checkpoint(w.now); due {
		w.stored = at
		w.g.Checkpointed(w.now)
	}
	if end, due := w.g.ParkedThrough(); due {
		w.tb = end
		w.g.Truncated(end)
	}
}

func (w *world) someHand(t *rapid.T) (ConsumerID, []EventID) {
	var ids []ConsumerID
	for c := range w.hands {
		ids = append(ids, c)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	slices.Sort(ids)
	c := rapid.SampledFrom(ids).Draw(t, "consumer")
	var held []EventID
	for id := range w.hands[c] {
		held = append(held, id)
	}
	slices.SortFunc(held, func(a, b EventID) int { return slices.Compare(a[:], b[:]) })
	n := rapid.IntRange(0, len(held)).Draw(t, "events")
	return c, held[:n]
}

func (w *world) check(t *rapid.T) {
	in := w.g.Info()
	if in.Fresh+in.Retry+in.InFlight+len(w.waiting) != in.Open {
		t.Fatalf("%d open events, but %d fresh, %d to retry, %d in hands, %d being parked", in.Open, in.Fresh, in.Retry, in.InFlight, len(w.waiting))
	}
	if most := max(w.settings.LiveBufferSize, w.settings.HistoryBufferSize); in.Fresh > most {
		t.Fatalf("%d events are buffered, %d may be", in.Fresh, most)
	}
	for at := range w.stored + 1 {
		if wanted(at) && !w.settled[at] {
			t.Fatalf("the checkpoint is %d, but event %d is not dealt with", w.stored, at)
		}
	}
	for n := range w.tb {
		if !w.replayed[n] {
			t.Fatalf("parked events below %d are forgotten, but %d is not dealt with", w.tb, n)
		}
	}
}

func settingsOf(t *rapid.T) Settings {
	batch := rapid.IntRange(1, 6).Draw(t, "batch")
	least := rapid.IntRange(0, 5).Draw(t, "min")
	s := Settings{
		MaxRetryCount: rapid.IntRange(0, 3).Draw(t, "retries"), MinCheckpointCount: least,
		MaxCheckpointCount: max(1, least) + rapid.IntRange(0, 10).Draw(t, "max"), MaxSubscriberCount: 4,
		LiveBufferSize: rapid.IntRange(0, 10).Draw(t, "live"), ReadBatchSize: batch,
		HistoryBufferSize: batch + rapid.IntRange(0, 10).Draw(t, "history"),
		MessageTimeout:    time.Duration(rapid.IntRange(0, 3).Draw(t, "timeout")) * time.Second,
		CheckpointAfter:   time.Duration(rapid.IntRange(0, 3).Draw(t, "after")) * time.Second,
		Strategy:          rapid.SampledFrom([]Strategy{RoundRobin, DispatchToSingle, Pinned}).Draw(t, "strategy"),
		ExtraStatistics:   rapid.Bool().Draw(t, "measured"),
	}
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	return s
}

func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"append": func(t *rapid.T) { w.length += rapid.Int64Range(1, 8).Draw(t, "n"); w.g.Wake() },
		"read":   func(*rapid.T) { w.read() },
		"connect": func(t *rapid.T) {
			slots := rapid.IntRange(1, 5).Draw(t, "slots")
			w.next++
			err := w.g.Connect(w.next, slots, w.now)
			if (err != nil) != (len(w.hands) == 4) {
				t.Fatalf("connect beside %d consumers: %v", len(w.hands), err)
			}
			if err == nil {
				w.hands[w.next], w.slots[w.next] = map[EventID]Delivery{}, slots
			}
		},
		"disconnect": func(t *rapid.T) {
			c, _ := w.someHand(t)
			delete(w.hands, c)
			w.g.Disconnect(c, w.now)
		},
		"ack": func(t *rapid.T) {
			c, ids := w.someHand(t)
			for _, id := range ids {
				w.settle(w.hands[c][id])
				delete(w.hands[c], id)
			}
			w.g.Ack(c, append(ids, EventID{1, 2, 3}), w.now)
		},
		"nack": func(t *rapid.T) {
			c, ids := w.someHand(t)
			answer := Answer(rapid.IntRange(0, 3).Draw(t, "answer"))
			for _, id := range ids {
				if answer == Skip {
					w.settle(w.hands[c][id])
				}
				delete(w.hands[c], id)
			}
			if answer == Stop {
				delete(w.hands, c)
			}
			w.g.Nack(c, ids, answer, "no", w.now)
		},
		"wait": func(t *rapid.T) {
			w.now = w.now.Add(time.Duration(rapid.IntRange(1, 2000).Draw(t, "ms")) * time.Millisecond)
			for c, held := range w.hands {
				for id := range held {
					if m := w.g.consumer(c).holds[id]; w.settings.MessageTimeout > 0 && w.now.Sub(m.given) >= w.settings.MessageTimeout {
						delete(held, id)
					}
				}
			}
			w.g.Tick(w.now)
		},
		"park":   func(*rapid.T) { w.park() },
		"store":  func(*rapid.T) { w.store() },
		"replay": func(t *rapid.T) { w.g.Replay(rapid.Int64Range(0, int64(len(w.parked))).Draw(t, "end")) },
		"crash":  func(*rapid.T) { w.begin() },
	}
}

// Whatever consumers do and whenever the process dies: limits hold, no checkpoint passes an event that is not dealt
// with, and in the end every event is dealt with.
func TestGroup_loses_nothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &world{
			settings: settingsOf(t), now: time.Unix(1e9, 0), stored: -1,
			settled: map[int64]bool{}, replayed: map[int64]bool{},
		}
		w.begin()
		actions := w.actions()
		for name, do := range actions {
			actions[name] = func(t *rapid.T) {
				do(t)
				w.take(t)
			}
		}
		actions[""] = w.check
		t.Repeat(actions)
		w.finish(t)
	})
}

// finish lets one willing consumer deal with everything, the parked events too.
func (w *world) finish(t *rapid.T) {
	for c := range w.hands {
		w.g.Disconnect(c, w.now)
	}
	w.take(t)
	w.hands = map[ConsumerID]map[EventID]Delivery{w.next + 1: {}}
	w.slots = map[ConsumerID]int{w.next + 1: 3}
	if err := w.g.Connect(w.next+1, 3, w.now); err != nil {
		t.Fatal(err)
	}
	w.g.Wake()
	for again := true; again; {
		w.take(t)
		w.park()
		w.g.Replay(int64(len(w.parked)))
		again = w.read()
		w.take(t)
		var ids []EventID
		for id, d := range w.hands[w.next+1] {
			w.settle(d)
			ids = append(ids, id)
		}
		clear(w.hands[w.next+1])
		w.g.Ack(w.next+1, ids, w.now)
		again = again || len(ids) > 0 || len(w.waiting) > 0
	}
	for at := range w.length {
		if wanted(at) && !w.settled[at] {
			t.Fatalf("event %d of %d is lost", at, w.length)
		}
	}
	for n := range w.parked {
		if !w.replayed[int64(n)] && int64(n) >= w.tb {
			t.Fatalf("parked event %d of %d was not replayed", n, len(w.parked))
		}
	}
	if at, _ := w.g.Progress(); at != w.length-1 {
		t.Fatalf("everything is dealt with, but the progress is %d of %d", at, w.length-1)
	}
	if end, _ := w.g.ParkedProgress(); end != int64(len(w.parked)) {
		t.Fatalf("all is replayed, but parked events are dealt with below %d of %d", end, len(w.parked))
	}
}
