package httpd_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A body that was promised and never comes must not hold the answer, nor the connection, for ever.
func TestABodyThatNeverComesIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	d := open(t)
	for name, head := range map[string]string{
		"not signed in":        "POST /graphql HTTP/1.1\r\nAuthorization: Bearer nobody\r\n",
		"nothing there":        "POST /nothing HTTP/1.1\r\n",
		"not for this role":    "POST /uploads HTTP/1.1\r\nAuthorization: Bearer CASE_ANALYST\r\n",
		"not of a known type":  "POST /graphql HTTP/1.1\r\nAuthorization: Bearer CASE_OFFICER\r\n",
		"in pieces, never end": "POST /nothing HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if !strings.Contains(head, "chunked") {
				head += "Content-Length: 1000\r\n"
			}
			if _, err := fmt.Fprintf(conn, "%sHost: probity\r\n\r\n1", head); err != nil {
				t.Fatal(err)
			}
			if err := conn.SetReadDeadline(time.Now().Add(8 * time.Second)); err != nil {
				t.Fatal(err)
			}
			r := bufio.NewReader(conn)
			res, err := http.ReadResponse(r, nil)
			if err != nil {
				t.Fatalf("no answer: %v", err)
			}
			defer res.Body.Close()
			if res.StatusCode/100 != 4 {
				t.Errorf("answered with %s", res.Status)
			}
			if _, err := r.Discard(1 << 20); err == nil || strings.Contains(err.Error(), "timeout") {
				t.Errorf("the connection stays open: %v", err)
			}
		})
	}
}
