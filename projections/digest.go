package projections

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/bits"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Digest returns a hash over all rows of all tables of a view, what was set aside included, whatever order the rows lie in. Two files
// made from the same events have the same digest, so that a live view can be compared with one built anew. It finds accidents, not
// forgers: it is a check of this program, not a proof for a court.
//
// Left out are the checkpoint and what a full-text index keeps for itself, which depends on when it was last tidied up.
func (r *Runner) Digest(ctx context.Context, name string) (string, error) {
	v := r.View(name)
	if v == nil {
		return "", fmt.Errorf("digest %s: %w", name, ErrUnknownProjection)
	}
	var digest string
	err := v.Read(ctx, func(c *sqlite.Conn) (err error) {
		digest, err = DigestFile(c)
		return err
	})
	return digest, err
}

// DigestFile is Digest of one open file.
func DigestFile(c *sqlite.Conn) (string, error) {
	var tables []string
	err := Query(c, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
		AND name NOT IN ('probity_meta', 'probity_checkpoint') ORDER BY name`, nil, func(s *sqlite.Stmt) error {
		tables = append(tables, s.ColumnText(0))
		return nil
	})
	if err != nil {
		return "", err
	}
	whole := sha256.New()
	for _, t := range tables {
		sum, rows, err := digestTable(c, t)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(whole, "%q %d %x\n", t, rows, sum)
	}
	return hex.EncodeToString(whole.Sum(nil)), nil
}

// digestTable adds up the hashes of the rows as 256-bit numbers, so that the order does not matter and equal rows do not cancel out.
func digestTable(c *sqlite.Conn, table string) (sum [4]uint64, rows int, err error) {
	var row []byte
	err = sqlitex.ExecuteTransient(c, `SELECT * FROM "`+strings.ReplaceAll(table, `"`, `""`)+`"`, &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error {
			row = row[:0]
			for i := range s.ColumnCount() {
				row = appendColumn(row, s, i)
			}
			addHash(&sum, sha256.Sum256(row))
			rows++
			return nil
		},
	})
	if err != nil {
		return sum, rows, fmt.Errorf("digest table %s: %w", table, err)
	}
	return sum, rows, nil
}

func appendColumn(row []byte, s *sqlite.Stmt, i int) []byte {
	kind := s.ColumnType(i)
	row = append(row, byte(kind))
	switch kind {
	case sqlite.TypeInteger:
		return binary.BigEndian.AppendUint64(row, uint64(s.ColumnInt64(i)))
	case sqlite.TypeFloat:
		return binary.BigEndian.AppendUint64(row, math.Float64bits(s.ColumnFloat(i)))
	case sqlite.TypeText, sqlite.TypeBlob:
		n := s.ColumnLen(i)
		row = binary.BigEndian.AppendUint32(row, uint32(n))
		start := len(row)
		row = append(row, make([]byte, n)...)
		s.ColumnBytes(i, row[start:])
	}
	return row
}

func addHash(sum *[4]uint64, hash [32]byte) {
	var carry uint64
	for i := 3; i >= 0; i-- {
		sum[i], carry = bits.Add64(sum[i], binary.BigEndian.Uint64(hash[i*8:]), carry)
	}
}
