package main

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"github.com/probity-ledger/probity/httpd"
	"github.com/probity-ledger/probity/ledger/lease"
	"github.com/probity-ledger/probity/processes"
	"github.com/probity-ledger/probity/projections/cases"
)

// leaseName is the lease of the one process that runs the clocks and resumes imports.
const leaseName = "processes"

// leading is the part of the system that only one of several replicas does at a time.
type leading struct {
	s      *system
	lease  *lease.Lease // nil where the event store is inside this process: its lock keeps every other away
	clocks *processes.Clocks
}

func (s *system) newLeading() (*leading, error) {
	view := s.views.View(cases.Name)
	l := &leading{s: s, clocks: &processes.Clocks{Matters: s.ledger, Agenda: cases.NewQueries(view, s.log), Changed: view.Changed, Now: s.settings.now,
		Logger: s.settings.logger}}
	s.figures.others = append(s.figures.others, l.figures()...)
	if s.settings.eventstore.URL == "" {
		return l, nil
	}
	var err error
	l.lease, err = lease.New(lease.Config{Log: s.log, Name: leaseName, Holder: s.settings.instance, Length: s.settings.leaseTerm, Logger: s.settings.logger})
	if err != nil {
		return nil, fmt.Errorf("compete for the work of the ledger itself: %w", err)
	}
	return l, nil
}

// run does the work whenever it falls to this process, until ctx ends.
func (l *leading) run(ctx context.Context) error {
	if l.lease == nil {
		return l.work(ctx, 0)
	}
	return l.lease.Run(ctx, func(ctx context.Context, _ uint64) error { return l.work(ctx, resumeAfter) })
}

// work is what falls to the elected process. Imports that stood still for a while are resumed.
func (l *leading) work(ctx context.Context, stoodStill time.Duration) error {
	if err := allReach(ctx, l.s.log, l.s.views); err != nil {
		if ctx.Err() == nil {
			l.s.settings.logger.Warn("the read models are not there yet for the work of the ledger itself", "err", err)
		}
		return nil // the lease, or the loop below, begins again
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return l.clocks.Run(ctx) })
	g.Go(func() error { l.s.importer.resumeAll(ctx, stoodStill); return nil })
	return g.Wait()
}

// role says for /readyz who does this work.
func (l *leading) role() httpd.Replica {
	if l.lease == nil {
		return httpd.Replica{Instance: l.s.settings.instance, Role: "alone", Leader: l.s.settings.instance}
	}
	s := l.lease.Status()
	r := httpd.Replica{Instance: s.Me, Role: "standby", Leader: s.Holder, Term: s.Term}
	if s.Leading {
		r.Role = "leader"
	}
	return r
}

// figures are what /metrics shows of it.
func (l *leading) figures() []prometheus.Collector {
	leads := func() float64 {
		if l.role().Role == "standby" {
			return 0
		}
		return 1
	}
	return []prometheus.Collector{
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "probity_clock_commands_total", Help: "Statutory clocks started, stopped and breached by this process."},
			func() float64 { return float64(l.clocks.Acts()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "probity_clock_last_round_timestamp_seconds",
			Help: "When this process last had done all that the statutory clocks asked for, in seconds since 1970; 0 when not yet."}, l.lastRound),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "probity_leader", Help: "1 when this process runs the clocks and resumes imports."}, leads),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "probity_lease_term", Help: "Term of the lease it knows of; 0 where nobody competes."},
			func() float64 { return float64(l.role().Term) }),
	}
}

func (l *leading) lastRound() float64 {
	if at := l.clocks.Looked(); !at.IsZero() {
		return float64(at.Unix())
	}
	return 0
}

// checkLease refuses a term no lease can have.
func (c serveCommand) checkLease() error {
	if term := cmp.Or(c.LeaseTerm, 15*time.Second); term < time.Second || term > 10*time.Minute {
		return usagef("--lease-term %s is not between 1s and 10m", c.LeaseTerm)
	}
	if c.ReadyLag < time.Second {
		return usagef("--ready-lag %s is less than a second", c.ReadyLag)
	}
	return nil
}
