package intake_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
)

// entry is a file to put into a zip.
type entry struct {
	name, content string
	mode          fs.FileMode
	store         bool
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.store {
			h.Method = zip.Store
		}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(f, e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	photo    = "00000003-PHOTO-2025-11-13-10-02-00.jpg"
	document = "00000004-Résumé.pdf"
	small    = "[13/11/2025, 10:00:00] Shift B: \u200eMessages and calls are end-to-end encrypted.\r\n" +
		"[13/11/2025, 10:01:00] Ann: hello\r\n" +
		"\u200e[13/11/2025, 10:02:00] Ann: \u200e<attached: " + photo + ">\r\n" +
		"\u200e[13/11/2025, 10:03:00] Bo: " + "Résumé.pdf • \u200e1 page \u200e<attached: " + document + ">\r\n" +
		"\u200e[13/11/2025, 10:04:00] Bo: \u200e<attached: 00000005-VIDEO-2025-11-13-10-04-00.mp4>\r\n" +
		"\u200e[13/11/2025, 10:05:00] Ann: \u200e<attached: " + photo + ">\r\n" +
		"\u200e[13/11/2025, 10:06:00] Bo: \u200eimage omitted\r\n"
)

func TestZip(t *testing.T) {
	t.Parallel()
	content := zipOf(t, entry{name: photo, content: "a picture", store: true}, entry{name: "_chat.txt", content: small},
		entry{name: document, content: "a document"}, entry{name: "unnamed.jpg", content: "?"}, entry{name: "inner.zip", content: "PK\x03\x04"})
	m, v := newMemory(), newVault(t)
	sha := put(t, v, content)
	r, err := intake.Import(t.Context(), m, v, extractionID, sha, "WhatsApp Chat - Shift B.zip", options(intake.Options{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Source.Format != intake.FormatZip || r.Added != 7 || r.Recorded.Attachments != 5 {
		t.Errorf("receipt: %+v", r)
	}
	var got []extraction.Attachment
	for _, msg := range m.messages(t) {
		got = append(got, msg.Attachments...)
		if !strings.HasPrefix(msg.Locator, "_chat.txt:line ") || msg.ID != intake.MessageID(sha, msg.Locator) {
			t.Errorf("message %s is named %s", msg.Locator, msg.ID)
		}
	}
	picture := extraction.Attachment{Name: photo, MIME: "image/jpeg", Size: 9, SHA256: hashOf("a picture"), State: extraction.Included}
	want := []extraction.Attachment{
		picture,
		{Name: document, MIME: "application/pdf", Size: 10, SHA256: hashOf("a document"), State: extraction.Included},
		{Name: "00000005-VIDEO-2025-11-13-10-04-00.mp4", MIME: "video/mp4", State: extraction.Referenced},
		picture,
		{State: extraction.Omitted},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attachments (-want +got):\n%s", diff)
	}
	for _, stored := range []string{"a picture", "a document"} {
		if _, err := v.Stat(t.Context(), hashOf(stored)); err != nil {
			t.Errorf("%s is not in the vault: %v", stored, err)
		}
	}
	codes := map[string]int{}
	for _, i := range r.Recorded.Issues {
		codes[i.Code] = i.Count
	}
	if codes[intake.UnreferencedEntry] != 2 || codes[intake.AttachmentMissing] != 1 || codes[intake.ManyAttachmentRefs] != 1 {
		t.Errorf("issues: %v", codes)
	}
}

func hashOf(s string) domain.SHA256 {
	sum := sha256.Sum256([]byte(s))
	return domain.SHA256(hex.EncodeToString(sum[:]))
}

func TestZipFindsTheChat(t *testing.T) {
	t.Parallel()
	chat := entry{content: small}
	named := func(name string) entry { e := chat; e.name = name; return e }
	tests := []struct {
		name    string
		entries []entry
		want    string // the entry, or what is found instead
	}{
		{"iOS", []entry{{name: "notes.txt", content: "x"}, named("_chat.txt")}, "_chat.txt"},
		{"Android", []entry{{name: "notes.txt", content: small}, named("WhatsApp Chat with Bo.txt")}, "WhatsApp Chat with Bo.txt"},
		{"any name", []entry{{name: "notes.txt", content: "x\n"}, named("переписка.txt")}, "переписка.txt"},
		{"in a folder, from macOS", []entry{{name: "chat/", mode: fs.ModeDir | 0o755}, named("chat/_chat.txt"), named("__MACOSX/chat/._chat.txt")}, "chat/_chat.txt"},
		{"two", []entry{named("a.txt"), named("b.txt")}, "an archive with several chats"},
		{"two of iOS", []entry{named("a/_chat.txt"), named("b/_chat.txt")}, "an archive with several chats"},
		{"none", []entry{{name: "notes.txt", content: "x"}}, "an archive without a chat"},
		{"empty", nil, "an archive without a chat"},
		{"Office", []entry{{name: "[Content_Types].xml"}, {name: "word/document.xml"}}, "an Office document"},
		{"too deep", []entry{named("a/b/notes.txt")}, "an archive without a chat"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			p, err := intake.Inspect(t.Context(), v, put(t, v, zipOf(t, tt.entries...)), options(intake.Options{}))
			var not *intake.NotAChatError
			switch {
			case errors.As(err, &not):
				if not.Found != tt.want {
					t.Errorf("found %s, want %s", not.Found, tt.want)
				}
			case err != nil || p.Entry != tt.want:
				t.Errorf("read %q, %v", p.Entry, err)
			}
		})
	}
}

func TestHostileZip(t *testing.T) {
	t.Parallel()
	good := entry{name: "_chat.txt", content: small}
	zeros := strings.Repeat("\x00", 3<<20)
	many := make([]entry, 2001)
	for i := range many {
		many[i] = entry{name: fmt.Sprint("f", i)}
	}
	tests := []struct {
		name    string
		content []byte
		want    string // part of the error's text
	}{
		{"leads out", zipOf(t, good, entry{name: "../evil.jpg"}), "entry 2: its name leads out"},
		{"leads out in the middle", zipOf(t, good, entry{name: "a/../../evil.jpg"}), "leads out"},
		{"absolute", zipOf(t, good, entry{name: "/etc/passwd"}), "leads out"},
		{"backslashes", zipOf(t, good, entry{name: `..\evil.jpg`}), "leads out"},
		{"drive", zipOf(t, good, entry{name: "C:/evil.jpg"}), "leads out"},
		{"control characters", zipOf(t, good, entry{name: "a\nb.jpg"}), "no file name"},
		{"symbolic link", zipOf(t, good, entry{name: "link.jpg", content: "/etc/passwd", mode: fs.ModeSymlink | 0o777}), "no regular file"},
		{"device", zipOf(t, good, entry{name: "null", mode: fs.ModeDevice | 0o666}), "no regular file"},
		{"twice", zipOf(t, good, entry{name: "a.jpg"}, entry{name: "a.jpg"}), "stands twice"},
		{"twice but for case", zipOf(t, good, entry{name: "IMG.jpg"}, entry{name: "img.JPG"}), "stands twice"},
		{"bomb", zipOf(t, good, entry{name: "zeros.jpg", content: zeros}), "times its size"},
		{"bomb as the chat", zipOf(t, entry{name: "_chat.txt", content: small + zeros}), "times its size"},
		{"entry too large", zipOf(t, good, entry{name: "big.jpg", content: string(noise(5 << 20))}), "more than 4194304 bytes in one entry"},
		{"all too large", zipOf(t, good, entry{name: "1.jpg", content: string(noise(3 << 20))}, entry{name: "2.jpg", content: string(noise(3<<20 + 1))}),
			"more than 6291456 bytes in the archive"},
		{"too many entries", zipOf(t, append([]entry{good}, many...)...), "more than 2000 entries"},
		{"many declared", declare(zipOf(t, good), 60_000), "more than 2000 entries"},
		{"fewer declared", declare(zipOf(t, append([]entry{good}, many...)...), 2), "directory is damaged"},
		{"truncated", zipOf(t, good, entry{name: "x.jpg", content: string(noise(9000))})[:5000], "ends early"},
		{"only a beginning", []byte("PK\x03\x04"), "ends early"},
		{"damaged content", damage(zipOf(t, entry{name: "_chat.txt", content: small, store: true}), "hello"), "content is damaged"},
		{"overlapping", overlapping(t), "share the same bytes"},
		{"encrypted", flagged(zipOf(t, good), 1), "encrypted"},
		{"strange method", method(zipOf(t, good), 99), "not read here"},
	}
	limits := intake.Limits{Entries: 2000, EntryBytes: 4 << 20, ArchiveBytes: 6 << 20}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, v := newMemory(), newVault(t)
			_, err := intake.Import(t.Context(), m, v, extractionID, put(t, v, tt.content), "x.zip", options(intake.Options{Limits: limits}), nil)
			var archive *intake.ArchiveError
			var limit *intake.LimitError
			if !errors.As(err, &archive) && !errors.As(err, &limit) {
				t.Fatalf("import says %v", err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("import says %q, want %q", err, tt.want)
			}
			if len(m.events) != 2 {
				t.Errorf("%d events were recorded", len(m.events)-2)
			}
		})
	}
}

// TestDamagedAttachment: one file that cannot be read does not cost the chat.
func TestDamagedAttachment(t *testing.T) {
	t.Parallel()
	content := zipOf(t, entry{name: "_chat.txt", content: small}, entry{name: photo, content: "a picture", store: true})
	m, r, err := run(t, "x.zip", damage(content, "a picture"), intake.Options{})
	if err != nil || r.Added != 7 {
		t.Fatalf("%+v, %v", r, err)
	}
	if a := m.messages(t)[2].Attachments[0]; a.State != extraction.Referenced || a.SHA256 != "" {
		t.Errorf("the damaged one: %+v", a)
	}
	if !slices.ContainsFunc(r.Recorded.Issues, func(i extraction.Issue) bool { return i.Code == intake.AttachmentDamaged }) {
		t.Errorf("issues: %v", r.Recorded.Issues)
	}
}

// declare changes the number of entries that the end of a zip declares.
func declare(b []byte, n uint16) []byte {
	b = bytes.Clone(b)
	at := bytes.LastIndex(b, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(b[at+8:], n)
	binary.LittleEndian.PutUint16(b[at+10:], n)
	return b
}

// damage flips one bit at the first place of a text.
func damage(b []byte, at string) []byte {
	b = bytes.Clone(b)
	b[bytes.Index(b, []byte(at))] ^= 1
	return b
}

// flagged sets flags of the first entry in the directory.
func flagged(b []byte, flags uint16) []byte {
	b = bytes.Clone(b)
	at := bytes.Index(b, []byte("PK\x01\x02")) + 8
	binary.LittleEndian.PutUint16(b[at:], binary.LittleEndian.Uint16(b[at:])|flags)
	return b
}

// method sets the compression method of the first entry in the directory.
func method(b []byte, m uint16) []byte {
	b = bytes.Clone(b)
	binary.LittleEndian.PutUint16(b[bytes.Index(b, []byte("PK\x01\x02"))+10:], m)
	return b
}

// overlapping makes a zip whose second entry begins within the first, as small bombs with large contents are made.
func overlapping(t testing.TB) []byte {
	t.Helper()
	inner := zipOf(t, entry{name: "b.jpg", content: "inner", store: true})
	local := inner[:bytes.Index(inner, []byte("PK\x01\x02"))]
	outer := zipOf(t, entry{name: "_chat.txt", content: small}, entry{name: "a.jpg", content: string(local), store: true}, entry{name: "b.jpg", store: true})
	directory := bytes.LastIndex(outer, []byte("PK\x01\x02"))
	header := outer[directory : directory+46]
	source := inner[bytes.Index(inner, []byte("PK\x01\x02")):]
	copy(header[8:28], source[8:28]) // flags, method, times, checksum and sizes of the inner one
	binary.LittleEndian.PutUint32(header[42:], uint32(bytes.Index(outer, local)))
	return outer
}

func noise(n int) []byte {
	b := make([]byte, n)
	_, _ = keys(7).Read(b)
	return b
}

// FuzzZip: whatever an archive holds, it is refused with an error or read; it never gives more than it may.
func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, entry{name: "_chat.txt", content: small}, entry{name: photo, content: "a picture", store: true}))
	f.Add(zipOf(f, entry{name: "a/_chat.txt", content: small, store: true}, entry{name: "a/" + document, content: "a document"}))
	f.Add(overlapping(f))
	f.Add(declare(zipOf(f, entry{name: "WhatsApp Chat with Bo.txt", content: small}), 0xFFFF))
	f.Fuzz(func(t *testing.T, content []byte) {
		limits := intake.Limits{Entries: 100, EntryBytes: 1 << 20, ArchiveBytes: 4 << 20}
		if n, _ := intake.ReadArchive(t.Context(), content, limits); n > limits.ArchiveBytes+64<<10 {
			t.Errorf("%d bytes came out", n)
		}
	})
}
