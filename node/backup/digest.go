package backup

import (
	"crypto/sha256"
	"hash"

	"github.com/probity-ledger/probity/node"
)

// Digest is one sum over events in order, to tell whether two logs hold the same.
type Digest struct {
	Events int64
	sum    hash.Hash
	body   []byte
}

// NewDigest is the digest of no events.
func NewDigest() *Digest { return &Digest{sum: sha256.New()} }

// Add takes the next event in.
func (d *Digest) Add(r node.Record) {
	d.body = appendRecord(d.body[:0], &r)
	d.sum.Write(d.body)
	d.Events++
}

// Sum is the SHA-256 over all events taken in, each as a segment holds it. A body says its own length, so none runs into the next.
func (d *Digest) Sum() [32]byte { return [32]byte(d.sum.Sum(nil)) }
