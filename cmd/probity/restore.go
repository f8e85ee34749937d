package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/node/backup"
	"github.com/probity-ledger/probity/vault"
)

// restoreCommand makes a data folder out of a backup.
type restoreCommand struct {
	From        string `required:"" type:"existingdir" placeholder:"DIR" help:"The backup."`
	To          string `required:"" type:"path" placeholder:"DIR" help:"The new data folder; it must be empty or not exist."`
	At          int64  `placeholder:"POSITION" help:"Restore only the events up to this position of the log. The next events then take positions that were used before."`
	UntilDamage bool   `help:"Where the backup is damaged, restore all events before the damage instead of nothing."`
}

// restoring is the name of the folder in the making, and of the mark in it.
const restoring = ".restoring"

// Run builds everything beside its place and renames it there, so that a folder of that name is always whole.
func (c restoreCommand) Run(ctx context.Context, t *terminal) (err error) {
	if err := c.checkTarget(); err != nil {
		return err
	}
	b, err := backup.Read(c.From)
	if err != nil {
		return err
	}
	through, err := c.through(b)
	if err != nil {
		return err
	}
	work := c.To + restoring
	unlock, err := c.begin(work)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	events, through, err := c.events(ctx, t, b, dataFolder(work).events(), "events", through)
	if err == nil {
		err = c.accessLog(ctx, t, dataFolder(work).access())
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(work))
	}
	if err := c.evidence(ctx, t, sharedFolder(work)); err != nil {
		return errors.Join(err, os.RemoveAll(work))
	}
	if err := c.finish(work); err != nil {
		return err
	}
	t.say("restored %d events up to position %d; check everything with `probity verify --data %s`", events, through, c.To)
	return nil
}

// checkTarget refuses a folder with anything in it.
func (c restoreCommand) checkTarget() error {
	entries, err := os.ReadDir(c.To)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && len(entries) > 0 {
		return &adviceError{err: fmt.Errorf("the folder %s is not empty", c.To), advice: "name one that does not exist; nothing is ever overwritten",
			code: exitRefused}
	}
	return err
}

// through is the position up to which is restored: where the backup is complete, unless the caller says otherwise.
func (c restoreCommand) through(b *backup.Backup) (int64, error) {
	switch {
	case c.At < 0 || c.At > b.Position():
		return 0, usagef("--at %d: the backup holds positions 1 to %d", c.At, b.Position())
	case c.At > 0:
		return c.At, nil
	case b.Manifest.Complete < b.Position() && c.UntilDamage:
		return b.Position(), nil
	case b.Manifest.Complete == 0 && b.Position() > 0:
		return 0, &adviceError{err: errors.New("the backup was interrupted before it was ever complete: files of evidence may be missing"),
			advice: fmt.Sprintf("run `probity backup` again, or restore what there is with --at %d", b.Position()), code: exitRefused}
	}
	return b.Manifest.Complete, nil
}

// begin makes the folder to build in, after removing what an interrupted restore left there, and keeps a second one out.
func (c restoreCommand) begin(work string) (unlock func() error, err error) {
	if _, err := os.Stat(work); err == nil {
		if _, err := os.Stat(filepath.Join(work, restoring)); err != nil {
			return nil, fmt.Errorf("the folder %s is in the way, and no restore made it", work)
		}
	}
	if err := os.MkdirAll(work, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder to restore in: %w", err)
	}
	mark, err := os.OpenFile(filepath.Join(work, restoring), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("mark the folder to restore in: %w", err)
	}
	if err := syscall.Flock(int(mark.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(&folderLockedError{dir: work}, mark.Close())
	}
	left, err := os.ReadDir(work)
	for _, e := range left {
		if e.Name() != restoring {
			err = errors.Join(err, os.RemoveAll(filepath.Join(work, e.Name())))
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("remove an interrupted restore: %w", err), mark.Close())
	}
	return mark.Close, nil
}

// accessLog restores the access log, all of it whatever --at says: that somebody looked stays true.
func (c restoreCommand) accessLog(ctx context.Context, t *terminal, work accessFolder) error {
	if _, err := os.Stat(accessOf(c.From)); errors.Is(err, fs.ErrNotExist) {
		return nil // a backup of an older version
	}
	b, err := backup.Read(accessOf(c.From))
	if err != nil {
		return err
	}
	through := b.Manifest.Complete
	if c.UntilDamage {
		through = b.Position()
	}
	if through == 0 {
		return nil
	}
	if err := os.MkdirAll(string(work), 0o700); err != nil {
		return fmt.Errorf("make the folder of the access log: %w", err)
	}
	_, _, err = c.events(ctx, t, b, work.events(), "access", through)
	return err
}

// events builds an event store and then reads it back: each event must be the one that was backed up.
func (c restoreCommand) events(ctx context.Context, t *terminal, b *backup.Backup, path, name string, through int64) (events, last int64, err error) {
	began, meter := time.Now(), t.meter(name)
	builder, err := node.NewBuilder(path)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, builder.Discard()) }()
	written := backup.NewDigest()
	err = b.Replay(ctx, through, func(r node.Record) error {
		written.Add(r)
		last = r.Position
		meter.at("%d events restored", written.Events)
		return builder.Add(r)
	})
	meter.done()
	if damage := new(backup.DamageError); errors.As(err, &damage) && c.UntilDamage {
		t.note("%s; everything before it is restored", damage)
		err = nil
	}
	if err != nil {
		return 0, 0, err
	}
	if err := builder.Finish(); err != nil {
		return 0, 0, err
	}
	if err := compareEvents(ctx, path, last, written); err != nil {
		return 0, 0, err
	}
	t.say("%-8s %d restored and read back in %s", name, written.Events, since(began))
	return written.Events, last, nil
}

func compareEvents(ctx context.Context, path string, last int64, written *backup.Digest) (err error) {
	file, err := node.OpenFile(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	read := backup.NewDigest()
	if err := file.Events(ctx, 0, last, func(r node.Record) error { read.Add(r); return nil }); err != nil {
		return err
	}
	if read.Events != written.Events || read.Sum() != written.Sum() {
		return errors.New("the restored events are not those of the backup: do not use what was restored")
	}
	return nil
}

// evidence copies the files, hashing each on the way, and then reads them all back.
func (c restoreCommand) evidence(ctx context.Context, t *terminal, work sharedFolder) (err error) {
	if err := copyVault(ctx, t, evidenceOf(c.From), work.vault()); err != nil && !(c.UntilDamage && isFindings(err)) {
		return err
	}
	v, err := vault.Open(work.vault())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	var errs []error
	if err := v.Scrub(ctx, func(f vault.Scrubbed) { errs = append(errs, f.Err) }); err != nil {
		return err
	}
	return errors.Join(errs...)
}

// isFindings says whether an error only sums up findings that were reported.
func isFindings(err error) bool {
	var advised *adviceError
	return errors.As(err, &advised)
}

// finish gives the folder its name. Before this there is nothing under it; afterwards there is everything. The mark goes last: left
// behind by a crash it does no harm.
func (c restoreCommand) finish(work string) error {
	if err := os.Remove(c.To); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("finish the restore: %w", err)
	}
	if err := os.Rename(work, c.To); err != nil {
		return fmt.Errorf("finish the restore: %w", err)
	}
	parent, err := os.Open(filepath.Dir(c.To))
	if err != nil {
		return fmt.Errorf("finish the restore: %w", err)
	}
	return errors.Join(parent.Sync(), parent.Close(), os.Remove(filepath.Join(c.To, restoring)))
}
