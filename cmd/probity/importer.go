package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/vault"
)

const (
	importWorkers = 2               // imports that run at the same time
	importPause   = 5 * time.Second // before an import is tried again when the event store did not answer
)

// importer records the messages of uploaded files behind the answer to the request that asked for it. What was asked for stands in
// the log (the source is registered) before the answer, so nothing is forgotten when the process ends: resumeAll finds it again.
type importer struct {
	s      *system
	logger *slog.Logger

	mu      sync.Mutex
	waiting []job
	pending map[jobKey]bool // waiting or under way
	wake    chan struct{}   // holds a token while there is something to look at
}

// job is one file to be recorded, on whose behalf.
type job struct {
	jobKey
	principal access.Principal
	name      string
	options   intake.Options
}

type jobKey struct {
	extraction domain.ExtractionID
	sha        domain.SHA256
}

func newImporter(s *system) *importer {
	return &importer{s: s, logger: s.settings.logger, pending: map[jobKey]bool{}, wake: make(chan struct{}, 1)}
}

// Import looks through an uploaded file, registers it as a source of the extraction, and leaves the recording to the background. It
// returns when the registration is durable. A file that cannot be read is refused here and nothing is registered.
func (i *importer) Import(ctx context.Context, commandID string, id domain.ExtractionID, sha domain.SHA256, name string,
	options intake.Options) (ledger.Receipt, error) {
	p, ok := access.From(ctx)
	if !ok {
		return ledger.Receipt{}, access.ErrUnauthenticated
	}
	if err := i.s.ledger.MayExtract(ctx, commandID, id, extraction.RegisterSource{}); err != nil {
		return ledger.Receipt{}, err // not even whether there is such a file is for everybody to know
	}
	options = i.s.withClock(options)
	plan, err := intake.Inspect(ctx, i.s.vault, sha, options)
	if err != nil {
		return ledger.Receipt{}, unreadable(err)
	}
	source := plan.Source
	source.Name = name
	receipt, err := i.s.ledger.Extraction(ctx, commandID, id, extraction.RegisterSource{Source: source})
	if err != nil {
		return ledger.Receipt{}, err
	}
	i.add(job{jobKey: jobKey{id, sha}, principal: p, name: name, options: options})
	return receipt, nil
}

func (s *system) withClock(o intake.Options) intake.Options {
	o.Now = s.settings.now
	return o
}

func (i *importer) add(j job) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.pending[j.jobKey] {
		return
	}
	i.pending[j.jobKey] = true
	i.waiting = append(i.waiting, j)
	i.rouse()
}

// rouse leaves a token for a worker that sleeps.
func (i *importer) rouse() {
	select {
	case i.wake <- struct{}{}:
	default:
	}
}

// run works until ctx ends.
func (i *importer) run(ctx context.Context) error {
	var workers sync.WaitGroup
	for range importWorkers {
		workers.Go(func() { i.work(ctx) })
	}
	workers.Wait()
	return nil
}

func (i *importer) work(ctx context.Context) {
	for {
		j, ok := i.next()
		if !ok {
			select {
			case <-i.wake:
				continue
			case <-ctx.Done():
				return
			}
		}
		i.carryOut(ctx, j)
		if ctx.Err() != nil {
			return
		}
	}
}

func (i *importer) next() (job, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.waiting) == 0 {
		return job{}, false
	}
	j := i.waiting[0]
	i.waiting = i.waiting[1:]
	if len(i.waiting) > 0 {
		i.rouse()
	}
	return j, true
}

// carryOut records one file. It tries again for as long as the event store does not answer or has no room; any other error leaves the
// import unfinished, in the log's own words: registered and not recorded.
func (i *importer) carryOut(ctx context.Context, j job) {
	defer i.forget(j.jobKey)
	logger := i.logger.With("extraction", j.extraction, "source", j.sha)
	for {
		receipt, err := i.s.importNow(access.With(ctx, j.principal), j.extraction, j.sha, j.name, j.options, nil)
		switch {
		case err == nil:
			logger.Info("import finished", "messages", receipt.Recorded.CountedOut, "added", receipt.Added, "resumed", receipt.Resumed)
			return
		case ctx.Err() != nil:
			return
		case !passing(err):
			logger.Error("import stopped; it is tried again when the ledger starts next or another replica leads", "error", err)
			return
		}
		logger.Warn("import waits for the event store", "error", err)
		if pause(ctx, importPause) != nil {
			return
		}
	}
}

// passing says whether an error goes away by itself, or when somebody makes room.
func passing(err error) bool {
	return slices.ContainsFunc([]error{eventlog.ErrUnavailable, eventlog.ErrOutcomeUnknown, eventlog.ErrDiskFull, vault.ErrDiskFull},
		func(passes error) bool { return errors.Is(err, passes) })
}

func (i *importer) forget(k jobKey) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.pending, k)
}

// importNow records a file of the vault into an extraction, as the principal in the context, and returns when it is done.
func (s *system) importNow(ctx context.Context, id domain.ExtractionID, sha domain.SHA256, name string, o intake.Options,
	progress func(intake.Progress)) (intake.Receipt, error) {
	return intake.Import(ctx, recorder{s.ledger}, s.vault, id, sha, name, s.withClock(o), progress)
}

// recorder is the ledger as intake wants it.
type recorder struct{ *ledger.Ledger }

var _ intake.Recorder = recorder{}

// Extraction gives a command and returns the revision it led to.
func (r recorder) Extraction(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) (uint64, error) {
	receipt, err := r.Ledger.Extraction(ctx, commandID, id, c)
	return receipt.Revision, err
}
