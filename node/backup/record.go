package backup

import (
	"encoding/binary"
	"errors"

	"github.com/probity-ledger/probity/node"
)

const (
	fixedBytes  = 8 + 8 + 8 + 16 + 1
	largestBody = 64 << 20 // four times the largest append; more is damage
)

var errRecord = errors.New("the record does not have the form of one")

func appendRecord(b []byte, r *node.Record) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(r.Position))
	b = binary.BigEndian.AppendUint64(b, uint64(r.Number))
	b = binary.BigEndian.AppendUint64(b, uint64(r.Created))
	b = append(b, r.ID[:]...)
	json := byte(0)
	if r.JSON {
		json = 1
	}
	b = append(b, json)
	b = appendField(b, r.Stream)
	b = appendField(b, r.Type)
	b = appendField(b, r.Metadata)
	return appendField(b, r.Data)
}

func appendField[T string | []byte](b []byte, field T) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(field))), field...)
}

// parseRecord reads a body. Metadata and data point into it.
func parseRecord(b []byte) (r node.Record, err error) {
	if len(b) < fixedBytes || b[fixedBytes-1] > 1 {
		return r, errRecord
	}
	r.Position = int64(binary.BigEndian.Uint64(b))
	r.Number = int64(binary.BigEndian.Uint64(b[8:]))
	r.Created = int64(binary.BigEndian.Uint64(b[16:]))
	copy(r.ID[:], b[24:])
	r.JSON = b[fixedBytes-1] == 1
	var fields [4][]byte
	rest := b[fixedBytes:]
	for i := range fields {
		if fields[i], rest, err = cutField(rest); err != nil {
			return r, err
		}
	}
	if len(rest) > 0 || r.Position <= 0 || r.Number < 0 {
		return r, errRecord
	}
	r.Stream, r.Type, r.Metadata, r.Data = string(fields[0]), string(fields[1]), fields[2], fields[3]
	return r, nil
}

func cutField(b []byte) (field, rest []byte, err error) {
	if len(b) < 4 {
		return nil, nil, errRecord
	}
	n := binary.BigEndian.Uint32(b)
	if uint64(n) > uint64(len(b)-4) {
		return nil, nil, errRecord
	}
	return b[4 : 4+n], b[4+n:], nil
}
