package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// looks keeps account of what readers were shown: by request, the officers in the answer.
type looks struct {
	mu    sync.Mutex
	shown map[string][]string
}

// TestKill_and_the_access_log kills the program again and again while people read, and then wants: every answer that reached a reader
// stands in the access log, with all that it showed, and no entry stands there twice.
func TestKill_and_the_access_log(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	t.Parallel()
	data := filepath.Join(t.TempDir(), "d")
	w := &workload{data: data, sent: map[string]*command{}, imports: map[domain.SHA256]int{}}
	seen := &looks{shown: map[string][]string{}}
	for range *kills {
		p := start(t, data)
		token := w.client(t, p.url, "case-officer").token
		ctx, stop := context.WithCancel(t.Context())
		var readers sync.WaitGroup
		for range 8 {
			readers.Go(func() {
				for ctx.Err() == nil {
					seen.read(ctx, p.url, token)
				}
			})
		}
		time.Sleep(time.Duration(100+rand.IntN(400)) * time.Millisecond) // the moment of death is the point of the test
		p.end(t, syscall.SIGKILL)
		stop()
		readers.Wait()
	}
	if len(seen.shown) < *kills {
		t.Fatalf("only %d answers arrived", len(seen.shown))
	}
	seen.check(t, data)
	wantExit(t, exitDone, "everything fits", "verify", "--data", data)
	t.Logf("%d kills, %d answers that arrived", *kills, len(seen.shown))
}

// read asks for a page of the register under a request id of its own, and remembers what arrived whole.
func (l *looks) read(ctx context.Context, url, token string) {
	id := uuid.NewString()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", strings.NewReader(`{"query":"{ officers(first: 20) { nodes { id } } }"}`))
	if err != nil {
		return
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("X-Request-Id", id)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	var answer struct {
		Data struct {
			Officers struct{ Nodes []struct{ ID string } }
		}
	}
	if err != nil || json.Unmarshal(body, &answer) != nil || len(answer.Data.Officers.Nodes) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, n := range answer.Data.Officers.Nodes {
		l.shown[id] = append(l.shown[id], n.ID)
	}
}

func (l *looks) check(t *testing.T, data string) {
	t.Helper()
	s, err := openSystem(t.Context(), testSettings(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	entries, ids := map[string]accesslog.Shown{}, map[uuid.UUID]bool{}
	err = s.access.log.ReadAll(t.Context(), eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		if ids[r.ID] {
			return fmt.Errorf("entry %s stands twice", r.ID)
		}
		ids[r.ID] = true
		e, err := accesslog.Decode(r)
		if shown, ok := e.(accesslog.Shown); ok {
			if _, twice := entries[shown.Request]; twice {
				return fmt.Errorf("request %s has two entries", shown.Request)
			}
			entries[shown.Request] = shown
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for request, things := range l.shown {
		e, ok := entries[request]
		if !ok {
			t.Errorf("an answer arrived that is not in the access log: %s", request)
			continue
		}
		for _, thing := range things {
			if !e.Has(thing) {
				t.Errorf("request %s was shown %s, and its entry does not say so", request, thing)
			}
		}
	}
}
