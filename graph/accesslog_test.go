package graph_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
)

// since returns the entries that were written after a number of them.
func (h *house) since(n int) []accesslog.Event { return h.access.Entries()[n:] }

func (h *house) count() int { return len(h.access.Entries()) }

// ofKind are the entries of one kind.
func ofKind[E accesslog.Event](all []accesslog.Event) (found []E) {
	for _, e := range all {
		if e, ok := e.(E); ok {
			found = append(found, e)
		}
	}
	return found
}

func TestAnEntrySaysWhoSawWhatAndWhy(t *testing.T) {
	t.Parallel()
	s := play(open(t, func(c *graph.Config) { c.PolicySet = "hash of the policies" }))
	p := s.as(domain.PSDSupervisor)
	p.who.Session, p.who.Purpose = "session-1", "REVIEW"
	before := s.count()
	p.ask(`query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { reference devices { nodes { id chain { nodes { kind } } } } } }`,
		vars{"id": s.matter, "at": s.last})
	shown := ofKind[accesslog.Shown](s.since(before))
	type line struct {
		Operation accesslog.Operation
		Field     string
		Content   access.Content
		IDs       []string
		Count     int
	}
	var got []line
	for _, e := range shown {
		got = append(got, line{e.Operation, e.Field, e.Content, e.All(), e.Count})
		if e.Matter != domain.MatterID(s.matter) || e.Of != "northmoor" || e.PolicySet != "hash of the policies" || !slices.Equal(e.Policies, []string{"permit.unit"}) || e.At.IsZero() {
			t.Errorf("%+v", e)
		}
		want := accesslog.Who{Actor: "test|PSD_SUPERVISOR", Role: domain.PSDSupervisor, Force: "northmoor", Session: "session-1", Request: "request-of-a-test", Purpose: "REVIEW"}
		if e.Who != want {
			t.Errorf("%+v", e.Who)
		}
	}
	want := []line{{accesslog.Read, "case", access.CaseContent, []string{s.matter}, 1}, {accesslog.List, "devices", access.CustodyContent, []string{s.phone}, 1},
		{accesslog.List, "chain", access.CustodyContent, []string{s.phone}, 2}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A list of cases is one page and one entry, however many cases stand in it.
func TestAPageOfCasesIsOneEntry(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	var last string
	for _, ref := range []string{"NMP/2025/0601", "NMP/2025/0602"} {
		last = s.as(domain.CaseOfficer).done("caseReceive", "", vars{"reference": ref, "force": "northmoor", "cameToAttentionOn": received, "summary": "x"}).
			text("receipt", "position")
	}
	before := s.count()
	r := s.as(domain.PSDSupervisor).ask(`query($at: Position) { cases(atLeast: $at) { nodes { id } } }`, vars{"at": last})
	shown := ofKind[accesslog.Shown](s.since(before))
	if len(shown) != 1 || shown[0].Count != 3 || shown[0].Matter != "" || len(r.list("cases", "nodes")) != 3 {
		t.Fatalf("%+v", shown)
	}
	for i := range 3 {
		if !shown[0].Has(r.text("cases", "nodes", i, "id")) {
			t.Errorf("case %d is not named", i)
		}
	}
}

// broken is an access log that takes nothing.
type broken struct{}

func (broken) Record(context.Context, ...accesslog.Event) error { return accesslog.ErrFull }

func TestNothingLeavesThatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	s, _ := imported(t, "the quick brown zebra")
	cfg := s.config
	cfg.AccessLog = broken{}
	shut, err := graph.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shut.EndStreams)
	p := s.as(domain.PSDSupervisor)
	p.handler = shut.Officers
	for name, query := range map[string]string{
		"a case":     `query($id: MatterID!) { case(id: $id) { reference } }`,
		"a page":     `query($id: MatterID!) { messages(filter: {caseId: $id}) { nodes { body } } }`,
		"a search":   `query($id: MatterID!) { messageSearch(filter: {caseId: $id}, text: "zebra") { nodes { excerpt } } }`,
		"counts":     `query { caseCounts(by: KIND) { count } }`,
		"a refusal":  `query { case(id: "` + uuid.NewString() + `") { reference } }`,
		"the schema": `query { __schema { types { name } } }`,
		"a command that is refused": `mutation { deviceSeal(input: {commandId: "` + uuid.NewString() + `", deviceId: "` + uuid.NewString() +
			`", seal: "x", by: "x", at: "2025-06-09T07:18:00+01:00"}) { userErrors { code } } }`,
	} {
		v := vars{}
		if strings.Contains(query, "$id") {
			v["id"] = s.matter
		}
		if r := p.try(query, v); r.code() != "ACCESS_LOG_UNAVAILABLE" || r.Data != nil || len(r.Errors) != 1 {
			t.Errorf("%s: %v %v", name, r.Data, r.Errors)
		}
	}
	if r := p.ask(`{ viewer { role } projections { name } }`, nil); r.text("viewer", "role") != "PSD_SUPERVISOR" {
		t.Error("what shows nothing of any case is held back too")
	}
	if r := p.subscribe(t, caseEvents, vars{"id": s.matter}).next(); r == nil || r.code() != "ACCESS_LOG_UNAVAILABLE" || r.at("caseEvents") != nil {
		t.Errorf("a subscription: %+v", r)
	}
}

