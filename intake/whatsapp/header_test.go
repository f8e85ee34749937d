package whatsapp_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/probity-ledger/probity/intake/whatsapp"
)

// specification is the expression of headers: the scanner accepts a part of what it matches (no header ends in a bare space, and none
// without a bracket in one), and reads the same things in it. Words standing before the time are the scanner's own addition.
var specification = regexp.MustCompile(`^\[?(\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?(?:[A-Za-z])?\d{1,4}(?: [A-Z]{1,3})?)[,.،]?\s(?:klo\s)?` +
	`(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?:\s?([AaPp]\.?\s?[Mm]\.?|[^\]\-:\s]{1,12}))?\]?(?:\s-\s|:\s|\s)(.*)$`)

// plain is the line as the specification wants it.
func plain(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0x200E, r == 0x200F, r == 0x061C, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF:
			return -1
		case r == 0x00A0, r == 0x202F, r == 0x2009, r == 0x2007:
			return ' '
		case unicode.Is(unicode.Nd, r):
			d, _ := whatsapp.FoldDigit(r)
			return rune(d)
		}
		return r
	}, line)
}

func TestHeaderForms(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, line, stamp, period, text string }{
		{"iOS US", "[3/18/22, 14:56:01] Ann: hi", "3/18/22, 14:56:01", "", "Ann: hi"},
		{"iOS narrow space", "[13/11/2025, 12:25:55\u202fPM] Ann: hi", "13/11/2025, 12:25:55\u202fPM", "PM", "Ann: hi"},
		{"iOS marked", "\u200e[3/27/22, 21:41:55] Ann: \u200eimage omitted", "3/27/22, 21:41:55", "", "Ann: \u200eimage omitted"},
		{"Buddhist", "[3/18/2565 BE, 14:56:01] Ann: hi", "3/18/2565 BE, 14:56:01", "", "Ann: hi"},
		{"Japanese era", "[3/18/R4, 14:56:01] Ann: hi", "3/18/R4, 14:56:01", "", "Ann: hi"},
		{"no comma", "[3/18/22 14:56:01] Ann: hi", "3/18/22 14:56:01", "", "Ann: hi"},
		{"Arabic comma", "[\u200f18\u200f/3\u200f/2022\u060c 14:56:01] Ann: hi", "18\u200f/3\u200f/2022\u060c 14:56:01", "", "Ann: hi"},
		{"Arabic digits", "[١٨/٣/٢٠٢٢، ٢:٥٦:٠١ م] Ann: hi", "١٨/٣/٢٠٢٢، ٢:٥٦:٠١ م", "م", "Ann: hi"},
		{"Devanagari digits", "१८/०३/२०२२, १४:५६ - Ann: hi", "१८/०३/२०२२, १४:५६", "", "Ann: hi"},
		{"Android", "23/03/2022, 13:31 - Ann: hi", "23/03/2022, 13:31", "", "Ann: hi"},
		{"Android 12 h", "1/4/23, 7:02\u202fPM - Ann: hi", "1/4/23, 7:02\u202fPM", "PM", "Ann: hi"},
		{"Spanish", "20/6/2017 8:28\u00a0p. m. - Ann: hi", "20/6/2017 8:28\u00a0p. m.", "p. m.", "Ann: hi"},
		{"Spanish, no-break within", "20/6/2017 8:28 p.\u00a0m. - Ann: hi", "20/6/2017 8:28 p.\u00a0m.", "p. m.", "Ann: hi"},
		{"year first", "2024/12/10, 14:30 - Ann: hi", "2024/12/10, 14:30", "", "Ann: hi"},
		{"ISO", "2024-12-10, 14:30 - Ann: hi", "2024-12-10, 14:30", "", "Ann: hi"},
		{"dots", "10.12.2024, 14:30 - Ann: hi", "10.12.2024, 14:30", "", "Ann: hi"},
		{"Finnish", "13.6.2018 klo 21.25.15 - Ann: hi", "13.6.2018 klo 21.25.15", "", "Ann: hi"},
		{"Finnish iOS", "[13.6.2018 klo 21.25.15] Ann: hi", "13.6.2018 klo 21.25.15", "", "Ann: hi"},
		{"old German", "13.06.18 21.25.15: Ann: hi", "13.06.18 21.25.15", "", "Ann: hi"},
		{"old", "09/12/2012 17:03:48: Ann: hi", "09/12/2012 17:03:48", "", "Ann: hi"},
		{"old year first", "[2018/06/13 1:55:00 p. m.] Ann: hi", "2018/06/13 1:55:00 p. m.", "p. m.", "Ann: hi"},
		{"Korean", "2023. 1. 4. 오후 7:02, Ann : hi", "", "", ""}, // KakaoTalk's, not WhatsApp's
		{"Korean Android", "2023. 1. 4. 오후 7:02 - Ann: hi", "2023. 1. 4. 오후 7:02", "오후", "Ann: hi"},
		{"Chinese", "2023/1/4 下午7:02 - Ann: hi", "2023/1/4 下午7:02", "下午", "Ann: hi"},
		{"Chinese iOS", "[2023/1/4 下午7:02:05] Ann: hi", "2023/1/4 下午7:02:05", "下午", "Ann: hi"},
		{"German with word", "13.11.25, 12:25 Uhr - Ann: hi", "13.11.25, 12:25 Uhr", "Uhr", "Ann: hi"},
		{"WhatsApp Viewer's", "01.04.2015 - 16:00:27; ME: hi", "", "", ""},
		{"no date", "hello there", "", "", ""},
		{"a price", "12/3 for two", "", "", ""},
		{"date in a text", "12/3/2022 10:30 at the station", "", "", ""},
		{"impossible minute", "[3/18/22, 14:76:01] Ann: hi", "", "", ""},
		{"impossible hour", "[3/18/22, 25:16:01] Ann: hi", "", "", ""},
		{"two years", "[2022/18/2022, 14:56:01] Ann: hi", "", "", ""},
		{"no end", "[3/18/22, 14:56:01", "", "", ""},
		{"nothing", "", "", "", ""},
		{"only a bracket", "[", "", "", ""},
		{"only marks", "\u200e\u200e\u200e", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := whatsapp.ScanLine([]byte(tt.line))
			if ok != (tt.stamp != "") {
				t.Fatalf("header: %v", ok)
			}
			if got.Stamp != tt.stamp || got.Period != tt.period || got.Text != tt.text {
				t.Errorf("read %+v", got)
			}
		})
	}
}

