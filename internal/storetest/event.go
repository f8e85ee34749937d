package storetest

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
)

const (
	jsonContent   = "application/json"
	binaryContent = "application/octet-stream"
)

// event is one a row appends.
type event struct {
	id       uuid.UUID
	kind     string
	content  string
	data     []byte
	metadata []byte
	flaw     string // what is wrong with it on the wire, see spoil
}

// event gives the event a table's word stands for, the same one each time the name comes.
func (w *world) event(word string) (*event, error) {
	name := word
	if i := strings.IndexAny(word, ":>*=!"); i >= 0 {
		name = word[:i]
	}
	if ev, ok := w.sent[name]; ok && name == word {
		return ev, nil
	}
	ev := &event{
		id: uuid.New(), kind: "suite.v1", content: jsonContent,
		data: []byte(`{"event":"` + name + `"}`), metadata: []byte(`{"by":"suite"}`),
	}
	if old, ok := w.sent[name]; ok {
		ev.id = old.id
	}
	if err := w.shape(ev, word[len(name):]); err != nil {
		return nil, fmt.Errorf("event %s: %w", word, err)
	}
	w.sent[name], w.names[ev.id] = ev, name
	return ev, nil
}

// shape makes an event what stands behind its name.
func (w *world) shape(ev *event, how string) (err error) {
	if how == "" {
		return nil
	}
	rest := how[1:]
	switch how[0] {
	case ':':
		kind, content, more := strings.Cut(rest, "=")
		if ev.kind = w.expand(kind); more {
			ev.fill(content)
		}
	case '>':
		ev.kind, ev.content = "$>", binaryContent
		number, stream, isLink := strings.Cut(rest, "@")
		ev.data = []byte(rest)
		if isLink {
			ev.data = []byte(number + "@" + w.stream(stream))
		}
	case '*':
		err = w.size(ev, rest)
	case '=':
		ev.fill(rest)
	case '!':
		if ev.flaw = rest; rest == "oddcontenttype" {
			ev.content = binaryContent // what it is read back as
		}
	}
	return err
}

// fill gives an event bytes that are no text, or a text that passes for JSON and need not be.
func (ev *event) fill(content string) {
	ev.data, ev.metadata = []byte(content), nil
	if content == "binary" {
		ev.content, ev.data = binaryContent, []byte{0, 255, 0, 10}
	}
}

// size fills an event until data, metadata and twice the length of its type are so many bytes.
func (w *world) size(ev *event, text string) error {
	limit, more, _ := strings.Cut(text, "+")
	bytes := w.target.MaxAppendBytes
	if limit != "limit" {
		n, err := strconv.Atoi(limit)
		if err != nil {
			return err
		}
		bytes = n
	}
	if more != "" {
		n, err := strconv.Atoi(more)
		if err != nil {
			return err
		}
		bytes += n
	}
	ev.content = binaryContent
	ev.data = make([]byte, bytes-len(ev.metadata)-2*len(ev.kind))
	return nil
}

// wireID gives an id in the form the row asks for.
func (w *world) wireID(id uuid.UUID) *shared.UUID {
	if w.stringIDs {
		return &shared.UUID{Value: &shared.UUID_String_{String_: id.String()}}
	}
	return &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{
		MostSignificantBits:  int64(binary.BigEndian.Uint64(id[:8])),
		LeastSignificantBits: int64(binary.BigEndian.Uint64(id[8:])),
	}}}
}

func parseID(id *shared.UUID) (uuid.UUID, error) {
	s, ok := id.GetValue().(*shared.UUID_Structured_)
	if !ok {
		return uuid.Parse(id.GetString_())
	}
	var out uuid.UUID
	binary.BigEndian.PutUint64(out[:8], uint64(s.Structured.GetMostSignificantBits()))
	binary.BigEndian.PutUint64(out[8:], uint64(s.Structured.GetLeastSignificantBits()))
	return out, nil
}

// proposal is the event on the wire.
func (w *world) proposal(ev *event) (*streams.AppendReq_ProposedMessage, error) {
	p := &streams.AppendReq_ProposedMessage{
		Id:             w.wireID(ev.id),
		Metadata:       map[string]string{"type": ev.kind, "content-type": ev.content},
		CustomMetadata: ev.metadata,
		Data:           ev.data,
	}
	return p, w.spoil(p, ev.flaw)
}

func (w *world) spoil(p *streams.AppendReq_ProposedMessage, flaw string) error {
	switch flaw {
	case "":
	case "notype":
		delete(p.Metadata, "type")
	case "nocontenttype":
		delete(p.Metadata, "content-type")
	case "emptytype":
		p.Metadata["type"] = ""
	case "oddcontenttype":
		p.Metadata["content-type"] = "text/plain"
	case "noid":
		p.Id = nil
	case "zeroid":
		p.Id = w.wireID(uuid.Nil)
	case "oddid":
		p.Id = &shared.UUID{Value: &shared.UUID_String_{String_: "42"}}
	default:
		return fmt.Errorf("no event has the flaw %q", flaw)
	}
	return nil
}

// events are those the words of a table stand for.
func (w *world) events(words []string) ([]*event, error) {
	out := make([]*event, 0, len(words))
	for _, word := range words {
		ev, err := w.event(word)
		if err != nil {
			return nil, err
		}
		out = append(out, ev)
	}
	return out, nil
}
