package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

const everything = 1 << 40

// reading is what a read or a subscription asks for.
type reading struct {
	stream  string // as the table calls it; "all" is $all
	back    bool
	resolve bool
	from    string // "" is the usual beginning
	max     uint64
	filter  *streams.ReadReq_Options_FilterOptions
	noIDs   bool // leaves out in which form ids are wanted
}

func (w *world) parseReading(stream string, words []string) (r reading, err error) {
	r = reading{stream: stream, max: everything}
	for len(words) > 0 {
		word, arg := words[0], ""
		if len(words) > 1 {
			arg = words[1]
		}
		used := 1
		switch word {
		case "back":
			r.back = true
		case "resolve":
			r.resolve = true
		case "noids":
			r.noIDs = true
		case "from":
			r.from, used = arg, 2
		case "max":
			r.max, err = strconv.ParseUint(arg, 10, 64)
			used = 2
		case "type", "stream", "every", "window":
			used, err = w.parseFilter(&r, words)
		default:
			err = fmt.Errorf("a read knows no word %q", word)
		}
		if err != nil || used > len(words) {
			return r, errors.Join(err, fmt.Errorf("read: %s", strings.Join(words, " ")))
		}
		words = words[used:]
	}
	return r, nil
}

// parseFilter takes "type|stream prefix|regex X", "every N" (the checkpoint multiplier) and "window N".
func (w *world) parseFilter(r *reading, words []string) (used int, err error) {
	if r.filter == nil {
		r.filter = &streams.ReadReq_Options_FilterOptions{
			Window:                       &streams.ReadReq_Options_FilterOptions_Max{Max: 32},
			CheckpointIntervalMultiplier: 1,
		}
	}
	if len(words) < 2 {
		return 2, nil
	}
	if words[0] == "every" || words[0] == "window" {
		n, err := strconv.ParseUint(words[1], 10, 32)
		if words[0] == "every" {
			r.filter.CheckpointIntervalMultiplier = uint32(n)
		} else {
			r.filter.Window = &streams.ReadReq_Options_FilterOptions_Max{Max: uint32(n)}
		}
		return 2, err
	}
	if len(words) < 3 {
		return 3, nil
	}
	expr := &streams.ReadReq_Options_FilterOptions_Expression{}
	if words[1] == "regex" {
		expr.Regex = w.expand(words[2])
	} else {
		expr.Prefix = strings.Split(w.expand(words[2]), ",")
	}
	if words[0] == "type" {
		r.filter.Filter = &streams.ReadReq_Options_FilterOptions_EventType{EventType: expr}
	} else {
		r.filter.Filter = &streams.ReadReq_Options_FilterOptions_StreamIdentifier{StreamIdentifier: expr}
	}
	return 3, nil
}

// options are the reading on the wire.
func (w *world) options(r reading) (*streams.ReadReq_Options, error) {
	o := &streams.ReadReq_Options{
		ResolveLinks: r.resolve,
		CountOption:  &streams.ReadReq_Options_Count{Count: r.max},
		FilterOption: &streams.ReadReq_Options_NoFilter{NoFilter: &shared.Empty{}},
	}
	if r.back {
		o.ReadDirection = streams.ReadReq_Options_Backwards
	}
	if r.filter != nil {
		o.FilterOption = &streams.ReadReq_Options_Filter{Filter: r.filter}
	}
	w.setIDs(o, r.noIDs)
	if r.stream == "all" {
		return o, w.fromPosition(o, r)
	}
	return o, w.fromRevision(o, r)
}

func (w *world) setIDs(o *streams.ReadReq_Options, leaveOut bool) {
	switch {
	case leaveOut:
	case w.stringIDs:
		o.UuidOption = &streams.ReadReq_Options_UUIDOption{
			Content: &streams.ReadReq_Options_UUIDOption_String_{String_: &shared.Empty{}},
		}
	default:
		o.UuidOption = &streams.ReadReq_Options_UUIDOption{
			Content: &streams.ReadReq_Options_UUIDOption_Structured{Structured: &shared.Empty{}},
		}
	}
}

