package projections

import (
	"strings"

	"zombiezen.com/go/sqlite"
)

// Where joins conditions with AND. It is the only way queries put filters together: texts are constants, values are bound by name.
type Where struct {
	parts []string
	texts []boundText
	ints  []boundInt
}

type boundInt struct {
	name  string
	value int64
}

// Where begins a condition with what the viewer may see.
func (p Predicate) Where() *Where { return &Where{parts: []string{p.SQL}, texts: p.values} }

// Text adds a condition that uses one text.
func (w *Where) Text(sql, name, value string) *Where {
	w.parts = append(w.parts, sql)
	return w.TextValue(name, value)
}

// Int adds a condition that uses one number.
func (w *Where) Int(sql, name string, value int64) *Where {
	w.parts = append(w.parts, sql)
	return w.IntValue(name, value)
}

// Given adds a condition on a text where the text is not empty.
func (w *Where) Given(sql, name, value string) *Where {
	if value == "" {
		return w
	}
	return w.Text(sql, name, value)
}

// Also adds a condition without a value of its own.
func (w *Where) Also(sql string) *Where {
	w.parts = append(w.parts, sql)
	return w
}

// IntValue binds one more number under a name used elsewhere in the statement, such as the limit.
func (w *Where) IntValue(name string, value int64) *Where {
	w.ints = append(w.ints, boundInt{name, value})
	return w
}

// TextValue binds one more text under a name used elsewhere in the statement.
func (w *Where) TextValue(name, value string) *Where {
	w.texts = append(w.texts[:len(w.texts):len(w.texts)], boundText{name, value})
	return w
}

// SQL returns the whole condition.
func (w *Where) SQL() string { return strings.Join(w.parts, " AND ") }

// Bind sets all values.
func (w *Where) Bind(s *sqlite.Stmt) {
	for _, v := range w.texts {
		s.SetText(v.name, v.value)
	}
	for _, v := range w.ints {
		s.SetInt64(v.name, v.value)
	}
}
