package intake_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

func TestGenerateIsRepeatable(t *testing.T) {
	t.Parallel()
	one, other := chat(t, intake.GroupChat{Seed: 4, Messages: 300}), chat(t, intake.GroupChat{Seed: 4, Messages: 300})
	if !bytes.Equal(one, other) {
		t.Error("the same description gave other bytes")
	}
	if bytes.Equal(one, chat(t, intake.GroupChat{Seed: 5, Messages: 300})) {
		t.Error("another seed gave the same bytes")
	}
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]intake.GroupChat{
		"no members":          {Messages: 3},
		"member with a colon": {Messages: 3, Members: []string{"Ann: x"}},
		"member with a line":  {Messages: 3, Members: []string{"Ann\nx"}},
		"planted first":       {Messages: 3, Members: []string{"Ann"}, Planted: map[int]intake.Line{0: {Text: "x"}}},
		"planted too late":    {Messages: 3, Members: []string{"Ann"}, Planted: map[int]intake.Line{3: {Text: "x"}}},
		"ends before start":   {Messages: 3, Members: []string{"Ann"}, Start: now, End: now.Add(-time.Hour)},
	} {
		if err := intake.GenerateGroupChat(io.Discard, g); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestGeneratedChatIsRead: what was made up is what is read, in both forms, however the file arrives.
func TestGeneratedChatIsRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		g := intake.GroupChat{
			Seed:     rapid.Uint64().Draw(rt, "seed"),
			Messages: rapid.IntRange(30, 400).Draw(rt, "messages"),
			Members:  []string{"Ann", "Ben-Ali Sample", "~ Dee", "+44 7700 900123", "Zoë 🦊"}[:rapid.IntRange(1, 5).Draw(rt, "members")],
			Android:  rapid.Bool().Draw(rt, "android"),
			Attached: rapid.Bool().Draw(rt, "attached"),
		}
		at := rapid.IntRange(1, g.Messages-1).Draw(rt, "planted")
		text := rapid.StringMatching(`[a-zA-Z][a-zA-Z .,:!?-]{0,60}[a-z](\n[a-z ]{0,20}){0,2}`).Draw(rt, "text")
		g.Planted = map[int]intake.Line{at: {Sender: "Ann", Text: text}}
		messages := read(rt, chat(t, g))
		if len(messages) != g.Messages {
			rt.Fatalf("%d of %d messages were read", len(messages), g.Messages)
		}
		if got := messages[at]; got.Sender != "Ann" || got.Body != text {
			rt.Fatalf("planted %q by Ann, read %q by %s", text, got.Body, got.Sender)
		}
		compare(rt, g, messages)
	})
}

// read reads a chat in pieces of any size.
func read(t *rapid.T, content []byte) (all []extraction.Message) {
	sizes := rapid.SliceOfN(rapid.IntRange(1, 5000), 1, 20).Draw(t, "pieces")
	text := func() (io.ReadCloser, error) { return io.NopCloser(&pieces{left: content, sizes: sizes}), nil }
	c, err := whatsapp.Survey(context.Background(), text, whatsapp.Options{Order: whatsapp.DMY})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(context.Background(), text, func(m *extraction.Message) error { all = append(all, *m); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// pieces gives content in reads of the sizes, over and over.
type pieces struct {
	left  []byte
	sizes []int
	next  int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.left) == 0 {
		return 0, io.EOF
	}
	size := p.sizes[p.next%len(p.sizes)]
	p.next++
	n := copy(b[:min(len(b), size)], p.left)
	p.left = p.left[n:]
	return n, nil
}

// compare checks every message against the description by making the chat up again.
func compare(t *rapid.T, g intake.GroupChat, messages []extraction.Message) {
	i := 0
	for want := range intake.MadeUp(g) {
		got := messages[i]
		body := strings.TrimPrefix(got.Body, "\u200e")
		clock := want.At.Format("2006-01-02T15:04:05")
		if g.Android {
			clock = want.At.Format("2006-01-02T15:04:00")
		}
		if got.Sender != want.Sender || body != want.Text || got.SentLocal != clock {
			t.Fatalf("message %d: made %+v, read %+v", i, want, got)
		}
		if (want.Sender == "") != (got.Kind == extraction.System) {
			t.Fatalf("message %d is read as %s", i, got.Kind)
		}
		i++
	}
}

func TestGenerateWriteError(t *testing.T) {
	t.Parallel()
	if err := intake.GenerateGroupChat(iotest.TruncateWriter(&failing{}, 1<<30), intake.GroupChat{Messages: 1000, Members: []string{"Ann"}}); err == nil {
		t.Error("a full disk is no error")
	}
}

type failing struct{}

func (*failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
