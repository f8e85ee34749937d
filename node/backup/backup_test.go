package backup_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/node/backup"
)

func clock() time.Time { return time.Date(2026, 11, 25, 23, 0, 0, 0, time.UTC) }

// history makes n events of several streams with gaps among the positions, one of them closed for good at the end.
func history(n int, seed uint64) []node.Record {
	random := rand.New(rand.NewPCG(seed, 7))
	numbers, position := map[string]int64{}, int64(0)
	var all []node.Record
	for i := range n {
		stream := fmt.Sprintf("device-%d", random.IntN(5))
		position += 1 + int64(random.IntN(2))
		r := node.Record{Position: position, Stream: stream, Number: numbers[stream], Type: "device.seized.v1", JSON: i%3 != 0,
			Created: int64(i) * 1e7, Metadata: []byte(`{"by":"test"}`), Data: make([]byte, random.IntN(3000))}
		r.ID[0], r.ID[15] = byte(i), 1
		for j := range r.Data {
			r.Data[j] = byte(random.Uint32())
		}
		numbers[stream]++
		all = append(all, r)
	}
	closing := all[n-1]
	closing.Position, closing.Number, closing.Type = position+1, math.MaxInt64, "$streamDeleted"
	return append(all, closing)
}

// file builds a data file out of records.
func file(t *testing.T, records []node.Record) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.db")
	b, err := node.NewBuilder(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := b.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Finish(); err != nil {
		t.Fatal(err)
	}
	return path
}

func add(t *testing.T, dir, path string) error {
	t.Helper()
	src, err := node.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	b, err := backup.Open(dir, clock)
	if err != nil {
		return err
	}
	defer b.Close()
	through, err := b.Events(t.Context(), src)
	if err != nil {
		return err
	}
	return b.Complete(through)
}

// replayed are the events of a backup up to a position, with the error that ended the reading.
func replayed(t *testing.T, dir string, through int64) (got []node.Record, err error) {
	t.Helper()
	b, err := backup.Read(dir)
	if err != nil {
		return nil, err
	}
	err = b.Replay(t.Context(), through, func(r node.Record) error {
		r.Metadata, r.Data = append([]byte{}, r.Metadata...), append([]byte{}, r.Data...)
		got = append(got, r)
		return nil
	})
	return got, err
}

