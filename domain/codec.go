package domain

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Shape is one line of a codec's table: a wire name written out by hand and the Go shape stored under it.
type Shape[E any] struct {
	Name   string // e.g. "device.seized.v1"
	is     func(E) bool
	decode func([]byte) (E, error)
	zero   func() any
}

// Today is the shape events of type T are written in and read from, under the given wire name.
func Today[E, T any](name string) Shape[E] {
	s := Before[E](name, func(t T) E { e, _ := any(t).(E); return e })
	s.is = func(e E) bool { _, ok := any(e).(T); return ok }
	return s
}

// Before is an older shape: it is still read for ever and lifted to today's by one pure step, and never written again.
func Before[E, T any](name string, lift func(T) E) Shape[E] {
	return Shape[E]{
		Name: name,
		is:   func(E) bool { return false },
		zero: func() any { var t T; return t },
		decode: func(data []byte) (E, error) {
			var t T
			if err := unmarshal(data, &t); err != nil {
				var none E
				return none, fmt.Errorf("decode %s: %w", name, err)
			}
			return lift(t), nil
		},
	}
}

// unmarshal refuses everything but one JSON object: `null` or an empty payload would otherwise pass as an event that says nothing.
func unmarshal(data []byte, into any) error {
	if trimmed := bytes.TrimLeft(data, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return errNoObject
	}
	return json.Unmarshal(data, into)
}

var errNoObject = errors.New("the stored data is not a JSON object")

// Codec turns one aggregate's events into stored bytes and back. It is a value made once from a written-out table.
type Codec[E any] struct {
	shapes []Shape[E]
	byName map[string]int
}

// NewCodec builds a codec. A wire name that stands twice is a programming error and panics when the program starts.
func NewCodec[E any](shapes ...Shape[E]) *Codec[E] {
	c := &Codec[E]{shapes: shapes, byName: make(map[string]int, len(shapes))}
	for i, s := range shapes {
		if _, twice := c.byName[s.Name]; twice {
			panic("wire name stands twice: " + s.Name)
		}
		c.byName[s.Name] = i
	}
	return c
}

// UnknownEventError says that a stored event has a wire name this program does not know. It is never skipped.
type UnknownEventError struct{ Name string }

// Error names the wire name.
func (e *UnknownEventError) Error() string {
	return fmt.Sprintf("event type %q is not known to this version; a newer program wrote it", e.Name)
}

// Encode returns the wire name and the JSON of an event.
func (c *Codec[E]) Encode(e E) (name string, data []byte, err error) {
	for _, s := range c.shapes {
		if s.is(e) {
			data, err = json.Marshal(e)
			if err != nil {
				return "", nil, fmt.Errorf("encode %s: %w", s.Name, err)
			}
			return s.Name, data, nil
		}
	}
	return "", nil, fmt.Errorf("event %T stands in no codec table", e)
}

// Decode returns the event stored under a wire name, lifted to today's shape.
func (c *Codec[E]) Decode(name string, data []byte) (E, error) {
	i, ok := c.byName[name]
	if !ok {
		var none E
		return none, &UnknownEventError{Name: name}
	}
	return c.shapes[i].decode(data)
}

// Names lists the wire names in table order.
func (c *Codec[E]) Names() []string {
	names := make([]string, len(c.shapes))
	for i, s := range c.shapes {
		names[i] = s.Name
	}
	return names
}

// Zero returns the empty Go shape stored under a wire name, for documentation and golden files; nil when unknown.
func (c *Codec[E]) Zero(name string) any {
	if i, ok := c.byName[name]; ok {
		return c.shapes[i].zero()
	}
	return nil
}
