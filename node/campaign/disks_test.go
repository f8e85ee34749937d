package campaign

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	shortDisks   = 2
	diskBase     = 256     // mebibytes: twice the longest log
	diskMore     = 12      // mebibytes for the events of each episode
	bulkEvery    = 8       // every so many episodes have large events
	leftOver     = 1 << 20 // bytes that may be left when a disk is called full
	refusalsSeen = 20      // by the writers together, before an episode goes on
)

// TestFullDisks fills the disk under the store again and again. While it is full, appends are refused as documented, reads
// and subscriptions go on and the store lives; when there is space again appends go on by themselves. In every other
// episode the store is killed while the disk is full. Nothing acknowledged is ever lost, nothing refused is there, and
// nothing is doubled by asking again.
//
// The disk is a small file system in memory, which takes the right to mount one. Without that right the store may not
// make its files larger than they are: to it that is a broken disk, after which it writes again only when restarted.
func TestFullDisks(t *testing.T) {
	t.Parallel()
	episodes, begun := times(t, disksVariable, shortDisks), time.Now()
	d := smallDisk(t, episodes)
	k := newCampaign(t, d.folder)
	k.brokenDisk = d.folder == ""
	k.writers[4].most = 10 // the disk shall last for all episodes
	s, kills := k.where.open(t), 0
	for n := range episodes {
		killed := k.brokenDisk || n%2 == 1
		if s = k.fillUp(t, s, d, n%bulkEvery == 1, killed); killed {
			kills++
		}
		if t.Failed() {
			t.Fatalf("after episode %d, with %d bytes in the file and %d in its log", n+1, size(k.where.path), size(k.where.path+"-wal"))
		}
	}
	s.kill(t)
	k.check(t, true)
	k.rest(t)
	t.Logf("%d full disks (%v) in %v, %d kills while full, %d starts while full: %v, %d refused",
		episodes, d, time.Since(begun).Round(time.Second), kills, k.opened, k.report(), k.refusals())
}

// fillUp is one episode. It begins and ends with a store that runs and has space.
func (k *campaign) fillUp(t *testing.T, s *process, d disk, bulk, killed bool) *process {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	callers := k.begin(ctx, t, s, bulk)
	k.awaitProgress(t, s)
	before := k.refusals()
	d.fill(t, s)
	await(t, func() bool { return k.refusals() >= before+refusalsSeen })
	k.wantReads(t, s)
	for _, f := range k.heard {
		if f.ended() {
			t.Errorf("the subscription to %s broke off when the disk was full", f.what)
		}
	}
	if killed {
		s.kill(t)
		stop()
		callers.Wait()
		s = k.restartFull(t, d)
	} else {
		d.free(t)
		k.awaitProgress(t, s)
		stop()
		callers.Wait()
	}
	c := dial(t, s.socket)
	defer c.close()
	k.askAgain(t, c) // also puts an end to calls that were given up and may still be under way
	k.compare(t, c, false)
	return s
}

// wantReads wants reads to be answered while the disk is full.
func (k *campaign) wantReads(t *testing.T, s *process) {
	t.Helper()
	c := dial(t, s.socket)
	defer c.close()
	if got := c.readNewest(t.Context(), 50); got.word != acknowledged || len(got.stored) < len(k.writers) {
		t.Errorf("a read of the newest events from a full disk brought %d: %v", len(got.stored), got.err)
	}
	if got := c.readStream(t.Context(), k.writers[0].stream); got.word != acknowledged || len(got.stored) == 0 {
		t.Errorf("a read of a stream from a full disk brought %d events: %v", len(got.stored), got.err)
	}
}

// restartFull starts a killed store, first while the disk is still full: then it must serve reads, or say what it lacks.
func (k *campaign) restartFull(t *testing.T, d disk) *process {
	if !k.brokenDisk {
		s := k.where.launch(t)
		if s.ready() {
			k.opened++
			k.wantReads(t, s)
			s.kill(t)
		} else if !strings.Contains(s.said.String(), "no space left") && !strings.Contains(s.said.String(), "full") {
			t.Errorf("the store does not open on a full disk, and says only %q", s.said)
		}
	}
	d.free(t)
	return k.where.open(t)
}

func (k *campaign) refusals() (n int64) {
	for _, w := range k.everyWriter() {
		n += w.refused.Load()
	}
	return n
}

// disk is one that can be filled up: by a ballast beside the store's file when it has a file system of its own.
type disk struct{ folder string }

func (d disk) String() string {
	if d.folder == "" {
		return "by a limit to the size of files"
	}
	return "a file system in memory"
}

// smallDisk makes a file system in memory, or none where that is not allowed.
func smallDisk(t *testing.T, episodes int) disk {
	t.Helper()
	folder := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dm", diskBase+diskMore*episodes), "tmpfs", folder).Run(); err != nil {
		t.Logf("no file system can be mounted here (%v): files are limited in size instead", err)
		return disk{}
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", folder).Run(); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return disk{folder: folder}
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return info.Size()
}

func free(path string) int64 {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &fs); err != nil {
		return -1
	}
	return int64(fs.Bavail) * int64(fs.Bsize)
}

func (d disk) ballast() string { return filepath.Join(d.folder, "ballast") }

// fill takes the space that is left, but for a part of a mebibyte that the store may still use up.
func (d disk) fill(t *testing.T, s *process) {
	t.Helper()
	if d.folder == "" {
		s.cmd.Process.Signal(limitFiles)
		return
	}
	f, err := os.Create(d.ballast())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 64<<10)
	for err == nil {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(max(0, info.Size()-rand.Int64N(leftOver))); err != nil {
		t.Fatal(err)
	}
}

func (d disk) free(t *testing.T) {
	t.Helper()
	if d.folder == "" {
		return // the limit died with the process
	}
	if err := os.Remove(d.ballast()); err != nil {
		t.Fatal(err)
	}
}
