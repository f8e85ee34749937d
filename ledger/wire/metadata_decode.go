package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// maxMetadata bounds the metadata of one event, in bytes. What this program writes stays below a tenth of it.
const maxMetadata = 64 << 10

// DecodeMetadata reads what EncodeMetadata wrote. Names must be spelled exactly, stand once and be known: what a newer program noted
// is not passed over in silence. Fields may be missing. Errors name the field, never its content.
//
// Metadata is read once for every event when a read model is rebuilt, hence this reader of its own: it takes about a quarter of the
// time of the general one and shares one string among all fields.
func DecodeMetadata(data []byte) (Metadata, error) {
	if len(data) > maxMetadata {
		return Metadata{}, fmt.Errorf("read metadata: %d bytes are more than %d", len(data), maxMetadata)
	}
	if !utf8.Valid(data) {
		return Metadata{}, errors.New("read metadata: it is not UTF-8")
	}
	r := metadataReader{rest: string(data)}
	if err := r.object(); err != nil {
		return Metadata{}, fmt.Errorf("read metadata: %w", err)
	}
	return r.into, nil
}

type metadataReader struct {
	rest string
	into Metadata
	seen uint // a bit per field, so that none stands twice
}

var errNotMetadata = errors.New("it is not a JSON object of known form")

func (r *metadataReader) object() error {
	if !r.token('{') {
		return errNotMetadata
	}
	if !r.token('}') {
		for more := true; more; more = r.token(',') {
			if err := r.member(); err != nil {
				return err
			}
		}
		if !r.token('}') {
			return errNotMetadata
		}
	}
	if r.space(); r.rest != "" {
		return errNotMetadata
	}
	return nil
}

func (r *metadataReader) member() error {
	name, err := r.text()
	if err != nil {
		return err
	}
	if !r.token(':') {
		return errNotMetadata
	}
	if err := r.value(name); err != nil {
		return fmt.Errorf("field %q: %w", clip(name), err)
	}
	return nil
}

// clip keeps a foreign name short enough for an error.
func clip(name string) string {
	if len(name) > 32 {
		return name[:32] + "…"
	}
	return name
}

func (r *metadataReader) value(name string) error {
	switch name {
	case "actor":
		return r.field(0, (*string)(&r.into.Actor))
	case "role":
		return r.field(1, (*string)(&r.into.Role))
	case "force":
		return r.field(2, &r.into.Force)
	case "commandId":
		return r.field(3, &r.into.CommandID)
	case "commandHash":
		return r.field(4, &r.into.CommandHash)
	case "correlationId":
		return r.field(5, &r.into.CorrelationID)
	case "causationId":
		return r.field(6, &r.into.CausationID)
	case "occurredAt":
		return r.occurredAt()
	case "policies":
		return r.policies()
	case "traceparent":
		return r.field(9, &r.into.TraceParent)
	}
	return errors.New("it is not known to this version")
}

// field reads a text into its place. Each field has a bit of its own.
func (r *metadataReader) field(bit uint, to *string) (err error) {
	if err := r.once(bit); err != nil {
		return err
	}
	*to, err = r.text()
	return err
}

func (r *metadataReader) once(bit uint) error {
	if r.seen&(1<<bit) != 0 {
		return errors.New("it stands twice")
	}
	r.seen |= 1 << bit
	return nil
}

func (r *metadataReader) occurredAt() error {
	var text string
	if err := r.field(7, &text); err != nil {
		return err
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return errors.New("it is not a time in RFC 3339 form")
	}
	r.into.OccurredAt = at.UTC()
	return nil
}

func (r *metadataReader) policies() error {
	if err := r.once(8); err != nil {
		return err
	}
	if !r.token('[') {
		return errNotMetadata
	}
	if r.token(']') {
		return nil
	}
	for more := true; more; more = r.token(',') {
		name, err := r.text()
		if err != nil {
			return err
		}
		r.into.Policies = append(r.into.Policies, name)
	}
	if !r.token(']') {
		return errNotMetadata
	}
	return nil
}

// text reads a string. Without an escape it is a piece of the input; with one, the general reader takes it apart.
func (r *metadataReader) text() (string, error) {
	if !r.token('"') {
		return "", errNotMetadata
	}
	for i := 0; i < len(r.rest); i++ {
		switch c := r.rest[i]; {
		case c == '"':
			text := r.rest[:i]
			r.rest = r.rest[i+1:]
			return text, nil
		case c == '\\':
			return r.escaped()
		case c < ' ':
			return "", errNotMetadata
		}
	}
	return "", errNotMetadata
}

func (r *metadataReader) escaped() (string, error) {
	for i := 0; i < len(r.rest); i++ {
		switch r.rest[i] {
		case '\\':
			i++
		case '"':
			var text string
			if err := json.Unmarshal([]byte(`"`+r.rest[:i+1]), &text); err != nil {
				return "", errNotMetadata
			}
			r.rest = r.rest[i+1:]
			return text, nil
		}
	}
	return "", errNotMetadata
}

// token reads one character of the grammar, and space before it.
func (r *metadataReader) token(c byte) bool {
	r.space()
	if r.rest == "" || r.rest[0] != c {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

func (r *metadataReader) space() {
	for r.rest != "" && (r.rest[0] == ' ' || r.rest[0] == '\n' || r.rest[0] == '\t' || r.rest[0] == '\r') {
		r.rest = r.rest[1:]
	}
}
