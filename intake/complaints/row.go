package complaints

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Row is one complaint of a list, as it was written down.
type Row struct {
	Number             int // of the row, the first after the header is 1
	Reference          string
	CameToAttention    domain.Date
	RecordedOn         domain.Date // "" for the day it came to attention
	Summary            string      // sensitive
	ComplainantName    string      // sensitive
	ComplainantContact string      // sensitive
	CodeSet            string
	Category           string
	SubCategory        string
	Standards          []int
	Officers           []string // collar numbers
	ConductFrom        domain.Date
	ConductTo          domain.Date
	Grounds            []misconduct.Ground
}

// Problem is what is wrong with a row, and where.
type Problem struct {
	Field string // the column; "" for the row as a whole
	Code  string
	Text  string
}

func (p Problem) Error() string { return p.Text }

// column is one column of a list: its name, and how its text goes into a row.
type column struct {
	name     string
	required bool // must stand in the header; whether it may be empty, the ledger's rules say
	take     func(*Row, string) error
}

// Columns names the columns a list may have, those it must have first.
func Columns() (required, optional []string) {
	for _, c := range columns() {
		if c.required {
			required = append(required, c.name)
		} else {
			optional = append(optional, c.name)
		}
	}
	return required, optional
}

func columns() []column {
	return []column{
		{"reference", true, func(r *Row, s string) error { r.Reference = s; return nil }},
		{"came_to_attention", true, func(r *Row, s string) error { r.CameToAttention = domain.Date(s); return nil }},
		{"summary", true, func(r *Row, s string) error { r.Summary = s; return nil }},
		{"complainant_name", true, func(r *Row, s string) error { r.ComplainantName = s; return nil }},
		{"complainant_contact", false, func(r *Row, s string) error { r.ComplainantContact = s; return nil }},
		{"recorded_on", false, func(r *Row, s string) error { r.RecordedOn = domain.Date(s); return nil }},
		{"code_set", false, func(r *Row, s string) error { r.CodeSet = s; return nil }},
		{"category", false, func(r *Row, s string) error { r.Category = s; return nil }},
		{"sub_category", false, func(r *Row, s string) error { r.SubCategory = s; return nil }},
		{"standards", false, func(r *Row, s string) (err error) { r.Standards, err = numbers(s); return err }},
		{"officers", false, func(r *Row, s string) error { r.Officers = list(s); return nil }},
		{"conduct_from", false, func(r *Row, s string) error { r.ConductFrom = domain.Date(s); return nil }},
		{"conduct_to", false, func(r *Row, s string) error { r.ConductTo = domain.Date(s); return nil }},
		{"grounds", false, func(r *Row, s string) error {
			for _, g := range list(s) {
				r.Grounds = append(r.Grounds, misconduct.Ground(g))
			}
			return nil
		}},
	}
}

// cell puts the text of one cell into the row, or says what is wrong with it.
func (c column) cell(r *Row, text string) *Problem {
	if !utf8.ValidString(text) {
		return &Problem{Field: c.name, Code: "NOT_TEXT", Text: c.name + " is not UTF-8; save the list as UTF-8"}
	}
	if err := c.take(r, strings.TrimSpace(text)); err != nil {
		return &Problem{Field: c.name, Code: "BAD_CELL", Text: err.Error()}
	}
	return nil
}

// list takes a cell with several entries apart: at semicolons.
func list(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func numbers(s string) ([]int, error) {
	var out []int
	for _, part := range list(s) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, fmt.Errorf("standards must be numbers with semicolons between them, such as 2;3")
		}
		out = append(out, n)
	}
	return out, nil
}
