package graph_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
)

func TestACaseThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	got := s.as(domain.CaseOfficer).ask(`query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) {
		reference operation force kind grounds state referred cameToAttentionOn reportedBy
		referrals { mandatory on } involvements { officerId rankAtConduct dutyStatus officer { name collarNumber rank } }
		allegations { officerIds standards category } criminalStrands { offence concludedOn outcome }
		devices { nodes { id exhibit ownership holder seal basis { power grounds } description { type make model imeis } condition { power pinOffered }
			chain { nodes { kind to seal } } case { reference } } }
		exhibits { nodes { ref device { id } extraction { id } } }
		timeline { nodes { type } } } }`, vars{"id": s.matter, "at": s.last})
	want := vars{
		"reference": "NMP/2025/0417", "operation": "Larkfield", "force": "northmoor", "kind": "RECORDABLE_CONDUCT_MATTER",
		"grounds": []any{"DISCRIMINATION_AGGRAVATED"}, "state": "MODE_DETERMINED", "referred": true, "cameToAttentionOn": received, "reportedBy": "COLLEAGUE",
		"referrals": []any{vars{"mandatory": true, "on": "2025-06-04"}},
		"involvements": []any{vars{"officerId": s.officer, "rankAtConduct": "PC", "dutyStatus": "NORMAL",
			"officer": vars{"name": "Adam Thorne", "collarNumber": "4417NM", "rank": "PC"}}},
		"allegations":     []any{vars{"officerIds": []any{s.officer}, "standards": []any{2., 3.}, "category": "F"}},
		"criminalStrands": []any{vars{"offence": "Communications Act 2003 s127(1)", "concludedOn": nil, "outcome": nil}},
		"devices": vars{"nodes": []any{vars{"id": s.phone, "exhibit": "KLM/2", "ownership": "PERSONAL", "holder": "DC K. L. Mistry", "seal": "NMP0031902",
			"basis":       vars{"power": "PACE_S32", "grounds": "Arrested for an offence."},
			"description": vars{"type": "smartphone", "make": "Apple", "model": nil, "imeis": []any{"350000000000904"}},
			"condition":   vars{"power": nil, "pinOffered": false},
			"chain":       vars{"nodes": []any{vars{"kind": "SEIZED", "to": "DC K. L. Mistry", "seal": nil}, vars{"kind": "SEALED", "to": nil, "seal": "NMP0031902"}}},
			"case":        vars{"reference": "NMP/2025/0417"}}}},
		"exhibits": vars{"nodes": []any{vars{"ref": "KLM/2", "device": vars{"id": s.phone}, "extraction": nil}}},
		"timeline": vars{"nodes": []any{vars{"type": "misconduct.matter_received.v1"}, vars{"type": "misconduct.clock_started.v1"},
			vars{"type": "misconduct.officer_concerned_identified.v1"}, vars{"type": "misconduct.matter_recorded.v1"}, vars{"type": "misconduct.clock_started.v1"},
			vars{"type": "misconduct.allegation_added.v1"}, vars{"type": "misconduct.matter_referred_to_iopc.v1"}, vars{"type": "misconduct.clock_stopped.v1"},
			vars{"type": "misconduct.mode_of_investigation_determined.v1"}, vars{"type": "misconduct.criminal_strand_opened.v1"}, vars{"type": "misconduct.exhibit_registered.v1"}, vars{"type": "device.seized.v1"},
			vars{"type": "device.sealed.v1"}}},
	}
	if d := cmp.Diff(want, got.at("case")); d != "" {
		t.Fatal(d)
	}
}

func TestTheSameCommandAgainGetsTheSameReceipt(t *testing.T) {
	t.Parallel()
	h := open(t)
	input := func() vars {
		return vars{"commandId": "0b6b3a0e-5a86-4f67-9d8e-0c54ac1d4a11", "name": "Rhea Calloway", "collarNumber": "2093NM", "force": "northmoor",
			"kind": "OFFICER", "rank": "SERGEANT", "unit": "Harbour Street", "from": "2011-02-14"}
	}
	p := h.as(domain.CaseOfficer)
	first := p.done("officerRegister", "officer { id }", input())
	again := p.done("officerRegister", "officer { id }", input())
	if first.at("receipt", "repeated") != false || again.at("receipt", "repeated") != true {
		t.Fatalf("repeated: first %v, again %v", first.at("receipt", "repeated"), again.at("receipt", "repeated"))
	}
	for _, what := range []string{"stream", "revision", "position", "eventIds"} {
		if d := cmp.Diff(first.at("receipt", what), again.at("receipt", what)); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	if first.text("officer", "id") == "" || first.text("officer", "id") != again.text("officer", "id") {
		t.Errorf("the command made %s, and again %s", first.text("officer", "id"), again.text("officer", "id"))
	}
	other := input()
	other["name"] = "Somebody Else"
	if code := p.refused("officerRegister", other); code != "COMMAND_REUSED" {
		t.Errorf("another payload under the same id: %s", code)
	}
}

// Two matters under one reference would hide one another: the reference is how people name a case, and what an import is filed under.
func TestAReferenceIsGivenOutOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	first := vars{"commandId": uuid.NewString(), "reference": "NMP/2025/0001", "force": "northmoor", "cameToAttentionOn": received, "summary": "Something."}
	p := h.as(domain.CaseOfficer)
	p.done("caseReceive", "", first)
	again := maps.Clone(first)
	again["commandId"], again["summary"] = uuid.NewString(), "Something else."
	if code := p.refused("caseReceive", again); code != "ALREADY_RECEIVED" {
		t.Errorf("a second matter under the same reference: %s", code)
	}
	if r := p.done("caseReceive", "", first); r.at("receipt", "repeated") != true {
		t.Error("the first command given again is not answered with its receipt")
	}
}

