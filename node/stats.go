package node

import "os"

// Stats is what the node counts about itself, for metrics.
type Stats struct {
	Events        int64 // events stored
	LastPosition  int64 // $all position of the newest event; 0 in an empty store
	Appends       int64 // append calls answered with success since Open, empty and repeated ones included
	GroupCommits  int64 // transactions committed since Open
	Subscriptions int   // subscriptions open now
	Waiting       int   // appends that wait for the writer now
	ReadPages     int64 // pages read from the file for reads and subscriptions since Open
	ReadEvents    int64 // events on them
	FileBytes     int64 // size of the data file and its write-ahead log
	Damage        int64 // rows found damaged since Open, by reads and appends that then ended
	Panics        int64 // calls answered with Internal because they panicked
	Connections   int64 // connections open now
	ScrubThrough  int64 // position the scrub under way has reached; 0 when none is
	ScrubFindings int64 // findings of the last scrub that ended
	ScrubbedAt    int64 // when that was, in Unix seconds; 0 when none ended since Open
	Stopped       bool  // appends are refused since a write error; reads go on
}

// Stats tells the present figures; each is exact, but they are not taken at one instant.
func (n *Node) Stats() Stats {
	return Stats{
		Events:        n.writer.events.Load(),
		LastPosition:  n.writer.committed.Load(),
		Appends:       n.writer.appends.Load(),
		GroupCommits:  n.writer.commits.Load(),
		Subscriptions: n.hub.open(),
		Waiting:       len(n.writer.queue),
		ReadPages:     n.store.pages.Load(),
		ReadEvents:    n.store.sent.Load(),
		FileBytes:     fileSize(n.cfg.Path) + fileSize(n.cfg.Path+"-wal"),
		Damage:        n.store.damaged.Load(),
		Panics:        n.panics.Load(),
		Connections:   n.front.open.Load(),
		ScrubThrough:  n.scrubber.through.Load(),
		ScrubFindings: n.scrubber.findings.Load(),
		ScrubbedAt:    n.scrubber.finished.Load(),
		Stopped:       n.writer.stopped.Load(),
	}
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
