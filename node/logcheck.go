package node

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// A process that was killed leaves its write-ahead log, and whoever opens the file next takes over the transactions in it, up to the
// first frame whose checksum does not fit. That is right for the transaction that was being written: nobody was told that it was
// done. It is wrong when a byte was flipped, or the file was cut, in the midst of what was acknowledged: SQLite would open the file
// as it was some time ago, and say nothing. So the log is looked at first. Two things give a loss away:
//
//   - a transaction is synced before the next one is written, so behind a damaged frame there can only be the rest of its own
//     transaction; anything behind that one's end means that the damage came later;
//   - SQLite's index of the log (the file "-shm") counts a transaction only after its sync, so it may know fewer frames than the log
//     holds, but never more.
//
// A last transaction that is damaged where there is no such index looks like one that was being written, and is left out. Layout: "The
// Write-Ahead Log" and "WAL-Index File Format" in SQLite's "Database File Format" and "WAL-mode File Format".

const (
	logHeaderSize   = 32
	frameHeaderSize = 24
	logMagic        = 0x377f0682 // its lowest bit says that checksums are big-endian
	logVersion      = 3007000

	indexHeaderSize = 48
)

// checkLog refuses a data file whose log has lost what was acknowledged. It changes nothing. The error is a *CorruptError that names
// the log and the byte behind the last sound transaction.
func checkLog(path string) error {
	f, err := os.Open(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("check the write-ahead log: %w", err)
	}
	defer f.Close()
	l := &logScan{}
	if err := l.read(f); err != nil {
		return fmt.Errorf("check the write-ahead log: %w", err)
	}
	counted, err := countedFrames(path, l.salt)
	if err != nil {
		return fmt.Errorf("check the index of the write-ahead log: %w", err)
	}
	if problem := l.loss(counted); problem != "" {
		return &CorruptError{Path: f.Name(), Problem: problem}
	}
	return nil
}

// logScan is what a look at a log from its beginning to its end finds.
type logScan struct {
	headless bool // there are frames, but the header before them does not fit its checksum
	salt     [8]byte
	size     int64 // of a frame with its header
	order    binary.ByteOrder
	sums     [2]uint32 // the running checksum

	frames  int64 // read so far
	broken  int64 // number of the first frame that does not fit, from 1; 0 when none
	whole   int64 // frames up to the end of the last sound transaction
	ended   bool  // behind the broken frame, a transaction of the same log ends
	further bool  // and behind that end there is more of the same log
}

func (l *logScan) read(f *os.File) error {
	header := make([]byte, logHeaderSize)
	switch _, err := io.ReadFull(f, header); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil // nothing was written yet
	case err != nil:
		return err
	}
	if !l.takeHeader(header) {
		rest, err := f.Read(header)
		l.headless = rest > 0
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return err
	}
	frame := make([]byte, l.size)
	in := io.NewSectionReader(f, logHeaderSize, 1<<62)
	for {
		switch _, err := io.ReadFull(in, frame); {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
		l.takeFrame(frame)
	}
}

// takeHeader says whether the header is one.
func (l *logScan) takeHeader(h []byte) bool {
	magic, size := binary.BigEndian.Uint32(h), int64(binary.BigEndian.Uint32(h[8:]))
	if magic&^1 != logMagic || binary.BigEndian.Uint32(h[4:]) != logVersion || size < 512 || size > 65536 || size&(size-1) != 0 {
		return false
	}
	l.order = binary.LittleEndian
	if magic&1 != 0 {
		l.order = binary.BigEndian
	}
	l.size = frameHeaderSize + size
	l.salt = [8]byte(h[16:24])
	l.sums = sumWords(l.order, [2]uint32{}, h[:24])
	return l.sums == storedSums(h[24:])
}

// takeFrame looks at the next frame. Frames of an earlier round of the log, with another salt, say nothing.
func (l *logScan) takeFrame(frame []byte) {
	l.frames++
	ours := bytes.Equal(frame[8:16], l.salt[:])
	ends := binary.BigEndian.Uint32(frame[4:]) != 0
	if l.broken == 0 && ours && binary.BigEndian.Uint32(frame) != 0 {
		sums := sumWords(l.order, sumWords(l.order, l.sums, frame[:8]), frame[frameHeaderSize:])
		if sums == storedSums(frame[16:]) {
			l.sums = sums
			if ends {
				l.whole = l.frames
			}
			return
		}
	}
	if l.broken == 0 {
		l.broken = l.frames
	}
	if ours {
		l.further = l.further || l.ended
		l.ended = l.ended || ends
	}
}

// loss says what was acknowledged and is lost; "" when nothing is known to be. counted is what the index of the log counts.
func (l *logScan) loss(counted int64) string {
	sound := logHeaderSize + l.whole*l.size
	switch {
	case l.headless:
		return "its header is damaged: what was written lately cannot be read; restore the data file from a backup"
	case l.further:
		return fmt.Sprintf("frame %d is damaged, and frames were written behind its transaction: what was acknowledged is lost behind "+
			"byte %d; keep copies of all files, then restore from a backup", l.broken, sound)
	case counted > l.whole:
		return fmt.Sprintf("it holds %d sound frames, but %d were acknowledged: what came behind byte %d is damaged or cut off; keep "+
			"copies of all files, then restore from a backup", l.whole, counted, sound)
	}
	return ""
}

// sumWords goes on with SQLite's checksum over whole pairs of 32-bit words.
func sumWords(order binary.ByteOrder, s [2]uint32, data []byte) [2]uint32 {
	for ; len(data) >= 8; data = data[8:] {
		s[0] += order.Uint32(data) + s[1]
		s[1] += order.Uint32(data[4:]) + s[0]
	}
	return s
}

func storedSums(b []byte) [2]uint32 {
	return [2]uint32{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])}
}

// countedFrames reads from the index of the log how many frames the last transaction that was synced ends at; 0 when there is no
// sound index, or it is one of another round of the log. The index is in the byte order of the machine.
func countedFrames(path string, salt [8]byte) (int64, error) {
	f, err := os.Open(path + "-shm")
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer f.Close()
	two := make([]byte, 2*indexHeaderSize)
	if _, err := io.ReadFull(f, two); err != nil {
		return 0, nil // too short to be one
	}
	counted := int64(0)
	for _, h := range [][]byte{two[:indexHeaderSize], two[indexHeaderSize:]} { // written one after the other
		sums := sumWords(binary.NativeEndian, [2]uint32{}, h[:40])
		stored := [2]uint32{binary.NativeEndian.Uint32(h[40:]), binary.NativeEndian.Uint32(h[44:])}
		if sums == stored && h[12] == 1 && bytes.Equal(h[32:40], salt[:]) {
			counted = max(counted, int64(binary.NativeEndian.Uint32(h[16:])))
		}
	}
	return counted, nil
}
