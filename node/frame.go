package node

import (
	"encoding/binary"
	"errors"
	"strconv"
	"time"

	"github.com/google/uuid"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/encoding/protowire"
)

// frame is one encoded ReadResp. Events are encoded here, straight from the file's memory, for a catch-up read spends
// its time on nothing else; a test holds the encoding against the generated messages.
type frame []byte

// frameCodec sends frames as they are and leaves every other message to gRPC's own codec.
type frameCodec struct{ encoding.CodecV2 }

func newFrameCodec() frameCodec { return frameCodec{encoding.GetCodecV2(proto.Name)} }

// Marshal encodes v for the wire.
func (c frameCodec) Marshal(v any) (mem.BufferSlice, error) {
	if f, ok := v.(frame); ok {
		return mem.BufferSlice{mem.SliceBuffer(f)}, nil
	}
	return c.CodecV2.Marshal(v)
}

// Field numbers of streams.proto and shared.proto.
const (
	respEvent, respConfirmation, respCheckpoint, respNotFound, respFirst, respLast, respCaughtUp = 1, 2, 3, 4, 5, 6, 8

	readEventEvent, readEventLink, readEventCommit = 1, 2, 3

	recordedID, recordedStream, recordedRevision, recordedPrepare, recordedCommit = 1, 2, 3, 4, 5
	recordedSystem, recordedMetadata, recordedData                                = 6, 7, 8
)

// encoder writes ReadResp messages one behind the other into one buffer.
type encoder struct {
	out            []byte
	head, linkHead []byte // scratch: what stands before metadata and data
	stringIDs      bool   // ids as text, as some clients ask
}

// errBody says that an event's bytes are not those that were written.
var errBody = errors.New("the event's metadata or data do not match their checksum")

// event appends one event with its $all position; stream is its stream's name. The bytes of the event are checked where
// they now lie: on an error nothing of it stays.
func (e *encoder) event(ev *row, stream string) error {
	e.head = e.appendHead(e.head[:0], ev, stream)
	recorded := recordSize(e.head, ev)
	position := uint64(ev.position)
	read := sizeField(readEventEvent, recorded) + sizeVarint(readEventCommit, position)

	out := appendOpen(e.out, respEvent, read)
	out, sound := appendRecord(out, readEventEvent, e.head, ev)
	if !sound {
		return errBody
	}
	e.out = appendVarint(out, readEventCommit, position)
	return nil
}

// link appends a link with its $all position and the event it points at, nil when that is not shown. When the bytes of
// one of the two are not those that were written it gives that one, and nothing stays.
func (e *encoder) link(link *row, stream string, to *row, toStream string) (damaged *row) {
	e.linkHead = e.appendHead(e.linkHead[:0], link, stream)
	position := uint64(link.position)
	read := sizeField(readEventLink, recordSize(e.linkHead, link)) + sizeVarint(readEventCommit, position)
	if to != nil {
		e.head = e.appendHead(e.head[:0], to, toStream)
		read += sizeField(readEventEvent, recordSize(e.head, to))
	}
	out, sound := appendOpen(e.out, respEvent, read), true
	if to != nil {
		if out, sound = appendRecord(out, readEventEvent, e.head, to); !sound {
			return to
		}
	}
	if out, sound = appendRecord(out, readEventLink, e.linkHead, link); !sound {
		return link
	}
	e.out = appendVarint(out, readEventCommit, position)
	return nil
}

// recordSize is the length of a RecordedEvent whose beginning is in head.
func recordSize(head []byte, ev *row) int {
	return len(head) + sizeField(recordedMetadata, ev.metadataLen) + sizeField(recordedData, ev.dataLen)
}

// appendRecord appends a RecordedEvent and says whether its metadata and data match their checksum where they now lie.
func appendRecord(out []byte, field protowire.Number, head []byte, ev *row) (_ []byte, sound bool) {
	out = appendOpen(out, field, recordSize(head, ev))
	out = append(out, head...)
	out, metadata := appendColumn(out, recordedMetadata, ev, columnMetadata, ev.metadataLen)
	out, data := appendColumn(out, recordedData, ev, columnData, ev.dataLen)
	return out, ev.bodyFits(out[metadata:metadata+ev.metadataLen], out[data:])
}

func (e *encoder) appendHead(b []byte, ev *row, stream string) []byte {
	b = e.appendID(b, ev.id)
	b = appendName(b, recordedStream, stream)
	b = appendVarint(b, recordedRevision, uint64(ev.number))
	b = appendVarint(b, recordedPrepare, uint64(ev.position))
	b = appendVarint(b, recordedCommit, uint64(ev.position))
	b = appendEntry(b, "type", ev.kind)
	b = appendEntry(b, "content-type", contentType(ev.json))
	var ticks [20]byte
	return appendEntry(b, "created", strconv.AppendInt(ticks[:0], ev.created, 10))
}

