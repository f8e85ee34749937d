package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// settings say what is measured and for how long.
type settings struct {
	dir    string
	stores []string
	rounds int
	length time.Duration
	growth int
	only   *regexp.Regexp // the figures measured, by name
}

func main() {
	debug.SetGCPercent(400) // as the product does, for its store and for all clients
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "stores:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	switch {
	case len(args) == 3 && args[0] == nodeArgument:
		return serveNode(args[1], args[2])
	case len(args) == 2 && args[0] == natsArgument:
		return serveNATS(args[1])
	}
	c, err := parse(args)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(c.dir, "stores-")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL's user must reach its own
		return err
	}
	if c.growth > 0 {
		return grow(ctx, dir, c.growth)
	}
	return compare(ctx, c, dir)
}

func parse(args []string) (settings, error) {
	var c settings
	flags := flag.NewFlagSet("stores", flag.ContinueOnError)
	flags.StringVar(&c.dir, "dir", os.TempDir(), "a folder on the disk to measure; everything made there is removed again")
	flags.IntVar(&c.rounds, "rounds", 5, "how many turns each store gets")
	flags.DurationVar(&c.length, "length", 3*time.Second, "how long one figure of one turn is measured")
	flags.IntVar(&c.growth, "growth", 0, "instead: the cost per event of the built-in store while it grows from 10^4 to this many events")
	stores := flags.String("stores", "probity,postgresql,nats", "which stores (probity-inside is the built-in one in this process, as the product runs it), separated by commas; the first is compared with the others")
	only := flags.String("only", "", "a regular expression over the names of the figures; empty measures all")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	var err error
	if c.only, err = regexp.Compile(*only); err != nil {
		return c, fmt.Errorf("-only: %w", err)
	}
	c.stores = strings.Split(*stores, ",")
	if c.rounds < 1 || c.length <= 0 {
		return c, errors.New("rounds and length must be above zero")
	}
	return c, nil
}

func newStore(name string) (store, error) {
	all := []store{&builtIn{}, &builtIn{inside: true}, &postgres{}, &jetStream{}}
	i := slices.IndexFunc(all, func(s store) bool { return s.name() == name })
	if i < 0 {
		return nil, fmt.Errorf("no store is called %q", name)
	}
	return all[i], nil
}

// startAll makes every store in a folder of its own.
func startAll(ctx context.Context, names []string, dir string) (stores []store, stop func() error, err error) {
	stop = func() error {
		var errs []error
		for _, s := range stores {
			errs = append(errs, s.stop())
		}
		return errors.Join(errs...)
	}
	for _, name := range names {
		s, err := newStore(name)
		if err != nil {
			return nil, stop, err
		}
		sub := filepath.Join(dir, name)
		if err := os.Mkdir(sub, 0o700); err != nil {
			return nil, stop, fmt.Errorf("make a folder: %w", err)
		}
		stores = append(stores, s)
		if err := s.start(ctx, sub, mostWriters); err != nil {
			return nil, stop, fmt.Errorf("start %s: %w", name, err)
		}
	}
	return stores, stop, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