func TestALostReceiptIsFoundByWhoGaveTheCommand(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := uuid.NewString()
	r := h.as(domain.CaseOfficer).done("caseReceive", "", vars{"commandId": id, "reference": "NMP/2025/0001", "force": "northmoor",
		"cameToAttentionOn": received, "summary": "Something.", "reportedBy": "COLLEAGUE"})
	const query = `query($id: UUID!, $at: Position) { command(id: $id, atLeast: $at) { id stream revision position eventIds } }`
	v := vars{"id": id, "at": r.text("receipt", "position")}
	got := h.as(domain.CaseOfficer).ask(query, v)
	for _, what := range []string{"stream", "revision", "position", "eventIds"} {
		if d := cmp.Diff(r.at("receipt", what), got.at("command", what)); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	if other := h.as(domain.PSDSupervisor).ask(query, v); other.at("command") != nil {
		t.Error("somebody else's command is shown")
	}
	if unknown := h.as(domain.CaseOfficer).ask(query, vars{"id": uuid.NewString()}); unknown.at("command") != nil {
		t.Error("a command nobody gave is shown")
	}
}

// Refusals of the rules are answers and no errors: they have a code, a field and a text.
func TestRefusalsStandInUserErrors(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	for name, c := range map[string]struct {
		as           domain.Role
		field        string
		input        vars
		code, kind   string
		fieldAtFault any
	}{
		"by the rules": {domain.CaseOfficer, "deviceSeal", vars{"deviceId": s.phone, "seal": "NMP2", "by": "x", "at": seizedAt}, "", "REFUSED", nil},
		"forbidden":    {domain.DigitalExaminer, "caseRecord", vars{"caseId": s.matter, "kind": "COMPLAINT", "on": received}, "FORBIDDEN", "FORBIDDEN", nil},
		"unknown":      {domain.CaseOfficer, "deviceSeal", vars{"deviceId": uuid.NewString(), "seal": "N", "by": "x", "at": seizedAt}, "UNKNOWN_DEVICE", "NOT_FOUND", nil},
		"incomplete": {domain.CaseOfficer, "caseReceive", vars{"reference": "", "force": "northmoor", "cameToAttentionOn": received, "summary": "x"},
			"REQUIRED", "INVALID", "reference"},
		"the officer named is unknown": {domain.CaseOfficer, "caseIdentifyOfficer", vars{"caseId": s.matter, "officerId": uuid.NewString(),
			"rankAtConduct": "PC", "subjectKind": "OFFICER", "on": received}, "", "", "officerId"},
		"another file than meant": {domain.DigitalExaminer, "extractionImport", vars{"extractionId": uuid.NewString(), "name": "_chat.txt",
			"uploadId": digestOf("a"), "sha256": digestOf("b")}, "DIGEST_MISMATCH", "INVALID", "sha256"},
		"no such upload": {domain.DigitalExaminer, "extractionImport", vars{"extractionId": uuid.NewString(), "name": "_chat.txt",
			"uploadId": digestOf("a"), "sha256": digestOf("a")}, "UPLOAD_NOT_FOUND", "NOT_FOUND", "uploadId"},
	} {
		t.Run(name, func(t *testing.T) {
			r := s.as(c.as).give(c.field, "", c.input)
			if r.at("receipt") != nil || len(r.list("userErrors")) != 1 {
				t.Fatalf("answered with %v", r.Data)
			}
			if got := r.text("userErrors", 0, "code"); got == "" || (c.code != "" && got != c.code) {
				t.Errorf("code %q, want %q", got, c.code)
			}
			if got := r.text("userErrors", 0, "kind"); c.kind != "" && got != c.kind {
				t.Errorf("kind %s, want %s", got, c.kind)
			}
			if got := r.at("userErrors", 0, "field"); c.fieldAtFault != nil && got != c.fieldAtFault {
				t.Errorf("field %v, want %v", got, c.fieldAtFault)
			}
			if r.text("userErrors", 0, "message") == "" {
				t.Error("no text")
			}
		})
	}
}
