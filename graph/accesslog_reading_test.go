package graph_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
)

const theLog = `query($filter: AccessLogFilter, $after: Cursor, $first: Int! = 50) { accessLog(filter: $filter, first: $first, after: $after) {
	nodes { id kind actor role force operation asked content caseId things count policies code colleague terms { text sealed } } pageInfo { hasNextPage endCursor } } }`

// read asks for the access log once its read model has all that was recorded.
func (p *person) read(filter vars) reply {
	p.tb.Helper()
	p.access.CatchUp()
	return p.ask(theLog, vars{"filter": filter})
}

// lines are the answers to read in short.
func lines(r reply) (all []string) {
	for i := range r.list("accessLog", "nodes") {
		n := []any{"accessLog", "nodes", i}
		all = append(all, r.text(append(n, "kind")...)+" "+r.text(append(n, "asked")...)+" by "+r.text(append(n, "actor")...))
	}
	return all
}

func TestTheAccessLogIsRead(t *testing.T) {
	t.Parallel()
	s, _ := imported(t, "the quick brown zebra")
	s.as(domain.IOPCReader).ask(`query($c: MatterID!, $at: Position) { messageSearch(filter: {caseId: $c}, text: "zebra", atLeast: $at) { nodes { excerpt } } }`,
		vars{"c": s.matter, "at": s.last})
	s.as(domain.PSDSupervisor).ask(`query($c: MatterID!) { messages(filter: {caseId: $c, sender: "Adam Thorne"}, first: 2) { nodes { id } } }`, vars{"c": s.matter})
	supervisor := s.as(domain.PSDSupervisor)
	r := supervisor.read(vars{"caseId": s.matter, "kind": "SHOWN"})
	want := []string{"SHOWN messages by test|PSD_SUPERVISOR", "SHOWN messageSearch by test|IOPC_READER"}
	if got := lines(r); len(got) < 2 || cmp.Diff(want, got[:2]) != "" {
		t.Fatalf("%v", got)
	}
	// The watchdog's words are sealed from the force, and are its own to read; the force's are clear to both.
	for reader, wanted := range map[domain.Role][]any{
		domain.PSDSupervisor: {vars{"text": "Adam Thorne", "sealed": false}, vars{"text": nil, "sealed": true}},
		domain.IOPCReader:    {vars{"text": "Adam Thorne", "sealed": false}, vars{"text": "zebra", "sealed": false}},
	} {
		r := s.as(reader).read(vars{"caseId": s.matter, "kind": "SHOWN"})
		got := []any{r.at("accessLog", "nodes", 0, "terms"), r.at("accessLog", "nodes", 1, "terms")}
		if d := cmp.Diff(wanted, got); d != "" {
			t.Errorf("%s: %s", reader, d)
		}
	}
}

// Reading the log is recorded once, and reading about that once more.
func TestReadingTheAccessLogIsRecordedOnce(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	s.as(domain.PSDSupervisor).ask(caseByID, vars{"id": s.matter, "at": s.last})
	for range 3 {
		before := s.count()
		r := s.as(domain.PSDSupervisor).read(vars{"caseId": s.matter})
		after := s.since(before)
		if len(after) != 1 {
			t.Fatalf("%d entries: %+v", len(after), after)
		}
		e, ok := after[0].(accesslog.LogRead)
		if !ok || e.Count != len(r.list("accessLog", "nodes")) || e.Matter != domain.MatterID(s.matter) || !e.Has(r.text("accessLog", "nodes", 0, "id")) {
			t.Fatalf("%+v", after[0])
		}
	}
	r := s.as(domain.PSDSupervisor).read(vars{"kind": "LOG_READ"})
	if n := len(r.list("accessLog", "nodes")); n != 3 {
		t.Errorf("%d readings in the log: %v", n, lines(r))
	}
}

func TestWhoSawAMessageAndWhoReadACase(t *testing.T) {
	t.Parallel()
	s := told(t)
	page := `query($c: MatterID!, $m: MessageID!) { message(id: $m) { body } messages(filter: {caseId: $c}, first: 5) { nodes { id } } }`
	s.as(domain.IOPCReader).ask(page, vars{"c": s.matter, "m": s.message})
	s.access.CatchUp()
	r := s.as(domain.PSDSupervisor).ask(`query($c: MatterID!, $m: MessageID!) { message(id: $m) { seenBy { nodes { actor asked operation caseId things } } }
		case(id: $c) { readers { actor role force pages evidencePages rows } } }`, vars{"c": s.matter, "m": s.message})
	var saw []string
	for i := range r.list("message", "seenBy", "nodes") {
		saw = append(saw, r.text("message", "seenBy", "nodes", i, "actor")+" "+r.text("message", "seenBy", "nodes", i, "asked"))
	}
	if len(saw) < 2 || saw[0] != "test|IOPC_READER message" || saw[1] != "test|CASE_OFFICER messageSearch" {
		t.Errorf("%v", saw)
	}
	readers := map[string]any{}
	for i := range r.list("case", "readers") {
		readers[r.text("case", "readers", i, "actor")] = r.at("case", "readers", i)
	}
	if d := cmp.Diff(any(vars{"actor": "test|IOPC_READER", "role": "IOPC_READER", "force": "", "pages": 2., "evidencePages": 2., "rows": 6.}), readers["test|IOPC_READER"]); d != "" {
		t.Error(d)
	}
	if _, ok := readers["test|CASE_OFFICER"]; !ok {
		t.Errorf("%v", readers)
	}
}

