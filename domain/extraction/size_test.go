package extraction_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// contents draws whatever strings there are, broken ones too: the size is needed before anything is checked.
func contents(t *rapid.T) extraction.Content {
	text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	draw := func(name string) string { return text.Draw(t, name) }
	var c extraction.Content
	for range rapid.IntRange(0, 3).Draw(t, "threads") {
		c.Threads = append(c.Threads, extraction.Thread{Key: draw("key"), Platform: draw("platform"), Title: draw("title"), Kind: draw("kind")})
	}
	for range rapid.IntRange(0, 4).Draw(t, "messages") {
		m := extraction.Message{ID: domain.MessageID(draw("id")), NativeID: draw("native"), Locator: draw("locator"), Thread: draw("thread"),
			Sender: draw("sender"), Kind: extraction.MessageKind(draw("kind")), Body: draw("body"), BodyState: extraction.BodyState(draw("state")),
			SentRaw: draw("raw"), SentLocal: draw("local"), TZBasis: draw("basis"), Edited: rapid.Bool().Draw(t, "edited"), Deleted: rapid.Bool().Draw(t, "deleted")}
		if rapid.Bool().Draw(t, "known") {
			sent := time.Date(2025, 6, 16, 9, 0, 0, 123456789, time.FixedZone("", 3600))
			m.Sent = &sent
		}
		for range rapid.IntRange(0, 2).Draw(t, "attachments") {
			m.Attachments = append(m.Attachments, extraction.Attachment{Name: draw("name"), MIME: draw("mime"), Size: rapid.Int64().Draw(t, "size"),
				SHA256: domain.SHA256(draw("sha")), State: extraction.AttachmentState(draw("at"))})
		}
		for range rapid.IntRange(0, 2).Draw(t, "flags") {
			m.Flags = append(m.Flags, extraction.Flag(draw("flag")))
		}
		c.Messages = append(c.Messages, m)
	}
	return c
}

func TestSizeIsNeverLessThanTheStoredJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := contents(t)
		data, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if c.Size() < len(data) {
			t.Fatalf("size %d, but %d bytes are stored:\n%s", c.Size(), len(data), data)
		}
	})
}

// A bound that is far too high would make batches small and the log long.
func TestSizeIsLittleMoreThanTheStoredJSON(t *testing.T) {
	t.Parallel()
	c := batch(0, extraction.MaxBatch).Content
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if c.Size() > len(data)*2 {
		t.Errorf("size %d for %d stored bytes", c.Size(), len(data))
	}
}

func BenchmarkRecordMessages(b *testing.B) {
	var s extraction.State
	for _, e := range reading {
		s = extraction.Evolve(s, e)
	}
	c := batch(0, extraction.MaxBatch)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := extraction.Decide(s, c, domain.Envelope{Now: day}); err != nil {
			b.Fatal(err)
		}
	}
}
