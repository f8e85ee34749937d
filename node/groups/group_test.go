package groups

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

var (
	noon     = time.Unix(1_000_000_000, 0)
	ordinary = Settings{
		MaxRetryCount: 2, MinCheckpointCount: 2, MaxCheckpointCount: 5, LiveBufferSize: 10, ReadBatchSize: 4,
		HistoryBufferSize: 8, MessageTimeout: 30 * time.Second, CheckpointAfter: 2 * time.Second, Strategy: RoundRobin,
	}
)

// with is the ordinary settings but for a change.
func with(change func(*Settings)) Settings {
	s := ordinary
	change(&s)
	return s
}

// bench is a group over a source of so many events with ids of their own, and what it gave to whom.
type bench struct {
	*Group
	t      *testing.T
	length int64
	given  map[ConsumerID][]Delivery
	parks  []Parking
}

func newBench(t *testing.T, s Settings, length int64) *bench {
	t.Helper()
	return &bench{Group: New(s, -1, 0, noon), t: t, length: length, given: map[ConsumerID][]Delivery{}}
}

func (b *bench) connect(id ConsumerID, slots int) {
	b.t.Helper()
	if err := b.Connect(id, slots, noon); err != nil {
		b.t.Fatal(err)
	}
}

// run reads as much as the group wants and collects what it gives.
func (b *bench) run() *bench {
	b.t.Helper()
	for want := b.Wants(); want.Limit > 0; want = b.Wants() {
		batch := Batch{Through: want.From - 1}
		for batch.Through+1 < b.length && len(batch.Events) < want.Limit {
			batch.Through++
			batch.Events = append(batch.Events, Event{ID: EventID{byte(batch.Through + 1)}, At: batch.Through, Key: uint64(batch.Through % 4)})
		}
		batch.AtEnd = batch.Through+1 >= b.length
		b.Read(Main, batch, noon)
	}
	w := b.Take()
	for _, d := range w.Give {
		b.given[d.Consumer] = append(b.given[d.Consumer], d)
	}
	b.parks = append(b.parks, w.Park...)
	return b
}

// got says what a consumer was given since it was last asked: "0 1 1r2" is event 1 again, for the second time.
func (b *bench) got(id ConsumerID) string {
	var words []string
	for _, d := range b.given[id] {
		w := fmt.Sprint(d.Event.At)
		if d.Retries > 0 {
			w += fmt.Sprintf("r%d", d.Retries)
		}
		words = append(words, w)
	}
	delete(b.given, id)
	return strings.Join(words, " ")
}

func (b *bench) want(id ConsumerID, words string) {
	b.t.Helper()
	if got := b.run().got(id); got != words {
		b.t.Errorf("consumer %d was given %q, want %q", id, got, words)
	}
}

func ids(at ...int64) (out []EventID) {
	for _, a := range at {
		out = append(out, EventID{byte(a + 1)})
	}
	return out
}

func TestGroup_gives_no_more_than_there_are_slots(t *testing.T) {
	t.Parallel()
	b := newBench(t, ordinary, 6)
	b.connect(1, 2)
	b.want(1, "0 1")
	b.Ack(1, ids(0), noon)
	b.want(1, "2")
	b.Ack(1, ids(1, 2, 5), noon) // 5 it does not hold
	b.want(1, "3 4")
}

