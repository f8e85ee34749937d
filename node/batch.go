package node

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc/codes"
)

const (
	// openBatches is how many batches of one call may be begun and not yet final.
	openBatches = 256

	// openBatchBytes is what those may hold together.
	openBatchBytes = 32 << 20

	// decidedBatches is how many batches of one call may wait for their answers; then no more is read from it.
	decidedBatches = 64

	longestDeadline = 24 * time.Hour
)

// batch is one append inside a BatchAppend call, known by its correlation id.
type batch struct {
	incoming
	correlation *shared.UUID // in the form the client wrote it
	options     *streams.BatchAppendReq_Options
	cancel      context.CancelFunc
	failed      error // why it never reached the writer
}

// batchCall is one BatchAppend call: the client sends any number of batches, in pieces and mixed, and is answered for
// each once it is final. Batches are written and answered in the order in which they became final.
type batchCall struct {
	node    *Node
	ctx     context.Context
	open    map[eventID]*batch
	held    int // bytes of the open batches
	decided chan *batch
}

// BatchAppend takes appends in batches. One that is refused does not end the call; it is answered, like those that
// were written, when its last piece has come.
func (s *streamsService) BatchAppend(stream streams.Streams_BatchAppendServer) error {
	ctx, cancel := context.WithCancel(stream.Context())
	defer cancel()
	c := newBatchCall(ctx, s.node)
	answered := make(chan error, 1)
	go func() { answered <- c.answerAll(stream.Send, cancel) }()
	err := c.receiveAll(stream.Recv)
	close(c.decided)
	for _, b := range c.open {
		b.end()
	}
	// What the writer was given is answered even when the call ends with an error.
	if sent := <-answered; sent != nil {
		err = sent
	}
	if err != nil {
		return answer(stream, err)
	}
	return nil
}

func newBatchCall(ctx context.Context, n *Node) *batchCall {
	return &batchCall{node: n, ctx: ctx, open: make(map[eventID]*batch), decided: make(chan *batch, decidedBatches)}
}

// receiveAll reads until the client has no more to send, or the node closes: an idle call must not hold that up.
func (c *batchCall) receiveAll(recv func() (*streams.BatchAppendReq, error)) error {
	messages, failed := make(chan *streams.BatchAppendReq), make(chan error, 1)
	go func() { // ends with the call: recv does not outlive it
		for {
			msg, err := recv()
			if err != nil {
				failed <- err
				return
			}
			select {
			case messages <- msg:
			case <-c.ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case msg := <-messages:
			if err := c.take(msg); err != nil {
				return err
			}
		case err := <-failed:
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		case <-c.ctx.Done():
			return c.ctx.Err()
		case <-c.node.closing:
			return errClosing
		}
	}
}

// take adds one piece to its batch, and hands the batch to the writer when it is the last.
func (c *batchCall) take(msg *streams.BatchAppendReq) error {
	id, err := parseEventID(msg.GetCorrelationId())
	if err != nil {
		return invalid("a piece of a batch has no correlation id")
	}
	b := c.open[id]
	if b == nil {
		if len(c.open) >= openBatches {
			return refuse(codes.ResourceExhausted, "busy", "too many batches of one call are open: finish some first")
		}
		b = c.begin(id, msg)
	} else {
		c.held -= b.bytes
		if msg.GetOptions() != nil {
			b.refuse(invalid("a batch begins with its options, once"))
		}
	}
	for _, p := range msg.GetProposedMessages() {
		if b.refused == nil {
			b.refuse(b.event(&streams.AppendReq_ProposedMessage{
				Id: p.GetId(), Metadata: p.GetMetadata(), CustomMetadata: p.GetCustomMetadata(), Data: p.GetData(),
			}))
		}
	}
	if c.held+b.bytes > openBatchBytes {
		b.refuse(errBusy)
	}
	if !msg.GetIsFinal() {
		c.held += b.bytes
		return nil
	}
	delete(c.open, id)
	return c.finish(b)
}

func (c *batchCall) begin(id eventID, msg *streams.BatchAppendReq) *batch {
	b := &batch{correlation: msg.GetCorrelationId(), options: msg.GetOptions()}
	b.incoming = incoming{node: c.node, request: &appendRequest{done: make(chan outcome, 1)}}
	b.request.ctx, b.cancel = c.ctx, func() {}
	if b.options == nil {
		b.refuse(invalid("a batch begins with its options"))
	} else {
		b.refuse(b.header(appendOptions(b.options)))
		b.refuse(b.setDeadline(c.ctx))
	}
	c.open[id] = b
	return b
}

// setDeadline bounds the batch in time, as the client asks: by a span, or by a moment as clients of 21.10 do.
func (b *batch) setDeadline(ctx context.Context) error {
	var left time.Duration
	switch d := b.options.GetDeadlineOption().(type) {
	case *streams.BatchAppendReq_Options_Deadline:
		if d.Deadline.CheckValid() != nil {
			return invalid("a batch's deadline is not a span of time")
		}
		left = d.Deadline.AsDuration()
	case *streams.BatchAppendReq_Options_Deadline_21_10_0:
		if d.Deadline_21_10_0.CheckValid() != nil {
			return invalid("a batch's deadline is not a time")
		}
		left = time.Until(d.Deadline_21_10_0.AsTime())
	default:
		return nil
	}
	b.request.ctx, b.cancel = context.WithTimeout(ctx, min(left, longestDeadline))
	return nil
}

// finish hands a whole batch to the writer and on to be answered.
func (c *batchCall) finish(b *batch) error {
	if b.failed = b.refused; b.failed == nil {
		b.failed = c.node.writer.give(b.request)
	}
	select {
	case c.decided <- b:
		return nil
	case <-c.ctx.Done():
		b.end()
		return c.ctx.Err()
	}
}

// answerAll waits for the outcome of one batch after the other. When the client cannot be told, it ends the call.
func (c *batchCall) answerAll(send func(*streams.BatchAppendResp) error, cancel context.CancelFunc) (err error) {
	for b := range c.decided {
		if err == nil {
			if err = send(c.outcome(b)); err != nil {
				cancel()
			}
		}
		b.end()
	}
	return err
}

func (c *batchCall) outcome(b *batch) *streams.BatchAppendResp {
	if b.failed != nil {
		return b.answer(outcome{}, b.failed)
	}
	return b.answer(c.node.writer.outcome(b.request))
}

func (b *batch) end() {
	b.forget()
	b.cancel()
}

// appendOptions says with the words of Append what a batch says with its own.
func appendOptions(opts *streams.BatchAppendReq_Options) *streams.AppendReq_Options {
	out := &streams.AppendReq_Options{StreamIdentifier: opts.GetStreamIdentifier()}
	switch e := opts.GetExpectedStreamPosition().(type) {
	case *streams.BatchAppendReq_Options_StreamPosition:
		out.ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: e.StreamPosition}
	case *streams.BatchAppendReq_Options_NoStream:
		out.ExpectedStreamRevision = &streams.AppendReq_Options_NoStream{NoStream: &shared.Empty{}}
	case *streams.BatchAppendReq_Options_Any:
		out.ExpectedStreamRevision = &streams.AppendReq_Options_Any{Any: &shared.Empty{}}
	case *streams.BatchAppendReq_Options_StreamExists:
		out.ExpectedStreamRevision = &streams.AppendReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	}
	return out
}
