package node_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

const (
	payload  = 200 // bytes of data in every event of the benchmarks
	readBack = 100_000
)

func benchEvents(n int) []esdb.EventData {
	out := make([]esdb.EventData, n)
	for i := range out {
		out[i] = event("device.seized.v1")
		out[i].Data = []byte(`{"text":"` + strings.Repeat("x", payload-12) + `"}`)
		out[i].Metadata = []byte(`{"actor":"bench","role":"case officer","correlationId":"8f14e45f-ceea-467f-a9c1-1f2d3c4b5a69"}`)
	}
	return out
}

// BenchmarkAppendOne64Writers: 64 writers, each with a stream of its own, one event per durable append.
func BenchmarkAppendOne64Writers(b *testing.B) {
	n := start(b)
	c := n.client(b)
	mustAppend(b, c, "warm-1", esdb.NoStream{}, benchEvents(1)...)
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	b.ResetTimer()
	for w := range 64 {
		wg.Go(func() {
			stream := fmt.Sprintf("device-%d", w)
			var expect esdb.ExpectedRevision = esdb.NoStream{}
			for left.Add(-1) >= 0 {
				expect = esdb.Revision(appendOnce(b, c, stream, expect, benchEvents(1)))
			}
		})
	}
	wg.Wait()
	reportEvents(b, b.N)
	s := n.Stats()
	b.ReportMetric(float64(s.Events)/float64(s.GroupCommits), "events/commit")
}

func appendOnce(b *testing.B, c *esdb.Client, stream string, expect esdb.ExpectedRevision, ev []esdb.EventData) uint64 {
	r, err := c.AppendToStream(context.Background(), stream, esdb.AppendToStreamOptions{ExpectedRevision: expect}, ev...)
	if err != nil {
		b.Error(err)
		return 0
	}
	return r.NextExpectedVersion
}

// BenchmarkAppendBatch100: 4 writers, 100 events per durable append.
func BenchmarkAppendBatch100(b *testing.B) {
	c := start(b).client(b)
	mustAppend(b, c, "warm-1", esdb.NoStream{}, benchEvents(1)...)
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	b.ResetTimer()
	for w := range 4 {
		wg.Go(func() {
			stream := fmt.Sprintf("extraction-%d", w)
			var expect esdb.ExpectedRevision = esdb.NoStream{}
			events := benchEvents(100)
			for left.Add(-1) >= 0 {
				expect = esdb.Revision(appendOnce(b, c, stream, expect, events))
			}
		})
	}
	wg.Wait()
	reportEvents(b, b.N*100)
}

// BenchmarkReadAll: one reader catches up over 100,000 events.
func BenchmarkReadAll(b *testing.B) {
	c := start(b).client(b)
	fill(b, c, readBack)
	b.ResetTimer()
	for range b.N {
		r, err := c.ReadAll(context.Background(), esdb.ReadAllOptions{From: esdb.Start{}}, 1<<40)
		if err != nil {
			b.Fatal(err)
		}
		if n := count(b, r); n != readBack {
			b.Fatalf("read %d events of %d", n, readBack)
		}
	}
	reportEvents(b, b.N*readBack)
}

// BenchmarkReadStream: one reader reads streams of 20 events whole, one after the other, as commands do.
func BenchmarkReadStream(b *testing.B) {
	const streams, events = 500, 20
	c := start(b).client(b)
	for i := range streams {
		mustAppend(b, c, fmt.Sprintf("device-%d", i), esdb.NoStream{}, benchEvents(events)...)
	}
	b.ResetTimer()
	for i := range b.N {
		r, err := c.ReadStream(context.Background(), fmt.Sprintf("device-%d", i%streams), esdb.ReadStreamOptions{From: esdb.Start{}}, 1<<40)
		if err != nil {
			b.Fatal(err)
		}
		if n := count(b, r); n != events {
			b.Fatalf("read %d events of %d", n, events)
		}
	}
	reportEvents(b, b.N*events)
}

func fill(b *testing.B, c *esdb.Client, n int) {
	events := benchEvents(1000)
	for i := range n / len(events) {
		mustAppend(b, c, fmt.Sprintf("extraction-%d", i), esdb.NoStream{}, events...)
	}
}

func count(b *testing.B, r *esdb.ReadStream) (n int) {
	defer r.Close()
	for {
		_, err := r.Recv()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func reportEvents(b *testing.B, n int) {
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
}
