package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/httpd"
	"github.com/probity-ledger/probity/projections/authority"
)

// front are the flags of the HTTP side.
type front struct {
	believed
	encrypted
	bounded
	calendars
	Production bool   `help:"Refuse to start with anything that is unsafe where real cases lie, and name all of it."`
	Metrics    string `placeholder:"HOST:PORT" help:"An address on this machine that shows figures for Prometheus at /metrics, in place of --listen. Production shows them nowhere else."`
}

func (f front) check() error {
	return errors.Join(f.believed.check(), f.encrypted.check(), f.bounded.check(), f.calendars.check())
}

// website is the running HTTP side of a ledger.
type website struct {
	url    string            // e.g. "http://127.0.0.1:8080"
	issuer *devissuer.Issuer // nil where a real issuer is named

	revoked access.Revocations // nil where there is no list
}

// serveHTTP answers on the listener until close.
func (s *system) serveHTTP(ctx context.Context, listener net.Listener, f front) (*website, error) {
	listener, err := f.encrypted.over(listener)
	if err != nil {
		return nil, err
	}
	w := &website{url: f.scheme() + "://" + listener.Addr().String()}
	verifier, err := s.signIn(w, f.believed)
	if err != nil {
		return nil, err
	}
	server, err := s.httpServer(w, verifier, f)
	if err != nil {
		return nil, err
	}
	figures, err := listenMetrics(ctx, f.Metrics)
	if err != nil {
		return nil, err
	}
	if figures != nil {
		s.background(ctx, "figures", func(ctx context.Context) error { return telemetry.Serve(ctx, figures, server.Collectors()) })
	}
	s.background(ctx, "http", func(ctx context.Context) error { return server.Serve(ctx, listener) })
	return w, nil
}

// signIn decides whose tokens are believed.
func (s *system) signIn(w *website, b believed) (*access.Verifier, error) {
	c, err := b.verifier(s.settings)
	w.revoked = c.Revoked
	if err != nil || b.Issuer != "" {
		return access.NewVerifier(c), err
	}
	join := devissuer.Open
	if s.settings.shared != "" {
		join = devissuer.Join
	}
	if w.issuer, err = join(s.shared.issuer(), w.url+devissuer.Path); err != nil {
		return nil, err
	}
	c.Issuer, c.Audience, c.MaxLifetime, c.Transport = w.issuer.URL(), devissuer.Audience, devissuer.Lifetime, w.issuer
	return access.NewVerifier(c), nil
}

func (s *system) httpServer(w *website, verifier *access.Verifier, f front) (*httpd.Server, error) {
	limits, err := f.quota(s.settings.now)
	if err != nil {
		return nil, err
	}
	api, err := s.api(f, limits, w.url)
	if err != nil {
		return nil, err
	}
	proxies, err := f.proxies()
	if err != nil {
		return nil, err
	}
	public := map[string]http.Handler{}
	if w.issuer != nil {
		public[devissuer.Path] = http.StripPrefix(devissuer.Path, w.issuer.Handler())
	}
	return httpd.New(httpd.Config{API: api, Policy: s.policy, Verifier: verifier,
		Directory: authority.NewQueries(s.views.View(authority.Name)), Vault: s.vault, Views: s.views, Log: s.log, Public: public,
		Revoked: w.revoked, Quota: limits, Proxies: proxies, NoMetrics: f.Production || f.Metrics != "",
		AccessLog: s.access.log, AccessViews: s.access.views, Recorder: s.access.writer,
		Collectors: append(s.collectors(), telemetry.Certificate(f.ends)), Traces: s.settings.traces, TrustTraceParent: s.settings.trustTraceParent,
		MaxUpload: maxUpload, ReadyLag: s.settings.readyLag, Replica: s.leading.role, Now: s.settings.now, Logger: s.settings.logger})
}

// api answers questions; in production, registered ones alone.
func (s *system) api(f front, limits *quota.Quota, address string) (*graph.API, error) {
	key, err := s.shared.readCursorKey()
	if err != nil {
		return nil, err
	}
	calendar, err := f.calendar(s.shared, address, f.Production)
	if err != nil {
		return nil, err
	}
	documents, err := f.documents()
	if err != nil {
		return nil, err
	}
	return graph.New(graph.Config{Policies: s.rules, Ledger: s.ledger, Log: s.log, Views: s.views, Importer: s.importer, Vault: s.vault, CursorKey: key, Calendar: calendar,
		Documents: documents, DocumentsOnly: f.Production, Quota: limits, Introspection: f.introspecting(),
		AccessLog: s.access.writer, AccessViews: s.access.views, Sealer: s.access.sealer, Policy: s.policy, PolicySet: s.policy.Hash(), Misjudged: s.figures.access.Misjudged, Now: s.settings.now,
		Logger: s.settings.logger, Observe: s.figures.answers.Observe})
}

// introspecting are the roles that may ask what the schema holds. In production only those whose schema shows no person and no case.
func (f front) introspecting() []domain.Role {
	switch {
	case f.Introspection:
		return access.Roles()
	case f.Production:
		return []domain.Role{domain.CaseAnalyst, domain.LocalPolicingBody}
	}
	return nil
}

// address is the file that holds the URL of the server working on this folder.
func (d dataFolder) address() string { return filepath.Join(string(d), "run", "address") }

// publish writes the server's URL into the data folder, for other programs of the same person, once everything is ready. It is taken
// away again when the server stops.
func (s *system) publish(url string) error {
	path := s.data.address()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	if err := os.WriteFile(path+".new", []byte(url+"\n"), 0o600); err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write the address: %w", err)
	}
	s.later(func() error { return os.Remove(path) })
	return nil
}
