package whatsapp_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

var update = flag.Bool("update", false, "write what the chats in testdata are read as; look at the difference before you keep it")

var received = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func textOf(content []byte) whatsapp.Text {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
}

func survey(content string, o whatsapp.Options) (*whatsapp.Chat, error) {
	if o.Latest.IsZero() {
		o.Latest = received
	}
	return whatsapp.Survey(context.Background(), textOf([]byte(content)), o)
}

func read(t testing.TB, content string, o whatsapp.Options) (*whatsapp.Chat, []extraction.Message, whatsapp.Tally) {
	t.Helper()
	c, err := survey(content, o)
	if err != nil {
		t.Fatal(err)
	}
	var all []extraction.Message
	tally, err := c.Read(t.Context(), textOf([]byte(content)), func(m *extraction.Message) error {
		all = append(all, *m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if tally.Messages != c.Messages || len(all) != c.Messages {
		t.Errorf("the survey counted %d messages, and %d were read", c.Messages, tally.Messages)
	}
	return c, all, tally
}

// TestChats reads every chat of testdata and compares with what it is known to say.
func TestChats(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/chats/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d chats: %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(t, string(content), whatsapp.Options{Zone: "Europe/London"})
			golden := strings.TrimSuffix(file, ".txt") + ".want"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("read otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

// describe writes down everything that was read, in a form a person can check against the file.
func describe(t testing.TB, content string, o whatsapp.Options) string {
	t.Helper()
	c, messages, tally := read(t, content, o)
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s, %d messages in %d lines, %d senders, %d attachments, %s to %s, %q %s\n",
		c.Order, c.Basis, c.Messages, c.Lines, tally.Senders, tally.Attachments, tally.First, tally.Last, c.Title, c.Kind)
	for _, m := range messages {
		fmt.Fprintf(&b, "%s | %s | %+q | %+q | %s %s", m.Locator, m.SentLocal, m.Sender, m.Body, m.Kind, m.BodyState)
		for _, a := range m.Attachments {
			fmt.Fprintf(&b, " [%s %q %s]", a.State, a.Name, a.MIME)
		}
		if m.Edited {
			b.WriteString(" edited")
		}
		if m.Deleted {
			b.WriteString(" deleted")
		}
		for _, f := range m.Flags {
			fmt.Fprintf(&b, " !%s", f)
		}
		b.WriteString("\n")
	}
	for _, i := range tally.Issues {
		fmt.Fprintf(&b, "%d x %s, first at %s\n", i.Count, i.Code, i.First)
	}
	return b.String()
}
