//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// smallDisk is a file system of its own. Only root can make one; elsewhere the packages' own tests stand in, which limit a file.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0700,size="+size); errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skip("only root can make a small file system")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillDisk takes all room there is.
func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for {
		if _, err := f.Write(make([]byte, 4096)); errors.Is(err, syscall.ENOSPC) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// readiness asks a server whether it is ready, and for its reasons.
func readiness(t *testing.T, url string) (status int, problems []string) {
	t.Helper()
	r, err := http.Get(url + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var body struct {
		Problems []string `json:"problems"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, body.Problems
}

// TestFullDisk fills the disk under a running server a few pages short: commands are refused, read models wait and say so, and nothing is
// shown that the access log, on the same disk, has no room for; what shows nothing is answered. With room again it all goes on by itself, and nothing that was acknowledged is missing.
func TestFullDisk(t *testing.T) {
	dir := smallDisk(t, "40m")
	data, ballast := filepath.Join(dir, "d"), filepath.Join(dir, "ballast")
	w := &workload{data: data, sent: map[string]*command{}, imports: map[domain.SHA256]int{}}
	p := start(t, data)
	officer := w.client(t, p.url, "case-officer")
	fillDisk(t, ballast)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	refused := 0
	for waiting := false; !waiting; {
		if ctx.Err() != nil {
			t.Fatal("no read model ever waited for space")
		}
		for range 5 { // until the log has taken what the read models have no room for
			if err := w.register(ctx, officer); err != nil {
				refused++
			}
		}
		_, problems := readiness(t, p.url)
		waiting = strings.Contains(strings.Join(problems, "\n"), "disk is full")
		if info, err := os.Stat(ballast); err != nil || os.Truncate(ballast, max(0, info.Size()-12<<10)) != nil {
			t.Fatal("the ballast cannot be made smaller")
		}
	}
	if refused == 0 {
		t.Error("no command was refused")
	}
	const question = `{ officers(first: 1) { edges { node { name } } } }`
	var held *remoteError
	if _, err := officer.query(ctx, question, nil, nil); err != nil && (!errors.As(err, &held) || held.Extensions.Code != "ACCESS_LOG_UNAVAILABLE") {
		t.Errorf("with a full disk a question is answered with %v", err)
	}
	if _, err := officer.query(ctx, `{ viewer { role } }`, nil, nil); err != nil {
		t.Errorf("with a full disk a question that shows nothing is answered with %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	for status := 0; status != http.StatusOK; status, _ = readiness(t, p.url) {
		if ctx.Err() != nil {
			t.Fatalf("it never went on\n%s", p.out)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if _, err := officer.query(ctx, question, nil, nil); err != nil {
		t.Errorf("with room again a question is answered with %v", err)
	}
	w.repeatAll(t, p.url)
	p.end(t, syscall.SIGTERM)
	w.check(t)
	var out bytes.Buffer
	if code := run(t.Context(), []string{"verify", "--data", data}, nil, nil, &out, &out); code != exitDone {
		t.Errorf("verify: exit code %d\n%s", code, out.String())
	}
	fillDisk(t, ballast)
	if code, said := probity(t, "verify", "--data", data); code != exitFailure || !strings.Contains(said, "make room") {
		t.Errorf("verify on a full disk: exit code %d\n%s", code, said)
	}
}
