package eventlog

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Position is the place of an event in the order of the whole log. It is opaque but for its order: positions grow and have gaps.
// The zero Position is the place before the first event.
type Position struct{ Commit, Prepare uint64 }

// String returns "123", or "123/120" where commit and prepare differ.
func (p Position) String() string {
	if p.Commit == p.Prepare {
		return strconv.FormatUint(p.Commit, 10)
	}
	return strconv.FormatUint(p.Commit, 10) + "/" + strconv.FormatUint(p.Prepare, 10)
}

// ParsePosition reads what String wrote. A prepare position behind its commit position is refused.
func ParsePosition(text string) (Position, error) {
	commit, prepare, two := strings.Cut(text, "/")
	if !two {
		prepare = commit
	}
	c, err := parseDecimal(commit)
	if err != nil {
		return Position{}, fmt.Errorf("read position %q: %w", text, err)
	}
	p, err := parseDecimal(prepare)
	if err != nil {
		return Position{}, fmt.Errorf("read position %q: %w", text, err)
	}
	if p > c || (two && p == c) {
		return Position{}, fmt.Errorf("read position %q: not written as this program writes it", text)
	}
	return Position{Commit: c, Prepare: p}, nil
}

// parseDecimal takes digits in their one canonical form, so that a position has one spelling.
func parseDecimal(text string) (uint64, error) {
	v, err := strconv.ParseUint(text, 10, 64)
	if err == nil && strconv.FormatUint(v, 10) != text {
		return 0, fmt.Errorf("%q is not a plain decimal number", text)
	}
	return v, err
}

// Compare returns -1, 0 or 1 as p lies before, at or after q.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Commit, q.Commit), cmp.Compare(p.Prepare, q.Prepare))
}

// Before says whether p lies before q.
func (p Position) Before(q Position) bool { return p.Compare(q) < 0 }

// IsZero says whether p is the place before the first event.
func (p Position) IsZero() bool { return p == Position{} }
