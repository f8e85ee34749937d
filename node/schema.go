package node

import (
	"errors"
	"fmt"
	"os"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const (
	applicationID = 0x50524245 // "PRBE"
	formatVersion = 2
	pageSize      = 8192
)

// The tables of today's format; see the package comment. An existing file must hold exactly these texts.
var schema = []string{
	`CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  ids_through INTEGER NOT NULL,
  sum INTEGER NOT NULL
) STRICT`,
	`CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  gap INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  number INTEGER NOT NULL,
  id BLOB NOT NULL,
  type TEXT NOT NULL,
  json INTEGER NOT NULL,
  created INTEGER NOT NULL,
  sum INTEGER NOT NULL,
  metadata BLOB NOT NULL,
  data BLOB NOT NULL
) STRICT`,
	`CREATE UNIQUE INDEX events_by_stream ON events (stream, number)`,
	`CREATE TABLE event_ids (
  stream INTEGER NOT NULL,
  id BLOB NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID`,
	`CREATE TABLE counter (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  last_position INTEGER NOT NULL,
  events INTEGER NOT NULL
) STRICT`,
}

// createFile builds a new store beside its place and renames it there, so that a file under its own name is always
// complete: a crash leaves only a ".new" file behind.
func createFile(path string) error {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return &CorruptError{Path: path, Problem: "the file is missing but its write-ahead log is there"}
	}
	fresh := path + ".new"
	if err := removeFile(fresh); err != nil {
		return fmt.Errorf("create event store: %w", err)
	}
	if err := buildFile(fresh); err != nil {
		return fmt.Errorf("create event store: %w", err)
	}
	if err := replaceFile(fresh, path); err != nil {
		return fmt.Errorf("create event store: %w", err)
	}
	return nil
}

// buildFile writes an empty store in SQLite's rollback mode, which leaves one finished and synced file.
func buildFile(path string) error {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	err = errors.Join(
		pragma(conn, fmt.Sprintf("page_size=%d", pageSize)),
		pragma(conn, "synchronous=EXTRA"),
		sqlitex.ExecuteScript(conn, layOut(schema, formatVersion), nil), // one transaction
		os.Chmod(path, 0o600),
	)
	return errors.Join(err, conn.Close())
}

// layOut is the script that makes the tables of a version in an empty file.
func layOut(tables []string, version int) string {
	script := fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d;\n", applicationID, version)
	for _, s := range tables {
		script += s + ";\n"
	}
	return script + "INSERT INTO counter VALUES (1, 0, 0);"
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}

// prepareWriter sets up the one connection that writes.
func prepareWriter(conn *sqlite.Conn) error {
	conn.SetBusyTimeout(lockedAtMost)
	for _, p := range []string{
		"journal_mode=WAL",
		"synchronous=FULL",             // fsync of the log at every commit: what is answered is on disk
		"wal_autocheckpoint=0",         // the writer checkpoints between groups, after its answers
		"journal_size_limit=134217728", // keep the log: overwriting is cheaper to sync than growing
		"cache_size=-32768",            // KiB
		"temp_store=MEMORY",
		"trusted_schema=OFF",
		"cell_size_check=ON", // notice a damaged page when it is read
	} {
		if err := pragma(conn, p); err != nil {
			return fmt.Errorf("set %s: %w", p, err)
		}
	}
	return checkDurable(conn)
}

// checkDurable makes sure of the two settings that every acknowledgement rests on: SQLite answers a PRAGMA it cannot
// follow with the old value, not with an error.
func checkDurable(conn *sqlite.Conn) error {
	wal, err1 := queryInt(conn, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'")
	full, err2 := queryInt(conn, "PRAGMA synchronous")
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("check settings: %w", err)
	}
	if wal != 1 || full != 2 {
		return errors.New("the file cannot be written durably: its file system does not allow a write-ahead log")
	}
	return nil
}

func pragma(conn *sqlite.Conn, text string) error {
	return sqlitex.ExecuteTransient(conn, "PRAGMA "+text, nil)
}

// counterRow is what the writer continues from: the table counter, and the highest number of a stream.
type counterRow struct{ lastPosition, events, streams int64 }

