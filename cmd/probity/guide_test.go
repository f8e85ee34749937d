package main

import (
	"bytes"
	"net"
	"testing"
)

// TestGuide_questions asks what the guide tells people to paste, in the name of the persona it says.
func TestGuide_questions(t *testing.T) {
	t.Parallel()
	s, _ := played(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.serveHTTP(t.Context(), listener, front{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.openPersonas(t.Context()); err != nil {
		t.Fatal(err)
	}
	answers := []string{`"finding":"NO_CASE"`, `"sealReceived":"NMP0031920"`, `"messageCount":6412`}
	for i, q := range questions() {
		token, err := w.issuer.Token(t.Context(), q.as)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := (&remote{server: w.url, path: q.path, token: token}).query(t.Context(), q.query, nil, nil)
		if err != nil {
			t.Errorf("%s: %v", q.says, err)
		}
		if !bytes.Contains(answer, []byte(answers[i])) {
			t.Errorf("%s: %s is not in %s", q.says, answers[i], answer)
		}
	}
}
