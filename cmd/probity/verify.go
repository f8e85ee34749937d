package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/vault"
)

// verifyCommand checks everything stored against itself. It needs the data folder to itself.
type verifyCommand struct {
	storage
	Work string `type:"path" placeholder:"DIR" help:"Where the read models are rebuilt for comparison; a temporary folder by default."`
}

// Run prints one line per check and one per finding, and fails with exit code 3 when there is any finding.
func (c verifyCommand) Run(ctx context.Context, t *terminal) (err error) {
	if err := c.existing(); err != nil {
		return err
	}
	set := c.settings(t)
	set.quiet = true
	s, err := openSystem(ctx, set)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	v := &verification{t: t, s: s}
	for _, check := range []func(context.Context) error{v.log, v.accessLog, v.vault, func(ctx context.Context) error { return v.views(ctx, c.Work) },
		func(ctx context.Context) error { return v.accessView(ctx, c.Work) }} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	if v.found > 0 {
		return findings(v.found)
	}
	t.say("everything fits")
	return nil
}

// verification carries what the checks share.
type verification struct {
	t       *terminal
	s       *system
	found   int
	entries *logCheck // what the log says; the vault is compared with it
	unread  bool      // the log could not be read to its end
	// accessUnread says the same of the access log.
	accessUnread bool
}

// report prints a finding and counts it.
func (v *verification) report(format string, args ...any) {
	v.found++
	v.t.say("FINDING  "+format, args...)
}

// log reads every event of the log in order.
func (v *verification) log(ctx context.Context) error {
	began, meter := time.Now(), v.t.meter("log")
	v.entries = newLogCheck(v.report)
	err := v.s.log.ReadAll(ctx, eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		v.entries.add(r)
		meter.at("%d events read", v.entries.events)
		return ctx.Err()
	})
	meter.done()
	switch {
	case errors.Is(err, eventlog.ErrDamaged):
		v.unread = true
		v.report("log: %s", err)
	case errors.Is(err, eventlog.ErrPositionRegressed):
		v.report("log: %s", err)
	case err != nil:
		return fmt.Errorf("read the log: %w", err)
	}
	v.t.say("log      %d events in %d streams, %d batches with %d messages, read in %s", v.entries.events, len(v.entries.streams),
		v.entries.batches, v.entries.messages, since(began))
	if v.entries.housekeeping > 0 {
		v.t.say("         %d of the events are the program's own housekeeping (leases), read and passed over", v.entries.housekeeping)
	}
	return nil
}

// vault hashes every stored file again, and looks for the files the log speaks of.
func (v *verification) vault(ctx context.Context) error {
	began, meter := time.Now(), v.t.meter("vault")
	files, bytes := 0, int64(0)
	err := v.s.vault.Scrub(ctx, func(f vault.Scrubbed) {
		files++
		bytes += f.Size
		if f.Err != nil {
			v.report("vault: %s", f.Err)
		}
		meter.at("%d files hashed", files)
	})
	meter.done()
	if err != nil {
		return fmt.Errorf("check the vault: %w", err)
	}
	if err := v.missing(ctx); err != nil {
		return err
	}
	v.t.say("vault    %d files, %d bytes, hashed in %s; %d named by the log", files, bytes, since(began), len(v.entries.evidence))
	return nil
}

// missing reports evidence the log names and the vault does not hold.
func (v *verification) missing(ctx context.Context) error {
	for sha, stream := range v.entries.evidence {
		_, err := v.s.vault.Stat(ctx, sha)
		var absent *vault.NotFoundError
		var damaged *vault.CorruptError
		switch {
		case errors.As(err, &absent):
			v.report("vault: %s names the file %s, which is not there", stream, sha)
		case errors.As(err, &damaged): // reported by the scrub
		case err != nil:
			return fmt.Errorf("look for a file of the vault: %w", err)
		}
	}
	return nil
}

// views builds every read model anew from the log, in a folder of its own, and compares it with the one in use.
func (v *verification) views(ctx context.Context, work string) (err error) {
	began := time.Now()
	if v.unread {
		v.t.say("views    not compared: they need the whole log")
		return nil
	}
	if err := v.s.caughtUp(ctx); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(work, "probity-verify-")
	if err != nil {
		return fmt.Errorf("make a folder to rebuild in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	fresh, stop, err := v.rebuild(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	for _, p := range readModels() {
		if err := v.compare(ctx, p.Name(), v.s.views, fresh); err != nil {
			return err
		}
	}
	v.t.say("views    %d read models rebuilt and compared in %s", len(readModels()), since(began))
	return nil
}

// rebuild runs a second set of read models until it has reached the end of the log.
func (v *verification) rebuild(ctx context.Context, dir string) (*projections.Runner, func() error, error) {
	runner, err := projections.Open(projections.Config{Dir: dir, Log: v.s.log, Logger: v.s.settings.logger, Now: v.s.settings.now},
		readModels()...)
	if err != nil {
		return nil, nil, err
	}
	aside := &system{broken: make(chan error, 1), log: v.s.log, views: runner}
	aside.later(runner.Close)
	aside.background(ctx, "rebuild", runner.Run)
	if err := aside.caughtUp(ctx); err != nil {
		return nil, nil, errors.Join(err, aside.close())
	}
	return runner, aside.close, nil
}

func (v *verification) compare(ctx context.Context, name string, used, fresh *projections.Runner) error {
	live, err := used.Digest(ctx, name)
	if err != nil {
		return err
	}
	rebuilt, err := fresh.Digest(ctx, name)
	if err != nil {
		return err
	}
	if live != rebuilt {
		v.report("view %s: a rebuild gives other rows; delete its file and start again to replace it", name)
	}
	aside, err := fresh.Quarantine(ctx, name, eventlog.Position{})
	if err != nil {
		return err
	}
	for _, e := range aside {
		v.report("view %s: event %d of %s could not be applied (%s)", name, e.Revision, e.Stream, e.Reason)
	}
	return nil
}

func since(t time.Time) time.Duration { return time.Since(t).Round(time.Millisecond) }
