package node

import (
	"context"
	"math"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"

	"github.com/probity-ledger/probity/node/groups"
)

// info tells about a group in the words of EventStoreDB.
func (g *consumerGroup) info(ctx context.Context) (*persistent.SubscriptionInfo, error) {
	end, err := g.node.endOf(ctx, g.config.Stream)
	if err != nil {
		return nil, err
	}
	info := g.config.info()
	if end >= 0 {
		info.LastKnownEventPosition = g.config.point(end)
	}
	err = g.do(ctx, func() { g.describe(info) })
	return info, err
}

func (c groupConfig) info() *persistent.SubscriptionInfo {
	return &persistent.SubscriptionInfo{
		EventSource: c.Stream, GroupName: c.Group, StartFrom: c.point(c.StartFrom),
		ResolveLinkTos: c.ResolveLinkTos, ExtraStatistics: c.ExtraStatistics,
		MessageTimeoutMilliseconds: int32(c.MessageTimeout), CheckPointAfterMilliseconds: int32(c.CheckpointAfter),
		MaxRetryCount: int32(c.MaxRetryCount), LiveBufferSize: int32(c.LiveBufferSize),
		BufferSize: int32(c.HistoryBufferSize), ReadBatchSize: int32(c.ReadBatchSize),
		MinCheckPointCount: int32(c.MinCheckpointCount), MaxCheckPointCount: int32(c.MaxCheckpointCount),
		MaxSubscriberCount: int32(c.MaxSubscriberCount), NamedConsumerStrategy: string(c.NamedConsumerStrategy),
	}
}

// describe adds the figures; it runs on the group's goroutine.
func (g *consumerGroup) describe(info *persistent.SubscriptionInfo) {
	now := g.state.Info()
	info.Status = "Behind"
	info.ReadBufferCount = int32(now.Fresh)
	if now.Live {
		info.Status = "Live"
		info.ReadBufferCount, info.LiveBufferCount = 0, int64(now.Fresh)
	}
	if now.Checkpoint >= max(g.config.StartFrom, 0) {
		info.LastCheckpointedEventPosition = g.config.point(now.Checkpoint)
	}
	info.RetryBufferCount = int32(now.Retry)
	info.TotalInFlightMessages = int32(now.InFlight)
	info.OutstandingMessagesCount = int32(now.Open - now.Fresh)
	info.ParkedMessageCount = g.parkedHead + 1 - now.ParkedNext + int64(now.ParkedOpen)
	info.TotalItems = now.Total
	info.AveragePerSecond = perSecond(now.Total, time.Since(g.since))
	info.CountSinceLastMeasurement = now.Total - g.counted
	g.counted = now.Total
	for _, c := range now.Consumers {
		if known := g.consumers[c.ID]; known != nil {
			info.Connections = append(info.Connections, known.info(c))
		}
	}
}

func (c *groupConsumer) info(now groups.ConsumerInfo) *persistent.SubscriptionInfo_ConnectionInfo {
	info := &persistent.SubscriptionInfo_ConnectionInfo{
		From: c.who.from, Username: c.who.user, ConnectionName: c.who.name,
		TotalItems: now.Total, AverageItemsPerSecond: perSecond(now.Total, time.Since(c.since)),
		CountSinceLastMeasurement: now.Total - c.counted,
		AvailableSlots:            int32(now.Free), InFlightMessages: int32(now.InFlight),
	}
	c.counted = now.Total
	for _, m := range now.Measured {
		info.ObservedMeasurements = append(info.ObservedMeasurements,
			&persistent.SubscriptionInfo_Measurement{Key: m.Name, Value: m.Value})
	}
	return info
}

// perSecond is a rate, rounded down; over less than a second it is the number itself.
func perSecond(n int64, over time.Duration) int32 {
	return int32(min(float64(n)/max(over.Seconds(), 1), math.MaxInt32))
}
