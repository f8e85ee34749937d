package main

import (
	"bytes"
	"net"
	"strings"
	"testing"
)

const output = `{"Action":"start"}
{"Action":"run","Test":"TestA"}
{"Action":"run","Test":"TestA/one"}
{"Action":"output","Test":"TestA/one","Output":"a_test.go:3: it broke\n"}
{"Action":"%ONE%","Test":"TestA/one"}
{"Action":"run","Test":"TestA/two"}
{"Action":"pass","Test":"TestA/two"}
{"Action":"run","Test":"TestA/three"}
{"Action":"%THREE%","Test":"TestA/three"}
{"Action":"fail","Test":"TestA"}
not JSON at all
`

// TestReport makes sure that a suite cannot look well without being well.
func TestReport(t *testing.T) {
	t.Parallel()
	known := suite{
		name: "peer", passes: 2,
		skips:   map[string]string{"three": "it wants the moon"},
		failing: map[string]string{"TestA/one": "known"},
	}
	strict := known
	strict.failing = nil
	tests := []struct {
		name       string
		suite      suite
		one, three string
		sound      bool
		says       string
	}{
		{"all pass", strict, "pass", "pass", true, "3 passed, 0 failed, 0 skipped"},
		{"a skip that is explained", strict, "pass", "skip", true, "skipped  TestA/three: it wants the moon"},
		{"a skip nobody explains", strict, "skip", "pass", false, "SKIPPED  TestA/one"},
		{"a failure", strict, "fail", "pass", false, "a_test.go:3: it broke"},
		{"a failure that is known", known, "fail", "pass", true, "as known: known"},
		{"a known failure that passes", known, "pass", "pass", false, "strike it off"},
		{"a test that never ended", strict, "run", "pass", false, "FAILED   TestA/one"},
		{"too few", strict, "fail", "skip", false, "at least 2 must pass\n    not JSON at all"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := &result{ended: map[string]string{}, said: map[string][]string{}}
			text := strings.NewReplacer("%ONE%", tc.one, "%THREE%", tc.three).Replace(output)
			if err := r.read(strings.NewReader(text)); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if sound := r.report(&out, tc.suite); sound != tc.sound || !strings.Contains(out.String(), tc.says) {
				t.Errorf("sound %v, want %v with %q in\n%s", sound, tc.sound, tc.says, out.String())
			}
		})
	}
}

func TestFree_names_what_is_taken(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := free(address); err == nil || !strings.Contains(err.Error(), address+", which is taken") {
		t.Errorf("got %v", err)
	}
	l.Close()
	if err := free(address); err != nil {
		t.Errorf("after closing: %v", err)
	}
}
