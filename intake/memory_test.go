package intake_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/vault"
)

// now is when every test happens.
var now = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

var errCrash = errors.New("the power went")

// memory is a ledger of one kind of aggregate in memory, with the real rules.
type memory struct {
	mu       sync.Mutex
	events   []extraction.Event
	state    extraction.State
	given    map[string]string // what was asked under each command id
	attempts int

	crashBefore int // the attempt that fails before anything is recorded; 0: none
	crashAfter  int // the attempt whose answer is lost after it was recorded; 0: none
}

func newMemory() *memory {
	m := &memory{given: map[string]string{}}
	m.apply(extraction.Authorised{Matter: "m", Device: "d", Exhibit: "KLM/1", Level: extraction.Logical})
	m.apply(extraction.Started{At: now})
	return m
}

func (m *memory) apply(events ...extraction.Event) {
	for _, e := range events {
		m.events = append(m.events, e)
		m.state = extraction.Evolve(m.state, e)
	}
}

func (m *memory) Extraction(ctx context.Context, commandID string, _ domain.ExtractionID, c extraction.Command) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.attempts++
	if m.attempts == m.crashBefore {
		return 0, errCrash
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	payload, err := json.Marshal(c)
	if err != nil {
		return 0, err
	}
	if before, used := m.given[commandID]; used && before != string(payload) {
		return 0, domain.Errorf(domain.Conflict, "COMMAND_REUSED", "the command id was used for another request")
	} else if used {
		return uint64(len(m.events) - 1), nil
	}
	events, err := extraction.Decide(m.state, c, domain.Envelope{Now: now, Actor: "t", Role: domain.DigitalExaminer})
	if err != nil {
		return 0, err
	}
	m.given[commandID] = string(payload)
	m.apply(events...)
	if m.attempts == m.crashAfter {
		return 0, errCrash
	}
	return uint64(len(m.events) - 1), nil
}

func (m *memory) ExtractionState(context.Context, domain.ExtractionID) (extraction.State, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state, nil
}

// batches are the batches on record, as they come back from their JSON.
func (m *memory) batches(t testing.TB) []extraction.MessagesRecorded {
	t.Helper()
	codec := extraction.NewCodec()
	var all []extraction.MessagesRecorded
	for _, e := range m.events {
		if _, ok := e.(extraction.MessagesRecorded); !ok {
			continue
		}
		name, data, err := codec.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > extraction.MaxBatchBytes+4096 {
			t.Errorf("a batch has %d bytes", len(data))
		}
		back, err := codec.Decode(name, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, back.(extraction.MessagesRecorded))
	}
	return all
}

func (m *memory) messages(t testing.TB) []extraction.Message {
	t.Helper()
	var all []extraction.Message
	for _, b := range m.batches(t) {
		all = append(all, b.Content.Messages...)
	}
	return all
}

func newVault(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.Open(filepath.Join(t.TempDir(), "vault"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func put(t testing.TB, v *vault.Vault, content []byte) domain.SHA256 {
	t.Helper()
	s, err := v.Stage(t.Context(), bytes.NewReader(content), -1)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s.SHA256
}

// options make a test repeatable: a fixed clock and keys from a seed.
func options(o intake.Options) intake.Options {
	o.Now = func() time.Time { return now }
	o.Random = keys(1)
	return o
}

func keys(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

const extractionID = domain.ExtractionID("0b6cf9a2-6f0e-4c3e-9d37-0e6f2d6c7c11")

// run imports content into a new ledger.
func run(t testing.TB, name string, content []byte, o intake.Options) (*memory, intake.Receipt, error) {
	t.Helper()
	m, v := newMemory(), newVault(t)
	r, err := intake.Import(t.Context(), m, v, extractionID, put(t, v, content), name, options(o), nil)
	return m, r, err
}

func chat(t testing.TB, g intake.GroupChat) []byte {
	t.Helper()
	if g.Members == nil {
		g.Members = []string{"Ann Example", "Ben Sample", "Cy Instance", "~ Dee", "+44 7700 900123"}
	}
	var b bytes.Buffer
	if err := intake.GenerateGroupChat(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
