package groups

import "time"

// Want is what the group would read next. A Limit of 0 is nothing.
type Want struct {
	Source Source
	From   int64 // revision or position, inclusive
	Below  int64 // parked events only: stop before this number
	Limit  int   // events
}

// Batch is what a read brought.
type Batch struct {
	Events  []Event // those the group is for, in order; as many as Want.Limit at most
	Through int64   // the last event looked at; below Want.From when there was none
	Passed  int64   // how many were looked at and not wanted
	AtEnd   bool    // there was nothing more to look at
}

// Wants tells what to read next, so that the buffers never hold more than the settings say. A group without consumers
// reads nothing.
func (g *Group) Wants() Want {
	room := min(g.buffer()-g.fresh.Len()-g.retry.Len(), g.settings.ReadBatchSize)
	if len(g.consumers) == 0 || room <= 0 {
		return Want{}
	}
	if next := g.tracks[Parked].read.at + 1; next < g.replayTo {
		return Want{Source: Parked, From: next, Below: g.replayTo, Limit: room}
	}
	if g.atEnd || !g.live && room < g.settings.ReadBatchSize {
		return Want{}
	}
	return Want{Source: Main, From: g.tracks[Main].read.at + 1, Limit: room}
}

// buffer is how many events may be read ahead.
func (g *Group) buffer() int {
	if g.live && g.settings.LiveBufferSize > 0 {
		return g.settings.LiveBufferSize
	}
	return g.settings.HistoryBufferSize
}

// Read takes in what was read for a Want.
func (g *Group) Read(source Source, b Batch, now time.Time) {
	t := &g.tracks[source]
	for _, e := range b.Events {
		m := &message{Event: e, source: source}
		t.add(m)
		if source == Parked {
			g.retry.PushBack(m) // parked events stand behind all others in this queue
		} else {
			g.fresh.PushBack(m)
		}
	}
	t.pass(b.Through, b.Passed)
	if source == Parked && b.AtEnd {
		t.pass(g.replayTo-1, 0)
	}
	if source == Main {
		g.atEnd, g.live = b.AtEnd, b.AtEnd
	}
	g.give(now)
}

// Wake says that there may be more to read.
func (g *Group) Wake() { g.atEnd = false }

// Replay asks for the parked events numbered below end to be given out again. They count as parked until they are
// dealt with.
func (g *Group) Replay(end int64) { g.replayTo = max(g.replayTo, end) }

// Checkpoint tells the point up to which everything is dealt with, and whether it is time to store it. When it is
// stored, Checkpointed is to be called.
func (g *Group) Checkpoint(now time.Time) (at int64, due bool) {
	done := g.tracks[Main].through()
	n := done.seen - g.stored.seen
	enough := n > 0 && n >= int64(g.settings.MinCheckpointCount) && g.settings.CheckpointAfter > 0 &&
		now.Sub(g.storedAt) >= g.settings.CheckpointAfter
	return done.at, enough || n >= int64(g.settings.MaxCheckpointCount)
}

// Progress tells the same point, and whether it lies beyond the last checkpoint: for a group that is about to end.
func (g *Group) Progress() (at int64, moved bool) {
	done := g.tracks[Main].through()
	return done.at, done.seen > g.stored.seen
}

// Checkpointed says that the point Checkpoint or Progress told, just now, is stored.
func (g *Group) Checkpointed(now time.Time) { g.stored, g.storedAt = g.tracks[Main].through(), now }

// ParkedThrough tells below which number all parked events are dealt with, and whether it is time to note that: when a
// replay is over, or every MaxCheckpointCount events. When it is noted, Truncated is to be called.
func (g *Group) ParkedThrough() (end int64, due bool) {
	t := &g.tracks[Parked]
	end = t.through().at + 1
	over := t.open.Len() == 0 && t.read.at+1 >= g.replayTo
	return end, end > g.truncated && (over || end-g.truncated >= int64(g.settings.MaxCheckpointCount))
}

// ParkedProgress tells the same number, and whether it moved since it was last noted.
func (g *Group) ParkedProgress() (end int64, moved bool) {
	end = g.tracks[Parked].through().at + 1
	return end, end > g.truncated
}

// Truncated says that parked events below end are noted as dealt with.
func (g *Group) Truncated(end int64) { g.truncated = max(g.truncated, end) }

// Next is when Tick or Checkpoint will have something to do if nothing else happens; false is never.
func (g *Group) Next() (at time.Time, ok bool) {
	if first := g.due.Front(); first != nil && g.settings.MessageTimeout > 0 {
		at, ok = first.Value.(*message).given.Add(g.settings.MessageTimeout), true
	}
	n := g.tracks[Main].through().seen - g.stored.seen
	if n > 0 && n >= int64(g.settings.MinCheckpointCount) && g.settings.CheckpointAfter > 0 {
		if t := g.storedAt.Add(g.settings.CheckpointAfter); !ok || t.Before(at) {
			at, ok = t, true
		}
	}
	return at, ok
}
