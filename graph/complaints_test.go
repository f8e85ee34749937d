package graph_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
)

const complaintHeader = "reference,came_to_attention,summary,complainant_name,complainant_contact,code_set,category,standards,officers\n"

// list gives a list of complaints and returns what became of its rows.
func (p *person) list(v vars) reply {
	for k, x := range (vars{"commandId": uuid.NewString(), "force": "northmoor", "format": "CSV", "dryRun": false}) {
		if _, given := v[k]; !given {
			v[k] = x
		}
	}
	return p.give("complaintsRegister", "rows { row reference caseId state errors { field code message } } last more", v)
}

func rowsOf(r reply) (out []string) {
	for i := range r.list("rows") {
		line := r.text("rows", i, "state")
		for j := range r.list("rows", i, "errors") {
			line += " " + r.text("rows", i, "errors", j, "field") + ":" + r.text("rows", i, "errors", j, "code")
		}
		out = append(out, line)
	}
	return out
}

func TestComplaintsAreRegisteredFromAList(t *testing.T) {
	t.Parallel()
	h := open(t)
	keeper := h.as(domain.CaseOfficer)
	registered := keeper.done("officerRegister", "officer { id }", vars{"name": "Dean Marlow", "collarNumber": "2210NM", "force": "northmoor",
		"kind": "OFFICER", "rank": "PC", "unit": "Harbour Street", "from": "2017-09-04"})
	keeper.ask(`query($at: Position) { officers(first: 1, atLeast: $at) { nodes { id } } }`, vars{"at": registered.text("receipt", "position")})
	text := complaintHeader + "NMP/2026/1,2026-01-12,Told a neighbour,Orla Fenwick,1 Mill Lane,iopc-2021,D2,7,2210NM\n" +
		"NMP/2026/2,2026-01-13,=1+1,Sam Oyelaran,,,,,\n" + "NMP/2026/3,2026-01-13,x,y,,iopc-2021,D2,7,9999XX\n"
	refused := "REFUSED officers:UNKNOWN_OFFICER"
	if diff := cmp.Diff([]string{"WOULD_REGISTER", "WOULD_REGISTER", refused}, rowsOf(keeper.list(vars{"text": text, "dryRun": true}))); diff != "" {
		t.Errorf("a dry run: %s", diff)
	}
	got := keeper.list(vars{"text": text})
	if diff := cmp.Diff([]string{"REGISTERED", "REGISTERED", refused}, rowsOf(got)); diff != "" {
		t.Fatalf("%s\n%v", diff, got.Data)
	}
	page := keeper.list(vars{"uploadId": string(h.upload(text)), "after": 1, "first": 1})
	if diff := cmp.Diff([]string{"ALREADY"}, rowsOf(page)); diff != "" || page.at("more") != true || page.at("last") != float64(2) {
		t.Errorf("a page of the upload: %s %v", diff, page.Data)
	}
	found := keeper.ask(`query($id: MatterID!) { case(id: $id) { kind allegations { text } involvements { officer { collarNumber } } } }`, vars{"id": got.text("rows", 0, "caseId")})
	if found.text("case", "kind") != "COMPLAINT" || found.text("case", "involvements", 0, "officer", "collarNumber") != "2210NM" {
		t.Errorf("%v", found.Data)
	}
}

func TestListsThatCannotBeDealtWithAreRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	h := open(t)
	for name, tt := range map[string]struct {
		role domain.Role
		in   vars
		code string
	}{
		"an unknown column": {domain.CaseOfficer, vars{"text": "reference,salary\n"}, "UNKNOWN_COLUMN"},
		"no JSON":           {domain.CaseOfficer, vars{"text": "reference", "format": "JSON"}, "BAD_JSON"},
		"nothing":           {domain.CaseOfficer, vars{}, "LIST_REQUIRED"},
		"both":              {domain.CaseOfficer, vars{"text": "x", "uploadId": strings.Repeat("a", 64)}, "LIST_REQUIRED"},
		"no such upload":    {domain.CaseOfficer, vars{"uploadId": strings.Repeat("a", 64)}, "UPLOAD_NOT_FOUND"},
		"too large a page":  {domain.CaseOfficer, vars{"text": "x", "first": 101}, "PAGE_INVALID"},
		"an examiner":       {domain.DigitalExaminer, vars{"uploadId": strings.Repeat("a", 64)}, "FORBIDDEN"},
		"another force":     {domain.CaseOfficer, vars{"text": complaintHeader, "force": "southmoor"}, "FORBIDDEN"},
	} {
		if got := h.as(tt.role).list(tt.in).text("userErrors", 0, "code"); got != tt.code {
			t.Errorf("%s: %q, want %s", name, got, tt.code)
		}
	}
}
