package node

import (
	"errors"
	"io"
	"math"
	"strconv"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

const (
	maxRevision = math.MaxInt64 - 1

	// maxAppendEvents bounds one append in events, as MaxAppendBytes does in bytes.
	maxAppendEvents = 1 << 16

	// A refused append is read to its end before it is answered: the client loses an answer that comes while it is
	// still sending. Past this many bytes it is answered all the same.
	drainBytes = 64 << 20

	// What all appends under way may hold in memory together.
	maxPendingBytes = 256 << 20
)

// incoming gathers one append as it arrives.
type incoming struct {
	node    *Node
	request *appendRequest
	bytes   int   // of the events kept
	drained int   // of the events dropped since the refusal
	refused error // the first reason to refuse, answered at the end
}

// Append receives one append whole, hands it to the writer and answers with its verdict.
func (s *streamsService) Append(stream streams.Streams_AppendServer) error {
	in := &incoming{node: s.node, request: &appendRequest{ctx: stream.Context(), done: make(chan outcome, 1)}}
	defer in.forget()
	if err := in.receive(stream); err != nil {
		return answer(stream, err)
	}
	if in.refused != nil {
		return answer(stream, in.refused)
	}
	out, err := s.node.writer.append(in.request)
	if err != nil {
		return answer(stream, err)
	}
	return stream.SendAndClose(appendAnswer(in.request.expect, out))
}

func (in *incoming) receive(stream streams.Streams_AppendServer) error {
	for first := true; ; first = false {
		msg, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			if first {
				in.refuse(invalid("the append is empty"))
			}
			return nil
		}
		if err != nil {
			return err
		}
		in.take(msg, first)
		if in.drained > drainBytes {
			return nil
		}
	}
}

func (in *incoming) take(msg *streams.AppendReq, first bool) {
	opts, isOpts := msg.GetContent().(*streams.AppendReq_Options_)
	switch {
	case in.refused != nil:
		in.drained += len(msg.GetProposedMessage().GetData()) + len(msg.GetProposedMessage().GetCustomMetadata()) + 1
	case first && isOpts:
		in.refuse(in.header(opts.Options))
	case first || isOpts:
		in.refuse(invalid("an append begins with its options, once"))
	default:
		in.refuse(in.event(msg.GetProposedMessage()))
	}
}

func (in *incoming) header(opts *streams.AppendReq_Options) (err error) {
	if in.request.stream, err = parseWritable(opts.GetStreamIdentifier().GetStreamName()); err != nil {
		return err
	}
	in.request.expect, err = parseExpectation(opts.GetExpectedStreamRevision())
	return err
}

func (in *incoming) event(msg *streams.AppendReq_ProposedMessage) error {
	p, err := parseProposal(msg)
	if err != nil {
		return err
	}
	if in.bytes+p.size() > in.node.cfg.MaxAppendBytes {
		return tooLarge(in.node.cfg.MaxAppendBytes)
	}
	if len(in.request.events) == maxAppendEvents {
		return invalid("an append may hold at most %d events", maxAppendEvents)
	}
	in.bytes += p.size()
	if in.node.pending.Add(int64(p.size())) > maxPendingBytes {
		return errBusy
	}
	in.request.events = append(in.request.events, p)
	return nil
}

// refuse keeps the first reason and lets go of what was gathered.
func (in *incoming) refuse(err error) {
	if err == nil || in.refused != nil {
		return
	}
	in.refused = err
	in.node.cfg.Observer.Refused(reasonOf(err))
	in.request.events = nil
	in.forget()
}

func (in *incoming) forget() {
	in.node.pending.Add(-int64(in.bytes))
	in.bytes = 0
}

func tooLarge(limit int) error {
	r := invalid("the append exceeds the maximum size of %d bytes", limit)
	r.trailers = []string{"exception", "maximum-append-size-exceeded", "maximum-append-size", strconv.Itoa(limit)}
	return r
}
