package projections

import (
	"strconv"

	"github.com/probity-ledger/probity/domain"
)

// MaxPage is the most rows one query returns, whatever was asked for. DefaultPage is what a Page without First gets.
const (
	MaxPage     = 500
	DefaultPage = 50
)

// Page asks for the first rows of a list, or for the rows after one already seen.
type Page struct {
	First int   // how many; 0 is DefaultPage, more than MaxPage is MaxPage
	After []any // the key of the last row seen, as Result.Keys gave it; nil for the beginning
}

// Result is one page of a list. Keys holds one keyset key per item, made of strings only, so that it survives being written as JSON.
type Result[T any] struct {
	Items   []T
	Keys    [][]any
	HasNext bool // there are rows after the last item
}

// Limit returns how many rows the page may hold.
func (p Page) Limit() int {
	switch {
	case p.First <= 0:
		return DefaultPage
	case p.First > MaxPage:
		return MaxPage
	}
	return p.First
}

// TextAfter returns element i of the key as text, "" when the page begins at the beginning.
// A key that no Result gave is refused as an Invalid domain.Error.
func (p Page) TextAfter(i int) (string, error) {
	if len(p.After) == 0 {
		return "", nil
	}
	if i < len(p.After) {
		if s, ok := p.After[i].(string); ok {
			return s, nil
		}
	}
	return "", errBadKey()
}

// IntAfter returns element i of the key, a decimal number, or fallback when the page begins at the beginning.
func (p Page) IntAfter(i int, fallback int64) (int64, error) {
	text, err := p.TextAfter(i)
	if err != nil || text == "" {
		return fallback, err
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, errBadKey()
	}
	return v, nil
}

func errBadKey() error {
	return domain.Errorf(domain.Invalid, "BAD_CURSOR", "the cursor does not belong to this list; ask for the first page again").On("after")
}

// Keep adds one row read with its key. It returns false when the page was full already: the row then only says that there is more.
func (r *Result[T]) Keep(limit int, item T, key ...string) bool {
	if len(r.Items) >= limit {
		r.HasNext = true
		return false
	}
	k := make([]any, len(key))
	for i, part := range key {
		k[i] = part
	}
	r.Items, r.Keys = append(r.Items, item), append(r.Keys, k)
	return true
}

// NotFound is the answer for what is not there and for what the viewer may not see; nobody can tell the two apart.
func NotFound(what string) error {
	return domain.Errorf(domain.NotFound, "NOT_FOUND", "there is no such %s, or it is not for you to see", what)
}
