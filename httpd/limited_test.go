package httpd_test

import (
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/httpd"
)

// withQuota opens a server with limits, whose clock for them stands still.
func withQuota(t *testing.T, l quota.Limits, change ...func(*httpd.Config)) (*door, *quota.Quota) {
	t.Helper()
	still := time.Now()
	q, err := quota.New(l, func() time.Time { return still })
	if err != nil {
		t.Fatal(err)
	}
	return open(t, append(change, func(c *httpd.Config) { c.Quota = q })...), q
}

// limitedBy checks that an answer says of what there was too much, and when to come again.
func limitedBy(t *testing.T, when string, g got, what string) {
	t.Helper()
	after, err := strconv.Atoi(g.header.Get("Retry-After"))
	if g.status != 429 || g.code() != "RATE_LIMITED" || g.reason() != what || err != nil || after < 1 || strings.Contains(g.body, `"data"`) {
		t.Errorf("%s: %d, Retry-After %q: %s", when, g.status, g.header.Get("Retry-After"), g.body)
	}
}

func TestQuestionsAreLimitedByTheirCost(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{Cost: quota.Rate{PerMinute: 60, Burst: 2500}})
	const dear = `{ cases(first: 100) { nodes { id reference state } } }`
	answered := 0
	for g := d.ask("/graphql", "CASE_OFFICER", dear); g.status == 200; g = d.ask("/graphql", "CASE_OFFICER", dear) {
		answered++
	}
	if answered != 6 { // 401 for each, and a little for its text
		t.Errorf("%d dear questions were answered", answered)
	}
	limitedBy(t, "one more", d.ask("/graphql", "CASE_OFFICER", dear), quota.Cost)
	limitedBy(t, "as a stream's client would ask", d.ask("/graphql", "CASE_OFFICER", dear, "Accept", "application/graphql-response+json"), quota.Cost)
	if g := d.ask("/graphql", "CASE_OFFICER", whoAmI); g.status != 200 {
		t.Errorf("a cheap question: %d %s", g.status, g.body)
	}
	if g := d.ask("/graphql", "PSD_SUPERVISOR", dear); g.status != 200 {
		t.Errorf("somebody else: %d %s", g.status, g.body)
	}
	if m := d.send("GET", "/metrics", "", ""); !strings.Contains(m.body, `probity_rate_limited_total{quota="cost"} 3`) {
		t.Error("the figures do not show it")
	}
}

// What is no question costs as well: reading it is work.
func TestNonsenseIsLimitedToo(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{Cost: quota.Rate{PerMinute: 60, Burst: 3000}})
	nonsense := "{" + strings.Repeat("x", 50_000) + "}"
	for n := range 2 {
		if g := d.ask("/graphql", "CASE_OFFICER", nonsense); g.status != 200 || g.code() != "GRAPHQL_VALIDATION_FAILED" {
			t.Errorf("%d: %d %s", n, g.status, g.body)
		}
	}
	limitedBy(t, "the third", d.ask("/graphql", "CASE_OFFICER", nonsense), quota.Cost)
}

func TestSearchesAreLimited(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{Searches: quota.Rate{PerMinute: 1, Burst: 3}})
	const twice = `query($t: String) { one: cases(filter: {text: $t}) { nodes { id } } ...more } fragment more on Query { two: cases(filter: {text: "x"}) { nodes { id } } }`
	ask := func(text string) got {
		return d.send("POST", "/graphql", "CASE_OFFICER", `{"query":`+strconv.Quote(twice)+`,"variables":{"t":"`+text+`"}}`, "Content-Type", "application/json")
	}
	if g := ask("NMP"); g.status != 200 || g.code() != "" {
		t.Errorf("%d %s", g.status, g.body)
	}
	limitedBy(t, "four texts where three are allowed", ask("NMP"), quota.Searches)
	if g := ask(""); g.status != 200 {
		t.Errorf("one more text: %d %s", g.status, g.body)
	}
	if g := d.ask("/graphql", "CASE_OFFICER", `{ cases { nodes { id } } }`); g.status != 200 {
		t.Errorf("a list without a text: %d %s", g.status, g.body)
	}
}

// Every knock at the wrong door is an entry of the access log, so there may not be any number of them.
func TestWrongDoorsAreLimited(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{Cost: quota.Rate{PerMinute: 60, Burst: 200}})
	for range 2 {
		if g := d.ask("/watchdog/graphql", "CASE_OFFICER", whoAmI); g.status != 403 {
			t.Fatalf("%d %s", g.status, g.body)
		}
	}
	limitedBy(t, "the third", d.ask("/watchdog/graphql", "CASE_OFFICER", whoAmI), quota.Cost)
}

