package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// postgres is PostgreSQL 15 with the event table that most event stores on it have: one sequence over everything, a stream and a
// revision that are unique together. An append is one INSERT, which is its own transaction. (Positions taken from a sequence become
// visible out of order when transactions commit out of order; stores that care take a lock around every append. This one does not, in
// PostgreSQL's favour.)
type postgres struct {
	server *process
	pool   *pgxpool.Pool
	count  atomic.Int64
}

const eventTable = `CREATE TABLE events (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream   text NOT NULL,
  revision bigint NOT NULL,
  id       uuid NOT NULL,
  type     text NOT NULL,
  created  timestamptz NOT NULL DEFAULT now(),
  metadata jsonb NOT NULL,
  data     jsonb NOT NULL,
  UNIQUE (stream, revision)
)`

const (
	insertOne  = `INSERT INTO events (stream, revision, id, type, metadata, data) VALUES ($1, $2, $3, $4, $5, $6)`
	insertMany = `INSERT INTO events (stream, revision, id, type, metadata, data)
	  SELECT $1, $2 + n - 1, id, type, metadata, data
	  FROM unnest($3::uuid[], $4::text[], $5::jsonb[], $6::jsonb[]) WITH ORDINALITY AS e(id, type, metadata, data, n)`
	selectStream = `SELECT position, revision, id, type, created, metadata, data FROM events WHERE stream = $1 ORDER BY revision`
	selectAll    = `SELECT position, stream, revision, id, type, created, metadata, data FROM events WHERE position > $1 ORDER BY position LIMIT 5000`
)

func (p *postgres) name() string { return "postgresql" }

func (p *postgres) start(ctx context.Context, dir string, writers int) error {
	bin, err := postgresBinaries()
	if err != nil {
		return err
	}
	owner, err := postgresOwner(dir)
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "data")
	if err := runAs(owner, filepath.Join(bin, "initdb"), "-D", data, "-U", "bench", "--auth=trust", "--no-locale", "-E", "UTF8"); err != nil {
		return err
	}
	p.server, err = launch(filepath.Join(dir, "postgres.log"), owner, filepath.Join(bin, "postgres"), "-D", data, "-k", dir,
		"-c", "listen_addresses=", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on",
		"-c", "shared_buffers=1GB", "-c", "max_wal_size=8GB", "-c", "max_connections="+strconv.Itoa(writers+16))
	if err != nil {
		return err
	}
	config, err := pgxpool.ParseConfig(fmt.Sprintf("host=%s user=bench dbname=postgres pool_max_conns=%d", dir, writers+2))
	if err != nil {
		return fmt.Errorf("connect to postgresql: %w", err)
	}
	if p.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return fmt.Errorf("connect to postgresql: %w", err)
	}
	if err := p.server.await(ctx, p.pool.Ping); err != nil {
		return err
	}
	_, err = p.pool.Exec(ctx, eventTable)
	return err
}

// postgresBinaries finds the server's programs, which Debian keeps off the PATH.
func postgresBinaries() (string, error) {
	for _, dir := range []string{"/usr/lib/postgresql/15/bin", "/usr/local/pgsql/bin", "/usr/pgsql-15/bin"} {
		if _, err := os.Stat(filepath.Join(dir, "postgres")); err == nil {
			return dir, nil
		}
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", errors.New("PostgreSQL 15 is not here: install the package postgresql-15")
}

// postgresOwner gives the user the server runs as: it refuses to run as root.
func postgresOwner(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root, and there is no user for it: %w", err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}

func runAs(owner *syscall.Credential, command string, args ...string) error {
	cmd := exec.Command(command, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(command), err, out)
	}
	return nil
}

func (p *postgres) append(ctx context.Context, _ int, s *stream, n int) (err error) {
	if n == 1 {
		f := newFact()
		_, err = p.pool.Exec(ctx, insertOne, s.name, s.next, f.id, f.kind, f.metadata, f.data)
	} else {
		err = p.appendMany(ctx, s, n)
	}
	if err != nil {
		return err
	}
	s.next += uint64(n)
	p.count.Add(int64(n))
	return nil
}

func (p *postgres) appendMany(ctx context.Context, s *stream, n int) error {
	ids, kinds := make([]uuid.UUID, n), slices.Repeat([]string{factType}, n)
	metadata, data := slices.Repeat([][]byte{factMetadata}, n), slices.Repeat([][]byte{factData}, n)
	for i := range ids {
		ids[i] = uuid.New()
	}
	_, err := p.pool.Exec(ctx, insertMany, s.name, s.next, ids, kinds, metadata, data)
	return err
}

func (p *postgres) read(ctx context.Context, s *stream) (int, error) {
	n, _, err := p.scan(ctx, selectStream, s.name)
	return n, err
}

func (p *postgres) catchUp(ctx context.Context, limit int) (total int, err error) {
	for after := int64(0); total < limit; {
		n, last, err := p.scan(ctx, selectAll, after)
		if err != nil || n == 0 {
			return total, err
		}
		total, after = total+n, last
	}
	return total, nil
}

// scan reads every column of every row, without decoding the JSON, as the other stores give it.
func (p *postgres) scan(ctx context.Context, query string, argument any) (n int, position int64, err error) {
	rows, err := p.pool.Query(ctx, query, argument)
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		raw := rows.RawValues()
		copied := 0
		for _, v := range raw {
			copied += len(slices.Clone(v))
		}
		if copied == 0 {
			return n, position, errors.New("an empty row")
		}
		position = int64(beUint64(raw[0]))
		n++
	}
	return n, position, rows.Err()
}

func beUint64(b []byte) (v uint64) {
	for _, x := range b {
		v = v<<8 | uint64(x)
	}
	return v
}

func (p *postgres) events() int { return int(p.count.Load()) }

func (p *postgres) stop() error {
	if p.pool != nil {
		p.pool.Close()
	}
	return p.server.stop(syscall.SIGINT) // fast shutdown
}