func TestFoldDigit(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"٠١٢٣٤٥٦٧٨٩": "0123456789", "०९": "09", "𝟎𝟗𝟘𝟡𝟬": "09090", "۵": "5", "０９": "09"} {
		var got []byte
		for _, r := range text {
			d, ok := whatsapp.FoldDigit(r)
			if !ok {
				t.Errorf("%c is no digit", r)
			}
			got = append(got, d)
		}
		if string(got) != want {
			t.Errorf("%s is read as %s", text, got)
		}
	}
	if _, ok := whatsapp.FoldDigit('½'); ok {
		t.Error("a fraction is a digit")
	}
}

// FuzzHeader: what the scanner takes for a header the specification takes for one too, with the same date and time.
func FuzzHeader(f *testing.F) {
	for _, seed := range []string{
		"[3/18/22, 14:56:01] Ann: hi", "[13/11/2025, 12:25:55\u202fPM] Ann: \u200eimage omitted", "1/4/23, 7:02\u202fPM - Ann: hi",
		"20/6/2017 8:28\u00a0p. m. - Ann: hi", "[\u200f18\u200f/3\u200f/2022\u060c 14:56:01] Ann: hi", "13.6.2018 klo 21.25.15 - Ann: hi",
		"[3/18/2565 BE, 14:56:01] A: b", "[3/18/R4, 14:56:01] A: b", "2023. 1. 4. 오후 7:02 - Ann: hi", "[١٨/٣/٢٠٢٢، ٢:٥٦:٠١ م] Ann: hi",
		"13.06.18 21.25.15: Ann: hi", "13.11.25, 12:25 Uhr - Ann: hi",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, ok := whatsapp.ScanLine(line)
		if !ok || got.PeriodFirst || !utf8.Valid(line) || bytes.ContainsAny(line, "\n\r") {
			return
		}
		m := specification.FindStringSubmatch(plain(string(line)))
		if m == nil {
			t.Fatalf("%q is a header to the scanner only", line)
		}
		if want := plain(got.Text); !strings.HasSuffix(m[4], want) {
			t.Fatalf("%q: the text is %q to the scanner and %q to the specification", line, want, m[4])
		}
	})
}
