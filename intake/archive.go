package intake

import (
	"archive/zip"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

const (
	endRecord     = 22       // bytes of the record that ends a zip, without its comment
	longestTail   = 65_557   // that record with the longest comment
	directoryRoom = 32 << 20 // bytes of directory read at most
	smallEntry    = 1 << 20  // the ratio of smaller entries does not matter
	localHeader   = 30       // bytes before name and content of an entry, at least
)

// archive is a zip whose directory was checked before anything in it was believed. Nothing is ever unpacked to a path.
type archive struct {
	zip    *zip.Reader
	limits Limits
	spent  atomic.Int64 // bytes inflated so far, by however many readers
}

// openArchive reads and checks the directory. *ArchiveError for an archive that is damaged or made to deceive, *LimitError for one that
// is too large.
func openArchive(r io.ReaderAt, size int64, l Limits) (*archive, error) {
	if err := checkEnd(r, size, l); err != nil {
		return nil, err
	}
	budget := &budgetReader{r: r, left: directoryRoom}
	z, err := zip.NewReader(budget, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, archiveProblem(0, "its directory is damaged", err)
	}
	budget.left = -1
	a := &archive{zip: z, limits: l}
	if len(z.File) > l.Entries {
		return nil, &LimitError{What: "entries in the archive", Limit: int64(l.Entries)}
	}
	if err := a.checkEntries(); err != nil {
		return nil, err
	}
	return a, a.checkOverlap()
}

// checkEnd looks at the record that ends a zip before the directory is read: it says how many entries to make room for.
func checkEnd(r io.ReaderAt, size int64, l Limits) error {
	tail := make([]byte, min(size, longestTail))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the end of the archive: %w", err)
	}
	for at := len(tail) - endRecord; at >= 0; at-- {
		if string(tail[at:at+4]) != "PK\x05\x06" {
			continue
		}
		entries := uint64(binary.LittleEndian.Uint16(tail[at+10:]))
		if entries == 0xFFFF {
			entries = entries64(r, tail[:at], entries)
		}
		if entries > uint64(l.Entries) {
			return &LimitError{What: "entries in the archive", Limit: int64(l.Entries)}
		}
		return nil
	}
	return &ArchiveError{Problem: "it ends early: its directory is missing"}
}

// entries64 finds the number of entries of a zip64, which has a record of its own before the end; otherwise it returns what is known.
func entries64(r io.ReaderAt, before []byte, known uint64) uint64 {
	const locator = 20
	if len(before) < locator {
		return known
	}
	loc := before[len(before)-locator:]
	if string(loc[:4]) != "PK\x06\x07" {
		return known
	}
	var record [56]byte
	if _, err := r.ReadAt(record[:], int64(binary.LittleEndian.Uint64(loc[8:]))); err != nil || string(record[:4]) != "PK\x06\x06" {
		return known
	}
	return binary.LittleEndian.Uint64(record[32:])
}

// budgetReader bounds what is read of a directory; a negative budget is none.
type budgetReader struct {
	r    io.ReaderAt
	left int64
}

func (b *budgetReader) ReadAt(p []byte, off int64) (int, error) {
	if b.left >= 0 {
		if int64(len(p)) > b.left {
			return 0, &LimitError{What: "bytes in the directory of the archive", Limit: directoryRoom}
		}
		b.left -= int64(len(p))
	}
	return b.r.ReadAt(p, off)
}

func (a *archive) checkEntries() error {
	seen := make(map[string]bool, len(a.zip.File))
	var total uint64
	for i, f := range a.zip.File {
		if problem := unsafeEntry(f); problem != "" {
			return &ArchiveError{Entry: i + 1, Problem: problem}
		}
		folded := strings.ToLower(strings.ToUpper(f.Name))
		if seen[folded] {
			return &ArchiveError{Entry: i + 1, Problem: "its name stands twice in the archive, at least but for upper and lower case"}
		}
		seen[folded] = true
		if err := a.checkSize(f); err != nil {
			return err
		}
		total += f.UncompressedSize64
		if total > uint64(a.limits.ArchiveBytes) {
			return &LimitError{What: "bytes in the archive once inflated", Limit: a.limits.ArchiveBytes}
		}
	}
	return nil
}

