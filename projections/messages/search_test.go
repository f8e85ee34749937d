package messages_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/messages"
)

func TestMatchExpression(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		`photos`:                       `("photos")`,
		`delete photos`:                `("delete") AND ("photos")`,
		`"delete the photos"`:          `("delete the photos")`,
		`"never ended`:                 `("never ended")`,
		`photo*`:                       `("photo" *)`,
		`"delete pho"*`:                `("delete pho" *)`,
		`photos OR pictures yard`:      `("photos" OR "pictures") AND ("yard")`,
		`OR photos`:                    `("photos")`,
		`photos OR`:                    `("photos")`,
		`photos -yard`:                 `(("photos")) NOT "yard"`,
		`-"the yard" photos`:           `(("photos")) NOT "the yard"`,
		`x-ray`:                        `("x ray")`,
		`- photos`:                     `("photos")`,
		`body:photos {x} ^y NEAR(a b)`: `("body photos") AND ("x") AND ("y") AND ("NEAR a") AND ("b")`,
		"nul\x00byte \xff ok":          `("nul byte") AND ("ok")`,
		`naïve Übung`:                  `("naïve") AND ("Übung")`,
		`AND NOT`:                      `("AND") AND ("NOT")`,
	} {
		if got, err := messages.MatchExpression(typed); err != nil || got != want {
			t.Errorf("%q became %s, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "  ", `""`, "!?", "-photos", "👍", "OR", strings.Repeat("a", 501), strings.Repeat("a ", 21)} {
		if got, err := messages.MatchExpression(typed); !invalid(err) {
			t.Errorf("%q became %s, %v", typed, got, err)
		}
	}
}

// Whatever is typed: the index understands the expression, or the person is told what is wrong with the search.
func FuzzMatchExpression(f *testing.F) {
	for _, seed := range []string{`photos`, `"a b" OR c* -d`, `-"x`, `a"b"*c`, `OR OR -OR`, "\x00\"", `(a) AND NOT b`, `*`, `"*"*`, `- -`, `à́b`, "a\u0301", "ﬀ ١٢", `NEAR("a" "b", 5)`} {
		f.Add(seed)
	}
	c, err := sqlite.OpenConn(":memory:")
	if err != nil {
		f.Fatal(err)
	}
	if err := sqlitex.ExecuteScript(c, messages.Projection{}.Schema(), nil); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		expression, err := messages.MatchExpression(typed)
		if err != nil {
			if !invalid(err) {
				t.Errorf("%q: %v", typed, err)
			}
			return
		}
		err = projections.Query(c, `SELECT rowid FROM text_index WHERE text_index MATCH ?1 ORDER BY rowid DESC LIMIT 1`, nil, nil, expression)
		if err != nil {
			t.Errorf("%q became %q: %v", typed, expression, err)
		}
	})
}

func hits(t *testing.T, q *messages.Queries, f messages.Filter, text string, order messages.Order) []string {
	t.Helper()
	f.Matter = matter
	found := all(t, func(p projections.Page) (projections.Result[messages.SearchHit], error) {
		return q.Search(t.Context(), viewer, f, text, order, p)
	}, 2)
	var shown []string
	for _, h := range found {
		runes, marked, end := []rune(h.Excerpt), "", 0
		for _, s := range h.Spans {
			marked += string(runes[end:s.Start]) + "[" + string(runes[s.Start:s.End]) + "]"
			end = s.End
		}
		shown = append(shown, marked+string(runes[end:]))
	}
	return shown
}

