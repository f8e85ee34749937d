package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

const (
	mostWriters  = 64
	batchSize    = 100
	streamLength = 2_000   // events of the stream that is read again and again
	logLength    = 200_000 // events of the log that is read from its start
)

// figure is one thing measured of every store, in events a second.
type figure struct {
	name    string
	measure func(context.Context, store, time.Duration) (float64, error)
}

func figures(only *regexp.Regexp) []figure {
	all := []figure{
		{"durable appends, 1 writer", appends(1, 1)},
		{"durable appends, 64 writers", appends(mostWriters, 1)},
		{"batches of 100, 1 writer", appends(1, batchSize)},
		{"batches of 100, 64 writers", appends(mostWriters, batchSize)},
		{fmt.Sprintf("read a stream of %d", streamLength), readStream},
		{fmt.Sprintf("catch up with a log of %d", logLength), catchUp},
	}
	return slices.DeleteFunc(all, func(f figure) bool { return !only.MatchString(f.name) })
}

// compare lets the stores take turns and prints the medians.
func compare(ctx context.Context, c settings, dir string) (err error) {
	stores, stop, err := startAll(ctx, c.stores, dir)
	defer func() { err = errors.Join(err, stop()) }()
	if err != nil {
		return err
	}
	for _, s := range stores {
		if err := prepare(ctx, s); err != nil {
			return fmt.Errorf("fill %s: %w", s.name(), err)
		}
	}
	seen := map[string][]float64{}
	for round := range c.rounds {
		for _, f := range figures(c.only) {
			for _, s := range stores {
				v, err := f.measure(ctx, s, c.length)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", s.name(), f.name, err)
				}
				seen[f.name+s.name()] = append(seen[f.name+s.name()], v)
			}
		}
		fmt.Fprintf(os.Stderr, "round %d of %d done\n", round+1, c.rounds)
	}
	return report(stores, figures(c.only), seen)
}

// prepare fills a store so that there is a log to catch up with.
func prepare(ctx context.Context, s store) error {
	for n := 0; n < logLength; n += streamLength {
		filled := newStream()
		for range streamLength / batchSize {
			if err := s.append(ctx, 0, filled, batchSize); err != nil {
				return err
			}
		}
	}
	return nil
}

// report prints each store's median in events a second and, for all but the first, how many times as fast the first is: the median of
// the ratios of the rounds, with the lowest and the highest.
func report(stores []store, figures []figure, seen map[string][]float64) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "events a second\t")
	for i, s := range stores {
		fmt.Fprintf(w, "%s\t", s.name())
		if i > 0 {
			fmt.Fprintf(w, "%s / %s\t", stores[0].name(), s.name())
		}
	}
	fmt.Fprintln(w)
	for _, f := range figures {
		fmt.Fprintf(w, "%s\t", f.name)
		first := seen[f.name+stores[0].name()]
		for i, s := range stores {
			values := seen[f.name+s.name()]
			fmt.Fprintf(w, "%.0f\t", median(values))
			if i > 0 {
				r := ratios(first, values)
				fmt.Fprintf(w, "%.2f (%.2f to %.2f)\t", median(r), slices.Min(r), slices.Max(r))
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

func ratios(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] / b[i]
	}
	return out
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	mid := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[mid]
	}
	return (sorted[mid-1] + sorted[mid]) / 2
}

// appends measures writers that each append to streams of their own, one append after the other.
func appends(writers, batch int) func(context.Context, store, time.Duration) (float64, error) {
	return func(ctx context.Context, s store, length time.Duration) (float64, error) {
		return everyone(length, writers, func(writer int, over func() bool) (n int, err error) {
			for own := newStream(); !over(); n += batch {
				if own.next >= streamLength {
					own = newStream()
				}
				if err := s.append(ctx, writer, own, batch); err != nil {
					return n, err
				}
			}
			return n, nil
		})
	}
}

func readStream(ctx context.Context, s store, length time.Duration) (float64, error) {
	long := newStream()
	for range streamLength / batchSize {
		if err := s.append(ctx, 0, long, batchSize); err != nil {
			return 0, err
		}
	}
	return everyone(length, 1, func(_ int, over func() bool) (n int, err error) {
		for !over() {
			seen, err := s.read(ctx, long)
			if err != nil || seen != streamLength {
				return n, errors.Join(err, fmt.Errorf("%d of %d events were read", seen, streamLength))
			}
			n += seen
		}
		return n, nil
	})
}

func catchUp(ctx context.Context, s store, length time.Duration) (float64, error) {
	return everyone(length, 1, func(_ int, over func() bool) (n int, err error) {
		for !over() {
			seen, err := s.catchUp(ctx, logLength)
			if err != nil || seen < logLength {
				return n, errors.Join(err, fmt.Errorf("%d of %d events were read", seen, logLength))
			}
			n += seen
		}
		return n, nil
	})
}

// everyone runs workers until the time is over and gives what they did together, a second.
func everyone(length time.Duration, workers int, work func(worker int, over func() bool) (int, error)) (float64, error) {
	var wg sync.WaitGroup
	var done atomic.Int64
	errs := make([]error, workers)
	begun := time.Now()
	over := func() bool { return time.Since(begun) >= length }
	for i := range workers {
		wg.Go(func() {
			n, err := work(i, over)
			done.Add(int64(n))
			errs[i] = err
		})
	}
	wg.Wait()
	took := time.Since(begun).Seconds()
	if err := errors.Join(errs...); err != nil {
		return math.NaN(), err
	}
	return float64(done.Load()) / took, nil
}
