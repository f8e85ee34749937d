package main

import (
	"context"
	"log/slog"
	"runtime"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/node/backup"
)

// traced are the flags that say where traces go.
type traced struct {
	OTLP             string  `name:"otlp" placeholder:"URL" help:"Send traces to this OpenTelemetry collector, by OTLP over HTTP (such as http://127.0.0.1:4318); none are made when absent."`
	TraceRatio       float64 `default:"1" help:"How many of the requests are traced, from 0 to 1."`
	TrustTraceparent bool    `help:"Join the trace that a request's traceparent header names. Only behind a proxy of your own."`
}

// traceGrace bounds how long the last traces may take to be sent when the program stops.
const traceGrace = 3 * time.Second

func (t traced) check() error {
	if t.TraceRatio < 0 || t.TraceRatio > 1 {
		return usagef("--trace-ratio %g is not between 0 and 1", t.TraceRatio)
	}
	if t.OTLP == "" {
		return nil
	}
	if err := telemetry.CheckCollector(t.OTLP); err != nil {
		return usagef("--otlp: %w", err)
	}
	return nil
}

// start puts into the settings what every part needs to be traced. The func it returns sends what is left.
func (t traced) start(ctx context.Context, c *settings) (stop func() error, err error) {
	if t.OTLP == "" {
		return func() error { return nil }, nil
	}
	p, err := telemetry.StartTraces(ctx, telemetry.TraceConfig{URL: t.OTLP, Ratio: t.TraceRatio, Service: "probity",
		Version: readBuild().version, Instance: c.instance, Logger: c.logger})
	if err != nil {
		return nil, err
	}
	c.traces, c.trustTraceParent = p, t.TrustTraceparent
	return func() error { return stopTraces(ctx, p, c.logger) }, nil
}

// stopTraces never makes the program's end a failure: what the collector does not take is lost and said so.
func stopTraces(ctx context.Context, p *sdktrace.TracerProvider, logger *slog.Logger) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), traceGrace)
	defer cancel()
	if err := p.Shutdown(ctx); err != nil {
		logger.Warn("the last traces are lost", "err", err)
	}
	return nil
}

// newInstance names this process among several that serve the same ledger.
func newInstance() string { return uuid.NewString() }

// figures are what the parts tell about themselves while they run.
type figures struct {
	commands *telemetry.Commands
	log      *telemetry.Log
	answers  *telemetry.Answers
	policies *telemetry.Policies
	store    *telemetry.Store
	access   *telemetry.AccessLog
	// accessStore counts for the event store of the access log.
	accessStore *telemetry.Store
	others      []prometheus.Collector // of parts that are there only in some set-ups
}

func newFigures() *figures {
	access, accessStore := accessFigures()
	return &figures{access: access, accessStore: accessStore, commands: telemetry.NewCommands(), log: telemetry.NewLog(), answers: telemetry.NewAnswers(), store: telemetry.NewStore(),
		policies: telemetry.NewPolicies()}
}

// collectors are all figures of a ledger, those of its HTTP door and read models apart.
func (s *system) collectors() []prometheus.Collector {
	f := s.figures
	all := []prometheus.Collector{telemetry.Build(readBuild().version, runtime.Version()), telemetry.Vault(s.vault)}
	for _, more := range [][]prometheus.Collector{f.commands.Collectors(), f.log.Collectors(), f.answers.Collectors(), f.policies.Collectors(), f.others} {
		all = append(all, more...)
	}
	if dir := s.settings.watchBackup; dir != "" {
		all = append(all, telemetry.Backup(func() (time.Time, error) { return backup.Completed(dir) }))
	}
	return all
}
