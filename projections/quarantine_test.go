package projections_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

func TestQuarantine_takes_the_culprits_only(t *testing.T) {
	t.Parallel()
	for name, batch := range map[string]int{"one by one": 1, "in one transaction": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log, dir := &viewtest.Log{Batch: batch}, t.TempDir()
			note(log, "one")
			note(log, "PANIC")
			note(log, "two")
			note(log, "two") // twice: the schema refuses it
			note(log, "REFUSE")
			log.AddRaw(stream, "misconduct.matter_received.v1", []byte(`{"summary": 5}`), rawNote(t, "x"))
			log.AddRaw(stream, "misconduct.from_the_future.v9", []byte(`{}`), []byte(`{}`))
			note(log, "three")
			r := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1}, notes{name: "others", version: 1, prefix: "-"})
			if diff := cmp.Diff([]string{"one", "two", "three"}, readNotes(t, r, "notes")); diff != "" {
				t.Error(diff)
			}
			list, err := r.Quarantine(t.Context(), "notes", eventlog.Position{})
			if err != nil {
				t.Fatal(err)
			}
			var reasons []string
			for _, q := range list {
				reasons = append(reasons, q.Reason)
				if q.Stream != stream || strings.Contains(q.Reason, "secret") {
					t.Errorf("set aside as %+v", q)
				}
			}
			want := []string{
				projections.ReasonPanicked, projections.ReasonNotApplied + " SQLITE_CONSTRAINT_UNIQUE", projections.ReasonNotApplied,
				projections.ReasonUndecodable, projections.ReasonUnknownType,
			}
			if diff := cmp.Diff(want, reasons); diff != "" {
				t.Error(diff)
			}
			for _, s := range r.Status() {
				if s.Quarantined != 5 || !s.CaughtUp {
					t.Errorf("status %+v", s)
				}
			}
		})
	}
}

func TestQuarantine_is_remembered(t *testing.T) {
	t.Parallel()
	log, dir := &viewtest.Log{}, t.TempDir()
	note(log, "REFUSE")
	r, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 1})
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if s := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1}).Status()[0]; s.Quarantined != 1 {
		t.Errorf("status %+v", s)
	}
}
