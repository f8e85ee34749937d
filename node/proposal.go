package node

import (
	"encoding/binary"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
)

// proposal is one event an append asks to write.
type proposal struct {
	id             eventID
	kind           string
	json           bool
	metadata, data []byte
}

// size is what the event counts towards the limit of an append.
func (p *proposal) size() int { return len(p.data) + len(p.metadata) + 2*len(p.kind) }

func parseProposal(msg *streams.AppendReq_ProposedMessage) (proposal, error) {
	id, err := parseEventID(msg.GetId())
	if err != nil {
		return proposal{}, err
	}
	kind, hasType := msg.GetMetadata()["type"]
	content, hasContent := msg.GetMetadata()["content-type"]
	if !hasType || !hasContent {
		return proposal{}, missingMetadata()
	}
	if err := checkType(kind); err != nil {
		return proposal{}, err
	}
	return proposal{
		id: id, kind: kind, json: content == string(typeJSON), metadata: msg.GetCustomMetadata(), data: msg.GetData(),
	}, nil
}

func missingMetadata() error {
	r := invalid("an event lacks its type or content-type")
	r.trailers = []string{
		"exception", "missing-required-metadata-property", "required-metadata-properties", "type,content-type",
	}
	return r
}

func checkType(kind string) error {
	switch {
	case kind == "":
		return invalid("an event has an empty type")
	case len(kind) > maxNameLength:
		return invalid("an event's type has %d bytes, at most %d are allowed", len(kind), maxNameLength)
	}
	return nil
}

func parseEventID(msg *shared.UUID) (id eventID, err error) {
	switch v := msg.GetValue().(type) {
	case *shared.UUID_Structured_:
		binary.BigEndian.PutUint64(id[:8], uint64(v.Structured.GetMostSignificantBits()))
		binary.BigEndian.PutUint64(id[8:], uint64(v.Structured.GetLeastSignificantBits()))
	case *shared.UUID_String_:
		parsed, err := uuid.Parse(v.String_)
		if err != nil || len(v.String_) != 36 {
			return id, invalid("an event's id is not a UUID")
		}
		id = parsed
	}
	if id == (eventID{}) {
		return id, invalid("an event has no id")
	}
	return id, nil
}

// parseExpectation reads the option expected_stream_revision of an append, a deletion or a tombstone.
func parseExpectation(option any) (expectation, error) {
	switch e := option.(type) {
	case *streams.AppendReq_Options_Any, *streams.DeleteReq_Options_Any, *streams.TombstoneReq_Options_Any:
		return expectation{word: expectAny}, nil
	case *streams.AppendReq_Options_NoStream, *streams.DeleteReq_Options_NoStream, *streams.TombstoneReq_Options_NoStream:
		return expectation{word: expectNoStream}, nil
	case *streams.AppendReq_Options_StreamExists, *streams.DeleteReq_Options_StreamExists,
		*streams.TombstoneReq_Options_StreamExists:
		return expectation{word: expectExists}, nil
	case *streams.AppendReq_Options_Revision:
		return expectedRevision(e.Revision)
	case *streams.DeleteReq_Options_Revision:
		return expectedRevision(e.Revision)
	case *streams.TombstoneReq_Options_Revision:
		return expectedRevision(e.Revision)
	default:
		return expectation{}, invalid("the call does not say which revision it expects")
	}
}

func expectedRevision(revision uint64) (expectation, error) {
	if revision > maxRevision {
		return expectation{}, invalid("the expected revision %d is out of range", revision)
	}
	return expectation{word: expectRevision, revision: int64(revision)}, nil
}
