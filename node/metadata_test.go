package node_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/node"
)

// describe writes a stream's metadata as JSON text, whatever the client would make of it.
func describe(t *testing.T, c *esdb.Client, stream, text string) *esdb.WriteResult {
	t.Helper()
	e := event("$metadata")
	e.Data = []byte(text)
	return mustAppend(t, c, "$$"+stream, esdb.Any{}, e)
}

func TestMetadataIsKept(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	ctx := context.Background()
	if m, err := c.GetStreamMetadata(ctx, "s-1", esdb.ReadStreamOptions{}); err == nil {
		t.Errorf("metadata nobody wrote: %v", m)
	}
	var want esdb.StreamMetadata
	want.SetMaxCount(9)
	want.SetMaxAge(2 * time.Second)
	want.SetTruncateBefore(3)
	want.SetCacheControl(15 * time.Second)
	want.SetAcl(esdb.UserStreamAcl)
	want.AddCustomProperty("owner", "PSD <2>")
	for i := range 3 {
		opts := esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}
		if i > 0 {
			opts.ExpectedRevision = esdb.Revision(uint64(i - 1))
			want.SetMaxCount(uint64(i))
		}
		if _, err := c.SetStreamMetadata(ctx, "s-1", opts, want); err != nil {
			t.Fatalf("write %d: %v", i, err)
		}
	}
	got, err := c.GetStreamMetadata(ctx, "s-1", esdb.ReadStreamOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(jsonOf(t, want), jsonOf(t, *got)); diff != "" {
		t.Errorf("metadata differs (-want +got):\n%s", diff)
	}
	wantRead(t, c, "$$s-1", "$metadata") // the newest alone, of three
	wantRead(t, c, "s-1", "not found")   // metadata does not make a stream that can be read
	if got := kinds(readAll(t, c)); got != "$metadata $metadata $metadata" {
		t.Errorf("$all holds %q", got)
	}
}

