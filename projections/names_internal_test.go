package projections

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNames_are_taken_out(t *testing.T) {
	t.Parallel()
	var n names
	n.add("Adam J. Thorne")
	n.add("4417NM")
	n.add("Zoë Müller-Ek")
	n.add("1207")
	for text, want := range map[string]string{
		"Adam Thorne":                       "",
		"PC Adam Thorne said so":            "PC [withheld] said so",
		"Thorne, Adam; and others":          "[withheld]; and others",
		"A. J. THORNE's phone":              "[withheld]'s phone",
		"adam and the others":               "adam and the others",
		"athorne77 left the group":          "[withheld] left the group",
		"PC4417NM, and 4417nm":              "[withheld], and [withheld]",
		"ask zoe MULLER about it":           "ask [withheld] about it",
		"ask Ek":                            "ask [withheld]",
		"weeks":                             "weeks",
		"PC 1207 at 12:07":                  "PC [withheld] at 12:07",
		"2025-12-07T12:07:00, 1207/25, 1.2": "2025-12-07T12:07:00, 1207/25, 1.2",
		"constable 1207.":                   "constable [withheld].",
		"11207":                             "11207",
		"":                                  "",
	} {
		got, found := n.hide(text)
		if got != want || found != (text != want) {
			t.Errorf("%q becomes %q, %v, want %q", text, got, found, want)
		}
		if _, held := decodeNames(n.encode()).hide(text); held != found {
			t.Errorf("%q: written down and read again, the names are found: %v, before %v", text, held, found)
		}
	}
	if got, found := (names{}).hide("Adam Thorne"); found || got != "Adam Thorne" {
		t.Errorf("no names take out %q", got)
	}
}

// Whatever stands around a surname, it is not in what is left; and a text without one is left as it is.
func TestNames_leave_nothing(t *testing.T) {
	t.Parallel()
	var n names
	n.add("Adam Thorne")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "before") + rapid.SampledFrom([]string{"Thorne", "THORNE", "thòrne", "Adam Thorne"}).Draw(t, "name") + rapid.String().Draw(t, "after")
		got, found := n.hide(text)
		if folded := fold(got); !found || strings.Contains(folded, "thorne") {
			t.Errorf("%q becomes %q", text, got)
		}
		if again, found := n.hide(got); found || again != got {
			t.Errorf("%q becomes %q", got, again)
		}
	})
}
