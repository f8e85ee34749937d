package node

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var flipEvery = flag.Int("flip-every", 397, "how many bytes lie between two that the damage test turns over")

// sample writes a small store as the node does: streams that state revisions and one that does not, small and large events.
func sample(t *testing.T) (path string, events []Record) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "events.db")
	s, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	l := newLedger(s)
	for i := range 24 {
		r := &appendRequest{ctx: context.Background(), stream: fmt.Sprintf("device-%d", i%3), expect: expectation{word: expectAny}}
		if i%3 == 1 {
			r.expect = expectation{word: expectRevision, revision: int64(i/3*2) - 1}
			if i == 1 {
				r.expect = expectation{word: expectNoStream}
			}
		}
		for j := range 2 {
			data := []byte(strings.Repeat(fmt.Sprintf("%d.%d ", i, j), 1+i*j*60))
			r.events = append(r.events, proposal{id: eventID{byte(i + 1), byte(j)}, kind: "device.seized.v1", json: j == 0,
				metadata: []byte(`{"by":"test"}`), data: data})
		}
		if _, err := l.write([]*appendRequest{r}, time.Unix(int64(i), 0)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	events, err = served(path)
	if err != nil || len(events) != 48 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	return path, events
}

// served are the events of a file that would be handed out, with the error that ended them.
func served(path string) (events []Record, err error) {
	f, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	end, err := f.End()
	if err != nil {
		return nil, err
	}
	err = f.Events(context.Background(), 0, end, func(r Record) error {
		events = append(events, r)
		return nil
	})
	return events, err
}

// scrubbed are the findings of a scrub.
func scrubbed(t *testing.T, path string) (found []string, report ScrubReport) {
	t.Helper()
	note := func(d *DamageError) { found = append(found, d.Error()) }
	f, err := OpenFile(path)
	if damage, ok := asDamage(path, err); ok {
		note(damage)
		return found, report
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if report, err = f.Scrub(t.Context(), Scrub{Deep: true, Found: note}); err != nil {
		t.Fatal(err)
	}
	return found, report
}

func TestScrub_of_a_sound_file(t *testing.T) {
	t.Parallel()
	path, events := sample(t)
	found, report := scrubbed(t, path)
	if len(found) > 0 || report.Events != int64(len(events)) || report.Streams != 3 || !report.Whole {
		t.Errorf("%+v, found %v", report, found)
	}
}

// Whatever byte of the file is turned over, and whatever page is half an older one or empty: what is served is what was
// written, and a scrub names the damage, unless the byte means nothing.
func TestDamage_anywhere(t *testing.T) {
	t.Parallel()
	path, want := sample(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir, harmless, tried := t.TempDir(), 0, 0
	try := func(what string, bad []byte) {
		tried++
		copied := filepath.Join(dir, fmt.Sprintf("%d.db", tried))
		if err := os.WriteFile(copied, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		defer removeFile(copied)
		got, err := served(copied)
		if len(got) > len(want) || !reflect.DeepEqual(want[:len(got)], append([]Record{}, got...)) {
			t.Errorf("%s: an event was served that was not written", what)
		}
		found, _ := scrubbed(t, copied)
		for _, text := range found {
			if !strings.Contains(text, copied) {
				t.Errorf("%s: the finding does not name the file: %s", what, text)
			}
		}
		switch {
		case len(found) > 0:
		case err != nil || len(got) != len(want):
			t.Errorf("%s: %d events, %v, and the scrub found nothing", what, len(got), err)
		default:
			harmless++
		}
	}
	random := rand.New(rand.NewPCG(11, 3))
	for at := 0; at < len(good); at += *flipEvery {
		bad := append([]byte{}, good...)
		bad[at] ^= 1 << random.IntN(8)
		try(fmt.Sprintf("byte %d of page %d", at%pageSize, at/pageSize+1), bad)
	}
	for page := 0; page < len(good); page += pageSize {
		for what, half := range map[string][]byte{"zeroed": make([]byte, 4096), "of another page": good[(page+pageSize)%len(good):][:4096]} {
			bad := append([]byte{}, good...)
			copy(bad[page+4096:], half)
			try(fmt.Sprintf("second half of page %d %s", page/pageSize+1, what), bad)
		}
	}
	if tried < 100 || harmless > tried*9/10 {
		t.Errorf("%d of %d changes did no harm: the test shows nothing", harmless, tried)
	}
	t.Logf("%d changes, %d of them in bytes that mean nothing", tried, harmless)
}

// What contradicts an index or the counter is found though every checksum is right.
func TestScrub_of_indexes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ script, problem string }{
		"an id forgotten":         {"DELETE FROM event_ids WHERE number = 3", "event ids"},
		"an id of nothing":        {"INSERT INTO event_ids VALUES (1, x'00112233445566778899aabbccddeeff', 4)", "event ids"},
		"an event lost":           {"DELETE FROM events WHERE position = 20", "missing before this position"},
		"a stream lost":           {"DELETE FROM streams WHERE id = 2", "does not have"},
		"a stream renamed":        {"UPDATE streams SET name = 'device-x' WHERE id = 2", "checksum"},
		"the counter wrong":       {"UPDATE counter SET events = 7", "the counter says 7"},
		"data changed":            {"UPDATE events SET data = x'00' WHERE position = 20", "damaged at position 20"},
		"an event at a new place": {"UPDATE events SET number = 90 WHERE position = 20", "damaged at position 20"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, _ := sample(t)
			s, err := openStore(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := pragmaless(s.conn, tc.script); err != nil {
				t.Fatal(err)
			}
			if err := s.close(); err != nil {
				t.Fatal(err)
			}
			if found, _ := scrubbed(t, path); !strings.Contains(strings.Join(found, "\n"), tc.problem) {
				t.Errorf("found %q, want %q", found, tc.problem)
			}
		})
	}
}
