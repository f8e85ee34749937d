package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/vault"
)

// scrubCommand looks at every stored byte of events and evidence, beside a running server or without one, and changes nothing.
type scrubCommand struct {
	storage
	Rate int  `default:"0" placeholder:"MIB" help:"Read at most so many MiB a second; 0 is no limit."`
	Deep bool `help:"Also let SQLite check the structure of every page, in one long read. Best while no server runs."`
}

// Run prints one line per finding, and fails with exit code 3 when there is any.
func (c scrubCommand) Run(ctx context.Context, t *terminal) error {
	if err := c.existing(); err != nil {
		return err
	}
	found := 0
	report := func(what string, err error) {
		found++
		t.say("FINDING  %s: %s", what, err)
	}
	if c.Eventstore == "" {
		if err := c.events(ctx, t, "log", dataFolder(c.Data).events(), report); err != nil {
			return err
		}
		if err := c.accessLog(ctx, t, report); err != nil {
			return err
		}
	}
	shared := sharedFolder(c.Data)
	if c.Shared != "" {
		shared = sharedFolder(c.Shared)
	}
	if err := c.evidence(ctx, t, shared, report); err != nil {
		return err
	}
	if found > 0 {
		return findings(found)
	}
	t.say("everything is as it was written")
	return nil
}

// accessLog looks at the access log, where the folder has one.
func (c scrubCommand) accessLog(ctx context.Context, t *terminal, report func(string, error)) error {
	folder := dataFolder(c.Data).access()
	if there, err := folder.there(); err != nil || !there {
		return err
	}
	return c.events(ctx, t, "access", folder.events(), report)
}

func (c scrubCommand) events(ctx context.Context, t *terminal, name, path string, report func(string, error)) (err error) {
	began, meter := time.Now(), t.meter(name)
	file, err := node.OpenFile(path)
	if corrupt := new(node.CorruptError); errors.As(err, &corrupt) {
		report(name, err)
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	seen, err := file.Scrub(ctx, node.Scrub{Rate: int64(c.Rate) << 20, Deep: c.Deep, Found: func(d *node.DamageError) { report(name, d) },
		Progress: func(at int64) { meter.at("position %d", at) }})
	meter.done()
	if err != nil {
		return fmt.Errorf("scrub the %s: %w", path, err)
	}
	t.say("%-8s %d events in %d streams up to position %d, in %s", name, seen.Events, seen.Streams, seen.Through, since(began))
	if !seen.Whole {
		t.say("%-8s there is too much damage to look at all of it", name)
	}
	return nil
}

func (c scrubCommand) evidence(ctx context.Context, t *terminal, shared sharedFolder, report func(string, error)) (err error) {
	began, meter := time.Now(), t.meter("vault")
	v, err := vault.Open(shared.vault())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	files, bytes := 0, int64(0)
	err = v.Scrub(ctx, func(f vault.Scrubbed) {
		files, bytes = files+1, bytes+f.Size
		if f.Err != nil {
			report("vault", f.Err)
		}
		meter.at("%d files hashed", files)
		keepTo(ctx, int64(c.Rate)<<20, f.Size)
	})
	meter.done()
	if err != nil {
		return fmt.Errorf("scrub the vault: %w", err)
	}
	t.say("vault    %d files, %d bytes, in %s", files, bytes, since(began))
	return nil
}

// keepTo waits as long as reading so many bytes takes at a rate in bytes a second; 0 is no limit.
func keepTo(ctx context.Context, rate, bytes int64) {
	if rate <= 0 {
		return
	}
	timer := time.NewTimer(time.Duration(float64(bytes) / float64(rate) * float64(time.Second)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// How often a running server looks at all it keeps, and how fast, so that nobody waits for it.
const (
	scrubEvery = 24 * time.Hour
	scrubRate  = 8 << 20 // bytes a second
)

// vaultScrubber looks at the evidence in the background. The node looks at its own file.
func vaultScrubber(v *vault.Vault, every time.Duration, log *slog.Logger) func(context.Context) error {
	return func(ctx context.Context) error {
		for {
			timer := time.NewTimer(every)
			select {
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
				return nil
			}
			files, found := 0, 0
			err := v.Scrub(ctx, func(f vault.Scrubbed) {
				files++
				if f.Err != nil {
					found++
					log.Error("damage found in the vault", "err", f.Err)
				}
				keepTo(ctx, scrubRate, f.Size)
			})
			if err != nil && ctx.Err() == nil {
				log.Warn("the vault could not be scrubbed", "err", err)
			} else if err == nil {
				log.Info("vault scrubbed", "files", files, "findings", found)
			}
		}
	}
}
