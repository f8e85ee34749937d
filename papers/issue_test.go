package papers_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/papers"
	"github.com/probity-ledger/probity/vault"
)

const today = domain.Date("2025-06-12")

// office is a force with one matter about to be noticed.
type office struct {
	tb      testing.TB
	ledger  *ledger.Ledger
	vault   *vault.Vault
	issuer  *papers.Issuer
	matter  domain.MatterID
	officer domain.OfficerID
}

func as(role domain.Role, change ...func(*access.Principal)) context.Context {
	p := access.Principal{Actor: domain.ActorID("sub-" + strings.ToLower(string(role))), Role: role, Force: "northmoor"}
	for _, f := range change {
		f(&p)
	}
	return access.With(context.Background(), p)
}

func newOffice(t testing.TB) *office {
	t.Helper()
	now := func() time.Time { return time.Date(2025, 6, 12, 10, 0, 0, 0, time.UTC) }
	v, err := vault.Open(logtest.Dir(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	o := &office{tb: t, ledger: ledger.New(ledger.Config{Log: logtest.Start(t).Open(), Now: now}), vault: v,
		matter: domain.MatterID(uuid.NewString()), officer: domain.OfficerID(uuid.NewString())}
	o.issuer = &papers.Issuer{Ledger: o.ledger, Vault: v, Now: now}
	clerk, authority := as(domain.CaseOfficer), as(domain.AppropriateAuthority)
	o.done(o.ledger.Officer(clerk, uuid.NewString(), o.officer, officer.Register{Person: officer.Person{Name: "Adam Thorne", CollarNumber: "NM1417"},
		Force: "northmoor", Kind: officer.PoliceOfficer, Rank: officer.Constable, Unit: "Shift B", From: "2020-01-01"}))
	o.give(clerk, misconduct.Receive{Reference: "NMP/2025/0417", Force: "northmoor", CameToAttentionOn: "2025-06-03", Summary: "screenshots", ReportedBy: "COLLEAGUE"})
	o.give(authority, misconduct.Record{Kind: misconduct.ConductMatter, On: "2025-06-03"})
	o.give(clerk, misconduct.IdentifyOfficer{Officer: o.officer, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-06-03"})
	o.give(clerk, misconduct.AddAllegation{Allegation: "a-1", Officers: []domain.OfficerID{o.officer}, Standards: []int{9}, CodeSet: "iopc-2021", Category: "J",
		Text: "Racist messages in a group."})
	o.give(authority, misconduct.AssessSeverity{Officer: o.officer, Severity: misconduct.Misconduct, LikelyForm: misconduct.Meeting,
		DecidedBy: domain.AppropriateAuthority, Reason: "if proved", On: today})
	return o
}

func (o *office) done(_ ledger.Receipt, err error) {
	o.tb.Helper()
	if err != nil {
		o.tb.Fatal(err)
	}
}

func (o *office) give(ctx context.Context, c misconduct.Command) {
	o.tb.Helper()
	o.done(o.ledger.Matter(ctx, uuid.NewString(), o.matter, c))
}

func (o *office) notice(change ...func(*papers.Request)) papers.Request {
	r := papers.Request{Template: "written-notice", Officer: o.officer, On: today, ActingName: "Dana Whitlock"}
	for _, f := range change {
		f(&r)
	}
	return r
}

// read returns the bytes a document of the matter has, by their media type.
func (o *office) read(id string) map[string]string {
	o.tb.Helper()
	s, err := o.ledger.MatterState(context.Background(), o.matter)
	if err != nil {
		o.tb.Fatal(err)
	}
	d, ok := s.Documents[id]
	if !ok {
		o.tb.Fatalf("no document %s is on record", id)
	}
	out := map[string]string{}
	for _, form := range append([]misconduct.Rendition{{SHA256: d.SHA256, MediaType: d.MediaType}}, d.Renditions...) {
		b, err := o.vault.Open(context.Background(), form.SHA256)
		if err != nil {
			o.tb.Fatal(err)
		}
		content, err := io.ReadAll(b)
		if err = errors.Join(err, b.Close()); err != nil {
			o.tb.Fatal(err)
		}
		out[form.MediaType] = string(content)
	}
	return out
}

func TestALetterBecomesADocumentOfTheMatter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	receipt, id, err := o.issuer.Issue(as(domain.CaseOfficer), uuid.NewString(), o.matter, o.notice())
	if err != nil || len(receipt.EventIDs) == 0 {
		t.Fatal(receipt, err)
	}
	forms := o.read(id)
	for _, want := range []string{"Adam Thorne", "NM1417", "Dana Whitlock", "Racist messages in a group.", "9 Discreditable Conduct", id, "regulation 17, Police (Conduct) Regulations 2020"} {
		if !strings.Contains(forms["text/html"], want) {
			t.Errorf("the notice does not say %q", want)
		}
	}
	if !strings.HasPrefix(forms["application/pdf"], "%PDF-") {
		t.Error("the notice has no PDF")
	}
}

func TestTheSameCommandMakesOneLetter(t *testing.T) {
	t.Parallel()
	o, command := newOffice(t), uuid.NewString()
	_, id, err := o.issuer.Issue(as(domain.CaseOfficer), command, o.matter, o.notice())
	if err != nil {
		t.Fatal(err)
	}
	before := o.read(id)
	o.give(as(domain.CaseOfficer), misconduct.AddAllegation{Allegation: "a-2", Officers: []domain.OfficerID{o.officer}, Standards: []int{1}, CodeSet: "iopc-2021",
		Category: "J", Text: "And another thing."})
	receipt, again, err := o.issuer.Issue(as(domain.CaseOfficer), command, o.matter, o.notice())
	if err != nil || !receipt.Repeated || again != id || o.read(id)["text/html"] != before["text/html"] {
		t.Errorf("%+v %s %v: given again, the letter is another", receipt, again, err)
	}
	_, _, err = o.issuer.Issue(as(domain.CaseOfficer), command, o.matter, o.notice(func(r *papers.Request) { r.Template, r.Text = "reflective-notice", "x" }))
	refusedWith(t, err, ledger.CodeCommandReused)
}

func TestTheInvestigatorIsNamedFromTheRegister(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	investigator, admin := domain.OfficerID(uuid.NewString()), as(domain.AccessAdministrator)
	o.done(o.ledger.Officer(as(domain.CaseOfficer), uuid.NewString(), investigator, officer.Register{Person: officer.Person{Name: "Dana Whitlock", CollarNumber: "NM2"},
		Force: "northmoor", Kind: officer.PoliceOfficer, Rank: officer.Sergeant, Unit: "DPS", From: "2020-01-01"}))
	o.done(o.ledger.Account(admin, uuid.NewString(), "sub-whitlock", account.Open{Actor: "sub-whitlock", Kind: account.Person, Force: "northmoor", Officer: investigator}))
	unnamed := o.notice(func(r *papers.Request) { r.ActingName = "" })
	_, _, err := o.issuer.Issue(as(domain.CaseOfficer), uuid.NewString(), o.matter, unnamed)
	refusedWith(t, err, "FACT_MISSING")
	o.give(as(domain.AppropriateAuthority), misconduct.AppointInvestigator{Investigator: "sub-whitlock", ConflictNote: "none", On: today})
	_, id, err := o.issuer.Issue(as(domain.CaseOfficer), uuid.NewString(), o.matter, unnamed)
	if err != nil || !strings.Contains(o.read(id)["text/html"], "Sergeant Dana Whitlock") {
		t.Errorf("%v: the notice does not name the investigator", err)
	}
}

func TestLettersAreOnlyForThoseWhoMayRecordThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	elsewhere := func(p *access.Principal) { p.Force = "southmoor" }
	_, _, err := o.issuer.Issue(as(domain.CaseOfficer, elsewhere), uuid.NewString(), o.matter, o.notice())
	refusedWith(t, err, ledger.CodeUnknownMatter)
	_, _, err = o.issuer.Issue(as(domain.CaseOfficer, func(p *access.Principal) { p.Officer = o.officer }), uuid.NewString(), o.matter, o.notice())
	refusedWith(t, err, ledger.CodeUnknownMatter)
	_, _, err = o.issuer.Issue(as(domain.ExhibitsOfficer), uuid.NewString(), o.matter, o.notice())
	refusedWith(t, err, ledger.CodeForbidden)
	if n := o.vault.Stats(); n.Committed != 0 {
		t.Errorf("%d files were kept of letters nobody was allowed", n.Committed)
	}
}

func TestASuppressedNameStaysInside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.done(o.ledger.CaseAccess(as(domain.PSDSupervisor), uuid.NewString(), o.matter, caseaccess.SuppressName{Suppression: "s1", Kind: caseaccess.OfficerNamed,
		Officer: o.officer, Scope: caseaccess.FromPublication, OrderedBy: "chair of the hearing"}))
	_, id, err := o.issuer.Issue(as(domain.CaseOfficer), uuid.NewString(), o.matter, papers.Request{Template: "delay-report", Officer: o.officer, On: today, Text: "a", NextSteps: "b"})
	if err != nil {
		t.Fatal(err)
	}
	for form, content := range o.read(id) {
		if bytes.Contains([]byte(content), []byte("Thorne")) {
			t.Errorf("the %s names the officer", form)
		}
	}
}

func refusedWith(t testing.TB, err error, code string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}