// The log is for auditors and supervisors of the force and for the IOPC, and never for those it would tell who looks into them.
func TestWhoMayNotReadTheAccessLogReadsNothing(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	internal := s.as(domain.CaseOfficer).done("caseReceive", "case { id }", vars{"reference": "NMP/2025/0500", "force": "northmoor", "cameToAttentionOn": received, "summary": "Not referred."})
	s.last = internal.text("receipt", "position")
	s.as(domain.PSDSupervisor).ask(`query($a: MatterID!, $b: MatterID!, $o: OfficerID!, $at: Position) { a: case(id: $a, atLeast: $at) { id } b: case(id: $b) { id } officer(id: $o) { name } }`,
		vars{"a": s.matter, "b": internal.text("case", "id"), "o": s.officer, "at": s.last})
	concerned, elsewhere := s.as(domain.PSDSupervisor), s.as(domain.PSDSupervisor)
	concerned.who.Officer, elsewhere.who.Force = domain.OfficerID(s.officer), "southmoor"
	s.as(domain.IOPCReader).ask(`{ cases { nodes { id } } }`, nil) // an entry that speaks of each case in it
	for name, c := range map[string]struct {
		who  *person
		none bool
		of   string // of which case they see entries
	}{
		"the supervisor":        {who: s.as(domain.PSDSupervisor), of: s.matter},
		"an auditor":            {who: s.as(domain.Auditor), of: s.matter},
		"the IOPC":              {who: s.as(domain.IOPCReader), of: s.matter},
		"a case officer":        {who: s.as(domain.CaseOfficer), none: true},
		"another force":         {who: elsewhere, none: true},
		"the officer concerned": {who: concerned, of: internal.text("case", "id")},
	} {
		r := c.who.read(nil)
		cases := map[string]bool{}
		for i := range r.list("accessLog", "nodes") {
			cases[r.text("accessLog", "nodes", i, "caseId")] = true
			for _, thing := range r.list("accessLog", "nodes", i, "things") {
				if thing == s.officer && name == "the officer concerned" {
					t.Errorf("%s learns who looked them up", name)
				}
			}
		}
		if c.none && len(cases) > 0 || !c.none && !cases[c.of] {
			t.Errorf("%s: %v", name, lines(r))
		}
		if name == "the officer concerned" && cases[s.matter] || name == "the IOPC" && cases[internal.text("case", "id")] {
			t.Errorf("%s: %v", name, lines(r))
		}
	}
	before := s.count()
	if r := s.as(domain.CaseOfficer).ask(`query($a: MatterID!) { case(id: $a) { id readers { actor } } }`, vars{"a": s.matter}); r.at("case", "readers") != nil {
		t.Errorf("%v", r.Data)
	}
	if refused := ofKind[accesslog.Refused](s.since(before)); len(refused) != 1 || refused[0].Asked != "readers" || refused[0].Matter != domain.MatterID(s.matter) {
		t.Errorf("%+v", refused)
	}
}

func TestTheAccessLogIsReadInPages(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	p := s.as(domain.PSDSupervisor)
	p.ask(`query($at: Position) { cases(atLeast: $at) { nodes { id } } }`, vars{"at": s.last})
	for range 6 {
		p.ask(`query($id: MatterID!) { case(id: $id) { id } }`, vars{"id": s.matter})
	}
	s.access.CatchUp()
	var all []string
	filter, after := vars{"kind": "SHOWN", "caseId": s.matter, "actor": "test|PSD_SUPERVISOR"}, any(nil)
	for pages := 1; ; pages++ {
		r := p.ask(theLog, vars{"filter": filter, "first": 3, "after": after})
		for i := range r.list("accessLog", "nodes") {
			all = append(all, r.text("accessLog", "nodes", i, "id"))
		}
		if after = r.at("accessLog", "pageInfo", "endCursor"); r.at("accessLog", "pageInfo", "hasNextPage") != true {
			if pages != 3 {
				t.Errorf("%d pages", pages)
			}
			break
		}
	}
	if distinct := strings.Join(all, " "); len(all) != 7 || strings.Count(distinct, all[0]) != 1 {
		t.Errorf("%d entries: %s", len(all), distinct)
	}
}

func TestUnusualAccessIsShown(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	concerned := s.as(domain.PSDSupervisor)
	concerned.who.Actor, concerned.who.Officer = "test|concerned", domain.OfficerID(s.officer)
	concerned.ask(caseByID, vars{"id": s.matter, "at": s.last})
	s.access.CatchUp()
	const query = `query($c: MatterID) { accessAlerts(filter: {caseId: $c}) { nodes { pattern actor role caseId count } } }`
	want := []any{vars{"pattern": "OWN_CASE", "actor": "test|concerned", "role": "PSD_SUPERVISOR", "caseId": s.matter, "count": 1.}}
	for _, role := range []domain.Role{domain.PSDSupervisor, domain.Auditor, domain.IOPCReader} {
		if d := cmp.Diff(any(want), s.as(role).ask(query, vars{"c": s.matter}).at("accessAlerts", "nodes")); d != "" {
			t.Errorf("%s: %s", role, d)
		}
	}
	if r := concerned.ask(query, nil); len(r.list("accessAlerts", "nodes")) > 0 {
		t.Errorf("who is concerned sees that it was noticed: %v", r.Data)
	}
	if r := s.as(domain.CaseOfficer).ask(query, nil); len(r.list("accessAlerts", "nodes")) > 0 {
		t.Errorf("%v", r.Data)
	}
}

// An entry about a case that does not exist is the force's own, and does not keep the log from being read.
func TestAnEntryAboutNoCaseIsRead(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	nowhere := uuid.NewString()
	s.as(domain.CaseOfficer).ask(caseByID, vars{"id": nowhere, "at": s.last})
	r := s.as(domain.PSDSupervisor).read(vars{"kind": "REFUSED", "thing": nowhere})
	if got := lines(r); len(got) != 1 || got[0] != "REFUSED case by test|CASE_OFFICER" {
		t.Errorf("%v", got)
	}
}
