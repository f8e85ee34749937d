package intake

import (
	"fmt"
	"io"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// keySize is the length of a batch's key in bytes.
const keySize = 32

// packer fills batches in file order: as many messages as fit.
type packer struct {
	source  domain.SHA256
	threads []extraction.Thread
	random  io.Reader
	number  int // of the batch being filled
	empty   int // size of a batch without messages, in bytes
	size    int
	batch   []extraction.Message
}

func newPacker(source domain.SHA256, t extraction.Thread, first int, random io.Reader) *packer {
	threads := []extraction.Thread{t}
	empty := extraction.Content{Threads: threads}.Size()
	return &packer{source: source, threads: threads, random: random, number: first, empty: empty, size: empty}
}

// add takes one message. When it does not fit, the batch before it is full and comes back.
func (p *packer) add(m extraction.Message) (full *extraction.RecordMessages, err error) {
	size := m.Size()
	if len(p.batch) == extraction.MaxBatch || len(p.batch) > 0 && p.size+size > extraction.MaxBatchBytes {
		if full, err = p.seal(); err != nil {
			return nil, err
		}
	}
	if p.batch == nil {
		p.batch = make([]extraction.Message, 0, extraction.MaxBatch)
	}
	p.batch = append(p.batch, m)
	p.size += size
	return full, nil
}

// seal closes the batch with a key of its own and its Merkle root. An empty one is none.
func (p *packer) seal() (*extraction.RecordMessages, error) {
	if len(p.batch) == 0 {
		return nil, nil
	}
	key := make([]byte, keySize)
	if _, err := io.ReadFull(p.random, key); err != nil {
		return nil, fmt.Errorf("draw the key of batch %d: %w", p.number, err)
	}
	leaves, err := leavesOf(key, p.batch)
	if err != nil {
		return nil, err
	}
	c := &extraction.RecordMessages{
		Source:  p.source,
		Batch:   p.number,
		Root:    digestOf(root(leaves)),
		Key:     key,
		Content: extraction.Content{Threads: p.threads, Messages: p.batch},
	}
	p.batch, p.size = nil, p.empty
	p.number++
	return c, nil
}
