package node

import (
	"bytes"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

const (
	// defaultWindow is how many events a checkpoint interval counts when the client names no window.
	defaultWindow = 32

	maxPrefixes     = 256
	maxPrefixLength = 4096
)

// filter picks events of $all by the beginning of their stream's name or of their type.
// The zero filter (nil) lets everything through.
type filter struct {
	byStream bool
	prefixes []string
	interval int64 // events considered between two checkpoints, for subscriptions
}

func parseFilter(opts *streams.ReadReq_Options_FilterOptions) (*filter, error) {
	var expr *streams.ReadReq_Options_FilterOptions_Expression
	f := new(filter)
	switch kind := opts.GetFilter().(type) {
	case *streams.ReadReq_Options_FilterOptions_StreamIdentifier:
		expr, f.byStream = kind.StreamIdentifier, true
	case *streams.ReadReq_Options_FilterOptions_EventType:
		expr = kind.EventType
	default:
		return nil, invalid("a filter must look at stream names or at event types")
	}
	if expr.GetRegex() != "" {
		return nil, invalid("filters by regular expression are not served here: use prefixes")
	}
	if err := f.setPrefixes(expr.GetPrefix()); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *filter) setPrefixes(prefixes []string) error {
	if len(prefixes) == 0 || len(prefixes) > maxPrefixes {
		return invalid("a filter must have between 1 and %d prefixes, this one has %d", maxPrefixes, len(prefixes))
	}
	for _, p := range prefixes {
		if p == "" || len(p) > maxPrefixLength {
			return invalid("a filter prefix must have between 1 and %d bytes", maxPrefixLength)
		}
	}
	f.prefixes = prefixes
	return nil
}

// setInterval takes over how often a subscription wants to hear how far it got.
func (f *filter) setInterval(opts *streams.ReadReq_Options_FilterOptions) error {
	window := int64(defaultWindow)
	if w, ok := opts.GetWindow().(*streams.ReadReq_Options_FilterOptions_Max); ok {
		window = int64(w.Max)
	}
	f.interval = window * int64(opts.GetCheckpointIntervalMultiplier())
	if f.interval <= 0 {
		return invalid("a filter's window and checkpoint interval must be above zero")
	}
	return nil
}

// lets tells whether an event of that type in that stream passes.
func (f *filter) lets(kind []byte, stream string) bool {
	if f == nil {
		return true
	}
	for _, p := range f.prefixes {
		if f.byStream && strings.HasPrefix(stream, p) || !f.byStream && bytes.HasPrefix(kind, []byte(p)) {
			return true
		}
	}
	return false
}
