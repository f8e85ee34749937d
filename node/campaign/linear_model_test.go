package campaign

import (
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/google/uuid"
)

// searchTime is how long the search for an order that explains one history may take.
const searchTime = time.Minute

// streamModel is one stream, written down from EventStoreDB's rules for appends and nothing else: its state is the ids of
// its events in order.
var streamModel = porcupine.Model{
	Init:  func() any { return []uuid.UUID(nil) },
	Equal: func(a, b any) bool { return slices.Equal(a.([]uuid.UUID), b.([]uuid.UUID)) },
	Step: func(state, input, output any) (bool, any) {
		events, a, got := state.([]uuid.UUID), input.(ask), output.(answer)
		if a.act == readsStream {
			return slices.EqualFunc(events, got.stored, func(id uuid.UUID, s stored) bool { return s.id == id }), events
		}
		after, want := judge(events, a)
		switch {
		case got.word == unanswered: // then it happened here, whatever it did
			return true, after
		case got.word == refused:
			return true, events
		default:
			return got.word == want.word && got.revision == want.revision, after
		}
	},
	DescribeOperation: describe,
	DescribeState:     func(state any) string { return fmt.Sprintf("%d events", len(state.([]uuid.UUID))) },
}

// judge is what an append does to a stream and what it must be told.
func judge(events []uuid.UUID, a ask) (after []uuid.UUID, want answer) {
	end := expecting(len(events) - 1)
	write := func() ([]uuid.UUID, answer) {
		after := slices.Concat(events, a.ids)
		return after, answer{word: acknowledged, revision: int64(len(after) - 1)}
	}
	no := answer{word: wrong, revision: int64(end)}
	switch {
	case a.expect == anyState || a.expect == streamExists:
		if len(events) == 0 && a.expect == streamExists {
			return events, no
		}
		if !slices.Contains(events, a.ids[0]) {
			return write()
		}
		for _, id := range a.ids {
			if !slices.Contains(events, id) {
				return events, no
			}
		}
		last := slices.Index(events, a.ids[len(a.ids)-1]) // the callers here never have an id stored twice
		return events, answer{word: acknowledged, revision: int64(last)}
	case a.expect == end:
		return write()
	case a.expect > end:
		return events, no
	}
	behind := events[a.expect+1:]
	if len(behind) < len(a.ids) || !slices.Equal(behind[:len(a.ids)], a.ids) {
		return events, no
	}
	return events, answer{word: acknowledged, revision: int64(a.expect) + int64(len(a.ids))}
}

// allModel is $all as the last read of it shows it: its state is how many of those events have been written. Every answer
// anybody got must be true of some beginning of that one order.
func allModel(order []stored) porcupine.Model {
	at := make(map[uuid.UUID]int, len(order))
	for i, s := range order {
		at[s.id] = i
	}
	return porcupine.Model{
		Init: func() any { return 0 },
		Step: func(state, input, output any) (bool, any) {
			return stepAll(order, at, state.(int), input.(ask), output.(answer))
		},
		DescribeOperation: describe,
		DescribeState:     func(state any) string { return fmt.Sprintf("%d events", state) },
	}
}

func stepAll(order []stored, at map[uuid.UUID]int, written int, a ask, got answer) (bool, any) {
	present := order[:written]
	switch a.act {
	case appends:
		return stepAppend(order, at, written, a, got)
	case readsAll:
		first, _ := slices.BinarySearchFunc(present, a.from, func(s stored, p uint64) int { return int(s.position) - int(p) })
		return slices.Equal(got.stored, present[first:]), written
	case readsNewest:
		newest := slices.Clone(present[max(0, written-int(a.count)):])
		slices.Reverse(newest)
		return slices.Equal(notBefore(a.from, got.stored), newest), written
	default: // hears
		i, known := at[got.stored[0].id]
		return known && i < written && order[i] == got.stored[0], written
	}
}

// notBefore leaves out, of events read backwards, those before a position.
func notBefore(position uint64, newestFirst []stored) []stored {
	for i, s := range newestFirst {
		if s.position < position {
			return newestFirst[:i]
		}
	}
	return newestFirst
}

// stepAppend wants the events of an append side by side at the end of what is written, or there already when it is a
// repetition.
func stepAppend(order []stored, at map[uuid.UUID]int, written int, a ask, got answer) (bool, any) {
	first, known := at[a.ids[0]]
	end := first + len(a.ids)
	if !known || end > len(order) {
		return false, written
	}
	for i, s := range order[first:end] {
		if s.id != a.ids[i] || s.stream != a.stream {
			return false, written
		}
	}
	last := order[end-1]
	if got.word == acknowledged && (got.position != last.position || got.revision != int64(last.revision)) {
		return false, written
	}
	switch {
	case first == written:
		return true, end
	default:
		return end <= written, written
	}
}

