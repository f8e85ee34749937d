package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/node/backup"
	"github.com/probity-ledger/probity/vault"
)

// backupCommand adds what is new to a backup, beside a running server or without one.
type backupCommand struct {
	storage
	To           string `required:"" type:"path" placeholder:"DIR" help:"The backup; begun where there is none, added to where there is one."`
	EvidenceOnly bool   `help:"Copy the files of evidence only, where the events lie in a cluster (--eventstore) with a backup of its own."`
}

// evidenceOf is where a backup keeps the files of evidence: a vault like any other.
func evidenceOf(dir string) string { return filepath.Join(dir, "vault") }

// Run copies the events first and the files afterwards: then every file an event speaks of is there, for files come first into the vault.
func (c backupCommand) Run(ctx context.Context, t *terminal) (err error) {
	if err := c.existing(); err != nil {
		return err
	}
	if c.Eventstore != "" && !c.EvidenceOnly {
		return &adviceError{err: errors.New("the events lie in a cluster, which only its own backup can copy whole"), code: exitRefused,
			advice: "back the cluster up with its own tools, and run this again with --evidence-only afterwards"}
	}
	if c.EvidenceOnly {
		return c.evidence(ctx, t)
	}
	b, err := backup.Open(c.To, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	through, err := copyEvents(ctx, t, b, dataFolder(c.Data).events(), "events")
	if err != nil {
		return err
	}
	if err := c.accessLog(ctx, t); err != nil {
		return err
	}
	damaged := c.evidence(ctx, t)
	if found := new(adviceError); damaged != nil && !errors.As(damaged, &found) {
		return damaged
	}
	if err := b.Complete(through); err != nil {
		return errors.Join(damaged, err)
	}
	t.say("complete up to position %d; the backup is not encrypted", through)
	return damaged
}

// accessOf is where a backup keeps the access log: a backup like any other, of a log of its own.
func accessOf(dir string) string { return filepath.Join(dir, "access-log") }

// accessLog copies what is new in the access log, where the folder has one.
func (c backupCommand) accessLog(ctx context.Context, t *terminal) (err error) {
	folder := dataFolder(c.Data).access()
	if there, err := folder.there(); err != nil || !there {
		return err
	}
	b, err := backup.Open(accessOf(c.To), time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	through, err := copyEvents(ctx, t, b, folder.events(), "access")
	if err != nil {
		return err
	}
	return b.Complete(through)
}

// copyEvents copies what is new in a log to its backup, and says so under a name.
func copyEvents(ctx context.Context, t *terminal, b *backup.Backup, path, name string) (through int64, err error) {
	began, before := time.Now(), b.Manifest.Events()
	file, err := node.OpenFile(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if through, err = b.Events(ctx, file); err != nil {
		return 0, err
	}
	t.say("%-8s %d new, %d in all, in %s", name, b.Manifest.Events()-before, b.Manifest.Events(), since(began))
	return through, nil
}

// evidence copies the files the backup does not have.
func (c backupCommand) evidence(ctx context.Context, t *terminal) (err error) {
	shared := sharedFolder(c.Data)
	if c.Shared != "" {
		shared = sharedFolder(c.Shared)
	}
	return copyVault(ctx, t, shared.vault(), evidenceOf(c.To))
}

// copyVault copies every content of one vault that another does not hold. A damaged one is reported and left out, and the others are
// copied all the same.
func copyVault(ctx context.Context, t *terminal, from, to string) (err error) {
	began, meter := time.Now(), t.meter("files")
	source, err := vault.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := vault.Open(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	files, copied, bytes, found := 0, 0, int64(0), 0
	err = source.Each(ctx, func(info vault.Info) error {
		files++
		n, err := copyContent(ctx, source, target, info)
		if damage := new(vault.CorruptError); errors.As(err, &damage) {
			found++
			t.say("FINDING  vault: %s", damage)
			return nil
		}
		if n > 0 || err != nil {
			copied, bytes = copied+1, bytes+n
		}
		meter.at("%d files copied", copied)
		return err
	})
	meter.done()
	if err != nil {
		return fmt.Errorf("copy the files of evidence: %w", err)
	}
	t.say("files    %d new with %d bytes, %d in all, in %s", copied, bytes, files, since(began))
	if found > 0 {
		return findings(found)
	}
	return nil
}

// copyContent copies one content, checking every byte, unless the target holds one of its name and size.
func copyContent(ctx context.Context, source, target *vault.Vault, info vault.Info) (bytes int64, err error) {
	there, err := target.Stat(ctx, info.SHA256)
	if absent := new(vault.NotFoundError); err == nil && there.Size == info.Size {
		return 0, nil
	} else if err != nil && !errors.As(err, &absent) {
		return 0, err
	}
	blob, err := source.Open(ctx, info.SHA256)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, blob.Close()) }()
	staged, err := target.Stage(ctx, blob, info.Size)
	if err != nil {
		return 0, err
	}
	if staged.SHA256 != info.SHA256 {
		return 0, errors.Join(&vault.CorruptError{SHA256: info.SHA256, Chunk: -1, Problem: "the whole does not match its digest"}, staged.Discard())
	}
	if err := staged.Commit(ctx); err != nil {
		return 0, errors.Join(err, staged.Discard())
	}
	return info.Size, nil
}
