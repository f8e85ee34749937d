package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc/metadata"
)

func (w *world) append(s step) (string, error) {
	if err := s.atLeast(2); err != nil {
		return "", err
	}
	events, err := w.events(s.args[2:])
	if err != nil {
		return "", err
	}
	return w.put(s.args[0], s.args[1], events)
}

// meta appends stream metadata: an ordinary event of type $metadata to $$stream.
func (w *world) meta(s step) (string, error) {
	if err := s.atLeast(3); err != nil {
		return "", err
	}
	ev := &event{id: uuid.New(), kind: "$metadata", content: jsonContent, data: []byte(s.args[2])}
	return w.put("$$"+s.args[0], s.args[1], []*event{ev})
}

func (w *world) put(short, expected string, events []*event) (string, error) {
	expect, err := parseExpectation(expected)
	if err != nil {
		return "", err
	}
	msgs, err := w.messages(w.stream(short), expect, events)
	if err != nil {
		return "", err
	}
	resp, trailers, err := w.send(msgs)
	if err != nil {
		return w.refusal(err, trailers, w.stream(short), expect), nil
	}
	if wrong := resp.GetWrongExpectedVersion(); wrong != nil {
		return w.wrong(wrong, expect), nil
	}
	return w.success(short, len(events), resp.GetSuccess()), nil
}

func (w *world) messages(stream string, expect expectation, events []*event) ([]*streams.AppendReq, error) {
	msgs := []*streams.AppendReq{{Content: &streams.AppendReq_Options_{Options: appendOptions(stream, expect)}}}
	for _, ev := range events {
		p, err := w.proposal(ev)
		if err != nil {
			return nil, err
		}
		msgs = append(msgs, &streams.AppendReq{Content: &streams.AppendReq_ProposedMessage_{ProposedMessage: p}})
	}
	return msgs, nil
}

// send makes one Append call. A server may answer before it has everything: then the answer counts, not the sending.
func (w *world) send(msgs []*streams.AppendReq) (*streams.AppendResp, metadata.MD, error) {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	call, err := w.streams().Append(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range msgs {
		if err := call.Send(m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
	}
	resp, err := call.CloseAndRecv()
	return resp, call.Trailer(), err
}

func appendOptions(stream string, expect expectation) *streams.AppendReq_Options {
	o := &streams.AppendReq_Options{StreamIdentifier: identifier(stream)}
	switch expect.word {
	case "any":
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Any{Any: &shared.Empty{}}
	case "exists":
		o.ExpectedStreamRevision = &streams.AppendReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	case "no":
		o.ExpectedStreamRevision = &streams.AppendReq_Options_NoStream{NoStream: &shared.Empty{}}
	default:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: expect.number}
	}
	return o
}

func identifier(stream string) *shared.StreamIdentifier {
	return &shared.StreamIdentifier{StreamName: []byte(stream)}
}

// success tells a write from a repetition by the position, and holds the position against what was answered before.
func (w *world) success(short string, events int, ok *streams.AppendResp_Success) string {
	p := ok.GetPosition()
	_, noStream := ok.GetCurrentRevisionOption().(*streams.AppendResp_Success_NoStream)
	return w.succeeded(short, events, noStream, ok.GetCurrentRevision(), p.GetCommitPosition(), p.GetPreparePosition())
}

func (w *world) succeeded(short string, events int, noStream bool, revision, commit, prepare uint64) string {
	at := place(short, revision)
	switch {
	case noStream && events == 0:
		return "nothing none"
	case noStream:
		return "success without a revision"
	case events == 0:
		return fmt.Sprintf("nothing %d", revision)
	case commit == 0 || commit != prepare:
		return fmt.Sprintf("success with commit position %d and prepare position %d", commit, prepare)
	case w.saw(commit):
		w.at[at] = commit
		return fmt.Sprintf("written %d", revision)
	case w.at[at] != 0 && w.at[at] != commit:
		return fmt.Sprintf("repeated %d, but at position %d and not at %d", revision, commit, w.at[at])
	default:
		return fmt.Sprintf("repeated %d", revision)
	}
}

// wrong reads a wrong expected version in today's fields, and demands that those of version 20.6 say the same.
func (w *world) wrong(r *streams.AppendResp_WrongExpectedVersion, expect expectation) string {
	if expected, old := expectedOf(r); expected != expect || old != expect.before2010() {
		w.problem("a wrong expected version repeats the expectation as %v and, for version 20.6, %v; sent was %v",
			expected, old, expect)
	}
	current, old := "none", "none"
	if c, ok := r.GetCurrentRevisionOption().(*streams.AppendResp_WrongExpectedVersion_CurrentRevision); ok {
		current = fmt.Sprint(c.CurrentRevision)
	}
	if c, ok := r.GetCurrentRevisionOption_20_6_0().(*streams.AppendResp_WrongExpectedVersion_CurrentRevision_20_6_0); ok {
		old = fmt.Sprint(c.CurrentRevision_20_6_0)
	}
	if current != old {
		w.problem("a wrong expected version says the stream is at %s and, for version 20.6, at %s", current, old)
	}
	return "wrong " + current
}

// before2010 is the expectation as version 20.6 wrote it, which had no word for "no stream".
func (e expectation) before2010() expectation {
	if e.word == "no" {
		return expectation{word: "number", number: math.MaxUint64}
	}
	return e
}

func expectedOf(r *streams.AppendResp_WrongExpectedVersion) (now, old expectation) {
	switch e := r.GetExpectedRevisionOption().(type) {
	case *streams.AppendResp_WrongExpectedVersion_ExpectedRevision:
		now = expectation{word: "number", number: e.ExpectedRevision}
	case *streams.AppendResp_WrongExpectedVersion_ExpectedAny:
		now.word = "any"
	case *streams.AppendResp_WrongExpectedVersion_ExpectedStreamExists:
		now.word = "exists"
	case *streams.AppendResp_WrongExpectedVersion_ExpectedNoStream:
		now.word = "no"
	}
	switch e := r.GetExpectedRevisionOption_20_6_0().(type) {
	case *streams.AppendResp_WrongExpectedVersion_ExpectedRevision_20_6_0:
		old = expectation{word: "number", number: e.ExpectedRevision_20_6_0}
	case *streams.AppendResp_WrongExpectedVersion_Any_20_6_0:
		old.word = "any"
	case *streams.AppendResp_WrongExpectedVersion_StreamExists_20_6_0:
		old.word = "exists"
	}
	return now, old
}

// remove is Delete and Tombstone, which have messages of their own with the same content.
func (w *world) remove(s step) (string, error) {
	if err := s.atLeast(2); err != nil {
		return "", err
	}
	expect, err := parseExpectation(s.args[1])
	if err != nil {
		return "", err
	}
	stream := w.stream(s.args[0])
	var position uint64
	trailers := metadata.MD{}
	if s.verb == "delete" {
		position, err = w.delete(stream, expect, &trailers)
	} else {
		position, err = w.tombstone(stream, expect, &trailers)
	}
	switch {
	case err != nil:
		return w.refusal(err, trailers, stream, expect), nil
	case position != 0 && !w.saw(position):
		return strings.Join([]string{s.verb, "answered a position that is not new"}, " "), nil
	}
	return "done", nil
}
