package node

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/node/groups"
)

// groupConsumer is one consumer's call, as its group sees it.
type groupConsumer struct {
	id    groups.ConsumerID
	queue chan groups.Delivery // one place for each slot
	ended chan struct{}        // closed by the group when it drops the consumer
	why   error                // set before ended is closed
	who   caller

	since   time.Time
	counted int64 // events given when last asked; the group's goroutine's
}

// connect makes the call a consumer of the group.
func (g *consumerGroup) connect(ctx context.Context, slots int, who caller) (*groupConsumer, error) {
	c := &groupConsumer{queue: make(chan groups.Delivery, slots), ended: make(chan struct{}), who: who, since: time.Now()}
	var refused error
	err := g.do(ctx, func() {
		g.nextID++
		c.id = g.nextID
		if g.state.Connect(c.id, slots, time.Now()) != nil {
			refused = errGroupFull(g.config.Stream, g.config.Group)
			return
		}
		g.consumers[c.id] = c
	})
	return c, errors.Join(err, refused)
}

// leave takes the consumer out of the group, if it still is in it.
func (g *consumerGroup) leave(c *groupConsumer) {
	// The only error is that the group has ended, and then the consumer is out.
	_ = g.do(context.Background(), func() {
		delete(g.consumers, c.id)
		g.state.Disconnect(c.id, time.Now())
	})
}

// Read makes the caller a consumer of a group until either of them ends it.
func (s *persistentService) Read(stream persistent.PersistentSubscriptions_ReadServer) error {
	first, err := stream.Recv()
	if err != nil {
		return err
	}
	r, err := parseGroupRead(first)
	if err != nil {
		return answer(stream, err)
	}
	g, err := s.subscriptions.find(r.stream, r.group)
	if err != nil {
		return answer(stream, err)
	}
	c, err := g.connect(stream.Context(), r.slots, callerOf(stream.Context()))
	if err != nil {
		return answer(stream, err)
	}
	defer g.leave(c)
	if err := g.serve(stream, c, r.stringIDs); err != nil {
		return answer(stream, err)
	}
	return nil
}

func (g *consumerGroup) serve(stream persistent.PersistentSubscriptions_ReadServer, c *groupConsumer, stringIDs bool) error {
	confirmation := &persistent.ReadResp_SubscriptionConfirmation{SubscriptionId: g.config.id()}
	err := stream.Send(&persistent.ReadResp{Content: &persistent.ReadResp_SubscriptionConfirmation_{SubscriptionConfirmation: confirmation}})
	if err != nil {
		return err
	}
	answers := make(chan error, 1)
	go func() { answers <- g.listen(stream, c) }()
	for {
		select {
		case d := <-c.queue:
			if err := g.send(stream, d, stringIDs); err != nil {
				return err
			}
		case err := <-answers:
			return err
		case <-c.ended:
			return c.why
		case <-g.node.closing:
			return errClosing
		}
	}
}

// listen takes the consumer's answers until it has no more. It ends with the call.
func (g *consumerGroup) listen(stream persistent.PersistentSubscriptions_ReadServer, c *groupConsumer) error {
	for {
		msg, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		a, err := parseGroupAnswer(msg)
		if err != nil {
			return err
		}
		err = g.do(stream.Context(), func() {
			if a.ack {
				g.state.Ack(c.id, a.ids, time.Now())
			} else {
				g.state.Nack(c.id, a.ids, a.answer, a.reason, time.Now())
			}
		})
		if err != nil {
			return err
		}
	}
}

// send reads an event from the file and sends it. Parked events are links, and come with what they link to.
func (g *consumerGroup) send(stream persistent.PersistentSubscriptions_ReadServer, d groups.Delivery, stringIDs bool) error {
	var ev, target *stored
	resolve := g.config.ResolveLinkTos || d.Source == groups.Parked
	err := g.node.store.borrow(stream.Context(), func(r *reader) (err error) {
		if ev, err = r.lookUp(d.Event.Place); err == nil && resolve {
			target, err = r.follow(ev, g.node.cfg.Now())
		}
		return err
	})
	if err != nil {
		return err
	}
	out := &persistent.ReadResp_ReadEvent{
		Position: &persistent.ReadResp_ReadEvent_CommitPosition{CommitPosition: uint64(ev.position)},
		Count:    &persistent.ReadResp_ReadEvent_RetryCount{RetryCount: int32(d.Retries)},
	}
	if resolve && isLink(ev) {
		out.Link = ev.message(stringIDs)
		if target != nil {
			out.Event = target.message(stringIDs)
		}
	} else {
		out.Event = ev.message(stringIDs)
	}
	return stream.Send(&persistent.ReadResp{Content: &persistent.ReadResp_Event{Event: out}})
}

// isLink tells a link from an event that only has its type.
func isLink(ev *stored) bool {
	_, ok := parseLink(ev.data)
	return ok && ev.kind == typeLink
}

func (ev *stored) message(stringIDs bool) *persistent.ReadResp_ReadEvent_RecordedEvent {
	return &persistent.ReadResp_ReadEvent_RecordedEvent{
		Id:               idMessage(ev.id, stringIDs),
		StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(ev.stream)},
		StreamRevision:   uint64(ev.number),
		PreparePosition:  uint64(ev.position),
		CommitPosition:   uint64(ev.position),
		Metadata: map[string]string{
			"type": ev.kind, "content-type": string(contentType(ev.json)), "created": strconv.FormatInt(ev.created, 10),
		},
		CustomMetadata: ev.metadata,
		Data:           ev.data,
	}
}

func idMessage(id eventID, asText bool) *shared.UUID {
	if asText {
		return &shared.UUID{Value: &shared.UUID_String_{String_: uuid.UUID(id).String()}}
	}
	return &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{
		MostSignificantBits:  int64(binary.BigEndian.Uint64(id[:8])),
		LeastSignificantBits: int64(binary.BigEndian.Uint64(id[8:])),
	}}}
}
