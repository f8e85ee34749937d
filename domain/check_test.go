package domain_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/internal/testkit"
)

var noon = domain.Envelope{Now: time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)}

type check struct {
	name string
	err  error
	code string // "" when it passes
}

func checks() []check {
	return []check{
		{"a line", domain.Line("f", "Harbour Road"), ""},
		{"a line of letters of two bytes", domain.Line("f", strings.Repeat("é", domain.MaxLine)), ""},
		{"no line", domain.Line("f", " \t"), "REQUIRED"},
		{"a long line", domain.Line("f", strings.Repeat("é", domain.MaxLine+1)), "TOO_LONG"},
		{"two lines", domain.Line("f", "one\ntwo"), "NOT_TEXT"},
		{"broken text", domain.Line("f", "\xff"), "NOT_TEXT"},
		{"an optional line that is missing", domain.OptionalLine("f", ""), ""},
		{"paragraphs", domain.Prose("f", "one\n\n\ttwo\r\n"), ""},
		{"no prose", domain.Prose("f", ""), "REQUIRED"},
		{"prose with a bell", domain.Prose("f", "one\atwo"), "NOT_TEXT"},
		{"long prose", domain.OptionalProse("f", strings.Repeat("a", domain.MaxProse+1)), "TOO_LONG"},
		{"lines", domain.Lines("f", []string{"a", "b"}, 2), ""},
		{"too many lines", domain.Lines("f", []string{"a", "b", "c"}, 2), "TOO_MANY"},
		{"an empty line among lines", domain.Lines("f", []string{"a", ""}, 2), "REQUIRED"},
		{"a known word", domain.OneOf("f", domain.CaseOfficer, domain.PSDSupervisor, domain.CaseOfficer), ""},
		{"an unknown word", domain.OneOf("f", domain.Role("KING"), domain.CaseOfficer), "UNKNOWN_VALUE"},
		{"no word", domain.OneOf("f", domain.Role(""), domain.CaseOfficer), "REQUIRED"},
		{"now", noon.CheckTime("f", noon.Now), ""},
		{"a clock a little fast", noon.CheckTime("f", noon.Now.Add(domain.Skew)), ""},
		{"a clock too fast", noon.CheckTime("f", noon.Now.Add(domain.Skew+time.Second)), "IN_FUTURE"},
		{"no time", noon.CheckTime("f", time.Time{}), "REQUIRED"},
		{"a time before there were phones", noon.CheckTime("f", time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC)), "BAD_TIME"},
		{"today", noon.CheckDate("f", "2026-03-10"), ""},
		{"tomorrow", noon.CheckDate("f", "2026-03-11"), "IN_FUTURE"},
		{"tomorrow, where it may lie ahead", domain.CheckAnyDate("f", "2026-03-11"), ""},
		{"no day", noon.CheckDate("f", ""), "REQUIRED"},
		{"the thirtieth of February", noon.CheckDate("f", "2025-02-30"), "BAD_DATE"},
		{"a day in another order", noon.CheckDate("f", "10/03/2026"), "BAD_DATE"},
		{"an exhibit", domain.CheckExhibit("f", "KLM/1"), ""},
		{"no exhibit", domain.CheckExhibit("f", ""), "REQUIRED"},
		{"an exhibit in small letters", domain.CheckExhibit("f", "klm/1"), "BAD_EXHIBIT_REFERENCE"},
		{"a hash", domain.CheckHash("f", domain.SHA256(strings.Repeat("0a", 32))), ""},
		{"no hash", domain.CheckHash("f", ""), "REQUIRED"},
		{"a hash in capitals", domain.CheckHash("f", domain.SHA256(strings.Repeat("0A", 32))), "BAD_HASH"},
		{"a rank", domain.CheckRank("f", "PC"), ""},
		{"no rank", domain.CheckRank("f", ""), "REQUIRED"},
		{"a rank of another army", domain.CheckRank("f", "COLONEL"), "UNKNOWN_RANK"},
	}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	for _, c := range checks() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var refusal *domain.Error
			switch {
			case c.code == "" && c.err != nil:
				t.Errorf("refused: %v", c.err)
			case c.code != "" && !errors.As(c.err, &refusal):
				t.Errorf("allowed, want %s", c.code)
			case c.code != "" && (refusal.Code != c.code || refusal.Field != "f" || refusal.Kind != domain.Invalid):
				t.Errorf("refusal %+v, want %s", refusal, c.code)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", checks(), func(c check) string { return c.code })
}

func TestFirst(t *testing.T) {
	t.Parallel()
	a, b := errors.New("a"), errors.New("b")
	if got := domain.First(nil, a, b); !errors.Is(got, a) {
		t.Errorf("first is %v", got)
	}
	if got := domain.First(nil, nil); got != nil {
		t.Errorf("first of none is %v", got)
	}
}

func TestExhibitReferences(t *testing.T) {
	t.Parallel()
	for ref, want := range map[domain.ExhibitRef]bool{"KL/1": true, "KLMN/99999": true, "K/1": false, "KLMNO/1": false, "KLM/": false,
		"KLM/123456": false, "KLM1": false, "/1": false, "KLM/1/2": false, "KLM/1 ": false, "KLM/-1": false, "ÄB/1": false} {
		if got := ref.Valid(); got != want {
			t.Errorf("%q valid: %v, want %v", ref, got, want)
		}
	}
}

func TestDateOfIsTheDayInEngland(t *testing.T) {
	t.Parallel()
	for instant, want := range map[string]domain.Date{
		"2025-01-31T23:59:59Z":      "2025-01-31",
		"2025-03-30T00:59:59Z":      "2025-03-30",
		"2025-06-09T22:59:59Z":      "2025-06-09",
		"2025-06-09T23:00:00Z":      "2025-06-10",
		"2025-10-25T23:30:00Z":      "2025-10-26",
		"2025-10-26T23:30:00Z":      "2025-10-26",
		"2026-03-29T23:30:00Z":      "2026-03-30",
		"2025-06-10T08:00:00+09:00": "2025-06-10",
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := domain.DateOf(at); got != want {
			t.Errorf("DateOf(%s) = %s, want %s", instant, got, want)
		}
	}
}

func TestErrorsSayWhatAndUnderWhichRule(t *testing.T) {
	t.Parallel()
	err := domain.Errorf(domain.Refused, "CODE", "no").On("field").Under("CR15")
	if err.Error() != "no [CR15]" || err.Field != "field" {
		t.Errorf("error %q on %q", err.Error(), err.Field)
	}
	if k, ok := domain.KindOf(err); !ok || k != domain.Refused || k.String() != "refused" {
		t.Errorf("kind %v, %v", k, ok)
	}
	if _, ok := domain.KindOf(errors.New("other")); ok {
		t.Error("an error of another make has a kind")
	}
}

func TestKindsHaveNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for k := domain.Invalid; k <= domain.Forbidden; k++ {
		if name := k.String(); name == "unknown" || seen[name] {
			t.Errorf("kind %d is called %q", k, name)
		}
		seen[k.String()] = true
	}
	if got := domain.Kind(0).String(); got != "unknown" {
		t.Errorf("no kind is called %q", got)
	}
}
