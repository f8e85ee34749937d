package logtest

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	book "github.com/probity-ledger/probity/projections/accesslog"
)

// AccessLog is an access log in a store of its own, written to for the length of a test.
type AccessLog struct {
	*accesslog.Writer
	Store  *Store
	Log    *eventlog.Log
	Sealer *accesslog.Sealer
	Views  *projections.Runner // of its read model

	tb testing.TB
}

// StartAccessLog opens an access log.
func StartAccessLog(tb testing.TB) *AccessLog {
	tb.Helper()
	a := &AccessLog{tb: tb, Store: Start(tb)}
	a.Log = a.Store.Open()
	var err error
	if a.Sealer, err = accesslog.NewSealer(bytes.Repeat([]byte{7}, accesslog.KeySize)); err != nil {
		tb.Fatal(err)
	}
	if a.Writer, err = accesslog.NewWriter(accesslog.Config{Log: a.Log, Sealer: a.Sealer, Name: "test"}); err != nil {
		tb.Fatal(err)
	}
	patterns, err := book.UsualPatterns()
	if err != nil {
		tb.Fatal(err)
	}
	if a.Views, err = projections.Open(projections.Config{Dir: Dir(tb), Log: a.Log, Decode: book.Decode}, book.Projection{Patterns: patterns}); err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 2)
	go func() { done <- a.Run(ctx) }()
	go func() { done <- a.Views.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		if err := errors.Join(<-done, <-done, a.Views.Close()); err != nil {
			tb.Error(err)
		}
	})
	return a
}

// CatchUp waits until the read model has everything the log holds.
func (a *AccessLog) CatchUp() {
	a.tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	head, err := a.Log.Head(ctx)
	if err == nil {
		err = a.Views.Ready(ctx)
	}
	if err == nil {
		err = a.Views.View(book.Name).Wait(ctx, head)
	}
	if err != nil {
		a.tb.Fatal(err)
	}
}

// Entries reads what the log holds, in order.
func (a *AccessLog) Entries() (entries []accesslog.Event) {
	a.tb.Helper()
	err := a.Log.ReadAll(context.Background(), eventlog.Position{}, 0, func(r eventlog.Recorded) error {
		e, err := accesslog.Decode(r)
		entries = append(entries, e)
		return err
	})
	if err != nil {
		a.tb.Fatal(err)
	}
	return entries
}
