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
	ends       []int // where each message ends in out
	sent       int   // events among the messages
	considered int   // events looked at
	last       int64 // position or revision of the last event looked at; only with considered > 0
	atEnd      bool  // there was no more to look at
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
func (p *page) fill(ctx context.Context, s *store, c cursor, f *filter, limit uint64, passed func(*row)) error {
	p.next()
	defer func() { s.pages.Add(1); s.sent.Add(int64(p.sent)) }()
	var watched time.Time // since when a slow filter looks
	if f.slow() {
		watched = time.Now()
	}
	return s.borrow(ctx, func(r *reader) (err error) {
		p.atEnd, err = r.scan(c, func(ev *row) (bool, error) {
			if err := p.take(r, c, ev, f); err != nil {
				return false, err
			}
			p.considered++
			p.last = ev.number
			if c.all {
				p.last = ev.position
			}
			if passed != nil {
				passed(ev)
			}
			tired := f.slow() && time.Since(watched) > patternPageTime
			return uint64(p.sent) < limit && !p.full() && !tired, nil
		})
		return err
	})
}

func (p *page) take(r *reader, c cursor, ev *row, f *filter) error {
	stream, err := r.streamName(ev.stream)
	if err != nil || c.all && hiddenFromAll(stream) {
		return err
	}
	passes, err := f.lets(ev.kind, stream)
	if err != nil || !passes {
		return err
	}
	if err := p.event(ev, stream); err != nil {
		return r.damaged(ev.position, err.Error())
	}
	p.close()
	p.sent++
	return nil
}

// advance moves a cursor behind what the page has seen.
func (c *cursor) advance(p *page) {
	switch {
	case p.considered == 0:
	case !c.backward:
		c.from = p.last + 1
	case c.all:
		c.from = p.last // backwards $all begins below its position
	default:
		c.from = p.last - 1
	}
}
