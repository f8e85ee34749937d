package node

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

const (
	// tombstoneNumber is the number of the event that closes a stream for good.
	tombstoneNumber = math.MaxInt64

	// softDeleted is the $tb that hides all of a stream until it is written again.
	softDeleted = math.MaxInt64

	typeMetadata  = "$metadata"
	typeTombstone = "$streamDeleted"

	metaPrefix = "$$"

	ticksPerSecond = int64(time.Second) / nanosPerTick

	metaMaxCount, metaMaxAge, metaBefore, metaCacheControl = "$maxCount", "$maxAge", "$tb", "$cacheControl"
)

// metastreamOf names the stream that holds a stream's metadata.
func metastreamOf(stream string) string { return metaPrefix + stream }

// originalOf gives the stream a metastream speaks of; ok is false for any other stream.
func originalOf(stream string) (original string, ok bool) {
	return strings.CutPrefix(stream, metaPrefix)
}

// limits is what a stream's metadata says about which of its events are shown. The zero value shows all.
type limits struct {
	maxCount int64 // only so many of the newest; 0 is all
	maxAge   int64 // only those not older, in ticks of 100 ns; 0 is all
	before   int64 // only those from this number on
}

// parseLimits reads the newest event of a metastream. Metadata that is not a JSON object, or that gives one of the
// known keys a value it cannot have, limits nothing at all: that is how EventStoreDB treats it.
func parseLimits(data []byte) limits {
	var keys map[string]json.RawMessage
	if json.Unmarshal(data, &keys) != nil {
		return limits{}
	}
	seconds, ok1 := wholeNumber(keys, metaMaxAge, 1, math.MaxInt64/ticksPerSecond)
	count, ok2 := wholeNumber(keys, metaMaxCount, 1, math.MaxInt64)
	before, ok3 := wholeNumber(keys, metaBefore, 0, math.MaxInt64)
	_, ok4 := wholeNumber(keys, metaCacheControl, 1, math.MaxInt64)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return limits{}
	}
	return limits{maxCount: count, maxAge: seconds * ticksPerSecond, before: before}
}

// wholeNumber gives the value of a key, 0 when it is absent; ok is false for anything but an integer in range.
func wholeNumber(keys map[string]json.RawMessage, key string, least, most int64) (v int64, ok bool) {
	raw, present := keys[key]
	if !present {
		return 0, true
	}
	v, err := strconv.ParseInt(string(raw), 10, 64)
	return v, err == nil && v >= least && v <= most
}

// withBefore gives the same metadata with another $tb; ok is false when it is not a JSON object.
func withBefore(data []byte, before int64) (changed []byte, ok bool) {
	var keys map[string]json.RawMessage
	if json.Unmarshal(data, &keys) != nil || keys == nil {
		return nil, false
	}
	keys[metaBefore] = strconv.AppendInt(nil, before, 10)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // keep the caller's text as it is
	if enc.Encode(keys) != nil {
		return nil, false
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), true
}
