package overhttp

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// encode writes a response without going over its finished data again: that is a sixth of the work of a list. A response without data
// has no `data` key at all, which tells a refused question from one that failed.
func encode(r *graphql.Response) []byte {
	out := make([]byte, 0, len(r.Data)+64)
	out = append(out, '{')
	if len(r.Errors) > 0 {
		errs, err := json.Marshal(r.Errors)
		if err != nil {
			errs = []byte(`[{"message":"internal error","extensions":{"code":"INTERNAL"}}]`)
		}
		out = append(out, `"errors":`...)
		out = append(out, errs...)
	}
	if len(r.Data) > 0 {
		if len(r.Errors) > 0 {
			out = append(out, ',')
		}
		out = append(out, `"data":`...)
		out = append(out, r.Data...)
	}
	return append(out, '}')
}

func write(w http.ResponseWriter, media string, status int, r *graphql.Response) {
	body := encode(r)
	h := w.Header()
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeWait)) // not every connection has deadlines
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client went away: there is nobody left to tell
}

func writeRefusal(w http.ResponseWriter, media string, r *refusal) {
	if media != mediaResponse {
		media = mediaJSON
	}
	write(w, media, r.status, &graphql.Response{Errors: gqlerror.List{{
		Message:    r.text,
		Extensions: map[string]any{"code": r.code},
	}}})
}

// requestErrorStatus is the status of a question that was understood but not carried out.
func requestErrorStatus(media string) int {
	if media == mediaResponse {
		return http.StatusBadRequest
	}
	return http.StatusOK
}
