package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/probity-ledger/probity/access/cedar"
	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/vault"
)

// settings say where a ledger lives and which event store it uses.
type settings struct {
	data         string          // the data folder
	shared       string          // the folder all replicas of this machine share; "" for the data folder
	eventstore   eventlog.Config // without a URL: the event store inside this process
	passwordFile string          // of the event store outside; "" for none
	logger       *slog.Logger
	now          func() time.Time
	quiet        bool          // leave unfinished imports and clocks alone: the caller only looks
	readyLag     time.Duration // how long a read model may be behind while /readyz says ready; 0 is 30 s
	secondFactor bool          // evidence is shown only to those who signed in with more than a password
	leaseTerm    time.Duration // how long this process leads without renewing; 0 is 15 s

	instance         string               // names this process in lines and traces
	traces           trace.TracerProvider // nil where nothing is traced
	trustTraceParent bool
	accessstore      string // the URL of the access log's own store; "" for the one inside, or for the cases'
	accessPatterns   string // the file of what access is unusual; "" for the usual
	watchdogKey      string // the file of the key of sealed search terms; "" for the one in the folder
	watchBackup      string // the folder of a backup whose age is shown; "" for none
}

// system is one running ledger: every part, opened in order and closed in reverse. It belongs to the goroutine that opened it; the
// parts may be used from any goroutine.
type system struct {
	data     dataFolder
	shared   sharedFolder
	log      *eventlog.Log
	vault    *vault.Vault
	views    *projections.Runner
	policy   *cedar.Engine
	rules    *model.PolicySet // what of the policies is on record; nil until it is
	access   accessBook
	ledger   *ledger.Ledger
	importer *importer
	leading  *leading

	figures  *figures
	settings settings
	undo     []func() error // in order of opening
	broken   chan error     // the first part that stopped by itself
}

// openSystem opens all parts. When one fails, those already open are closed again.
func openSystem(ctx context.Context, c settings) (*system, error) {
	s := &system{settings: c, broken: make(chan error, 1), figures: newFigures()}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *system) open(ctx context.Context) (err error) {
	if s.data, err = openData(s.settings.data); err != nil {
		return err
	}
	if s.shared, err = openShared(s.settings.shared, s.data); err != nil {
		return err
	}
	if s.log, err = s.openLog(ctx); err != nil {
		return err
	}
	lock, err := lockFolder(s.data.views())
	if err != nil {
		return err
	}
	s.later(lock.release)
	if s.vault, err = vault.Open(s.shared.vault()); err != nil {
		return err
	}
	s.later(s.vault.Close)
	if err := s.openViews(ctx); err != nil {
		return err
	}
	if err := s.openAccess(ctx); err != nil {
		return err
	}
	if s.policy, err = s.openPolicies(); err != nil {
		return err
	}
	s.ledger = ledger.New(ledger.Config{Log: s.log, Policy: s.policy, Now: s.settings.now, Logger: s.settings.logger,
		Alone:    s.settings.eventstore.URL == "", // the folder is locked, and only this process reaches the event store in it
		Receipts: usedCommands(s.views), Observe: s.figures.commands.Observe, Judge: graph.NoteCommand,
		Traces: s.settings.traces})
	s.importer = newImporter(s)
	if s.leading, err = s.newLeading(); err != nil {
		return err
	}
	if !s.settings.quiet {
		s.background(ctx, "importer", s.importer.run)
		s.background(ctx, "scrub", vaultScrubber(s.vault, scrubEvery, s.settings.logger))
		s.background(ctx, "the ledger's own work", s.leading.run)
	}
	return nil
}

// openLog connects to the event store, after starting the one inside this process where no other is named.
func (s *system) openLog(ctx context.Context) (*eventlog.Log, error) {
	c, err := signIn(s.settings.eventstore, s.settings.passwordFile)
	if err != nil {
		return nil, err
	}
	c.Logger, c.Observer = s.settings.logger, s.figures.log
	if c.URL == "" {
		address, err := s.startNode(ctx, "event store", s.data.events(), "node.sock", s.figures.store)
		if err != nil {
			return nil, err
		}
		c.Address = address
	}
	log, err := eventlog.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	s.later(log.Close)
	return log, nil
}

// startNode starts an event store inside this process, over a file of the data folder.
func (s *system) startNode(ctx context.Context, name, file, socketName string, observer *telemetry.Store) (address string, err error) {
	socket, cleanup, err := s.data.socket(socketName)
	if err != nil {
		return "", err
	}
	s.later(cleanup)
	c := node.Config{Path: file, Socket: socket, Now: s.settings.now, Logger: s.settings.logger, Observer: observer,
		ScrubEvery: scrubEvery, ScrubRate: scrubRate}
	if s.settings.quiet {
		c.ScrubEvery = 0
	}
	n, err := node.Open(c)
	if err != nil {
		return "", err
	}
	s.figures.others = append(s.figures.others, observer.Collectors(n.Stats)...)
	s.background(ctx, name, n.Serve)
	return n.Addr(), nil
}

func (s *system) openViews(ctx context.Context) (err error) {
	s.views, err = projections.Open(projections.Config{Dir: s.data.views(), Log: s.log, Logger: s.settings.logger, Now: s.settings.now,
		Traces: s.settings.traces},
		readModels()...)
	if err != nil {
		return err
	}
	s.later(s.views.Close)
	s.background(ctx, "read models", s.views.Run)
	return nil
}

// background runs a part until close stops it. A part that ends by itself with an error is reported once on broken.
func (s *system) background(ctx context.Context, name string, run func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan error, 1)
	go func() {
		err := run(ctx)
		if err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
		if err != nil && ctx.Err() == nil {
			select {
			case s.broken <- err:
				err = nil // told once
			default:
			}
		}
		done <- err
	}()
	s.later(func() error {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	})
}

// later remembers what close has to do.
func (s *system) later(undo func() error) { s.undo = append(s.undo, undo) }

// close stops and closes the parts, the last opened first.
func (s *system) close() error {
	var errs []error
	for _, undo := range slices.Backward(s.undo) {
		errs = append(errs, undo())
	}
	s.undo = nil
	return errors.Join(errs...)
}

// caughtUp waits until every read model can be read and has reached the end of the log as it is now, or until a part of the system
// breaks.
func (s *system) caughtUp(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	reached := make(chan error, 1)
	go func() { reached <- allReach(ctx, s.log, s.views) }()
	select {
	case err := <-reached:
		return err
	case err := <-s.broken:
		s.broken <- err // keep it for whoever else waits
		return err
	}
}

func allReach(ctx context.Context, log *eventlog.Log, views *projections.Runner) error {
	head, err := log.Head(ctx)
	if err != nil {
		return err
	}
	if err := views.Ready(ctx); err != nil {
		return err
	}
	for _, p := range readModels() {
		if err := views.View(p.Name()).Wait(ctx, head); err != nil {
			return err
		}
	}
	return nil
}
