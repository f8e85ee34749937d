package node

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"

	"github.com/probity-ledger/probity/node/groups"
)

const (
	ticksPerMillisecond = int64(time.Millisecond) / nanosPerTick

	// What one answer of a consumer may name.
	maxAnswered     = 4 * groups.MaxBuffer
	maxReasonLength = 4096
)

func validName(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// groupSource is a stream's name from a request, or $all.
func groupSource(name *shared.StreamIdentifier, all bool) (string, error) {
	if all {
		return allStream, nil
	}
	stream, err := parseStreamName(name.GetStreamName())
	if err == nil && stream == allStream {
		err = invalid("$all is not a stream: use the option for all streams")
	}
	return stream, err
}

func parseCreate(req *persistent.CreateReq) (c groupConfig, err error) {
	opts := req.GetOptions()
	c = fromSettings(opts.GetSettings())
	if opts.GetSettings() == nil {
		return c, invalid("the request has no settings")
	}
	c.Group = opts.GetGroupName()
	c.NamedConsumerStrategy = groups.Strategy(opts.GetSettings().GetConsumerStrategy())
	if c.NamedConsumerStrategy == "" {
		//lint:ignore SA1019 some clients send only this
		c.NamedConsumerStrategy = groups.Strategy(opts.GetSettings().GetNamedConsumerStrategy().String())
	}
	switch kind := opts.GetStreamOption().(type) {
	case *persistent.CreateReq_Options_Stream:
		c.Stream, err = groupSource(kind.Stream.GetStreamIdentifier(), false)
		if err == nil {
			c.StartFrom, err = createRevision(kind.Stream)
		}
	case *persistent.CreateReq_Options_All:
		c.Stream = allStream
		c.StartFrom, err = createPosition(kind.All)
		if err == nil {
			c.Filter, err = storeFilter(kind.All)
		}
	default: // as clients before version 21 ask
		//lint:ignore SA1019 some clients send only this
		c.Stream, err = groupSource(opts.GetStreamIdentifier(), false)
		//lint:ignore SA1019 some clients send only this
		c.StartFrom = oldRevision(opts.GetSettings().GetRevision())
	}
	if err != nil {
		return c, err
	}
	return c, c.check()
}

func createRevision(opts *persistent.CreateReq_StreamOptions) (int64, error) {
	switch at := opts.GetRevisionOption().(type) {
	case *persistent.CreateReq_StreamOptions_Start:
		return 0, nil
	case *persistent.CreateReq_StreamOptions_End:
		return fromEnd, nil
	case *persistent.CreateReq_StreamOptions_Revision:
		return clamp(at.Revision), nil
	}
	return 0, invalid("the request does not say where the group starts")
}

func createPosition(opts *persistent.CreateReq_AllOptions) (int64, error) {
	switch at := opts.GetAllOption().(type) {
	case *persistent.CreateReq_AllOptions_Start:
		return 0, nil
	case *persistent.CreateReq_AllOptions_End:
		return fromEnd, nil
	case *persistent.CreateReq_AllOptions_Position:
		return pairOf(at.Position.GetCommitPosition(), at.Position.GetPreparePosition())
	}
	return 0, invalid("the request does not say where the group starts")
}

// oldRevision reads the form of old clients, where the highest number is the end.
func oldRevision(revision uint64) int64 {
	if revision == math.MaxUint64 {
		return fromEnd
	}
	return clamp(revision)
}

func pairOf(commit, prepare uint64) (int64, error) {
	if prepare > commit {
		return 0, invalid("the prepare position lies behind the commit position")
	}
	return clamp(commit), nil
}

func parseUpdate(req *persistent.UpdateReq) (c groupConfig, err error) {
	opts := req.GetOptions()
	c = fromSettings(opts.GetSettings())
	if opts.GetSettings() == nil {
		return c, invalid("the request has no settings")
	}
	c.Group = opts.GetGroupName()
	c.NamedConsumerStrategy = groups.Strategy(opts.GetSettings().GetNamedConsumerStrategy().String())
	switch kind := opts.GetStreamOption().(type) {
	case *persistent.UpdateReq_Options_Stream:
		c.Stream, err = groupSource(kind.Stream.GetStreamIdentifier(), false)
		if err == nil {
			c.StartFrom, err = updateRevision(kind.Stream)
		}
	case *persistent.UpdateReq_Options_All:
		c.Stream = allStream
		c.StartFrom, err = updatePosition(kind.All)
	default:
		//lint:ignore SA1019 some clients send only this
		c.Stream, err = groupSource(opts.GetStreamIdentifier(), false)
		//lint:ignore SA1019 some clients send only this
		c.StartFrom = oldRevision(opts.GetSettings().GetRevision())
	}
	if err != nil {
		return c, err
	}
	return c, c.check()
}

func updateRevision(opts *persistent.UpdateReq_StreamOptions) (int64, error) {
	switch at := opts.GetRevisionOption().(type) {
	case *persistent.UpdateReq_StreamOptions_Start:
		return 0, nil
	case *persistent.UpdateReq_StreamOptions_End:
		return fromEnd, nil
	case *persistent.UpdateReq_StreamOptions_Revision:
		return clamp(at.Revision), nil
	}
	return 0, invalid("the request does not say where the group starts")
}

func updatePosition(opts *persistent.UpdateReq_AllOptions) (int64, error) {
	switch at := opts.GetAllOption().(type) {
	case *persistent.UpdateReq_AllOptions_Start:
		return 0, nil
	case *persistent.UpdateReq_AllOptions_End:
		return fromEnd, nil
	case *persistent.UpdateReq_AllOptions_Position:
		return pairOf(at.Position.GetCommitPosition(), at.Position.GetPreparePosition())
	}
	return 0, invalid("the request does not say where the group starts")
}

// settingsMessage is what the settings of a creation and of an update have in common.
type settingsMessage interface {
	GetResolveLinks() bool
	GetExtraStatistics() bool
	GetMaxRetryCount() int32
	GetMinCheckpointCount() int32
	GetMaxCheckpointCount() int32
	GetMaxSubscriberCount() int32
	GetLiveBufferSize() int32
	GetReadBatchSize() int32
	GetHistoryBufferSize() int32
	GetMessageTimeoutMs() int32
	GetMessageTimeoutTicks() int64
	GetCheckpointAfterMs() int32
	GetCheckpointAfterTicks() int64
}

func fromSettings(s settingsMessage) groupConfig {
	return groupConfig{
		ResolveLinkTos: s.GetResolveLinks(), ExtraStatistics: s.GetExtraStatistics(),
		MaxRetryCount:      int(s.GetMaxRetryCount()),
		MinCheckpointCount: int(s.GetMinCheckpointCount()), MaxCheckpointCount: int(s.GetMaxCheckpointCount()),
		MaxSubscriberCount: int(s.GetMaxSubscriberCount()), LiveBufferSize: int(s.GetLiveBufferSize()),
		ReadBatchSize: int(s.GetReadBatchSize()), HistoryBufferSize: int(s.GetHistoryBufferSize()),
		// One of each pair is set; the other is then 0.
		MessageTimeout:  int64(s.GetMessageTimeoutMs()) + s.GetMessageTimeoutTicks()/ticksPerMillisecond,
		CheckpointAfter: int64(s.GetCheckpointAfterMs()) + s.GetCheckpointAfterTicks()/ticksPerMillisecond,
	}
}

func storeFilter(opts *persistent.CreateReq_AllOptions) (*storedFilter, error) {
	given, ok := opts.GetFilterOption().(*persistent.CreateReq_AllOptions_Filter)
	if !ok {
		return nil, nil
	}
	f := new(storedFilter)
	var expr *persistent.CreateReq_AllOptions_FilterOptions_Expression
	switch kind := given.Filter.GetFilter().(type) {
	case *persistent.CreateReq_AllOptions_FilterOptions_StreamIdentifier:
		expr, f.ByStream = kind.StreamIdentifier, true
	case *persistent.CreateReq_AllOptions_FilterOptions_EventType:
		expr = kind.EventType
	default:
		return nil, invalid("a filter must look at stream names or at event types")
	}
	f.Prefixes, f.Regex = expr.GetPrefix(), expr.GetRegex()
	return f, nil
}

// parse makes the filter as a read of $all would have it.
func (f *storedFilter) parse() (*filter, error) {
	if f == nil {
		return nil, nil
	}
	expr := &streams.ReadReq_Options_FilterOptions_Expression{Regex: f.Regex, Prefix: f.Prefixes}
	opts := &streams.ReadReq_Options_FilterOptions{
		Filter: &streams.ReadReq_Options_FilterOptions_EventType{EventType: expr},
	}
	if f.ByStream {
		opts.Filter = &streams.ReadReq_Options_FilterOptions_StreamIdentifier{StreamIdentifier: expr}
	}
	return parseFilter(opts)
}

// groupRead is a checked request to be a consumer.
type groupRead struct {
	stream, group string
	slots         int
	stringIDs     bool
}

func parseGroupRead(req *persistent.ReadReq) (r groupRead, err error) {
	opts := req.GetOptions()
	if opts == nil {
		return r, invalid("a persistent subscription begins with its options")
	}
	_, all := opts.GetStreamOption().(*persistent.ReadReq_Options_All)
	if r.stream, err = groupSource(opts.GetStreamIdentifier(), all); err != nil {
		return r, err
	}
	r.group, r.slots = opts.GetGroupName(), min(int(opts.GetBufferSize()), groups.MaxBuffer)
	if r.slots <= 0 {
		return r, invalid("the buffer size must be above zero")
	}
	switch opts.GetUuidOption().GetContent().(type) {
	case *persistent.ReadReq_Options_UUIDOption_Structured:
	case *persistent.ReadReq_Options_UUIDOption_String_:
		r.stringIDs = true
	default:
		return r, invalid("the request does not say in which form it wants event ids (uuid_option)")
	}
	return r, nil
}

// groupAnswer is a consumer's word on events it was given.
type groupAnswer struct {
	ack    bool
	ids    []eventID
	answer groups.Answer
	reason string
}

func parseGroupAnswer(req *persistent.ReadReq) (a groupAnswer, err error) {
	var ids []*shared.UUID
	switch content := req.GetContent().(type) {
	case *persistent.ReadReq_Ack_:
		a.ack, ids = true, content.Ack.GetIds()
	case *persistent.ReadReq_Nack_:
		ids, a.reason = content.Nack.GetIds(), strings.ToValidUTF8(cut(content.Nack.GetReason(), maxReasonLength), "")
		a.answer = answerOf(content.Nack.GetAction())
	default:
		return a, invalid("after its options, a persistent subscription only takes ack and nack")
	}
	if len(ids) > maxAnswered {
		return a, invalid("an answer may name at most %d events", maxAnswered)
	}
	for _, id := range ids {
		parsed, err := parseEventID(id)
		if err != nil {
			return a, err
		}
		a.ids = append(a.ids, parsed)
	}
	return a, nil
}

func answerOf(action persistent.ReadReq_Nack_Action) groups.Answer {
	switch action {
	case persistent.ReadReq_Nack_Park:
		return groups.Park
	case persistent.ReadReq_Nack_Skip:
		return groups.Skip
	case persistent.ReadReq_Nack_Stop:
		return groups.Stop
	default: // Retry, Unknown, and whatever a later version may know
		return groups.Retry
	}
}

func cut(s string, n int) string { return s[:min(len(s), n)] }
