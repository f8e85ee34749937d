package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/node"
)

// runAsProgram makes the test binary behave as probity itself, for tests that want a process they can kill.
const runAsProgram = "TEST_BINARY_IS_PROBITY"

func TestMain(m *testing.M) {
	if os.Getenv(runAsProgram) != "" {
		os.Unsetenv(runAsProgram)
		main()
	}
	testscript.Main(m, map[string]func(){"probity": main})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "await": await, "ask": ask, "damage": damage, "chat": writeChat, "cutshort": cutShort, "terminate": terminate, "forge": forge, "listens": listens, "remake": remake,
			"certificates": certificates, "refuses": refuses, "awaitfile": awaitFile,
		},
	})
}

// exits runs probity and wants an exact exit code: exits CODE arguments…
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE argument…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec("probity", args[1:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// patience is how long a test waits for another process on a busy machine.
const patience = 90 * time.Second

// await waits until a server on a data folder answers /readyz and puts its address into $URL: await DATA
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await DATA")
	}
	address, err := awaitReady(ts.MkAbs(args[0]), patience)
	ts.Check(err)
	ts.Setenv("URL", address)
}

// awaitReady polls the address file of a data folder, then the server's own word that it is ready.
func awaitReady(data string, patience time.Duration) (address string, err error) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		text, err := os.ReadFile(dataFolder(data).address())
		if err != nil {
			continue
		}
		resp, err := http.Get(strings.TrimSpace(string(text)) + "/readyz")
		if err != nil {
			continue
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return strings.TrimSpace(string(text)), nil
		}
	}
	return "", fmt.Errorf("no server on %s was ready within %s", data, patience)
}

// ask sends a GraphQL query as a persona and prints the answer: ask DATA PERSONA PATH QUERY
func ask(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 4 {
		ts.Fatalf("usage: ask DATA PERSONA PATH QUERY")
	}
	token := ""
	if args[1] != "nobody" {
		var err error
		token, err = tokenOf(ts.MkAbs(args[0]), args[1])
		ts.Check(err)
	}
	answer, err := (&remote{server: ts.Getenv("URL"), path: args[2], token: token}).query(context.Background(), args[3], nil, nil)
	if neg != (err != nil) {
		ts.Fatalf("error %v, answer %s", err, answer)
	}
	fmt.Fprintln(ts.Stdout(), string(answer))
	if err != nil {
		fmt.Fprintln(ts.Stdout(), err)
	}
}

func tokenOf(data, persona string) (string, error) {
	var out strings.Builder
	if code := run(context.Background(), []string{"token", "--as", persona, "--data", data}, nil, nil, &out, &out); code != exitDone {
		return "", fmt.Errorf("token: exit code %d: %s", code, out.String())
	}
	return strings.TrimSpace(out.String()), nil
}

// terminate sends SIGTERM to every program in the background: terminate
func terminate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: terminate")
	}
	for _, cmd := range ts.BackgroundCmds() {
		if err := cmd.Process.Signal(syscall.SIGTERM); !errors.Is(err, os.ErrProcessDone) {
			ts.Check(err)
		}
	}
}

// damage turns over one byte in the middle of the largest file below a folder: damage FOLDER
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FOLDER")
	}
	largest, size := "", int64(0)
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Size() > size {
			largest, size = path, info.Size()
		}
		return err
	}))
	ts.Check(os.Chmod(largest, 0o600))
	content, err := os.ReadFile(largest)
	ts.Check(err)
	content[len(content)/2] ^= 0xff
	ts.Check(os.WriteFile(largest, content, 0o600))
}

// forge changes a database behind the program's back: forge FILE SQL
func forge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: forge FILE SQL")
	}
	c, err := sqlite.OpenConn(ts.MkAbs(args[0]), sqlite.OpenReadWrite)
	ts.Check(err)
	err = sqlitex.ExecuteScript(c, args[1], nil)
	changes := c.Changes()
	ts.Check(errors.Join(err, c.Close()))
	if changes == 0 {
		ts.Fatalf("nothing was changed")
	}
}

// remake builds an event store anew from its rows as they are, so that every checksum is right again: remake FILE
func remake(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: remake FILE")
	}
	path := ts.MkAbs(args[0])
	c, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	ts.Check(err)
	b, err := node.NewBuilder(path + "-remade")
	ts.Check(err)
	ts.Check(sqlitex.ExecuteTransient(c, `SELECT position, name, number, e.id, type, json, created, metadata, data
		FROM events e JOIN streams s ON s.id = e.stream ORDER BY position`, &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		r := node.Record{Position: row.ColumnInt64(0), Stream: row.ColumnText(1), Number: row.ColumnInt64(2), Type: row.ColumnText(4),
			JSON: row.ColumnInt64(5) == 1, Created: row.ColumnInt64(6), Metadata: []byte(row.ColumnText(7)), Data: []byte(row.ColumnText(8))}
		row.ColumnBytes(3, r.ID[:])
		return b.Add(r)
	}}))
	ts.Check(errors.Join(c.Close(), b.Finish(), os.Rename(path+"-remade", path)))
}

// cutShort leaves the first half of a file: cutshort FILE
func cutShort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cutshort FILE")
	}
	path := ts.MkAbs(args[0])
	info, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Truncate(path, info.Size()/2))
}
