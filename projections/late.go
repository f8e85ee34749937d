package projections

import (
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// LateIndexed is a Projection with indexes that questions need and Apply does not. While its file is made nobody asks, so they are left
// out until all rows are there, and each is then sorted once in place of being searched for every event.
type LateIndexed interface {
	Projection
	// LateIndexes names such indexes of Schema. They must not be unique, since that is a promise of every moment. They are sorted in
	// memory, so they must belong to tables that stay small: a register, not what was found on a device.
	LateIndexes() []string
}

// lateTable exists in a file in the making as long as indexes are missing, and says how they are made.
const lateTable = "probity_late"

// postpone takes the late indexes out of a view that was just made, and notes them. It runs in the transaction that made it.
func postpone(c *sqlite.Conn, p Projection) error {
	late, ok := p.(LateIndexed)
	if !ok {
		return nil
	}
	if err := Exec(c, `CREATE TABLE `+lateTable+` (name TEXT PRIMARY KEY, script TEXT NOT NULL) WITHOUT ROWID`); err != nil {
		return err
	}
	for _, name := range late.LateIndexes() {
		err := Exec(c, `INSERT INTO `+lateTable+` SELECT name, sql FROM sqlite_schema
			WHERE type = 'index' AND name = ?1 AND sql LIKE 'CREATE INDEX %'`, name)
		if err != nil {
			return err
		}
		if c.Changes() != 1 {
			return fmt.Errorf("leave out index %s: the schema has no such index, or it is unique", name)
		}
		if err := sqlitex.ExecuteTransient(c, `DROP INDEX "`+name+`"`, nil); err != nil {
			return fmt.Errorf("leave out index %s: %w", name, err)
		}
	}
	return nil
}

// makeLate makes the indexes that are still missing, all or none, so that the file has exactly its projection's schema. It does nothing
// where none is missing.
func makeLate(c *sqlite.Conn) (err error) {
	if missing, err := hasTable(c, lateTable); err != nil || !missing {
		return err
	}
	end, err := sqlitex.ImmediateTransaction(c)
	if err != nil {
		return err
	}
	defer end(&err)
	var scripts []string
	err = Query(c, `SELECT script FROM `+lateTable+` ORDER BY name`, nil, func(s *sqlite.Stmt) error {
		scripts = append(scripts, s.ColumnText(0))
		return nil
	})
	if err != nil {
		return err
	}
	for _, script := range append(scripts, `DROP TABLE `+lateTable) {
		if err := sqlitex.ExecuteTransient(c, script, nil); err != nil {
			return fmt.Errorf("make the late indexes: %w", err)
		}
	}
	return nil
}
