package ledger_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// The program dies between the two halves of a seizure: the exhibit stands in the matter, the device has no event. The same command
// given again, or the same act under another id, finishes the work and enters nothing twice.
func TestSeizureFinishedLater(t *testing.T) {
	t.Parallel()
	for _, sameCommand := range []bool{true, false} {
		w := newWorld(t)
		m, id, command := w.matter(), domain.DeviceID(newID()), newID()
		c := seize(m, "KLM/1")
		c.Grounds = strings.Repeat("long ", 500)
		small := w.over(w.store.Open(func(c *eventlog.Config) { c.MaxAppendBytes = 2000 })) // takes the first half only
		_, err := small.Device(as(domain.CaseOfficer), command, id, c)
		var large *eventlog.TooLargeError
		if !errors.As(err, &large) || large.Stream != "device-"+string(id) {
			t.Fatalf("got %v", err)
		}
		if _, err := w.ledger.Exhibit(t.Context(), m, "KLM/1"); err != nil {
			t.Fatal(err)
		}

		if !sameCommand {
			command = newID()
		}
		r := want2(w.ledger.Device(as(domain.CaseOfficer), command, id, c))(t)
		if r.Repeated || r.Revision != 0 {
			t.Errorf("%+v", r)
		}
		if n := len(w.stream(misconduct.Category, string(m))); n != began+1 {
			t.Errorf("the matter has %d events", n)
		}
		again := want2(w.ledger.Device(as(domain.CaseOfficer), command, id, c))(t)
		if !again.Repeated || len(w.stream(device.Category, string(id))) != 1 {
			t.Errorf("%+v", again)
		}
	}
}

// The reference that was given out stays with the device it was given out for.
func TestReservedExhibitIsNotGivenAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	c := seize(m, "KLM/1")
	c.Grounds = strings.Repeat("long ", 500)
	small := w.over(w.store.Open(func(c *eventlog.Config) { c.MaxAppendBytes = 2000 }))
	if _, err := small.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), c); err == nil {
		t.Fatal("not too large")
	}
	_, err := w.ledger.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), c)
	refused(t, err, domain.Refused, "EXHIBIT_REFERENCE_USED")
}
