package httpd

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/probity-ledger/probity/graph/audience"
)

// New returns the whole server as a handler, for tests and for Serve.
func New(cfg Config) (*Server, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, metrics: newMetrics(cfg)}
	s.handler = s.routes()
	return s, nil
}

// Server is the door. It may be used from any goroutine.
type Server struct {
	cfg     Config
	metrics *metrics
	handler http.Handler
	leaving leaving
	behind  behind

	sessions   sessions
	turnedAway turnedAway
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(patient, requestID, s.observe, s.survive, headers, sameOrigin())
	r.NotFound(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "NOT_FOUND", "there is nothing here")
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "this method is not taken here")
	})
	r.Get("/healthz", s.healthz)
	r.Get("/readyz", s.readyz)
	if !s.cfg.NoMetrics {
		r.Method(http.MethodGet, "/metrics", s.metrics.handler())
	}
	if s.cfg.API.Feeds != nil {
		r.Get(calendarRoute, s.calendar)
	}
	for prefix, h := range s.cfg.Public {
		r.Mount(prefix, h)
	}
	r.Group(func(r chi.Router) {
		r.Use(s.authenticate)
		r.With(s.only(audience.Officers)).Handle("/graphql", s.cfg.API.Officers)
		r.With(s.only(audience.Watchdog)).Handle("/watchdog/graphql", s.cfg.API.Watchdog)
		r.With(s.only(audience.Analytics)).Handle("/analytics/graphql", s.cfg.API.Analytics)
		r.Get("/documents/{case}/{document}", s.document)
		r.With(s.mayUpload, s.withinUploads, atOnce(s.cfg.Uploads)).Post("/uploads", s.upload)
	})
	return r
}
