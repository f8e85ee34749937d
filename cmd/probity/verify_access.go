package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// accessLog reads every entry of the access log in order: each stream without a gap, each entry readable.
func (v *verification) accessLog(ctx context.Context) error {
	began, meter := time.Now(), v.t.meter("access")
	c := accessCheck{report: v.report, next: map[string]uint64{}}
	err := v.s.access.log.ReadAll(ctx, eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		c.add(r)
		meter.at("%d entries read", c.entries)
		return ctx.Err()
	})
	meter.done()
	switch {
	case errors.Is(err, eventlog.ErrDamaged), errors.Is(err, eventlog.ErrPositionRegressed):
		v.report("access: %s", err)
	case err != nil:
		return fmt.Errorf("read the access log: %w", err)
	}
	v.t.say("access   %d entries in %d streams, read in %s", c.entries, len(c.next), since(began))
	return nil
}

// accessCheck keeps one number per stream: a stream for each day and process.
type accessCheck struct {
	report  func(format string, args ...any)
	next    map[string]uint64 // the revision that must come next
	entries int
}

func (c *accessCheck) add(r eventlog.Recorded) {
	if !accesslog.Is(r.Stream) {
		return
	}
	c.entries++
	if want := c.next[r.Stream]; r.Revision != want {
		c.report("access: %s goes on with revision %d where %d should be", r.Stream, r.Revision, want)
	}
	c.next[r.Stream] = r.Revision + 1
	if _, err := accesslog.Decode(r); err != nil {
		c.report("access: %s", err)
	}
}
