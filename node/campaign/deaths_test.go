package campaign

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"testing"
	"time"
)

// deaths counts in the midst of what the store died, as its files tell.
type deaths struct{ inCheckpoint, inCommit, idle int }

func (d deaths) String() string {
	return fmt.Sprintf("%d times in a checkpoint, %d times in a commit, %d times between", d.inCheckpoint, d.inCommit, d.idle)
}

// Where SQLite's documentation of its WAL format puts things, in bytes.
const (
	indexMaxFrame  = 16  // in "-shm": the last frame that is committed
	indexCarried   = 96  // how many frames a checkpoint has carried over
	indexAttempted = 128 // how many it began to carry over
	indexBytes     = 132

	logHeader   = 32
	logSalts    = 16 // in the header of "-wal"
	frameHeader = 24
	frameSalts  = 8
	pageBytes   = 8192
)

// count looks at the files a killed store left. A checkpoint that had begun and not ended has changed the file since the
// store was started and is still owed in the index of the log (where opening leaves a debt too, but changes no file);
// frames of this log behind its last committed one are a transaction that was being written.
func (d *deaths) count(t *testing.T, where place, started time.Time) {
	t.Helper()
	index, err := readAt(where.path+"-shm", 0, indexBytes)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, io.EOF) {
		d.idle++ // it died before it had opened its file
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	number := func(at int) uint32 { return binary.NativeEndian.Uint32(index[at:]) }
	header, err1 := readAt(where.path+"-wal", 0, logHeader)
	next := logHeader + int64(number(indexMaxFrame))*(frameHeader+pageBytes)
	frame, err2 := readAt(where.path+"-wal", next, frameHeader)
	switch {
	case changed(where.path) != started && number(indexAttempted) > number(indexCarried):
		d.inCheckpoint++
	case err1 == nil && err2 == nil && string(frame[frameSalts:][:8]) == string(header[logSalts:][:8]):
		d.inCommit++
	default:
		d.idle++
	}
}

func readAt(path string, at int64, n int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, n)
	if _, err = f.ReadAt(b, at); err != nil {
		return nil, err
	}
	return b, nil
}
