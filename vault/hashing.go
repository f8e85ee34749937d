package vault

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
)

// blockSize is what is read, written and handed to the hashing goroutines at a time. ChunkSize is a multiple of it.
const blockSize = 1 << 20

// blocksInFlight bounds the memory of one copy: this many blocks and no more.
const blocksInFlight = 6

// digests is what there is to know about a content.
type digests struct {
	size   int64
	whole  [32]byte
	chunks [][32]byte
}

// copyHashed copies r to w while two goroutines hash what was read: one the whole, one each chunk. Content of a single block is hashed
// here, for most attachments are small and two goroutines would cost more than they save.
func (v *Vault) copyHashed(ctx context.Context, w io.Writer, r io.Reader, limit int64) (digests, error) {
	first := v.blocks.Get().(*[]byte)
	n, last, err := readBlock(ctx, r, *first)
	if err != nil || last {
		defer v.blocks.Put(first)
	}
	switch {
	case err != nil:
		return digests{}, err
	case last:
		return hashOne(w, (*first)[:n], limit)
	}
	p := v.startHashing()
	err = p.run(ctx, w, r, limit, first)
	return p.end(), err
}

func hashOne(w io.Writer, content []byte, limit int64) (digests, error) {
	if err := writeWithin(w, content, 0, limit); err != nil {
		return digests{}, err
	}
	sum := sha256.Sum256(content)
	return digests{size: int64(len(content)), whole: sum, chunks: [][32]byte{sum}}, nil
}

// readBlock fills a block as far as the stream goes; last says that the stream ended in it. Only io.EOF ends a stream: io.ReadFull would
// also take a stream cut short (io.ErrUnexpectedEOF) for a finished one.
func readBlock(ctx context.Context, r io.Reader, block []byte) (n int, last bool, err error) {
	for n < len(block) {
		if ctx.Err() != nil {
			return n, false, fmt.Errorf("copy content: %w", context.Cause(ctx))
		}
		m, err := r.Read(block[n:])
		n += m
		if err == io.EOF {
			return n, true, nil
		}
		if err != nil {
			return n, false, fmt.Errorf("read content: %w", err)
		}
	}
	return n, false, nil
}

// writeWithin writes a block unless the content would grow past the limit.
func writeWithin(w io.Writer, block []byte, written, limit int64) error {
	if limit >= 0 && written+int64(len(block)) > limit {
		return &TooLargeError{Limit: limit}
	}
	if _, err := w.Write(block); err != nil {
		return wrap("write content", err)
	}
	return nil
}

// pipeline hands blocks from the copying goroutine to the whole hasher, from there to the chunk hasher, and back to be used again.
type pipeline struct {
	vault          *Vault
	toWhole, toEnd chan filled
	free           chan *[]byte
	result         chan digests
	made           int
}

type filled struct {
	block *[]byte
	n     int
}

func (v *Vault) startHashing() *pipeline {
	p := &pipeline{
		vault:   v,
		toWhole: make(chan filled, blocksInFlight),
		toEnd:   make(chan filled, blocksInFlight),
		free:    make(chan *[]byte, blocksInFlight),
		result:  make(chan digests, 1),
		made:    1,
	}
	whole := sha256.New()
	go func() {
		defer close(p.toEnd)
		for b := range p.toWhole {
			whole.Write((*b.block)[:b.n])
			p.toEnd <- b
		}
	}()
	go p.hashChunks(whole)
	return p
}

// hashChunks ends after the whole hasher, whose sum it may therefore take.
func (p *pipeline) hashChunks(whole hash.Hash) {
	var d digests
	chunk := sha256.New()
	for b := range p.toEnd {
		chunk.Write((*b.block)[:b.n])
		d.size += int64(b.n)
		if b.n > 0 && d.size%ChunkSize == 0 {
			d.chunks = append(d.chunks, [32]byte(chunk.Sum(nil)))
			chunk.Reset()
		}
		p.free <- b.block
	}
	if d.size%ChunkSize != 0 {
		d.chunks = append(d.chunks, [32]byte(chunk.Sum(nil)))
	}
	d.whole = [32]byte(whole.Sum(nil))
	p.result <- d
}

func (p *pipeline) run(ctx context.Context, w io.Writer, r io.Reader, limit int64, block *[]byte) error {
	n, last, written := len(*block), false, int64(0)
	for {
		if err := writeWithin(w, (*block)[:n], written, limit); err != nil {
			p.free <- block
			return err
		}
		written += int64(n)
		p.toWhole <- filled{block, n}
		if last {
			return nil
		}
		block = p.next()
		var err error
		if n, last, err = readBlock(ctx, r, *block); err != nil {
			p.free <- block
			return err
		}
	}
}

// next gives a block that nobody uses: a new one until all are made, then one that comes back.
func (p *pipeline) next() *[]byte {
	if p.made < blocksInFlight {
		p.made++
		return p.vault.blocks.Get().(*[]byte)
	}
	return <-p.free
}

// end waits for both hashers, gives the blocks back to the pool and returns the digests.
func (p *pipeline) end() digests {
	close(p.toWhole)
	d := <-p.result
	for range len(p.free) {
		p.vault.blocks.Put(<-p.free)
	}
	return d
}
