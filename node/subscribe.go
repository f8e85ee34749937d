package node

import (
	"context"
	"math"

	"github.com/google/uuid"
)

// subscription is one caller's way along $all or a stream. It only ever reads the file; between two reads it sleeps
// until the hub rings.
type subscription struct {
	node    *Node
	request readRequest
	put     func(frame) error
	bell    *waiter
	cursor  cursor
	page    page
	reached int64 // position or revision behind us; 0 and -1 mean nothing yet
	since   int64 // events considered since the last checkpoint
	live    bool  // caught up, and not overtaken since
}

func (n *Node) subscribe(ctx context.Context, r readRequest, put func(frame) error) error {
	s := &subscription{node: n, request: r, put: put, bell: n.hub.watch(r.stream)}
	defer s.bell.stop()
	s.page.stringIDs, s.page.request = r.stringIDs, &s.request
	if err := s.begin(ctx); err != nil {
		return err
	}
	s.page.confirmation(uuid.NewString())
	if err := put(s.page.out); err != nil {
		return err
	}
	for {
		if err := s.catchUp(ctx); err != nil {
			return err
		}
		select {
		case <-s.bell.bell:
		case <-ctx.Done():
			return ctx.Err()
		case <-n.closing:
			return errClosing
		}
	}
}

// begin fixes where the subscription starts, before it is confirmed: whatever is appended after the confirmation
// comes. A position or revision given is the last one the caller has seen.
func (s *subscription) begin(ctx context.Context) error {
	s.cursor = cursor{all: s.request.all, from: s.request.from}
	s.reached = -1
	switch {
	case s.request.start:
		s.cursor.from = 0
	case s.request.end && s.request.all:
		s.reached = s.node.writer.committed.Load()
		s.cursor.from = s.reached + 1
	case s.request.end:
		head, err := s.streamHead(ctx)
		if err != nil {
			return err
		}
		s.reached, s.cursor.from = head, head+1
	default:
		s.reached, s.cursor.from = s.request.from, s.request.from+1
	}
	return nil
}

// streamHead is the number of the stream's last event, -1 when it has none; that of a closed one is of no use.
func (s *subscription) streamHead(ctx context.Context) (head int64, err error) {
	err = s.node.store.borrow(ctx, func(r *reader) error {
		_, head, err = r.streamEnd(s.request.stream)
		return err
	})
	return min(head, tombstoneNumber-1), err
}

// catchUp sends everything up to the present end.
func (s *subscription) catchUp(ctx context.Context) error {
	for {
		if err := s.step(ctx); err != nil {
			return err
		}
		if s.page.atEnd {
			return nil
		}
		s.live = false
		if s.node.isClosing() {
			return errClosing
		}
	}
}

// step reads and sends one page, and at the transition to live says so. While it is live, a subscription to a stream is
// sent whatever is written, the tombstone too; before that only what the stream shows.
func (s *subscription) step(ctx context.Context) error {
	s.cursor.live = s.live && !s.cursor.all
	if err := s.page.fill(ctx, s.node, s.cursor, math.MaxUint64, s.passed); err != nil {
		return err
	}
	if s.page.at.closed {
		return streamDeleted(s.request.stream)
	}
	if s.page.considered > 0 {
		s.reached = s.page.reached
	}
	s.cursor.advance(&s.page)
	if s.page.atEnd && !s.live {
		s.goLive()
	}
	if err := s.page.send(s.put); err != nil {
		return err
	}
	if !s.cursor.all && s.reached == tombstoneNumber {
		return streamDeleted(s.request.stream)
	}
	return nil
}

// passed counts an event towards the next checkpoint, which names a position already considered, whether the event
// was sent or not.
func (s *subscription) passed(ev *row) {
	f := s.request.filter
	if f == nil {
		return
	}
	if s.since++; s.since >= f.interval {
		s.checkpoint(ev.position)
	}
}

func (s *subscription) checkpoint(position int64) {
	s.since = 0
	s.page.checkpoint(position)
	s.page.close()
}

// goLive leaves behind what the stream did not show.
func (s *subscription) goLive() {
	s.live = true
	if !s.cursor.all {
		s.cursor.from = max(s.cursor.from, s.page.at.last+1)
	}
	if s.request.filter != nil && s.since > 0 {
		s.checkpoint(s.reached)
	}
	s.page.caughtUp(s.node.cfg.Now(), s.cursor, s.reached)
	s.page.close()
}
