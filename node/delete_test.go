package node_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

func softDelete(c *esdb.Client, stream string, expect esdb.ExpectedRevision) (*esdb.DeleteResult, error) {
	return c.DeleteStream(context.Background(), stream, esdb.DeleteStreamOptions{ExpectedRevision: expect})
}

func tombstone(c *esdb.Client, stream string, expect esdb.ExpectedRevision) (*esdb.DeleteResult, error) {
	return c.TombstoneStream(context.Background(), stream, esdb.TombstoneStreamOptions{ExpectedRevision: expect})
}

// tellRead reads a stream from its start and says what came: types and numbers, or the error's code.
func tellRead(t *testing.T, c *esdb.Client, stream string, direction esdb.Direction) string {
	t.Helper()
	var from esdb.StreamPosition = esdb.Start{}
	if direction == esdb.Backwards {
		from = esdb.End{}
	}
	r, err := c.ReadStream(context.Background(), stream, esdb.ReadStreamOptions{From: from, Direction: direction}, 1000)
	events, err := collect(r, err)
	var e *esdb.Error
	switch {
	case errors.As(err, &e) && e.Code() == esdb.ErrorCodeResourceNotFound:
		return "not found"
	case errors.As(err, &e) && e.Code() == esdb.ErrorCodeStreamDeleted:
		return "deleted"
	case err != nil:
		t.Fatalf("read %s: %v", stream, err)
	}
	return kinds(events)
}

func wantRead(t *testing.T, c *esdb.Client, stream, want string) {
	t.Helper()
	if got := tellRead(t, c, stream, esdb.Forwards); got != want {
		t.Errorf("%s reads %q forwards, want %q", stream, got, want)
	}
	words := strings.Fields(want)
	if want != "not found" && want != "deleted" {
		for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
			words[i], words[j] = words[j], words[i]
		}
	}
	if got := tellRead(t, c, stream, esdb.Backwards); got != strings.Join(words, " ") {
		t.Errorf("%s reads %q backwards, want %q", stream, got, strings.Join(words, " "))
	}
}

func TestSoftDelete(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		expect esdb.ExpectedRevision // of the append that brings the stream back
		ok     bool
	}{
		{"by any", esdb.Any{}, true},
		{"by no stream", esdb.NoStream{}, true},
		{"by its last revision", esdb.Revision(1), true},
		{"not by another revision", esdb.Revision(0), false},
		{"not by exists", esdb.StreamExists{}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			n := start(t)
			c := n.client(t)
			mustAppend(t, c, "s-1", esdb.NoStream{}, eventsOf("a", "b")...)
			res, err := softDelete(c, "s-1", esdb.Revision(1))
			if err != nil || res.Position.Commit != 3 || res.Position.Prepare != 3 {
				t.Fatalf("deleted: %v, %v", res, err)
			}
			wantRead(t, c, "s-1", "not found")
			if got := kinds(readAll(t, c)); got != "a b $metadata" {
				t.Errorf("$all holds %q", got)
			}
			c = n.again(t).client(t) // and the same from the file
			wantRead(t, c, "s-1", "not found")
			w, err := tryAppend(c, "s-1", tc.expect, event("c"))
			if !tc.ok {
				if err == nil {
					t.Fatalf("accepted: %v", w)
				}
				wantRead(t, c, "s-1", "not found")
				return
			}
			if err != nil || w.NextExpectedVersion != 2 {
				t.Fatalf("appended: %v, %v", w, err)
			}
			wantRead(t, c, "s-1", "c")
			if m, err := c.GetStreamMetadata(context.Background(), "s-1", esdb.ReadStreamOptions{}); err != nil || *m.TruncateBefore() != 2 {
				t.Errorf("metadata %v, %v; want $tb 2", m, err)
			}
		})
	}
}

