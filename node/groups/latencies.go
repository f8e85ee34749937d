package groups

import (
	"slices"
	"time"
)

// rememberedLatencies is over how many answers a consumer is measured.
const rememberedLatencies = 1000

// Measurement is one figure of a consumer's latency, in milliseconds from the handing out to the acknowledgement.
type Measurement struct {
	Name  string
	Value int64
}

// latencies holds how long a consumer took for the events it acknowledged last. A nil one measures nothing.
type latencies struct {
	last []time.Duration
	next int
}

func (l *latencies) add(d time.Duration) {
	switch {
	case l == nil:
	case len(l.last) < rememberedLatencies:
		l.last = append(l.last, d)
	default:
		l.last[l.next] = d
		l.next = (l.next + 1) % rememberedLatencies
	}
}

// quantiles are the shares of answers that were at least as fast, in thousandths, under the names EventStoreDB gives them.
var quantiles = []struct {
	name  string
	share int
}{
	{"Fastest", 0}, {"Quintile 1", 200}, {"Quintile 2", 400}, {"Median", 500}, {"Quintile 3", 600}, {"Quintile 4", 800},
	{"90%", 900}, {"95%", 950}, {"99%", 990}, {"99.5%", 995}, {"99.9%", 999}, {"Highest", 1000},
}

func (l *latencies) summary() []Measurement {
	if l == nil || len(l.last) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(l.last))
	var sum time.Duration
	for _, d := range sorted {
		sum += d
	}
	out := []Measurement{{"Mean", (sum / time.Duration(len(sorted))).Milliseconds()}}
	for _, q := range quantiles {
		at := (len(sorted) - 1) * q.share / 1000
		out = append(out, Measurement{q.name, sorted[at].Milliseconds()})
	}
	return out
}
