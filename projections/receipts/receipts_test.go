package receipts_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/receipts"
	"github.com/probity-ledger/probity/projections/viewtest"
)

var _ ledger.Receipts = (*receipts.Queries)(nil)

func TestFind(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	command := func(id, hash string) wire.Metadata {
		return wire.Metadata{Actor: "a", CommandID: id, CommandHash: hash}
	}
	log.Add("misconduct-1", command("one", "h1"), misconduct.MatterReceived{})
	log.Add("device-1", command("two", "h2"), device.Transferred{})
	last := log.Add("device-1", command("two", "h2"), device.ContinuityDiscrepancyRaised{Number: 1})
	log.Add("device-2", command("two", "h3"), device.Sealed{})
	log.Add("device-2", command("", ""), device.Sealed{})
	q := receipts.NewQueries(viewtest.Open(t, log, receipts.Projection{}).View(receipts.Name))
	got, ok, err := q.Find(t.Context(), "two")
	events := log.Events()
	want := wire.ReceiptRecord{
		CommandID: "two", CommandHash: "h2", Stream: "device-1", Revision: 1, Position: last,
		EventIDs: []string{events[1].ID.String(), events[2].ID.String()},
	}
	if diff := cmp.Diff(want, got); diff != "" || !ok || err != nil {
		t.Errorf("%v %v %s", ok, err, diff)
	}
	for _, id := range []string{"three", ""} {
		if got, ok, err := q.Find(t.Context(), id); ok || err != nil {
			t.Errorf("command %q: %+v, %v", id, got, err)
		}
	}
}

func TestFind_while_being_built(t *testing.T) {
	t.Parallel()
	r, err := projections.Open(projections.Config{Dir: t.TempDir(), Log: &viewtest.Log{}}, receipts.Projection{})
	if err != nil {
		t.Fatal(err)
	}
	q := receipts.NewQueries(r.View(receipts.Name))
	if _, ok, err := q.Find(t.Context(), "one"); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := q.Find(context.Background(), "one"); err == nil {
		t.Error("a closed view answers")
	}
}
