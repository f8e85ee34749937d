package main

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/node/backup"
	"github.com/probity-ledger/probity/vault"
)

// command line in this process: its exit code and all it printed.
func probity(t *testing.T, args ...string) (code int, out string) {
	t.Helper()
	var b bytes.Buffer
	code = run(t.Context(), args, nil, nil, &b, &b)
	return code, b.String()
}

func wantExit(t *testing.T, want int, text string, args ...string) {
	t.Helper()
	code, out := probity(t, args...)
	if code != want || !strings.Contains(out, text) {
		t.Fatalf("probity %v: exit code %d, want %d and %q\n%s", args, code, want, text, out)
	}
}

// digestOf is the digest of a data folder's events up to a position, 0 for all.
func digestOf(t *testing.T, data string, through int64) (sum [32]byte, events, end int64) {
	t.Helper()
	f, err := node.OpenFile(dataFolder(data).events())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if end, err = f.End(); err != nil {
		t.Fatal(err)
	}
	if through == 0 {
		through = end
	}
	d := backup.NewDigest()
	if err := f.Events(t.Context(), 0, through, func(r node.Record) error { d.Add(r); return nil }); err != nil {
		t.Fatal(err)
	}
	return d.Sum(), d.Events, end
}

// TestBackup takes backups under load, restores the last, and wants the same log and a ledger that passes every check.
func TestBackup(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a server for a while")
	}
	t.Parallel()
	dir := t.TempDir()
	data, to := filepath.Join(dir, "d"), filepath.Join(dir, "b")
	w := &workload{data: data, sent: map[string]*command{}, imports: map[domain.SHA256]int{}}
	p := start(t, data)
	ctx, stop := context.WithCancel(t.Context())
	done := w.begin(ctx, t, p.url, 0)
	for range 3 {
		wantExit(t, exitDone, "complete up to position", "backup", "--data", data, "--to", to)
		middle := filepath.Join(dir, "middle")
		wantExit(t, exitDone, "restored", "restore", "--from", to, "--to", middle)
		sum, events, end := digestOf(t, middle, 0)
		if here, n, _ := digestOf(t, data, end); here != sum || n != events || n == 0 {
			t.Errorf("a backup under load restored %d events up to %d, the log has %d there, or others", events, end, n)
		}
		if err := os.RemoveAll(middle); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	done()
	p.end(t, syscall.SIGTERM)

	wantExit(t, exitDone, "complete up to position", "backup", "--data", data, "--to", to)
	wantExit(t, exitDone, "events   0 new", "backup", "--data", data, "--to", to)
	again := filepath.Join(dir, "again")
	wantExit(t, exitDone, "restored", "restore", "--from", to, "--to", again)
	was, _, end := digestOf(t, data, 0)
	if is, _, at := digestOf(t, again, 0); is != was || at != end {
		t.Errorf("restored up to position %d, the log ends at %d, or other events", at, end)
	}
	wantExit(t, exitDone, "everything fits", "verify", "--data", again)
	wantExit(t, exitRefused, "not empty", "restore", "--from", to, "--to", again)
	wantExit(t, exitRefused, "another log", "backup", "--data", newLedger(t), "--to", to)
	wantExit(t, exitUsage, "holds positions", "restore", "--from", to, "--to", filepath.Join(dir, "x"), "--at", "999999999")

	part := filepath.Join(dir, "part")
	wantExit(t, exitDone, "up to position 10", "restore", "--from", to, "--to", part, "--at", "10")
	wantExit(t, exitDone, "everything fits", "verify", "--data", part)
	damagedBackup(t, to, filepath.Join(dir, "sound"), end)
}

