package main

import (
	"os"
	"runtime/debug"
)

const (
	// collectAt lets the heap grow to five times of what is in use before the next garbage collection: what is in use is small, a few
	// tens of MiB, and calls to the event store leave many small objects behind. With 64 writers about a sixth more appends a second.
	collectAt = 400 // per cent
	// collectMore is the memory above which the collector works as often as it must to stay below.
	collectMore = 2 << 30 // bytes
)

// settleMemory sets how much memory is spent to save work, for the whole process. Who sets Go's own variables knows better.
func settleMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(collectAt)
		debug.SetMemoryLimit(collectMore)
	}
}
