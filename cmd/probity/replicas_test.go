package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/httpd"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/node"
)

// longVariable asks for the long form of tests that have one.
const longVariable = "PROBITY_LONG"

const clusterTerm = time.Second

// cluster is one event store and three replicas of the ledger on it, each a process of its own.
type cluster struct {
	t      *testing.T
	store  string // host:port
	shared string
	secret string // the file with the event store's password
	log    *eventlog.Log

	mu       sync.Mutex
	replicas []*replica
}

type replica struct {
	data string
	cmd  *exec.Cmd
	out  *bytes.Buffer
	url  string // "" while it is down
}

func startCluster(t *testing.T) *cluster {
	t.Helper()
	dir := t.TempDir()
	c := &cluster{t: t, shared: filepath.Join(dir, "shared"), secret: filepath.Join(dir, "secret")}
	n := serveNode(t, node.Config{Path: filepath.Join(dir, "events.db"), Listen: "127.0.0.1:0", Username: "admin", Password: "s3cret"})
	c.store = n.Addr()
	if err := os.WriteFile(c.secret, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if c.log, err = eventlog.Open(t.Context(), eventlog.Config{Address: c.store, Username: "admin", Password: "s3cret"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.log.Close() })
	for i := range 3 {
		c.replicas = append(c.replicas, &replica{data: filepath.Join(dir, fmt.Sprint("replica", i))})
	}
	var starting sync.WaitGroup
	for _, r := range c.replicas {
		starting.Go(func() { c.start(r) })
	}
	starting.Wait()
	t.Cleanup(func() {
		for _, r := range c.replicas {
			if r.cmd != nil {
				c.stop(r, syscall.SIGTERM)
			}
		}
	})
	return c
}

func (c *cluster) start(r *replica) {
	r.out = &bytes.Buffer{}
	r.cmd = exec.Command(os.Args[0], "serve", "--cost-per-minute", "0", "--at-once", "0", "--data", r.data, "--shared", c.shared, "--listen", "127.0.0.1:0", "--lease-term", clusterTerm.String(),
		"--eventstore", "esdb://"+c.store+"?tls=false", "--eventstore-user", "admin", "--eventstore-password-file", c.secret)
	r.cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, variablePrefix) }), runAsProgram+"=1")
	r.cmd.Stdout, r.cmd.Stderr = r.out, r.out
	if err := os.RemoveAll(dataFolder(r.data).address()); err != nil {
		c.t.Error(err)
	}
	if err := r.cmd.Start(); err != nil {
		c.t.Error(err)
		return
	}
	url, err := awaitReady(r.data, 2*patience)
	if err != nil {
		c.t.Errorf("%v\n%s", err, r.out)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r.url = url
}

func (c *cluster) stop(r *replica, how syscall.Signal) {
	c.mu.Lock()
	r.url = ""
	c.mu.Unlock()
	if err := r.cmd.Process.Signal(how); err != nil {
		c.t.Errorf("the process was gone already: %v\n%s", err, r.out)
	}
	if err := r.cmd.Wait(); err != nil && how == syscall.SIGTERM {
		c.t.Errorf("the process did not end in order: %v\n%s", err, r.out)
	}
}

// any returns the address of a replica that runs, as far as is known.
func (c *cluster) any() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.replicas[rand.IntN(len(c.replicas))].url
}

// says asks a replica what it is.
func (c *cluster) says(r *replica) (httpd.Replica, error) {
	c.mu.Lock()
	url := r.url
	c.mu.Unlock()
	resp, err := http.Get(url + "/readyz")
	if err != nil {
		return httpd.Replica{}, err
	}
	defer resp.Body.Close()
	var answer struct{ Replica httpd.Replica }
	return answer.Replica, json.NewDecoder(resp.Body).Decode(&answer)
}

// awaitLeader waits until one replica says that it leads, in a later term than the last.
func (c *cluster) awaitLeader(after uint64) (*replica, uint64) {
	c.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for _, r := range c.replicas {
			if is, err := c.says(r); err == nil && is.Role == "leader" && is.Term > after {
				return r, is.Term
			}
		}
	}
	c.t.Fatalf("nobody leads after term %d", after)
	return nil, 0
}

// load gives commands through the replicas, each again under its own id and to another replica until it is answered.
type load struct {
	c     *cluster
	token string
	stop  atomic.Bool

	mu    sync.Mutex
	acked map[string]*command // by command id
	moved int                 // answers that took more than one replica
}