func TestGroup_strategies(t *testing.T) {
	t.Parallel()
	t.Run("round robin takes turns", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, ordinary, 4)
		b.connect(1, 4)
		b.connect(2, 1)
		b.want(1, "0 2 3")
		b.want(2, "1")
	})
	t.Run("dispatch to single goes on to the next only when the first is full", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, with(func(s *Settings) { s.Strategy = DispatchToSingle }), 4)
		b.connect(1, 3)
		b.connect(2, 3)
		b.want(1, "0 1 2")
		b.want(2, "3")
		b.Ack(1, ids(0, 1, 2), noon)
		b.Ack(2, ids(3), noon)
		b.length = 6
		b.Wake()
		b.want(1, "4 5")
	})
	t.Run("pinned keeps a stream with its consumer", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, with(func(s *Settings) { s.Strategy = Pinned }), 8)
		for id := range ConsumerID(3) {
			b.connect(id+1, 8)
		}
		b.run()
		holder := map[uint64]ConsumerID{}
		n := 0
		for c, ds := range b.given {
			for _, d := range ds {
				n++
				if h, known := holder[d.Event.Key]; known && h != c {
					t.Errorf("stream %d went to consumers %d and %d", d.Event.Key, h, c)
				}
				holder[d.Event.Key] = c
			}
		}
		if n != 8 {
			t.Errorf("%d of 8 events were given", n)
		}
	})
	t.Run("pinned moves only the streams of a consumer that leaves", func(t *testing.T) {
		t.Parallel()
		g := newBench(t, with(func(s *Settings) { s.Strategy = Pinned }), 0)
		for id := range ConsumerID(4) {
			g.connect(id+1, 1)
		}
		before := map[uint64]ConsumerID{}
		for key := range uint64(1000) {
			before[key] = g.pinnedTo(key).id
		}
		g.Disconnect(2, noon)
		share := map[ConsumerID]int{}
		for key, c := range before {
			share[c]++
			if now := g.pinnedTo(key).id; c != 2 && now != c {
				t.Errorf("stream %d moved from %d to %d", key, c, now)
			}
		}
		for c, n := range share {
			if n < 150 || n > 350 {
				t.Errorf("consumer %d of 4 has %d of 1000 streams", c, n)
			}
		}
	})
}

func TestGroup_never_gives_a_consumer_two_events_of_one_id(t *testing.T) {
	t.Parallel()
	g := New(ordinary, -1, 0, noon)
	if err := g.Connect(1, 3, noon); err != nil {
		t.Fatal(err)
	}
	same := EventID{7}
	g.Read(Main, Batch{Events: []Event{{ID: same, At: 0}, {ID: same, At: 1}, {ID: EventID{8}, At: 2}}, Through: 2, AtEnd: true}, noon)
	given := g.Take().Give
	if len(given) != 2 || given[0].Event.At != 0 || given[1].Event.At != 2 {
		t.Fatalf("given: %+v", given)
	}
	g.Ack(1, []EventID{same}, noon)
	if given = g.Take().Give; len(given) != 1 || given[0].Event.At != 1 {
		t.Fatalf("given after the acknowledgement: %+v", given)
	}
}

func TestGroup_gives_again(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		do   func(b *bench)
		want string
	}{
		{"what was given back", func(b *bench) { b.Nack(1, ids(1), Retry, "", noon) }, "1r1"},
		{"what was not answered in time", func(b *bench) { b.Tick(noon.Add(30 * time.Second)) }, "0r1 1r1"},
		{"nothing that has time left", func(b *bench) { b.Tick(noon.Add(29 * time.Second)) }, ""},
		{"what is skipped never", func(b *bench) { b.Nack(1, ids(1), Skip, "", noon) }, "2"},
		{"what is parked never", func(b *bench) { b.Nack(1, ids(0), Park, "", noon) }, "2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, ordinary, 4)
			b.connect(1, 2)
			b.want(1, "0 1")
			tc.do(b)
			b.want(1, tc.want)
		})
	}
}

func TestGroup_gives_others_what_a_consumer_left_behind(t *testing.T) {
	t.Parallel()
	b := newBench(t, ordinary, 4)
	b.connect(1, 2)
	b.want(1, "0 1")
	b.Disconnect(1, noon)
	b.connect(2, 3)
	b.want(2, "0r1 1r1 2")
	b.Nack(2, ids(1), Stop, "", noon)
	if w := b.Info(); len(w.Consumers) != 0 || w.Retry != 3 {
		t.Errorf("after the stop: %+v", w)
	}
}

func TestGroup_parks_what_came_back_too_often(t *testing.T) {
	t.Parallel()
	b := newBench(t, ordinary, 1)
	b.connect(1, 1)
	for _, want := range []string{"0", "0r1", "0r2"} {
		b.want(1, want)
		b.Nack(1, ids(0), Retry, "", noon)
	}
	b.want(1, "")
	if len(b.parks) != 1 || b.parks[0].Event.At != 0 || b.parks[0].Reason == "" {
		t.Fatalf("parked: %+v", b.parks)
	}
	if _, moved := b.Progress(); moved {
		t.Error("progress before the event is stored as parked")
	}
	b.Confirm(b.parks[0], noon)
	if at, moved := b.Progress(); at != 0 || !moved {
		t.Errorf("progress %d, %v after it is", at, moved)
	}
}

