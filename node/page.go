package node

import (
	"context"
	"time"
)

// A page is what one visit to the file brings back; the reader is free again before the first byte of it is sent.
// A page ends at the first of these limits that is reached.
const (
	pageBytes      = 512 << 10
	pageEvents     = 2048 // sent
	pageConsidered = 8192 // looked at, with a filter
)

// page is one batch of encoded messages for one caller.
type page struct {
	encoder
	request    *readRequest
	now        time.Time // of the visit: what is too old then is not shown
	at         standing  // of the stream, unless it is $all or live
	opened     bool      // a page of this read came before
	ends       []int     // where each message ends in out
	sent       int       // events among the messages
	considered int       // events looked at
	reached    int64     // position or revision of the last event looked at; only with considered > 0
	atEnd      bool      // there was no more to look at
}

// next begins a fresh page: the messages of the one before may still be on their way out.
func (p *page) next() {
	p.out = make([]byte, 0, min(len(p.out)+len(p.out)/8+1024, pageBytes+pageBytes/8))
	p.ends = p.ends[:0]
	p.sent, p.considered, p.atEnd = 0, 0, false
}

func (p *page) full() bool {
	return len(p.out) >= pageBytes || p.sent >= pageEvents || p.considered >= pageConsidered
}

// close marks the end of one message.
func (p *page) close() { p.ends = append(p.ends, len(p.out)) }

// send gives every message of the page to put.
func (p *page) send(put func(frame) error) error {
	start := 0
	for _, end := range p.ends {
		if err := put(frame(p.out[start:end:end])); err != nil {
			return err
		}
		start = end
	}
	return nil
}

// fill reads one page from c on. After each event looked at it calls passed, where given, which may add messages.
// Of a stream it finds out first how it stands, unless the stream is live: a subscription that has caught up is told
// everything that is written then.
func (p *page) fill(ctx context.Context, n *Node, c cursor, limit uint64, passed func(*row)) error {
	p.next()
	p.now = n.cfg.Now()
	defer func() { n.store.pages.Add(1); n.store.sent.Add(int64(p.sent)) }()
	return n.store.borrow(ctx, func(r *reader) error {
		if c.all && !p.request.resolve {
			return p.scan(r, c, limit, passed)
		}
		return r.snapshot(func() error { return p.look(r, c, limit, passed) })
	})
}

// look finds the stream and reads what it shows.
func (p *page) look(r *reader, c cursor, limit uint64, passed func(*row)) (err error) {
	p.at = standing{}
	switch {
	case c.all:
	case c.live:
		c.stream, _, err = r.streamEnd(p.request.stream)
		c.until = tombstoneNumber
	default:
		p.at, err = r.standing(p.request.stream, p.now)
		if p.atEnd = p.at.closed || !p.at.found(); p.atEnd {
			return err
		}
		p.open(c, limit)
		c = p.at.narrow(c)
	}
	if err != nil {
		return err
	}
	return p.scan(r, c, limit, passed)
}

// open tells a newer client where a stream begins, when a forward read would else find nothing where it starts:
// EventStoreDB looks at 32 events at a time and says so when the first of them are none.
func (p *page) open(c cursor, limit uint64) {
	if p.opened || c.backward || !p.request.positions || p.request.subscribe {
		return
	}
	p.opened = true
	first := p.at.low
	switch {
	case max(c.from, p.at.low) > p.at.last:
		first = p.at.last + 1
	case p.at.low-c.from < int64(min(limit, 32)):
		return
	}
	if first != c.from {
		p.streamPosition(respFirst, first)
		p.close()
	}
}

func (p *page) scan(r *reader, c cursor, limit uint64, passed func(*row)) (err error) {
	var watched time.Time // since when a slow filter looks
	if p.request.filter.slow() {
		watched = time.Now()
	}
	p.atEnd, err = r.scan(c, func(ev *row) (bool, error) {
		if err := p.take(r, c, ev); err != nil {
			return false, err
		}
		p.considered++
		p.reached = ev.number
		if c.all {
			p.reached = ev.position
		}
		if passed != nil {
			passed(ev)
		}
		tired := p.request.filter.slow() && time.Since(watched) > patternPageTime
		return uint64(p.sent) < limit && !p.full() && !tired, nil
	})
	return err
}

func (p *page) take(r *reader, c cursor, ev *row) error {
	stream, err := r.streamName(ev.stream)
	if err != nil || c.all && hiddenFromAll(stream) {
		return err
	}
	if ev.created < p.at.since {
		return nil
	}
	if passes, err := p.request.filter.lets(ev.kind, stream); err != nil || !passes {
		return err
	}
	if p.request.resolve && string(ev.kind) == typeLink {
		err = p.resolve(r, ev, stream)
	} else {
		err = p.whole(r, ev, stream)
	}
	if err != nil {
		return err
	}
	p.close()
	p.sent++
	return err
}

// whole adds an event as it is.
func (p *page) whole(r *reader, ev *row, stream string) error {
	if err := p.event(ev, stream); err != nil {
		return r.damaged(ev.position, err.Error())
	}
	return nil
}

// advance moves a cursor behind what the page has seen.
func (c *cursor) advance(p *page) {
	switch {
	case p.considered == 0:
	case !c.backward:
		c.from = p.reached + 1
	case c.all:
		c.from = p.reached // backwards $all begins below its position
	default:
		c.from = p.reached - 1
	}
}
