package accesslog_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	view "github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// monday is a working day, noon in London.
var monday = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const (
	matter = domain.MatterID("8f14e45f-ceea-467f-a0e6-9a3f1b2c3d4e")
	other  = domain.MatterID("45c48cce-2e2d-5fbd-aa1a-fc51c7c6ad26")
)

func add(log *viewtest.Log, entries ...accesslog.Event) {
	for _, e := range entries {
		name, data, err := accesslog.NewCodec().Encode(e)
		if err != nil {
			panic(err)
		}
		log.AddRaw("access-20260302-w.0", name, data, []byte("{}"))
	}
}

func usual(tb viewtest.TB) view.Patterns {
	tb.Helper()
	p, err := view.UsualPatterns()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// open builds the read model and follows the log.
func open(tb viewtest.TB, dir string, log *viewtest.Log, p view.Patterns) (*view.Queries, *projections.Runner) {
	tb.Helper()
	r, err := projections.Open(projections.Config{Dir: dir, Log: log, Decode: view.Decode}, view.Projection{Patterns: p})
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		<-ended
		if err := r.Close(); err != nil {
			tb.Errorf("%v", err)
		}
	})
	ready, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	if err := r.Ready(ready); err != nil {
		tb.Fatal(err)
	}
	viewtest.CatchUp(tb, r, log)
	return view.NewQueries(r.View(view.Name)), r
}

func who(actor string) accesslog.Who {
	return accesslog.Who{Actor: domain.ActorID(actor), Role: domain.CaseOfficer, Force: "northmoor", Session: "s-" + actor, Request: "r"}
}

// shown is a page of things of the matter, shown to somebody.
func shown(actor string, at time.Time, ids ...string) accesslog.Shown {
	return accesslog.Shown{Who: who(actor), Operation: accesslog.List, Field: "messages", Content: access.EvidenceContent, Matter: matter, Of: "northmoor",
		Things: accesslog.NewThings(ids), Policies: []string{"permit.need-to-know"}, At: at}
}

func changed[E any](e E, change func(*E)) E { change(&e); return e }

func asJSON(tb testing.TB, v any) string {
	tb.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}
