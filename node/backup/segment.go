package backup

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"

	"github.com/probity-ledger/probity/node"
)

const (
	segmentMagic = "PRBSEG01"
	endMark      = 1<<32 - 1
	headerBytes  = 8 + 4 + sha256.Size
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Segment is what the manifest says of one.
type Segment struct {
	File   string `json:"file"` // its name in the folder events
	Events int64  `json:"events"`
	First  int64  `json:"first"` // position of its first event
	Last   int64  `json:"last"`
	Bytes  int64  `json:"bytes"`
	Sum    string `json:"sum"` // SHA-256 of its bytes but the sum itself, in hexadecimal
}

// segmentWriter writes one segment. Nothing counts before finish.
type segmentWriter struct {
	file  *os.File
	out   *bufio.Writer
	sum   hash.Hash
	bytes int64
	info  Segment
	body  []byte
}

func newSegment(path string, number int, before []byte) (*segmentWriter, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	w := &segmentWriter{file: f, out: bufio.NewWriterSize(f, 1<<20), sum: sha256.New()}
	header := binary.BigEndian.AppendUint32([]byte(segmentMagic), uint32(number))
	if err := w.write(append(header, before...)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return w, nil
}

func (w *segmentWriter) write(b []byte) error {
	w.sum.Write(b)
	w.bytes += int64(len(b))
	_, err := w.out.Write(b)
	return err
}

func (w *segmentWriter) add(r *node.Record) error {
	w.body = appendRecord(append(w.body[:0], 0, 0, 0, 0, 0, 0, 0, 0), r)
	body := w.body[8:]
	if len(body) > largestBody {
		return fmt.Errorf("the event at position %d has %d bytes, more than a backup takes", r.Position, len(body))
	}
	binary.BigEndian.PutUint32(w.body, uint32(len(body)))
	binary.BigEndian.PutUint32(w.body[4:], crc32.Checksum(body, castagnoli))
	if w.info.Events == 0 {
		w.info.First = r.Position
	}
	w.info.Events++
	w.info.Last = r.Position
	return w.write(w.body)
}

// finish puts the segment on the disk.
func (w *segmentWriter) finish() (Segment, error) {
	end := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, endMark), uint32(w.info.Events))
	err := w.write(end)
	sum := w.sum.Sum(nil)
	if err == nil {
		_, err = w.out.Write(sum)
	}
	if err == nil {
		err = w.out.Flush()
	}
	if err == nil {
		err = w.file.Sync()
	}
	w.info.Bytes, w.info.Sum = w.bytes+sha256.Size, hex.EncodeToString(sum)
	return w.info, errors.Join(err, w.file.Close())
}

// segmentReader reads one segment and checks it on the way.
type segmentReader struct {
	in    *bufio.Reader
	sum   hash.Hash
	count int64
	body  []byte
}

func (s *segmentReader) read(b []byte) error {
	if _, err := io.ReadFull(s.in, b); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the segment ends early")
		}
		return err
	}
	s.sum.Write(b)
	return nil
}

func (s *segmentReader) header(number int, before []byte) error {
	var h [headerBytes]byte
	if err := s.read(h[:]); err != nil {
		return err
	}
	switch {
	case string(h[:8]) != segmentMagic:
		return errors.New("the file is not a segment")
	case binary.BigEndian.Uint32(h[8:]) != uint32(number):
		return fmt.Errorf("it is segment %d", binary.BigEndian.Uint32(h[8:]))
	case string(h[12:]) != string(before):
		return errors.New("it does not follow the segment before it")
	}
	return nil
}

// next gives the next event's body, good until the next call; nil behind the last.
func (s *segmentReader) next() ([]byte, error) {
	var h [8]byte
	if err := s.read(h[:]); err != nil {
		return nil, err
	}
	length, check := binary.BigEndian.Uint32(h[:]), binary.BigEndian.Uint32(h[4:])
	switch {
	case length == endMark && int64(check) == s.count:
		return nil, nil
	case length == endMark:
		return nil, fmt.Errorf("the segment says %d records and holds %d", check, s.count)
	case length > largestBody:
		return nil, errRecord
	}
	if cap(s.body) < int(length) {
		s.body = make([]byte, length)
	}
	s.body = s.body[:length]
	if err := s.read(s.body); err != nil {
		return nil, err
	}
	if crc32.Checksum(s.body, castagnoli) != check {
		return nil, errors.New("the record does not match its checksum")
	}
	s.count++
	return s.body, nil
}

// end compares the sum, and makes sure that nothing comes behind it.
func (s *segmentReader) end(want string) ([]byte, error) {
	sum := s.sum.Sum(nil)
	var stored [sha256.Size]byte
	if _, err := io.ReadFull(s.in, stored[:]); err != nil {
		return nil, errors.New("the segment ends early")
	}
	if string(stored[:]) != string(sum) || hex.EncodeToString(sum) != want {
		return nil, errors.New("the segment does not match its sum")
	}
	if _, err := s.in.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, errors.New("the segment goes on behind its end")
	}
	return sum, nil
}
