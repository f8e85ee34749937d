package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/probity-ledger/probity/domain"
)

// slots is how many checked chunks a blob keeps: reading a zip moves between its directory and one entry.
const slots = 2

// Blob is stored content open for reading: io.Reader, io.ReaderAt, io.Seeker and io.Closer. It never gives out a byte of a chunk it has
// not checked. It holds at most two chunks in memory. Reads may come from many goroutines and are served one after the other.
type Blob struct {
	ctx    context.Context
	counts *counts // the vault's
	file   *os.File
	sha    domain.SHA256
	size   int64
	chunks [][32]byte

	mu     sync.Mutex
	cache  [slots]chunk // most recently used first
	offset int64        // of Read
	whole  hash.Hash    // over the first hashed bytes, while they come in order
	hashed int64
	closed bool
}

type chunk struct {
	loaded bool
	index  int64
	bytes  []byte
}

// Open opens stored content. The context covers every later read of the blob. *NotFoundError when the vault does not hold it,
// *CorruptError when its size or chunk list is wrong.
func (v *Vault) Open(ctx context.Context, sha domain.SHA256) (*Blob, error) {
	info, err := v.Stat(ctx, sha)
	if err != nil {
		return nil, err
	}
	chunks, err := v.chunksOf(sha, info.Size)
	if err != nil {
		return nil, v.counts.noting(err)
	}
	f, err := os.Open(v.path(sha))
	if err != nil {
		return nil, fmt.Errorf("open content %s: %w", sha, err)
	}
	return &Blob{ctx: ctx, counts: &v.counts, file: f, sha: sha, size: info.Size, chunks: chunks, whole: sha256.New()}, nil
}

// Stat describes stored content without reading it. *NotFoundError when the vault does not hold it.
func (v *Vault) Stat(ctx context.Context, sha domain.SHA256) (Info, error) {
	if !valid(sha) {
		return Info{}, &NotFoundError{SHA256: sha}
	}
	if ctx.Err() != nil {
		return Info{}, fmt.Errorf("look for content: %w", context.Cause(ctx))
	}
	info, err := os.Stat(v.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return Info{}, &NotFoundError{SHA256: sha}
	}
	if err != nil {
		return Info{}, fmt.Errorf("look for content %s: %w", sha, err)
	}
	return Info{SHA256: sha, Size: info.Size(), Chunks: chunkCount(info.Size())}, nil
}

// SHA256 is the digest the content is stored under.
func (b *Blob) SHA256() domain.SHA256 { return b.sha }

// Size is the length of the content in bytes.
func (b *Blob) Size() int64 { return b.size }

// Close ends reading.
func (b *Blob) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed, b.cache = true, [slots]chunk{}
	return b.file.Close()
}

// Read reads on from where the last Read or Seek left off.
func (b *Blob) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(p) == 0 {
		return 0, nil
	}
	n, err := b.readAt(p, b.offset)
	b.offset += int64(n)
	if n > 0 && errors.Is(err, io.EOF) {
		return n, nil
	}
	return n, err
}

// ReadAt reads at an offset, as io.ReaderAt says.
func (b *Blob) ReadAt(p []byte, off int64) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if off < 0 {
		return 0, fmt.Errorf("read content %s: negative offset %d", b.sha, off)
	}
	return b.readAt(p, off)
}

// Seek sets where the next Read begins, as io.Seeker says. Seeking past the end is allowed.
func (b *Blob) Seek(offset int64, whence int) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch whence {
	case io.SeekCurrent:
		offset += b.offset
	case io.SeekEnd:
		offset += b.size
	}
	if offset < 0 || whence < io.SeekStart || whence > io.SeekEnd {
		return 0, fmt.Errorf("seek in content %s: not a place in it", b.sha)
	}
	b.offset = offset
	return offset, nil
}

