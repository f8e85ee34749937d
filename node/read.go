package node

import (
	"context"
	"math"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

// streamsService serves event_store.client.streams.Streams.
type streamsService struct {
	streams.UnimplementedStreamsServer
	node *Node
}

// Read serves reads and subscriptions.
func (s *streamsService) Read(req *streams.ReadReq, stream streams.Streams_ReadServer) error {
	r, err := parseRead(req)
	if err != nil {
		return answer(stream, err)
	}
	put := func(f frame) error { return stream.SendMsg(f) }
	if r.subscribe {
		err = s.node.subscribe(stream.Context(), r, put)
	} else {
		err = s.node.read(stream.Context(), r, put)
	}
	if err != nil {
		return answer(stream, err)
	}
	return nil
}

func (n *Node) read(ctx context.Context, r readRequest, put func(frame) error) error {
	p := &page{encoder: encoder{stringIDs: r.stringIDs}, request: &r}
	c := cursor{all: r.all, from: r.from, backward: r.backward}
	if r.end {
		c.from = math.MaxInt64
	}
	for left := r.count; left > 0; {
		if err := p.fill(ctx, n, c, left, nil); err != nil {
			return err
		}
		left -= uint64(p.sent)
		if err := p.end(p.atEnd || left == 0); err != nil {
			return err
		}
		if err := p.send(put); err != nil {
			return err
		}
		if p.atEnd || n.isClosing() {
			return n.unlessClosing(p.atEnd)
		}
		c.advance(p)
	}
	return nil
}

// end says what a read of a stream must hear beside the events of this page, the last one or not.
func (p *page) end(last bool) error {
	switch {
	case p.request.all:
	case p.at.closed:
		return streamDeleted(p.request.stream)
	case !p.at.found():
		p.notFound(p.request.stream)
		p.close()
	case last && p.request.positions:
		p.streamPosition(respLast, p.at.last)
		p.close()
	}
	return nil
}

func (n *Node) isClosing() bool {
	select {
	case <-n.closing:
		return true
	default:
		return false
	}
}

// unlessClosing is the end of a read: a whole one ends well even while the node closes.
func (n *Node) unlessClosing(whole bool) error {
	if whole {
		return nil
	}
	return errClosing
}
