package whatsapp_test

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// FuzzChat: whatever a file holds, it is refused with an error or read into messages that fit the ledger, in file order, as many as were
// counted.
func FuzzChat(f *testing.F) {
	files, err := filepath.Glob("testdata/chats/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content, "Europe/London")
	}
	f.Fuzz(func(t *testing.T, content []byte, zone string) {
		c, err := whatsapp.Survey(t.Context(), textOf(content), whatsapp.Options{Zone: zone, Latest: received, Entry: "e"})
		if err != nil {
			return
		}
		n := 0
		tally, err := c.Read(t.Context(), textOf(content), func(m *extraction.Message) error {
			n++
			if !utf8.ValidString(m.Body) || !utf8.ValidString(m.Sender) || !utf8.ValidString(m.SentRaw) || len(m.Body) > 3*64<<10 {
				t.Errorf("%s is no text", m.Locator)
			}
			if (m.Body == "") != (m.BodyState == extraction.BodyEmpty) || m.Kind == "" || m.SentLocal == "" || m.SentRaw == "" {
				t.Errorf("%s is not complete: %+v", m.Locator, m)
			}
			for _, a := range m.Attachments {
				if !utf8.ValidString(a.Name) {
					t.Errorf("%s names an attachment that is no text", m.Locator)
				}
			}
			return nil
		})
		if err != nil || n != c.Messages || tally.Messages != n || tally.Senders != c.Senders || tally.First != c.First || tally.Last != c.Last {
			t.Fatalf("%v: %d messages; survey %+v; tally %+v", err, n, c, tally)
		}
	})
}
