package projections

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// bookkeeping is what every file keeps beside the view: what it is, how far it has come, and what it set aside.
const bookkeeping = `
CREATE TABLE probity_meta (
	only    INTEGER PRIMARY KEY CHECK (only = 1),
	name    TEXT NOT NULL,
	version INTEGER NOT NULL,
	schema  TEXT NOT NULL -- SHA-256 of the script that made the view
);
CREATE TABLE probity_checkpoint (
	only             INTEGER PRIMARY KEY CHECK (only = 1),
	commit_position  INTEGER NOT NULL,
	prepare_position INTEGER NOT NULL
);
CREATE TABLE probity_quarantine (
	commit_position  INTEGER NOT NULL,
	prepare_position INTEGER NOT NULL,
	stream           TEXT NOT NULL,
	revision         INTEGER NOT NULL,
	type             TEXT NOT NULL,
	reason           TEXT NOT NULL,
	PRIMARY KEY (commit_position, prepare_position)
) WITHOUT ROWID;
INSERT INTO probity_checkpoint VALUES (1, 0, 0);
`

// building is the ending of a file that is not live yet.
const building = ".building"

func livePath(dir string, p Projection) string {
	return filepath.Join(dir, fmt.Sprintf("%s-v%d.sqlite", p.Name(), p.Version()))
}

// schemaHash tells files of one version apart whose schema was changed all the same.
func schemaHash(p Projection) string {
	sum := sha256.Sum256([]byte(p.Schema()))
	return hex.EncodeToString(sum[:])
}

// fileFacts is what a file says about itself.
type fileFacts struct {
	Name        string
	Version     int
	Schema      string
	At          eventlog.Position
	Quarantined int
}

func (f fileFacts) fits(p Projection) bool {
	return f.Name == p.Name() && f.Version == p.Version() && f.Schema == schemaHash(p)
}

// openWritable opens or makes the file of a projection for its one writer.
func openWritable(path string, p Projection) (*sqlite.Conn, fileFacts, error) {
	c, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, fileFacts{}, fmt.Errorf("open view %s: %w", filepath.Base(path), err)
	}
	facts, err := prepareWritable(c, p)
	if err != nil {
		return nil, fileFacts{}, errors.Join(fmt.Errorf("open view %s: %w", filepath.Base(path), err), c.Close())
	}
	return c, facts, nil
}

// writerPragmas prepare the one connection that writes. The page size must be set before anything is written. The cache is a limit,
// not a reservation: a small view never uses it.
var writerPragmas = [...]string{
	"PRAGMA page_size = 8192",
	"PRAGMA journal_mode = WAL",
	"PRAGMA synchronous = NORMAL",
	"PRAGMA cache_size = -65536",
	"PRAGMA temp_store = MEMORY",
	"PRAGMA wal_autocheckpoint = 8000",
	"PRAGMA journal_size_limit = 67108864",
}

func prepareWritable(c *sqlite.Conn, p Projection) (fileFacts, error) {
	for _, pragma := range writerPragmas {
		if err := sqlitex.ExecuteTransient(c, pragma, nil); err != nil {
			return fileFacts{}, err
		}
	}
	made, err := hasTable(c, "probity_meta")
	if err == nil && !made {
		err = makeView(c, p)
	}
	if err != nil {
		return fileFacts{}, err
	}
	return readFacts(c)
}

// makeView makes the empty view in one transaction, so that a file either has all of it or nothing. Only its late indexes are missing.
func makeView(c *sqlite.Conn, p Projection) (err error) {
	end, err := sqlitex.ImmediateTransaction(c)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := sqlitex.ExecuteScript(c, bookkeeping+p.Schema(), nil); err != nil {
		return fmt.Errorf("make the schema: %w", err)
	}
	if err := postpone(c, p); err != nil {
		return err
	}
	return Exec(c, `INSERT INTO probity_meta VALUES (1, ?1, ?2, ?3)`, p.Name(), p.Version(), schemaHash(p))
}

func hasTable(c *sqlite.Conn, name string) (bool, error) {
	found := false
	err := Query(c, `SELECT 1 FROM sqlite_schema WHERE name = ?1`, nil, func(*sqlite.Stmt) error { found = true; return nil }, name)
	return found, err
}

func readFacts(c *sqlite.Conn) (fileFacts, error) {
	var f fileFacts
	err := Query(c, `SELECT name, version, schema, commit_position, prepare_position, (SELECT count(*) FROM probity_quarantine)
		FROM probity_meta, probity_checkpoint`, nil, func(s *sqlite.Stmt) error {
		f.Name, f.Version, f.Schema = s.ColumnText(0), s.ColumnInt(1), s.ColumnText(2)
		f.At = eventlog.Position{Commit: uint64(s.ColumnInt64(3)), Prepare: uint64(s.ColumnInt64(4))}
		f.Quarantined = s.ColumnInt(5)
		return nil
	})
	return f, err
}

// inspect reads what a file says about itself without changing it; false when it is not there or says nothing sensible.
func inspect(path string) (fileFacts, bool) {
	if _, err := os.Stat(path); err != nil {
		return fileFacts{}, false
	}
	c, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		return fileFacts{}, false
	}
	f, err := readFacts(c)
	return f, errors.Join(err, c.Close()) == nil && f.Name != ""
}

// damage is the ending of a note that a file was found damaged while it was in use. What is in it can be made again from the log, so
// the next start builds it anew.
const damage = ".damaged"

func damaged(path string) bool {
	_, err := os.Stat(path + damage)
	return err == nil
}

// markIfDamaged leaves the note when an error says that the file itself is broken.
func markIfDamaged(path string, cause error) error {
	if code := sqlite.ErrCode(cause).ToPrimary(); code != sqlite.ResultCorrupt && code != sqlite.ResultNotADB {
		return nil
	}
	return os.WriteFile(path+damage, nil, 0o600)
}

// removeFile removes a view and what belongs to it. Its write-ahead log goes before it, and the note of damage last.
func removeFile(path string) error {
	for _, ending := range []string{"-shm", "-wal", "", damage} {
		if err := os.Remove(path + ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove an old view: %w", err)
		}
	}
	return nil
}

// putInPlace gives a finished file its live name. Both files must be closed. What stood there goes first, its write-ahead log with it:
// left behind, that log would be taken for the new file's own. After a crash in between, the finished file is found and put in place.
func putInPlace(from, to string) error {
	if info, err := os.Stat(from + "-wal"); err == nil && info.Size() > 0 {
		return fmt.Errorf("put view in place: %s is still in use", filepath.Base(from))
	}
	if err := removeFile(to); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("put view in place: %w", err)
	}
	d, err := os.Open(filepath.Dir(to))
	if err != nil {
		return fmt.Errorf("put view in place: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

var viewFile = regexp.MustCompile(`^([a-z]+)-v([0-9]{1,9})\.sqlite$`)

// olderFiles lists the finished files of other versions of a projection, newest first.
func olderFiles(dir string, p Projection) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("look for views: %w", err)
	}
	byVersion := map[int]string{}
	for _, e := range entries {
		m := viewFile.FindStringSubmatch(e.Name())
		if m == nil || m[1] != p.Name() {
			continue
		}
		if v, err := strconv.Atoi(m[2]); err == nil && v != p.Version() {
			byVersion[v] = filepath.Join(dir, e.Name())
		}
	}
	versions := slices.Sorted(maps.Keys(byVersion))
	slices.Reverse(versions)
	paths := make([]string, len(versions))
	for i, v := range versions {
		paths[i] = byVersion[v]
	}
	return paths, nil
}
