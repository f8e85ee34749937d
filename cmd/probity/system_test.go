package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/cmd/probity/demo"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

func testSettings(data string) settings {
	return settings{data: data, logger: slog.New(slog.DiscardHandler), now: time.Now}
}

// serveNode runs an event store of its own until the test ends.
func serveNode(t *testing.T, cfg node.Config) *node.Node {
	t.Helper()
	n, err := node.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- n.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return n
}

func TestSystem_second_process_is_refused(t *testing.T) {
	t.Parallel()
	s := open(t)
	var locked *node.LockedError
	if _, err := openSystem(t.Context(), testSettings(string(s.data))); !errors.As(err, &locked) {
		t.Errorf("got %v", err)
	}
}

func TestSystem_on_another_event_store(t *testing.T) {
	t.Parallel()
	n := serveNode(t, node.Config{Path: filepath.Join(t.TempDir(), "other.db"), Listen: "127.0.0.1:0", Username: "admin", Password: "secret"})
	c := testSettings(filepath.Join(t.TempDir(), "d"))
	c.eventstore = eventlog.Config{URL: "esdb://admin:secret@" + n.Addr() + "?tls=false"}
	s, err := openSystem(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := playDemo(t.Context(), newTerminal(nil, &bytes.Buffer{}, &bytes.Buffer{}), s); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.data.events()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an event store was made in the data folder too: %v", err)
	}
	var locked *folderLockedError
	if _, err := openSystem(t.Context(), c); !errors.As(err, &locked) {
		t.Errorf("second process: %v", err)
	}
}

func TestSystem_opens_a_folder_with_a_long_path(t *testing.T) {
	t.Parallel()
	long := filepath.Join(t.TempDir(), "a-folder-whose-name-is-so-long-that-no-socket-fits-into-it", "and-another-one-below-it-to-be-sure")
	s, err := openSystem(t.Context(), testSettings(long))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

func TestSystem_refuses_a_folder_others_can_read(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	_, err := openSystem(t.Context(), testSettings(dir))
	if p := explain(err); p.code != exitRefused {
		t.Errorf("got %+v", p)
	}
}

func TestCursorKey_is_kept(t *testing.T) {
	t.Parallel()
	d := sharedFolder(t.TempDir())
	first, err := d.readCursorKey()
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.readCursorKey()
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%x, then %x: %v", first, second, err)
	}
	if err := os.WriteFile(d.cursorKey(), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.readCursorKey(); err == nil {
		t.Error("a damaged key was taken")
	}
}

// stageChat puts a generated chat into the vault.
func stageChat(t *testing.T, s *system, messages int, seed uint64) domain.SHA256 {
	t.Helper()
	chat, err := chatText(messages, seed)
	if err != nil {
		t.Fatal(err)
	}
	staged, err := s.vault.Stage(t.Context(), bytes.NewReader(chat), maxUpload)
	if err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return staged.SHA256
}

func TestImporter_goes_on_where_an_earlier_process_stopped(t *testing.T) {
	t.Parallel()
	const messages = 4000
	data := filepath.Join(t.TempDir(), "d")
	s, err := openSystem(t.Context(), testSettings(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := playDemo(t.Context(), newTerminal(nil, &bytes.Buffer{}, &bytes.Buffer{}), s); err != nil {
		t.Fatal(err)
	}
	sha := stageChat(t, s, messages, 99)
	examiner := access.Principal{Actor: "dev|digital-examiner", Role: domain.DigitalExaminer, Force: devissuer.Force}
	ctx, cancel := context.WithCancel(access.With(t.Context(), examiner))
	_, err = s.importNow(ctx, demo.ExtractionID(), sha, "chat.txt", intake.Options{}, func(p intake.Progress) {
		if p.Batches >= 2 {
			cancel() // in the middle of the file
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("the import was not cut off: %v", err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}

	if s, err = openSystem(t.Context(), testSettings(data)); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	if got := awaitRecorded(t, s, sha); got.Messages != messages {
		t.Errorf("%d of %d messages were recorded", got.Messages, messages)
	}
}

// awaitRecorded waits until a file is recorded to its end.
func awaitRecorded(t *testing.T, s *system, sha domain.SHA256) extraction.SourceState {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		state, err := s.ledger.ExtractionState(ctx, demo.ExtractionID())
		if err != nil {
			t.Fatal(err)
		}
		if source := state.Sources[sha]; source.Recorded {
			return source
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			t.Fatalf("the import was not resumed: %v", err)
		}
	}
}

func TestImporter_refuses_what_it_cannot_read(t *testing.T) {
	t.Parallel()
	s := open(t)
	staged, err := s.vault.Stage(t.Context(), bytes.NewReader([]byte("Dear all, see you on Monday.\n")), maxUpload)
	if err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx := access.With(t.Context(), access.Principal{Actor: "dev|digital-examiner", Role: domain.DigitalExaminer, Force: devissuer.Force})
	const command = "5f0c1f6e-3b1f-4e7e-9a53-0d2f6f3c1b7d"
	var refused *domain.Error
	if _, err := s.importer.Import(ctx, command, demo.ExtractionID(), domain.SHA256(strings.Repeat("0", 64)), "x.txt", intake.Options{}); !errors.As(err, &refused) ||
		refused.Code != ledger.CodeUnknownExtract {
		t.Errorf("no such extraction, and no such file: %v", err)
	}
	if _, err := playDemo(t.Context(), newTerminal(nil, &bytes.Buffer{}, &bytes.Buffer{}), s); err != nil {
		t.Fatal(err)
	}
	if _, err := s.importer.Import(ctx, command, demo.ExtractionID(), staged.SHA256, "x.txt", intake.Options{}); !errors.As(err, &refused) ||
		refused.Code != "NOT_A_CHAT_EXPORT" {
		t.Errorf("got %v", err)
	}
	if _, err := s.importer.Import(t.Context(), command, demo.ExtractionID(), staged.SHA256, "x.txt", intake.Options{}); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("nobody signed in: %v", err)
	}
}
