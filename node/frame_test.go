package node

import (
	"encoding/binary"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
)

// readBack gives the generated message that an encoded frame holds.
func readBack(t interface{ Fatalf(string, ...any) }, f []byte) *streams.ReadResp {
	msg := new(streams.ReadResp)
	if err := proto.Unmarshal(f, msg); err != nil {
		t.Fatalf("decode frame: %v", err)
	}
	return msg
}

// blobs gives a row whose metadata and data lie in SQLite, as they do when the node reads.
func blobs(t *testing.T, conn *sqlite.Conn, metadata, data []byte, use func(*sqlite.Stmt)) {
	t.Helper()
	stmt := conn.Prep("SELECT 0, 1, 2, 3, 4, 5, 6, 7, 8, CAST(? AS BLOB), CAST(? AS BLOB)")
	defer stmt.Reset()
	stmt.BindBytes(1, metadata)
	stmt.BindBytes(2, data)
	if found, err := stmt.Step(); err != nil || !found {
		t.Fatalf("no row: %v", err)
	}
	use(stmt)
}

func TestEventFrame(t *testing.T) {
	t.Parallel()
	conn, err := sqlite.OpenConn(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	rapid.Check(t, func(rt *rapid.T) {
		id := eventID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(rt, "id"))
		stream := rapid.StringN(1, 300, -1).Draw(rt, "stream")
		kind := rapid.StringN(1, 300, -1).Draw(rt, "type")
		metadata := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(rt, "metadata")
		data := []byte(strings.Repeat("d", rapid.IntRange(0, 70000).Draw(rt, "data")))
		ev := row{
			position: rapid.Int64Min(1).Draw(rt, "position"), number: rapid.Int64Min(0).Draw(rt, "number"),
			created: rapid.Int64().Draw(rt, "created"), json: rapid.Bool().Draw(rt, "json"),
			id: id, kind: []byte(kind), metadataLen: len(metadata), dataLen: len(data),
		}
		e := encoder{stringIDs: rapid.Bool().Draw(rt, "string ids")}
		form := rapid.SampledFrom([]string{"event", "link", "broken link"}).Draw(rt, "form")
		blobs(t, conn, metadata, data, func(stmt *sqlite.Stmt) {
			ev.stmt = stmt
			seal := func(ev *row) {
				head, _ := ev.sumHead(nil)
				ev.sum = joinSums(head, sumBody(head, metadata, data))
			}
			to := ev // a link to the like of itself, elsewhere
			to.position, to.number = ev.position/2, ev.number/2
			seal(&ev)
			seal(&to)
			encode := func() bool {
				switch form {
				case "event":
					return e.event(&ev, stream) == nil
				case "link":
					return e.link(&ev, stream, &to, "to-"+stream) == nil
				default:
					return e.link(&ev, stream, nil, "") == nil
				}
			}
			if !encode() {
				rt.Fatal("a sound event was not encoded")
			}
			flipped := &ev
			if form == "link" && rapid.Bool().Draw(rt, "flip the target") {
				flipped = &to
			}
			flipped.sum ^= 1 << rapid.IntRange(0, 63).Draw(rt, "flipped bit")
			sent := len(e.out)
			if encode() || len(e.out) != sent {
				rt.Fatal("an event that does not match its checksum was encoded")
			}
		})
		want := wantEvent(ev, stream, metadata, data, e.stringIDs)
		read := want.GetEvent()
		if form != "event" {
			read.Link, read.Event = read.Event, nil
		}
		if form == "link" {
			to := ev
			to.position, to.number = ev.position/2, ev.number/2
			read.Event = wantEvent(to, "to-"+stream, metadata, data, e.stringIDs).GetEvent().GetEvent()
		}
		if diff := cmp.Diff(want, readBack(rt, e.out), protocmp.Transform()); diff != "" {
			rt.Fatalf("frame differs (-want +got):\n%s", diff)
		}
	})
}

func wantEvent(ev row, stream string, metadata, data []byte, stringIDs bool) *streams.ReadResp {
	id := &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{
		MostSignificantBits:  int64(binary.BigEndian.Uint64(ev.id[:8])),
		LeastSignificantBits: int64(binary.BigEndian.Uint64(ev.id[8:])),
	}}}
	if stringIDs {
		id = &shared.UUID{Value: &shared.UUID_String_{String_: uuid.UUID(ev.id).String()}}
	}
	at := uint64(ev.position)
	return &streams.ReadResp{Content: &streams.ReadResp_Event{Event: &streams.ReadResp_ReadEvent{
		Position: &streams.ReadResp_ReadEvent_CommitPosition{CommitPosition: at},
		Event: &streams.ReadResp_ReadEvent_RecordedEvent{
			Id: id, StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(stream)},
			StreamRevision: uint64(ev.number), PreparePosition: at, CommitPosition: at,
			Metadata: map[string]string{
				"type": string(ev.kind), "created": strconv.FormatInt(ev.created, 10),
				"content-type": string(contentType(ev.json)),
			},
			CustomMetadata: metadata, Data: data,
		},
	}}}
}

func TestOtherFrames(t *testing.T) {
	t.Parallel()
	encoded := func(write func(*encoder)) *streams.ReadResp {
		var e encoder
		write(&e)
		return readBack(t, e.out)
	}
	if id := encoded(func(e *encoder) { e.confirmation("abc") }).GetConfirmation().GetSubscriptionId(); id != "abc" {
		t.Errorf("confirmation of %q", id)
	}
	c := encoded(func(e *encoder) { e.checkpoint(77) }).GetCheckpoint()
	if c.GetCommitPosition() != 77 || c.GetPreparePosition() != 77 {
		t.Errorf("checkpoint %v", c)
	}
	if p := encoded(func(e *encoder) { e.streamPosition(respFirst, 7) }).GetFirstStreamPosition(); p != 7 {
		t.Errorf("first stream position %d", p)
	}
	if p := encoded(func(e *encoder) { e.streamPosition(respLast, 9) }).GetLastStreamPosition(); p != 9 {
		t.Errorf("last stream position %d", p)
	}
	n := encoded(func(e *encoder) { e.notFound("a-1") }).GetStreamNotFound()
	if string(n.GetStreamIdentifier().GetStreamName()) != "a-1" {
		t.Errorf("not found %v", n)
	}
}

// Newer clients read a time and a place from caught_up that the messages of this version do not name.
func TestCaughtUpFields(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)
	for _, tc := range []struct {
		name    string
		c       cursor
		reached int64
		want    []protowire.Number
	}{
		{"all", cursor{all: true}, 9, []protowire.Number{1, 3}},
		{"all, empty", cursor{all: true}, 0, []protowire.Number{1}},
		{"stream", cursor{}, 0, []protowire.Number{1, 2}},
		{"stream, empty", cursor{}, -1, []protowire.Number{1}},
	} {
		var e encoder
		e.caughtUp(now, tc.c, tc.reached)
		up := readBack(t, e.out).GetCaughtUp()
		if up == nil {
			t.Fatalf("%s: no caught_up", tc.name)
		}
		if diff := cmp.Diff(tc.want, fieldNumbers(t, up.ProtoReflect().GetUnknown())); diff != "" {
			t.Errorf("%s: fields differ (-want +got):\n%s", tc.name, diff)
		}
	}
}

func fieldNumbers(t *testing.T, b []byte) (out []protowire.Number) {
	t.Helper()
	for len(b) > 0 {
		number, _, n := protowire.ConsumeField(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		out = append(out, number)
		b = b[n:]
	}
	return out
}
