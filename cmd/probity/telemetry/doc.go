// Package telemetry shows how the program is doing: figures for Prometheus, traces for an OpenTelemetry collector, lines for the log. None
// of them holds the name of a person, the content of a case or anything a client chose, apart from the ids of requests and commands.
//
// The parts of the program know nothing of exporters: node, ledger, eventlog, graph, vault and projections tell an observer, count for
// themselves or begin a span below the one in their context, and this package turns that into what is shown. docs/metrics.md lists every
// figure; docs/playbooks says what to do when one of them raises an alert.
package telemetry