func describe(input, output any) string {
	a, got := input.(ask), output.(answer)
	switch a.act {
	case appends:
		return fmt.Sprintf("append %.4s… and %d more to %s at %d: %s, revision %d, position %d",
			a.ids[0], len(a.ids)-1, a.stream, a.expect, got.word, got.revision, got.position)
	case hears:
		return fmt.Sprintf("hear position %d", got.stored[0].position)
	default:
		return fmt.Sprintf("%s %s: %d events", a.act, a.stream, len(got.stored))
	}
}

// check says how a history contradicts the promise that every call takes effect at one moment between question and answer,
// and that $all and the streams show one and the same order; nil when it does not. order is what $all held in the end,
// when all callers had stopped.
func (h *history) check(order []stored) error {
	if err := checkOrder(order); err != nil {
		return err
	}
	inStreams, inAll := h.partitions(order)
	for _, c := range h.calls {
		if whole := inStreams[c.ask.stream]; c.ask.act == readsStream && !begins(whole[len(whole)-1].got.stored, c.got.stored) {
			return fmt.Errorf("a read of stream %s shows other revisions or positions than $all", c.ask.stream)
		}
	}
	for stream, calls := range inStreams {
		if err := explain(streamModel, calls, "stream "+stream); err != nil {
			return err
		}
	}
	return explain(allModel(order), inAll, "$all")
}

func begins(whole, part []stored) bool {
	return len(part) <= len(whole) && slices.Equal(whole[:len(part)], part)
}

// checkOrder wants positions to grow and the revisions of each stream to have no gap.
func checkOrder(order []stored) error {
	next, last := make(map[string]uint64), uint64(0)
	for _, s := range order {
		if s.position <= last || s.revision != next[s.stream] {
			return fmt.Errorf("%s@%d at %d follows position %d and %d events of its stream", s.stream, s.revision, s.position, last, next[s.stream])
		}
		last = s.position
		next[s.stream]++
	}
	return nil
}

// partitions sorts the calls by what they are about. To the calls to a stream it adds a last one, which reads what $all
// shows of it. An append that got no answer and of which nothing is stored in the end did not happen, or has yet to: it
// explains nothing, and is left out so that the search need not try it at every place.
func (h *history) partitions(order []stored) (inStreams map[string][]call, inAll []call) {
	inStreams = make(map[string][]call)
	written, shown := make(map[uuid.UUID]bool), make(map[string][]stored)
	for _, s := range order {
		written[s.id] = true
		shown[s.stream] = append(shown[s.stream], s)
	}
	end := int64(0)
	for _, c := range h.calls {
		if c.ended != never {
			end = max(end, c.ended)
		}
		if c.got.word == unanswered && !slices.ContainsFunc(c.ask.ids, func(id uuid.UUID) bool { return written[id] }) {
			continue
		}
		if c.ask.act == appends || c.ask.act == readsStream {
			inStreams[c.ask.stream] = append(inStreams[c.ask.stream], c)
		}
		if c.ask.act != readsStream && c.got.word != wrong && c.got.word != refused {
			inAll = append(inAll, c)
		}
	}
	for stream := range inStreams {
		inStreams[stream] = append(inStreams[stream], call{
			began: end + 1, ended: end + 2, ask: ask{act: readsStream, stream: stream}, got: answer{stored: shown[stream]},
		})
	}
	last := answer{stored: order}
	return inStreams, append(inAll, call{began: end + 1, ended: end + 2, ask: ask{act: readsAll}, got: last})
}

// explain looks for an order of the calls that explains all answers. When there is none, it draws the attempt into a file.
func explain(model porcupine.Model, calls []call, what string) error {
	operations := make([]porcupine.Operation, len(calls))
	for i, c := range calls {
		operations[i] = porcupine.Operation{ClientId: c.client, Input: c.ask, Output: c.got, Call: c.began, Return: c.ended}
	}
	switch porcupine.CheckOperationsTimeout(model, operations, searchTime) {
	case porcupine.Ok:
		return nil
	case porcupine.Unknown:
		return fmt.Errorf("%s: no order of %d calls was found in %v that explains the answers, nor that there is none", what, len(calls), searchTime)
	}
	_, info := porcupine.CheckOperationsVerbose(model, operations, searchTime)
	f, err := os.CreateTemp("", "linearizability-*.html")
	if err != nil {
		return fmt.Errorf("%s: no order explains the answers to %d calls; drawing them: %w", what, len(calls), err)
	}
	defer f.Close()
	if err := porcupine.Visualize(model, info, f); err != nil {
		return fmt.Errorf("%s: no order explains the answers to %d calls; drawing them: %w", what, len(calls), err)
	}
	return fmt.Errorf("%s: no order explains the answers to %d calls, see %s", what, len(calls), f.Name())
}
