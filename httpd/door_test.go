package httpd_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/httpd"
)

const whoAmI = `{ viewer { actor role } }`

func TestWhoComesIn(t *testing.T) {
	t.Parallel()
	d := open(t)
	for name, c := range map[string]struct {
		path, token  string
		status       int
		code, reason string
	}{
		"an officer":                     {"/graphql", "CASE_OFFICER", 200, "", ""},
		"an analyst at the officers'":    {"/graphql", "CASE_ANALYST", 403, "FORBIDDEN", ""},
		"a policing body at the same":    {"/graphql", "LOCAL_POLICING_BODY", 403, "FORBIDDEN", ""},
		"the watchdog":                   {"/watchdog/graphql", "IOPC_READER", 200, "", ""},
		"the Director General":           {"/watchdog/graphql", "DIRECTOR_GENERAL", 200, "", ""},
		"the watchdog at the wrong door": {"/graphql", "IOPC_READER", 403, "FORBIDDEN", ""},
		"the Director General there":     {"/graphql", "DIRECTOR_GENERAL", 403, "FORBIDDEN", ""},
		"the watchdog at the analysts'":  {"/analytics/graphql", "IOPC_READER", 403, "FORBIDDEN", ""},
		"an officer at the analysts'":    {"/analytics/graphql", "CASE_OFFICER", 403, "FORBIDDEN", ""},
		"nobody at the analysts'":        {"/analytics/graphql", "", 401, "UNAUTHENTICATED", "TOKEN_MISSING"},
		"an officer at the watchdog's":   {"/watchdog/graphql", "CASE_OFFICER", 403, "FORBIDDEN", ""},
		"an analyst at the watchdog's":   {"/watchdog/graphql", "CASE_ANALYST", 403, "FORBIDDEN", ""},
		"nobody":                         {"/graphql", "", 401, "UNAUTHENTICATED", "TOKEN_MISSING"},
		"nobody at the watchdog's":       {"/watchdog/graphql", "", 401, "UNAUTHENTICATED", "TOKEN_MISSING"},
		"an ended token":                 {"/graphql", "expired", 401, "UNAUTHENTICATED", "TOKEN_EXPIRED"},
		"a foreign token":                {"/graphql", "foreign", 401, "UNAUTHENTICATED", "TOKEN_FOREIGN"},
		"an early token":                 {"/graphql", "early", 401, "UNAUTHENTICATED", "TOKEN_NOT_YET_VALID"},
		"an unreadable token":            {"/graphql", "malformed", 401, "UNAUTHENTICATED", "TOKEN_MALFORMED"},
		"no keys to check with":          {"/graphql", "no-keys", 503, "UNAVAILABLE", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := d.ask(c.path, c.token, whoAmI)
			if g.status != c.status || g.code() != c.code || g.reason() != c.reason {
				t.Fatalf("%d %s %s: %s", g.status, g.code(), g.reason(), g.body)
			}
			if c.status == 401 && !strings.HasPrefix(g.header.Get("WWW-Authenticate"), "Bearer ") {
				t.Errorf("WWW-Authenticate: %q", g.header.Get("WWW-Authenticate"))
			}
			if c.status != 200 && strings.Contains(g.body, `"data"`) {
				t.Errorf("there is data for whom there must be none: %s", g.body)
			}
		})
	}
}

func TestAnalystsCount(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, role := range []string{"CASE_ANALYST", "LOCAL_POLICING_BODY"} {
		if g := d.ask("/analytics/graphql", role, `{ caseCounts(by: STATE) { key count suppressed } }`); g.status != 200 || g.code() != "" {
			t.Errorf("%s: %d %s", role, g.status, g.body)
		}
		if g := d.ask("/analytics/graphql", role, whoAmI); g.code() != "GRAPHQL_VALIDATION_FAILED" {
			t.Errorf("%s asks for more than counts: %d %s", role, g.status, g.body)
		}
	}
}

func TestTokensAreTakenInOneFormOnly(t *testing.T) {
	t.Parallel()
	d := open(t)
	for name, headers := range map[string][]string{
		"basic":       {"Authorization", "Basic Q0FTRV9PRkZJQ0VSOg=="},
		"bare":        {"Authorization", "CASE_OFFICER"},
		"empty":       {"Authorization", "Bearer "},
		"two headers": {"Authorization", "Bearer CASE_OFFICER", "Authorization", "Bearer PSD_SUPERVISOR"},
		"two tokens":  {"Authorization", "Bearer CASE_OFFICER, Bearer PSD_SUPERVISOR"},
		"a cookie":    {"Cookie", "access_token=CASE_OFFICER"},
	} {
		if g := d.ask("/graphql", "", whoAmI, headers...); g.status != 401 {
			t.Errorf("%s: %d", name, g.status)
		}
	}
	if g := d.send("POST", "/graphql?access_token=CASE_OFFICER", "", `{"query":"{viewer{role}}"}`, "Content-Type", "application/json"); g.status != 401 {
		t.Errorf("a token in the address: %d", g.status)
	}
	if g := d.ask("/graphql", "", whoAmI, "Authorization", "bearer CASE_OFFICER"); g.status != 200 {
		t.Errorf("the scheme in small letters: %d", g.status)
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, g := range []got{d.ask("/graphql", "CASE_OFFICER", whoAmI), d.ask("/graphql", "", whoAmI), d.send("GET", "/healthz", "", ""),
		d.send("GET", "/nothing", "", ""), d.send("GET", "/graphql", "CASE_OFFICER", "")} {
		if missing := missingHeaders(g); missing != "" {
			t.Errorf("%d: the answer lacks %s", g.status, missing)
		}
		if g.header.Get("Server") != "" || g.header.Get("X-Powered-By") != "" {
			t.Errorf("the server tells what it is: %v", g.header)
		}
	}
}

// missingHeaders names a header every answer must have and this one has not, "" where all are there.
func missingHeaders(g got) string {
	for name, part := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'",
		"Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age="} {
		if !strings.Contains(g.header.Get(name), part) {
			return name
		}
	}
	return ""
}

