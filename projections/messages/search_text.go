package messages

import (
	"strings"
	"unicode"

	"github.com/probity-ledger/probity/domain"
)

// Limits of a search: what is longer is refused, not cut, so that nobody believes to have searched for what was not looked for.
const (
	maxSearchBytes = 500
	maxSearchTerms = 20
)

// term is one thing to look for.
type term struct {
	text   string // words without quotes
	prefix bool   // words beginning with it
	not    bool   // messages with it are left out
	or     bool   // stands for the term before it as well
}

// matchExpression turns what a person typed into an expression of the full-text index. It knows:
//
//	two words         both, in any order
//	"two words"       next to each other
//	word*             words that begin so
//	this OR that      either
//	-word             not
//
// Everything else is text: whatever is typed, the expression is well-formed. Refusals are Invalid domain.Errors.
func matchExpression(typed string) (string, error) {
	if len(typed) > maxSearchBytes {
		return "", refuse("SEARCH_TOO_LONG", "a search has at most 500 bytes; look for fewer words")
	}
	terms := parseTerms(typed)
	if len(terms) > maxSearchTerms {
		return "", refuse("SEARCH_TOO_LONG", "a search has at most 20 terms; look for fewer words")
	}
	var wanted, unwanted []string
	for _, t := range terms {
		switch {
		case t.not:
			unwanted = append(unwanted, t.quoted())
		case t.or && len(wanted) > 0:
			wanted[len(wanted)-1] += " OR " + t.quoted()
		default:
			wanted = append(wanted, t.quoted())
		}
	}
	if len(wanted) == 0 {
		return "", refuse("SEARCH_EMPTY", "a search needs at least one word to look for")
	}
	expression := "(" + strings.Join(wanted, ") AND (") + ")"
	for _, u := range unwanted {
		expression = "(" + expression + ") NOT " + u
	}
	return expression, nil
}

func refuse(code, text string) error {
	return domain.Errorf(domain.Invalid, code, "%s", text).On("text")
}

func (t term) quoted() string {
	q := `"` + t.text + `"`
	if t.prefix {
		q += " *"
	}
	return q
}

// parseTerms reads the terms from left to right. An opening quote without its end reaches to the end.
func parseTerms(typed string) []term {
	var terms []term
	or := false
	for rest := strings.ToValidUTF8(typed, " "); ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return terms
		}
		var t term
		var bare string
		t, bare, rest = nextTerm(rest)
		if bare == "OR" {
			or = true
			continue
		}
		if !searchable(t.text) {
			continue
		}
		t.or = or && !t.not
		or = false
		terms = append(terms, t)
	}
}

// nextTerm cuts one term off; bare is its text as typed where it was not in quotes.
func nextTerm(rest string) (t term, bare, after string) {
	if len(rest) > 1 && rest[0] == '-' {
		t.not, rest = true, rest[1:]
	}
	if rest[0] == '"' {
		text, after, _ := strings.Cut(rest[1:], `"`)
		if strings.HasPrefix(after, "*") {
			t.prefix, after = true, after[1:]
		}
		t.text = plain(text)
		return t, "", after
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
	if end < 0 {
		end = len(rest)
	}
	bare, after = rest[:end], rest[end:]
	t.prefix = strings.HasSuffix(bare, "*")
	t.text = plain(bare)
	if t.not {
		return t, "", after
	}
	return t, bare, after
}

// plain leaves only what the index knows as words; the rest becomes spaces, as it does when a message is indexed.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return ' '
	}, text)), " ")
}

// wordRune says whether a rune may be part of a word: letters, numbers, marks and private use, as in the index's tokenizer.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.Co, r)
}

// searchable says whether there is a word in a text: marks alone are none.
func searchable(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r) })
}
