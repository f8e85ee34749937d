package storetest

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
)

// located takes note of where an event lies; it must lie there always.
func (w *world) located(ev recorded, at string) {
	position := ev.GetCommitPosition()
	if position == 0 || position != ev.GetPreparePosition() {
		w.problem("event %s has commit position %d and prepare position %d", at, position, ev.GetPreparePosition())
	}
	if known := w.at[at]; known != 0 && known != position {
		w.problem("event %s was at position %d and is at %d now", at, known, position)
	}
	w.at[at] = position
	w.saw(position)
}

// formed checks what does not depend on the event: the form of its id, and a time the Go client does not die of.
func (w *world) formed(ev recorded, which string) {
	if _, isString := ev.GetId().GetValue().(*shared.UUID_String_); isString != w.stringIDs {
		w.problem("event %s: asked for string ids %v, got %v", which, w.stringIDs, isString)
	}
	if ticks, err := strconv.ParseInt(ev.GetMetadata()["created"], 10, 64); err != nil || ticks <= 0 {
		w.problem("event %s was created at %q", which, ev.GetMetadata()["created"])
	}
}

// compare holds an event against what was appended.
func (w *world) compare(ev recorded, sent *event, name string) {
	for _, f := range []struct{ field, got, want string }{
		{"type", ev.GetMetadata()["type"], sent.kind},
		{"content type", ev.GetMetadata()["content-type"], sent.content},
	} {
		if f.got != f.want {
			w.problem("event %s came back with %s %q, want %q", name, f.field, f.got, f.want)
		}
	}
	if !bytes.Equal(ev.GetData(), sent.data) {
		w.problem("event %s came back with %d bytes of other data, %d were sent", name, len(ev.GetData()), len(sent.data))
	}
	if !bytes.Equal(ev.GetCustomMetadata(), sent.metadata) {
		w.problem("event %s came back with other metadata", name)
	}
}

// compact is JSON in one word, its keys in order.
func compact(data []byte) string {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "<not JSON>"
	}
	out, err := json.Marshal(v)
	if err != nil {
		return "<not JSON>"
	}
	return string(out)
}
