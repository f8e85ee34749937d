package whatsapp

import "bytes"

// periods are the words for the halves of the day that phones write, without dots and spaces at their ends made uniform: each stands as
// it appears in an export. Chinese divides the day more finely; each part lies in one half.
var periods = map[string]DayPeriod{
	"AM": AM, "am": AM, "PM": PM, "pm": PM,
	"上午": AM, "下午": PM, "凌晨": AM, "清晨": AM, "早上": AM, "中午": PM, "晚上": PM, // Chinese
	"오전": AM, "오후": PM, // Korean
	"午前": AM, "午後": PM, // Japanese
	"ص": AM, "م": PM, // Arabic
	"ق.ظ.": AM, "ب.ظ.": PM, "ق.ظ": AM, "ب.ظ": PM, // Persian
	"π.μ.": AM, "μ.μ.": PM, // Greek
	"SA": AM, "CH": PM, // Vietnamese
	"ÖÖ": AM, "ÖS": PM, // Turkish
	"PG": AM, "PTG": PM, // Malay
	"de.": AM, "du.": PM, // Hungarian
	"fm": AM, "em": PM, // Swedish
	"ap.": AM, "ip.": PM, // Finnish
	"पूर्वाह्न": AM, "अपराह्न": PM, // Hindi
	"म.पू.": AM, "म.उ.": PM, // Marathi
	"ਪੂ.ਦੁ.": AM, "ਬਾ.ਦੁ.": PM, // Punjabi
	"முற்பகல்": AM, "பிற்பகல்": PM, // Tamil
	"ก่อนเที่ยง": AM, "หลังเที่ยง": PM, // Thai
	"לפנה״צ": AM, "אחה״צ": PM, // Hebrew
	"VM": AM, "NM": PM, "vm.": AM, "nm.": PM, // Afrikaans
	"dop.": AM, "odp.": PM, // Czech
	"paradite": AM, "pasdite": PM, // Albanian
	"priekšp.": AM, "pēcp.": PM, // Latvian
}

// leading are the words that may stand before the time instead of behind it.
var leading = [][]byte{
	[]byte("上午"), []byte("下午"), []byte("凌晨"), []byte("清晨"), []byte("早上"), []byte("中午"), []byte("晚上"),
	[]byte("오전"), []byte("오후"), []byte("午前"), []byte("午後"),
	[]byte("SA"), []byte("CH"), []byte("ÖÖ"), []byte("ÖS"), []byte("PG"), []byte("PTG"), []byte("de."), []byte("du."),
	[]byte("पूर्वाह्न"), []byte("अपराह्न"), []byte("முற்பகல்"), []byte("பிற்பகல்"),
	[]byte("AM"), []byte("PM"), []byte("am"), []byte("pm"),
}

// leadingPeriod is the length of the word at the beginning of text that stands before a time, or 0.
func leadingPeriod(text []byte) int {
	for _, w := range leading {
		rest, ok := bytes.CutPrefix(text, w)
		if !ok || len(rest) == 0 {
			continue
		}
		if isDigit(rest[0]) || rest[0] == ' ' && len(rest) > 1 && isDigit(rest[1]) {
			return len(w)
		}
	}
	return 0
}

// latinPeriod is the length of "AM", "p.m.", "a. m." and their like at the beginning of text, or 0.
func latinPeriod(text []byte) int {
	at := func(i int) byte {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	if c := at(0) | 0x20; c != 'a' && c != 'p' {
		return 0
	}
	i := 1
	if at(i) == '.' {
		i++
	}
	if at(i) == ' ' {
		i++
	}
	if at(i)|0x20 != 'm' {
		return 0
	}
	i++
	if at(i) == '.' {
		i++
	}
	return i
}

// periodOf tells the half of the day a word means: as a person said, as the table has it, or by the Latin letters.
func periodOf(word []byte, said map[string]DayPeriod) (DayPeriod, bool) {
	if p, ok := said[string(word)]; ok {
		return p, p == AM || p == PM
	}
	if p, ok := periods[string(word)]; ok {
		return p, true
	}
	if n := latinPeriod(word); n == 0 || n != len(word) {
		return "", false
	}
	if word[0]|0x20 == 'a' {
		return AM, true
	}
	return PM, true
}