func TestGroup_checkpoints(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		acked []int64
		after time.Duration
		at    int64
		due   bool
	}{
		{"nothing is done", nil, time.Hour, -1, false},
		{"too few however long ago", []int64{0}, time.Hour, 0, false},
		{"enough but too soon", []int64{0, 1}, time.Second, 1, false},
		{"enough and time has passed", []int64{0, 1}, 2 * time.Second, 1, true},
		{"the most there may be", []int64{0, 1, 2, 3, 4}, 0, 4, true},
		{"it stays below the oldest that is open", []int64{0, 2, 3, 4, 5}, time.Hour, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, ordinary, 8)
			b.connect(1, 8)
			b.run()
			b.Ack(1, ids(tc.acked...), noon)
			if at, due := b.Checkpoint(noon.Add(tc.after)); at != tc.at || due != tc.due {
				t.Errorf("checkpoint %d, due %v; want %d, %v", at, due, tc.at, tc.due)
			}
		})
	}
}

func TestGroup_wakes_its_owner_in_time(t *testing.T) {
	t.Parallel()
	b := newBench(t, ordinary, 8)
	if _, ok := b.Next(); ok {
		t.Error("an idle group has a deadline")
	}
	b.connect(1, 8)
	b.run()
	if at, ok := b.Next(); !ok || !at.Equal(noon.Add(30*time.Second)) {
		t.Errorf("the first answer is due %v", at)
	}
	b.Ack(1, ids(0, 1), noon)
	if at, ok := b.Next(); !ok || !at.Equal(noon.Add(2*time.Second)) {
		t.Errorf("the checkpoint is due %v", at)
	}
}

func TestGroup_refuses_one_consumer_too_many(t *testing.T) {
	t.Parallel()
	b := newBench(t, with(func(s *Settings) { s.MaxSubscriberCount = 1 }), 0)
	b.connect(1, 1)
	if err := b.Connect(2, 1, noon); !errors.Is(err, ErrFull) {
		t.Errorf("the second consumer: %v", err)
	}
	b.Disconnect(1, noon)
	b.connect(3, 1)
}

func TestGroup_measures_its_consumers(t *testing.T) {
	t.Parallel()
	b := newBench(t, with(func(s *Settings) { s.ExtraStatistics = true }), 3)
	b.connect(1, 3)
	b.run()
	for i := range int64(3) {
		b.Ack(1, ids(i), noon.Add(time.Duration(i+1)*10*time.Millisecond))
	}
	got := map[string]int64{}
	for _, m := range b.Info().Consumers[0].Measured {
		got[m.Name] = m.Value
	}
	if got["Mean"] != 20 || got["Median"] != 20 || got["Fastest"] != 10 || got["Highest"] != 30 || len(got) != 13 {
		t.Errorf("measured: %v", got)
	}
}

func TestSettings_Validate(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		change func(*Settings)
		ok     bool
	}{
		{"ordinary", func(*Settings) {}, true},
		{"never a timeout", func(s *Settings) { s.MessageTimeout = 0 }, true},
		{"no retries", func(s *Settings) { s.MaxRetryCount = 0 }, true},
		{"a negative retry count", func(s *Settings) { s.MaxRetryCount = -1 }, false},
		{"a negative timeout", func(s *Settings) { s.MessageTimeout = -1 }, false},
		{"more to the least checkpoint than to the most", func(s *Settings) { s.MinCheckpointCount = 6 }, false},
		{"a most of nothing", func(s *Settings) { s.MinCheckpointCount, s.MaxCheckpointCount = 0, 0 }, false},
		{"batches of nothing", func(s *Settings) { s.ReadBatchSize = 0 }, false},
		{"a batch the buffer cannot hold", func(s *Settings) { s.ReadBatchSize = 9 }, false},
		{"a buffer without measure", func(s *Settings) { s.LiveBufferSize = MaxBuffer + 1 }, false},
		{"an unknown strategy", func(s *Settings) { s.Strategy = "Roulette" }, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if err := with(tc.change).Validate(); (err == nil) != tc.ok {
				t.Errorf("validate: %v", err)
			}
		})
	}
}
