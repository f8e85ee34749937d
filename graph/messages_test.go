package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake"
)

// chat is a made-up group chat with one planted line.
func chat(t testing.TB, seed uint64, planted string) string {
	t.Helper()
	var b strings.Builder
	err := intake.GenerateGroupChat(&b, intake.GroupChat{Seed: seed, Messages: 300, Title: "Harbour C", Members: []string{"Adam Thorne", "Rhea Calloway", "Joel Winstead"},
		Start: time.Date(2024, 10, 1, 8, 0, 0, 0, time.UTC), End: time.Date(2025, 5, 30, 22, 0, 0, 0, time.UTC),
		Planted: map[int]intake.Line{150: {Sender: "Adam Thorne", Text: planted}}})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// imported plays the story up to the import of a chat and returns its digest.
func imported(t testing.TB, planted string) (*story, domain.SHA256) {
	t.Helper()
	s := play(open(t))
	s.extract()
	sha := s.upload(chat(t, 7, planted))
	s.as(domain.DigitalExaminer).done("extractionImport", "", s.importOf(sha))
	head, err := s.log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.last = head.String()
	return s, sha
}

func (s *story) importOf(sha domain.SHA256) vars {
	return vars{"extractionId": s.extraction, "uploadId": sha, "sha256": sha, "name": "_chat.txt", "timeZone": "Europe/London"}
}

func TestMessagesAreReadThroughTheAPI(t *testing.T) {
	t.Parallel()
	s, sha := imported(t, "the quick brown zebra")
	p := s.as(domain.CaseOfficer)
	r := p.ask(`query($id: ExtractionID!, $at: Position) { extraction(id: $id, atLeast: $at) {
		status start { tool { name version } deviceState clockOffset } completion { exhibit } device { exhibit } case { reference }
		sources { source { sha256 name format timeZone } done messages receipt { countedIn countedOut complete issues { code } } }
		conversations { nodes { id platform title kind messageCount participantCount firstSent participants { nodes { handle messageCount } } } } } }`,
		vars{"id": s.extraction, "at": s.last})
	source := r.at("extraction", "sources", 0)
	want := vars{"source": vars{"sha256": string(sha), "name": "_chat.txt", "format": r.at("extraction", "sources", 0, "source", "format"), "timeZone": "Europe/London"},
		"done": true, "messages": r.at("extraction", "sources", 0, "messages"), "receipt": r.at("extraction", "sources", 0, "receipt")}
	if d := cmp.Diff(any(want), source); d != "" {
		t.Error(d)
	}
	if r.at("extraction", "sources", 0, "receipt", "complete") != true || r.at("extraction", "completion") != nil || r.text("extraction", "device", "exhibit") != "KLM/2" {
		t.Errorf("%v", r.Data)
	}
	conversation := r.text("extraction", "conversations", "nodes", 0, "id")
	if got := r.at("extraction", "conversations", "nodes", 0, "participantCount"); got != 3. {
		t.Errorf("%v participants", got)
	}
	page := p.ask(`query($c: MatterID!, $id: ConversationID!) { conversation(id: $id) { messages(first: 100) { nodes { id } pageInfo { endCursor } } }
		messages(filter: {caseId: $c, conversationId: $id, sender: "Adam Thorne", kinds: [TEXT], flagged: false}, first: 2) {
			nodes { sender body bodyState sentRaw sentLocal sent tzBasis kind flags attachments { name } observationCount differs matchedBy } } }`,
		vars{"c": s.matter, "id": conversation})
	if n := len(page.list("conversation", "messages", "nodes")); n != 100 {
		t.Errorf("a page of %d messages", n)
	}
	if got := page.text("messages", "nodes", 0, "tzBasis"); got != "OPERATOR_SUPPLIED" || page.at("messages", "nodes", 0, "sent") == nil {
		t.Errorf("%v", page.at("messages", "nodes", 0))
	}
}

func TestAMessageIsFoundCitedAndShownWithTheDecision(t *testing.T) {
	t.Parallel()
	s, _ := imported(t, "the quick brown zebra")
	p := s.as(domain.CaseOfficer)
	const search = `query($c: MatterID!, $text: String!, $order: SearchOrder, $at: Position) { messageSearch(filter: {caseId: $c}, text: $text, order: $order, atLeast: $at) {
		nodes { excerpt spans { start end } ref { extractionId revision messageId } message { id sender observations { locator source exhibit ref { messageId } } } } } }`
	search2 := strings.Replace(search, "$order: SearchOrder", "$order: SearchOrder! = NEWEST", 1)
	r := p.ask(search2, vars{"c": s.matter, "text": "zebra quick", "at": s.last})
	if n := len(r.list("messageSearch", "nodes")); n != 1 {
		t.Fatalf("%d matches", n)
	}
	if got := r.text("messageSearch", "nodes", 0, "excerpt"); !strings.Contains(got, "zebra") {
		t.Errorf("excerpt %q", got)
	}
	ref, _ := r.at("messageSearch", "nodes", 0, "ref").(map[string]any)
	decided := p.done("caseRecordDecision", "case { decisions { id evidence { note exhibit message { messageId message { sender body } } } } }", vars{"caseId": s.matter,
		"subject": "POLICY", "text": "The remark is put to the officer.", "reasons": "It is the gravest of the messages.", "decidedBy": "APPROPRIATE_AUTHORITY",
		"evidence": []any{vars{"message": ref, "note": "the remark"}, vars{"exhibit": "KLM/2"}}, "on": "2025-07-01"})
	want := []any{
		vars{"note": "the remark", "exhibit": nil, "message": vars{"messageId": ref["messageId"], "message": vars{"sender": "Adam Thorne", "body": "the quick brown zebra"}}},
		vars{"note": nil, "exhibit": "KLM/2", "message": nil},
	}
	if d := cmp.Diff(any(want), decided.at("case", "decisions", 0, "evidence")); d != "" {
		t.Error(d)
	}
	foreign := s.as(domain.CaseOfficer)
	foreign.who.Officer = domain.OfficerID(s.officer)
	if r := foreign.ask(search2, vars{"c": s.matter, "text": "zebra"}); len(r.list("messageSearch", "nodes")) != 0 {
		t.Error("the officer concerned finds messages of their own case")
	}
}

func TestTheSameFileAgainAddsNothing(t *testing.T) {
	t.Parallel()
	s, sha := imported(t, "zebra")
	input := s.importOf(sha)
	r := s.as(domain.DigitalExaminer).done("extractionImport", "extraction { sources { source { sha256 } messages done } }", input)
	if ids := r.list("receipt", "eventIds"); len(ids) != 0 {
		t.Errorf("events %v", ids)
	}
	if n := len(r.list("extraction", "sources")); n != 1 {
		t.Errorf("%d sources", n)
	}
}

func TestAFileThatIsNoChatIsRefused(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	s.extract()
	for content, want := range map[string]string{
		"this is a shopping list\neggs\n":                            "NOT_A_CHAT",
		"[01/02/2025, 10:00:00] A: x\n[01/02/2025, 10:01:00] B: y\n": "DATE_ORDER_AMBIGUOUS",
	} {
		if got := s.as(domain.DigitalExaminer).refused("extractionImport", s.importOf(s.upload(content))); got != want {
			t.Errorf("%q: %s instead of %s", content, got, want)
		}
	}
	zone := s.importOf(s.upload(chat(t, 3, "x")))
	zone["timeZone"] = "Middle Earth"
	if got := s.as(domain.DigitalExaminer).refused("extractionImport", zone); got != "TIME_ZONE_UNKNOWN" {
		t.Error(got)
	}
	nameless := s.importOf(s.upload(chat(t, 4, "x")))
	nameless["name"] = ""
	if r := s.as(domain.DigitalExaminer).give("extractionImport", "", nameless); r.text("userErrors", 0, "field") != "name" {
		t.Errorf("a file without a name: %v", r.list("userErrors"))
	}
}
