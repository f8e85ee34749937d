package papers

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

var update = flag.Bool("update", false, "write the letters into testdata; look at the difference before you keep it")

const (
	thorne     = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b11")
	fenwick    = "0b9d2c1e-7a35-4a43-9a5e-2f9d6b1c7e11"
	report     = "3c1f8a52-91b4-4f55-8d6a-4b1e0c9a2d33"
	reflective = "3c1f8a52-91b4-4f55-8d6a-4b1e0c9a2d34"
)

func on(d domain.Date) misconduct.Dated { return misconduct.Dated{On: d} }

// story is a matter in which every letter can be written.
func story() []misconduct.Event {
	return []misconduct.Event{
		misconduct.MatterReceived{Reference: "NMP/2025/0417", Operation: "Larkfield", Force: "northmoor", CameToAttentionOn: "2025-06-03",
			Summary: "a colleague handed over screenshots", RegimeVersion: "2020+A24+A25"},
		misconduct.MatterRecorded{Kind: misconduct.RecordableConductMatter, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}, On: "2025-06-03"},
		misconduct.InterestedPersonNamed{Person: fenwick, Capacity: misconduct.Complainant, Name: "Orla Fenwick", Contact: "1 Mill Lane\nNorthmoor", Dated: on("2025-06-03")},
		misconduct.OfficerConcernedIdentified{Officer: thorne, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-06-03"},
		misconduct.AllegationAdded{Allegation: "a-1", Officers: []domain.OfficerID{thorne}, Standards: []int{2, 3}, CodeSet: "iopc-2021", Category: "F",
			SubCategory: "race", ConductFrom: "2024-01-01", ConductTo: "2025-06-01", Text: "Racist messages in a group."},
		misconduct.MatterReferredToIOPC{Mandatory: true, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}, CriteriaMetOn: "2025-06-03", On: "2025-06-04"},
		misconduct.ModeOfInvestigationDetermined{Mode: misconduct.Directed, On: "2025-06-06", Reason: "seriousness"},
		misconduct.TermsOfReferenceSet{Text: "To establish who sent the messages.\n\nTo establish who knew of them.", SetBy: domain.DirectorGeneral, Dated: on("2025-06-06")},
		misconduct.DutyStatusChanged{Officer: thorne, Status: misconduct.Suspended, ReasonCode: "PUBLIC_INTEREST", Oral: true, Redeployment: "Desk work was considered.", On: "2025-06-06"},
		misconduct.SeverityAssessed{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, DecidedBy: domain.DirectorGeneral, On: "2025-06-12"},
		misconduct.SuspensionReviewed{Officer: thorne, ConditionsMet: true, Reason: "Nothing has changed.", On: "2025-07-03"},
		misconduct.DocumentRecorded{Document: report, Kind: misconduct.DocReport, Title: "Report of the investigator", Dated: on("2025-10-10")},
		misconduct.DocumentRecorded{Document: reflective, Kind: misconduct.DocReflectiveText, Title: "Account", Officer: thorne, Dated: on("2025-10-10")},
		misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing, On: "2025-12-01"},
		misconduct.SpecialConditionsDetermined{Officer: thorne, Met: true, SufficientEvidence: true, PublicInterest: true, Dated: on("2025-12-02")},
		misconduct.PanelAppointed{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, Members: []misconduct.PanelMember{
			{Person: "Jane Halloran", Capacity: misconduct.Chair, Rank: "ASSISTANT_CHIEF_CONSTABLE"}, {Person: "Tom Wray", Capacity: misconduct.IndependentMember}}, Dated: on("2025-12-08")},
		misconduct.ReferralNoticeServed{Officer: thorne, Form: misconduct.Hearing, Documents: []string{report}, Dated: on("2025-12-08")},
		misconduct.HearingFixed{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, FirstDay: "2026-03-02", Venue: "Town Hall", Public: true, Dated: on("2026-02-02")},
		misconduct.FindingMade{Officer: thorne, Allegation: "a-1", Finding: misconduct.FoundGrossMisconduct, Basis: misconduct.Proved, Dated: on("2026-03-04")},
		misconduct.OutcomeImposed{Officer: thorne, Action: misconduct.Dismissal, Reasons: "No exceptional circumstances.", Dated: on("2026-03-04")},
	}
}

