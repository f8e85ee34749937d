package papers

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func TestMissingFactsAreNamed(t *testing.T) {
	t.Parallel()
	none := story()[:4] // received, recorded, a complainant and an officer
	without := func(change func(*Request)) func(*Request) { return change }
	tests := []struct {
		template string
		history  []misconduct.Event
		change   func(*Request)
		code     string
		field    string
	}{
		{"written-notice", none, nil, "FACT_MISSING", "officer"},
		{"written-notice", story()[:5], nil, "FACT_MISSING", "officer"},
		{"written-notice", story(), without(func(r *Request) { r.ActingName = "" }), "FACT_MISSING", "actingName"},
		{"terms-of-reference", none, nil, "FACT_MISSING", ""},
		{"suspension", none, nil, "FACT_MISSING", "officer"},
		{"suspension-review", none, nil, "FACT_MISSING", "officer"},
		{"referral-notice", story()[:10], nil, "FACT_MISSING", "officer"},
		{"accelerated-notice", story()[:10], nil, "FACT_MISSING", "officer"},
		{"outcome-notice", story()[:10], nil, "FACT_MISSING", "officer"},
		{"complainant-update", story(), without(func(r *Request) { r.Text = " " }), "FACT_MISSING", "text"},
		{"complainant-outcome", story(), without(func(r *Request) { r.About = "" }), "FACT_MISSING", "about"},
		{"complainant-outcome", story(), without(func(r *Request) { r.ReviewBody = "" }), "FACT_MISSING", "reviewBody"},
		{"complainant-outcome", story(), without(func(r *Request) { r.Person = "" }), "REQUIRED", "person"},
		{"complainant-outcome", story(), without(func(r *Request) { r.Person = "x" }), "UNKNOWN_PERSON", "person"},
		{"delay-report", story(), without(func(r *Request) { r.NextSteps = "" }), "FACT_MISSING", "nextSteps"},
		{"barred-list-report", append(story(), misconduct.OutcomeImposed{Officer: thorne, Action: misconduct.WrittenWarning}), nil, "FACT_MISSING", "officer"},
		{"written-notice", story(), without(func(r *Request) { r.Officer = "" }), "REQUIRED", "officer"},
		{"written-notice", story(), without(func(r *Request) { r.Officer = "x" }), "NOT_CONCERNED", "officer"},
		{"written-notice", story(), without(func(r *Request) { r.On = "soon" }), "BAD_DATE", "on"},
		{"written-notice", story(), without(func(r *Request) { r.ExpectedBy = "soon" }), "BAD_DATE", "expectedBy"},
		{"referral-notice", story(), without(func(r *Request) { r.Documents = []string{"x"} }), "UNKNOWN_DOCUMENT", "documents"},
		{"referral-notice", story(), without(func(r *Request) { r.Documents = []string{report, reflective} }), "NOT_FOR_PROCEEDINGS", "documents"},
		{"complainant-update", story(), without(func(r *Request) { r.Text = strings.Repeat("x", 20_001) }), "TOO_LONG", "text"},
	}
	for _, tt := range tests {
		r := ask(tt.template)
		if len(tt.history) <= 10 { // before the report
			r.Documents = nil
		}
		if tt.change != nil {
			tt.change(&r)
		}
		_, err := filled(t, r, tt.history...).make()
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != tt.code || e.Field != tt.field {
			t.Errorf("%s: %v on the wrong field or under the wrong code; want %s on %q", tt.template, err, tt.code, tt.field)
		}
	}
}

func TestUnknownTemplatesAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "written-notice/2", "../layout", "layout"} {
		if _, err := find(name); err == nil {
			t.Errorf("%q is a template", name)
		}
	}
}

func TestEveryTemplateHasOneFileAndOneName(t *testing.T) {
	t.Parallel()
	entries, err := files.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	var found, want []string
	for _, e := range entries {
		if e.Name() != "layout.1.html" {
			found = append(found, e.Name())
		}
	}
	for _, template := range Templates() {
		want = append(want, template.file())
	}
	slices.Sort(want)
	if !slices.Equal(found, want) {
		t.Errorf("the files are %v, the templates %v", found, want)
	}
}

func TestWithheldNamesDoNotLeaveTheForce(t *testing.T) {
	t.Parallel()
	restricted := append(story(), misconduct.ReportingRestricted{Officers: []domain.OfficerID{thorne}, Terms: "Adam Thorne is not to be named", Dated: on("2026-03-02")})
	for _, template := range Templates() {
		f := filled(t, ask(template.Name), restricted...)
		f.withheld = true
		forms, err := f.make()
		if err != nil {
			t.Fatal(err)
		}
		named := strings.Contains(string(forms[1].content), "Thorne") || strings.Contains(shownIn(t, forms[0].content), "Thorne")
		if inside := template.To == ToOfficer || template.To == ToCollege; named != inside {
			t.Errorf("%s names the officer: %v", template.Name, named)
		}
	}
}

func TestOrdersThatEndedWithholdNothing(t *testing.T) {
	t.Parallel()
	ended := append(story(), misconduct.ReportingRestricted{Officers: []domain.OfficerID{thorne}, Terms: "x", Until: "2026-03-08", Dated: on("2026-03-02")})
	if n := len(filled(t, ask("delay-report"), ended...).restrictions()); n != 0 {
		t.Errorf("%d orders hold on the day after their end", n)
	}
	last := append(story(), misconduct.ReportingRestricted{Officers: []domain.OfficerID{thorne}, Terms: "x", Until: "2026-03-09", Dated: on("2026-03-02")})
	if n := len(filled(t, ask("delay-report"), last...).restrictions()); n != 1 {
		t.Errorf("%d orders hold on their last day", n)
	}
}
