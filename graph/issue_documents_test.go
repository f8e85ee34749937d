package graph_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections/documents"
)

const documentAnswer = "document { id kind title template forms { mediaType sha256 size } officerId personId on beforeCause recordedBy recordedAt }"

// update is a letter that needs nothing but a complainant's name; terms is a notice from the record.
func (s *story) issue(v vars) reply {
	v["caseId"] = s.matter
	return s.as(domain.CaseOfficer).give("caseIssueDocument", documentAnswer, v)
}

// document asks for the bytes of a document as somebody and returns what the caller is shown.
func (p *person) document(matter, id string) (documents.Document, error) {
	return p.api.Documents.Read(access.With(context.Background(), p.who), domain.MatterID(matter), id)
}

func (s *story) bytesOf(id, mediaType string) string {
	s.tb.Helper()
	d, err := s.as(domain.CaseOfficer).document(s.matter, id)
	if err != nil {
		s.tb.Fatal(err)
	}
	form, ok := d.Form(mediaType)
	if !ok {
		s.tb.Fatalf("the document has no form %s", mediaType)
	}
	b, err := s.vault.Open(context.Background(), form.SHA256)
	if err != nil {
		s.tb.Fatal(err)
	}
	content, err := io.ReadAll(b)
	if err = errors.Join(err, b.Close()); err != nil {
		s.tb.Fatal(err)
	}
	return string(content)
}

func TestLettersAreMadeRecordedAndRead(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	command := uuid.NewString()
	suspend := vars{"caseId": s.matter, "officerId": s.officer, "status": "SUSPENDED", "reasonCode": "PUBLIC_INTEREST", "oral": true,
		"redeployment": "Considered.", "on": "2025-06-10"}
	notice := func() vars {
		return vars{"commandId": command, "template": "suspension", "officerId": s.officer, "on": "2025-06-11"}
	}
	refused := s.issue(notice())
	if refused.text("userErrors", 0, "code") != "FACT_MISSING" || refused.text("userErrors", 0, "field") != "officerId" {
		t.Fatalf("%v", refused.Data)
	}
	s.as(domain.CaseOfficer).done("caseConsultIOPCOnSuspension", "", vars{"caseId": s.matter, "officerId": s.officer, "view": "No objection.", "on": "2025-06-09"})
	s.as(domain.AppropriateAuthority).done("caseChangeDutyStatus", "", suspend)
	made := s.issue(notice())
	id := made.text("document", "id")
	if made.text("document", "template") != "suspension/1" || made.text("document", "kind") != "NOTICE" || len(made.list("document", "forms")) != 2 {
		t.Fatalf("%v", made.Data)
	}
	if page := s.bytesOf(id, "text/html"); !strings.Contains(page, "Adam Thorne") || !strings.Contains(page, "Tuesday 10 June 2025") {
		t.Errorf("the letter reads\n%s", page)
	}
	if !strings.HasPrefix(s.bytesOf(id, "application/pdf"), "%PDF-") {
		t.Error("there is no PDF")
	}
	again := s.issue(notice())
	if again.at("receipt", "repeated") != true || again.text("document", "id") != id {
		t.Errorf("given again: %v", again.Data)
	}
	listed := s.as(domain.PSDSupervisor).ask(`query($id: MatterID!) { case(id: $id) { documents { id title forms { mediaType } } } }`, vars{"id": s.matter})
	if len(listed.list("case", "documents")) != 1 || listed.text("case", "documents", 0, "id") != id {
		t.Errorf("listed: %v", listed.Data)
	}
}

// bring uploads a file and records it.
func (s *story) bring(role domain.Role, content string, change vars) reply {
	sha := string(s.upload(content))
	v := vars{"caseId": s.matter, "kind": "STATEMENT", "title": "Statement of a witness", "uploadId": sha, "sha256": sha, "mediaType": "text/plain", "on": "2025-06-20"}
	for k, x := range change {
		v[k] = x
	}
	return s.as(role).give("caseRecordDocument", documentAnswer, v)
}

