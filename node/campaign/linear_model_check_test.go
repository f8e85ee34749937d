package campaign

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// script writes a history by hand. Each call takes one unit of time and begins when the one before it has ended, unless
// it is made to last longer.
type script struct{ calls []call }

func id(name string) uuid.UUID { return uuid.NewSHA1(uuid.Nil, []byte(name)) }

func ids(names string) (out []uuid.UUID) {
	for _, n := range strings.Fields(names) {
		out = append(out, id(n))
	}
	return out
}

func (s *script) add(a ask, got answer) *call {
	at := int64(10 * len(s.calls))
	s.calls = append(s.calls, call{client: len(s.calls), began: at, ended: at + 5, ask: a, got: got})
	return &s.calls[len(s.calls)-1]
}

func (s *script) append(expect expecting, names string, got answer) *call {
	return s.add(ask{act: appends, stream: "s", expect: expect, ids: ids(names)}, got)
}

func (s *script) lost(expect expecting, names string) {
	s.append(expect, names, answer{word: unanswered}).ended = never
}

func (s *script) read(names string) {
	s.add(ask{act: readsStream, stream: "s"}, answer{word: acknowledged, stored: shown(names)})
}
func (s *script) all(names string) {
	s.add(ask{act: readsAll}, answer{word: acknowledged, stored: shown(names)})
}
func (s *script) hear(e stored) {
	s.add(ask{act: hears}, answer{word: acknowledged, stored: []stored{e}})
}
func (s *script) newest(names string) {
	events := shown(names)
	events = events[len(events)-2:]
	slices.Reverse(events)
	s.add(ask{act: readsNewest, count: 2}, answer{word: acknowledged, stored: events})
}

// shown are the events of stream s in order, at the positions 1, 2, 3, …
func shown(names string) (out []stored) {
	for i, n := range strings.Fields(names) {
		out = append(out, stored{stream: "s", revision: uint64(i), position: uint64(i + 1), id: id(n)})
	}
	return out
}

func ok(revision int64) answer {
	return answer{word: acknowledged, revision: revision, position: uint64(revision + 1)}
}
func no(end int64) answer { return answer{word: wrong, revision: end} }

