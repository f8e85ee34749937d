package papers

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// checkPDF reads a PDF as far as its structure goes: header, the table of objects at its end, and that every object stands where the
// table says. It returns how many pages there are.
func checkPDF(t testing.TB, content []byte) int {
	t.Helper()
	if !bytes.HasPrefix(content, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(content), []byte("%%EOF")) {
		t.Fatal("this is no whole PDF")
	}
	m := regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF`).FindSubmatch(content)
	if m == nil {
		t.Fatal("the PDF has no table of objects")
	}
	at, _ := strconv.Atoi(string(m[1]))
	rows := regexp.MustCompile(`(\d{10}) 00000 n`).FindAllSubmatch(content[at:], -1)
	for i, row := range rows {
		offset, _ := strconv.Atoi(string(row[1]))
		if want := strconv.Itoa(i+1) + " 0 obj"; !bytes.HasPrefix(content[offset:], []byte(want)) {
			t.Fatalf("object %d does not stand where the table says", i+1)
		}
	}
	pages := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(content, -1))
	if len(rows) == 0 || pages == 0 {
		t.Fatalf("the PDF has %d objects and %d pages", len(rows), pages)
	}
	return pages
}

// shownIn returns the text a PDF draws, in order. Text is drawn in UTF-16.
func shownIn(t testing.TB, content []byte) string {
	t.Helper()
	var b strings.Builder
	for _, m := range regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`).FindAllSubmatch(content, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		plain, err := io.ReadAll(z)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			continue
		}
		for _, drawn := range regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\)\s*T[jJ]`).FindAllSubmatch(plain, -1) {
			b.WriteString(fromUTF16(unescape(drawn[1])) + " ")
		}
	}
	return b.String()
}

func unescape(s []byte) []byte {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if c, ok := map[byte]byte{'n': '\n', 'r': '\r'}[s[i]]; ok {
				out = append(out, c)
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func fromUTF16(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

func TestPDFSaysWhatThePageSays(t *testing.T) {
	t.Parallel()
	f := filled(t, ask("written-notice"), story()...)
	f.officer.Name, f.acting = "Łukasz Żółć", "Δημήτρης 名"
	forms, err := f.make()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(shownIn(t, forms[0].content)), " ")
	for _, want := range []string{"Notice of investigation", "Łukasz Żółć", "Δημήτρης [U+540D]", "Racist messages in a group.", "2 Authority, Respect and Courtesy", "gross misconduct", "page 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("the PDF does not show %q; it shows %s", want, got)
		}
	}
}

func TestLongLettersTakeSeveralPages(t *testing.T) {
	t.Parallel()
	forms, err := filled(t, ask("complainant-update", func(r *Request) { r.Text = strings.Repeat("A line of text.\n", 1000) }), story()...).make()
	if err != nil {
		t.Fatal(err)
	}
	if n := checkPDF(t, forms[0].content); n < 5 {
		t.Errorf("%d pages", n)
	}
}

func TestPagesThatAreNotOursAreNotDrawn(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"<p>a</p><script>1</script>", "bare words", "<p>a</p><table><tr><td>b</td></tr></table>", "<img src=x>"} {
		if _, err := draw([]byte(page), "2026-03-09", "t", "f"); !errors.Is(err, errTemplate) {
			t.Errorf("%q was drawn (%v)", page, err)
		}
	}
}
