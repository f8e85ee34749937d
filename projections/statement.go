package projections

import (
	"encoding/json"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
)

// Exec runs a statement that returns no rows, with its values in order: string, []byte, int, int64, uint64, bool or nil. Statements
// are prepared once per connection.
func Exec(c *sqlite.Conn, query string, values ...any) error {
	return Query(c, query, nil, nil, values...)
}

// Query runs a statement and calls row for each row. Values are bound in order, or by name through bind; never both, since a name takes
// a number too. The text of the statement is the key under which it is prepared once, so it must never contain a value.
func Query(c *sqlite.Conn, query string, bind func(*sqlite.Stmt), row func(*sqlite.Stmt) error, values ...any) (err error) {
	if bind != nil && len(values) > 0 {
		return errors.New("prepare a statement: values both by name and by number")
	}
	s, err := c.Prepare(query)
	if err != nil {
		return fmt.Errorf("prepare a statement: %w", err)
	}
	defer func() {
		if e := s.Reset(); err == nil && e != nil {
			err = fmt.Errorf("run a statement: %w", e)
		}
	}()
	// Nothing of whoever used the statement before may stay bound.
	if err := s.ClearBindings(); err != nil {
		return fmt.Errorf("run a statement: %w", err)
	}
	for i, v := range values {
		if err := bindValue(s, i+1, v); err != nil {
			return err
		}
	}
	if bind != nil {
		bind(s)
	}
	for {
		more, err := s.Step()
		if err != nil {
			return fmt.Errorf("run a statement: %w", err)
		}
		if !more {
			return nil
		}
		if row != nil {
			if err := row(s); err != nil {
				return err
			}
		}
	}
}

func bindValue(s *sqlite.Stmt, i int, v any) error {
	switch v := v.(type) {
	case nil:
		s.BindNull(i)
	case string:
		s.BindText(i, v)
	case []byte:
		s.BindBytes(i, v)
	case int:
		s.BindInt64(i, int64(v))
	case int64:
		s.BindInt64(i, v)
	case uint64:
		s.BindInt64(i, int64(v))
	case bool:
		s.BindBool(i, v)
	default:
		return fmt.Errorf("bind value %d: %T has no column type", i, v)
	}
	return nil
}

// Document encodes what a row keeps as JSON.
func Document(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write a document: %w", err)
	}
	return data, nil
}

// ReadDocument decodes column i of a row into v.
func ReadDocument(s *sqlite.Stmt, i int, v any) error {
	data := make([]byte, s.ColumnLen(i))
	s.ColumnBytes(i, data)
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("read a document: %w", err)
	}
	return nil
}