// unsafeEntry says what is wrong with an entry, or "".
func unsafeEntry(f *zip.File) string {
	name := strings.TrimSuffix(f.Name, "/")
	switch {
	case !filepath.IsLocal(name), strings.ContainsAny(name, `\`), slices.Contains(strings.Split(name, "/"), ".."), len(name) > 1 && name[1] == ':':
		return "its name leads out of the archive"
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) || len(name) > 400:
		return "its name is no file name"
	case !f.Mode().IsRegular() && !f.Mode().IsDir():
		return "it is no regular file (a symbolic link, for instance)"
	case f.Flags&1 != 0:
		return "it is encrypted: hand in the archive without a password"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return "it is compressed in a way that is not read here"
	case f.Method == zip.Store && f.CompressedSize64 != f.UncompressedSize64:
		return "its two sizes contradict each other"
	}
	return ""
}

// checkSize refuses bombs by what they declare; what they then really hold is counted while reading.
func (a *archive) checkSize(f *zip.File) error {
	if f.UncompressedSize64 > uint64(a.limits.EntryBytes) {
		return &LimitError{What: "bytes in one entry of the archive once inflated", Limit: a.limits.EntryBytes}
	}
	if f.UncompressedSize64 > smallEntry && f.UncompressedSize64/uint64(a.limits.Ratio) > f.CompressedSize64 {
		return &LimitError{What: "times its size when inflated (one entry of the archive)", Limit: a.limits.Ratio}
	}
	return nil
}

// checkOverlap refuses entries that share bytes: a small archive could hold one large content a million times.
func (a *archive) checkOverlap() error {
	type span struct{ from, to int64 }
	var spans []span
	for i, f := range a.zip.File {
		from, err := f.DataOffset()
		if err != nil {
			return archiveProblem(i+1, "its header is damaged", err)
		}
		spans = append(spans, span{from, from + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i-1].to > spans[i].from-localHeader {
			return &ArchiveError{Problem: "entries share the same bytes"}
		}
	}
	return nil
}

// open opens one entry for reading. What is read counts towards the limits, whatever the directory says.
func (a *archive) open(f *zip.File) (io.ReadCloser, error) {
	number := slices.Index(a.zip.File, f) + 1
	rc, err := f.Open()
	if err != nil {
		return nil, archiveProblem(number, "its header is damaged", err)
	}
	return &entryReader{a: a, rc: rc, number: number, stored: int64(f.CompressedSize64)}, nil
}

// entryReader counts what comes out of an entry and says in our words what is wrong with it.
type entryReader struct {
	a      *archive
	rc     io.ReadCloser
	number int
	stored int64 // bytes in the archive
	read   int64 // bytes inflated
}

func (e *entryReader) Read(p []byte) (int, error) {
	n, err := e.rc.Read(p)
	e.read += int64(n)
	spent := e.a.spent.Add(int64(n))
	l := e.a.limits
	switch {
	case e.read > l.EntryBytes:
		return 0, &LimitError{What: "bytes in one entry of the archive once inflated", Limit: l.EntryBytes}
	case spent > l.ArchiveBytes:
		return 0, &LimitError{What: "bytes in the archive once inflated", Limit: l.ArchiveBytes}
	case e.read > smallEntry && e.read/l.Ratio > e.stored:
		return 0, &LimitError{What: "times its size when inflated (one entry of the archive)", Limit: l.Ratio}
	}
	if err != nil && err != io.EOF {
		return n, archiveProblem(e.number, "its content is damaged", err)
	}
	return n, err
}

func (e *entryReader) Close() error { return e.rc.Close() }

// archiveProblem keeps errors of the storage below as they are and puts the archive's own into our words.
func archiveProblem(entry int, problem string, err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrAlgorithm), errors.Is(err, zip.ErrChecksum), errors.As(err, &corrupt),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &ArchiveError{Entry: entry, Problem: problem, Err: err}
	}
	return fmt.Errorf("read the archive: %w", err)
}
