package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/probity-ledger/probity/domain"
)

const (
	listMagic  = "PRBCHNK1"
	listHeader = len(listMagic) + 4 + 8 + sha256.Size
)

// chunkCount is how many chunks content of a size has. Empty content has one chunk of no bytes.
func chunkCount(size int64) int { return int(max(1, (size+ChunkSize-1)/ChunkSize)) }

// encodeList lays out a chunk list as the package comment describes it.
func encodeList(sha domain.SHA256, size int64, chunks [][32]byte) []byte {
	b := make([]byte, 0, listHeader+(len(chunks)+1)*sha256.Size)
	b = append(b, listMagic...)
	b = binary.BigEndian.AppendUint32(b, ChunkSize)
	b = binary.BigEndian.AppendUint64(b, uint64(size))
	b, _ = hex.AppendDecode(b, []byte(sha)) // the digest comes from our own hashing: it is well-formed
	for _, c := range chunks {
		b = append(b, c[:]...)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// decodeList checks a chunk list against its own hash, the digest and the size of the content it should describe.
func decodeList(b []byte, sha domain.SHA256, size int64) ([][32]byte, error) {
	n := chunkCount(size)
	if want := listHeader + (n+1)*sha256.Size; len(b) != want {
		return nil, damaged(sha, "the chunk list has %d bytes where content of %d bytes needs %d", len(b), size, want)
	}
	body := b[:len(b)-sha256.Size]
	if sha256.Sum256(body) != [32]byte(b[len(body):]) {
		return nil, damaged(sha, "the chunk list does not match its own hash")
	}
	if !bytes.Equal(body[:listHeader], encodeList(sha, size, nil)[:listHeader]) {
		return nil, damaged(sha, "the chunk list describes other content")
	}
	chunks := make([][32]byte, n)
	for i := range chunks {
		chunks[i] = [32]byte(body[listHeader+i*sha256.Size:])
	}
	return chunks, nil
}

func damaged(sha domain.SHA256, format string, args ...any) error {
	return &CorruptError{SHA256: sha, Chunk: -1, Problem: fmt.Sprintf(format, args...)}
}

// chunksOf returns the digests of the chunks of stored content of a size. Content of one chunk needs no list: its digest is its name.
func (v *Vault) chunksOf(sha domain.SHA256, size int64) ([][32]byte, error) {
	if size <= ChunkSize {
		var one [32]byte
		if _, err := hex.Decode(one[:], []byte(sha)); err != nil {
			return nil, &NotFoundError{SHA256: sha}
		}
		return [][32]byte{one}, nil
	}
	list := v.path(sha) + listSuffix
	info, err := os.Stat(list)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged(sha, "the chunk list is missing")
	}
	if err != nil {
		return nil, fmt.Errorf("find chunk list of %s: %w", sha, err)
	}
	if want := listHeader + (chunkCount(size)+1)*sha256.Size; info.Size() != int64(want) {
		return nil, damaged(sha, "the chunk list has %d bytes where content of %d bytes needs %d", info.Size(), size, want)
	}
	b, err := os.ReadFile(list)
	if err != nil {
		return nil, fmt.Errorf("read chunk list of %s: %w", sha, err)
	}
	return decodeList(b, sha, size)
}