func TestRequestsAreNamed(t *testing.T) {
	t.Parallel()
	d := open(t)
	if got := d.send("GET", "/healthz", "", "", "X-Request-Id", "abc-12345").header.Get("X-Request-Id"); got != "abc-12345" {
		t.Errorf("a name from outside became %q", got)
	}
	for _, bad := range []string{"short", "with space in it", "new\tline-of-log", strings.Repeat("x", 65), "<script>alert</script>", ""} {
		got := d.send("GET", "/healthz", "", "", "X-Request-Id", bad).header.Get("X-Request-Id")
		if got == bad || len(got) != 36 {
			t.Errorf("%q became %q", bad, got)
		}
	}
}

// Why somebody looks is a code, so that no text of theirs comes into the access log.
func TestPurposesAreCodes(t *testing.T) {
	t.Parallel()
	d := open(t)
	for purpose, want := range map[string]int{"DISCLOSURE_REVIEW": 200, "R7": 200, "": 400, "because of Adam Thorne": 400, "review": 400, strings.Repeat("A", 41): 400} {
		g := d.ask("/graphql", "CASE_OFFICER", whoAmI, "Probity-Purpose", purpose)
		if g.status != want || (want == 400 && (g.code() != "BAD_PURPOSE" || strings.Contains(g.body, "Thorne"))) {
			t.Errorf("%q: %d %s", purpose, g.status, g.body)
		}
	}
	if g := d.ask("/graphql", "CASE_OFFICER", whoAmI, "Probity-Purpose", "A", "Probity-Purpose", "B"); g.status != 400 {
		t.Errorf("two purposes: %d", g.status)
	}
}

// A page of somebody else cannot make a browser ask.
func TestOtherOriginsAreRefused(t *testing.T) {
	t.Parallel()
	d := open(t)
	for name, headers := range map[string][]string{
		"a foreign origin":   {"Origin", "https://evil.example"},
		"cross-site fetches": {"Sec-Fetch-Site", "cross-site"},
	} {
		if g := d.ask("/graphql", "CASE_OFFICER", whoAmI, headers...); g.status != 403 || g.code() != "CROSS_ORIGIN" {
			t.Errorf("%s: %d %s", name, g.status, g.body)
		}
	}
	if g := d.ask("/graphql", "CASE_OFFICER", whoAmI, "Sec-Fetch-Site", "same-origin"); g.status != 200 {
		t.Errorf("its own pages: %d", g.status)
	}
}

func TestMethodsAndPaths(t *testing.T) {
	t.Parallel()
	d := open(t)
	for name, c := range map[string]struct {
		method, path, token string
		status              int
	}{
		"GET a question":      {"GET", "/graphql?query={viewer{role}}", "CASE_OFFICER", 405},
		"PUT a question":      {"PUT", "/graphql", "CASE_OFFICER", 405},
		"GET uploads":         {"GET", "/uploads", "DIGITAL_EXAMINER", 405},
		"POST health":         {"POST", "/healthz", "", 405},
		"another path":        {"GET", "/admin", "CASE_OFFICER", 404},
		"a path below":        {"POST", "/graphql/x", "CASE_OFFICER", 404},
		"the graph by dots":   {"POST", "/watchdog/../graphql", "CASE_OFFICER", 404},
		"profiles of the run": {"GET", "/debug/pprof/", "CASE_OFFICER", 404},
	} {
		if g := d.send(c.method, c.path, c.token, ""); g.status != c.status {
			t.Errorf("%s: %d %s", name, g.status, g.body)
		}
	}
}

// The access log tells who did what when, and nothing that was asked or shown.
func TestTheAccessLogHoldsNoContent(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.ask("/graphql", "CASE_OFFICER", `query secretName($x: Int) { viewer { role } }`)
	d.send("GET", "/cases/NMP-2025-0417?name=Thorne", "", "")
	log := d.log.String()
	for _, part := range []string{"route=/graphql", "status=200", "actor=test|CASE_OFFICER", "role=CASE_OFFICER", "route=none", "request="} {
		if !strings.Contains(log, part) {
			t.Errorf("the log lacks %s:\n%s", part, log)
		}
	}
	for _, part := range []string{"secretName", "viewer", "Thorne", "0417", "Bearer"} {
		if strings.Contains(log, part) {
			t.Errorf("the log tells %q", part)
		}
	}
}

func TestPanicsAreAnswered(t *testing.T) {
	t.Parallel()
	d := open(t, func(c *httpd.Config) {
		c.Public = map[string]http.Handler{"/broken": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("Adam Thorne") })}
	})
	g := d.send("GET", "/broken/x", "", "", "X-Request-Id", "panic-of-a-test")
	if g.status != 500 || g.code() != "INTERNAL" || strings.Contains(g.body, "Thorne") {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if log := d.log.String(); !strings.Contains(log, "panic-of-a-test") || strings.Contains(log, "Thorne") {
		t.Fatal(log)
	}
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	if _, err := httpd.New(httpd.Config{}); err == nil {
		t.Fatal("a server of nothing was made")
	}
}
