package complaints

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// Format is how a list is written.
type Format string

// The formats.
const (
	CSV  Format = "CSV"
	JSON Format = "JSON"
)

// Limits bound what a list may cost. Zero fields take their defaults.
type Limits struct {
	Bytes int64 // of the whole list; 0 is 64 MiB
	Row   int   // bytes of one row; 0 is 256 KiB
	Rows  int   // 0 is 100,000
}

func (l Limits) withDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 64 << 20
	}
	if l.Row == 0 {
		l.Row = 256 << 10
	}
	if l.Rows == 0 {
		l.Rows = 100_000
	}
	return l
}

// FileError says that a list cannot be read, or not any further. It names no content.
type FileError struct {
	Row  int // the last row that was read; 0 for the header or the beginning
	Code string
	Text string
}

func (e *FileError) Error() string { return e.Text }

// read is one row as it came: the row as far as it could be understood, and what is wrong with it.
type read struct {
	row      Row
	problems []Problem
}

// decoder reads the next row; io.EOF after the last, *FileError where it cannot go on.
type decoder interface{ next() (read, error) }

// rows reads a list row by row. The error is a *FileError or one of the reader's; it is the last thing.
func rows(from io.Reader, f Format, l Limits) iter.Seq2[read, error] {
	return func(yield func(read, error) bool) {
		l = l.withDefaults()
		d, err := newDecoder(&rationed{from: from, whole: l.Bytes, row: l.Row}, f)
		for n := 1; err == nil; n++ {
			var r read
			r, err = d.next()
			if err == nil && n > l.Rows {
				err = &FileError{Row: n - 1, Code: "TOO_MANY_ROWS", Text: fmt.Sprintf("the list has more than %d rows; split it", l.Rows)}
			}
			if err == nil {
				r.row.Number = n
				if !yield(r, nil) {
					return
				}
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(read{}, err)
		}
	}
}

func newDecoder(from *rationed, f Format) (decoder, error) {
	plain, err := text(from)
	if err != nil {
		return nil, err
	}
	switch f {
	case CSV:
		return newCSV(plain, from)
	case JSON:
		return newJSON(plain, from)
	}
	return nil, &FileError{Code: "UNKNOWN_FORMAT", Text: "a list is CSV or JSON"}
}

// text leaves out a byte order mark, and refuses what is not UTF-8 from its first bytes on.
func text(from io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(from, 512)
	head, err := b.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch s := string(head); {
	case s == "\xef\xbb\xbf":
		_, err = b.Discard(3)
		return b, err
	case strings.HasPrefix(s, "\xff\xfe"), strings.HasPrefix(s, "\xfe\xff"):
		return nil, &FileError{Code: "NOT_UTF8", Text: "the list is written in UTF-16; save it as UTF-8"}
	case len(s) == 0:
		return nil, &FileError{Code: "EMPTY_LIST", Text: "the list is empty"}
	}
	return b, nil
}

// rationed hands out no more than a list, and between two rows no more than a row, may have.
type rationed struct {
	from  io.Reader
	whole int64 // bytes left of the list
	row   int   // bytes a row may have
	used  int   // since the last row
}

// slack is what readers above read ahead of the row they are at.
const slack = 16 << 10

// Read hands out a piece.
func (r *rationed) Read(p []byte) (int, error) {
	if r.used > r.row+slack {
		return 0, &FileError{Code: "ROW_TOO_LONG", Text: fmt.Sprintf("a row has more than %d bytes; look for a quotation mark that is not closed", r.row)}
	}
	n, err := r.from.Read(p[:min(len(p), 4096)])
	r.used += n
	if r.whole -= int64(n); r.whole < 0 {
		return 0, &FileError{Code: "LIST_TOO_LARGE", Text: "the list is larger than is taken; split it"}
	}
	return n, err
}

// again says that a row is complete.
func (r *rationed) again() { r.used = 0 }
