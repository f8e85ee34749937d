package httpd

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/vault"
)

// Verifier turns a raw access token into whom it names. Its errors are those of the access package; *access.Verifier is one.
type Verifier interface {
	Verify(ctx context.Context, rawToken string) (access.Principal, error)
}

// Log is what readiness asks of the event log; *eventlog.Log is one.
type Log interface {
	Head(ctx context.Context) (eventlog.Position, error)
}

// Replica is what a process is among the replicas of one ledger, for /readyz. Processes are named by ids that mean nothing else.
type Replica struct {
	Instance string `json:"instance"`
	Role     string `json:"role"`           // leader, standby, or alone where there is nobody to compete with
	Leader   string `json:"leader"`         // the instance that does the ledger's own work, as far as is known; "" for nobody
	Term     uint64 `json:"term,omitempty"` // of the lease
}

// Config is what the server is made from. Fields without a remark must be set.
type Config struct {
	API      *graph.API
	Verifier Verifier
	Vault    *vault.Vault
	Views    *projections.Runner
	Log      Log
	// Directory says what the ledger lets an identity be; nil believes the role a token names, which is for tests alone.
	Directory access.Directory
	// Revoked knows the sign-ins of machines that are no longer good; nil knows none. The Verifier knows those of tokens.
	Revoked access.Revocations
	// Recheck is how often it is looked again whether who opened a stream may still be there; 0 is 15 s.
	Recheck time.Duration
	// Quota limits uploads of each caller and refused sign-ins of each address; nil limits nothing. Give the API the same.
	Quota *quota.Quota
	// Proxies are those whose X-Forwarded-For is believed; none where clients connect themselves.
	Proxies []netip.Prefix
	// Recorder writes sign-ins, and tokens that were refused, into the access log. AccessLog is that log and AccessViews its read model,
	// whose health is shown with the others'. All three must be set.
	Recorder    graph.Recorder
	AccessLog   Log
	AccessViews *projections.Runner
	// Policy decides who may upload; nil is access.Rules.
	Policy access.Policy
	// MaxUpload is the largest upload in bytes; 0 is 16 GiB.
	MaxUpload int64
	// Uploads is how many uploads may run at the same time; 0 is 4.
	Uploads int
	// ReadyLag is how many seconds a read model may be behind while the server still says that it is ready; 0 is 30 s.
	ReadyLag time.Duration
	// Replica says what this process is among the replicas of the ledger; nil where it does not matter.
	Replica func() Replica
	// Public are further handlers by path prefix that need no token, such as the development issuer.
	Public map[string]http.Handler
	// Collectors are the figures of other parts of the program, for /metrics. No label may name a person or a case.
	Collectors []prometheus.Collector
	// NoMetrics shows no figures at /metrics, because they are shown elsewhere.
	NoMetrics bool
	// Traces records a span for each request, and carries the spans of all below it; nil records none.
	Traces trace.TracerProvider
	// TrustTraceParent joins the trace that a request's traceparent header names (W3C trace context). Set it only behind a proxy of
	// one's own: the header decides what is recorded, and its trace id is kept with the events for ever.
	TrustTraceParent bool
	// Now is the clock of the access log; nil is time.Now.
	Now func() time.Time
	// Logger gets the access log and faults; nil discards them. Its handler should be a graph.LogHandler.
	Logger *slog.Logger
}

func (c Config) withDefaults() (Config, error) {
	if c.Recorder == nil || c.AccessLog == nil || c.AccessViews == nil {
		return c, errors.New("make the HTTP server: without an access log nobody is let in")
	}
	if c.API == nil || c.Verifier == nil || c.Vault == nil || c.Views == nil || c.Log == nil {
		return c, errors.New("make the HTTP server: the API, a verifier, a vault, the read models and a log are needed")
	}
	if c.Policy == nil {
		c.Policy = access.Rules{}
	}
	if c.MaxUpload == 0 {
		c.MaxUpload = 16 << 30
	}
	if c.Uploads == 0 {
		c.Uploads = 4
	}
	if c.Recheck == 0 {
		c.Recheck = 15 * time.Second
	}
	if c.ReadyLag == 0 {
		c.ReadyLag = 30 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Traces == nil {
		c.Traces = noop.NewTracerProvider()
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c, nil
}
