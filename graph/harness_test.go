package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
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

// house is the whole ledger behind its API, over the embedded event store.
type house struct {
	tb     testing.TB
	api    *graph.API
	ledger *ledger.Ledger
	log    *eventlog.Log
	views  *projections.Runner
	vault  *vault.Vault
	access *logtest.AccessLog
	config graph.Config  // what api was made with
	faults *bytes.Buffer // what went into the log; read after the last request only
}

func open(tb testing.TB, change ...func(*graph.Config)) *house {
	tb.Helper()
	h := &house{tb: tb, faults: &bytes.Buffer{}, log: logtest.Start(tb).Open(), access: logtest.StartAccessLog(tb)}
	var err error
	h.views, err = projections.Open(projections.Config{Dir: logtest.Dir(tb), Log: h.log},
		cases.Projection{}, custody.Projection{}, messages.Projection{}, officers.Projection{}, receipts.Projection{}, authority.Projection{}, documents.Projection{},
		deadlines.Projection{})
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.views.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		<-done
		if err := h.views.Close(); err != nil {
			tb.Error(err)
		}
	})
	if h.vault, err = vault.Open(logtest.Dir(tb)); err != nil {
		tb.Fatal(err)
	}
	h.ledger = ledger.New(ledger.Config{Log: h.log, Judge: graph.NoteCommand, Receipts: receipts.NewQueries(h.views.View(receipts.Name))})
	cfg := graph.Config{Ledger: h.ledger, Log: h.log, Views: h.views, Importer: h, Vault: h.vault, AccessLog: h.access, AccessViews: h.access.Views, Sealer: h.access.Sealer,
		CursorKey: []byte("a key that is long enough"), Logger: slog.New(graph.LogHandler(slog.NewTextHandler(h.faults, nil)))}
	for _, c := range change {
		c(&cfg)
	}
	h.config = cfg
	if h.api, err = graph.New(cfg); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(h.api.EndStreams)
	return h
}

// recorder is the ledger as intake wants it.
type recorder struct{ *ledger.Ledger }

func (r recorder) Extraction(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) (uint64, error) {
	receipt, err := r.Ledger.Extraction(ctx, commandID, id, c)
	return receipt.Revision, err
}

// Import registers the file as the program does, and records it before it answers.
func (h *house) Import(ctx context.Context, commandID string, id domain.ExtractionID, sha domain.SHA256, name string, o intake.Options) (ledger.Receipt, error) {
	plan, err := intake.Inspect(ctx, h.vault, sha, o)
	if err != nil {
		return ledger.Receipt{}, err
	}
	source := plan.Source
	source.Name = name
	receipt, err := h.ledger.Extraction(ctx, commandID, id, extraction.RegisterSource{Source: source})
	if err != nil {
		return ledger.Receipt{}, err
	}
	_, err = intake.Import(ctx, recorder{h.ledger}, h.vault, id, sha, name, o, nil)
	return receipt, err
}

// upload puts bytes into the vault, as the upload endpoint does.
func (h *house) upload(content string) domain.SHA256 {
	h.tb.Helper()
	staged, err := h.vault.Stage(context.Background(), strings.NewReader(content), -1)
	if err != nil {
		h.tb.Fatal(err)
	}
	if err := staged.Commit(context.Background()); err != nil {
		h.tb.Fatal(err)
	}
	return staged.SHA256
}

// person is somebody who asks.
type person struct {
	*house
	who     access.Principal
	handler http.Handler
}

// as returns somebody of the force in a role, at the door of their audience; the IOPC's people are of no force.
func (h *house) as(role domain.Role) *person {
	p := &person{house: h, handler: h.api.Officers, who: access.Principal{Actor: domain.ActorID("test|" + string(role)), Role: role, Force: "northmoor"}}
	switch audience.Of(role) {
	case audience.Watchdog:
		p.handler, p.who.Force = h.api.Watchdog, ""
	case audience.Analytics:
		p.handler = h.api.Analytics
	}
	return p
}

// engage puts the people of some roles on a case, as the case officer who received it.
func (h *house) engage(matter string, roles ...domain.Role) {
	h.tb.Helper()
	keeper := access.With(context.Background(), h.as(domain.CaseOfficer).who)
	for _, role := range roles {
		_, err := h.ledger.CaseAccess(keeper, uuid.NewString(), domain.MatterID(matter),
			caseaccess.Engage{Actor: h.as(role).who.Actor, Capacity: role, Reason: "works on it"})
		if err != nil {
			h.tb.Fatal(err)
		}
	}
}

// failure is one entry of `errors`.
type failure struct {
	Message    string
	Path       []any
	Extensions struct{ Code, Reason, RequestID string }
}

// reply is an answer.
type reply struct {
	Data   map[string]any
	Errors []failure
	size   int
	status int
}

func (r reply) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Code
}

// at walks into the data: names and, for lists, numbers.
func (r reply) at(path ...any) any {
	var v any = r.Data
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

func (r reply) text(path ...any) string { s, _ := r.at(path...).(string); return s }

func (r reply) list(path ...any) []any { l, _ := r.at(path...).([]any); return l }

type vars = map[string]any

// try asks and returns whatever is answered.
func (p *person) try(query string, v vars) reply {
	p.tb.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": v})
	if err != nil {
		p.tb.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	ctx := graph.WithRequestID(req.Context(), "request-of-a-test")
	if p.who.Role != "" {
		ctx = access.With(ctx, p.who)
	}
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, req.WithContext(ctx))
	raw, err := io.ReadAll(w.Body)
	if err != nil {
		p.tb.Fatal(err)
	}
	r := reply{size: len(raw), status: w.Code}
	if err := json.Unmarshal(raw, &r); err != nil {
		p.tb.Fatalf("%v: %s", err, raw)
	}
	return r
}

// ask asks and wants no errors.
func (p *person) ask(query string, v vars) reply {
	p.tb.Helper()
	r := p.try(query, v)
	if len(r.Errors) > 0 {
		p.tb.Fatalf("%s\n%+v\n%s", query, r.Errors, p.faults)
	}
	return r
}

// give gives a command and returns its answer: the field itself. More is what else to ask for in it.
func (p *person) give(field, more string, input vars) reply {
	p.tb.Helper()
	if _, ok := input["commandId"]; !ok {
		input["commandId"] = uuid.NewString()
	}
	name := strings.ToUpper(field[:1]) + field[1:]
	r := p.ask(`mutation($in: `+name+`Input!) { `+field+`(input: $in) {
		receipt { stream revision position eventIds repeated } userErrors { code kind field message rule } `+more+` } }`, vars{"in": input})
	r.Data, _ = r.Data[field].(map[string]any)
	return r
}

// done gives a command that must be carried out.
func (p *person) done(field, more string, input vars) reply {
	p.tb.Helper()
	r := p.give(field, more, input)
	if refused := r.list("userErrors"); len(refused) > 0 {
		p.tb.Fatalf("%s was refused: %v", field, refused)
	}
	return r
}

// refused gives a command that must be refused, and returns the code.
func (p *person) refused(field string, input vars) string {
	p.tb.Helper()
	r := p.give(field, "", input)
	if r.at("receipt") != nil {
		p.tb.Fatalf("%s was carried out", field)
	}
	return r.text("userErrors", 0, "code")
}

const soon = 10 * time.Second
