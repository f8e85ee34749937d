package backup

import (
	"bytes"
	"testing"

	"github.com/probity-ledger/probity/node"
)

// Whatever stands in a segment is refused or is a record that would be written so.
func FuzzRecord(f *testing.F) {
	f.Add(appendRecord(nil, &node.Record{Position: 3, Stream: "device-1", Type: "t", JSON: true, Metadata: []byte("m"), Data: []byte("{}")}))
	f.Add([]byte("short"))
	f.Add(bytes.Repeat([]byte{0xff}, 80))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := parseRecord(b)
		if err != nil {
			return
		}
		if again := appendRecord(nil, &r); !bytes.Equal(again, b) {
			t.Errorf("read as %+v, which is written %x", r.Position, again)
		}
	})
}
