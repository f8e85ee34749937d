// Command conformance lets the makers of the event store's clients examine the built-in event store: it runs their own
// test suites, unchanged, against `probity node`, and says which of their tests pass.
//
// It is a module of its own, so that what those suites need never becomes part of the product. Both suites dial fixed
// ports of this machine (2111 to 2115), so it must be the only one to use them. What it makes, it makes in a folder that
// is gone afterwards: certificates, data, copies of the suites.
//
//	conformance -probity ../bin/probity [-only NAME] [-keep]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet("conformance", flag.ContinueOnError)
	binary := flags.String("probity", "../bin/probity", "the program whose event store is examined")
	only := flags.String("only", "", "run one suite: EventStore-Client-Go or KurrentDB-Client-Go")
	keep := flags.Bool("keep", false, "keep the folder with data, logs and the suites' output")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "conformance")
	if err != nil {
		return err
	}
	defer func() {
		if *keep {
			fmt.Println("kept:", dir)
			return
		}
		err = errors.Join(err, os.RemoveAll(dir))
	}()
	path, err := filepath.Abs(*binary)
	if err != nil {
		return err
	}
	var failed []string
	for _, s := range suites {
		if *only != "" && *only != s.name {
			continue
		}
		sound, err := examine(ctx, s, path, filepath.Join(dir, s.name))
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if !sound {
			failed = append(failed, s.name)
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("not as expected: %v", failed)
	}
	return nil
}

// examine runs one suite against nodes of its own, and prints and judges what came out.
func examine(ctx context.Context, s suite, binary, dir string) (sound bool, err error) {
	peer, err := fetch(ctx, s, dir)
	if err != nil {
		return false, err
	}
	nodes, err := start(ctx, binary, peer)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, nodes.stop()) }()
	fmt.Printf("%s %s runs against %s …\n", s.name, peer.version, binary)
	result, err := peer.run(ctx)
	if err != nil {
		return false, err
	}
	return result.report(os.Stdout, s), nil
}
