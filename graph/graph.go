package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/graph/content"
	"github.com/probity-ledger/probity/graph/cursor"
	"github.com/probity-ledger/probity/graph/generated"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/graph/overhttp"
	"github.com/probity-ledger/probity/graph/trusted"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/papers"
	"github.com/probity-ledger/probity/projections"
	book "github.com/probity-ledger/probity/projections/accesslog"
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

// Importer reads the messages of an uploaded file into an extraction. It looks through the file before it answers, so that a file
// that cannot be read is refused at once; recording goes on behind the answer and survives a restart.
type Importer interface {
	Import(ctx context.Context, commandID string, id domain.ExtractionID, upload domain.SHA256, name string, o intake.Options) (ledger.Receipt, error)
}

// Config is what the API is made from. All fields without a remark must be set.
type Config struct {
	Ledger   *ledger.Ledger
	Log      *eventlog.Log       // read for cases as they were, and for the receipts of commands
	Views    *projections.Runner // runs the projections cases, custody, messages, officers, receipts, documents, deadlines and authority
	Importer Importer
	Vault    *vault.Vault // where documents lie
	// CursorKey signs cursors; at least 16 bytes. Without it cursors end with the process.
	CursorKey []byte
	// Introspection lists the roles that may ask what the schema holds; nil is the case analyst and the IOPC's reader, who sees by it
	// that the watchdog's schema has no mutations.
	Introspection []domain.Role
	// Documents are the questions registered beforehand, which clients may name by their ids. Each must fit one of the schemas.
	Documents *trusted.Documents
	// DocumentsOnly has officers and the watchdog ask nothing else; analysts, whose schema shows no person and no case, ask freely.
	DocumentsOnly bool
	// Quota limits how much each caller may ask for; nil limits nothing.
	Quota *quota.Quota
	// Now is the clock that says whether an assignment still holds, and that stamps the access log; nil is time.Now.
	Now func() time.Time
	// Calendar gives out feeds for calendar programs; nil gives out none.
	Calendar *Calendar
	// Policies are the written rules of access the server decides by, for whoever asks; nil shows none.
	Policies *model.PolicySet
	// Logger gets a line for every fault; nil discards them.
	Logger *slog.Logger
	// AccessLog records what is shown before it leaves; an answer that cannot be recorded is not sent.
	AccessLog Recorder
	// AccessViews runs the read model of the access log; Sealer opens the search terms in it for their own side.
	AccessViews *projections.Runner
	Sealer      *accesslog.Sealer
	// Policy judges what is shown once more; nil is access.Rules. PolicySet names its text in the access log.
	Policy    access.Policy
	PolicySet string
	// Misjudged is told when the policies do not allow what a read model returned, which is then not shown; nil where nobody counts.
	Misjudged func(access.Content)
	// Observe is told of every answer, on the goroutine that made it; nil where nobody counts.
	Observe func(Observation)
}

// API holds a handler for each audience. All want a principal in the request's context and answer nothing without one.
type API struct {
	Officers  *overhttp.Handler // what is for a police force, with all commands
	Watchdog  *overhttp.Handler // what is for the IOPC; a schema without Mutation
	Analytics *overhttp.Handler // counts; a schema in which no person and no case has a name
	Documents *DocumentReader   // the bytes of documents, for whoever may read them
	Feeds     *Feeds            // calendars; nil where there are none
}

// EndStreams ends all subscriptions in order. It is called when the server stops.
func (a *API) EndStreams() {
	a.Officers.EndStreams()
	a.Watchdog.EndStreams()
	a.Analytics.EndStreams()
}

// New makes the API.
func New(cfg Config) (*API, error) {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Observe == nil {
		cfg.Observe = func(Observation) {}
	}
	if cfg.Introspection == nil {
		cfg.Introspection = []domain.Role{domain.CaseAnalyst, domain.IOPCReader}
	}
	if cfg.AccessLog == nil || cfg.AccessViews == nil || cfg.Sealer == nil {
		return nil, errors.New("make the API: without an access log nothing may be shown")
	}
	if cfg.Policy == nil {
		cfg.Policy = access.Rules{}
	}
	if cfg.Misjudged == nil {
		cfg.Misjudged = func(access.Content) {}
	}
	if cfg.Vault == nil {
		return nil, errors.New("make the API: without a vault there are no documents")
	}
	r, err := newResolver(cfg)
	if err != nil {
		return nil, err
	}
	api := API{Documents: &DocumentReader{queries: r.documents, recorder: r.recorder}, Feeds: r.feeds(cfg)}
	full := Schema()
	if err := content.Check(full); err != nil {
		return nil, fmt.Errorf("make the API: %w", err)
	}
	schemas := map[string]*ast.Schema{}
	for who, handler := range map[string]**overhttp.Handler{
		audience.Officers: &api.Officers, audience.Watchdog: &api.Watchdog, audience.Analytics: &api.Analytics,
	} {
		schema, err := audience.Cut(full, who)
		if err != nil {
			return nil, err
		}
		schemas[who] = schema
		es := generated.NewExecutableSchema(generated.Config{Schema: schema, Resolvers: r})
		if *handler, err = serve(es, cfg, cfg.DocumentsOnly && who != audience.Analytics, r.recorder); err != nil {
			return nil, fmt.Errorf("serve the schema for %s: %w", who, err)
		}
	}
	if err := checkDocuments(cfg.Documents, schemas); err != nil {
		return nil, err
	}
	return &api, nil
}

// Schema returns the whole schema, from which those of the audiences are cut.
func Schema() *ast.Schema { return generated.NewExecutableSchema(generated.Config{}).Schema() }

func newResolver(cfg Config) (*Resolver, error) {
	signer, err := cursor.NewSigner(cfg.CursorKey)
	if err != nil {
		return nil, err
	}
	views := map[string]*projections.View{}
	for _, name := range []string{cases.Name, custody.Name, messages.Name, officers.Name, receipts.Name, authority.Name,
		documents.Name, deadlines.Name} {
		if views[name] = cfg.Views.View(name); views[name] == nil {
			return nil, fmt.Errorf("make the API: the projection %s does not run", name)
		}
	}
	r := &Resolver{
		ledger: cfg.Ledger, log: cfg.Log, views: cfg.Views, importer: cfg.Importer, cursors: signer, now: cfg.Now, policies: cfg.Policies,
		cases:     cases.NewQueries(views[cases.Name], cfg.Log),
		custody:   custody.NewQueries(views[custody.Name]),
		messages:  messages.NewQueries(views[messages.Name]),
		officers:  officers.NewQueries(views[officers.Name]),
		receipts:  receipts.NewQueries(views[receipts.Name]),
		documents: documents.NewQueries(views[documents.Name]),
		work:      deadlines.NewQueries(views[deadlines.Name]), calendar: cfg.Calendar,
		papers: &papers.Issuer{Ledger: cfg.Ledger, Vault: cfg.Vault, Now: cfg.Now}, vault: cfg.Vault,
		access: authority.NewQueries(views[authority.Name]),
	}
	access := cfg.AccessViews.View(book.Name)
	if access == nil {
		return nil, fmt.Errorf("make the API: the projection %s does not run", book.Name)
	}
	r.book, r.sealer = book.NewQueries(access), cfg.Sealer
	r.recorder = &recorder{log: cfg.AccessLog, policy: cfg.Policy, policySet: cfg.PolicySet, views: cfg.Views, officers: r.officers,
		now: cfg.Now, logger: cfg.Logger, alarm: cfg.Misjudged}
	return r, nil
}
