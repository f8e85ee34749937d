package main

import (
	"github.com/probity-ledger/probity/httpd"
	"github.com/probity-ledger/probity/node"
)

// nodeGauges are the figures of the event store inside this process, for /metrics.
func nodeGauges(n *node.Node) []httpd.Gauge {
	figure := func(name, help string, counter bool, value func(node.Stats) float64) httpd.Gauge {
		return httpd.Gauge{Name: name, Help: help, Counter: counter, Value: func() float64 { return value(n.Stats()) }}
	}
	return []httpd.Gauge{
		figure("node_events", "Events in the event store.", false, func(s node.Stats) float64 { return float64(s.Events) }),
		figure("node_last_position", "Position of the newest event.", false, func(s node.Stats) float64 { return float64(s.LastPosition) }),
		figure("node_appends_total", "Appends answered with success.", true, func(s node.Stats) float64 { return float64(s.Appends) }),
		figure("node_group_commits_total", "Transactions committed.", true, func(s node.Stats) float64 { return float64(s.GroupCommits) }),
		figure("node_subscriptions", "Subscriptions open now.", false, func(s node.Stats) float64 { return float64(s.Subscriptions) }),
		figure("node_file_bytes", "Size of the data file with its write-ahead log.", false, func(s node.Stats) float64 { return float64(s.FileBytes) }),
		figure("node_stopped", "1 when appends are refused after a write error.", false, func(s node.Stats) float64 {
			if s.Stopped {
				return 1
			}
			return 0
		}),
	}
}
