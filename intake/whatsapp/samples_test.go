package whatsapp_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// samples holds real exports that are not part of this repository.
const samples = "../../../shared/samples/whatsapp-chat-txt/joweich__chat-miner"

// TestSamples reads real exports and compares with what another program reads in them.
func TestSamples(t *testing.T) {
	t.Parallel()
	oracle, err := os.ReadFile(filepath.Join(samples, "target.json"))
	if err != nil {
		t.Skipf("the sample exports are not beside this repository: %v", err)
	}
	type entry struct{ Timestamp, Author, Message string }
	var want []entry
	if err := json.Unmarshal(oracle, &want); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(want)
	for name, order := range map[string]whatsapp.DateOrder{"test_[mmddyy]_24hrs.txt": whatsapp.MDY, "test_yyyymmdd_24hrs.txt": whatsapp.YMD} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(filepath.Join(samples, name))
			if err != nil {
				t.Skip(err)
			}
			c, messages, _ := read(t, string(content), whatsapp.Options{})
			var got []entry
			for _, m := range messages {
				if m.Kind != extraction.System {
					got = append(got, entry{m.SentLocal, m.Sender, strings.ReplaceAll(m.Body, "\n", " ")})
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-oracle +got):\n%s", diff)
			}
			if c.Order != order || c.Messages != 9 || c.Lines != 11 || c.Senders != 5 || c.Title != "Groupname" || c.Kind != whatsapp.Group {
				t.Errorf("survey: %s, %d messages, %d lines, %d senders, %q, %s", c.Order, c.Messages, c.Lines, c.Senders, c.Title, c.Kind)
			}
		})
	}
}