// checkFile is the quick look at every start: is this ours, of our version, with our tables, and is its end there?
// It does not read every page; that is what `PRAGMA integrity_check` and the proof over the log are for.
func checkFile(conn *sqlite.Conn, path string) (counterRow, error) {
	corrupt := func(problem string, args ...any) (counterRow, error) {
		return counterRow{}, &CorruptError{Path: path, Problem: fmt.Sprintf(problem, args...)}
	}
	var c counterRow
	app, err1 := queryInt(conn, "PRAGMA application_id")
	version, err2 := queryInt(conn, "PRAGMA user_version")
	if err := errors.Join(err1, err2); err != nil {
		return c, notRead(path, "the file cannot be read as a database", err)
	}
	if app != applicationID {
		return corrupt("the file is not an event store")
	}
	if version != formatVersion {
		return corrupt("the file has format version %d, this build knows up to %d", version, formatVersion)
	}
	if problem := checkSchema(conn, schema); problem != nil {
		return c, &CorruptError{Path: path, Problem: "the tables are not those of an event store", Err: problem}
	}
	c, newest, err := readCounter(conn)
	if err != nil {
		return c, notRead(path, "the counter cannot be read", err)
	}
	if newest != c.lastPosition {
		return corrupt("the last event is at position %d, but the counter says %d", newest, c.lastPosition)
	}
	return c, nil
}

// notRead tells a file that makes no sense from a disk that gave an error: a full one, for instance, on which SQLite finds no
// room for the index of its log.
func notRead(path, problem string, err error) error {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultIOErr, sqlite.ResultFull, sqlite.ResultCantOpen, sqlite.ResultBusy:
		return fmt.Errorf("event store %s: the disk gave an error, or has no room for what reading needs beside the file: %w", path, err)
	}
	return &CorruptError{Path: path, Problem: problem, Err: err}
}

func checkSchema(conn *sqlite.Conn, tables []string) error {
	for _, want := range tables {
		n, err := queryInt(conn, "SELECT count(*) FROM sqlite_schema WHERE sql = ?", want)
		if err != nil {
			return err
		}
		if n != 1 {
			return fmt.Errorf("missing or altered: %.40s", want)
		}
	}
	extra, err := queryInt(conn, "SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL")
	if err == nil && extra != int64(len(tables)) {
		return fmt.Errorf("%d tables, indexes or triggers instead of %d", extra, len(tables))
	}
	return err
}

func readCounter(conn *sqlite.Conn) (c counterRow, newest int64, err error) {
	c.lastPosition, err = queryInt(conn, "SELECT last_position FROM counter WHERE only = 1")
	if err != nil {
		return c, 0, err
	}
	if c.events, err = queryInt(conn, "SELECT events FROM counter WHERE only = 1"); err != nil {
		return c, 0, err
	}
	if c.streams, err = queryInt(conn, "SELECT coalesce(max(id), 0) FROM streams"); err != nil {
		return c, 0, err
	}
	newest, err = queryInt(conn, "SELECT coalesce(max(position), 0) FROM events")
	return c, newest, err
}

// checkRevisions makes sure that the revisions of every stream have no gap. It reads the whole index of them.
func checkRevisions(conn *sqlite.Conn) error {
	broken, err := queryInt(conn, "SELECT count(*) FROM (SELECT 1 FROM events GROUP BY stream HAVING count(*) <> max(number) + 1)")
	if err == nil && broken > 0 {
		err = fmt.Errorf("the revisions of %d streams have gaps", broken)
	}
	return err
}

func setCounter(conn *sqlite.Conn, c counterRow) error {
	return sqlitex.ExecuteTransient(conn, updateCount, &sqlitex.ExecOptions{Args: []any{c.lastPosition, c.events}})
}

func queryInt(conn *sqlite.Conn, query string, args ...any) (int64, error) {
	var v int64
	rows := 0
	err := sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{
		Args: args,
		ResultFunc: func(stmt *sqlite.Stmt) error {
			v = stmt.ColumnInt64(0)
			rows++
			return nil
		},
	})
	if err == nil && rows != 1 {
		err = fmt.Errorf("%d rows instead of one", rows)
	}
	return v, err
}
