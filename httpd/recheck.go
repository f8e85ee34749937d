package httpd

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/probity-ledger/probity/access"
)

// asksForStream says whether the answer may last.
func asksForStream(r *http.Request) bool {
	return strings.Contains(strings.ToLower(strings.Join(r.Header.Values("Accept"), ",")), "text/event-stream")
}

// keepLooking ends the context of a stream when its token was revoked, the account was closed or the role ended, because a stream may
// last for hours. What cannot be looked up ends it as well: the client comes again and is told. Call done when the answer has ended.
func (s *Server) keepLooking(ctx context.Context, r *http.Request, who access.Principal) (_ context.Context, done func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer cancel()
		again := time.NewTicker(s.cfg.Recheck)
		defer again.Stop()
		for {
			select {
			case <-again.C:
				if !s.stillThere(ctx, r, who) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return ctx, func() { cancel(); <-ended }
}

func (s *Server) stillThere(ctx context.Context, r *http.Request, who access.Principal) bool {
	now, err := s.identify(ctx, r)
	return err == nil && now.Actor == who.Actor && now.Role == who.Role && now.Force == who.Force && now.Officer == who.Officer
}