// ask is a request with all that any letter asks for.
func ask(template string, change ...func(*Request)) Request {
	r := Request{Template: template, Officer: thorne, Person: fenwick, On: "2026-03-09", ActingName: "Dana Whitlock", Text: "First.\nSecond.",
		NextSteps: "Interviews.", ExpectedBy: "2026-09-01", About: misconduct.OutcomeOfHandling, ReviewBody: misconduct.ReviewByIOPC, Documents: []string{report}}
	for _, f := range change {
		f(&r)
	}
	return r
}

// filled is a letter about to be made, with the names a register would give.
func filled(t testing.TB, r Request, history ...misconduct.Event) *filling {
	t.Helper()
	found, err := find(r.Template)
	if err != nil {
		t.Fatal(err)
	}
	f := &filling{Request: r, template: found, document: "8f14e45f-ceea-467f-a0e6-2b3b1c9d4e55", facts: newFacts(), acting: r.ActingName,
		officer: person{Name: "Adam Thorne", CollarNumber: "NM1417", Rank: "Police Constable"}}
	for _, e := range history {
		f.facts.take(e)
	}
	return f
}

func TestLettersSayWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	for _, template := range Templates() {
		t.Run(template.Name, func(t *testing.T) {
			t.Parallel()
			forms, err := filled(t, ask(template.Name), story()...).make()
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", template.Name+".html")
			if *update {
				if err := os.WriteFile(path, forms[1].content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want, forms[1].content) {
				t.Errorf("the letter reads otherwise than %s:\n%s", path, forms[1].content)
			}
			checkPDF(t, forms[0].content)
		})
	}
}

func TestTheSameLetterHasTheSameBytes(t *testing.T) {
	t.Parallel()
	first, err := filled(t, ask("written-notice"), story()...).make()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := filled(t, ask("written-notice"), story()...).make()
		if err != nil {
			t.Fatal(err)
		}
		for i := range first {
			if !bytes.Equal(first[i].content, again[i].content) {
				t.Fatalf("the %s differs from one time to the next", first[i].mediaType)
			}
		}
	}
}

// hostile are names and texts that want to be something else.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `{{.Officer}}`, "</bdi></p><h1>Acquitted</h1>", "\u202eevil\u202c", "محمد العربي",
	"名前 😀", "&lt;b&gt;", strings.Repeat("W", domain.MaxLine), "a\u0000b", "'; DROP TABLE", "javascript:alert(1)", "-- \\n \\( \\) endobj",
}

func TestHostileNamesStayNames(t *testing.T) {
	t.Parallel()
	plain, err := filled(t, ask("written-notice"), story()...).make()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range hostile {
		f := filled(t, ask("written-notice"), story()...)
		f.officer.Name, f.acting = name, name
		forms, err := f.make()
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if got, want := skeleton(t, forms[1].content), skeleton(t, plain[1].content); got != want {
			t.Errorf("%q changed what the page is made of:\n%s\nnot\n%s", name, got, want)
		}
		checkPDF(t, forms[0].content)
	}
}

func TestTextThatTurnsDirectionIsShown(t *testing.T) {
	t.Parallel()
	f := filled(t, ask("written-notice"), story()...)
	f.officer.Name = "Adam\u202eenrohT"
	forms, err := f.make()
	if err != nil || !bytes.Contains(forms[1].content, []byte("Adam[U&#43;202E]enrohT")) || bytes.ContainsRune(forms[1].content, '\u202e') {
		t.Errorf("%v: the override is not shown by its number", err)
	}
}

// skeleton is the elements of a page without its words.
func skeleton(t testing.TB, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			b.WriteString(n.Data + " ")
			for _, a := range n.Attr {
				b.WriteString(a.Key + "=" + a.Val + " ")
			}
		}
	}
	return b.String()
}

func FuzzLetters(f *testing.F) {
	for _, h := range hostile {
		f.Add(h, h, h)
	}
	templates := Templates()
	f.Fuzz(func(t *testing.T, name, text, reference string) {
		history := story()
		received := history[0].(misconduct.MatterReceived)
		received.Reference, history[0] = reference, received
		template := templates[len(text)%len(templates)]
		l := filled(t, ask(template.Name, func(r *Request) { r.Text = text + "." }), history...)
		l.officer.Name, l.acting = name, name+"."
		forms, err := l.make()
		if _, refused := domain.KindOf(err); refused {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"script", "img", "iframe"} {
			if strings.Contains(skeleton(t, forms[1].content), tag+" ") {
				t.Fatalf("a %s got in", tag)
			}
		}
		checkPDF(t, forms[0].content)
	})
}