// The check is worth nothing unless it refuses what a store must not do.
func TestCheck(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		tell  func(*script)
		order []stored
		wrong string // what the refusal says; empty when the history is a possible one
	}{
		"one after the other": {func(s *script) {
			s.append(noStream, "a b", ok(1))
			s.append(1, "c", ok(2))
			s.append(1, "d", no(2))
			s.append(anyState, "d", ok(3))
			s.read("a b c d")
			s.newest("a b c d")
			s.hear(shown("a b c d")[3])
		}, shown("a b c d"), ""},
		"repeated": {func(s *script) {
			s.append(noStream, "a", ok(0))
			s.append(0, "b", ok(1))
			s.append(noStream, "a", ok(0))
			s.append(anyState, "b", ok(1))
		}, shown("a b"), ""},
		"two at once, either first": {func(s *script) {
			s.append(noStream, "b", no(0)).ended = 50
			s.append(noStream, "a", ok(0))
		}, shown("a"), ""},
		"unanswered and never written":          {func(s *script) { s.lost(noStream, "a"); s.read(""); s.append(noStream, "b", ok(0)) }, shown("b"), ""},
		"unanswered and written":                {func(s *script) { s.lost(noStream, "a"); s.read("a"); s.append(noStream, "b", no(0)) }, shown("a"), ""},
		"unanswered and written late":           {func(s *script) { s.lost(anyState, "a"); s.read(""); s.append(noStream, "b", ok(0)) }, shown("b a"), ""},
		"unanswered, then repeated":             {func(s *script) { s.lost(noStream, "a"); s.append(noStream, "a", ok(0)) }, shown("a"), ""},
		"refused for want of space":             {func(s *script) { s.append(noStream, "a", answer{word: refused}); s.read("") }, nil, ""},
		"acknowledged and lost":                 {func(s *script) { s.append(noStream, "a", ok(0)) }, nil, "stream s"},
		"the end of what was acknowledged lost": {func(s *script) { s.append(noStream, "a b", ok(1)) }, shown("a"), "stream s"},
		"written twice": {func(s *script) {
			s.lost(noStream, "a")
			s.append(noStream, "a", ok(0))
		}, shown("a a"), "stream s"},
		"half an unanswered append":     {func(s *script) { s.lost(noStream, "a b") }, shown("a"), "stream s"},
		"refused and yet written":       {func(s *script) { s.append(noStream, "a", answer{word: refused}) }, shown("a"), "stream s"},
		"wrong and yet written":         {func(s *script) { s.append(0, "a", no(-1)) }, shown("a"), "stream s"},
		"written by nobody":             {func(s *script) { s.append(noStream, "a", ok(0)) }, shown("a b"), "stream s"},
		"a stale read":                  {func(s *script) { s.append(noStream, "a", ok(0)); s.read("") }, shown("a"), "stream s"},
		"a read of what is not yet":     {func(s *script) { s.read("a"); s.append(noStream, "a", ok(0)) }, shown("a"), "stream s"},
		"a read that goes back":         {func(s *script) { s.lost(noStream, "a"); s.read("a"); s.read("") }, shown("a"), "stream s"},
		"a read in another order":       {func(s *script) { s.append(noStream, "a b", ok(1)); s.read("b a") }, shown("a b"), "other revisions"},
		"success at another revision":   {func(s *script) { s.append(noStream, "a", ok(1)) }, shown("a"), "stream s"},
		"success on a wrong revision":   {func(s *script) { s.append(noStream, "a", ok(0)); s.append(noStream, "b", ok(1)) }, shown("a b"), "stream s"},
		"wrong on the right revision":   {func(s *script) { s.append(noStream, "a", no(-1)) }, nil, "stream s"},
		"wrong with another end":        {func(s *script) { s.append(noStream, "a", ok(0)); s.append(5, "b", no(4)) }, shown("a"), "stream s"},
		"repeated with another answer":  {func(s *script) { s.append(noStream, "a b", ok(1)); s.append(noStream, "a", ok(1)) }, shown("a b"), "stream s"},
		"acknowledged at another place": {func(s *script) { s.append(noStream, "a", answer{word: acknowledged, position: 7}) }, shown("a"), "$all"},
		"a stale read of $all":          {func(s *script) { s.append(noStream, "a", ok(0)); s.all("") }, shown("a"), "$all"},
		"a stale read of the newest":    {func(s *script) { s.append(noStream, "a b c", ok(2)); s.newest("a b") }, shown("a b c"), "$all"},
		"heard before it was written":   {func(s *script) { s.hear(shown("a")[0]); s.append(noStream, "a", ok(0)) }, shown("a"), "$all"},
		"heard and lost":                {func(s *script) { s.lost(noStream, "a"); s.hear(shown("a")[0]) }, nil, "$all"},
		"heard at another position": {func(s *script) {
			s.append(noStream, "a b", ok(1))
			s.hear(stored{stream: "s", revision: 0, position: 2, id: id("a")})
		}, shown("a b"), "$all"},
		"a position used twice": {func(s *script) { s.append(noStream, "a b", ok(1)) },
			[]stored{{stream: "s", position: 1, id: id("a")}, {stream: "s", revision: 1, position: 1, id: id("b")}}, "follows position"},
		"a revision left out": {func(s *script) { s.append(noStream, "a b", ok(1)) },
			[]stored{{stream: "s", position: 1, id: id("a")}, {stream: "s", revision: 2, position: 2, id: id("b")}}, "follows position"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := new(script)
			tc.tell(s)
			wantCheck(t, &history{calls: s.calls}, tc.order, tc.wrong)
		})
	}
}

// wantCheck wants a history to pass, or to be refused in certain words, and removes the drawing of the refusal.
func wantCheck(t *testing.T, h *history, order []stored, wrong string) {
	t.Helper()
	err := h.check(order)
	switch {
	case wrong == "" && err != nil:
		t.Errorf("refused: %v", err)
	case wrong != "" && err == nil:
		t.Error("passed")
	case wrong != "" && !strings.Contains(err.Error(), wrong):
		t.Errorf("refused with %q, want it to speak of %q", err, wrong)
	}
	if err == nil {
		return
	}
	if drawing := regexp.MustCompile(`see (\S+)`).FindStringSubmatch(err.Error()); drawing != nil {
		if info, err := os.Stat(drawing[1]); err != nil || info.Size() == 0 {
			t.Errorf("the drawing is not there: %v", err)
		}
		os.Remove(drawing[1])
	}
}

// A history that a store really made passes; spoilt in any one place it does not.
func TestCheck_of_a_real_history(t *testing.T) {
	t.Parallel()
	e := &epoch{where: newPlace(t, ""), history: newHistory(), heard: make([]uint64, listeners)}
	order := e.run(t, 1)
	wantCheck(t, e.history, order, "")
	random := rand.New(rand.NewPCG(1, 1))
	for range 10 {
		lost := random.IntN(len(order))
		wantCheck(t, e.history, without(order, lost), " ")
	}
	for i, c := range e.history.calls {
		if n := len(c.got.stored); c.ask.act == readsAll && n > 1 {
			stale := &history{calls: slices.Clone(e.history.calls)}
			stale.calls[i].got.stored = without(c.got.stored, random.IntN(n-1)) // without its last event it could be true
			wantCheck(t, stale, order, "$all")
		}
	}
}

// without takes one event out as if it had never been: the revisions behind it close up.
func without(order []stored, lost int) (left []stored) {
	for i, s := range order {
		if i > lost && s.stream == order[lost].stream {
			s.revision--
		}
		if i != lost {
			left = append(left, s)
		}
	}
	return left
}
