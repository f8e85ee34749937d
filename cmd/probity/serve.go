package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// serveCommand runs the ledger until it is told to stop.
type serveCommand struct {
	storage
	traced
	front
	WatchBackup string        `type:"path" placeholder:"DIR" help:"Show at /metrics when the backup in this folder was last completed."`
	Listen      string        `default:"127.0.0.1:8080" help:"The address to answer on."`
	Demo        bool          `help:"Play an invented case into the ledger first, and print how to look at it."`
	ReadyLag    time.Duration `default:"30s" help:"How long a read model may be behind the log while /readyz still says ready."`
	LeaseTerm   time.Duration `default:"15s" help:"With --eventstore: how long the replica that runs the clocks leads without being heard of."`
}

// check refuses combinations that are unsafe, before anything is opened.
func (c serveCommand) check() error {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return usagef("--listen %s is not an address; give one like 127.0.0.1:8080", c.Listen)
	}
	if !c.Production && c.Issuer == "" && !loopback(host) {
		return usagef("without --issuer the ledger believes its own development issuer and listens on loopback only; %s is not", c.Listen)
	}
	return errors.Join(c.checkProduction(), c.traced.check(), c.front.check(), c.checkStore(), c.checkLease())
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (ip != nil && ip.IsLoopback())
}

// Run opens the address first, so that a busy one is found out before anything else is touched; then all parts in order.
func (c serveCommand) Run(ctx context.Context, t *terminal, boss supervisor) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	c.print(t)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return &adviceError{err: fmt.Errorf("listen on %s: %w", c.Listen, err), advice: "stop what listens there, or choose another address with --listen"}
	}
	set := c.settings(t)
	set.watchBackup = c.WatchBackup
	set.leaseTerm, set.readyLag = c.LeaseTerm, c.ReadyLag
	set.secondFactor = c.Production
	stop, err := c.traced.start(ctx, &set)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, stop()) }()
	s, err := openSystem(ctx, set)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.recordPolicies(ctx); err != nil {
		return errors.Join(stoppedBy(ctx, err), listener.Close())
	}
	w, err := s.serveHTTP(ctx, listener, c.front)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := errors.Join(c.ready(ctx, t, s, w), boss.tell(nowReady)); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		t.note("stopping")
		return boss.tell(nowStopping)
	case err := <-s.broken:
		return err
	}
}

// ready plays the demonstration where asked for, and says where to go.
func (c serveCommand) ready(ctx context.Context, t *terminal, s *system, w *website) error {
	if err := s.caughtUp(ctx); err != nil {
		return stoppedBy(ctx, err)
	}
	if w.issuer != nil {
		if err := s.openPersonas(ctx); err != nil {
			return stoppedBy(ctx, err)
		}
	}
	if !c.Demo {
		t.say("listening on %s", w.url)
		return s.publish(w.url)
	}
	outcome, err := playDemo(ctx, t, s)
	if err == nil && w.issuer != nil {
		err = s.openPersonas(ctx) // who is registered by now is linked to their entry
	}
	if err != nil {
		return stoppedBy(ctx, err) // the next start goes on from here
	}
	if err := s.guide(ctx, t, w, outcome, c.Data); err != nil {
		return err
	}
	return s.publish(w.url)
}

// stoppedBy is nil when an error is only the consequence of being told to stop.
func stoppedBy(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// print shows the configuration, without secrets.
func (c serveCommand) print(t *terminal) {
	eventstore, issuer := "inside this process", "development issuer below this address"
	if c.Eventstore != "" {
		eventstore = blanked(c.Eventstore)
	}
	if c.Issuer != "" {
		issuer = blanked(c.Issuer)
	}
	b := readBuild()
	t.note("probity %s", b.version)
	t.note("  data        %s", c.Data)
	if c.Shared != "" {
		t.note("  shared      %s", c.Shared)
	}
	t.note("  event store %s", eventstore)
	t.note("  address     %s", c.Listen)
	t.note("  issuer      %s", issuer)
	if c.OTLP != "" {
		t.note("  traces      %s", blanked(c.OTLP))
	}
	if c.TrustedDocuments != "" {
		t.note("  documents   %s", c.TrustedDocuments)
	}
	if c.Metrics != "" {
		t.note("  figures     %s", c.Metrics)
	}
	t.note("  production  %t", c.Production)
}
