package projections_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// held is a log whose readers wait at the gate.
type held struct {
	*viewtest.Log
	gate chan struct{}
}

func (h held) SubscribeAll(ctx context.Context, after eventlog.Position, s eventlog.Subscriber) error {
	if err := h.wait(ctx); err != nil {
		return err
	}
	return h.Log.SubscribeAll(ctx, after, s)
}

func (h held) ReadAll(ctx context.Context, after eventlog.Position, limit int, each func(eventlog.Recorded) error) error {
	if err := h.wait(ctx); err != nil {
		return err
	}
	return h.Log.ReadAll(ctx, after, limit, each)
}

func (h held) wait(ctx context.Context) error {
	select {
	case <-h.gate:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// oldFile leaves a finished file of version 1 in a folder, with one note.
func oldFile(t *testing.T, log *viewtest.Log) string {
	t.Helper()
	dir := t.TempDir()
	note(log, "one")
	r, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 1})
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestVersion_raised_with_the_same_schema(t *testing.T) {
	t.Parallel()
	log := held{Log: &viewtest.Log{}, gate: make(chan struct{})}
	dir := oldFile(t, log.Log)
	r, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 2, prefix: "v2 "})
	if diff := cmp.Diff([]string{"one"}, readNotes(t, r, "notes")); diff != "" {
		t.Errorf("while the new file is built: %s", diff)
	}
	if s := r.Status()[0]; !s.Rebuilding || !s.Readable || s.CaughtUp || s.Version != 2 {
		t.Errorf("while the new file is built: %+v", s)
	}
	close(log.gate)
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"v2 one"}, readNotes(t, r, "notes")); diff != "" {
		t.Errorf("afterwards: %s", diff)
	}
	if diff := cmp.Diff([]string{"notes-v2.sqlite"}, mainFiles(t, dir)); diff != "" {
		t.Error(diff)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestVersion_raised_with_another_schema(t *testing.T) {
	t.Parallel()
	log := held{Log: &viewtest.Log{}, gate: make(chan struct{})}
	dir := oldFile(t, log.Log)
	r, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 2, schema: "CREATE TABLE more (x)"})
	var building *projections.BuildingError
	if err := r.View("notes").Read(t.Context(), func(*sqlite.Conn) error { return nil }); !errors.As(err, &building) {
		t.Errorf("a file of another schema was read: %v", err)
	}
	if err := stop(); err != nil { // stopped in the middle: the old file is still there
		t.Fatal(err)
	}
	again, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 2, schema: "CREATE TABLE more (x)"})
	close(log.gate)
	if err := again.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	if got := readNotes(t, again, "notes"); len(got) != 1 {
		t.Errorf("afterwards: %v", got)
	}
	if diff := cmp.Diff([]string{"notes-v2.sqlite"}, mainFiles(t, dir)); diff != "" {
		t.Error(diff)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// A new view is built beside the others, which go on meanwhile.
func TestVersion_of_one_among_others(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	dir := oldFile(t, log)
	for i := range 2000 {
		note(log, string(rune('a'+i%26))+string(rune(1000+i)))
	}
	r := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1}, notes{name: "fresh", version: 1, prefix: "f"})
	viewtest.CatchUp(t, r, log)
	at := note(log, "last")
	for _, name := range []string{"notes", "fresh"} {
		if err := r.View(name).Wait(soon(t), at); err != nil {
			t.Fatal(err)
		}
		if got := readNotes(t, r, name); len(got) != 2002 {
			t.Errorf("%s has %d notes", name, len(got))
		}
	}
}

func mainFiles(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); ext == ".sqlite" || ext == ".building" {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}

func TestRebuild(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for i := range 1500 {
		note(log, string(rune(1000+i)))
	}
	r := viewtest.Open(t, log, notes{name: "notes", version: 1}, notes{name: "others", version: 1})
	before := viewtest.Digest(t, r, "notes")
	stopWriting, written := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stopWriting:
				written <- n
				return
			default:
				note(log, "while"+string(rune(3000+n)))
				n++
				if n > 3000 {
					<-stopWriting
					written <- n
					return
				}
			}
		}
	}()
	if err := r.Rebuild(soon(t), "notes"); err != nil {
		t.Fatal(err)
	}
	close(stopWriting)
	n := <-written
	viewtest.CatchUp(t, r, log)
	if got := readNotes(t, r, "notes"); len(got) != 1500+n {
		t.Errorf("%d notes, want %d", len(got), 1500+n)
	}
	if viewtest.Digest(t, r, "notes") != viewtest.Digest(t, r, "others") || n > 0 && viewtest.Digest(t, r, "notes") == before {
		t.Error("the digest does not tell the views apart or together")
	}
	if s := r.Status()[0]; s.Rebuilding || s.Applied < uint64(1500+n) {
		t.Errorf("status %+v", s)
	}
}

func TestRebuild_refusals(t *testing.T) {
	t.Parallel()
	log := held{Log: &viewtest.Log{}, gate: make(chan struct{})}
	r, stop := viewtest.Start(t, t.TempDir(), log, notes{name: "notes", version: 1})
	if err := r.Rebuild(soon(t), "nothing"); !errors.Is(err, projections.ErrUnknownProjection) {
		t.Errorf("unknown: %v", err)
	}
	if err := r.Rebuild(soon(t), "notes"); !errors.Is(err, projections.ErrRebuilding) && !errors.Is(err, projections.ErrClosed) {
		t.Errorf("built for the first time: %v", err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if err := r.Rebuild(soon(t), "notes"); !errors.Is(err, projections.ErrClosed) {
		t.Errorf("stopped: %v", err)
	}
}

// A rebuild that its caller gives up goes on at the next start.
func TestRebuild_given_up(t *testing.T) {
	t.Parallel()
	log := held{Log: &viewtest.Log{}, gate: make(chan struct{}, 1)}
	dir := oldFile(t, log.Log)
	log.gate <- struct{}{} // for the subscription
	r, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 1})
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- r.Rebuild(ctx, "notes") }()
	for !r.Status()[0].Rebuilding {
		runtime.Gosched()
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"notes-v1.sqlite", "notes-v1.sqlite.building"}, mainFiles(t, dir)); diff != "" {
		t.Error(diff)
	}
	close(log.gate)
	again, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 1})
	if err := again.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	for again.Status()[0].Rebuilding {
		runtime.Gosched()
	}
	if diff := cmp.Diff([]string{"notes-v1.sqlite"}, mainFiles(t, dir)); diff != "" {
		t.Error(diff)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}
