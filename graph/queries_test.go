package graph_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
)

const caseByID = `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { reference } }`

// What may not be seen does not exist: the answer is the same as for an id nobody ever used.
func TestWhatMayNotBeSeenDoesNotExist(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	concerned, elsewhere := s.as(domain.PSDSupervisor), s.as(domain.CaseOfficer)
	concerned.who.Officer = domain.OfficerID(s.officer)
	elsewhere.who.Force = "southmoor"
	for name, p := range map[string]*person{"the officer concerned": concerned, "another force": elsewhere} {
		r := p.ask(`query($id: MatterID!, $d: DeviceID!, $ref: ExhibitRef!, $at: Position) {
			case(id: $id, atLeast: $at) { reference } byReference: case(reference: "NMP/2025/0417") { id } cases { nodes { id } }
			device(id: $d, atLeast: $at) { id } devices { nodes { id } } exhibit(caseId: $id, ref: $ref) { ref } }`,
			vars{"id": s.matter, "d": s.phone, "ref": "KLM/2", "at": s.last})
		want := vars{"case": nil, "byReference": nil, "cases": vars{"nodes": []any{}}, "device": nil, "devices": vars{"nodes": []any{}}, "exhibit": nil}
		if d := cmp.Diff(want, r.Data); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if r := s.as(domain.CaseOfficer).ask(caseByID, vars{"id": uuid.NewString()}); r.at("case") != nil {
		t.Error("a case nobody received is shown")
	}
}

func TestTheWatchdogReadsWhatWasReferred(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	s.as(domain.CaseOfficer).done("caseReceive", "", vars{"reference": "NMP/2025/0500", "force": "northmoor", "cameToAttentionOn": received, "summary": "Not referred."})
	watchdog := s.as(domain.IOPCReader)
	r := watchdog.ask(`query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) { summary referrals { mandatory }
		involvements { officer { name } } devices { nodes { chain { nodes { kind } } } } } cases { nodes { reference } } }`, vars{"id": s.matter, "at": s.last})
	want := vars{
		"case": vars{"summary": "Screenshots of a group chat.", "referrals": []any{vars{"mandatory": true}},
			"involvements": []any{vars{"officer": vars{"name": "Adam Thorne"}}},
			"devices":      vars{"nodes": []any{vars{"chain": vars{"nodes": []any{vars{"kind": "SEIZED"}, vars{"kind": "SEALED"}}}}}}},
		"cases": vars{"nodes": []any{vars{"reference": "NMP/2025/0417"}}},
	}
	if d := cmp.Diff(want, r.Data); d != "" {
		t.Error(d)
	}
	for name, query := range map[string]string{
		"commands":            `mutation($in: CaseReceiveInput!) { caseReceive(input: $in) { receipt { stream } } }`,
		"who reported it":     `{ cases { nodes { reportedBy } } }`,
		"the register":        `{ officers { nodes { name } } }`,
		"receipts":            `{ command(id: "` + uuid.NewString() + `") { stream } }`,
		"types of commands":   `query($in: CaseReceiveInput) { viewer { role } }`,
		"a mutation's answer": `{ ...on Receipt { stream } }`,
	} {
		if got := watchdog.try(query, nil).code(); got != "GRAPHQL_VALIDATION_FAILED" {
			t.Errorf("%s: the watchdog's schema answers %q", name, got)
		}
	}
}

// What has a name cannot even be asked for at the analysts' door.
func TestAnalystsAskForCountsAlone(t *testing.T) {
	t.Parallel()
	analyst := open(t).as(domain.CaseAnalyst)
	for name, query := range map[string]string{
		"a case":              `{ case(reference: "NMP/2025/0417") { id } }`,
		"cases":               `{ cases { nodes { reference } } }`,
		"messages":            `{ conversations { nodes { title } } }`,
		"officers":            `{ officers { nodes { name } } }`,
		"where the log ends":  `{ caseCounts(by: KIND, atLeast: "1") { count } }`,
		"read models":         `{ projections { position } }`,
		"commands":            `mutation($in: CaseReceiveInput!) { caseReceive(input: $in) { receipt { stream } } }`,
		"a case's events":     `subscription($id: MatterID!) { caseEvents(caseId: $id) { id } }`,
		"counts by the names": `{ caseCounts(by: REFERENCE) { count } }`,
	} {
		if got := analyst.try(query, vars{"in": nil}).code(); got != "GRAPHQL_VALIDATION_FAILED" {
			t.Errorf("%s: the analysts' schema answers %q", name, got)
		}
	}
}

func TestNobodyGetsNothing(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	nobody := s.as("")
	for _, query := range []string{`{ viewer { role } }`, `{ projections { name } }`, `{ cases { nodes { id } } }`, `{ officers { nodes { name } } }`,
		`{ caseCounts(by: KIND) { count } }`, `{ command(id: "` + uuid.NewString() + `") { stream } }`, `{ messages(filter: {caseId: "` + s.matter + `"}) { nodes { body } } }`,
		`mutation { officerLeave(input: {commandId: "` + uuid.NewString() + `", officerId: "` + s.officer + `", on: "2025-01-01", how: OTHER}) { receipt { stream } } }`} {
		if r := nobody.try(query, nil); r.code() != "UNAUTHENTICATED" {
			t.Errorf("%s: %v %v", query, r.Data, r.Errors)
		}
	}
}

func TestViewerIsWhoAsks(t *testing.T) {
	t.Parallel()
	p := open(t).as(domain.ExhibitsOfficer)
	p.who.Expires = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	got := p.ask(`{ viewer { actor role force officerId expiresAt } }`, nil).at("viewer")
	want := vars{"actor": "test|EXHIBITS_OFFICER", "role": "EXHIBITS_OFFICER", "force": "northmoor", "officerId": nil, "expiresAt": "2030-01-02T03:04:05Z"}
	if d := cmp.Diff(any(want), got); d != "" {
		t.Fatal(d)
	}
}

// A question that demands a position the log does not have is told so in time; it is never answered from before.
func TestAPositionThatNeverComesIsSaidToBeBehind(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	begun := time.Now()
	r := s.as(domain.CaseOfficer).try(caseByID, vars{"id": s.matter, "at": "99999999999"})
	if r.code() != "BEHIND" || r.at("case") != nil {
		t.Fatalf("%v %v", r.Data, r.Errors)
	}
	if took := time.Since(begun); took > soon {
		t.Fatalf("it took %s", took)
	}
}

func TestACaseAsItWas(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	p := s.as(domain.CaseOfficer)
	before := time.Now()
	s.as(domain.AppropriateAuthority).done("caseAssessSeverity", "", vars{"caseId": s.matter, "officerId": s.officer, "severity": "GROSS_MISCONDUCT",
		"likelyForm": "HEARING", "decidedBy": "DIRECTOR_GENERAL", "reason": "Undermines confidence.", "on": "2025-06-12"})
	const query = `query($id: MatterID!, $at: AsAt) { case(id: $id, asAt: $at) { severityMax referred involvements { severity } } }`
	for name, c := range map[string]struct {
		at       any
		severity any
		referred any
	}{
		"now":                        {nil, "GROSS_MISCONDUCT", true},
		"nothing given":              {vars{}, "GROSS_MISCONDUCT", true},
		"nulls":                      {vars{"known": nil, "effective": nil}, "GROSS_MISCONDUCT", true},
		"as known before":            {vars{"known": before.Format(time.RFC3339Nano)}, nil, true},
		"as in effect before":        {vars{"effective": "2025-06-11"}, nil, true},
		"before the referral":        {vars{"effective": "2025-06-03"}, nil, false},
		"as in effect on the day":    {vars{"effective": "2025-06-12"}, "GROSS_MISCONDUCT", true},
		"known before, in effect on": {vars{"known": before.Format(time.RFC3339Nano), "effective": "2025-06-12"}, nil, true},
	} {
		r := p.ask(query, vars{"id": s.matter, "at": c.at})
		if r.at("case", "severityMax") != c.severity || r.at("case", "referred") != c.referred {
			t.Errorf("%s: %v", name, r.Data)
		}
	}
	if r := p.ask(query, vars{"id": s.matter, "at": vars{"effective": "2020-01-01"}}); r.at("case") != nil {
		t.Errorf("before anything was known: %v", r.Data)
	}
	if r := p.try(`{ case(reference: "NMP/2025/0417", asAt: {effective: "2025-06-03"}) { id } }`, nil); r.code() != "INVALID" {
		t.Errorf("as at by reference: %v", r.Errors)
	}
}

func TestExactlyOneNameOfAThing(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	p := s.as(domain.CaseOfficer)
	for name, query := range map[string]string{
		"no name":            `{ case { id } }`,
		"two names":          `{ case(id: "` + s.matter + `", reference: "x") { id } }`,
		"no officer":         `{ officer { id } }`,
		"force alone":        `{ officer(force: "northmoor") { id } }`,
		"an id and a number": `{ officer(id: "` + s.officer + `", force: "northmoor", collarNumber: "4417NM") { id } }`,
	} {
		if got := p.try(query, nil).code(); got != "INVALID" {
			t.Errorf("%s: %s", name, got)
		}
	}
	r := p.ask(`{ officer(force: "northmoor", collarNumber: "4417NM") { id ranks { rank from } postings { unit } issuedDevices { deviceId } left { on } } }`, nil)
	want := vars{"id": s.officer, "ranks": []any{vars{"rank": "PC", "from": "2017-09-04"}}, "postings": []any{vars{"unit": "Harbour Street"}},
		"issuedDevices": []any{}, "left": nil}
	if d := cmp.Diff(any(want), r.at("officer")); d != "" {
		t.Error(d)
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	const query = `query($at: Position) { caseCounts(by: KIND, atLeast: $at) { key count suppressed } }`
	one := s.as(domain.CaseOfficer).ask(query, vars{"at": s.last}).at("caseCounts", 0)
	if d := cmp.Diff(any(vars{"key": "RECORDABLE_CONDUCT_MATTER", "count": 1., "suppressed": false}), one); d != "" {
		t.Error(d)
	}
	few := s.as(domain.CaseAnalyst).ask(`{ caseCounts(by: KIND) { key count suppressed } }`, nil).at("caseCounts", 0)
	if d := cmp.Diff(any(vars{"key": "RECORDABLE_CONDUCT_MATTER", "count": nil, "suppressed": true}), few); d != "" {
		t.Errorf("what an analyst sees of one case: %s", d)
	}
}

// A default holds where nothing is given; a null is something given, and a list's size cannot be null.
func TestNullIsNotAbsent(t *testing.T) {
	t.Parallel()
	p := play(open(t)).as(domain.CaseOfficer)
	p.ask(`{ cases { nodes { id } } }`, nil)
	p.ask(`query($n: Int! = 5) { cases(first: $n) { nodes { id } } }`, nil)
	p.ask(`{ cases(filter: null, after: null, atLeast: null) { nodes { id } } }`, nil)
	for _, query := range []string{`{ cases(first: null) { nodes { id } } }`, `query($n: Int) { cases(first: $n) { nodes { id } } }`} {
		if r := p.try(query, vars{"n": nil}); r.code() == "" {
			t.Errorf("%s was answered", query)
		}
	}
	for query, want := range map[string]string{
		`{ cases(first: 0) { nodes { id } } }`:                       "INVALID",
		`{ cases(first: 101) { nodes { id } } }`:                     "INVALID",
		`{ cases(first: -1) { nodes { id } } }`:                      "INVALID",
		`{ cases(first: 4294967297) { nodes { id } } }`:              "INVALID",
		`{ device(id: "not-an-id") { id } }`:                         "INVALID",
		`{ device(id: 7) { id } }`:                                   "INVALID",
		`{ cases(filter: {receivedFrom: "soon"}) { nodes { id } } }`: "INVALID",
		`{ caseCounts(by: SHOE_SIZE) { count } }`:                    "GRAPHQL_VALIDATION_FAILED",
	} {
		if r := p.try(query, nil); r.code() != want {
			t.Errorf("%s: %q instead of %q: %v", query, r.code(), want, r.Errors)
		}
	}
}

func TestProjectionsShowTheirState(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	list := s.as(domain.CaseOfficer).ask(`{ projections { name version position lagEvents lagSeconds quarantined readable rebuilding caughtUp } }`, nil).list("projections")
	if len(list) < 7 {
		t.Fatalf("%d read models", len(list))
	}
	for _, p := range list {
		if m, _ := p.(map[string]any); m["readable"] != true || m["quarantined"] != 0. || m["position"] == "" {
			t.Errorf("%v", m)
		}
	}
}
