package node_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

// onBrokenDisk runs in a process of its own, whose file size limit it lowers so that a COMMIT fails half-way. The
// append must then be answered with an unknown outcome and later ones refused, while reads go on; a new start must
// find all that was acknowledged and write again.
func onBrokenDisk(path, socket string) error {
	n, err := node.Open(node.Config{Path: path, Socket: socket})
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- n.Serve(context.Background()) }()
	c, err := esdb.NewClient(&esdb.Configuration{
		Address: n.Addr(), DisableTLS: true, MaxDiscoverAttempts: 1, GossipTimeout: 5, KeepAliveInterval: -1, Logger: esdb.NoopLogging(),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := tryAppend(c, "a-1", esdb.NoStream{}, eventsOf("a0", "a1")...); err != nil {
		return err
	}
	if err := breakDisk(c, path); err != nil {
		return err
	}
	if !n.Stats().Stopped {
		return errors.New("the node does not say that it stopped writing")
	}
	if err := wantStored(c, 2, 2); err != nil {
		return err
	}
	if err := errors.Join(n.Close(), <-served); err != nil {
		return fmt.Errorf("close: %w", err)
	}
	return writeAgain(path, socket)
}

func breakDisk(c *esdb.Client, path string) error {
	info, err := os.Stat(path + "-wal")
	if err != nil {
		return err
	}
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		return err
	}
	low := syscall.Rlimit{Cur: uint64(info.Size()) + 9000, Max: old.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &low); err != nil {
		return err
	}
	defer syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old)
	for _, want := range []codes.Code{codes.Unknown, codes.Internal, codes.Internal} {
		_, err := tryAppend(c, "b-1", esdb.NoStream{}, large())
		if got := status.Code(errors.Unwrap(err)); err == nil || got != want {
			return fmt.Errorf("append to a broken disk: %w, want %v", err, want)
		}
	}
	return nil
}

func wantStored(c *esdb.Client, least, most int) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := c.ReadAll(ctx, esdb.ReadAllOptions{From: esdb.Start{}}, 100)
	got, err := collect(r, err)
	if err == nil && (len(got) < least || len(got) > most) {
		err = fmt.Errorf("%d events stored, want %d to %d", len(got), least, most)
	}
	return err
}

func writeAgain(path, socket string) error {
	n, err := node.Open(node.Config{Path: path, Socket: socket})
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- n.Serve(context.Background()) }()
	c, err := esdb.NewClient(&esdb.Configuration{
		Address: n.Addr(), DisableTLS: true, MaxDiscoverAttempts: 1, GossipTimeout: 5, KeepAliveInterval: -1, Logger: esdb.NoopLogging(),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := tryAppend(c, "a-1", esdb.Revision(1), event("a2")); err != nil {
		return fmt.Errorf("append after a new start: %w", err)
	}
	if err := wantStored(c, 3, 4); err != nil {
		return err
	}
	return errors.Join(n.Close(), <-served)
}