func (e *encoder) appendID(b []byte, id [16]byte) []byte {
	if e.stringIDs {
		text := uuid.UUID(id).String()
		b = appendOpen(b, recordedID, sizeField(2, len(text)))
		b = appendOpen(b, 2, len(text))
		return append(b, text...)
	}
	most, least := binary.BigEndian.Uint64(id[:8]), binary.BigEndian.Uint64(id[8:])
	inner := 2 + protowire.SizeVarint(most) + protowire.SizeVarint(least)
	b = appendOpen(b, recordedID, sizeField(1, inner))
	b = appendOpen(b, 1, inner)
	b = appendVarint(b, 1, most)
	return appendVarint(b, 2, least)
}

var typeJSON, typeBytes = []byte("application/json"), []byte("application/octet-stream")

func contentType(json bool) []byte {
	if json {
		return typeJSON
	}
	return typeBytes
}

// confirmation appends the first message of a subscription.
func (e *encoder) confirmation(id string) {
	e.out = appendOpen(e.out, respConfirmation, sizeField(1, len(id)))
	e.out = appendOpen(e.out, 1, len(id))
	e.out = append(e.out, id...)
}

// checkpoint appends a position up to which a filtered subscription has considered every event.
func (e *encoder) checkpoint(position int64) {
	body := appendPosition(nil, position)
	e.out = appendOpen(e.out, respCheckpoint, len(body))
	e.out = append(e.out, body...)
}

// notFound appends the answer to a read of a stream that was never written.
func (e *encoder) notFound(stream string) {
	body := appendName(nil, 1, stream)
	e.out = appendOpen(e.out, respNotFound, len(body))
	e.out = append(e.out, body...)
}

// streamPosition appends where a stream begins or ends, respFirst or respLast.
func (e *encoder) streamPosition(field protowire.Number, revision int64) {
	e.out = appendVarint(e.out, field, uint64(revision))
}

// caughtUp appends the message that says a subscription is live, with the fields newer servers put there: the time,
// and the revision (of a stream) or position (of $all) reached, unless nothing was passed yet.
func (e *encoder) caughtUp(now time.Time, c cursor, reached int64) {
	stamp := appendVarint(nil, 1, uint64(now.Unix()))
	stamp = appendVarint(stamp, 2, uint64(now.Nanosecond()))
	body := appendOpen(nil, 1, len(stamp))
	body = append(body, stamp...)
	switch {
	case c.all && reached > 0:
		position := appendPosition(nil, reached)
		body = append(appendOpen(body, 3, len(position)), position...)
	case !c.all && reached >= 0:
		body = appendVarint(body, 2, uint64(reached))
	}
	e.out = append(appendOpen(e.out, respCaughtUp, len(body)), body...)
}

func appendPosition(b []byte, position int64) []byte {
	b = appendVarint(b, 1, uint64(position))
	return appendVarint(b, 2, uint64(position))
}

// appendName appends a StreamIdentifier.
func appendName(b []byte, field protowire.Number, stream string) []byte {
	b = appendOpen(b, field, sizeField(3, len(stream)))
	b = appendOpen(b, 3, len(stream))
	return append(b, stream...)
}

// appendEntry appends one entry of the system metadata map.
func appendEntry(b []byte, key string, value []byte) []byte {
	b = appendOpen(b, recordedSystem, sizeField(1, len(key))+sizeField(2, len(value)))
	b = appendOpen(b, 1, len(key))
	b = append(b, key...)
	b = appendOpen(b, 2, len(value))
	return append(b, value...)
}

// appendColumn copies a column from SQLite's memory to its place behind field and length, and says where that begins.
func appendColumn(b []byte, field protowire.Number, ev *row, col, n int) (grown []byte, start int) {
	b = appendOpen(b, field, n)
	start = len(b)
	b = extend(b, n)
	ev.stmt.ColumnBytes(col, b[start:])
	return b, start
}

func extend(b []byte, n int) []byte {
	if len(b)+n > cap(b) {
		grown := make([]byte, len(b), 2*cap(b)+n)
		copy(grown, b)
		b = grown
	}
	return b[:len(b)+n]
}

func appendOpen(b []byte, field protowire.Number, n int) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.BytesType), uint64(n))
}

func appendVarint(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.VarintType), v)
}

func sizeVarint(field protowire.Number, v uint64) int {
	return protowire.SizeTag(field) + protowire.SizeVarint(v)
}

func sizeField(field protowire.Number, n int) int {
	return protowire.SizeTag(field) + protowire.SizeBytes(n)
}