func TestBackup_in_parts(t *testing.T) {
	t.Parallel()
	all, dir := history(300, 1), filepath.Join(t.TempDir(), "b")
	for _, n := range []int{0, 1, 100, 100, 101, 301} {
		if err := add(t, dir, file(t, all[:n])); err != nil {
			t.Fatalf("with %d events: %v", n, err)
		}
	}
	got, err := replayed(t, dir, math.MaxInt64)
	if diff := cmp.Diff(all, got); err != nil || diff != "" {
		t.Fatalf("the backup differs: %v\n%s", err, diff)
	}
	for _, through := range []int{0, 57, 100, 250} {
		at := all[through].Position
		if got, err := replayed(t, dir, at); err != nil || len(got) != through+1 {
			t.Errorf("up to position %d: %d events, %v", at, len(got), err)
		}
	}
	// What comes back is the same file again.
	src, err := node.OpenFile(file(t, got))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	end, err := src.End()
	if err != nil || end != all[300].Position {
		t.Errorf("restored up to %d, %v", end, err)
	}
	var again []node.Record
	if err := src.Events(t.Context(), 0, end, func(r node.Record) error { again = append(again, r); return nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all, again); diff != "" {
		t.Errorf("restored events differ:\n%s", diff)
	}
}

func TestBackup_of_another_log(t *testing.T) {
	t.Parallel()
	all, dir := history(50, 1), filepath.Join(t.TempDir(), "b")
	if err := add(t, dir, file(t, all)); err != nil {
		t.Fatal(err)
	}
	changed := append([]node.Record{}, all...)
	changed[50].Created++
	for name, log := range map[string][]node.Record{"shorter": all[:40], "changed": changed, "other": history(80, 2), "empty": nil} {
		var other *backup.OtherLogError
		if err := add(t, dir, file(t, log)); !errors.As(err, &other) {
			t.Errorf("%s: answered %v", name, err)
		}
	}
	if got, err := replayed(t, dir, math.MaxInt64); err != nil || len(got) != 51 {
		t.Errorf("afterwards %d events, %v", len(got), err)
	}
}

// A run that ends anywhere leaves a backup that can be read and gone on with.
func TestBackup_interrupted(t *testing.T) {
	t.Parallel()
	all, dir := history(60, 3), filepath.Join(t.TempDir(), "b")
	if err := add(t, dir, file(t, all[:20])); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"00000002.seg", "00000003.seg"} {
		if err := os.WriteFile(filepath.Join(dir, "events", left), []byte("PRBSEG01 half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "manifest.json.new"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := replayed(t, dir, math.MaxInt64); err != nil || len(got) != 20 {
		t.Fatalf("%d events, %v", len(got), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	src, err := node.OpenFile(file(t, all))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	b, err := backup.Open(dir, clock)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := b.Events(ctx, src); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run answered %v", err)
	}
	if _, err := backup.Open(dir, clock); !errors.As(err, new(*backup.LockedError)) {
		t.Errorf("a second writer got %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := add(t, dir, file(t, all)); err != nil {
		t.Fatal(err)
	}
	if got, err := replayed(t, dir, math.MaxInt64); err != nil || cmp.Diff(all, got) != "" {
		t.Errorf("%d events, %v", len(got), err)
	}
}

func TestBackup_refused(t *testing.T) {
	t.Parallel()
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := backup.Open(other, clock); err == nil {
		b.Close()
		t.Error("a folder with something else in it was taken")
	}
	if _, err := backup.Read(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no backup") {
		t.Errorf("an empty folder was read as a backup: %v", err)
	}
}

// Whatever byte is changed, cut off or added in a segment or the manifest is found, the file is named, and no event is handed
// over that was not backed up.
func TestBackup_damaged(t *testing.T) {
	t.Parallel()
	all, dir := history(12, 4), filepath.Join(t.TempDir(), "b")
	for _, n := range []int{5, 13} {
		if err := add(t, dir, file(t, all[:n])); err != nil {
			t.Fatal(err)
		}
	}
	try := func(path string, bad []byte, what string) {
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := replayed(t, dir, math.MaxInt64)
		var damage *backup.DamageError
		if !errors.As(err, &damage) || damage.File != path {
			t.Errorf("%s: %s: answered %v", filepath.Base(path), what, err)
		} else if len(got) > 0 && damage.After != got[len(got)-1].Position {
			t.Errorf("%s: %s: sound up to %d, handed over up to %d", filepath.Base(path), what, damage.After, got[len(got)-1].Position)
		}
		if !reflect.DeepEqual(all[:len(got)], append([]node.Record{}, got...)) {
			t.Errorf("%s: %s: an event was handed over that is not the one backed up", filepath.Base(path), what)
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"events/00000001.seg", "events/00000002.seg", "manifest.json"} {
		path := filepath.Join(dir, name)
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(good); at += 1 + len(good)/40 {
			bad := append([]byte{}, good...)
			bad[at] ^= 1 << (at % 8)
			if name == "manifest.json" && (good[at] == ' ' || good[at] == '\n' || bad[at] == ' ' || bad[at]|0x20 == good[at]|0x20) {
				continue // white space means nothing, and names are read in either case
			}
			try(path, bad, fmt.Sprintf("byte %d changed", at))
			if name != "manifest.json" {
				try(path, good[:at], fmt.Sprintf("cut off at %d", at))
			}
		}
		try(path, append(append([]byte{}, good...), good[:8]...), "bytes added")
	}
	first, second := filepath.Join(dir, "events/00000001.seg"), filepath.Join(dir, "events/00000002.seg")
	swapped, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	try(first, swapped, "replaced by another segment")
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	if got, err := replayed(t, dir, math.MaxInt64); !errors.As(err, new(*backup.DamageError)) || len(got) != 5 {
		t.Errorf("with a segment missing: %d events, %v", len(got), err)
	}
	if got, err := replayed(t, dir, all[4].Position); err != nil || len(got) != 5 {
		t.Errorf("up to what the first segment holds: %d events, %v", len(got), err)
	}
}
