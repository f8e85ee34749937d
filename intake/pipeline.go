package intake

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/probity-ledger/probity/domain/extraction"
)

const (
	slabMessages = 256     // messages handed from reading to packing at a time
	slabBytes    = 1 << 20 // or as soon as their bodies have this many bytes
	inFlight     = 2       // slabs and batches that wait at most
)

// record runs reading, packing and appending side by side. Batches are appended one at a time and in order; the channels are short, so
// that a slow ledger holds the reader up instead of filling memory.
func (i *importer) record(ctx context.Context) error {
	slabs := make(chan []extraction.Message, inFlight)
	batches := make(chan *extraction.RecordMessages, inFlight)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return i.read(ctx, slabs) })
	g.Go(func() error {
		defer close(batches)
		return i.pack(ctx, slabs, batches)
	})
	g.Go(func() error {
		for b := range batches {
			if err := i.append(ctx, b); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

// read hands on the messages that are not in the ledger yet. Those are the first ones of the file: batches are recorded in file order.
func (i *importer) read(ctx context.Context, slabs chan<- []extraction.Message) error {
	skip, size := i.known.Messages, 0
	slab := make([]extraction.Message, 0, slabMessages)
	tally, err := i.chat.Read(ctx, i.source.text, func(m *extraction.Message) error {
		i.media.name(m)
		if skip > 0 {
			skip--
			return nil
		}
		slab = append(slab, *m)
		size += len(m.Body)
		if len(slab) < slabMessages && size < slabBytes {
			return nil
		}
		full := slab
		slab, size = make([]extraction.Message, 0, slabMessages), 0
		return send(ctx, slabs, full)
	})
	if err != nil {
		return err
	}
	i.tally = tally
	defer close(slabs) // only now: a file that could not be read to its end must not look finished
	return send(ctx, slabs, slab)
}

// pack names the messages, puts their attachments into the vault and fills batches.
func (i *importer) pack(ctx context.Context, slabs <-chan []extraction.Message, batches chan<- *extraction.RecordMessages) error {
	names := newNamer(i.sha)
	thread := threadOf(i.chat, i.sha)
	p := newPacker(i.sha, thread, i.known.Batches, i.options.Random)
	for {
		slab, more, err := receive(ctx, slabs)
		if err != nil {
			return err
		}
		if !more {
			last, err := p.seal()
			return pass(ctx, batches, last, err)
		}
		for k := range slab {
			m := &slab[k]
			m.ID, m.Thread = names.message(m.Locator), thread.Key
			if err := i.media.include(ctx, m); err != nil {
				return err
			}
			full, err := p.add(*m)
			if err := pass(ctx, batches, full, err); err != nil {
				return err
			}
		}
	}
}

// pass hands a full batch on, if there is one.
func pass(ctx context.Context, batches chan<- *extraction.RecordMessages, full *extraction.RecordMessages, err error) error {
	if err != nil || full == nil {
		return err
	}
	return send(ctx, batches, full)
}

func receive[T any](ctx context.Context, from <-chan T) (v T, more bool, err error) {
	select {
	case v, more = <-from:
		return v, more, nil
	case <-ctx.Done():
		return v, false, context.Cause(ctx)
	}
}

func send[T any](ctx context.Context, to chan<- T, v T) error {
	select {
	case to <- v:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
