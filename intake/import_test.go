package intake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/vault"
)

func TestImport(t *testing.T) {
	t.Parallel()
	content := chat(t, intake.GroupChat{Seed: 3, Messages: 1234})
	m, r, err := run(t, "WhatsApp Chat - Shift B.txt", content, intake.Options{TimeZone: "Europe/London"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != 1234 || r.AlreadyImported || r.Resumed || r.Revision != uint64(len(m.events)-1) {
		t.Errorf("receipt: %+v", r)
	}
	wantSource := extraction.Source{SHA256: r.Source.SHA256, Size: int64(len(content)), Name: "WhatsApp Chat - Shift B.txt", Format: intake.FormatText,
		Reader: intake.ReaderVersion, DateOrder: "DMY", OrderFrom: "OVER_12", TimeZone: "Europe/London"}
	if diff := cmp.Diff(wantSource, m.state.Sources[r.Source.SHA256].Source); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	batches := m.batches(t)
	for i, b := range batches {
		if b.Batch != i || len(b.Content.Messages) > extraction.MaxBatch || len(b.Content.Threads) != 1 {
			t.Errorf("batch %d bears number %d and holds %d messages", i, b.Batch, len(b.Content.Messages))
		}
		if err := intake.VerifyBatch(b); err != nil {
			t.Error(err)
		}
	}
	rec := r.Recorded
	if rec.CountedIn != 1234 || rec.CountedOut != 1234 || rec.Batches != len(batches) || rec.Threads != 1 || rec.Senders != 5 || !rec.Complete ||
		rec.SourceSHAEnd != r.Source.SHA256 || rec.First != "2024-10-01T08:00:00" || rec.Attachments == 0 {
		t.Errorf("recorded: %+v", rec)
	}
	messages := m.messages(t)
	if len(messages) != 1234 || messages[0].Locator != "line 1" || messages[0].Kind != extraction.System {
		t.Fatalf("%d messages, the first %+v", len(messages), messages[0])
	}
	thread := batches[0].Content.Threads[0]
	for _, msg := range messages {
		if msg.ID != intake.MessageID(r.Source.SHA256, msg.Locator) || msg.Thread != thread.Key || msg.Sent == nil {
			t.Fatalf("message %s: %+v", msg.Locator, msg)
		}
	}
	if thread.Title != "Shift B" || thread.Kind != "GROUP" || thread.Platform != "WHATSAPP" {
		t.Errorf("thread: %+v", thread)
	}
}

func TestImportAgain(t *testing.T) {
	t.Parallel()
	m, v := newMemory(), newVault(t)
	sha := put(t, v, chat(t, intake.GroupChat{Seed: 3, Messages: 700}))
	first, err := intake.Import(t.Context(), m, v, extractionID, sha, "_chat.txt", options(intake.Options{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	before := len(m.events)
	again, err := intake.Import(t.Context(), m, v, extractionID, sha, "other name.txt", options(intake.Options{TimeZone: "Asia/Tokyo"}), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !again.AlreadyImported || again.Added != 0 || len(m.events) != before || again.Recorded.CountedOut != 700 {
		t.Errorf("again: %+v; %d events were %d", again, len(m.events), before)
	}
	if diff := cmp.Diff(first.Source, again.Source); diff != "" {
		t.Errorf("source (-first +again):\n%s", diff)
	}
}

// TestSameIDsEverywhere: the ids of messages depend on the file and nothing else.
func TestSameIDsEverywhere(t *testing.T) {
	t.Parallel()
	content := chat(t, intake.GroupChat{Seed: 3, Messages: 600})
	one, _, err := run(t, "a.txt", content, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := run(t, "b.txt", content, intake.Options{TimeZone: "Europe/London"})
	if err != nil {
		t.Fatal(err)
	}
	ids := func(m *memory) (all []domain.MessageID) {
		for _, msg := range m.messages(t) {
			all = append(all, msg.ID)
		}
		return all
	}
	if diff := cmp.Diff(ids(one), ids(other)); diff != "" {
		t.Error(diff)
	}
	want := domain.MessageID("6149159c-c981-5c3b-8881-abf3b894b5c9") // as computed by Python's uuid.uuid5
	if got := intake.MessageID(domain.SHA256(strings.Repeat("ab", 32)), "lines 12-14"); got != want {
		t.Errorf("the id of a known place is %s and was %s: ids of stored messages must never change", got, want)
	}
}

// TestCrash: cut off before or after any step, an import goes on from there and ends with the same messages.
func TestCrash(t *testing.T) {
	t.Parallel()
	content := chat(t, intake.GroupChat{Seed: 5, Messages: 1700})
	want, _, err := run(t, "_chat.txt", content, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	steps := want.attempts
	v := newVault(t)
	sha := put(t, v, content)
	rapid.Check(t, func(rt *rapid.T) {
		m := newMemory()
		for tries := 0; ; tries++ {
			if tries > 20 {
				rt.Fatal("the import does not come to an end")
			}
			m.attempts, m.crashBefore, m.crashAfter = 0, 0, 0
			if tries < 4 && rapid.Bool().Draw(rt, "before") {
				m.crashBefore = rapid.IntRange(1, steps).Draw(rt, "step")
			} else if tries < 4 {
				m.crashAfter = rapid.IntRange(1, steps).Draw(rt, "step")
			}
			o := options(intake.Options{})
			o.Random = keys(byte(tries))
			r, err := intake.Import(t.Context(), m, v, extractionID, sha, "_chat.txt", o, nil)
			if err == nil {
				if !m.state.Sources[sha].Recorded || r.Recorded.CountedOut != 1700 {
					rt.Fatalf("receipt %+v", r)
				}
				break
			}
			if !errors.Is(err, errCrash) {
				rt.Fatal(err)
			}
		}
		if diff := cmp.Diff(want.messages(t), m.messages(t)); diff != "" {
			rt.Fatalf("other messages (-want +got):\n%s", diff)
		}
	})
}

func TestResumeReadsAsBefore(t *testing.T) {
	t.Parallel()
	content := []byte(strings.Repeat("01/02/2024, 10:00 - Ann: a\n02/02/2024, 10:00 - Bo: b\n", 600))
	m, v := newMemory(), newVault(t)
	sha := put(t, v, content)
	m.crashBefore = 3
	o := options(intake.Options{DateOrder: intake.MDY, TimeZone: "Europe/London"})
	if _, err := intake.Import(t.Context(), m, v, extractionID, sha, "x.txt", o, nil); !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	_, err := intake.Import(t.Context(), m, v, extractionID, sha, "x.txt", options(intake.Options{DateOrder: intake.DMY}), nil)
	var refused *domain.Error
	if !errors.As(err, &refused) || refused.Code != "READ_OTHERWISE" {
		t.Fatalf("another date order: %v", err)
	}
	r, err := intake.Import(t.Context(), m, v, extractionID, sha, "renamed.txt", options(intake.Options{}), nil)
	if err != nil || !r.Resumed || r.Added != 700 {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, msg := range m.messages(t) {
		if !strings.HasPrefix(msg.SentLocal, "2024-01-02T") && !strings.HasPrefix(msg.SentLocal, "2024-02-02T") || msg.Sent == nil {
			t.Fatalf("%s is read as %s, %v", msg.Locator, msg.SentLocal, msg.Sent)
		}
	}
}

// TestLostAnswer: an answer that got lost is looked up, and the import goes on.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	m, v := newMemory(), newVault(t)
	sha := put(t, v, chat(t, intake.GroupChat{Seed: 5, Messages: 1700}))
	m.crashAfter = 3
	var seen []intake.Progress
	r, err := intake.Import(t.Context(), m, v, extractionID, sha, "_chat.txt", options(intake.Options{}), func(p intake.Progress) { seen = append(seen, p) })
	if err != nil || r.Added != 1700 {
		t.Fatalf("%+v, %v", r, err)
	}
	if last := seen[len(seen)-1]; last.Messages != 1700 || last.Total != 1700 || last.Batches != len(seen) {
		t.Errorf("progress: %+v", seen)
	}
}

// TestLargeMessages: batches keep to their size in bytes too.
func TestLargeMessages(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "13/11/2025, 10:%02d - Ann: %s\n", i, strings.Repeat("<\x01é", 15_000))
	}
	m, r, err := run(t, "x.txt", []byte(b.String()), intake.Options{})
	if err != nil || r.Added != 40 {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, batch := range m.batches(t) {
		if err := intake.VerifyBatch(batch); err != nil {
			t.Error(err)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, content, found string }{
		{"empty", "", "an empty file"},
		{"PDF", "%PDF-1.7\n", "a PDF document"},
		{"SQLite", "SQLite format 3\x00 and more", "an SQLite database"},
		{"JPEG", "\xff\xd8\xff\xe0", "a JPEG picture"},
		{"UTF-16", "\xff\xfe1\x003\x00", "text in UTF-16"},
		{"JSON", "  {\"messages\": []}", "a JSON document"},
		{"prose", "Dear Sir or Madam,\n", "text without such a line at its beginning"},
		{"crypt12", "\x00\x01\x02" + strings.Repeat("\x9c", 200), "an encrypted WhatsApp backup (crypt12)"},
		{"crypt14", crypt(true, 2), "an encrypted WhatsApp backup (crypt14)"},
		{"crypt14, older", crypt(false, 2), "an encrypted WhatsApp backup (crypt14)"},
		{"crypt15", crypt(true, 3), "an encrypted WhatsApp backup (crypt15)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, _, err := run(t, "x.txt", []byte(tt.content), intake.Options{})
			var not *intake.NotAChatError
			if !errors.As(err, &not) || not.Found != tt.found {
				t.Errorf("import says %v", err)
			}
			if strings.HasPrefix(tt.name, "crypt") != (not != nil && not.Advice != "") {
				t.Errorf("advice: %v", err)
			}
			if len(m.events) != 2 {
				t.Errorf("%d events were recorded", len(m.events)-2)
			}
		})
	}
}

// crypt makes the beginning of an encrypted backup: the length of a message, perhaps a byte 1, and the message with a field.
func crypt(feature bool, field byte) string {
	message := []byte{1 << 3, 1, field<<3 | 2, 60}
	message = append(message, bytes.Repeat([]byte{0x9c}, 60)...)
	message = append(message, 4<<3|2, 9)
	message = append(message, "2.24.10.5"...)
	b := []byte{byte(len(message))}
	if feature {
		b = append(b, 1)
	}
	b = append(b, message...)
	return string(append(b, bytes.Repeat([]byte{0xe5, 0x17}, 500)...))
}

func TestAmbiguousDatesAreAsked(t *testing.T) {
	t.Parallel()
	content := []byte("01/02/2024, 10:00 - Ann: a\n02/02/2024, 10:00 - Bo: b\n")
	m, _, err := run(t, "x.txt", content, intake.Options{})
	var ambiguous *intake.AmbiguousDatesError
	if !errors.As(err, &ambiguous) || len(m.events) != 2 {
		t.Fatalf("import says %v and recorded %d events", err, len(m.events)-2)
	}
	m, r, err := run(t, "x.txt", content, intake.Options{DateOrder: intake.DMY})
	if err != nil || r.Source.OrderFrom != "OPERATOR" || m.messages(t)[0].SentLocal != "2024-02-01T10:00:00" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestMissingSource(t *testing.T) {
	t.Parallel()
	_, err := intake.Import(t.Context(), newMemory(), newVault(t), extractionID, domain.SHA256(strings.Repeat("0", 64)), "x", options(intake.Options{}), nil)
	var missing *vault.NotFoundError
	if !errors.As(err, &missing) {
		t.Errorf("import says %v", err)
	}
}

// TestCorruptSource: a file that changed in the vault is never finished.
func TestCorruptSource(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "vault")
	v, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	content := chat(t, intake.GroupChat{Seed: 1, Messages: 80_000})
	sha := put(t, v, content)
	path := filepath.Join(dir, "sha256", string(sha[:2]), string(sha[2:4]), string(sha))
	content[5<<20] ^= 1
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, content, 0o600)); err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	_, err = intake.Import(t.Context(), m, v, extractionID, sha, "x.txt", options(intake.Options{}), nil)
	var corrupt *vault.CorruptError
	if !errors.As(err, &corrupt) || corrupt.Chunk != 1 || m.state.Sources[sha].Recorded {
		t.Errorf("import says %v", err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	m, v := newMemory(), newVault(t)
	sha := put(t, v, chat(t, intake.GroupChat{Seed: 1, Messages: 5000}))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := intake.Import(ctx, m, v, extractionID, sha, "x.txt", options(intake.Options{}), func(p intake.Progress) {
		if p.Batches == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || m.state.Sources[sha].Recorded {
		t.Fatalf("import says %v", err)
	}
	r, err := intake.Import(t.Context(), m, v, extractionID, sha, "x.txt", options(intake.Options{}), nil)
	if err != nil || !r.Resumed || len(m.messages(t)) != 5000 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestTooLong(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	sha := put(t, v, chat(t, intake.GroupChat{Seed: 1, Messages: 5000}))
	_, err := intake.Inspect(t.Context(), v, sha, intake.Options{Limits: intake.Limits{Duration: 1}})
	var limit *intake.LimitError
	if !errors.As(err, &limit) {
		t.Errorf("inspect says %v", err)
	}
}

// TestInspectAgrees: what Inspect announces is what Import records.
func TestInspectAgrees(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	sha := put(t, v, chat(t, intake.GroupChat{Seed: 9, Messages: 900}))
	plan, err := intake.Inspect(t.Context(), v, sha, options(intake.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := intake.Import(t.Context(), newMemory(), v, extractionID, sha, "_chat.txt", options(intake.Options{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := intake.Plan{Source: r.Source, Messages: r.Recorded.CountedOut, Lines: plan.Lines, Senders: r.Recorded.Senders,
		Attachments: r.Recorded.Attachments, First: r.Recorded.First, Last: r.Recorded.Last, Title: "Shift B", Kind: "GROUP", Issues: r.Recorded.Issues}
	got.Source.Name = ""
	if diff := cmp.Diff(got, plan); diff != "" {
		t.Errorf("(-recorded +announced):\n%s", diff)
	}
}

// TestNoRandom: without keys nothing is recorded.
func TestNoRandom(t *testing.T) {
	t.Parallel()
	m, v := newMemory(), newVault(t)
	o := options(intake.Options{})
	o.Random = bytes.NewReader(nil)
	_, err := intake.Import(t.Context(), m, v, extractionID, put(t, v, chat(t, intake.GroupChat{Messages: 2500})), "x.txt", o, nil)
	if !errors.Is(err, io.EOF) || len(m.messages(t)) != 0 {
		t.Errorf("import says %v", err)
	}
}
