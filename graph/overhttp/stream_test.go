package overhttp_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/graph/overhttp"
)

const counting = `{"query":"subscription{count}"}`

// event reads the next server-sent event: its name and data. A ping has neither.
func event(t *testing.T, r *bufio.Reader) (name, data string) {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("the stream ended: %v", err)
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "":
			return name, data
		case strings.HasPrefix(line, "event: "):
			name = line[7:]
		case strings.HasPrefix(line, "data: "):
			data += line[6:]
		}
	}
}

func TestStreamSendsResultsAndEnds(t *testing.T) {
	t.Parallel()
	s, schema := serve(t, nil)
	res := ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream)
	if got := res.Header.Get("Content-Type"); got != stream+"; charset=utf-8" {
		t.Fatal(got)
	}
	if res.Header.Get("X-Accel-Buffering") != "no" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("headers: %v", res.Header)
	}
	r := bufio.NewReader(res.Body)
	for n := range 50 {
		schema.ticks <- n
	}
	for n := range 50 {
		if name, data := event(t, r); name != "next" || data != fmt.Sprintf(`{"data":{"count":%d}}`, n) {
			t.Fatalf("%s %s", name, data)
		}
	}
	close(schema.ticks)
	if name, _ := event(t, r); name != "complete" {
		t.Fatalf("%s instead of the end", name)
	}
	if _, err := r.ReadByte(); err == nil {
		t.Fatal("the connection goes on after the end")
	}
}

func TestStreamAnswersQuestionsToo(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	r := bufio.NewReader(ask(t, s, "POST", `{"query":"{hello}"}`, "Content-Type", plain, "Accept", stream).Body)
	if name, data := event(t, r); name != "next" || data != `{"data":{"hello":"wörld"}}` {
		t.Fatalf("%s %s", name, data)
	}
	if name, _ := event(t, r); name != "complete" {
		t.Fatal(name)
	}
}

func TestStreamSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, nil)
	r := bufio.NewReader(ask(t, s, "POST", `{"query":"subscription{nothing}"}`, "Content-Type", plain, "Accept", stream).Body)
	if name, data := event(t, r); name != "next" || !strings.Contains(data, "GRAPHQL_VALIDATION_FAILED") {
		t.Fatalf("%s %s", name, data)
	}
	if name, _ := event(t, r); name != "complete" {
		t.Fatal(name)
	}
}

func TestStreamPingsWhenNothingHappens(t *testing.T) {
	t.Parallel()
	s, _ := serve(t, func(c *overhttp.Config) { c.Ping = time.Millisecond })
	r := bufio.NewReader(ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream).Body)
	for range 3 {
		if line, err := r.ReadString('\n'); err != nil || (line != ":\n" && line != "\n") {
			t.Fatalf("%q, %v", line, err)
		}
	}
}

// A stream does not outlive the token it was opened with.
func TestStreamEndsWithTheToken(t *testing.T) {
	t.Parallel()
	until := time.Now().Add(50 * time.Millisecond)
	s, _ := serve(t, func(c *overhttp.Config) {
		c.Caller = func(context.Context) (string, time.Time) { return "somebody", until }
	})
	r := bufio.NewReader(ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream).Body)
	if name, _ := event(t, r); name != "complete" {
		t.Fatal(name)
	}
	if time.Now().Before(until) {
		t.Fatal("it ended before its time")
	}
}

func TestStreamEndsWithTheServer(t *testing.T) {
	t.Parallel()
	var h *overhttp.Handler
	s, _ := serve(t, nil)
	h, _ = s.Config.Handler.(*overhttp.Handler)
	r := bufio.NewReader(ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream).Body)
	h.EndStreams()
	if name, _ := event(t, r); name != "complete" {
		t.Fatal(name)
	}
}

func TestStreamsAreCounted(t *testing.T) {
	t.Parallel()
	s, schema := serve(t, func(c *overhttp.Config) { c.Streams = 1 })
	first := ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream)
	second := ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream)
	if second.StatusCode != http.StatusTooManyRequests {
		t.Fatalf("a second stream got %d", second.StatusCode)
	}
	close(schema.ticks)
	r := bufio.NewReader(first.Body)
	if name, _ := event(t, r); name != "complete" {
		t.Fatal(name)
	}
	// The place is given back once the handler has returned, which is after the end of the body was sent.
	if _, err := r.ReadByte(); err == nil {
		t.Fatal("the connection goes on after the end")
	}
	third := ask(t, s, "POST", counting, "Content-Type", plain, "Accept", stream)
	if third.StatusCode != http.StatusOK {
		t.Fatalf("a stream after the first one ended got %d", third.StatusCode)
	}
}
