package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access/devissuer"
)

// watchdog is the IOPC's reader before a force's ledger: one matter there was referred to it, another is the force's own.
type watchdog struct {
	*world
	token    string
	personas func(name string) string // a token of the development issuer
	referred string                   // the case's id
	internal *matter
}

func openWatchdog(t *testing.T) *watchdog {
	t.Helper()
	w := &watchdog{world: &world{t: t, s: open(t), owner: map[string]*matter{}, client: http.DefaultClient}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	site, err := w.s.serveHTTP(t.Context(), listener, front{})
	if err != nil {
		t.Fatal(err)
	}
	w.url = site.url
	w.personas = func(name string) string {
		token, err := site.issuer.Token(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	w.token, w.references = w.personas("iopc-reader"), map[string]string{devissuer.Force: w.personas("psd-supervisor")}
	o, err := playDemo(t.Context(), newTerminal(nil, &bytes.Buffer{}, &bytes.Buffer{}), w.s)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.s.openPersonas(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.referred = string(o.Case)
	w.internal = newMatter(0, relation{name: "internal", force: devissuer.Force})
	w.begin(w.internal)
	w.settle()
	w.findMessage(w.internal)
	return w
}

// read asks at the watchdog's door and wants an answer.
func (w *watchdog) read(query string, variables map[string]any) map[string]any {
	w.t.Helper()
	r := w.askAt("/watchdog/graphql", w.token, query, variables)
	if r.code() != "" {
		w.t.Fatalf("%s\n%s", query, r.raw)
	}
	return r.Data
}

// at walks into an answer: names and, for lists, numbers.
func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

// each collects one field of the elements of a list.
func each(list any, field string) (found []any) {
	elements, _ := list.([]any)
	for _, e := range elements {
		found = append(found, at(e, field))
	}
	return found
}

// The five journeys of the watchdog, through the program's own door, with a token of the development issuer.
func TestWatchdog(t *testing.T) {
	t.Parallel()
	w := openWatchdog(t)
	t.Run("opens a referred matter", w.opensAReferredMatter)
	t.Run("follows an exhibit", w.followsAnExhibit)
	t.Run("reads a conversation", w.readsAConversation)
	t.Run("sees who read it", w.seesWhoReadIt)
	t.Run("is refused an internal matter", w.isRefusedAnInternalMatter)
	t.Run("cannot write", w.cannotWrite)
}

func (w *watchdog) opensAReferredMatter(t *testing.T) {
	list := w.read(`{ cases { nodes { id reference referred } pageInfo { hasNextPage } } }`, nil)
	if d := cmp.Diff([]any{map[string]any{"id": w.referred, "reference": "NMP/2025/0417", "referred": true}}, at(list, "cases", "nodes")); d != "" {
		t.Fatalf("the list: %s", d)
	}
	c := at(w.read(`query($id: MatterID!) { case(id: $id) { mode referrals { mandatory on } involvements { officer { name } severity finding dutyStatus }
		allegations { text } decisions { subject evidence { exhibit message { messageId } } } clocks { kind state } report { on }
		timeline(first: 100) { nodes { type position } pageInfo { hasNextPage } } } }`, map[string]any{"id": w.referred}), "case")
	if at(c, "mode") != "DIRECTED" || at(c, "referrals", 0, "mandatory") != true || at(c, "report", "on") != "2025-10-10" {
		t.Errorf("the case: %v", c)
	}
	var names []any
	for i := range 3 {
		names = append(names, at(c, "involvements", i, "officer", "name"))
	}
	if d := cmp.Diff([]any{"Adam Thorne", "Rhea Calloway", "Joel Winstead"}, names); d != "" {
		t.Errorf("the officers concerned: %s", d)
	}
	if n := len(each(at(c, "timeline", "nodes"), "type")); n < 50 || at(c, "timeline", "pageInfo", "hasNextPage") != false {
		t.Errorf("the timeline has %d events", n)
	}
}

// followsAnExhibit: from the seizure over seals and hand-overs to the extraction and what it produced.
func (w *watchdog) followsAnExhibit(t *testing.T) {
	derived := at(w.read(`query($id: MatterID!) { exhibit(caseId: $id, ref: "PQR/1") { derivedFrom extraction { status level completion { acquisitionHash }
		verifications { match } device { exhibit fromWhom holder seal chain { nodes { kind from to seal sealGiven sealReceived gaps } }
		discrepancies { kind explanation { text } } bases { power } } } } }`, map[string]any{"id": w.referred}), "exhibit")
	if at(derived, "derivedFrom") != "KLM/2" || at(derived, "extraction", "device", "exhibit") != "KLM/2" || at(derived, "extraction", "status") != "COMPLETED" {
		t.Fatalf("PQR/1 comes from %v", derived)
	}
	chain := at(derived, "extraction", "device", "chain", "nodes")
	kinds := []any{"SEIZED", "SEALED", "TRANSFERRED", "TRANSFERRED", "SEAL_BROKEN", "SEALED", "TRANSFERRED"}
	if d := cmp.Diff(kinds, each(chain, "kind")); d != "" {
		t.Fatalf("the chain: %s", d)
	}
	for i := 3; i < 7; i++ { // each takes over from the one before
		if from := at(chain, i, "from"); from != nil && from != "" && at(chain, i-1, "to") != nil && from != at(chain, i-1, "to") {
			t.Errorf("hand-over %d is from %v, and the one before to %v", i, from, at(chain, i-1, "to"))
		}
	}
	if at(chain, 1, "seal") != "NMP0031902" || at(derived, "extraction", "device", "discrepancies", 0, "explanation", "text") == nil {
		t.Errorf("the seal and its misreading: %v", derived)
	}
	if at(derived, "extraction", "verifications", 0, "match") != true {
		t.Errorf("the copy was not verified: %v", derived)
	}
}

// readsAConversation from its first message to the last, page by page, and finds one message again by its words.
func (w *watchdog) readsAConversation(t *testing.T) {
	chat := at(w.read(`query($id: MatterID!) { conversations(filter: {caseId: $id}) { nodes { id title messageCount participantCount } } }`,
		map[string]any{"id": w.referred}), "conversations", "nodes", 0)
	if at(chat, "messageCount") != 6412. || at(chat, "participantCount") != 9. {
		t.Fatalf("the chat: %v", chat)
	}
	seen, after := map[any]bool{}, any(nil)
	for more := true; more; {
		page := at(w.read(`query($id: MatterID!, $chat: ConversationID, $after: Cursor) { messages(filter: {caseId: $id, conversationId: $chat}, first: 100, after: $after) {
			nodes { id } pageInfo { hasNextPage endCursor } } }`, map[string]any{"id": w.referred, "chat": at(chat, "id"), "after": after}), "messages")
		for _, id := range each(at(page, "nodes"), "id") {
			seen[id] = true
		}
		more, _ = at(page, "pageInfo", "hasNextPage").(bool)
		after = at(page, "pageInfo", "endCursor")
	}
	if len(seen) != 6412 {
		t.Errorf("%d of 6412 messages were read", len(seen))
	}
	hit := at(w.read(`query($id: MatterID!) { messageSearch(filter: {caseId: $id}, text: "racist remark about a driver") { nodes { message { id sender body
		observations { exhibit locator } } } } }`, map[string]any{"id": w.referred}), "messageSearch", "nodes", 0, "message")
	if at(hit, "sender") != "Adam Thorne" || !seen[at(hit, "id")] || at(hit, "observations", 0, "exhibit") != "KLM/2" && at(hit, "observations", 0, "exhibit") != "PQR/1" {
		t.Errorf("found %v", hit)
	}
}

// seesWhoReadIt: a supervisor reads one message, and the watchdog finds that, and its own reading, in the access log.
func (w *watchdog) seesWhoReadIt(t *testing.T) {
	message := at(w.read(`query($id: MatterID!) { messages(filter: {caseId: $id}, first: 1) { nodes { id } } }`, map[string]any{"id": w.referred}), "messages", "nodes", 0, "id")
	const one = `query($message: MessageID!) { message(id: $message) { body } }`
	if r := w.askAt("/graphql", w.references[devissuer.Force], one, map[string]any{"message": message}); r.code() != "" {
		t.Fatal(r.raw)
	}
	w.read(one, map[string]any{"message": message})
	want := map[any]bool{"dev|psd-supervisor": true, "dev|iopc-reader": true}
	for deadline := time.Now().Add(patience); ; {
		seen := at(w.read(`query($message: MessageID!) { message(id: $message) { seenBy(first: 50) { nodes { actor role operation caseId } } } }`,
			map[string]any{"message": message}), "message", "seenBy", "nodes")
		readers := at(w.read(`query($id: MatterID!) { case(id: $id) { readers { actor evidencePages } } }`, map[string]any{"id": w.referred}), "case", "readers")
		if all(want, each(seen, "actor")) && all(want, each(readers, "actor")) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the message was seen by %v, the case read by %v", seen, readers)
		}
	}
}

// all says whether everything wanted is among what was found.
func all(want map[any]bool, found []any) bool {
	for w := range want {
		if !slices.Contains(found, w) {
			return false
		}
	}
	return true
}

// isRefusedAnInternalMatter: whatever is asked about it is answered as if it did not exist, byte for byte.
func (w *watchdog) isRefusedAnInternalMatter(t *testing.T) {
	nothing := w.ghost()
	for name, query := range map[string]string{
		"by id":        `query($id: MatterID!) { case(id: $id) { id reference summary } }`,
		"by reference": `query($reference: String!) { case(reference: $reference) { id reference } }`,
		"as it was":    `query($id: MatterID!) { case(id: $id, asAt: {known: "2100-01-01T00:00:00Z"}) { id } }`,
		"listed":       `query($text: String!) { cases(filter: {text: $text}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
		"by officer":   `query($officer: OfficerID!) { cases(filter: {officerId: $officer}) { nodes { id } } }`,
		"the officer":  `query($officer: OfficerID!) { officer(id: $officer) { name } }`,
		"a device":     `query($device: DeviceID!) { device(id: $device) { exhibit } }`,
		"its devices":  `query($id: MatterID!) { devices(filter: {caseId: $id}) { nodes { id } } }`,
		"an exhibit":   `query($id: MatterID!, $ref: ExhibitRef!) { exhibit(caseId: $id, ref: $ref) { ref } }`,
		"extraction":   `query($extraction: ExtractionID!) { extraction(id: $extraction) { exhibit } }`,
		"its chats":    `query($id: MatterID!) { conversations(filter: {caseId: $id}) { nodes { title } } }`,
		"a chat":       `query($chat: ConversationID!) { conversation(id: $chat) { title } }`,
		"messages":     `query($id: MatterID!) { messages(filter: {caseId: $id}) { nodes { body } pageInfo { hasNextPage } } }`,
		"a message":    `query($message: MessageID!) { message(id: $message) { body } }`,
		"its readers":  `query($id: MatterID!) { case(id: $id) { readers { actor } access { assignments { actor } } } }`,
		"the log":      `query($id: MatterID!) { accessLog(filter: {caseId: $id}) { nodes { actor caseId } pageInfo { hasNextPage } } }`,
		"its access":   `query($id: MatterID!) { caseAccess(caseId: $id) { assignments { actor } } }`,
		"searched":     `query($id: MatterID!, $text: String!) { messageSearch(filter: {caseId: $id}, text: $text) { nodes { excerpt } pageInfo { hasNextPage } } }`,
	} {
		there := w.askAt("/watchdog/graphql", w.token, query, naming(w.internal))
		not := w.askAt("/watchdog/graphql", w.token, query, naming(nothing))
		if there.raw != not.raw || there.code() != "" {
			t.Errorf("%s: answered %s, and what does not exist %s", name, there.raw, not.raw)
		}
		found := w.askAt("/graphql", w.references[devissuer.Force], query, naming(w.internal)).raw
		planted := []string{w.internal.marker, w.internal.person, string(w.internal.id), string(w.internal.device), string(w.internal.exhibit), string(w.internal.actor), "builder|"}
		if !slices.ContainsFunc(planted, func(word string) bool { return strings.Contains(found, word) }) {
			t.Errorf("%s: the question finds nothing for a supervisor either: %s", name, found)
		}
	}
	w.isNotCounted(t)
	w.cannotFollow(t, nothing)
	w.cannotUseACursor(t)
}

// naming are the variables that name a matter in every way.
func naming(m *matter) map[string]any {
	return map[string]any{"id": m.id, "reference": m.reference, "text": m.marker, "officer": m.officer, "device": m.device, "ref": m.exhibit,
		"extraction": m.extraction, "chat": m.conversation, "message": m.place.Message}
}

func (w *watchdog) isNotCounted(t *testing.T) {
	for _, by := range []string{"KIND", "STATE", "SEVERITY", "MODE", "MONTH"} {
		counts, total := at(w.read(`query($by: CaseDimension!) { caseCounts(by: $by) { count } }`, map[string]any{"by": by}), "caseCounts"), 0.
		for _, n := range each(counts, "count") {
			one, _ := n.(float64)
			total += one
		}
		if total != 1 {
			t.Errorf("by %s the watchdog counts %v cases", by, total)
		}
	}
}

func (w *watchdog) cannotFollow(t *testing.T, nothing *matter) {
	const follow = `subscription($id: MatterID!) { caseEvents(caseId: $id) { id type } }`
	p := &player{token: w.token, path: "/watchdog/graphql"}
	there := w.first(p, follow, map[string]any{"id": w.internal.id})
	if not := w.first(p, follow, map[string]any{"id": nothing.id}); there != not || strings.Contains(there, `"type"`) {
		t.Errorf("following an internal matter is answered %s, and what does not exist %s", there, not)
	}
	if referred := w.first(p, follow, map[string]any{"id": w.referred}); !strings.Contains(referred, "misconduct.matter_received.v1") {
		t.Errorf("following the referred matter shows %s", referred)
	}
}

// cannotUseACursor: a cursor that a supervisor got in the internal matter opens nothing.
func (w *watchdog) cannotUseACursor(t *testing.T) {
	const query = `query($id: MatterID!, $after: Cursor) { messages(filter: {caseId: $id}, first: 5, after: $after) { nodes { body } pageInfo { hasNextPage endCursor } } }`
	page := w.askAt("/graphql", w.references[devissuer.Force], query, map[string]any{"id": w.internal.id})
	after := at(page.Data, "messages", "pageInfo", "endCursor")
	if after == nil {
		t.Fatalf("a supervisor got no cursor: %s", page.raw)
	}
	got := w.askAt("/watchdog/graphql", w.token, query, map[string]any{"id": w.internal.id, "after": after})
	if nodes, _ := at(got.Data, "messages", "nodes").([]any); len(nodes) > 0 || strings.Contains(got.raw, "Quill") {
		t.Errorf("with a supervisor's cursor: %s", got.raw)
	}
}

// cannotWrite by any means: not at the own door, not at the officers', not by an upload; and no question of the schema says otherwise.
func (w *watchdog) cannotWrite(t *testing.T) {
	before, err := w.s.log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const command = `mutation($in: CaseReferBackInput!) { caseReferBack(input: $in) { receipt { stream } } }`
	in := map[string]any{"in": map[string]any{"commandId": uuid.NewString(), "caseId": w.referred, "on": "2025-06-05", "reason": "x"}}
	for path, want := range map[string]string{"/watchdog/graphql": "GRAPHQL_VALIDATION_FAILED", "/graphql": "FORBIDDEN", "/analytics/graphql": "FORBIDDEN"} {
		if got := w.askAt(path, w.token, command, in); got.code() != want || got.Data != nil {
			t.Errorf("a command at %s: %d %s", path, got.status, got.raw)
		}
	}
	if got := at(w.read(`{ __schema { mutationType { name } } __type(name: "Mutation") { name } }`, nil)); at(got, "__schema", "mutationType") != nil || at(got, "__type") != nil {
		t.Errorf("introspection finds %v", got)
	}
	if status := w.post(t, "/uploads"); status != http.StatusForbidden {
		t.Errorf("an upload is answered %d", status)
	}
	after, err := w.s.log.Head(t.Context())
	if err != nil || before != after {
		t.Errorf("something was written: %v became %v, %v", before, after, err)
	}
}

func (w *watchdog) post(t *testing.T, path string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+path, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	res, err := w.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode
}
