package node

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

const (
	// defaultWindow is how many events a checkpoint interval counts when the client names no window.
	defaultWindow = 32

	maxPrefixes      = 256
	maxPrefixLength  = 4096
	maxPatternLength = 1024 // bytes; it bounds how deep a pattern can nest, too

	// matchLimit is how long one match may take. .NET patterns can go back on their tracks without end.
	matchLimit = 100 * time.Millisecond

	// A page stops looking when matching has kept a reader this long; the next page goes on from there.
	patternPageTime = 100 * time.Millisecond
)

// filter picks events of $all by their stream's name or by their type: by how it begins, or by a regular expression.
// The zero filter (nil) lets everything through. A filter belongs to one call.
type filter struct {
	byStream bool
	prefixes []string
	pattern  *regexp2.Regexp // nil with prefixes
	interval int64           // events considered between two checkpoints, for subscriptions
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
	if expr.GetRegex() == "" {
		return f, f.setPrefixes(expr.GetPrefix())
	}
	if len(expr.GetPrefix()) > 0 {
		return nil, invalid("a filter has either prefixes or a regular expression, not both")
	}
	return f, f.setPattern(expr.GetRegex())
}

// setPattern compiles a pattern by the rules of .NET, which the clients of this protocol write for: look-around and
// back references included, matching anywhere in the text unless the pattern is anchored.
func (f *filter) setPattern(text string) (err error) {
	if len(text) > maxPatternLength {
		return invalid("a filter's regular expression has %d bytes, at most %d are allowed", len(text), maxPatternLength)
	}
	f.pattern, err = regexp2.Compile(text)
	var unreadable *syntax.Error
	switch {
	case errors.As(err, &unreadable): // its text would repeat the pattern, which may hold a name
		return invalid("a filter's regular expression cannot be read: %s", fmt.Sprintf(unreadable.Code.String(), unreadable.Args...))
	case err != nil:
		return invalid("a filter's regular expression cannot be read")
	}
	f.pattern.MatchTimeout = matchLimit
	return nil
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
	window := uint64(defaultWindow)
	if w, ok := opts.GetWindow().(*streams.ReadReq_Options_FilterOptions_Max); ok {
		window = uint64(w.Max)
	}
	f.interval = int64(min(window*uint64(opts.GetCheckpointIntervalMultiplier()), math.MaxInt64))
	if f.interval == 0 {
		return invalid("a filter's window and checkpoint interval must be above zero")
	}
	return nil
}

// lets tells whether an event of that type in that stream passes. It fails when the pattern is too much work.
func (f *filter) lets(kind []byte, stream string) (bool, error) {
	switch {
	case f == nil:
		return true, nil
	case f.pattern != nil && f.byStream:
		return f.matches(stream)
	case f.pattern != nil:
		return f.matches(string(kind))
	}
	for _, p := range f.prefixes {
		if f.byStream && strings.HasPrefix(stream, p) || !f.byStream && bytes.HasPrefix(kind, []byte(p)) {
			return true, nil
		}
	}
	return false, nil
}

func (f *filter) matches(text string) (bool, error) {
	ok, err := f.pattern.MatchString(text)
	if err != nil {
		return false, invalid("a filter's regular expression is too slow: one match took more than %s or too much memory", matchLimit)
	}
	return ok, nil
}

// slow tells whether looking at events costs so much that a page must watch the clock.
func (f *filter) slow() bool { return f != nil && f.pattern != nil }

// Streams in which a server keeps its own books; readers of $all are not shown them.
const (
	streamEpochs        = "$epoch-information"
	prefixGroupsOfAll   = "$persistentsubscription-$all::"
	suffixGroupProgress = "-checkpoint"
	suffixGroupParked   = "-parked"
)

// hiddenFromAll tells whether $all leaves a stream out: what a persistent subscription to $all writes about itself
// would otherwise come back to it for ever.
func hiddenFromAll(stream string) bool {
	if !strings.HasPrefix(stream, "$") {
		return false
	}
	return stream == streamEpochs || strings.HasPrefix(stream, prefixGroupsOfAll) &&
		(strings.HasSuffix(stream, suffixGroupProgress) || strings.HasSuffix(stream, suffixGroupParked))
}
