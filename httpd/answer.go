package httpd

import (
	"encoding/json"
	"net/http"
)

// problem is the body of every refusal: the same shape as GraphQL's errors, so that a client has one way to read them.
type problem struct {
	Errors []problemError `json:"errors"`
}

type problemError struct {
	Message    string            `json:"message"`
	Extensions map[string]string `json:"extensions"`
}

// refuse answers with a stable code and a text that holds nothing of the request.
func refuse(w http.ResponseWriter, status int, code, text string) {
	refuseWith(w, status, text, map[string]string{"code": code})
}

func refuseWith(w http.ResponseWriter, status int, text string, extensions map[string]string) {
	answer(w, status, problem{Errors: []problemError{{Message: text, Extensions: extensions}}})
}

func answer(w http.ResponseWriter, status int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"errors":[{"message":"internal error","extensions":{"code":"INTERNAL"}}]}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(append(data, '\n')) // the client went away: there is nobody left to tell
}
