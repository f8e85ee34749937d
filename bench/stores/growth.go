package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"
)

// growthLength is how long one figure of the growing store is measured.
const growthLength = 3 * time.Second

// grow fills the built-in store to 10^4, 10^5, … events and measures at each size what an event costs: to append alone and among 64
// writers, to read from a stream, and in a catch-up over everything.
func grow(ctx context.Context, dir string, most int) (err error) {
	stores, stop, err := startAll(ctx, []string{"probity"}, dir)
	defer func() { err = errors.Join(err, stop()) }()
	if err != nil {
		return err
	}
	s := stores[0]
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer func() { err = errors.Join(err, w.Flush()) }() // also what was measured before an error
	fmt.Fprintln(w, "events in the log\tappend, 1 writer\tappend, 64 writers\tbatches of 100\tread a stream\tcatch up\t(microseconds an event)\t")
	for size := 10_000; size <= most; size *= 10 {
		if err := fill(ctx, s, size); err != nil {
			return err
		}
		fmt.Fprintf(w, "%d\t", s.events())
		for _, measure := range []func(context.Context, store, time.Duration) (float64, error){
			appends(1, 1), appends(mostWriters, 1), appends(1, batchSize), readStream, wholeLog(size),
		} {
			perSecond, err := measure(ctx, s, growthLength)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%.2f\t", 1e6/perSecond)
		}
		fmt.Fprintln(w, "\t")
		fmt.Fprintf(os.Stderr, "%d events\n", size)
	}
	return nil
}

func fill(ctx context.Context, s store, size int) error {
	for own := newStream(); s.events() < size; {
		if own.next >= streamLength {
			own = newStream()
		}
		if err := s.append(ctx, 0, own, batchSize); err != nil {
			return err
		}
	}
	return nil
}

// wholeLog catches up with everything there is, once.
func wholeLog(size int) func(context.Context, store, time.Duration) (float64, error) {
	return func(ctx context.Context, s store, _ time.Duration) (float64, error) {
		begun := time.Now()
		seen, err := s.catchUp(ctx, size)
		if err != nil || seen < size {
			return 0, errors.Join(err, fmt.Errorf("%d of %d events were read", seen, size))
		}
		return float64(seen) / time.Since(begun).Seconds(), nil
	}
}