func newLedger(t *testing.T) string {
	t.Helper()
	data := filepath.Join(t.TempDir(), "d")
	s, err := openSystem(t.Context(), testSettings(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	return data
}

// damagedBackup changes one byte of a segment and wants it named, and the events before it restored when asked for.
func damagedBackup(t *testing.T, from, to string, end int64) {
	t.Helper()
	path := filepath.Join(from, "events", "00000002.seg")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 4
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	wantExit(t, exitRefused, "00000002.seg is damaged at its event", "restore", "--from", from, "--to", to)
	if _, err := os.Stat(to); err == nil {
		t.Error("a damaged backup left a folder behind")
	}
	wantExit(t, exitDone, "restored", "restore", "--from", from, "--to", to, "--until-damage")
	if _, _, at := digestOf(t, to, 0); at >= end || at == 0 {
		t.Errorf("restored up to position %d of %d", at, end)
	}
	wantExit(t, exitDone, "everything fits", "verify", "--data", to)
}

// bigLedger makes a data folder by hand: many events, some files.
func bigLedger(t *testing.T, events, files int) string {
	t.Helper()
	data := filepath.Join(t.TempDir(), "d")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	b, err := node.NewBuilder(dataFolder(data).events())
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		r := node.Record{Position: int64(i) + 1, Stream: "s-1", Number: int64(i), Type: "t.v1", Data: bytes.Repeat([]byte{byte(i)}, 4000)}
		r.ID[0] = 1
		if err := b.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Finish(); err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(sharedFolder(data).vault())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	for i := range files {
		staged, err := v.Stage(t.Context(), bytes.NewReader(bytes.Repeat([]byte{byte(i), 1}, 1<<20)), -1)
		if err == nil {
			err = staged.Commit(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return data
}

// killed runs probity and kills it after a moment; it says whether the run had ended before.
func killed(t *testing.T, after time.Duration, args ...string) (whole bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), runAsProgram+"=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have ended by itself
	defer kill.Stop()
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return err == nil
}

// TestBackup_killed kills backups and restores at random moments. A later run finishes each, and nothing is missing or doubled.
func TestBackup_killed(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	t.Parallel()
	data := bigLedger(t, 20_000, 4)
	dir := t.TempDir()
	to, back := filepath.Join(dir, "b"), filepath.Join(dir, "d")
	began := time.Now()
	if !killed(t, time.Hour, "backup", "--data", data, "--to", filepath.Join(dir, "whole")) {
		t.Fatal("the backup failed")
	}
	backing := time.Since(began)
	began = time.Now()
	if !killed(t, time.Hour, "restore", "--from", filepath.Join(dir, "whole"), "--to", filepath.Join(dir, "w")) {
		t.Fatal("the restore failed")
	}
	restoring := time.Since(began)
	ends := 0
	for range *kills {
		if killed(t, rand.N(backing), "backup", "--data", data, "--to", to) {
			ends++
		}
	}
	wantExit(t, exitDone, "complete up to position 20000", "backup", "--data", data, "--to", to)
	for range *kills {
		if killed(t, rand.N(restoring), "restore", "--from", to, "--to", back) {
			ends++
			if err := os.RemoveAll(back); err != nil {
				t.Fatal(err)
			}
		} else if _, err := os.Stat(dataFolder(back).events()); err == nil {
			if err := os.RemoveAll(back); err != nil { // killed behind its end: the folder is whole, as below
				t.Fatal(err)
			}
		}
	}
	wantExit(t, exitDone, "restored 20000 events", "restore", "--from", to, "--to", back)
	was, _, _ := digestOf(t, data, 0)
	if is, n, _ := digestOf(t, back, 0); is != was {
		t.Errorf("%d events restored, or others than were backed up", n)
	}
	files := 0
	v, err := vault.Open(sharedFolder(back).vault())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if err := v.Scrub(t.Context(), func(s vault.Scrubbed) {
		files++
		if s.Err != nil {
			t.Error(s.Err)
		}
	}); err != nil || files != 4 {
		t.Errorf("%d files, %v", files, err)
	}
	t.Logf("%d kills, of which %d came too late", 2**kills, ends)
}

// A cluster's events are not ours to copy; the files of evidence are.
func TestBackup_beside_a_cluster(t *testing.T) {
	t.Parallel()
	data, to := bigLedger(t, 1, 2), filepath.Join(t.TempDir(), "b")
	wantExit(t, exitRefused, "--evidence-only", "backup", "--data", data, "--to", to, "--eventstore", "esdb://127.0.0.1:2113?tls=false")
	wantExit(t, exitDone, "2 new", "backup", "--data", data, "--to", to, "--eventstore", "esdb://127.0.0.1:2113?tls=false", "--evidence-only")
	wantExit(t, exitFailure, "no backup", "restore", "--from", to, "--to", filepath.Join(to, "d"))
}