func TestDeleteRefusals(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, eventsOf("a", "b")...)
	mustAppend(t, c, "closed-1", esdb.NoStream{}, event("a"))
	if _, err := tombstone(c, "closed-1", esdb.Any{}); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, c, "hidden-1", esdb.NoStream{}, event("a"))
	if _, err := softDelete(c, "hidden-1", esdb.Any{}); err != nil {
		t.Fatal(err)
	}
	before := n.Stats().Events
	rev := func(r uint64) *streams.DeleteReq_Options {
		return &streams.DeleteReq_Options{ExpectedStreamRevision: &streams.DeleteReq_Options_Revision{Revision: r}}
	}
	none := &streams.DeleteReq_Options{ExpectedStreamRevision: &streams.DeleteReq_Options_NoStream{}}
	anyR := &streams.DeleteReq_Options{ExpectedStreamRevision: &streams.DeleteReq_Options_Any{}}
	exists := &streams.DeleteReq_Options{ExpectedStreamRevision: &streams.DeleteReq_Options_StreamExists{}}
	for _, tc := range []struct {
		name, stream string
		opts         *streams.DeleteReq_Options
		code         codes.Code
		trailers     string // exception, expected-version, actual-version
	}{
		{"revision behind", "s-1", rev(0), codes.FailedPrecondition, "wrong-expected-version 0 1"},
		{"revision ahead", "s-1", rev(7), codes.FailedPrecondition, "wrong-expected-version 7 1"},
		{"no stream", "s-1", none, codes.FailedPrecondition, "wrong-expected-version -1 1"},
		{"any of none", "none-1", anyR, codes.FailedPrecondition, "wrong-expected-version -2 -1"},
		{"exists of none", "none-1", exists, codes.FailedPrecondition, "wrong-expected-version -4 -1"},
		{"odd name", "no\nne-é", anyR, codes.FailedPrecondition, "wrong-expected-version -2 -1"},
		{"tombstoned", "closed-1", anyR, codes.FailedPrecondition, "stream-deleted"},
		{"exists of deleted", "hidden-1", exists, codes.FailedPrecondition, "stream-deleted"},
		{"metastream", "$$s-1", anyR, codes.InvalidArgument, ""},
		{"$all", "$all", anyR, codes.InvalidArgument, ""},
		{"no name", "", anyR, codes.InvalidArgument, ""},
		{"no expectation", "s-1", &streams.DeleteReq_Options{}, codes.InvalidArgument, ""},
		{"far revision", "s-1", rev(1 << 63), codes.InvalidArgument, ""},
	} {
		tc.opts.StreamIdentifier = &shared.StreamIdentifier{StreamName: []byte(tc.stream)}
		var trailers metadata.MD
		_, err := n.raw(t).Delete(context.Background(), &streams.DeleteReq{Options: tc.opts}, grpc.Trailer(&trailers))
		got := strings.Join(append(append(trailers.Get("exception"), trailers.Get("expected-version")...), trailers.Get("actual-version")...), " ")
		if status.Code(err) != tc.code || got != tc.trailers {
			t.Errorf("%s: %v with %q, want %v with %q", tc.name, err, got, tc.code, tc.trailers)
		}
		if tc.code == codes.FailedPrecondition && len(trailers.Get("stream-name")) != 1 {
			t.Errorf("%s: stream-name %q", tc.name, trailers.Get("stream-name"))
		}
	}
	if got := n.Stats().Events; got != before {
		t.Errorf("refusals wrote %d events", got-before)
	}
}

// A repeated soft delete hides the stream again, as EventStoreDB does: it is one more event.
func TestSoftDeleteTwice(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, event("a"))
	for i := range 3 {
		if _, err := softDelete(c, "s-1", esdb.Any{}); err != nil {
			t.Fatalf("delete %d: %v", i, err)
		}
	}
	wantRead(t, c, "s-1", "not found")
	if got := n.Stats().Events; got != 4 {
		t.Errorf("%d events, want 4", got)
	}
}

func TestTombstone(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, eventsOf("a", "b")...)
	describe(t, c, "s-1", `{"who":"me"}`)
	if _, err := tombstone(c, "s-1", esdb.Revision(0)); err == nil {
		t.Error("closed behind its end")
	}
	res, err := tombstone(c, "s-1", esdb.Revision(1))
	if err != nil || res.Position.Commit != 4 {
		t.Fatalf("tombstone: %v, %v", res, err)
	}
	for range 2 { // from memory, then from the file
		for _, expect := range []esdb.ExpectedRevision{esdb.Any{}, esdb.NoStream{}, esdb.StreamExists{}, esdb.Revision(1)} {
			for _, stream := range []string{"s-1", "$$s-1"} {
				if _, err := tryAppend(c, stream, expect, event("c")); !isCode(err, esdb.ErrorCodeStreamDeleted) {
					t.Errorf("append to %s expecting %v: %v", stream, expect, err)
				}
			}
			if _, err := tombstone(c, "s-1", expect); !isCode(err, esdb.ErrorCodeStreamDeleted) {
				t.Errorf("tombstone again expecting %v: %v", expect, err)
			}
		}
		wantRead(t, c, "s-1", "deleted")
		wantRead(t, c, "$$s-1", "deleted")
		n = n.again(t)
		c = n.client(t)
	}
	all := readAll(t, c)
	last := all[len(all)-1]
	if kinds(all) != "a b $metadata $streamDeleted" || last.EventNumber != 1<<63-1 || last.StreamID != "s-1" {
		t.Errorf("$all holds %q, the last numbered %d of %s", kinds(all), last.EventNumber, last.StreamID)
	}
}

// A stream that never was, and one that is soft deleted, can be closed too.
func TestTombstoneOfNothing(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "hidden-1", esdb.NoStream{}, event("a"))
	if _, err := softDelete(c, "hidden-1", esdb.Any{}); err != nil {
		t.Fatal(err)
	}
	for stream, expect := range map[string]esdb.ExpectedRevision{
		"none-1": esdb.NoStream{}, "none-2": esdb.Any{}, "hidden-1": esdb.NoStream{},
	} {
		if _, err := tombstone(c, stream, expect); err != nil {
			t.Errorf("%s: %v", stream, err)
		}
		wantRead(t, c, stream, "deleted")
	}
	if _, err := tombstone(c, "none-3", esdb.StreamExists{}); err == nil {
		t.Error("closed a stream that is not, although it had to exist")
	}
}