func TestFilesBroughtInBecomeDocuments(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	brought := s.bring(domain.CaseOfficer, "I saw it.", nil)
	id := brought.text("document", "id")
	if brought.text("document", "forms", 0, "size") != "9" || brought.at("document", "template") != nil {
		t.Fatalf("%v", brought.Data)
	}
	if got := s.bytesOf(id, ""); got != "I saw it." {
		t.Errorf("it reads %q", got)
	}
	for code, change := range map[string]vars{
		"UPLOAD_NOT_FOUND": {"uploadId": strings.Repeat("a", 64), "sha256": strings.Repeat("a", 64)}, "DIGEST_MISMATCH": {"sha256": strings.Repeat("a", 64)},
		"MEDIA_TYPE_NOT_TAKEN": {"mediaType": "text/html"}, "NOT_CONCERNED": {"officerId": uuid.NewString()},
	} {
		if got := s.bring(domain.CaseOfficer, "I saw it.", change).text("userErrors", 0, "code"); got != code {
			t.Errorf("got %s, want %s", got, code)
		}
	}
	if got := s.bring(domain.ExhibitsOfficer, "x", vars{"uploadId": strings.Repeat("a", 64), "sha256": strings.Repeat("a", 64)}); got.text("userErrors", 0, "code") != "FORBIDDEN" {
		t.Errorf("somebody who may not learns whether a file is there: %v", got.Data)
	}
}

func TestReflectiveAccountsAreForSupervisorsAlone(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	account := vars{"kind": "RPRP_ACCOUNT", "officerId": s.officer, "title": "Account"}
	made := s.bring(domain.CaseOfficer, "What I think now.", account)
	if made.at("document") != nil || made.text("receipt", "stream") == "" {
		t.Fatalf("whoever brings an account in is shown it: %v", made.Data)
	}
	listed := s.as(domain.PSDSupervisor).ask(`query($id: MatterID!) { case(id: $id) { documents { id kind } } }`, vars{"id": s.matter})
	id := listed.text("case", "documents", 0, "id")
	if listed.text("case", "documents", 0, "kind") != "RPRP_ACCOUNT" {
		t.Fatalf("%v", listed.Data)
	}
	for role, sees := range map[domain.Role]bool{domain.PSDSupervisor: true, domain.AppropriateAuthority: true, domain.CaseOfficer: false, domain.ExhibitsOfficer: false,
		domain.IOPCReader: false, domain.HearingChair: false, domain.CaseAnalyst: false} {
		if _, err := s.as(role).document(s.matter, id); (err == nil) != sees {
			t.Errorf("%s reads it: %v", role, err)
		}
	}
}

func TestReadingADocumentIsRecordedAndOthersFindNothing(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	id := s.bring(domain.CaseOfficer, "I saw it.", nil).text("document", "id")
	before := len(s.access.Entries())
	if _, err := s.as(domain.CaseOfficer).document(s.matter, id); err != nil {
		t.Fatal(err)
	}
	concerned := s.as(domain.PSDSupervisor)
	concerned.who.Officer = domain.OfficerID(s.officer)
	elsewhere := s.as(domain.PSDSupervisor)
	elsewhere.who.Force = "southmoor"
	for who, p := range map[string]*person{"the officer concerned": concerned, "another force": elsewhere} {
		if d, err := p.document(s.matter, id); !isNotFound(err) || d.ID != "" {
			t.Errorf("%s got %+v, %v", who, d, err)
		}
	}
	if _, err := s.as(domain.CaseOfficer).document(s.matter, uuid.NewString()); !isNotFound(err) {
		t.Errorf("a document that is not there: %v", err)
	}
	entries := s.access.Entries()[before:]
	if len(entries) != 4 {
		t.Fatalf("%d entries", len(entries))
	}
	shown, ok := entries[0].(accesslog.Shown)
	if !ok || shown.Field != "document" || shown.Matter != domain.MatterID(s.matter) || shown.Things.All()[0] != id || len(shown.Policies) == 0 {
		t.Errorf("%+v", entries[0])
	}
	for _, e := range entries[1:] {
		if r, ok := e.(accesslog.Refused); !ok || r.Asked != "document" || r.Code != "NOT_FOUND" {
			t.Errorf("%+v", e)
		}
	}
}

func isNotFound(err error) bool {
	kind, ok := domain.KindOf(err)
	return ok && kind == domain.NotFound
}
