package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	book "github.com/probity-ledger/probity/projections/accesslog"
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
		v.accessUnread = true
		v.report("access: %s", err)
	case err != nil:
		return fmt.Errorf("read the access log: %w", err)
	}
	v.t.say("access   %d entries in %d streams, read in %s", c.entries, len(c.next), since(began))
	return nil
}

// accessView builds the read model of the access log anew, in a folder of its own, and compares it with the one in use.
func (v *verification) accessView(ctx context.Context, work string) (err error) {
	began := time.Now()
	if v.accessUnread || v.unread && v.s.access.log == v.s.log {
		v.t.say("access   its read model is not compared: it needs the whole log")
		return nil
	}
	models, err := v.s.accessModels()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(work, "probity-verify-")
	if err != nil {
		return fmt.Errorf("make a folder to rebuild in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	fresh, err := projections.Open(projections.Config{Dir: dir, Log: v.s.access.log, Decode: book.Decode, Logger: v.s.settings.logger,
		Now: v.s.settings.now}, models...)
	if err != nil {
		return err
	}
	aside := &system{broken: make(chan error, 1)}
	aside.later(fresh.Close)
	aside.background(ctx, "rebuild", fresh.Run)
	defer func() { err = errors.Join(err, aside.close()) }()
	if err := v.bothReach(ctx, fresh); err != nil {
		return err
	}
	if err := v.compare(ctx, book.Name, v.s.access.views, fresh); err != nil {
		return err
	}
	v.t.say("access   its read model rebuilt and compared in %s", since(began))
	return nil
}

// bothReach waits until the read model in use and the one built anew have all of the access log.
func (v *verification) bothReach(ctx context.Context, fresh *projections.Runner) error {
	head, err := v.s.access.log.Head(ctx)
	if err != nil {
		return err
	}
	for _, r := range []*projections.Runner{v.s.access.views, fresh} {
		if err := r.Ready(ctx); err != nil {
			return err
		}
		if err := r.View(book.Name).Wait(ctx, head); err != nil {
			return err
		}
	}
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
