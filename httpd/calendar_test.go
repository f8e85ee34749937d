package httpd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/httpd"
)

// hands is a clock that is moved by hand.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) time() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *hands) move(by time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.now = h.now.Add(by) }

// withFeeds opens a door that gives out calendars.
func withFeeds(t *testing.T, h *hands, change ...func(*httpd.Config)) *door {
	t.Helper()
	key, err := access.NewFeedKey(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	change = append(change, func(c *httpd.Config) { c.Now = h.time })
	return openAPI(t, func(c *graph.Config) {
		c.Now, c.Calendar = h.time, &graph.Calendar{Key: key, URL: "https://ledger.example/"}
	}, change...)
}

// feed asks for an address and returns its path and its name.
func (d *door) feed(token string) (path, id string) {
	d.tb.Helper()
	g := d.ask("/graphql", token, `{ myCalendarFeed { id url expiresAt } }`)
	var answer struct {
		Data struct {
			MyCalendarFeed struct{ ID, URL, ExpiresAt string }
		}
	}
	if err := json.Unmarshal([]byte(g.body), &answer); err != nil || answer.Data.MyCalendarFeed.ID == "" {
		d.tb.Fatalf("%d %s", g.status, g.body)
	}
	path, there := strings.CutPrefix(answer.Data.MyCalendarFeed.URL, "https://ledger.example")
	if !there || !strings.HasPrefix(path, "/calendar/") || !strings.HasSuffix(path, "/clocks.ics") {
		d.tb.Fatalf("the address is %s", answer.Data.MyCalendarFeed.URL)
	}
	return path, answer.Data.MyCalendarFeed.ID
}

// mustRefer receives a matter that must be referred, which starts a period, and returns its id once the work list has it.
func (d *door) mustRefer() string {
	d.tb.Helper()
	id := d.receive()
	g := d.ask("/graphql", "APPROPRIATE_AUTHORITY", `mutation { caseRecord(input: {commandId: "`+uuid.NewString()+`", caseId: "`+id+`",
		kind: RECORDABLE_CONDUCT_MATTER, grounds: [DISCRIMINATION_AGGRAVATED], on: "2025-06-03"}) { userErrors { message } receipt { position } } }`)
	var answer struct {
		Data struct {
			CaseRecord struct{ Receipt struct{ Position string } }
		}
	}
	if err := json.Unmarshal([]byte(g.body), &answer); err != nil || answer.Data.CaseRecord.Receipt.Position == "" {
		d.tb.Fatalf("%d %s", g.status, g.body)
	}
	if g := d.ask("/graphql", "CASE_OFFICER", `{ workList(atLeast: "`+answer.Data.CaseRecord.Receipt.Position+`") { on } }`); g.code() != "" {
		d.tb.Fatal(g.body)
	}
	return id
}

// revoked is a list of sign-ins that are no longer good.
type revoked struct {
	mu    sync.Mutex
	names map[string]bool
}

func (r *revoked) Revoked(signIn, tokenID string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.names[signIn] || r.names[tokenID]
}

func (r *revoked) set(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names = map[string]bool{name: true}
}

func TestACalendarProgramFindsTheClocks(t *testing.T) {
	t.Parallel()
	d := withFeeds(t, &hands{now: time.Now()})
	path, id := d.feed("CASE_OFFICER")
	d.mustRefer()
	g := d.send("GET", path, "", "")
	if g.status != 200 || g.header.Get("Content-Type") != "text/calendar; charset=utf-8" || g.header.Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("%d %v %s", g.status, g.header, g.body)
	}
	if !strings.Contains(g.body, "SUMMARY:Mandatory referral: NMP/1\r\n") || !strings.Contains(g.body, "DTSTART;VALUE=DATE:20250604\r\n") {
		t.Error(g.body)
	}
	tag := g.header.Get("ETag")
	for _, has := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		if again := d.send("GET", path, "", "", "If-None-Match", has); again.status != 304 || again.body != "" || again.header.Get("ETag") != tag {
			t.Errorf("with %s: %d %s", has, again.status, again.body)
		}
	}
	if again := d.send("GET", path, "", "", "If-None-Match", `"other"`); again.status != 200 || again.body != g.body {
		t.Errorf("with another tag: %d %s", again.status, again.body)
	}
	secret := strings.Split(path, "/")[2]
	if strings.Contains(d.log.String(), secret) || !strings.Contains(d.log.String(), "/calendar/{secret}/clocks.ics") {
		t.Error("the log does not hold the route, or holds the secret")
	}
	entries, err := json.Marshal(d.access.Entries())
	if err != nil {
		t.Fatal(err)
	}
	book := string(entries)
	for _, want := range []string{`"field":"calendar"`, `"operation":"FOLLOW"`, id, "CALENDAR_FEED"} {
		if !strings.Contains(book, want) {
			t.Errorf("the access log does not hold %s", want)
		}
	}
}

