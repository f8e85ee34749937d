package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	book "github.com/probity-ledger/probity/projections/accesslog"
)

// accessed are the flags of the access log, which is a log beside that of the cases.
type accessed struct {
	AccessEventstore string `placeholder:"URL" help:"With --eventstore: an event store of its own for the access log, reached with the same user and certificates. Without it the access log stands beside the cases' events."`
	WatchdogKeyFile  string `type:"path" placeholder:"FILE" help:"The key under which search terms of the IOPC and of the defence are sealed, 64 hexadecimal digits; made in the folder when absent."`
	AccessPatterns   string `type:"path" placeholder:"FILE" help:"What access is unusual, in JSON: working hours and thresholds; the usual ones when absent."`
}

// checkAccess refuses what makes no sense, before anything is opened.
func (s storage) checkAccess() error {
	if s.AccessEventstore == "" {
		return nil
	}
	if s.Eventstore == "" {
		return usagef("--access-eventstore belongs to an event store outside this process: name that with --eventstore")
	}
	other := s
	other.Eventstore, other.AccessEventstore = s.AccessEventstore, ""
	if err := other.checkStore(); err != nil {
		return usagef("--access-eventstore: %w", err)
	}
	return nil
}

// accessFolder is where the access log lives in a data folder, apart from the cases:
//
//	events.db         the log
//	views/            its read model
type accessFolder string

func (d dataFolder) access() accessFolder {
	return accessFolder(filepath.Join(string(d), "access-log"))
}

func (d accessFolder) events() string { return filepath.Join(string(d), "events.db") }
func (d accessFolder) views() string  { return filepath.Join(string(d), "views") }

// there says whether the folder holds a log. Folders of older versions do not.
func (d accessFolder) there() (bool, error) {
	_, err := os.Stat(d.events())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// accessBook is the access log as the running system holds it.
type accessBook struct {
	log    *eventlog.Log
	sealer *accesslog.Sealer
	writer *accesslog.Writer
	views  *projections.Runner
}

// openAccess opens the access log. Where the cases' events lie in a store outside and no other is named, it is that one: then the two
// are told apart by the names of their streams.
func (s *system) openAccess(ctx context.Context) (err error) {
	b := &s.access
	if b.sealer, err = s.openSealer(); err != nil {
		return err
	}
	if b.log, err = s.openAccessStore(ctx); err != nil {
		return err
	}
	b.writer, err = accesslog.NewWriter(accesslog.Config{Log: b.log, Sealer: b.sealer, Name: writerName(s.settings.instance), Now: s.settings.now,
		Logger: s.settings.logger, Observe: s.figures.access.Observe})
	if err != nil {
		return err
	}
	s.figures.others = append(s.figures.others, s.figures.access.Collectors(b.writer.Stats)...)
	s.background(ctx, "access log", b.writer.Run)
	return s.openAccessViews(ctx)
}

// accessModels lists the read models of the access log.
func (s *system) accessModels() ([]projections.Projection, error) {
	patterns, err := readPatterns(s.settings.accessPatterns)
	return []projections.Projection{book.Projection{Patterns: patterns}}, err
}

func readPatterns(path string) (book.Patterns, error) {
	if path == "" {
		return book.UsualPatterns()
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return book.Patterns{}, fmt.Errorf("read the patterns of unusual access: %w", err)
	}
	p, err := book.ParsePatterns(text)
	if err != nil {
		return p, &adviceError{err: fmt.Errorf("%s: %w", path, err), advice: "docs/operations.md shows the file"}
	}
	return p, nil
}

func (s *system) openAccessViews(ctx context.Context) error {
	models, err := s.accessModels()
	if err != nil {
		return err
	}
	s.access.views, err = projections.Open(projections.Config{Dir: s.data.access().views(), Log: s.access.log, Decode: book.Decode,
		Logger: s.settings.logger, Now: s.settings.now}, models...)
	if err != nil {
		return err
	}
	s.later(s.access.views.Close)
	s.background(ctx, "read model of the access log", s.access.views.Run)
	return nil
}

// writerName names this process in the streams it writes to.
func writerName(instance string) string {
	name, _, _ := strings.Cut(instance, "-")
	if name == "" {
		name, _, _ = strings.Cut(newInstance(), "-")
	}
	return name
}

func (s *system) openAccessStore(ctx context.Context) (*eventlog.Log, error) {
	if s.settings.eventstore.URL != "" && s.settings.accessstore == "" {
		return s.log, nil
	}
	c, err := signIn(s.settings.eventstore, s.settings.passwordFile)
	if err != nil {
		return nil, err
	}
	c.Logger, c.URL = s.settings.logger, s.settings.accessstore
	if c.URL == "" {
		if c.Address, err = s.startAccessNode(ctx); err != nil {
			return nil, err
		}
	}
	log, err := eventlog.Open(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("open the access log: %w", err)
	}
	s.later(log.Close)
	return log, nil
}

func (s *system) startAccessNode(ctx context.Context) (address string, err error) {
	folder := s.data.access()
	if err := os.MkdirAll(string(folder), 0o700); err != nil {
		return "", fmt.Errorf("make the folder of the access log: %w", err)
	}
	return s.startNode(ctx, "access log's event store", folder.events(), "access.sock", s.figures.accessStore)
}

// openSealer reads the key of the watchdog's search terms.
func (s *system) openSealer() (*accesslog.Sealer, error) {
	const what = "the key of the watchdog's search terms"
	path, read := s.shared.watchdogKey(), readKey
	if given := s.settings.watchdogKey; given != "" {
		path, read = given, func(path string, _ int) ([]byte, error) {
			text, err := readSecret(path, what)
			if err != nil {
				return nil, err
			}
			return hex.DecodeString(text)
		}
	}
	key, err := read(path, accesslog.KeySize)
	if err == nil && len(key) != accesslog.KeySize {
		err = fmt.Errorf("%s has %d bytes, %d are wanted", path, len(key), accesslog.KeySize)
	}
	if err != nil {
		return nil, &adviceError{err: fmt.Errorf("read %s: %w", what, err), advice: "give 64 hexadecimal digits; what was sealed under a lost key cannot be read again"}
	}
	return accesslog.NewSealer(key)
}

// accessFigures are the counters of the access log.
func accessFigures() (*telemetry.AccessLog, *telemetry.Store) {
	return telemetry.NewAccessLog(), telemetry.NewStoreNamed("access_node")
}
