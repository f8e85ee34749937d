package httpd

import (
	"net/http"
	"regexp"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/graph"
)

// idHeader carries the id by which one request is found in the logs of all the parts it went through.
const idHeader = "X-Request-Id"

// validID is what is taken from outside; anything else could forge lines in a log.
var validID = regexp.MustCompile(`^[A-Za-z0-9_.-]{8,64}$`)

func requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(idHeader)
		if !validID.MatchString(id) {
			id = uuid.NewString()
		}
		w.Header().Set(idHeader, id)
		next.ServeHTTP(w, r.WithContext(graph.WithRequestID(r.Context(), id)))
	})
}