func (w *world) fromRevision(o *streams.ReadReq_Options, r reading) error {
	at := &streams.ReadReq_Options_StreamOptions{StreamIdentifier: identifier(w.stream(r.stream))}
	o.StreamOption = &streams.ReadReq_Options_Stream{Stream: at}
	switch {
	case r.from == "end" || r.from == "" && r.back:
		at.RevisionOption = &streams.ReadReq_Options_StreamOptions_End{End: &shared.Empty{}}
	case r.from == "start" || r.from == "":
		at.RevisionOption = &streams.ReadReq_Options_StreamOptions_Start{Start: &shared.Empty{}}
	default:
		n, err := strconv.ParseUint(r.from, 10, 64)
		if err != nil {
			return fmt.Errorf("revision: %w", err)
		}
		at.RevisionOption = &streams.ReadReq_Options_StreamOptions_Revision{Revision: n}
	}
	return nil
}

// fromPosition begins a reading of $all: forwards, unless told otherwise, where the row began.
func (w *world) fromPosition(o *streams.ReadReq_Options, r reading) error {
	at := &streams.ReadReq_Options_AllOptions{}
	o.StreamOption = &streams.ReadReq_Options_All{All: at}
	switch {
	case r.from == "end" || r.from == "" && r.back:
		at.AllOption = &streams.ReadReq_Options_AllOptions_End{End: &shared.Empty{}}
		return nil
	case r.from == "start" || r.from == "" && w.begin == 0:
		at.AllOption = &streams.ReadReq_Options_AllOptions_Start{Start: &shared.Empty{}}
		return nil
	}
	position := w.begin
	if r.from != "" {
		known := false
		if position, known = w.at[r.from]; !known {
			return fmt.Errorf("no event was read at %s yet, so its position is not known", r.from)
		}
	}
	at.AllOption = &streams.ReadReq_Options_AllOptions_Position{
		Position: &streams.ReadReq_Options_Position{CommitPosition: position, PreparePosition: position},
	}
	return nil
}

func (w *world) read(s step) (string, error) {
	if err := s.atLeast(1); err != nil {
		return "", err
	}
	return w.readFrom(s.args[0], s.args[1:])
}

func (w *world) all(s step) (string, error) { return w.readFrom("all", s.args) }

func (w *world) readFrom(stream string, words []string) (string, error) {
	r, err := w.parseReading(stream, words)
	if err != nil {
		return "", err
	}
	o, err := w.options(r)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	call, err := w.streams().Read(ctx, &streams.ReadReq{Options: o})
	if err != nil {
		return "", err
	}
	var seen []string
	order := &order{world: w, back: r.back}
	for {
		msg, err := call.Recv()
		switch {
		case errors.Is(err, io.EOF):
			return joined(seen), nil
		case err != nil:
			return strings.Join(append(seen, w.refusal(err, call.Trailer(), w.streamOrAll(stream), expectation{})), " "), nil
		}
		if r.stream == "all" && r.back && msg.GetEvent() != nil && before(msg.GetEvent(), w.begin) {
			return joined(seen), nil // the rest was there before the row
		}
		seen = append(seen, w.message(order, msg, r.stream == "all")...)
	}
}

func (w *world) streamOrAll(short string) string {
	if short == "all" {
		return "$all"
	}
	return w.stream(short)
}

func joined(seen []string) string {
	if len(seen) == 0 {
		return "nothing"
	}
	return strings.Join(seen, " ")
}

// endOfAll is the position of the last event of $all, 0 when there is none.
func (w *world) endOfAll() (uint64, error) {
	o, err := w.options(reading{stream: "all", back: true, max: 1})
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	call, err := w.streams().Read(ctx, &streams.ReadReq{Options: o})
	if err != nil {
		return 0, err
	}
	msg, err := call.Recv()
	if errors.Is(err, io.EOF) {
		return 0, nil
	}
	return outer(msg.GetEvent()).GetCommitPosition(), err
}