func TestUploadsAreLimited(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{Uploads: quota.Rate{PerMinute: 1, Burst: 2}})
	for range 2 {
		if g := d.send("POST", "/uploads", "DIGITAL_EXAMINER", "x"); g.status != 201 {
			t.Fatalf("%d %s", g.status, g.body)
		}
	}
	limitedBy(t, "the third", d.send("POST", "/uploads", "DIGITAL_EXAMINER", "x"), quota.Uploads)
}

// An analyst's question waits for its turn, and nobody else waits behind analysts.
func TestOperationsOfARoleAreLimited(t *testing.T) {
	const counts = `{ caseCounts(by: STATE) { count } }`
	t.Parallel()
	d, q := withQuota(t, quota.Limits{PerRole: map[domain.Role]int{domain.CaseAnalyst: 1}, Patience: time.Millisecond})
	leave, err := q.Enter(t.Context(), "somebody", domain.CaseAnalyst)
	if err != nil {
		t.Fatal(err)
	}
	limitedBy(t, "while another analyst's question runs", d.ask("/analytics/graphql", "CASE_ANALYST", counts), quota.AtOnce)
	if g := d.ask("/graphql", "CASE_OFFICER", whoAmI); g.status != 200 {
		t.Errorf("a case officer: %d %s", g.status, g.body)
	}
	leave()
	for range 3 { // each gives its place back
		if g := d.ask("/analytics/graphql", "CASE_ANALYST", counts); g.status != 200 {
			t.Errorf("afterwards: %d %s", g.status, g.body)
		}
	}
}

// Whoever guesses tokens is slowed down by their address, and good tokens from it are let in all the same.
func TestRefusedSignInsAreLimited(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{SignIns: quota.Rate{PerMinute: 1, Burst: 2}}, func(c *httpd.Config) {
		c.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.7/32")}
	})
	try := func(forwarded string) got {
		return d.ask("/graphql", "foreign", whoAmI, "X-Forwarded-For", forwarded)
	}
	for range 2 {
		if g := try("198.51.100.1"); g.status != 401 {
			t.Fatalf("%d %s", g.status, g.body)
		}
	}
	limitedBy(t, "the third", try("198.51.100.1"), quota.SignIns)
	limitedBy(t, "with an address made up before it", try("203.0.113.9, 198.51.100.1"), quota.SignIns)
	limitedBy(t, "through a second proxy of ours", try("198.51.100.1, 10.0.0.7"), quota.SignIns)
	if g := try("198.51.100.2"); g.status != 401 {
		t.Errorf("another address: %d %s", g.status, g.body)
	}
	if g := d.ask("/graphql", "CASE_OFFICER", whoAmI, "X-Forwarded-For", "198.51.100.1"); g.status != 200 {
		t.Errorf("a good token from the same address: %d %s", g.status, g.body)
	}
	for range 2 {
		try("2001:db8:1:2::1")
	}
	limitedBy(t, "the same network of IPv6", try("2001:db8:1:2:ffff::9"), quota.SignIns)
	if g := try("2001:db8:1:3::1"); g.status != 401 {
		t.Errorf("another network of IPv6: %d", g.status)
	}
}

// Where no proxy is declared, what a client says of its address is worth nothing.
func TestAddressesAreNotTakenFromClients(t *testing.T) {
	t.Parallel()
	d, _ := withQuota(t, quota.Limits{SignIns: quota.Rate{PerMinute: 1, Burst: 1}})
	d.ask("/graphql", "foreign", whoAmI, "X-Forwarded-For", "198.51.100.1")
	limitedBy(t, "another address in the header", d.ask("/graphql", "foreign", whoAmI, "X-Forwarded-For", "198.51.100.2"), quota.SignIns)
}

func TestParseProxy(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"127.0.0.1": "127.0.0.1/32", "10.1.2.3/16": "10.1.0.0/16", "::1": "::1/128", "::ffff:10.0.0.1": "10.0.0.1/32"} {
		if p, err := httpd.ParseProxy(text); err != nil || p.String() != want {
			t.Errorf("%s: %s, %v", text, p, err)
		}
	}
	for _, text := range []string{"", "proxy.example", "10.0.0.0/99", "10.0.0.1:80"} {
		if p, err := httpd.ParseProxy(text); err == nil {
			t.Errorf("%s: %s", text, p)
		}
	}
}