func jsonOf(t *testing.T, m esdb.StreamMetadata) string {
	t.Helper()
	b, err := m.ToJson()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWindows(t *testing.T) {
	t.Parallel()
	var now atomic.Int64
	now.Store(1_000)
	n := start(t, func(cfg *node.Config) { cfg.Now = func() time.Time { return time.Unix(now.Load(), 0) } })
	c := n.client(t)
	mustAppend(t, c, "$settings", esdb.NoStream{}, event("s0")) // system streams are streams
	wantRead(t, c, "$settings", "s0")
	for i, kind := range strings.Fields("e0 e1 e2 e3 e4") { // at 1000, 1010, … 1040
		expect := esdb.ExpectedRevision(esdb.NoStream{})
		if i > 0 {
			expect = esdb.Revision(uint64(i - 1))
		}
		mustAppend(t, c, "s-1", expect, event(kind))
		now.Add(10)
	}
	for _, tc := range []struct {
		metadata string
		want     string // at 1050
	}{
		{`{}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":2}`, "e3 e4"},
		{`{"$maxCount":5}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":9223372036854775807}`, "e0 e1 e2 e3 e4"},
		{`{"$tb":0}`, "e0 e1 e2 e3 e4"},
		{`{"$tb":3}`, "e3 e4"},
		{`{"$tb":5}`, ""},
		{`{"$tb":50}`, ""},
		{`{"$tb":9223372036854775807}`, "not found"},
		{`{"$tb":9223372036854775806}`, ""},
		{`{"$maxAge":30}`, "e2 e3 e4"},
		{`{"$maxAge":29}`, "e3 e4"},
		{`{"$maxAge":5}`, ""},
		{`{"$maxAge":922337203685}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":4,"$tb":2,"$maxAge":45}`, "e2 e3 e4"},
		{`{"$maxCount":1,"$tb":2,"$maxAge":45}`, "e4"},
		{`{"$maxCount":4,"$tb":2,"$maxAge":15}`, "e4"},
		{`{"$maxCount":2,"$cacheControl":15,"$acl":{"$r":["a","b"]},"mine":{"$tb":4}}`, "e3 e4"},
		{`{"$tb":1,"$tb":4}`, "e4"},
		// What is not sound limits nothing.
		{`{"$maxCount":0}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":"2"}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":2.0}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":2,"$maxAge":-1}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":2,"$tb":18446744073709551615}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":2,"$cacheControl":null}`, "e0 e1 e2 e3 e4"},
		{`{"$MaxCount":2}`, "e0 e1 e2 e3 e4"},
		{`{"$maxCount":2`, "e0 e1 e2 e3 e4"},
		{`[2]`, "e0 e1 e2 e3 e4"},
		{`null`, "e0 e1 e2 e3 e4"},
		{``, "e0 e1 e2 e3 e4"},
	} {
		describe(t, c, "s-1", tc.metadata)
		t.Run(tc.metadata, func(t *testing.T) {
			wantRead(t, c, "s-1", tc.want)
		})
		describe(t, c, "s-1", `{}`) // which brings a hidden stream back, from behind its end
	}
	binary := event("$metadata")
	binary.ContentType, binary.Data = esdb.ContentTypeBinary, []byte(`{"$maxCount":2}`)
	describe(t, c, "s-1", `{"$maxCount":1}`)
	mustAppend(t, c, "$$s-1", esdb.Any{}, binary)
	wantRead(t, c, "s-1", "e0 e1 e2 e3 e4")
}

// Where a read begins, against a stream of e0 to e9 that shows e4 to e9.
func TestReadsBesideTheWindow(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	for i := range 10 {
		mustAppend(t, c, "s-1", esdb.Any{}, event(fmt.Sprintf("e%d", i)))
	}
	describe(t, c, "s-1", `{"$tb":4}`)
	for _, tc := range []struct {
		name      string
		from      esdb.StreamPosition
		direction esdb.Direction
		count     uint64
		want      string
	}{
		{"from start", esdb.Start{}, esdb.Forwards, 2, "e4 e5"},
		{"from before", esdb.Revision(1), esdb.Forwards, 3, "e4 e5 e6"},
		{"from the first shown", esdb.Revision(4), esdb.Forwards, 2, "e4 e5"},
		{"from inside", esdb.Revision(8), esdb.Forwards, 5, "e8 e9"},
		{"from behind the end", esdb.Revision(10), esdb.Forwards, 5, ""},
		{"from far behind", esdb.Revision(1 << 63), esdb.Forwards, 5, ""},
		{"backwards from the end", esdb.End{}, esdb.Backwards, 2, "e9 e8"},
		{"backwards from behind the end", esdb.Revision(77), esdb.Backwards, 2, "e9 e8"},
		{"backwards to the window", esdb.Revision(6), esdb.Backwards, 9, "e6 e5 e4"},
		{"backwards from before", esdb.Revision(3), esdb.Backwards, 9, ""},
		{"backwards from start", esdb.Start{}, esdb.Backwards, 9, ""},
	} {
		r, err := c.ReadStream(context.Background(), "s-1", esdb.ReadStreamOptions{From: tc.from, Direction: tc.direction}, tc.count)
		if got := kinds(drain(t, r, err)); got != tc.want {
			t.Errorf("%s: read %q, want %q", tc.name, got, tc.want)
		}
	}
	r, err := c.ReadAll(context.Background(), esdb.ReadAllOptions{From: esdb.Start{}}, 100)
	if got := kinds(drain(t, r, err)); got != "e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 $metadata" {
		t.Errorf("$all shows %q", got)
	}
}

// Other metadata written to a soft-deleted stream brings it back, from behind its end, and is kept beside that.
func TestMetadataBringsBack(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, eventsOf("a", "b")...)
	if _, err := softDelete(c, "s-1", esdb.Any{}); err != nil {
		t.Fatal(err)
	}
	w := describe(t, c, "s-1", `{"owner":"PSD","$maxCount":7}`)
	if w.NextExpectedVersion != 1 {
		t.Errorf("answered revision %d, want that of the event sent, 1", w.NextExpectedVersion)
	}
	wantRead(t, c, "s-1", "")
	m, err := c.GetStreamMetadata(context.Background(), "s-1", esdb.ReadStreamOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if *m.TruncateBefore() != 2 || *m.MaxCount() != 7 || m.CustomProperty("owner") != "PSD" {
		t.Errorf("metadata is %s", jsonOf(t, *m))
	}
	mustAppend(t, c, "s-1", esdb.Revision(1), event("c"))
	wantRead(t, c, "s-1", "c")
}