// order holds the positions of what comes against the direction it comes in.
type order struct {
	world *world
	back  bool
	last  uint64
}

func (o *order) next(position uint64) {
	backwards := o.back && o.last != 0 && position >= o.last
	if backwards || !o.back && position <= o.last {
		o.world.problem("position %d came after position %d", position, o.last)
	}
	o.last = position
}

// outer is the record that was read: the link, where one was resolved.
func outer(ev *streams.ReadResp_ReadEvent) *streams.ReadResp_ReadEvent_RecordedEvent {
	if ev.GetLink() != nil {
		return ev.GetLink()
	}
	return ev.GetEvent()
}

func before(ev *streams.ReadResp_ReadEvent, position uint64) bool {
	return outer(ev).GetCommitPosition() <= position
}

// message puts one message into words: none for an event of somebody else's streams and for a checkpoint.
func (w *world) message(o *order, msg *streams.ReadResp, all bool) []string {
	switch m := msg.GetContent().(type) {
	case *streams.ReadResp_Event:
		o.next(outer(m.Event).GetCommitPosition())
		return w.shown(m.Event, all)
	case *streams.ReadResp_Confirmation:
		if m.Confirmation.GetSubscriptionId() == "" {
			return []string{"confirmed without an id"}
		}
		return []string{"confirmed"}
	case *streams.ReadResp_CaughtUp_:
		return []string{"caughtup"}
	case *streams.ReadResp_StreamNotFound_:
		return []string{"notfound"}
	case *streams.ReadResp_Checkpoint_:
		if c := m.Checkpoint; c.GetCommitPosition() < o.last {
			w.problem("a checkpoint at %d came after an event at %d", c.GetCommitPosition(), o.last)
		}
		return nil
	default:
		return []string{fmt.Sprintf("%T", m)}
	}
}

func (w *world) shown(ev *streams.ReadResp_ReadEvent, all bool) []string {
	link, target := ev.GetLink(), ev.GetEvent()
	name, mine := w.short(string(outer(ev).GetStreamIdentifier().GetStreamName()))
	if !mine {
		return nil
	}
	var text string
	switch {
	case link == nil:
		text = w.record(target)
	case target == nil:
		text = w.record(link) + ">?"
	default:
		text = w.record(link) + ">" + w.record(target)
	}
	if all {
		text = name + ":" + text
	}
	if p := outer(ev); ev.GetCommitPosition() != p.GetCommitPosition() {
		w.problem("the event %s has commit position %d outside and %d inside", text, ev.GetCommitPosition(), p.GetCommitPosition())
	}
	return slices.Clip([]string{text})
}

// recorded is an event as any of the services gives it.
type recorded interface {
	GetId() *shared.UUID
	GetStreamIdentifier() *shared.StreamIdentifier
	GetStreamRevision() uint64
	GetPreparePosition() uint64
	GetCommitPosition() uint64
	GetMetadata() map[string]string
	GetCustomMetadata() []byte
	GetData() []byte
}

// record names an event by revision and name, and holds it against what was appended.
func (w *world) record(ev recorded) string {
	revision := strconv.FormatUint(ev.GetStreamRevision(), 10)
	if ev.GetStreamRevision() == math.MaxInt64 {
		revision = "max"
	}
	short, _ := w.short(string(ev.GetStreamIdentifier().GetStreamName()))
	w.located(ev, place(short, ev.GetStreamRevision()))
	id, err := parseID(ev.GetId())
	if err != nil {
		w.problem("event %s of %s has an unreadable id: %v", revision, short, err)
	}
	w.formed(ev, revision+" of "+short)
	name, known := w.names[id]
	switch {
	case known:
		w.compare(ev, w.sent[name], name)
		return revision + name
	case ev.GetMetadata()["type"] == "$metadata":
		return revision + compact(ev.GetData())
	default:
		return revision + "<" + ev.GetMetadata()["type"] + ">"
	}
}
