package complaints

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// csvDecoder reads CSV as RFC 4180 has it; line ends may be of either kind.
type csvDecoder struct {
	from    *rationed
	csv     *csv.Reader
	columns []column // in the order of the header
	read    int
}

func newCSV(plain io.Reader, from *rationed) (*csvDecoder, error) {
	d := &csvDecoder{from: from, csv: csv.NewReader(plain)}
	d.csv.ReuseRecord, d.csv.FieldsPerRecord = true, -1
	header, err := d.csv.Read()
	if err != nil {
		return nil, d.broken(err)
	}
	from.again()
	d.columns, err = columnsOf(header)
	return d, err
}

// columnsOf finds the columns a header names. Capitals and spaces do not matter.
func columnsOf(header []string) ([]column, error) {
	known := columns()
	var found []column
	for _, name := range header {
		plain := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
		i := slices.IndexFunc(known, func(c column) bool { return c.name == plain })
		switch {
		case i < 0:
			return nil, headerError("UNKNOWN_COLUMN", "the list has a column %q, which means nothing here; leave it out or rename it", shown(name))
		case slices.ContainsFunc(found, func(c column) bool { return c.name == plain }):
			return nil, headerError("DUPLICATE_COLUMN", "the list has the column %q twice; leave one out", plain)
		}
		found = append(found, known[i])
	}
	for _, c := range known {
		if c.required && !slices.ContainsFunc(found, func(f column) bool { return f.name == c.name }) {
			return nil, headerError("MISSING_COLUMN", "the list has no column %q; add it", c.name)
		}
	}
	return found, nil
}

func headerError(code, format string, name string) error {
	return &FileError{Code: code, Text: fmt.Sprintf(format, name)}
}

// shown is a name out of a file as a message may show it.
func shown(name string) string {
	if r := []rune(name); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return name
}

func (d *csvDecoder) next() (read, error) {
	cells, err := d.csv.Read()
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		d.from.again()
		d.read++
		return read{problems: []Problem{{Code: "BAD_QUOTES",
			Text: "the row has a quotation mark where none may stand, or one that is not closed; put the cell into quotation marks and double those within"}}}, nil
	}
	if err != nil {
		return read{}, d.broken(err)
	}
	d.from.again()
	d.read++
	if len(cells) != len(d.columns) {
		return read{problems: []Problem{{Code: "CELL_COUNT", Text: fmt.Sprintf("the row has %d cells, the header %d", len(cells), len(d.columns))}}}, nil
	}
	var r read
	for i, c := range d.columns {
		if p := c.cell(&r.row, cells[i]); p != nil {
			r.problems = append(r.problems, *p)
		}
	}
	return r, nil
}

// broken is why the list cannot be read on.
func (d *csvDecoder) broken(err error) error {
	var file *FileError
	switch {
	case errors.Is(err, io.EOF) && d.columns == nil:
		return &FileError{Code: "EMPTY_LIST", Text: "the list is empty"}
	case errors.As(err, &file):
		return &FileError{Row: d.read, Code: file.Code, Text: file.Text}
	case errors.Is(err, csv.ErrQuote), errors.Is(err, csv.ErrBareQuote):
		return &FileError{Row: d.read, Code: "BAD_QUOTES", Text: "the header has a quotation mark where none may stand"}
	}
	return err
}
