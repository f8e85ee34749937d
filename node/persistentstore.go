package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/node/groups"
)

const checkpointType = "$SubscriptionCheckpoint"

// record writes events the node itself has to say behind the end of a stream.
func (n *Node) record(ctx context.Context, stream string, events ...proposal) (outcome, error) {
	return n.ask(&appendRequest{ctx: ctx, stream: stream, events: events})
}

// ask gives the writer a request of the node's own, whatever the stream's revision.
func (n *Node) ask(r *appendRequest) (outcome, error) {
	r.expect, r.done = expectation{word: expectAny}, make(chan outcome, 1)
	out, err := n.writer.append(r)
	if err == nil && out.verdict == verdictWrong {
		err = errors.New("the stream did not take an event of the node's own")
	}
	return out, err
}

func ownEvent(kind string, data []byte) proposal {
	return proposal{id: uuid.New(), kind: kind, json: true, data: data}
}

// newest gives the number and the data of a stream's last stored event; the number is -1 when there is none.
func (n *Node) newest(ctx context.Context, stream string) (number int64, data []byte, err error) {
	err = n.store.borrow(ctx, func(r *reader) error {
		var id int64
		if id, number, err = r.streamEnd(stream); err != nil || number < 0 {
			return err
		}
		_, err = r.eventAt(id, number, func(ev *row) (err error) {
			data, err = ev.body(r.path)
			return err
		})
		return err
	})
	return number, data, err
}

// groupPlace is from where a group goes on.
type groupPlace struct {
	through    int64 // everything up to here is dealt with
	parkedFrom int64 // parked events below are dealt with
	parkedHead int64 // the number of the last parked event; -1 is none
}

// findPlace reads where a group stands. Without a checkpoint it is before its beginning.
func (n *Node) findPlace(ctx context.Context, c groupConfig) (p groupPlace, err error) {
	p.through = max(c.StartFrom, 0) - 1
	number, data, err := n.newest(ctx, c.checkpointStream())
	if err != nil {
		return p, err
	}
	if number >= 0 {
		at, err := c.decodePoint(data)
		if err != nil {
			return p, fmt.Errorf("event %d of its checkpoint stream: %w", number, err)
		}
		p.through = max(p.through, at)
	}
	err = n.store.borrow(ctx, func(r *reader) error {
		parked, err := r.standing(c.parkedStream(), n.cfg.Now())
		p.parkedHead, p.parkedFrom = parked.last, min(parked.low, parked.last+1)
		return err
	})
	return p, err
}

// setBefore hides a stream's events below a number.
func (n *Node) setBefore(ctx context.Context, stream string, before int64) error {
	_, err := n.record(ctx, metastreamOf(stream), ownEvent(typeMetadata, fmt.Appendf(nil, `{"$tb":%d}`, before)))
	return err
}

// beginGroup prepares the streams of a new group: what a group of the same name left behind must not count, and a
// group that starts from the end starts from today's end, also after a restart.
func (n *Node) beginGroup(ctx context.Context, c groupConfig) error {
	at := int64(-1)
	if c.StartFrom == fromEnd {
		end, err := n.endOf(ctx, c.Stream)
		if err != nil {
			return err
		}
		at = end
	}
	if _, err := n.record(ctx, metastreamOf(c.checkpointStream()), ownEvent(typeMetadata, []byte(`{"$maxCount":2}`))); err != nil {
		return err
	}
	if _, err := n.record(ctx, c.checkpointStream(), ownEvent(checkpointType, c.encodePoint(at))); err != nil {
		return err
	}
	head, _, err := n.newest(ctx, c.parkedStream())
	if err != nil || head < 0 {
		return err
	}
	return n.setBefore(ctx, c.parkedStream(), head+1)
}

// endOf is the last revision of a stream or the last position of $all; -1 is none.
func (n *Node) endOf(ctx context.Context, stream string) (int64, error) {
	if stream == allStream {
		if at := n.writer.committed.Load(); at > 0 {
			return at, nil
		}
		return -1, nil
	}
	end := int64(-1)
	err := n.store.borrow(ctx, func(r *reader) (err error) {
		_, end, err = r.streamEnd(stream)
		return err
	})
	return min(end, maxRevision), err // behind a tombstone nothing comes
}

// forgetGroup hides the streams of a group that is no more.
func (n *Node) forgetGroup(ctx context.Context, c groupConfig) error {
	for _, stream := range []string{c.checkpointStream(), c.parkedStream()} {
		end, err := n.endOf(ctx, stream)
		if err == nil && end >= 0 {
			_, err = n.ask(&appendRequest{ctx: ctx, action: actSoftDelete, stream: stream})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stored is an event copied from the file.
type stored struct {
	id                        eventID
	stream, kind              string
	number, position, created int64
	json                      bool
	metadata, data            []byte
}

// copy takes an event out of SQLite's memory, if it is as it was written.
func (r *reader) copy(ev *row, stream string) (*stored, error) {
	s := &stored{
		id: ev.id, stream: stream, kind: string(ev.kind), number: ev.number, position: ev.position, created: ev.created,
		json: ev.json, metadata: make([]byte, ev.metadataLen), data: make([]byte, ev.dataLen),
	}
	ev.stmt.ColumnBytes(columnMetadata, s.metadata)
	ev.stmt.ColumnBytes(columnData, s.data)
	if !ev.bodyFits(s.metadata, s.data) {
		return nil, r.damaged(ev.position, errBody.Error())
	}
	return s, nil
}

// lookUp gives the event at a position of $all, which must be there.
func (r *reader) lookUp(position int64) (found *stored, err error) {
	_, err = r.scan(cursor{all: true, from: position}, func(ev *row) (bool, error) {
		if ev.position != position {
			return false, nil
		}
		stream, err := r.streamName(ev.stream)
		if err == nil {
			found, err = r.copy(ev, stream)
		}
		return false, err
	})
	if err == nil && found == nil {
		err = fmt.Errorf("read event: there is none at position %d", position)
	}
	return found, err
}

// follow finds the event a link leads to; nil when it is none, or leads to nothing that is shown.
func (r *reader) follow(link *stored, now time.Time) (found *stored, err error) {
	to, isLink := parseLink(link.data)
	if link.kind != typeLink || !isLink {
		return nil, nil
	}
	_, err = r.eventShown(to, now, func(ev *row) (err error) {
		found, err = r.copy(ev, to.stream)
		return err
	})
	return found, err
}

// parkedLink is the event that stands for a parked one: a link to it, with the reason.
func (n *Node) parkedLink(ctx context.Context, p groups.Parking, resolve bool) (proposal, error) {
	var ev *stored
	err := n.store.borrow(ctx, func(r *reader) (err error) {
		ev, err = r.lookUp(p.Event.Place)
		return err
	})
	if err != nil {
		return proposal{}, err
	}
	link := fmt.Appendf(nil, "%d@%s", ev.number, ev.stream)
	if ev.kind == typeLink && (resolve || p.Source == groups.Parked) {
		link = ev.data // a link to a link would not be followed
	}
	about, err := json.Marshal(struct {
		Added  time.Time `json:"added"`
		Reason string    `json:"reason"`
		Number int64     `json:"subscriptionEventNumber"`
	}{n.cfg.Now().UTC(), p.Reason, ev.number})
	return proposal{id: uuid.New(), kind: typeLink, metadata: about, data: link}, err
}