// A command that shows nothing needs no entry; one that was carried out stays carried out when its answer is held back.
func TestACommandWhoseAnswerIsHeldBackIsAnsweredWhenRepeated(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	cfg := s.config
	cfg.AccessLog = broken{}
	shut, err := graph.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shut.EndStreams)
	p := s.as(domain.CaseOfficer)
	input := vars{"in": vars{"commandId": uuid.NewString(), "deviceId": s.phone, "seal": "NMP0031902", "reason": "examination", "by": "P. Q. Renner",
		"at": "2025-06-16T09:02:00+01:00"}}
	const command = `mutation($in: DeviceBreakSealInput!) { deviceBreakSeal(input: $in) { receipt { repeated } device { seal } userErrors { code } } }`
	p.handler = shut.Officers
	if r := p.try(command, input); r.code() != "ACCESS_LOG_UNAVAILABLE" || r.Data != nil {
		t.Fatalf("%v %v", r.Data, r.Errors)
	}
	p.handler = s.api.Officers
	if r := p.ask(command, input); r.at("deviceBreakSeal", "receipt", "repeated") != true {
		t.Errorf("%v", r.Data)
	}
}

func TestRefusalsStandInTheAccessLog(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	s.as(domain.PSDSupervisor).ask(`query($at: Position) { cases(atLeast: $at) { nodes { id } } }`, vars{"at": s.last})
	concerned, nobodys := s.as(domain.PSDSupervisor), uuid.NewString()
	concerned.who.Officer = domain.OfficerID(s.officer)
	type line struct {
		Asked, Thing, Code string
		Matter             domain.MatterID
		Policies           []string
	}
	m := domain.MatterID(s.matter)
	own := []string{access.ForbidOwnMatter}
	for name, c := range map[string]struct {
		query string
		want  line
	}{
		"their own case":         {`{ case(id: "` + s.matter + `") { id } }`, line{"case", s.matter, "NOT_FOUND", m, own}},
		"by its reference":       {`{ case(reference: "NMP/2025/0417") { id } }`, line{"case", "NMP/2025/0417", "NOT_FOUND", "", nil}},
		"its messages":           {`{ messages(filter: {caseId: "` + s.matter + `"}) { nodes { id } } }`, line{"messages", s.matter, "NOT_FOUND", m, own}},
		"its devices":            {`{ devices(filter: {caseId: "` + s.matter + `"}) { nodes { id } } }`, line{"devices", s.matter, "NOT_FOUND", m, own}},
		"an exhibit":             {`{ exhibit(caseId: "` + s.matter + `", ref: "KLM/2") { ref } }`, line{"exhibit", "KLM/2", "NOT_FOUND", m, own}},
		"a device":               {`{ device(id: "` + s.phone + `") { id } }`, line{"device", s.phone, "NOT_FOUND", "", nil}},
		"what does not exist":    {`{ case(id: "` + nobodys + `") { id } }`, line{"case", nobodys, "NOT_FOUND", domain.MatterID(nobodys), nil}},
		"a search":               {`{ messageSearch(filter: {caseId: "` + s.matter + `"}, text: "x") { nodes { excerpt } } }`, line{"messageSearch", s.matter, "NOT_FOUND", m, own}},
		"what the schema holds":  {`{ __schema { types { name } } }`, line{"__schema", "", "FORBIDDEN", "", nil}},
		"a command in their own": {`mutation { caseAppointInvestigator(input: {commandId: "` + uuid.NewString() + `", caseId: "` + s.matter + `", investigator: "x", interestedParty: false, conflictNote: "none", on: "2025-06-10"}) { userErrors { code } } }`, line{"misconduct.AppointInvestigator", "misconduct-" + s.matter, "NOT_FOUND", m, own}},
	} {
		before := s.count()
		concerned.try(c.query, nil)
		var got []line
		for _, r := range ofKind[accesslog.Refused](s.since(before)) {
			got = append(got, line{r.Asked, r.Thing, r.Code, r.Matter, r.Policies})
		}
		if d := cmp.Diff([]line{c.want}, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if shown := ofKind[accesslog.Shown](s.since(before)); len(shown) > 0 {
			t.Errorf("%s: %+v", name, shown)
		}
	}
	before := s.count()
	f := concerned.subscribe(t, caseEvents, vars{"id": s.matter})
	if r := f.next(); r == nil || r.code() != "NOT_FOUND" {
		t.Errorf("%+v", r)
	}
	if got := ofKind[accesslog.Refused](s.since(before)); len(got) != 1 || got[0].Matter != m || !slices.Equal(got[0].Policies, own) || got[0].Asked != "caseEvents" {
		t.Errorf("%+v", got)
	}
}

// What the IOPC searches for is not in clear in the log; what the force's people search for is. A search that finds nothing stands there too.
func TestSearchesStandInTheAccessLog(t *testing.T) {
	t.Parallel()
	s, _ := imported(t, "the quick brown zebra")
	for text, found := range map[string]int{"zebra": 1, "qzxv": 0} {
		for role, sealed := range map[domain.Role]bool{domain.PSDSupervisor: false, domain.IOPCReader: true} {
			before := s.count()
			s.as(role).ask(`query($c: MatterID!, $at: Position, $text: String!) { messageSearch(filter: {caseId: $c, sender: "Adam Thorne"}, text: $text, atLeast: $at) { nodes { excerpt } } }`,
				vars{"c": s.matter, "at": s.last, "text": text})
			got := ofKind[accesslog.Shown](s.since(before))
			if len(got) != 1 || got[0].Operation != accesslog.Search || got[0].Count != found || got[0].Terms == nil || got[0].Matter != domain.MatterID(s.matter) {
				t.Fatalf("%s for %s: %+v", role, text, got)
			}
			if in := got[0].Terms.Text; sealed && (in != "" || got[0].Terms.Side != accesslog.Watchdog) || !sealed && in != text+" · Adam Thorne" {
				t.Errorf("%s: %+v", role, got[0].Terms)
			}
		}
	}
}

// Every page of a subscription is recorded before its events are sent.
func TestASubscriptionStandsInTheAccessLog(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	f := s.as(domain.CaseOfficer).subscribe(t, caseEvents, vars{"id": s.matter})
	const beginning = 13 // ten acts and three of the clocks they started and stopped
	for range beginning {
		f.next()
	}
	s.as(domain.CaseOfficer).done("deviceBreakSeal", "", vars{"deviceId": s.phone, "seal": "NMP0031902", "reason": "examination", "by": "P. Q. Renner",
		"at": "2025-06-16T09:02:00+01:00"})
	f.next()
	seen := 0
	for _, e := range ofKind[accesslog.Shown](s.access.Entries()) {
		if e.Operation == accesslog.Follow {
			seen += e.Count
			if e.Field != "caseEvents" || e.Matter != domain.MatterID(s.matter) {
				t.Errorf("%+v", e)
			}
		}
	}
	if seen != beginning+1 {
		t.Errorf("%d events were sent, %d recorded", beginning+1, seen)
	}
}

// strict allows commands, and looks at nothing.
type strict struct{ access.Rules }

func (strict) Read(access.Principal, access.Content, access.Resource) access.Decision {
	return access.Decision{Policies: []string{access.ForbidWithoutAllowing}}
}

// When the policies do not allow what a read model returned, nothing of the answer leaves, and somebody is told.
func TestWhatThePoliciesDoNotAllowIsNotShown(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	s.as(domain.PSDSupervisor).ask(`query($at: Position) { cases(atLeast: $at) { nodes { id } } }`, vars{"at": s.last})
	var alarms []access.Content
	cfg := s.config
	cfg.Policy, cfg.Misjudged = strict{}, func(c access.Content) { alarms = append(alarms, c) }
	shut, err := graph.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shut.EndStreams)
	p := s.as(domain.PSDSupervisor)
	p.handler = shut.Officers
	before := s.count()
	r := p.try(`{ viewer { role } case(id: "`+s.matter+`") { reference } }`, nil)
	if r.code() != "INTERNAL" || r.Data != nil || strings.Contains(r.Errors[0].Message, "polic") {
		t.Errorf("%v %v", r.Data, r.Errors)
	}
	if !slices.Equal(alarms, []access.Content{access.CaseContent}) || s.count() != before {
		t.Errorf("alarms %v, %d entries", alarms, s.count()-before)
	}
}

