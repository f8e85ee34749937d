package node

import (
	"encoding/binary"
	"hash/crc32"

	"zombiezen.com/go/sqlite"
)

// castagnoli is the polynomial processors compute in one instruction. A checksum finds what a disk, a cable or a stray
// write did to a row; it is no proof against somebody who changes a row on purpose and its checksum with it.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A row of events carries two CRC-32C in one number. The upper half covers everything but metadata and data, of which it
// covers the lengths: an event that a filter leaves out is checked without its bytes being read. The lower half goes on
// from the upper one over metadata and data, so that the bytes of two events cannot change places.
//
// Every flaw of at most 32 bits in a row is found; of larger ones one in 2^32 passes.
func joinSums(head, body uint32) int64 { return int64(uint64(head)<<32 | uint64(body)) }

// sumHead is the upper half of an event's checksum; scratch is overwritten and given back for the next one.
func (ev *row) sumHead(scratch []byte) (uint32, []byte) {
	b := scratch[:0]
	for _, n := range [...]int64{ev.position, ev.gap, ev.stream, ev.number, ev.created, int64(ev.metadataLen), int64(ev.dataLen)} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	b = append(b, ev.id[:]...)
	if ev.json {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	b = append(b, ev.kind...)
	return crc32.Update(0, castagnoli, b), b
}

// sumBody is the lower half of an event's checksum.
func sumBody(head uint32, metadata, data []byte) uint32 {
	return crc32.Update(crc32.Update(head, castagnoli, metadata), castagnoli, data)
}

// checkHead says what is wrong with an event's row, apart from its metadata and data; "" when it is sound.
func (ev *row) checkHead() string {
	if !ev.shaped {
		return "the event does not have the form of one"
	}
	var head uint32
	head, ev.scratch = ev.sumHead(ev.scratch)
	if head != uint32(uint64(ev.sum)>>32) {
		return "the event does not match its checksum"
	}
	return ""
}

// bodyFits says whether metadata and data are those of an event whose head was found sound.
func (ev *row) bodyFits(metadata, data []byte) bool {
	return sumBody(uint32(uint64(ev.sum)>>32), metadata, data) == uint32(uint64(ev.sum))
}

// sumStream is the checksum of a row of streams.
func sumStream(id, through int64, name string) int64 {
	b := make([]byte, 0, 16+len(name))
	b = binary.LittleEndian.AppendUint64(b, uint64(id))
	b = binary.LittleEndian.AppendUint64(b, uint64(through))
	return int64(crc32.Update(0, castagnoli, append(b, name...)))
}

// streamColumns are what checkStream reads; they come first in a query.
const streamColumns = "id, ids_through, sum, name"

// checkStream reads a row of streams and says whether it is sound.
func checkStream(stmt *sqlite.Stmt) (id, through int64, name string, sound bool) {
	id, through, name = stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnText(3)
	return id, through, name, stmt.ColumnInt64(2) == sumStream(id, through, name)
}
