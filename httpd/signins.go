package httpd

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/graph"
)

const (
	rememberedSessions = 16_384
	// turnedAwayEvery is how often refused tokens of one sort have an entry of their own; those between are counted in the next.
	turnedAwayEvery = time.Second
)

// sessions remembers which sessions were seen, so that each has one entry in the access log. It forgets the oldest.
type sessions struct {
	mu   sync.Mutex
	seen map[string]bool
	ring []string
	next int
}

// first says whether a session is seen for the first time, and remembers it.
func (s *sessions) first(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen[name] {
		return false
	}
	if s.seen == nil {
		s.seen, s.ring = map[string]bool{}, make([]string, rememberedSessions)
	}
	delete(s.seen, s.ring[s.next])
	s.ring[s.next], s.seen[name] = name, true
	s.next = (s.next + 1) % rememberedSessions
	return true
}

// forget makes a session be seen for the first time again, because its entry could not be written.
func (s *sessions) forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.seen, name)
}

// greet records the first request of a session. Nobody is let in whose coming cannot be recorded.
func (s *Server) greet(r *http.Request, who access.Principal) error {
	name := who.Session + " " + string(who.Actor) + " " + string(who.Role) + " " + who.Force
	if who.Session == "" {
		name += " " + who.Expires.String()
	}
	if !s.sessions.first(name) {
		return nil
	}
	err := s.cfg.Recorder.Record(r.Context(), accesslog.SignedIn{Who: accesslog.WhoIs(who, graph.RequestID(r.Context())), MultiFactor: who.MultiFactor,
		Until: who.Expires.UTC(), At: s.cfg.Now().UTC()})
	if err != nil {
		s.sessions.forget(name)
	}
	return err
}

// turnedAway counts refused tokens by the reason, so that a flood of them does not fill the log.
type turnedAway struct {
	mu     sync.Mutex
	last   map[string]time.Time
	silent map[string]int
}

// due returns how many refusals the next entry stands for; 0 when there is to be none now.
func (t *turnedAway) due(reason string, now time.Time) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last == nil {
		t.last, t.silent = map[string]time.Time{}, map[string]int{}
	}
	t.silent[reason]++
	if since := now.Sub(t.last[reason]); since >= 0 && since < turnedAwayEvery {
		return 0
	}
	n := t.silent[reason]
	t.last[reason], t.silent[reason] = now, 0
	return n
}

// recordTurnedAway records refused tokens. It keeps nobody from being refused: there is nothing in the answer that could be shown.
func (s *Server) recordTurnedAway(r *http.Request, reason string) {
	n := s.turnedAway.due(reason, s.cfg.Now())
	if n == 0 {
		return
	}
	err := s.cfg.Recorder.Record(r.Context(), accesslog.SignInRefused{Reason: reason, Request: graph.RequestID(r.Context()), Count: n, At: s.cfg.Now().UTC()})
	if err != nil {
		s.cfg.Logger.WarnContext(r.Context(), "a refused sign-in was not recorded", "error", err)
	}
}

// recordRefusal records that somebody came to a door that is not theirs.
func (s *Server) recordRefusal(r *http.Request, who access.Principal) error {
	return s.cfg.Recorder.Record(r.Context(), accesslog.Refused{Who: accesslog.WhoIs(who, graph.RequestID(r.Context())), Asked: routeOf(r),
		Content: access.ServiceContent, Code: "FORBIDDEN", At: s.cfg.Now().UTC()})
}

// refuseUnrecorded answers where the access log does not take what must be recorded first.
func refuseUnrecorded(w http.ResponseWriter, err error) {
	code, text := "INTERNAL", "internal error"
	if errors.Is(err, accesslog.ErrUnavailable) {
		code, text = "ACCESS_LOG_UNAVAILABLE", "the access log does not take entries, so nobody is let in; try again"
	}
	w.Header().Set("Retry-After", "5")
	refuse(w, http.StatusServiceUnavailable, code, text)
}
