package node

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/probity-ledger/probity/node/groups"
)

const (
	// configStream holds one document after the other, each with every group there is; the last one counts.
	configStream  = "$persistentSubscriptionConfig"
	configType    = "$PersistentConfig"
	configVersion = "2"

	groupStreamPrefix = "$persistentsubscription-"
	allStream         = "$all"
	fromEnd           = -1

	maxGroups      = 1024
	maxConfigBytes = 4 << 20
)

// errTooManyGroups refuses a group that is one too many for this node.
var errTooManyGroups = refuse(codes.ResourceExhausted, "persistent-subscription-failed",
	"the node has as many persistent subscriptions as it can keep: delete one first")

// groupConfig is what is stored about a group of consumers.
type groupConfig struct {
	Stream                string          `json:"stream"` // $all for everything
	Group                 string          `json:"group"`
	StartFrom             int64           `json:"startFrom"` // revision or position, the first to come; -1 was the end
	Filter                *storedFilter   `json:"filter,omitempty"`
	ResolveLinkTos        bool            `json:"resolveLinkTos"`
	ExtraStatistics       bool            `json:"extraStatistics"`
	MaxRetryCount         int             `json:"maxRetryCount"`
	MessageTimeout        int64           `json:"messageTimeout"`  // milliseconds, 0 is never
	CheckpointAfter       int64           `json:"checkPointAfter"` // milliseconds, 0 is never
	MinCheckpointCount    int             `json:"minCheckPointCount"`
	MaxCheckpointCount    int             `json:"maxCheckPointCount"`
	MaxSubscriberCount    int             `json:"maxSubscriberCount"`
	LiveBufferSize        int             `json:"liveBufferSize"`
	ReadBatchSize         int             `json:"readBatchSize"`
	HistoryBufferSize     int             `json:"historyBufferSize"`
	NamedConsumerStrategy groups.Strategy `json:"namedConsumerStrategy"`
}

// storedFilter is a filter of $all as its creator gave it.
type storedFilter struct {
	ByStream bool     `json:"byStream,omitempty"` // else by event type
	Prefixes []string `json:"prefixes,omitempty"`
	Regex    string   `json:"regex,omitempty"`
}

// configDocument is the data of one event in configStream.
type configDocument struct {
	Version string        `json:"version"`
	Updated time.Time     `json:"updated"`
	Entries []groupConfig `json:"entries"`
}

func (c groupConfig) all() bool { return c.Stream == allStream }

// id names the group among all of them. Two pairs of stream and group may share one; such a second group is refused.
func (c groupConfig) id() string { return c.Stream + "::" + c.Group }

func (c groupConfig) checkpointStream() string { return groupStreamPrefix + c.id() + "-checkpoint" }
func (c groupConfig) parkedStream() string     { return groupStreamPrefix + c.id() + "-parked" }

func (c groupConfig) settings() groups.Settings {
	return groups.Settings{
		ResolveLinks: c.ResolveLinkTos, ExtraStatistics: c.ExtraStatistics, MaxRetryCount: c.MaxRetryCount,
		MinCheckpointCount: c.MinCheckpointCount, MaxCheckpointCount: c.MaxCheckpointCount,
		MaxSubscriberCount: c.MaxSubscriberCount, LiveBufferSize: c.LiveBufferSize,
		ReadBatchSize: c.ReadBatchSize, HistoryBufferSize: c.HistoryBufferSize,
		MessageTimeout:  time.Duration(c.MessageTimeout) * time.Millisecond,
		CheckpointAfter: time.Duration(c.CheckpointAfter) * time.Millisecond,
		Strategy:        c.NamedConsumerStrategy,
	}
}

// check makes sure of a configuration, wherever it came from.
func (c groupConfig) check() error {
	if _, err := parseStreamName([]byte(c.Stream)); err != nil {
		return err
	}
	if c.Group == "" || !validName(c.Group) {
		return invalid("the group has no name, or one that is not UTF-8")
	}
	if n := len(metastreamOf(c.checkpointStream())); n > maxNameLength {
		return invalid("the names of stream and group are too long together, by %d bytes", n-maxNameLength)
	}
	if c.StartFrom < fromEnd || c.StartFrom > math.MaxInt64-1 {
		return invalid("the group cannot start from %d", c.StartFrom)
	}
	if c.MessageTimeout < 0 || c.CheckpointAfter < 0 || max(c.MessageTimeout, c.CheckpointAfter) > math.MaxInt32 {
		return invalid("message timeout and checkpoint after must lie between 0 and %d milliseconds", math.MaxInt32)
	}
	if err := c.settings().Validate(); err != nil {
		return invalid("%v", err)
	}
	if c.Filter == nil {
		return nil
	}
	if !c.all() {
		return invalid("only groups on $all can be filtered")
	}
	_, err := c.Filter.parse()
	return err
}

func encodeConfig(entries []groupConfig, now time.Time) ([]byte, error) {
	data, err := json.Marshal(configDocument{Version: configVersion, Updated: now.UTC(), Entries: entries})
	if err != nil {
		return nil, fmt.Errorf("encode persistent subscriptions: %w", err)
	}
	if len(entries) > maxGroups || len(data) > maxConfigBytes {
		return nil, errTooManyGroups
	}
	return data, nil
}

func decodeConfig(data []byte) ([]groupConfig, error) {
	var doc configDocument
	if len(data) > maxConfigBytes {
		return nil, fmt.Errorf("the document has %d bytes, at most %d are allowed", len(data), maxConfigBytes)
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, errors.New("the document is not the JSON it should be")
	}
	if doc.Version != configVersion || len(doc.Entries) > maxGroups {
		return nil, fmt.Errorf("the document has version %.20q and %d groups, expected are %q and at most %d",
			doc.Version, len(doc.Entries), configVersion, maxGroups)
	}
	seen := make(map[string]bool)
	for i, c := range doc.Entries {
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("group %d of the document: %w", i, err)
		}
		if seen[c.id()] {
			return nil, fmt.Errorf("group %d of the document is there twice", i)
		}
		seen[c.id()] = true
	}
	return doc.Entries, nil
}

// encodePoint writes a checkpoint as EventStoreDB does: a JSON string with a revision, or with a position of $all.
func (c groupConfig) encodePoint(at int64) []byte { return []byte(`"` + c.point(at) + `"`) }

// point is a revision or position as text.
func (c groupConfig) point(at int64) string {
	if c.all() {
		return fmt.Sprintf("C:%d/P:%d", at, at)
	}
	return fmt.Sprint(at)
}

func (c groupConfig) decodePoint(data []byte) (at int64, err error) {
	text := strings.Trim(string(data), `"`)
	form := "%d"
	args := []any{&at}
	if c.all() {
		form, args = "C:%d/P:%d", []any{&at, new(int64)}
	}
	if n, err := fmt.Sscanf(text, form, args...); err != nil || n != len(args) || c.point(at) != text || at < -1 {
		return 0, errors.New("the checkpoint is not a place in the group's source")
	}
	return at, nil
}

// hiddenFromGroups tells whether groups on $all leave a stream out: those that $all hides, and their metadata, which a
// group writes as well.
func hiddenFromGroups(stream string) bool {
	return hiddenFromAll(stream) || hiddenFromAll(strings.TrimPrefix(stream, metaPrefix))
}
