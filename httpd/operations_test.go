package httpd_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/httpd"
)

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	d := open(t)
	if g := d.send("GET", "/healthz", "", ""); g.status != 200 || strings.TrimSpace(g.body) != `{"status":"ok"}` {
		t.Errorf("%d %s", g.status, g.body)
	}
	var ready struct {
		Status      string
		Projections []struct {
			Name, Position string
			Quarantined    *int
			LagEvents      *int
		}
	}
	g := d.send("GET", "/readyz", "", "")
	if err := json.Unmarshal([]byte(g.body), &ready); err != nil || ready.Status != "ready" || len(ready.Projections) != 9 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	for _, p := range ready.Projections {
		if p.Name == "" || p.Position == "" || p.Quarantined == nil || p.LagEvents == nil {
			t.Errorf("%+v", p)
		}
	}
	d.store.Stop()
	if g := d.send("GET", "/readyz", "", ""); g.status != 503 || !strings.Contains(g.body, "event store does not answer") {
		t.Errorf("without an event store: %d %s", g.status, g.body)
	}
	if g := d.send("GET", "/healthz", "", ""); g.status != 200 {
		t.Errorf("the process is alive all the same: %d", g.status)
	}
}

func TestMetricsNameNobody(t *testing.T) {
	t.Parallel()
	d := open(t, func(c *httpd.Config) {
		c.Collectors = []prometheus.Collector{prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "probity_node_file_bytes", Help: "Size."},
			func() float64 { return 8 })}
	})
	d.ask("/graphql", "CASE_OFFICER", whoAmI)
	d.send("POST", "/uploads", "DIGITAL_EXAMINER", "abc")
	d.ask("/graphql", "malformed", whoAmI)
	d.send("BREW", "/cases/Thorne", "", "")
	g := d.send("GET", "/metrics", "", "")
	for _, part := range []string{`probity_http_request_seconds_count{method="POST",route="/graphql",status="2xx"} 1`, `probity_projection_lag_events{projection="cases"} 0`,
		`probity_projection_quarantined{projection="messages"} 0`, "probity_uploads_total 1", "probity_upload_bytes_total 3",
		`probity_sign_in_refused_total{reason="TOKEN_MALFORMED"} 1`, "probity_node_file_bytes 8", "go_goroutines", `method="other",route="none"`} {
		if !strings.Contains(g.body, part) {
			t.Errorf("the figures lack %s", part)
		}
	}
	for _, part := range []string{"Thorne", "BREW", "test|", "CASE_OFFICER"} {
		if strings.Contains(g.body, part) {
			t.Errorf("the figures tell %q", part)
		}
	}
}

// When the server is told to stop, streams end in order and a request under way is still answered.
func TestTheServerStopsInOrder(t *testing.T) {
	t.Parallel()
	inside, goOn := make(chan struct{}), make(chan struct{})
	d := open(t, func(c *httpd.Config) {
		c.Public = map[string]http.Handler{"/slow": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(inside)
			<-goOn
			w.WriteHeader(http.StatusTeapot)
		})}
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- d.server.Serve(ctx, l) }()
	d.url = "http://" + l.Addr().String()

	id := d.receive()
	stream := d.subscribe(id)
	slow := make(chan got, 1)
	go func() { slow <- d.send("GET", "/slow/x", "", "") }()
	<-inside
	stop()
	for line := ""; !strings.Contains(line, "complete"); {
		if line, err = stream.ReadString('\n'); err != nil {
			t.Fatalf("the stream broke off: %v", err)
		}
	}
	close(goOn)
	if g := <-slow; g.status != http.StatusTeapot {
		t.Errorf("the request under way got %d", g.status)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
	if _, err := net.DialTimeout("tcp", l.Addr().String(), time.Second); err == nil {
		t.Error("it still listens")
	}
}

// receive opens a case and returns its id.
func (d *door) receive() string {
	d.tb.Helper()
	g := d.ask("/graphql", "CASE_OFFICER", `mutation { caseReceive(input: {commandId: "`+uuid.NewString()+`", reference: "NMP/1", force: "northmoor",
		cameToAttentionOn: "2025-06-03", summary: "x"}) { userErrors { message } case { id } } }`)
	var answer struct {
		Data struct {
			CaseReceive struct{ Case struct{ ID string } }
		}
	}
	if err := json.Unmarshal([]byte(g.body), &answer); err != nil || answer.Data.CaseReceive.Case.ID == "" {
		d.tb.Fatalf("%d %s", g.status, g.body)
	}
	return answer.Data.CaseReceive.Case.ID
}

// subscribe opens a stream and returns it once it has begun.
func (d *door) subscribe(id string) *bufio.Reader {
	d.tb.Helper()
	body := `{"query":"subscription { caseEvents(caseId: \"` + id + `\") { type } }"}`
	r, err := http.NewRequest("POST", d.url+"/graphql", strings.NewReader(body))
	if err != nil {
		d.tb.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer CASE_OFFICER")
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		d.tb.Fatal(err)
	}
	d.tb.Cleanup(func() { _ = res.Body.Close() })
	b := bufio.NewReader(res.Body)
	if line, err := b.ReadString('\n'); err != nil || line != "event: next\n" {
		d.tb.Fatalf("%q %v", line, err)
	}
	return b
}
