package whatsapp_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// endless gives n bytes of one letter without holding them.
type endless struct{ left int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.left)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.left -= n
	return int(n), nil
}

// TestHugeLine: a line of 2 GiB is neither loaded nor does it cost what comes after it.
func TestHugeLine(t *testing.T) {
	size := int64(2 << 30)
	if testing.Short() {
		size = 64 << 20
	}
	text := func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(
			strings.NewReader("13/11/2025, 10:00 - Ann: a\n13/11/2025, 10:01 - Bo: "), &endless{size},
			strings.NewReader("\r\n13/11/2025, 10:02 - Ann: after\n"))), nil
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, err := whatsapp.Survey(t.Context(), text, whatsapp.Options{Latest: received})
	if err != nil {
		t.Fatal(err)
	}
	var got []extraction.Message
	tally, err := c.Read(t.Context(), text, func(m *extraction.Message) error { got = append(got, *m); return nil })
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 32<<20 {
		t.Errorf("%d MiB were allocated", grown>>20)
	}
	if len(got) != 3 || got[2].Body != "after" || got[2].Locator != "line 3" {
		t.Fatalf("%d messages, the last %+v", len(got), got[len(got)-1])
	}
	if len(got[1].Body) != 64<<10 || len(got[1].Flags) == 0 || got[1].Flags[len(got[1].Flags)-1] != extraction.TruncatedBody {
		t.Errorf("the long one has %d bytes and flags %v", len(got[1].Body), got[1].Flags)
	}
	codes := fmt.Sprint(tally.Issues)
	if !strings.Contains(codes, whatsapp.LineTooLong+" 1 line 2") {
		t.Errorf("issues: %v", codes)
	}
}

func TestLongBody(t *testing.T) {
	t.Parallel()
	for name, chat := range map[string]string{
		"one line":             "13/11/2025, 10:00 - Ann: " + strings.Repeat("é", 40_000) + "\n13/11/2025, 10:02 - Bo: after\n",
		"many lines":           "13/11/2025, 10:00 - Ann: " + strings.Repeat("é line\n", 10_000) + "13/11/2025, 10:02 - Bo: after\n",
		"four-byte characters": "13/11/2025, 10:00 - Ann: x" + strings.Repeat("😀", 20_000) + "\n13/11/2025, 10:02 - Bo: after\n",
	} {
		_, got, _ := read(t, chat, whatsapp.Options{})
		if n := len(got[0].Body); n > 64<<10 || n < 64<<10-4 || !strings.Contains(fmt.Sprint(got[0].Flags), "TRUNCATED_BODY") {
			t.Errorf("%s: %d bytes, flags %v", name, n, got[0].Flags)
		}
		if strings.Contains(got[0].Body, "\uFFFD") || strings.Contains(fmt.Sprint(got[0].Flags), "INVALID_ENCODING") {
			t.Errorf("%s: cut within a character", name)
		}
		if got[1].Body != "after" {
			t.Errorf("%s: then %+v", name, got[1])
		}
	}
}

// TestReadsInPieces: however the bytes arrive, the messages are the same.
func TestReadsInPieces(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/chats/ios_en_gb.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := describe(t, string(content), whatsapp.Options{})
	for name, piece := range map[string]func(io.Reader) io.Reader{
		"one byte": iotest.OneByteReader, "half": iotest.HalfReader, "error with the data": iotest.DataErrReader,
	} {
		text := func() (io.ReadCloser, error) { return io.NopCloser(piece(strings.NewReader(string(content)))), nil }
		c, err := whatsapp.Survey(t.Context(), text, whatsapp.Options{Latest: received})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		if _, err := c.Read(t.Context(), text, func(m *extraction.Message) error {
			n++
			if !strings.Contains(want, fmt.Sprintf("%s | %s | %+q | %+q", m.Locator, m.SentLocal, m.Sender, m.Body)) {
				t.Errorf("%s: other message at %s", name, m.Locator)
			}
			return nil
		}); err != nil || n != c.Messages {
			t.Errorf("%s: %d messages, %v", name, n, err)
		}
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is gone")
	const chat = "13/11/2025, 10:00 - Ann: a\n"
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(broken)
	failing := func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader(chat), iotest.ErrReader(broken))), nil
	}
	if _, err := whatsapp.Survey(t.Context(), failing, whatsapp.Options{}); !errors.Is(err, broken) {
		t.Errorf("a read error ends in %v", err)
	}
	if _, err := whatsapp.Survey(ended, textOf([]byte(chat)), whatsapp.Options{}); !errors.Is(err, broken) {
		t.Errorf("an ended context ends in %v", err)
	}
	c, err := survey(chat, whatsapp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(t.Context(), textOf([]byte(chat)), func(*extraction.Message) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("an error of the receiver ends in %v", err)
	}
}

func TestNotAChat(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"empty":           "",
		"only line ends":  "\n\n\n",
		"prose":           strings.Repeat("Lorem ipsum dolor sit amet.\n", 100),
		"header too late": strings.Repeat("Lorem ipsum.\n", 100) + "13/11/2025, 10:00 - Ann: a\n",
		"no dates":        "99/99/2024, 10:00 - Ann: a\n98/98/2024, 10:00 - Bo: b\n",
		"binary":          "\x00\x01\x02\xff\xfe" + strings.Repeat("\x80", 1000),
	} {
		_, err := survey(content, whatsapp.Options{})
		var not *whatsapp.NotAChatError
		if !errors.As(err, &not) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
