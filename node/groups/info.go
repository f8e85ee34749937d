package groups

// Info is what a group can tell about itself.
type Info struct {
	Live       bool  // everything there is was read
	Fresh      int   // events read and never given out
	Retry      int   // events waiting to be given out again
	InFlight   int   // events in the hands of consumers
	Open       int   // all events read and not dealt with
	Total      int64 // events given out
	Checkpoint int64 // the last one stored; -1 when there was none
	ParkedNext int64 // parked events from this number on are not read for a replay
	ParkedOpen int   // parked events read for a replay and not dealt with
	Consumers  []ConsumerInfo
}

// ConsumerInfo is what is known about one consumer.
type ConsumerInfo struct {
	ID       ConsumerID
	Total    int64 // events given to it
	Free     int   // slots
	InFlight int
	Measured []Measurement // with ExtraStatistics
}

// Info tells the present figures.
func (g *Group) Info() Info {
	in := Info{
		Live: g.live && g.atEnd, Fresh: g.fresh.Len(), Retry: g.retry.Len(), InFlight: g.due.Len(),
		Open: g.tracks[Main].open.Len() + g.tracks[Parked].open.Len(), Total: g.total, Checkpoint: g.stored.at,
		ParkedNext: g.tracks[Parked].read.at + 1, ParkedOpen: g.tracks[Parked].open.Len(),
	}
	for _, c := range g.consumers {
		in.Consumers = append(in.Consumers, ConsumerInfo{
			ID: c.id, Total: c.total, Free: c.free(), InFlight: len(c.holds), Measured: c.measured.summary(),
		})
	}
	return in
}