func TestAnAPIWithoutAnAccessLogIsNotMade(t *testing.T) {
	t.Parallel()
	cfg := open(t).config
	cfg.AccessLog = nil
	if _, err := graph.New(cfg); err == nil || !strings.Contains(err.Error(), "access log") {
		t.Error(err)
	}
}

// A look at the matter of somebody in one's own unit is marked.
func TestALookAtAColleagueIsMarked(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	register := func(collar, unit string) domain.OfficerID {
		r := s.as(domain.CaseOfficer).done("officerRegister", "officer { id }", vars{"name": "N. N. " + collar, "collarNumber": collar, "force": "northmoor",
			"kind": "OFFICER", "rank": "SERGEANT", "unit": unit, "from": "2011-02-14"})
		s.last = r.text("receipt", "position")
		return domain.OfficerID(r.text("officer", "id"))
	}
	for unit, marks := range map[string][]accesslog.Mark{"Harbour Street": {accesslog.Colleague}, "Elsewhere": nil} {
		p := s.as(domain.PSDSupervisor)
		p.who.Officer = register("9"+unit[:3], unit)
		before := s.count()
		p.ask(caseByID, vars{"id": s.matter, "at": s.last})
		got := ofKind[accesslog.Shown](s.since(before))
		if len(got) != 1 || !slices.Equal(got[0].Marks, marks) {
			t.Errorf("%s: %+v", unit, got)
		}
	}
}

