package groups

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// Strategy says which consumer an event goes to.
type Strategy string

// The strategies of EventStoreDB. Pinned keeps events of one stream with one consumer, PinnedByCorrelation those of one
// correlation id (the owner says by Event.Key what belongs together).
const (
	RoundRobin          Strategy = "RoundRobin"
	DispatchToSingle    Strategy = "DispatchToSingle"
	Pinned              Strategy = "Pinned"
	PinnedByCorrelation Strategy = "PinnedByCorrelation"
)

const (
	// MaxBuffer bounds each of the buffer sizes and the slots of a consumer, in events.
	MaxBuffer = 10_000

	// MaxConsumers bounds the consumers of a group that sets no limit of its own.
	MaxConsumers = 1000

	// maxParking is how many events may wait to be parked before no more are given out.
	maxParking = 1024
)

// Settings are what a group's creator may choose.
type Settings struct {
	ResolveLinks       bool          // the owner's: a link is given out with its target
	ExtraStatistics    bool          // measure how long each consumer takes
	MaxRetryCount      int           // how often an event may come back before it is parked
	MinCheckpointCount int           // fewer events than this are not worth a checkpoint when CheckpointAfter has passed
	MaxCheckpointCount int           // so many events are always worth one
	MaxSubscriberCount int           // 0 is MaxConsumers
	LiveBufferSize     int           // events read ahead of the consumers once the end was reached; 0 is HistoryBufferSize
	ReadBatchSize      int           // events read at a time
	HistoryBufferSize  int           // events read ahead of the consumers before that
	MessageTimeout     time.Duration // 0 is never
	CheckpointAfter    time.Duration // 0 is never
	Strategy           Strategy
}

// Validate says what is wrong with the settings, for a person.
func (s Settings) Validate() error {
	for _, c := range []struct {
		name        string
		value       int
		least, most int
	}{
		{"max retry count", s.MaxRetryCount, 0, math.MaxInt32},
		{"max subscriber count", s.MaxSubscriberCount, 0, math.MaxInt32},
		{"min checkpoint count", s.MinCheckpointCount, 0, math.MaxInt32},
		{"max checkpoint count", s.MaxCheckpointCount, max(1, s.MinCheckpointCount), math.MaxInt32},
		{"live buffer size", s.LiveBufferSize, 0, MaxBuffer},
		{"read batch size", s.ReadBatchSize, 1, MaxBuffer},
		{"history buffer size", s.HistoryBufferSize, max(1, s.ReadBatchSize), MaxBuffer},
	} {
		if c.value < c.least || c.value > c.most {
			return fmt.Errorf("the %s is %d, it must lie between %d and %d", c.name, c.value, c.least, c.most)
		}
	}
	if s.MessageTimeout < 0 || s.CheckpointAfter < 0 {
		return errors.New("the message timeout and the time to checkpoint after must not be below zero")
	}
	if !slices.Contains([]Strategy{RoundRobin, DispatchToSingle, Pinned, PinnedByCorrelation}, s.Strategy) {
		return fmt.Errorf("the consumer strategy %.40q does not exist", string(s.Strategy))
	}
	return nil
}

func (s Settings) consumers() int {
	if s.MaxSubscriberCount == 0 {
		return MaxConsumers
	}
	return min(s.MaxSubscriberCount, MaxConsumers)
}
