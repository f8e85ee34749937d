package httpd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/httpd"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/documents"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/receipts"
	"github.com/probity-ledger/probity/vault"
)

// tokens is a verifier that knows roles by name, and each way in which a token can be wrong.
type tokens struct{}

func (tokens) Verify(_ context.Context, raw string) (access.Principal, error) {
	switch raw {
	case "expired":
		return access.Principal{}, fmt.Errorf("check: %w", access.ErrTokenExpired)
	case "foreign":
		return access.Principal{}, access.ErrTokenForeign
	case "early":
		return access.Principal{}, access.ErrTokenNotYetValid
	case "malformed":
		return access.Principal{}, access.ErrTokenMalformed
	case "no-keys":
		return access.Principal{}, access.ErrKeysUnavailable
	}
	p := access.Principal{Actor: domain.ActorID("test|" + raw), Role: domain.Role(raw), Force: "northmoor"}
	if p.Role == domain.IOPCReader {
		p.Force = ""
	}
	return p, nil
}

// noImports refuses every import; uploads are tested, imports are tested elsewhere.
type noImports struct{}

func (noImports) Import(context.Context, string, domain.ExtractionID, domain.SHA256, string, intake.Options) (ledger.Receipt, error) {
	return ledger.Receipt{}, domain.Errorf(domain.Refused, "NO_IMPORTS", "no imports here")
}

// journal is a log that may be read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// door is a whole server over the embedded event store.
type door struct {
	tb     testing.TB
	server *httpd.Server
	url    string
	store  *logtest.Store
	vault  *vault.Vault
	log    *journal
	access *logtest.AccessLog
}

func open(tb testing.TB, change ...func(*httpd.Config)) *door {
	tb.Helper()
	return openAPI(tb, func(*graph.Config) {}, change...)
}

// openAPI is open for a server whose API is made in another way as well.
func openAPI(tb testing.TB, api func(*graph.Config), change ...func(*httpd.Config)) *door {
	tb.Helper()
	d := &door{tb: tb, log: &journal{}, store: logtest.Start(tb)}
	log := d.store.Open()
	views, err := projections.Open(projections.Config{Dir: logtest.Dir(tb), Log: log},
		cases.Projection{}, custody.Projection{}, messages.Projection{}, officers.Projection{}, receipts.Projection{}, authority.Projection{}, documents.Projection{},
		deadlines.Projection{})
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- views.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		<-done
		_ = views.Close()
	})
	if d.vault, err = vault.Open(logtest.Dir(tb)); err != nil {
		tb.Fatal(err)
	}
	logger := slog.New(graph.LogHandler(slog.NewTextHandler(d.log, nil)))
	book := logtest.StartAccessLog(tb)
	d.access = book
	cfg := httpd.Config{Verifier: tokens{}, Vault: d.vault, Views: views, Log: log, Logger: logger, Recorder: book, AccessLog: book.Log, AccessViews: book.Views}
	for _, c := range change {
		c(&cfg)
	}
	g := graph.Config{Ledger: ledger.New(ledger.Config{Log: log}), Log: log, Views: views, Importer: noImports{}, Vault: d.vault, Logger: logger, Quota: cfg.Quota,
		AccessLog: book, AccessViews: book.Views, Sealer: book.Sealer}
	api(&g)
	if cfg.API, err = graph.New(g); err != nil {
		tb.Fatal(err)
	}
	if d.server, err = httpd.New(cfg); err != nil {
		tb.Fatal(err)
	}
	s := httptest.NewServer(d.server)
	d.url = s.URL
	tb.Cleanup(func() { cfg.API.EndStreams(); s.Close() })
	d.untilReady()
	return d
}

// untilReady asks until the read models are there.
func (d *door) untilReady() {
	d.tb.Helper()
	for deadline := time.Now().Add(10 * time.Second); d.send("GET", "/readyz", "", "").status != http.StatusOK; {
		if time.Now().After(deadline) {
			d.tb.Fatal("the server does not become ready")
		}
	}
}

// got is an answer, read to its end.
type got struct {
	status int
	header http.Header
	body   string
}

func (g got) code() string   { return g.extension("code") }
func (g got) reason() string { return g.extension("reason") }

func (g got) extension(name string) string {
	var parsed struct {
		Errors []struct{ Extensions map[string]any }
	}
	if json.Unmarshal([]byte(g.body), &parsed) != nil || len(parsed.Errors) == 0 {
		return ""
	}
	s, _ := parsed.Errors[0].Extensions[name].(string)
	return s
}

// send sends one request with a token ("" for none); headers come in pairs.
func (d *door) send(method, path, token, body string, headers ...string) got {
	d.tb.Helper()
	return d.stream(method, path, token, strings.NewReader(body), headers...)
}

func (d *door) stream(method, path, token string, body io.Reader, headers ...string) got {
	d.tb.Helper()
	r, err := http.NewRequest(method, d.url+path, body)
	if err != nil {
		d.tb.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		d.tb.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		d.tb.Fatal(err)
	}
	return got{res.StatusCode, res.Header, string(data)}
}

// ask sends a question.
func (d *door) ask(path, token, query string, headers ...string) got {
	d.tb.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		d.tb.Fatal(err)
	}
	return d.send("POST", path, token, string(body), append(headers, "Content-Type", "application/json")...)
}
