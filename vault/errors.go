package vault

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/probity-ledger/probity/domain"
)

// ErrDiskFull says that there was no room (or no quota) left. Nothing of the failed copy stays behind.
var ErrDiskFull = errors.New("the disk is full: nothing was stored")

// ErrDiscarded says that a staged copy was given up before it was committed.
var ErrDiscarded = errors.New("the staged copy was discarded")

// ErrClosed says that a blob was used after Close.
var ErrClosed = errors.New("the blob is closed")

// NotFoundError says that the vault holds no content of this digest.
type NotFoundError struct{ SHA256 domain.SHA256 }

// Error names the digest.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("the vault holds nothing named %.64q", string(e.SHA256))
}

// TooLargeError says that a stream was longer than the limit given to Stage. Nothing of it was kept.
type TooLargeError struct{ Limit int64 } // bytes

// Error names the limit.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the content is longer than the limit of %d bytes: nothing was stored", e.Limit)
}

// CorruptError says that stored bytes are no longer the bytes that were committed. It is never silent and never repaired: the caller
// records it and puts the copy into quarantine.
type CorruptError struct {
	SHA256  domain.SHA256 // the content concerned
	Chunk   int64         // the first chunk that does not match, counted from 0; -1 when the whole is concerned
	Offset  int64         // where that chunk begins in the content, in bytes
	Problem string        // what was found, for a person
}

// Error names digest, chunk and offset.
func (e *CorruptError) Error() string {
	if e.Chunk < 0 {
		return fmt.Sprintf("stored content %s is corrupt: %s", e.SHA256, e.Problem)
	}
	return fmt.Sprintf("stored content %s is corrupt in chunk %d at offset %d: %s", e.SHA256, e.Chunk, e.Offset, e.Problem)
}

// StrayError says that a file lies in the vault's folder that the vault did not put there.
type StrayError struct{ Path string } // relative to the vault's folder

// Error names the file.
func (e *StrayError) Error() string { return fmt.Sprintf("%q does not belong in the vault", e.Path) }

// wrap says what was being done, and calls every way of having no room ErrDiskFull.
func wrap(doing string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%s: %w", doing, ErrDiskFull)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
