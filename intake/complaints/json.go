package complaints

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// jsonDecoder reads an array of objects whose names are those of the columns. Lists may be arrays, or text as in a cell.
type jsonDecoder struct {
	from *rationed
	json *json.Decoder
	read int
}

func newJSON(plain io.Reader, from *rationed) (*jsonDecoder, error) {
	d := &jsonDecoder{from: from, json: json.NewDecoder(plain)}
	d.json.UseNumber()
	first, err := d.json.Token()
	if err != nil {
		return nil, d.broken(err)
	}
	if first != json.Delim('[') {
		return nil, &FileError{Code: "NOT_A_LIST", Text: "the list is no JSON array of objects"}
	}
	return d, nil
}

func (d *jsonDecoder) next() (read, error) {
	if !d.json.More() {
		if _, err := d.json.Token(); err != nil {
			return read{}, d.broken(err)
		}
		if _, err := d.json.Token(); !errors.Is(err, io.EOF) {
			return read{}, &FileError{Row: d.read, Code: "NOT_A_LIST", Text: "something follows after the end of the list"}
		}
		return read{}, io.EOF
	}
	var object json.RawMessage
	if err := d.json.Decode(&object); err != nil {
		return read{}, d.broken(err)
	}
	d.from.again()
	d.read++
	var cells map[string]json.RawMessage
	if json.Unmarshal(object, &cells) != nil || cells == nil {
		return read{problems: []Problem{{Code: "NOT_AN_OBJECT", Text: "the row is no JSON object"}}}, nil
	}
	return fill(cells), nil
}

func fill(cells map[string]json.RawMessage) (r read) {
	known := columns()
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		i := slices.IndexFunc(known, func(c column) bool { return c.name == name })
		if i < 0 {
			r.problems = append(r.problems, Problem{Code: "UNKNOWN_COLUMN", Text: fmt.Sprintf("%q means nothing here; leave it out or rename it", shown(name))})
			continue
		}
		if !utf8.Valid(cells[name]) { // decoding would take the broken bytes for others
			r.problems = append(r.problems, Problem{Field: name, Code: "NOT_TEXT", Text: name + " is not UTF-8; save the list as UTF-8"})
			continue
		}
		text, ok := plain(cells[name])
		if !ok {
			r.problems = append(r.problems, Problem{Field: name, Code: "BAD_CELL", Text: name + " must be text, a number, or a list of those"})
			continue
		}
		if p := known[i].cell(&r.row, text); p != nil {
			r.problems = append(r.problems, *p)
		}
	}
	for _, c := range known {
		if _, there := cells[c.name]; c.required && !there {
			r.problems = append(r.problems, Problem{Field: c.name, Code: "REQUIRED", Text: c.name + " is missing; state it"})
		}
	}
	return r
}

// plain writes a JSON value as a cell of a CSV list would have it.
func plain(raw json.RawMessage) (string, bool) {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return "", false
	}
	entries, several := v.([]any)
	if !several {
		return scalar(v)
	}
	parts := make([]string, len(entries))
	for i, e := range entries {
		part, ok := scalar(e)
		if !ok || strings.Contains(part, ";") {
			return "", false
		}
		parts[i] = part
	}
	return strings.Join(parts, ";"), true
}

func scalar(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	}
	return "", false
}

func (d *jsonDecoder) broken(err error) error {
	var file *FileError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &file):
		return &FileError{Row: d.read, Code: file.Code, Text: file.Text}
	case errors.As(err, &syntax), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &FileError{Row: d.read, Code: "BAD_JSON", Text: fmt.Sprintf("after row %d the list is not JSON any more", d.read)}
	}
	return err
}
