package projections

import (
	"strings"

	"zombiezen.com/go/sqlite"
)

// Where joins conditions with AND. It is the only way queries put filters together: texts are constants, values are bound by name.
type Where struct {
	parts  []string
	values []bound
}

// Where begins a condition with what the viewer may see.
func (p Predicate) Where() *Where { return &Where{parts: []string{p.SQL}, values: p.values} }

// And adds a condition and the value it uses: a string, []byte, int, int64, uint64 or bool.
func (w *Where) And(sql, name string, value any) *Where {
	w.parts = append(w.parts, sql)
	return w.Value(name, value)
}

// Given adds a condition on a text where the text is not empty.
func (w *Where) Given(sql, name, value string) *Where {
	if value == "" {
		return w
	}
	return w.And(sql, name, value)
}

// Also adds a condition without a value of its own.
func (w *Where) Also(sql string) *Where {
	w.parts = append(w.parts, sql)
	return w
}

// Meets adds another condition with its values, whose names must be others than those used so far.
func (w *Where) Meets(p Predicate) *Where {
	w.parts = append(w.parts, p.SQL)
	w.values = append(w.values[:len(w.values):len(w.values)], p.values...)
	return w
}

// Value binds one more value under a name used elsewhere in the statement, such as the limit.
func (w *Where) Value(name string, value any) *Where {
	w.values = append(w.values[:len(w.values):len(w.values)], bound{name, value})
	return w
}

// SQL returns the whole condition.
func (w *Where) SQL() string { return strings.Join(w.parts, " AND ") }

// Bind sets all values.
func (w *Where) Bind(s *sqlite.Stmt) { bindNamed(s, w.values) }

// bound is a value under the name a statement knows it by.
type bound struct {
	name  string
	value any
}

func bindNamed(s *sqlite.Stmt, values []bound) {
	for _, b := range values {
		switch v := b.value.(type) {
		case string:
			s.SetText(b.name, v)
		case []byte:
			s.SetBytes(b.name, v)
		case bool:
			s.SetBool(b.name, v)
		case int:
			s.SetInt64(b.name, int64(v))
		case int64:
			s.SetInt64(b.name, v)
		case uint64:
			s.SetInt64(b.name, int64(v))
		}
	}
}
