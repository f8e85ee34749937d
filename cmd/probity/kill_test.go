package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/cmd/probity/demo"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

var kills = flag.Int("kills", 5, "how many times the ledger is killed in TestKill")

// TestKill kills the whole program again and again while commands and imports run through it, and then wants: every acknowledged
// command in the log exactly once, every unanswered one at most once until it is repeated and then exactly once, every acknowledged
// import complete, and every read model equal to a rebuild.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while")
	}
	data := filepath.Join(t.TempDir(), "d")
	random := rand.New(rand.NewPCG(417, uint64(*kills)))
	w := &workload{data: data, sent: map[string]*command{}, imports: map[domain.SHA256]int{}}
	for n := range *kills {
		p := start(t, data)
		ctx, stop := context.WithCancel(t.Context())
		done := w.begin(ctx, t, p.url, n)
		time.Sleep(time.Duration(30+random.IntN(600)) * time.Millisecond) // the moment of death is the point of the test
		p.end(t, syscall.SIGKILL)
		stop()
		done()
	}
	p := start(t, data)
	w.repeatAll(t, p.url)
	w.awaitImports(t, p.url)
	p.end(t, syscall.SIGTERM)
	w.check(t)
	var out bytes.Buffer
	if code := run(t.Context(), []string{"verify", "--data", data}, nil, nil, &out, &out); code != exitDone {
		t.Errorf("verify: exit code %d\n%s", code, out.String())
	}
	t.Logf("%d kills, %d commands of which %d were acknowledged at once, %d imports", *kills, len(w.sent), w.acknowledged, len(w.imports))
}

// process is one run of the program.
type process struct {
	cmd *exec.Cmd
	url string
	out *bytes.Buffer
}

func start(t *testing.T, data string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0], "serve", "--demo", "--cost-per-minute", "0", "--at-once", "0", "--data", data, "--listen", "127.0.0.1:0"), out: &bytes.Buffer{}}
	p.cmd.Env = append(os.Environ(), runAsProgram+"=1")
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	// The address of a killed process stays behind; it must not be taken for the new one's.
	if err := os.RemoveAll(dataFolder(data).address()); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var err error
	if p.url, err = awaitReady(data, patience); err != nil {
		p.end(t, syscall.SIGKILL)
		t.Fatalf("%v\n%s", err, p.out)
	}
	return p
}

func (p *process) end(t *testing.T, how syscall.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(how); err != nil {
		t.Errorf("the process was gone already: %v\n%s", err, p.out)
	}
	if err := p.cmd.Wait(); err != nil && how == syscall.SIGTERM {
		t.Errorf("the process did not end in order: %v\n%s", err, p.out)
	}
}

// workload keeps account of what was asked and what was answered.
type workload struct {
	data string

	mu           sync.Mutex
	sent         map[string]*command // by command id
	imports      map[domain.SHA256]int
	acknowledged int
}

// command is one mutation, kept so that it can be given again.
type command struct {
	query    string
	input    map[string]any
	field    string
	eventIDs []string // of the receipt; nil until it was answered
}

// begin starts workers against a server and returns a function that waits for them.
func (w *workload) begin(ctx context.Context, t *testing.T, url string, round int) func() {
	t.Helper()
	officer, examiner := w.client(t, url, "case-officer"), w.client(t, url, "digital-examiner")
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for ctx.Err() == nil && w.register(ctx, officer) == nil {
			}
		})
	}
	workers.Go(func() { w.importChat(ctx, examiner, round) })
	return workers.Wait
}

func (w *workload) client(t *testing.T, url, persona string) *remote {
	t.Helper()
	token, err := tokenOf(w.data, persona)
	if err != nil {
		t.Fatal(err)
	}
	return &remote{server: url, path: "/graphql", token: token}
}

const registerOfficer = `mutation($input: OfficerRegisterInput!) { officerRegister(input: $input) {
	receipt { eventIds } userErrors { code message } } }`

