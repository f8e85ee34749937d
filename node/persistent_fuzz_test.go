package node

import (
	"bytes"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"google.golang.org/protobuf/proto"

	"github.com/probity-ledger/probity/node/groups"
)

func soundCreate() *persistent.CreateReq {
	return &persistent.CreateReq{Options: &persistent.CreateReq_Options{
		GroupName: "g",
		StreamOption: &persistent.CreateReq_Options_All{All: &persistent.CreateReq_AllOptions{
			AllOption: &persistent.CreateReq_AllOptions_End{},
			FilterOption: &persistent.CreateReq_AllOptions_Filter{Filter: &persistent.CreateReq_AllOptions_FilterOptions{
				Filter: &persistent.CreateReq_AllOptions_FilterOptions_EventType{
					EventType: &persistent.CreateReq_AllOptions_FilterOptions_Expression{Regex: "^a(?!b)"}},
			}},
		}},
		Settings: &persistent.CreateReq_Settings{
			MaxRetryCount: 1, MinCheckpointCount: 1, MaxCheckpointCount: 2, LiveBufferSize: 3, ReadBatchSize: 4,
			HistoryBufferSize: 5, ConsumerStrategy: "Pinned",
			MessageTimeout: &persistent.CreateReq_Settings_MessageTimeoutTicks{MessageTimeoutTicks: 1e7},
		},
	}}
}

// Whatever arrives as a creation is refused, or becomes a group that can be stored, read back and run.
func FuzzPersistentCreate(f *testing.F) {
	f.Add(encoded(f, soundCreate()))
	old := soundCreate()
	old.Options.StreamOption = nil
	old.Options.StreamIdentifier = &shared.StreamIdentifier{StreamName: []byte("a-1")} //lint:ignore SA1019 some clients send only this
	old.Options.Settings.Revision = 1<<64 - 1                                          //lint:ignore SA1019 some clients send only this
	f.Add(encoded(f, old))
	f.Fuzz(func(t *testing.T, b []byte) {
		msg := new(persistent.CreateReq)
		if proto.Unmarshal(b, msg) != nil {
			return
		}
		c, err := parseCreate(msg)
		if err != nil {
			return
		}
		data, err := encodeConfig([]groupConfig{c}, time.Unix(0, 0))
		if err != nil {
			t.Fatalf("accepted %+v, which cannot be stored: %v", c, err)
		}
		back, err := decodeConfig(data)
		if err != nil || len(back) != 1 {
			t.Fatalf("stored as %s, which is not read back: %v", data, err)
		}
		again, err := encodeConfig(back, time.Unix(0, 0))
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("stored as %s, read back as %s", data, again)
		}
		if len(metastreamOf(c.checkpointStream())) > maxNameLength {
			t.Errorf("the name %q is too long to store a checkpoint", c.checkpointStream())
		}
	})
}

// A stored document is refused or holds groups that can run.
func FuzzPersistentConfig(f *testing.F) {
	c, err := parseCreate(soundCreate())
	if err != nil {
		f.Fatal(err)
	}
	data, err := encodeConfig([]groupConfig{c}, time.Unix(0, 0))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"version":"2","entries":[{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		entries, err := decodeConfig(b)
		for _, c := range entries {
			if err := c.settings().Validate(); err != nil {
				t.Errorf("accepted settings: %v", err)
			}
			groups.New(c.settings(), c.StartFrom-1, 0, time.Unix(0, 0)).Wants()
		}
		if err != nil && entries != nil {
			t.Error("a refused document has entries")
		}
	})
}

// A checkpoint is refused or is the text the node itself would write.
func FuzzPersistentCheckpoint(f *testing.F) {
	f.Add([]byte(`"7"`), false)
	f.Add([]byte(`"C:7/P:7"`), true)
	f.Add([]byte(`"C:7/P:8"`), true)
	f.Add([]byte(`"-1"`), false)
	f.Fuzz(func(t *testing.T, b []byte, all bool) {
		c := groupConfig{Stream: "a-1"}
		if all {
			c.Stream = allStream
		}
		at, err := c.decodePoint(b)
		if err == nil && (at < -1 || !bytes.Equal(bytes.Trim(b, `"`), bytes.Trim(c.encodePoint(at), `"`))) {
			t.Errorf("read %q as %d", b, at)
		}
	})
}

// Whatever a consumer sends is refused or becomes a connection or an answer within bounds.
func FuzzPersistentRead(f *testing.F) {
	f.Add(encoded(f, &persistent.ReadReq{Content: &persistent.ReadReq_Options_{Options: &persistent.ReadReq_Options{
		GroupName: "g", BufferSize: 1 << 30, StreamOption: &persistent.ReadReq_Options_All{},
		UuidOption: &persistent.ReadReq_Options_UUIDOption{Content: &persistent.ReadReq_Options_UUIDOption_String_{}},
	}}}))
	f.Add(encoded(f, &persistent.ReadReq{Content: &persistent.ReadReq_Nack_{Nack: &persistent.ReadReq_Nack{
		Ids:    []*shared.UUID{{Value: &shared.UUID_String_{String_: "00000000-0000-0000-0000-000000000001"}}},
		Action: 99, Reason: "é",
	}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		msg := new(persistent.ReadReq)
		if proto.Unmarshal(b, msg) != nil {
			return
		}
		if r, err := parseGroupRead(msg); err == nil && (r.slots < 1 || r.slots > groups.MaxBuffer || r.stream == "") {
			t.Errorf("accepted %+v", r)
		}
		if a, err := parseGroupAnswer(msg); err == nil && (len(a.ids) > maxAnswered || len(a.reason) > maxReasonLength) {
			t.Errorf("accepted an answer on %d events for a reason of %d bytes", len(a.ids), len(a.reason))
		}
	})
}
