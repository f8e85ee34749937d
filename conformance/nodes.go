package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
	"golang.org/x/crypto/bcrypt"
)

// What the suites sign in with.
const username, password = "admin", "changeit"

const startup = 15 * time.Second

// The addresses the suites have written in.
const (
	leader    = "127.0.0.1:2111"
	follower1 = "127.0.0.1:2112"
	follower2 = "127.0.0.1:2113"
	open      = "127.0.0.1:2114" // without TLS and without users
	single    = "127.0.0.1:2115"
)

// nodes are the processes under examination.
type nodes struct {
	running []*exec.Cmd
	logs    []*os.File
}

// start runs three stores: one that speaks as a cluster of three, one that is open to all, and one alone with TLS.
func start(ctx context.Context, binary string, p *peer) (*nodes, error) {
	for _, address := range []string{leader, follower1, follower2, open, single} {
		if err := free(address); err != nil {
			return nil, err
		}
	}
	ca, err := authorityFor(p)
	if err != nil {
		return nil, err
	}
	cert, key, err := ca.issue(p.dir)
	if err != nil {
		return nil, err
	}
	users, err := writeUsers(p.dir)
	if err != nil {
		return nil, err
	}
	secure := []string{"--cert", cert, "--key", key, "--users", users}
	n := new(nodes)
	err = errors.Join(
		n.run(ctx, binary, filepath.Join(p.dir, "cluster"), leader,
			append(secure, "--follower", follower1, "--follower", follower2, "--advertise", "localhost:2111")...),
		n.run(ctx, binary, filepath.Join(p.dir, "open"), open),
		n.run(ctx, binary, filepath.Join(p.dir, "single"), single, append(secure, "--advertise", "localhost:2115")...),
	)
	if err == nil {
		err = errors.Join(
			seed(ctx, "esdb://"+username+":"+password+"@localhost:2111?tlsverifycert=false"),
			seed(ctx, "esdb://localhost:2114?tls=false"),
			seed(ctx, "esdb://"+username+":"+password+"@localhost:2115?tlsverifycert=false"),
		)
	}
	if err != nil {
		return nil, errors.Join(err, n.complaints(), n.stop())
	}
	return n, nil
}

// free makes sure that nobody else answers where the suites will call.
func free(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("the suites call %s, which is taken: end what listens there: %w", address, err)
	}
	return l.Close()
}

func writeUsers(dir string) (string, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "users")
	return path, os.WriteFile(path, []byte(username+":"+string(hash)+"\n"), 0o600)
}

func (n *nodes) run(ctx context.Context, binary, data, address string, more ...string) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	log, err := os.Create(data + ".log")
	if err != nil {
		return err
	}
	n.logs = append(n.logs, log)
	cmd := exec.CommandContext(ctx, binary, append([]string{"node", "--data", data, "--listen", address}, more...)...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 15 * time.Second
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s node: %w", binary, err)
	}
	n.running = append(n.running, cmd)
	return reachable(ctx, address)
}

func reachable(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, startup)
	defer cancel()
	for {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the node does not listen on %s: %w", address, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// seed writes the event that the suites wait for: in a real server the user management writes it.
func seed(ctx context.Context, connection string) error {
	cfg, err := esdb.ParseConnectionString(connection)
	if err != nil {
		return err
	}
	cfg.Logger = esdb.NoopLogging()
	client, err := esdb.NewClient(cfg)
	if err != nil {
		return err
	}
	defer client.Close()
	_, err = client.AppendToStream(ctx, "$users", esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}, esdb.EventData{
		EventID: uuid.New(), EventType: "$User", ContentType: esdb.ContentTypeJson, Data: []byte(`"` + username + `"`),
	})
	if err != nil {
		return fmt.Errorf("write to $users: %w", err)
	}
	return nil
}

// stop ends the processes that were started here, and no others.
func (n *nodes) stop() error {
	var errs []error
	for _, cmd := range n.running {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			errs = append(errs, err)
		}
	}
	for _, cmd := range n.running {
		if err := cmd.Wait(); err != nil {
			errs = append(errs, fmt.Errorf("%v: %w", cmd.Args[1:], err))
		}
	}
	for _, log := range n.logs {
		errs = append(errs, log.Close())
	}
	return errors.Join(errs...)
}

// complaints is what the processes said, for when they did not come up.
func (n *nodes) complaints() error {
	var errs []error
	for _, log := range n.logs {
		if text, err := os.ReadFile(log.Name()); err == nil && len(text) > 0 {
			errs = append(errs, fmt.Errorf("%s:\n%s", filepath.Base(log.Name()), text))
		}
	}
	return errors.Join(errs...)
}
