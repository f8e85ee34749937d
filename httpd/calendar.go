package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/graph/ical"
)

// calendarRoute is where calendar programs find a feed. The secret in it is a parameter of the route, so no line of a log holds it.
const calendarRoute = graph.CalendarPath + "{secret}" + graph.CalendarFile

// calendarCost is what one look at a feed takes from the caller's quota, in the units of a question: so much as a page of a list of 100.
const calendarCost = 500

// calendar answers a calendar program, which cannot sign in: the secret in the address names a person, and the ledger says at every look
// what they may still be and see.
func (s *Server) calendar(w http.ResponseWriter, r *http.Request) {
	who, err := s.feedOwner(r.Context(), chi.URLParam(r, "secret"))
	if err != nil {
		s.refuseFeed(w, r, err)
		return
	}
	noteActor(r.Context(), who)
	if err := s.greet(r, who); err != nil {
		refuseUnrecorded(w, err)
		return
	}
	if refuseExceeded(w, s.cfg.Quota.Take(quota.Cost, string(who.Actor), calendarCost)) {
		return
	}
	text, tag, err := s.cfg.API.Feeds.File(access.With(r.Context(), who), func(tag string) bool { return has(r.Header, tag) })
	if err != nil {
		s.refuseFile(w, r, err)
		return
	}
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, no-cache") // to be asked for again each time, and sent again when it changed
	if text == nil {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", ical.Type)
	w.Header().Set("Content-Disposition", `attachment; filename="clocks.ics"`)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	_, _ = w.Write(text) // the client went away: there is nobody left to tell
}

// feedOwner says whom an address is for and what the ledger lets them be now. Only those who could ask the API at the officers' door have
// a calendar.
func (s *Server) feedOwner(ctx context.Context, secret string) (access.Principal, error) {
	who, err := s.cfg.API.Feeds.Open(secret)
	if err == nil && s.cfg.Revoked != nil && s.cfg.Revoked.Revoked(who.Session, who.Session) {
		err = access.ErrTokenRevoked
	}
	if err == nil && s.cfg.Directory != nil {
		var a access.Authority
		if a, err = s.cfg.Directory.Authority(ctx, who.Actor); err != nil {
			return who, fmt.Errorf("%w: %w", errDirectory, err)
		}
		who, err = a.Take(who, s.cfg.Now())
	}
	if err == nil && audience.Of(who.Role) != audience.Officers {
		err = access.ErrNoAuthority
	}
	return who, err
}

// feedProblems say how an address is refused that is no longer good. Calendar programs show the status, people who look the text.
var feedProblems = []struct {
	is           error
	status       int
	reason, text string
}{
	{access.ErrFeedUnknown, http.StatusNotFound, "FEED_UNKNOWN", "there is no such calendar: copy the whole address, or ask for a new one (myCalendarFeed)"},
	{access.ErrFeedExpired, http.StatusGone, "FEED_EXPIRED", "this address has ended: ask for a new one (myCalendarFeed)"},
	{access.ErrTokenRevoked, http.StatusGone, "FEED_REVOKED", "this address was taken back: ask for a new one (myCalendarFeed)"},
	{access.ErrNoAuthority, http.StatusForbidden, "NO_AUTHORITY", "the ledger no longer gives whom this address was made for the role they had"},
}

func (s *Server) refuseFeed(w http.ResponseWriter, r *http.Request, err error) {
	for _, p := range feedProblems {
		if errors.Is(err, p.is) {
			s.metrics.signInRefused(p.reason)
			s.recordTurnedAway(r, p.reason)
			if !refuseExceeded(w, s.cfg.Quota.Take(quota.SignIns, s.peer(r), 1)) {
				refuse(w, p.status, p.reason, p.text)
			}
			return
		}
	}
	s.refuseFile(w, r, err)
}

func (s *Server) refuseFile(w http.ResponseWriter, r *http.Request, err error) {
	s.cfg.Logger.WarnContext(r.Context(), "answer a calendar program", "error", err)
	if errors.Is(err, accesslog.ErrUnavailable) {
		refuseUnrecorded(w, err)
		return
	}
	w.Header().Set("Retry-After", "60")
	refuse(w, http.StatusServiceUnavailable, "UNAVAILABLE", "the calendar cannot be made now; it is asked for again by itself")
}

// has says whether the reader has what a tag names already (RFC 9110, section 13.1.2).
func has(h http.Header, tag string) bool {
	for one := range strings.SplitSeq(strings.Join(h.Values("If-None-Match"), ","), ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}