// Whoever may not see a case any more has it no more in their calendar, and whoever lost the role has no calendar.
func TestACalendarIsAsGoodAsTheRightsOfWhomItIsFor(t *testing.T) {
	t.Parallel()
	directory := &accounts{of: map[domain.ActorID]access.Authority{}}
	for _, role := range []domain.Role{domain.CaseOfficer, domain.AppropriateAuthority, domain.CaseAnalyst} {
		directory.of[domain.ActorID("test|"+role)] = held(role)
	}
	h := &hands{now: time.Now()}
	gone := &revoked{}
	d := withFeeds(t, h, func(c *httpd.Config) { c.Directory, c.Revoked = directory, gone })
	path, id := d.feed("CASE_OFFICER")
	matter := d.mustRefer()
	other, _ := d.feed("CASE_OFFICER")
	check := func(what, path string, status int, code string) got {
		t.Helper()
		g := d.send("GET", path, "", "")
		if g.status != status || g.code() != code {
			t.Errorf("%s: %d %s", what, g.status, g.body)
		}
		if status != 200 && strings.Contains(g.body, "VCALENDAR") {
			t.Errorf("%s: %s", what, g.body)
		}
		return g
	}
	if g := check("at first", path, 200, ""); !strings.Contains(g.body, "NMP/1") {
		t.Error(g.body)
	}
	gone.set(id)
	check("revoked by its name", path, 410, "FEED_REVOKED")
	check("another address of the same person", other, 200, "")
	directory.fail(errors.New("no disk"))
	check("nobody can look", other, 503, "UNAVAILABLE")
	directory.fail(nil)
	directory.set("test|CASE_OFFICER", held(domain.ExhibitsOfficer))
	check("the role was lost", other, 403, "NO_AUTHORITY")
	directory.set("test|CASE_OFFICER", access.Authority{})
	check("the account was closed", other, 403, "NO_AUTHORITY")
	directory.set("test|CASE_OFFICER", held(domain.CaseOfficer))
	d.declare(matter)
	if g := check("with an interest in the case", other, 200, ""); strings.Contains(g.body, "NMP/1") {
		t.Error(g.body)
	}
	h.move(access.FeedLifetime)
	check("after its time", other, 410, "FEED_EXPIRED")
	check("changed", "/calendar/"+strings.Repeat("A", 90)+"/clocks.ics", 404, "FEED_UNKNOWN")
	check("without a secret", "/calendar//clocks.ics", 404, "FEED_UNKNOWN")
}

// declare has the case officer say that they have an interest in a matter, and waits for the work list to know.
func (d *door) declare(matter string) {
	d.tb.Helper()
	g := d.ask("/graphql", "CASE_OFFICER", `mutation { caseDeclareConflict(input: {commandId: "`+uuid.NewString()+`", caseId: "`+matter+`",
		actor: "test|CASE_OFFICER", interest: "a friend"}) { userErrors { message } receipt { position } } }`)
	var answer struct {
		Data struct {
			CaseDeclareConflict struct{ Receipt struct{ Position string } }
		}
	}
	if err := json.Unmarshal([]byte(g.body), &answer); err != nil || answer.Data.CaseDeclareConflict.Receipt.Position == "" {
		d.tb.Fatalf("%d %s", g.status, g.body)
	}
	if g := d.ask("/graphql", "APPROPRIATE_AUTHORITY", `{ workList(atLeast: "`+answer.Data.CaseDeclareConflict.Receipt.Position+`") { on } }`); g.code() != "" {
		d.tb.Fatal(g.body)
	}
}

func TestACalendarIsNotForEverybody(t *testing.T) {
	t.Parallel()
	d := withFeeds(t, &hands{now: time.Now()})
	for role, code := range map[string]string{"AUDITOR": "FORBIDDEN", "ACCESS_ADMINISTRATOR": "FORBIDDEN", "CASE_OFFICER": ""} {
		if g := d.ask("/graphql", role, `{ myCalendarFeed { id } }`); g.code() != code {
			t.Errorf("%s: %s", role, g.body)
		}
	}
	off := open(t)
	if g := off.ask("/graphql", "CASE_OFFICER", `{ myCalendarFeed { id } }`); g.code() != "REFUSED" || g.reason() != "CALENDAR_OFF" {
		t.Error(g.body)
	}
	if g := off.send("GET", "/calendar/x/clocks.ics", "", ""); g.status != 404 || g.code() != "NOT_FOUND" {
		t.Errorf("%d %s", g.status, g.body)
	}
}

// Nothing is shown that cannot be recorded, and nobody may ask without end.
func TestACalendarIsRecordedAndLimited(t *testing.T) {
	t.Parallel()
	limits, err := quota.New(quota.Limits{Cost: quota.Rate{PerMinute: 60, Burst: 2500}}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	d := withFeeds(t, &hands{now: time.Now()}, func(c *httpd.Config) { c.Quota = limits })
	path, _ := d.feed("CASE_OFFICER")
	d.mustRefer()
	if g := d.send("GET", path, "", ""); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	for deadline := time.Now().Add(10 * time.Second); ; {
		g := d.send("GET", path, "", "", "If-None-Match", "*")
		if g.status == 429 && g.header.Get("Retry-After") != "" {
			break
		}
		if g.status != 304 || time.Now().After(deadline) {
			t.Fatalf("%d %s", g.status, g.body)
		}
	}
	if g := d.send("POST", path, "", ""); g.status != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", g.status)
	}
}
