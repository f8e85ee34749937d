// Package groups decides, for one group of competing consumers, which of them gets which recorded event next, and when
// an event counts as dealt with.
//
// It is the rules of an EventStoreDB persistent subscription without anything around them: it reads no file, no network
// and no clock, and starts nothing. Its owner (package node) calls it from one goroutine, tells it the time, does the
// work it asks for (Take, Wants, Checkpoint, ParkedThrough) and tells it what came of that.
//
// # Promises
//
//   - Every event read is given out until it is acknowledged, skipped or parked; until then it is open. The checkpoint
//     never passes an open event, so that a group begun anew behind its checkpoint misses none. Some may come twice.
//   - A consumer holds at most as many events as it has slots, and never two with the same id: event ids need not be
//     unique, and an acknowledgement names nothing else.
//   - Events to be given out again go before fresh ones, in the order they were read. With one consumer, in the absence
//     of retries, events come in the order of their source.
//   - The memory used is bounded by the buffer sizes and the slots of the consumers, however far the group lags behind:
//     of an event only its id and place are kept.
//   - An event that was given back, or not answered in time, more often than the settings allow is parked.
package groups