func (l *load) work() {
	for !l.stop.Load() {
		id := uuid.NewString()
		c := &command{query: registerOfficer, field: "officerRegister", input: map[string]any{
			"commandId": id, "name": "Officer " + id[:8], "collarNumber": "T" + strings.ToUpper(strings.ReplaceAll(id[:13], "-", "")),
			"force": "northmoor", "kind": "OFFICER", "rank": "PC", "unit": "Test", "from": "2024-01-01"}}
		tries, err := l.give(c)
		if err != nil {
			l.c.t.Errorf("command %s: %v", id, err)
			return
		}
		l.mu.Lock()
		l.acked[id] = c
		if tries > 1 {
			l.moved++
		}
		l.mu.Unlock()
	}
}

func (l *load) give(c *command) (tries int, err error) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		url := l.c.any()
		if url == "" {
			time.Sleep(time.Millisecond)
			continue
		}
		tries++
		ids, err := c.give(context.Background(), &remote{server: url, path: "/graphql", token: l.token})
		if err == nil {
			c.eventIDs = ids
			return tries, nil
		}
		var refused *domain.Error
		if errors.As(err, &refused) {
			return tries, err
		}
	}
	return tries, errors.New("no replica took it")
}

// TestReplicas kills one of three replicas on one event store again and again while commands run through them, and then wants: every
// acknowledged command in the log exactly once, one breach of every clock that was due, and always somebody new who leads.
func TestReplicas(t *testing.T) {
	kills, due := 3, 6
	if os.Getenv(longVariable) != "" {
		kills, due = 100, 100
	}
	c := startCluster(t)
	token, err := tokenOf(c.shared, "case-officer")
	if err != nil {
		t.Fatal(err)
	}
	l := &load{c: c, token: token, acked: map[string]*command{}}
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(l.work)
	}
	direct := ledger.New(ledger.Config{Log: c.log, Now: then})
	var matters []domain.MatterID
	leader, term := c.awaitLeader(0)
	for n := range kills {
		for range due / kills {
			matters = append(matters, overdue(t, direct, fmt.Sprintf("NMP/2025/%04d", len(matters))))
		}
		victim := leader
		if n%3 == 2 {
			victim = c.replicas[rand.IntN(len(c.replicas))]
		}
		began := time.Now()
		c.stop(victim, syscall.SIGKILL)
		if victim == leader {
			_, term = c.awaitLeader(term)
			t.Logf("kill %d: the leader; term %d began %s later", n, term, time.Since(began).Round(time.Millisecond))
		}
		c.start(victim)
		leader, term = c.awaitLeader(term - 1)
	}
	for _, id := range matters {
		awaitBreach(t, c.log, id)
	}
	l.stop.Store(true)
	workers.Wait()
	c.check(l, matters)
	t.Logf("%d kills, %d commands acknowledged, %d of them by a second replica, %d clocks", kills, len(l.acked), l.moved, len(matters))
}

func awaitBreach(t *testing.T, log *eventlog.Log, id domain.MatterID) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if _, breached, _ := clockEvents(t, log, id); breached > 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the clock of %s was never breached", id)
		}
	}
}

// check gives every command again, which must be answered as before, and counts in the log itself.
func (c *cluster) check(l *load, matters []domain.MatterID) {
	c.t.Helper()
	if len(l.acked) == 0 {
		c.t.Error("no command was acknowledged; nothing was tested")
	}
	for id, given := range l.acked {
		first := strings.Join(given.eventIDs, " ")
		if _, err := l.give(given); err != nil || strings.Join(given.eventIDs, " ") != first {
			c.t.Errorf("command %s was answered with %s first and with %v now: %v", id, first, given.eventIDs, err)
		}
	}
	events := map[string]int{}
	err := c.log.ReadAll(c.t.Context(), eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		events[r.ID.String()]++
		if accesslog.Is(r.Stream) {
			_, err := accesslog.Decode(r)
			return err
		}
		_, err := wire.Decode(r)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	for id, given := range l.acked {
		for _, event := range given.eventIDs {
			if events[event] != 1 {
				c.t.Errorf("event %s of command %s stands %d times in the log", event, id, events[event])
			}
		}
	}
	for _, id := range matters {
		if started, breached, stopped := clockEvents(c.t, c.log, id); started != 1 || breached != 1 || stopped != 0 {
			c.t.Errorf("matter %s: %d started, %d breached, %d stopped", id, started, breached, stopped)
		}
	}
}

// Two replicas that were given the same folder: the second is refused and says why.
func TestReplicas_refuse_a_folder_in_use(t *testing.T) {
	t.Parallel()
	s := open(t)
	lock, err := lockFolder(s.data.views())
	var locked *folderLockedError
	if !errors.As(err, &locked) {
		t.Fatalf("got %v, %v", lock, err)
	}
	if p := explain(err); p.code != exitRefused || p.advice == "" {
		t.Errorf("%+v", p)
	}
}
