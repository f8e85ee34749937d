package cases

import (
	"strings"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/projections"
)

// textSchema makes the index over parts of a reference or an operation's name: every run of three letters of them.
const textSchema = `
CREATE VIRTUAL TABLE matter_text USING fts5 (name, content = '', contentless_delete = 1, detail = 'full', tokenize = 'trigram');
`

const (
	shortest = 3    // letters a text must have for the index to know it
	fewest   = 2000 // matches up to which they are looked up and sorted, and beyond which the newest are gone through until a page is full
)

func nameOf(m Case) string { return m.Reference + " " + m.Operation }

// indexText keeps the index up with a case whose reference or operation was said, or put right.
func indexText(c *sqlite.Conn, before, after Case) error {
	if before.Exists && nameOf(before) == nameOf(after) {
		return nil
	}
	if before.Exists {
		err := projections.Exec(c, `DELETE FROM matter_text WHERE rowid = (SELECT rowid FROM matter WHERE id = ?1)`, string(after.ID))
		if err != nil {
			return err
		}
	}
	return projections.Exec(c, `INSERT INTO matter_text (rowid, name) SELECT rowid, ?2 FROM matter WHERE id = ?1`, string(after.ID), nameOf(after))
}

// match is a text as the index is asked for it.
func match(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// narrow says whether so few cases can hold the text that they are better looked up in the index than met on the way through all. The
// index only narrows: what the text is part of, the condition of the list decides.
func narrow(c *sqlite.Conn, text string) (few bool, err error) {
	if utf8.RuneCountInString(text) < shortest {
		return false, nil
	}
	err = projections.Query(c, `SELECT count(*) FROM (SELECT 1 FROM matter_text WHERE matter_text MATCH ?1 LIMIT ?2)`, nil,
		func(s *sqlite.Stmt) error { few = s.ColumnInt(0) <= fewest; return nil }, match(text), fewest+1)
	return few, err
}