func (w *workload) register(ctx context.Context, r *remote) error {
	id := uuid.NewString()
	c := &command{query: registerOfficer, field: "officerRegister", input: map[string]any{
		"commandId": id, "name": "Officer " + id[:8], "collarNumber": "T" + strings.ToUpper(strings.ReplaceAll(id[:13], "-", "")),
		"force": "northmoor", "kind": "OFFICER", "rank": "PC", "unit": "Test", "from": "2024-01-01"}}
	w.mu.Lock()
	w.sent[id] = c
	w.mu.Unlock()
	ids, err := c.give(ctx, r)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	c.eventIDs = ids
	w.acknowledged++
	return nil
}

// give sends the command and returns the event ids of the receipt.
func (c *command) give(ctx context.Context, r *remote) ([]string, error) {
	answer := map[string]struct {
		Receipt *struct {
			EventIDs []string `json:"eventIds"`
		} `json:"receipt"`
		UserErrors userErrors `json:"userErrors"`
	}{}
	if _, err := r.query(ctx, c.query, map[string]any{"input": c.input}, &answer); err != nil {
		return nil, err
	}
	payload := answer[c.field]
	if err := payload.UserErrors.err(); err != nil {
		return nil, err
	}
	if payload.Receipt == nil {
		return nil, fmt.Errorf("no receipt for %s", c.field)
	}
	return payload.Receipt.EventIDs, nil
}

const chatSize = 8000

// importChat uploads one chat and asks for its import; the import itself goes on in the background, over any number of deaths.
func (w *workload) importChat(ctx context.Context, r *remote, round int) {
	chat, err := chatText(chatSize, uint64(1000+round))
	if err != nil {
		return
	}
	answer, err := r.post(ctx, "/uploads", "application/octet-stream", bytes.NewReader(chat), int64(len(chat)))
	if err != nil {
		return
	}
	var stored struct {
		SHA256 domain.SHA256 `json:"sha256"`
	}
	if json.Unmarshal(answer, &stored) != nil {
		return
	}
	if _, err := (intakeCommand{File: "chat.txt"}).askForImport(ctx, r, demo.ExtractionID(), stored.SHA256); err != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.imports[stored.SHA256] = chatSize
}

// repeatAll gives every command again: those acknowledged must answer the same, the others may now have been carried out or not.
func (w *workload) repeatAll(t *testing.T, url string) {
	t.Helper()
	r := w.client(t, url, "case-officer")
	for id, c := range w.sent {
		ids, err := c.give(t.Context(), r)
		if err != nil {
			t.Errorf("repeat command %s: %v", id, err)
			continue
		}
		if c.eventIDs != nil && strings.Join(ids, " ") != strings.Join(c.eventIDs, " ") {
			t.Errorf("command %s was answered with %v first and with %v now", id, c.eventIDs, ids)
		}
		c.eventIDs = ids
	}
}

func (w *workload) awaitImports(t *testing.T, url string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r := w.client(t, url, "digital-examiner")
	quiet := newTerminal(nil, &bytes.Buffer{}, &bytes.Buffer{})
	for sha, size := range w.imports {
		s, err := r.awaitImport(ctx, quiet, demo.ExtractionID(), sha, "", standstill)
		if err != nil {
			t.Fatalf("import %s never ended: %v", sha, err)
		}
		if s.Receipt.CountedOut != size {
			t.Errorf("import %s recorded %d of %d messages", sha, s.Receipt.CountedOut, size)
		}
	}
}

// check reads the log itself and counts.
func (w *workload) check(t *testing.T) {
	t.Helper()
	set := storage{Data: w.data, LogLevel: "error"}.settings(newTerminal(nil, &bytes.Buffer{}, os.Stderr))
	set.quiet = true
	s, err := openSystem(t.Context(), set)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	events, messages := map[string]int{}, map[domain.MessageID]int{}
	err = s.log.ReadAll(t.Context(), eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		events[r.ID.String()]++
		d, err := wire.Decode(r)
		if err != nil {
			return err
		}
		if batch, ok := d.Event.(extraction.MessagesRecorded); ok {
			for _, m := range batch.Content.Messages {
				messages[m.ID]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, c := range w.sent {
		for _, event := range c.eventIDs {
			if events[event] != 1 {
				t.Errorf("event %s of acknowledged command %s stands %d times in the log", event, id, events[event])
			}
		}
	}
	for id, n := range messages {
		if n != 1 {
			t.Errorf("message %s stands %d times in the log", id, n)
		}
	}
}
