package graph_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// feed is one open subscription.
type feed struct {
	t *testing.T
	r *bufio.Reader
}

// subscribe opens a stream over a real connection; it ends with the test.
func (p *person) subscribe(t *testing.T, query string, v vars) *feed {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.handler.ServeHTTP(w, r.WithContext(access.With(r.Context(), p.who)))
	}))
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	t.Cleanup(func() { cancel(); s.Close() })
	body, err := json.Marshal(map[string]any{"query": query, "variables": v})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	res, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return &feed{t: t, r: bufio.NewReader(res.Body)}
}

// next returns the next result, or nil at the end of the stream.
func (f *feed) next() *reply {
	f.t.Helper()
	name := ""
	for {
		line, err := f.r.ReadString('\n')
		if err != nil {
			f.t.Fatalf("the stream broke off: %v", err)
		}
		switch text := strings.TrimSpace(line); {
		case strings.HasPrefix(text, "event: "):
			name = text[len("event: "):]
		case name == "complete":
			return nil
		case strings.HasPrefix(text, "data: "):
			r := &reply{}
			if err := json.Unmarshal([]byte(text[len("data: "):]), r); err != nil {
				f.t.Fatal(err)
			}
			return r
		}
	}
}

const caseEvents = `subscription($id: MatterID!, $after: Position) { caseEvents(caseId: $id, after: $after) { type position stream deviceId actor role } }`

func TestASubscriptionGoesOnWhereItBrokeOff(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	first := s.as(domain.CaseOfficer).subscribe(t, caseEvents, vars{"id": s.matter})
	var types []string
	var at string
	for range 4 {
		r := first.next()
		types, at = append(types, r.text("caseEvents", "type")), r.text("caseEvents", "position")
	}
	again := s.as(domain.CaseOfficer).subscribe(t, caseEvents, vars{"id": s.matter, "after": at})
	for range 9 {
		types = append(types, again.next().text("caseEvents", "type"))
	}
	want := []string{"misconduct.matter_received.v1", "misconduct.clock_started.v1", "misconduct.officer_concerned_identified.v1", "misconduct.matter_recorded.v1",
		"misconduct.clock_started.v1", "misconduct.allegation_added.v1", "misconduct.matter_referred_to_iopc.v1", "misconduct.clock_stopped.v1",
		"misconduct.mode_of_investigation_determined.v1",
		"misconduct.criminal_strand_opened.v1", "misconduct.exhibit_registered.v1", "device.seized.v1", "device.sealed.v1"}
	if d := cmp.Diff(want, types); d != "" {
		t.Fatal(d)
	}
	// What happens now comes too, with its position.
	r := s.as(domain.CaseOfficer).done("deviceBreakSeal", "", vars{"deviceId": s.phone, "seal": "NMP0031902", "reason": "examination", "by": "P. Q. Renner",
		"at": "2025-06-16T09:02:00+01:00"})
	got := again.next()
	if got.text("caseEvents", "type") != "device.seal_broken.v1" || got.text("caseEvents", "position") != r.text("receipt", "position") ||
		got.text("caseEvents", "deviceId") != s.phone {
		t.Fatalf("%v", got.Data)
	}
}

func TestASubscriptionShowsNothingThatMayNotBeSeen(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	concerned := s.as(domain.CaseOfficer)
	concerned.who.Officer = domain.OfficerID(s.officer)
	for name, f := range map[string]*feed{
		"the officer concerned": concerned.subscribe(t, caseEvents, vars{"id": s.matter}),
		"a case nobody knows":   s.as(domain.CaseOfficer).subscribe(t, caseEvents, vars{"id": uuid.NewString()}),
	} {
		if r := f.next(); r == nil || r.code() != "NOT_FOUND" || r.at("caseEvents") != nil {
			t.Errorf("%s: %+v", name, r)
		}
		if r := f.next(); r != nil {
			t.Errorf("%s: it goes on with %+v", name, r)
		}
	}
}

// Somebody who becomes an officer concerned while they look on sees no more.
func TestASubscriptionEndsWhenSightIsLost(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	onlooker := s.as(domain.PSDSupervisor)
	id := s.as(domain.CaseOfficer).done("officerRegister", "officer { id }", vars{"name": "Rhea Calloway", "collarNumber": "2093NM", "force": "northmoor",
		"kind": "OFFICER", "rank": "SERGEANT", "unit": "Harbour Street", "from": "2011-02-14"}).text("officer", "id")
	onlooker.who.Officer = domain.OfficerID(id)
	f := onlooker.subscribe(t, caseEvents, vars{"id": s.matter, "after": s.last})
	s.as(domain.CaseOfficer).done("caseIdentifyOfficer", "", vars{"caseId": s.matter, "officerId": id, "rankAtConduct": "SERGEANT", "subjectKind": "OFFICER", "on": "2025-06-10"})
	if r := f.next(); r != nil {
		t.Fatalf("it went on with %+v", r)
	}
}

func TestASubscriptionEndsWithTheToken(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	p := s.as(domain.CaseOfficer)
	p.who.Expires = time.Now().Add(300 * time.Millisecond)
	f := p.subscribe(t, caseEvents, vars{"id": s.matter, "after": s.last})
	if r := f.next(); r != nil {
		t.Fatalf("%+v", r)
	}
	if time.Now().Before(p.who.Expires) {
		t.Fatal("it ended before the token")
	}
}

func TestTheWatchdogMaySubscribe(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	f := s.as(domain.IOPCReader).subscribe(t, caseEvents, vars{"id": s.matter})
	if r := f.next(); r.text("caseEvents", "type") != "misconduct.matter_received.v1" {
		t.Fatalf("%+v", r)
	}
}