func (b *Blob) readAt(p []byte, off int64) (n int, err error) {
	if b.closed {
		return 0, ErrClosed
	}
	for n < len(p) && off < b.size {
		checked, err := b.chunk(off / ChunkSize)
		if err != nil {
			return n, err
		}
		m := copy(p[n:], checked[off%ChunkSize:])
		n, off = n+m, off+int64(m)
	}
	if n < len(p) {
		return n, b.end()
	}
	return n, nil
}

// end says io.EOF. Empty content has one empty chunk, and its name is checked like any other.
func (b *Blob) end() error {
	if b.size == 0 && b.chunks[0] != sha256.Sum256(nil) {
		return b.mismatch(0, "the file is empty and the content is not")
	}
	return io.EOF
}

// chunk returns the bytes of a chunk after checking them, from memory or from the file.
func (b *Blob) chunk(index int64) ([]byte, error) {
	for i := range b.cache {
		if c := b.cache[i]; c.loaded && c.index == index {
			copy(b.cache[1:i+1], b.cache[:i])
			b.cache[0] = c
			return c.bytes, nil
		}
	}
	oldest := b.cache[slots-1]
	copy(b.cache[1:], b.cache[:slots-1])
	b.cache[0] = chunk{}
	loaded, err := b.load(index, oldest.bytes)
	if err != nil {
		return nil, err
	}
	b.cache[0] = chunk{loaded: true, index: index, bytes: loaded}
	return loaded, nil
}

func (b *Blob) load(index int64, buf []byte) ([]byte, error) {
	if b.ctx.Err() != nil {
		return nil, fmt.Errorf("read content %s: %w", b.sha, context.Cause(b.ctx))
	}
	off := index * ChunkSize
	want := min(ChunkSize, b.size-off)
	if int64(cap(buf)) < want {
		buf = make([]byte, want)
	}
	buf = buf[:want]
	n, err := b.file.ReadAt(buf, off)
	if n < len(buf) {
		if errors.Is(err, io.EOF) {
			return nil, b.mismatch(index, "the file ends early")
		}
		return nil, fmt.Errorf("read content %s: %w", b.sha, err)
	}
	if sha256.Sum256(buf) != b.chunks[index] {
		return nil, b.mismatch(index, "the bytes do not match their digest")
	}
	return buf, b.follow(index, buf)
}

// follow hashes the content as a whole for as long as chunks come in order, and compares the digest before the last is released.
// It is what shows a file and a chunk list that were changed together.
func (b *Blob) follow(index int64, checked []byte) error {
	if len(b.chunks) == 1 || index*ChunkSize != b.hashed {
		return nil
	}
	b.whole.Write(checked)
	b.hashed += int64(len(checked))
	if b.hashed < b.size {
		return nil
	}
	var sum [32]byte
	if b.whole.Sum(sum[:0]); digestOf(sum) != b.sha {
		b.hashed, b.whole = 0, sha256.New() // read again from the beginning, it is found again
		return b.mismatch(index, "every chunk matches the chunk list, but the whole does not match its digest")
	}
	return nil
}

func (b *Blob) mismatch(index int64, problem string) error {
	return b.counts.noting(&CorruptError{SHA256: b.sha, Chunk: index, Offset: index * ChunkSize, Problem: problem})
}

// Verify reads the content from its beginning to its end and compares the digest of the whole. It leaves Read where it was.
func (b *Blob) Verify() error {
	whole := sha256.New()
	buf := make([]byte, 256<<10)
	if _, err := io.CopyBuffer(onlyWriter{whole}, io.NewSectionReader(b, 0, b.size), buf); err != nil {
		return err
	}
	if !bytes.Equal([]byte(digestOf([32]byte(whole.Sum(nil)))), []byte(b.sha)) {
		return b.counts.noting(damaged(b.sha, "the whole does not match its digest"))
	}
	return nil
}

// onlyWriter keeps io.CopyBuffer to the buffer it was given.
type onlyWriter struct{ io.Writer }
