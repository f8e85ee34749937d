package httpd

import (
	"cmp"
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
)

// leaving is set when the server begins to stop, so that whoever spreads the load sends nothing new.
type leaving struct{ flag atomic.Bool }

// healthz says that the process answers at all.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// readiness is the answer of /readyz.
type readiness struct {
	Status      string           `json:"status"` // ready or not ready
	Problems    []string         `json:"problems,omitempty"`
	Replica     *Replica         `json:"replica,omitempty"`
	Projections []readModelState `json:"projections"`
}

type readModelState struct {
	Name        string  `json:"name"`
	Version     int     `json:"version"`
	Position    string  `json:"position"`
	LagEvents   uint64  `json:"lagEvents"`
	LagSeconds  float64 `json:"lagSeconds"`
	Quarantined int     `json:"quarantined"`
	Rebuilding  bool    `json:"rebuilding"`
	CaughtUp    bool    `json:"caughtUp"`
}

// readyz says whether questions and commands would be answered now. Events that a read model set aside are shown and do not make the
// server unready: the rest of the model is right, and a person has to look.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	a := readiness{Status: "ready", Projections: []readModelState{}}
	if s.leaving.flag.Load() {
		a.Problems = append(a.Problems, "the server is stopping")
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	head, err := s.cfg.Log.Head(ctx)
	if err != nil {
		a.Problems = append(a.Problems, "the event store does not answer")
	}
	if s.cfg.Replica != nil {
		replica := s.cfg.Replica()
		a.Replica = &replica
	}
	s.readModels(&a, s.cfg.Views, head)
	if head, err = s.cfg.AccessLog.Head(ctx); err != nil {
		a.Problems = append(a.Problems, "the access log does not answer, so nothing is shown")
	}
	s.readModels(&a, s.cfg.AccessViews, head)
	status := http.StatusOK
	if len(a.Problems) > 0 {
		a.Status, status = "not ready", http.StatusServiceUnavailable
	}
	answer(w, status, a)
}

// readModels adds the state of read models that follow a log with this end.
func (s *Server) readModels(a *readiness, views *projections.Runner, head eventlog.Position) {
	for _, p := range views.Status() {
		if text := s.unready(p); text != "" || s.behind.late(p.Name, p.Position, head, time.Now(), s.cfg.ReadyLag) {
			text = cmp.Or(text, "it is behind")
			a.Problems = append(a.Problems, "read model "+p.Name+": "+text)
		}
		a.Projections = append(a.Projections, readModelState{p.Name, p.Version, p.Position.String(), p.LagEvents, p.LagSeconds,
			p.Quarantined, p.Rebuilding, p.CaughtUp})
	}
}

func (s *Server) unready(p projections.Status) string {
	switch {
	case !p.Readable:
		return "it is being built for the first time"
	case p.Waiting:
		return "its disk is full; it goes on by itself when there is space"
	case p.LagSeconds > s.cfg.ReadyLag.Seconds():
		return "it is behind"
	}
	return ""
}