// The IOPC sees an officer by the matter in which they are concerned, and by that rule the entry says so.
func TestTheWatchdogSeesAnOfficerByTheMatter(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	before := s.count()
	r := s.as(domain.IOPCReader).ask(`query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { involvements { officer { name } } } }`,
		vars{"id": s.matter, "at": s.last})
	if r.text("case", "involvements", 0, "officer", "name") != "Adam Thorne" {
		t.Fatalf("%v", r.Data)
	}
	for _, e := range ofKind[accesslog.Shown](s.since(before)) {
		if e.Content == access.RegisterContent && (!e.Has(s.officer) || !slices.Equal(e.Policies, []string{"permit.register"}) || e.Of != "northmoor") {
			t.Errorf("%+v", e)
		}
	}
	if n := len(ofKind[accesslog.Shown](s.since(before))); n != 2 {
		t.Errorf("%d entries", n)
	}
}

var errOther = errors.New("another fault")

// Whatever goes wrong while recording, nothing leaves.
type failing struct{ err error }

func (f failing) Record(context.Context, ...accesslog.Event) error { return f.err }

func TestAFaultWhileRecordingHoldsTheAnswerBack(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	cfg := s.config
	cfg.AccessLog = failing{errOther}
	shut, err := graph.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shut.EndStreams)
	p := s.as(domain.PSDSupervisor)
	p.handler = shut.Officers
	if r := p.try(caseByID, vars{"id": s.matter, "at": s.last}); r.code() != "INTERNAL" || r.Data != nil {
		t.Errorf("%v %v", r.Data, r.Errors)
	}
}
