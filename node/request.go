package node

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

// maxNameLength bounds stream names and event types, in bytes.
const maxNameLength = 4096

// readRequest is a checked ReadReq.
type readRequest struct {
	stream    string // empty for $all
	all       bool
	start     bool  // from the start, or
	end       bool  // from the end, or
	from      int64 // from this revision or position
	backward  bool
	subscribe bool
	count     uint64
	filter    *filter
	stringIDs bool
	resolve   bool // links are given together with the events they point at
	positions bool // the client knows the messages that tell where a stream begins and ends
}

func parseRead(req *streams.ReadReq) (r readRequest, err error) {
	opts := req.GetOptions()
	switch opts.GetReadDirection() {
	case streams.ReadReq_Options_Forwards:
	case streams.ReadReq_Options_Backwards:
		r.backward = true
	default:
		return r, invalid("the read direction is neither forwards nor backwards")
	}
	r.resolve = opts.GetResolveLinks()
	r.positions = opts.GetControlOption().GetCompatibility() >= 1
	for _, parse := range []func(*streams.ReadReq_Options) error{r.parseIDs, r.parseCount, r.parsePlace, r.parseFilter} {
		if err := parse(opts); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (r *readRequest) parseIDs(opts *streams.ReadReq_Options) error {
	switch opts.GetUuidOption().GetContent().(type) {
	case *streams.ReadReq_Options_UUIDOption_Structured:
	case *streams.ReadReq_Options_UUIDOption_String_:
		r.stringIDs = true
	default:
		return invalid("the read does not say in which form it wants event ids (uuid_option)")
	}
	return nil
}

func (r *readRequest) parseCount(opts *streams.ReadReq_Options) error {
	switch c := opts.GetCountOption().(type) {
	case *streams.ReadReq_Options_Count:
		r.count = c.Count
		if c.Count == 0 {
			return invalid("a read must ask for at least one event")
		}
	case *streams.ReadReq_Options_Subscription:
		r.subscribe = true
		if r.backward {
			return invalid("a subscription runs forwards only")
		}
	default:
		return invalid("the read has neither a count nor a subscription")
	}
	return nil
}

func (r *readRequest) parsePlace(opts *streams.ReadReq_Options) error {
	switch place := opts.GetStreamOption().(type) {
	case *streams.ReadReq_Options_All:
		r.all = true
		return r.parsePosition(place.All)
	case *streams.ReadReq_Options_Stream:
		name, err := parseStreamName(place.Stream.GetStreamIdentifier().GetStreamName())
		if err != nil {
			return err
		}
		if name == "$all" {
			return invalid("$all is not a stream: use the read of all streams")
		}
		r.stream = name
		return r.parseRevision(place.Stream)
	default:
		return invalid("the read names neither a stream nor $all")
	}
}

func (r *readRequest) parsePosition(opts *streams.ReadReq_Options_AllOptions) error {
	switch at := opts.GetAllOption().(type) {
	case *streams.ReadReq_Options_AllOptions_Start:
		r.start = true
	case *streams.ReadReq_Options_AllOptions_End:
		r.end = true
	case *streams.ReadReq_Options_AllOptions_Position:
		p := at.Position
		if p.GetPreparePosition() > p.GetCommitPosition() {
			return invalid("the prepare position lies behind the commit position")
		}
		r.from = clamp(p.GetCommitPosition())
	default:
		return invalid("the read of $all does not say where to begin")
	}
	return nil
}

func (r *readRequest) parseRevision(opts *streams.ReadReq_Options_StreamOptions) error {
	switch at := opts.GetRevisionOption().(type) {
	case *streams.ReadReq_Options_StreamOptions_Start:
		r.start = true
	case *streams.ReadReq_Options_StreamOptions_End:
		r.end = true
		if !r.backward && !r.subscribe {
			return invalid("a forward read of a stream cannot begin at its end")
		}
	case *streams.ReadReq_Options_StreamOptions_Revision:
		r.from = clamp(at.Revision)
	default:
		return invalid("the read of a stream does not say where to begin")
	}
	return nil
}

func (r *readRequest) parseFilter(opts *streams.ReadReq_Options) (err error) {
	switch f := opts.GetFilterOption().(type) {
	case *streams.ReadReq_Options_Filter:
		if !r.all {
			return invalid("only reads of $all can be filtered")
		}
		if r.filter, err = parseFilter(f.Filter); err == nil && r.subscribe {
			err = r.filter.setInterval(f.Filter)
		}
	case *streams.ReadReq_Options_NoFilter:
	default:
		return invalid("the read has neither a filter nor no_filter")
	}
	return err
}

// clamp brings a revision or position from the wire into the range the file counts in, one below its end, so that the
// next one still fits.
func clamp(v uint64) int64 { return int64(min(v, math.MaxInt64-1)) }

func parseStreamName(name []byte) (string, error) {
	switch {
	case len(name) == 0:
		return "", invalid("the stream has no name")
	case len(name) > maxNameLength:
		return "", invalid("the stream's name has %d bytes, at most %d are allowed", len(name), maxNameLength)
	case !utf8.Valid(name):
		return "", invalid("the stream's name is not UTF-8")
	}
	return string(name), nil
}

// parseWritable reads the name of a stream that is to be written. $all is not one; a metastream belongs to a stream
// and has no metadata itself.
func parseWritable(name []byte) (string, error) {
	stream, err := parseStreamName(name)
	switch {
	case err != nil:
		return "", err
	case stream == "$all":
		return "", invalid("$all is not a stream: it cannot be written")
	case stream == metaPrefix:
		return "", invalid("%s is the metastream of a stream without a name", metaPrefix)
	case strings.HasPrefix(stream, metaPrefix+metaPrefix):
		return "", invalid("a metastream has no metadata of its own")
	}
	return stream, nil
}
