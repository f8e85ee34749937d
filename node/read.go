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
	p := &page{encoder: encoder{stringIDs: r.stringIDs}}
	c, found, err := n.place(ctx, r)
	if err != nil {
		return err
	}
	if !found {
		p.notFound(r.stream)
		return put(p.out)
	}
	for left := r.count; left > 0; {
		if err := p.fill(ctx, n.store, c, r.filter, left, nil); err != nil {
			return err
		}
		if err := p.send(put); err != nil {
			return err
		}
		if p.atEnd || n.isClosing() {
			return n.unlessClosing(p.atEnd)
		}
		c.advance(p)
		left -= uint64(p.sent)
	}
	return nil
}

// place turns a read's beginning into a cursor; found is false for a stream that was never written.
func (n *Node) place(ctx context.Context, r readRequest) (c cursor, found bool, err error) {
	c = cursor{all: r.all, from: r.from, backward: r.backward}
	if r.end && (r.backward || r.all) {
		c.from = math.MaxInt64
	}
	if r.all {
		return c, true, nil
	}
	err = n.store.borrow(ctx, func(rd *reader) (err error) {
		c.stream, err = rd.streamID(r.stream)
		return err
	})
	return c, c.stream != 0, err
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
