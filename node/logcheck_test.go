package node

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
)

// leftBehind is the data file of a process that was killed, with its log and the log's index: 12 appends of one event each.
func leftBehind(t *testing.T) map[string][]byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.db")
	s, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	l := newLedger(s)
	for i := range 12 {
		r := &appendRequest{ctx: t.Context(), stream: fmt.Sprintf("s-%d", i%3), expect: expectation{word: expectAny},
			events: []proposal{{id: uuid.New(), kind: "k", data: []byte("some data")}}}
		if _, err := l.write([]*appendRequest{r}, time.Unix(1e9, 0)); err != nil {
			t.Fatal(err)
		}
	}
	files := map[string][]byte{}
	for _, ending := range []string{"", "-wal", "-shm"} {
		if files[ending], err = os.ReadFile(path + ending); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// reopen puts the files down again and says how many events the file then has, or why it is refused.
func reopen(t *testing.T, files map[string][]byte) (events int64, err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.db")
	for ending, content := range files {
		if err := os.WriteFile(path+ending, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := openStore(path)
	if err != nil {
		return 0, err
	}
	defer s.close()
	return s.found.events, nil
}

func with(files map[string][]byte, ending string, content []byte) map[string][]byte {
	changed := map[string][]byte{}
	for k, v := range files {
		changed[k] = v
	}
	changed[ending] = content
	if content == nil {
		delete(changed, ending)
	}
	return changed
}

func flipped(content []byte, at int) []byte {
	c := append([]byte(nil), content...)
	c[at] ^= 0x10
	return c
}

func refusedAsCorrupt(err error) bool {
	var corrupt *CorruptError
	return errors.As(err, &corrupt)
}

func TestLog_left_by_a_killed_process_is_taken_over(t *testing.T) {
	t.Parallel()
	files := leftBehind(t)
	for name, f := range map[string]map[string][]byte{"with its index": files, "without": with(files, "-shm", nil)} {
		if n, err := reopen(t, f); err != nil || n != 12 {
			t.Errorf("%s: %d events, %v", name, n, err)
		}
	}
}

func TestLog_with_a_flipped_byte_is_refused(t *testing.T) {
	t.Parallel()
	files := leftBehind(t)
	log := files["-wal"]
	for at := 0; at < len(log); at += 1499 {
		if n, err := reopen(t, with(files, "-wal", flipped(log, at))); !refusedAsCorrupt(err) {
			t.Errorf("byte %d of %d: %d events, %v", at, len(log), n, err)
		}
	}
}

func TestLog_without_index_loses_at_most_what_may_have_been_in_writing(t *testing.T) {
	t.Parallel()
	files := with(leftBehind(t), "-shm", nil)
	log := files["-wal"]
	shorter := 0
	for at := 0; at < len(log); at += 1499 {
		switch n, err := reopen(t, with(files, "-wal", flipped(log, at))); {
		case refusedAsCorrupt(err):
		case err == nil && n == 11:
			shorter++
		default:
			t.Errorf("byte %d of %d: %d events, %v", at, len(log), n, err)
		}
	}
	if shorter == 0 {
		t.Error("no flip fell into the last transaction: the test does not test what it says")
	}
}

func TestLog_cut_short_is_refused_where_its_index_knows_more(t *testing.T) {
	t.Parallel()
	files := leftBehind(t)
	log := files["-wal"]
	for cut := len(log) - 1; cut > 0; cut -= 8111 {
		if n, err := reopen(t, with(files, "-wal", log[:cut])); !refusedAsCorrupt(err) {
			t.Errorf("cut to %d bytes: %d events, %v", cut, n, err)
		}
	}
}

func TestLog_index_that_is_damaged_or_of_another_round_says_nothing(t *testing.T) {
	t.Parallel()
	files := leftBehind(t)
	index := files["-shm"]
	torn := flipped(flipped(index, 20), indexHeaderSize+20)
	for name, content := range map[string][]byte{"short": index[:50], "damaged twice": torn, "one copy damaged": flipped(index, 33)} {
		if n, err := reopen(t, with(files, "-shm", content)); err != nil || n != 12 {
			t.Errorf("%s: %d events, %v", name, n, err)
		}
	}
}

func FuzzLogCheck(f *testing.F) {
	f.Add([]byte("\x37\x7f\x06\x82\x00\x2d\xe2\x18\x00\x00\x20\x00"), []byte{})
	f.Add(make([]byte, 200), make([]byte, 96))
	f.Fuzz(func(t *testing.T, log, index []byte) {
		path := filepath.Join(t.TempDir(), "e")
		if os.WriteFile(path+"-wal", log, 0o600) != nil || os.WriteFile(path+"-shm", index, 0o600) != nil {
			t.Fatal("write")
		}
		if err := checkLog(path); err != nil && !refusedAsCorrupt(err) {
			t.Error(err)
		}
	})
}
