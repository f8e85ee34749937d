package projections

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"zombiezen.com/go/sqlite"
)

// Instead is what stands where a withheld name stood in a longer text.
const Instead = "[withheld]"

// names finds names in texts. It would rather take a word too much for a name than let one pass: letters count in either case and with or
// without accents, and a longer surname also as a part of another word. A first name alone is not taken for anybody's, only beside the
// surname: else a common one would take half of every conversation away.
type names struct {
	words map[string]bool // folded words that name somebody by themselves: surnames and numbers
	parts []string        // those of five letters or more, found within others too
	first map[string]bool // folded words that belong to a name beside one of words: first names and their initials
}

// longWord is from how many letters on a word is found within others: "thorne" in "athorne77".
const longWord = 5

// add takes in a name or a number. What stands behind the last space is the surname; of a double one each part is.
func (n *names) add(name string) {
	if n.words == nil {
		n.words, n.first = map[string]bool{}, map[string]bool{}
	}
	fields := strings.Fields(name)
	for i, f := range fields {
		for _, w := range split(f) {
			n.addWord(fold(w.text), i == len(fields)-1)
		}
	}
}

func (n *names) addWord(w string, surname bool) {
	length := utf8.RuneCountInString(w)
	switch {
	case !surname || length < 2:
		initial, _ := utf8.DecodeRuneInString(w)
		n.first[w], n.first[string(initial)] = true, true
		return
	case length >= longWord, length >= 4 && !number(w) && strings.ContainsFunc(w, unicode.IsDigit):
		n.parts = append(n.parts, w)
	}
	n.words[w] = true
}

// hide returns the text without the names in it, and whether there were any. A text that is nothing but a name becomes empty.
func (n names) hide(text string) (string, bool) {
	if len(n.words) == 0 || text == "" {
		return text, false
	}
	words := split(text)
	gone := n.gone(text, words)
	if !slices.Contains(gone, true) {
		return text, false
	}
	if !slices.Contains(gone, false) {
		return "", true
	}
	var out strings.Builder
	from, open := 0, false
	for i, w := range words {
		if !gone[i] {
			open = false
			continue
		}
		if !open { // words of one name make one gap
			out.WriteString(text[from:w.start] + Instead)
		}
		from, open = w.end, true
	}
	return out.String() + text[from:], true
}

// gone marks the words that are to be taken out: those that name somebody, and the first names beside them.
func (n names) gone(text string, words []word) []bool {
	gone := make([]bool, len(words))
	for i, w := range words {
		gone[i] = n.holds(text, w)
	}
	for i := 1; i < len(words); i++ { // "Thorne, Adam"
		gone[i] = gone[i] || (gone[i-1] && n.first[fold(words[i].text)])
	}
	for i := len(words) - 2; i >= 0; i-- { // "Adam J. Thorne"
		gone[i] = gone[i] || (gone[i+1] && n.first[fold(words[i].text)])
	}
	return gone
}

func (n names) holds(text string, w word) bool {
	folded := fold(w.text)
	if n.words[folded] {
		return !number(folded) || alone(text, w)
	}
	for _, part := range n.parts {
		if strings.Contains(folded, part) {
			return true
		}
	}
	return false
}

// alone says whether a number stands by itself and is no part of a time, a date, a reference or an amount.
func alone(text string, w word) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:w.start])
	after, size := utf8.DecodeRuneInString(text[w.end:])
	joins := func(r rune) bool { return strings.ContainsRune("-:/+.,", r) }
	next, _ := utf8.DecodeRuneInString(text[w.end+size:])
	return !joins(before) && (!joins(after) || !unicode.IsDigit(next))
}

func number(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

// word is one run of letters and digits in a text.
type word struct {
	text       string
	start, end int // bytes
}

func split(text string) []word {
	var words []word
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			words, start = append(words, word{text[start:i], start, i}), -1
		}
	}
	if start >= 0 {
		words = append(words, word{text[start:], start, len(text)})
	}
	return words
}

// fold writes a word in one way: in small letters, without accents.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		plain = plain && word[i] < utf8.RuneSelf
	}
	if plain {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		if !unicode.IsMark(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// holdsName is the SQL function that says whether a text holds one of the names encode wrote.
const holdsName = "probity_holds_name"

// encode writes the words for the SQL function: names are letters and digits, so a space tells them apart.
func (n names) encode() string {
	var b strings.Builder
	for _, w := range slices.Sorted(maps.Keys(n.words)) {
		b.WriteString(" " + w)
	}
	return b.String() + "\n" + strings.Join(n.parts, " ") // what stands beside a name says nothing of whether there is one
}

func decodeNames(text string) names {
	words, parts, _ := strings.Cut(text, "\n")
	n := names{words: map[string]bool{}, parts: strings.Fields(parts)}
	for _, w := range strings.Fields(words) {
		n.words[w] = true
	}
	return n
}

// teachNames gives a connection the SQL function.
func teachNames(c *sqlite.Conn) error {
	return c.CreateFunction(holdsName, &sqlite.FunctionImpl{NArgs: 2, Deterministic: true,
		Scalar: func(_ sqlite.Context, args []sqlite.Value) (sqlite.Value, error) {
			found := int64(0)
			if _, held := decodeNames(args[1].Text()).hide(args[0].Text()); held {
				found = 1
			}
			return sqlite.IntegerValue(found), nil
		}})
}
