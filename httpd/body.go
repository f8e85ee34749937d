package httpd

import (
	"net/http"
	"time"
)

const (
	bodyWait     = 10 * time.Second // for the body of a request, where its handler sets no time of its own
	leftoverWait = time.Second      // for the part of a body that nobody read
)

// patient bounds how long a body may keep a connection. Before it answers, the server reads what the handler left of the body; without
// a time limit anybody, signed in or not, could hold connections open by promising bytes that never come.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			next.ServeHTTP(w, r)
			return
		}
		ctl := http.NewResponseController(w)
		_ = ctl.SetReadDeadline(time.Now().Add(bodyWait)) // not every connection has deadlines; those that stall do
		next.ServeHTTP(w, r)
		_ = ctl.SetReadDeadline(time.Now().Add(leftoverWait))
	})
}
