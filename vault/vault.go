package vault

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/probity-ledger/probity/domain"
)

// ChunkSize is the number of bytes that are hashed, checked and released together.
const ChunkSize = 4 << 20

const (
	stagingFolder = "staging"
	blobFolder    = "sha256"
	listSuffix    = ".chunks"
)

// Vault is one folder of content-addressed, write-once bytes. The zero Vault is not usable; call Open.
type Vault struct {
	dir     string
	own     string     // this process's folder below staging
	claim   *os.File   // held while the vault is open: the work in own is somebody's
	commits sync.Mutex // one commit at a time: the same content may arrive twice at once
	blocks  sync.Pool  // *[]byte of blockSize
	create  func(path string) (file, error)
	counts  counts
}

// file is what staging needs of an open file; tests put a full disk in its place.
type file interface {
	io.Writer
	Chmod(fs.FileMode) error
	Sync() error
	Close() error
}

// Open opens the vault in a folder, making it when there is none, and removes what a process left half-written that is no more. Several
// processes of one machine may have the same folder open. Close gives it back.
func Open(dir string) (*Vault, error) {
	v := &Vault{dir: dir, create: createFile}
	v.blocks.New = func() any { b := make([]byte, blockSize); return &b }
	for _, d := range []string{dir, v.staging(), filepath.Join(dir, blobFolder)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, wrap("make vault folder", err)
		}
		if err := os.Chmod(d, 0o700); err != nil { // it may have been there before
			return nil, wrap("close vault folder to others", err)
		}
	}
	if err := v.alone(v.settle); err != nil {
		return nil, err
	}
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := syncFolder(d); err != nil {
			return nil, errors.Join(err, v.Close())
		}
	}
	return v, nil
}

// Close gives the vault back and removes what is staged. It must not be used any more.
func (v *Vault) Close() error {
	return v.alone(func() error { return errors.Join(os.RemoveAll(v.own), v.claim.Close()) })
}

// Info describes stored content.
type Info struct {
	SHA256 domain.SHA256
	Size   int64 // bytes
	Chunks int   // number of chunks of ChunkSize, the last of which may be shorter
}

func (v *Vault) staging() string { return filepath.Join(v.dir, stagingFolder) }

func (v *Vault) path(sha domain.SHA256) string {
	s := string(sha)
	return filepath.Join(v.dir, blobFolder, s[:2], s[2:4], s)
}

// valid says whether a digest has the shape of one; anything else could name a file outside the vault.
func valid(sha domain.SHA256) bool {
	if len(sha) != 64 {
		return false
	}
	for i := range len(sha) {
		if c := sha[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func digestOf(sum [32]byte) domain.SHA256 { return domain.SHA256(hex.EncodeToString(sum[:])) }

func createFile(path string) (file, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// syncFolder makes renames and new files in a folder durable.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open folder to sync it: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return wrap("sync folder", err)
	}
	return nil
}

// makeFolder makes one folder and makes that durable; one that exists is fine.
func makeFolder(dir string) error {
	err := os.Mkdir(dir, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return wrap("make folder", err)
	}
	return syncFolder(filepath.Dir(dir))
}
