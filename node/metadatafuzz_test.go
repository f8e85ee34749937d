package node

import (
	"encoding/json"
	"testing"
)

// Whatever metadata says, a stream can be read by it, and an undelete changes nothing of it but $tb.
func FuzzMetadata(f *testing.F) {
	for _, text := range []string{
		`{}`, `null`, `[]`, ``, `{"$maxCount":2,"$maxAge":3,"$tb":4,"$cacheControl":5,"$acl":{"$r":"$all"},"x":"<é>"}`,
		`{"$tb":9223372036854775807}`, `{"$maxAge":922337203686}`, `{"$tb":-1}`, `{"$tb":1e3}`, `{"":1,"a":1.50}`,
	} {
		f.Add([]byte(text), int64(7))
	}
	f.Fuzz(func(t *testing.T, data []byte, before int64) {
		l := parseLimits(data)
		if l.maxCount < 0 || l.maxAge < 0 || l.before < 0 {
			t.Fatalf("limits %+v", l)
		}
		changed, ok := withBefore(data, before)
		if !ok {
			if l != (limits{}) {
				t.Fatalf("limits %+v of what is no object", l)
			}
			return
		}
		var was, is map[string]any
		if err := json.Unmarshal(data, &was); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(changed, &is); err != nil {
			t.Fatalf("not JSON any more: %q: %v", changed, err)
		}
		if _, there := was[metaBefore]; !there && len(is) != len(was)+1 || there && len(is) != len(was) {
			t.Fatalf("%d keys became %d", len(was), len(is))
		}
		if after := parseLimits(changed); after != (limits{}) && after.before != before {
			t.Fatalf("$tb %d read back as %d", before, after.before)
		}
	})
}

// Whatever a link says, it names a stream that can be looked up, or none.
func FuzzLink(f *testing.F) {
	for _, text := range []string{"0@a-1", "9223372036854775808@a", "-1@a", "1@", "1", "@a", "", "1@a@b", "00@$$a"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		to, isLink := parseLink(data)
		if to.stream == "" {
			return
		}
		if _, err := parseStreamName([]byte(to.stream)); err != nil || !isLink {
			t.Fatalf("a link to %q: %v", to.stream, err)
		}
	})
}