func TestSearch(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two := b.phone(matter), b.phone(matter)
	other := matter[:35] + "2"
	b.matter(other, "eastvale")
	b.phone(other).record(said("Eve", "10:00", "photos of another force"))
	one.record(said("Adam", "10:00", "delete the photos"), said("Rhea", "10:01", "Photos? what photos 📷 naïve"), said("Adam", "10:02", "the photo album"), said("Adam", "10:03", ""))
	two.record(said("Adam", "09:00", "photos first of all"))
	q := b.open()
	for text, want := range map[string][]string{
		"photos":          {"[Photos]? what [photos] 📷 naïve", "delete the [photos]", "[photos] first of all"},
		"PHOTOS delete":   {"[delete] the [photos]"},
		`"the photos"`:    {"delete [the photos]"},
		"photo*":          {"the [photo] album", "[Photos]? what [photos] 📷 naïve", "delete the [photos]", "[photos] first of all"},
		"album OR naive":  {"the photo [album]", "Photos? what photos 📷 [naïve]"},
		"photos -what":    {"delete the [photos]", "[photos] first of all"},
		"nothing of that": nil,
	} {
		if diff := cmp.Diff(want, hits(t, q, messages.Filter{}, text, messages.Newest), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		n, err := q.SearchCount(t.Context(), viewer, messages.Filter{Matter: matter}, text)
		if err != nil || n != len(want) {
			t.Errorf("%s: counted %d, want %d: %v", text, n, len(want), err)
		}
	}
	if got := hits(t, q, messages.Filter{Sender: "Adam", Extraction: one.id}, "photos", messages.Newest); len(got) != 1 {
		t.Errorf("by Adam on the first phone: %v", got)
	}
	if got := hits(t, q, messages.Filter{From: "2025-05-02"}, "photos", messages.Newest); len(got) != 0 {
		t.Errorf("on another day: %v", got)
	}
}

func TestSearch_finds_the_text_of_every_copy(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one, two, three := b.phone(matter), b.phone(matter), b.phone(matter)
	deleted := native("A1", said("Adam", "10:00", ""))
	deleted.BodyState, deleted.Deleted = extraction.BodyMissing, true
	first := one.record(deleted)
	second := two.record(native("A1", said("Adam", "10:00", "delete the photos")))
	edited := native("A1", said("Adam", "10:00", "never mind the photos"))
	edited.Edited = true
	third := three.record(edited)
	q, r := b.openRunner()
	got, err := q.Search(t.Context(), viewer, messages.Filter{Matter: matter}, "photos", messages.Newest, page)
	if err != nil || len(got.Items) != 2 {
		t.Fatalf("%d hits, %v", len(got.Items), err)
	}
	for i, want := range []struct{ ref, text string }{{string(third[0]), "never mind the photos"}, {string(second[0]), "delete the photos"}} {
		h := got.Items[i]
		if string(h.Ref.Message) != want.ref || h.Excerpt != want.text || h.Message.ID != first[0] || h.Message.Body != "" {
			t.Errorf("hit %+v", h)
		}
	}
	checkIndex(t, r)
}

// checkIndex lets the full-text index compare itself with the texts.
func checkIndex(t *testing.T, r *projections.Runner) {
	t.Helper()
	err := r.View(messages.Name).Read(context.Background(), func(c *sqlite.Conn) error {
		var indexed, texts int
		count := func(n *int, query string) error {
			return projections.Query(c, query, nil, func(s *sqlite.Stmt) error { *n = s.ColumnInt(0); return nil })
		}
		if err := count(&indexed, `SELECT count(*) FROM text_index WHERE text_index MATCH '"photos"'`); err != nil {
			return err
		}
		if err := count(&texts, `SELECT count(*) FROM text WHERE body LIKE '%photos%'`); err != nil {
			return err
		}
		if indexed != texts {
			t.Errorf("%d texts have the word, %d are indexed under it", texts, indexed)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSearch_by_relevance(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	p := b.phone(matter)
	p.record(said("A", "10:00", "photos photos photos"), said("A", "10:01", "one of the many photos that were taken there on the day in question"))
	q := b.open()
	want := []string{"[photos] [photos] [photos]", "one of the many [photos] that were taken there on the day in question"}
	if diff := cmp.Diff(want, hits(t, q, messages.Filter{}, "photos", messages.Relevance)); diff != "" {
		t.Error(diff)
	}
	if _, err := q.Search(t.Context(), viewer, messages.Filter{Matter: matter}, "photos", messages.Relevance, projections.Page{After: []any{"1"}}); !invalid(err) {
		t.Errorf("a second page by relevance: %v", err)
	}
	if _, err := q.Search(t.Context(), viewer, messages.Filter{}, "photos", messages.Newest, page); !invalid(err) {
		t.Errorf("without a matter: %v", err)
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä ", 400)
	text, spans := messages.Excerpt(long+"<word> tail", "<", ">")
	if n := utf8.RuneCountInString(text); n != 240 || len(spans) != 1 || string([]rune(text)[spans[0].Start:spans[0].End]) != "word" {
		t.Errorf("%d runes, spans %v of %q", n, spans, text)
	}
	for marked, want := range map[string]string{"": "", "no match": "no match", "<a": "a", "a>b": "a>b"} {
		if got, _ := messages.Excerpt(marked, "<", ">"); got != want {
			t.Errorf("%q became %q", marked, got)
		}
	}
}
