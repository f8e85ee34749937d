package ledger_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

func TestReceipt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	command, id := newID(), domain.MatterID(newID())
	r := want2(w.ledger.Matter(as(domain.CaseOfficer), command, id, receive()))(t)

	events := w.stream(misconduct.Category, string(id))
	if len(events) != began {
		t.Fatalf("%d events", len(events))
	}
	e := events[0]
	expected := ledger.Receipt{
		Stream: "misconduct-" + string(id), Revision: began - 1, Position: events[began-1].Position,
		EventIDs: []string{ledger.EventID(uuid.MustParse(command), 0).String(), ledger.EventID(uuid.MustParse(command), 1).String()},
	}
	if diff := cmp.Diff(expected, r); diff != "" {
		t.Error(diff)
	}
	meta := wire.Metadata{
		Actor: "sub-case_officer", Role: domain.CaseOfficer, Force: force, CommandID: command, CommandHash: e.Meta.CommandHash,
		CorrelationID: command, OccurredAt: now, Policies: []string{"permit.run-case"},
	}
	if diff := cmp.Diff(meta, e.Meta); diff != "" || len(e.Meta.CommandHash) != 64 {
		t.Error(diff)
	}
	if e.Recorded.ID.String() != r.EventIDs[0] || e.Type != "misconduct.matter_received.v1" {
		t.Errorf("%s %s", e.Recorded.ID, e.Type)
	}
}

func want2(r ledger.Receipt, err error) func(testing.TB) ledger.Receipt {
	return func(tb testing.TB) ledger.Receipt { tb.Helper(); return want(tb, r, err) }
}

// The same command again, from this process or another, is answered with the first receipt and writes nothing.
func TestRepeated(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	o := w.officer()
	command, c := newID(), misconduct.IdentifyOfficer{Officer: o, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-05-21"}
	first := want2(w.ledger.Matter(as(domain.CaseOfficer), command, m, c))(t)
	w.concern(m, w.officer()) // the stream goes on
	again := first
	again.Repeated = true
	w.untouched(func() {
		for name, l := range map[string]*ledger.Ledger{"same process": w.ledger, "another process": w.over(w.log)} {
			for _, id := range []string{command, strings.ToUpper(command)} {
				got := want2(l.Matter(as(domain.CaseOfficer), id, m, c))(t)
				if diff := cmp.Diff(again, got); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
		}
	})
}

func TestReused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, command := domain.MatterID(newID()), newID()
	want2(w.ledger.Matter(as(domain.CaseOfficer), command, m, receive()))(t)
	fresh := w.over(w.log)
	w.untouched(func() {
		for _, l := range []*ledger.Ledger{w.ledger, fresh} {
			_, err := l.Matter(as(domain.CaseOfficer), command, m, receive()) // another reference
			refused(t, err, domain.Conflict, ledger.CodeCommandReused)
		}
		_, err := w.ledger.Matter(as(domain.CaseOfficer), command, domain.MatterID(newID()), receive())
		refused(t, err, domain.Conflict, ledger.CodeCommandReused)
	})
}

// receipts is the read model of used commands, as of some moment.
type receipts map[string]ledger.ReceiptRecord

func (r receipts) Find(_ context.Context, commandID string) (ledger.ReceiptRecord, bool, error) {
	found, ok := r[commandID]
	return found, ok, nil
}

type brokenReceipts struct{}

func (brokenReceipts) Find(context.Context, string) (ledger.ReceiptRecord, bool, error) {
	return ledger.ReceiptRecord{}, false, errors.New("no such table")
}

// A command id used in another stream long ago is known to the read model only.
func TestReusedElsewhere(t *testing.T) {
	t.Parallel()
	command := newID()
	known := receipts{command: {CommandID: command, CommandHash: "x", Stream: "misconduct-" + newID()}}
	w := newWorld(t, func(c *ledger.Config) { c.Receipts = known })
	w.untouched(func() {
		_, err := w.ledger.Matter(as(domain.CaseOfficer), command, domain.MatterID(newID()), receive())
		refused(t, err, domain.Conflict, ledger.CodeCommandReused)
	})
	broken := w.over(w.log, func(c *ledger.Config) { c.Receipts = brokenReceipts{} })
	want2(broken.Matter(as(domain.CaseOfficer), newID(), domain.MatterID(newID()), receive()))(t)
}

// A refused command uses up nothing: corrected, it may be given again under its id.
func TestRefusedIsFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	command, id, c := newID(), domain.MatterID(newID()), receive()
	c.Summary = ""
	w.untouched(func() {
		if _, err := w.ledger.Matter(as(domain.CaseOfficer), command, id, c); err == nil {
			t.Error("a matter without a summary was received")
		}
	})
	c.Summary = "Now with one."
	want2(w.ledger.Matter(as(domain.CaseOfficer), command, id, c))(t)
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := domain.MatterID(newID())
	expired := as(domain.CaseOfficer, func(p *access.Principal) { p.Expires = now })
	w.untouched(func() {
		for name, ctx := range map[string]context.Context{"nobody": t.Context(), "expired": expired} {
			if _, err := w.ledger.Matter(ctx, newID(), m, receive()); !errors.Is(err, access.ErrUnauthenticated) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, id := range []string{"", "x", "00000000-0000-0000-0000-000000000000", strings.ReplaceAll(newID(), "-", ""), "urn:uuid:" + newID()} {
			_, err := w.ledger.Matter(as(domain.CaseOfficer), id, m, receive())
			refused(t, err, domain.Invalid, ledger.CodeCommandIDInvalid)
		}
		for _, id := range []string{"", "x", strings.ToUpper("8f14e45f-ceea-467f-a9bf-1d2c3b4a5968"), "00000000-0000-0000-0000-000000000000"} {
			_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), domain.MatterID(id), receive())
			refused(t, err, domain.Invalid, "ID_INVALID")
		}
		_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, nil)
		refused(t, err, domain.Invalid, "COMMAND_INVALID")
		pointed := receive()
		_, err = w.ledger.Matter(as(domain.CaseOfficer), newID(), m, &pointed)
		refused(t, err, domain.Invalid, "COMMAND_INVALID")
		for _, role := range []domain.Role{domain.IOPCReader, domain.CaseAnalyst, domain.OfficerConcerned, domain.DigitalExaminer} {
			_, err := w.ledger.Matter(as(role), newID(), m, receive())
			refused(t, err, domain.Forbidden, ledger.CodeForbidden)
		}
		other := as(domain.CaseOfficer, func(p *access.Principal) { p.Force = "southfen" })
		_, err = w.ledger.Matter(other, newID(), m, receive())
		refused(t, err, domain.Forbidden, ledger.CodeForbidden)
	})
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.untouched(func() {
		_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), domain.MatterID(newID()), misconduct.OpenCriminalStrand{})
		refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
		_, err = w.ledger.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), device.Seal{})
		refused(t, err, domain.NotFound, ledger.CodeUnknownDevice)
		_, err = w.ledger.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), seize(domain.MatterID(newID()), "KLM/1"))
		refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
		_, err = w.ledger.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), device.Issue{Officer: domain.OfficerID(newID())})
		refused(t, err, domain.NotFound, ledger.CodeUnknownOfficer)
		_, err = w.ledger.Extraction(as(domain.DigitalExaminer), newID(), domain.ExtractionID(newID()), extraction.Start{})
		refused(t, err, domain.NotFound, ledger.CodeUnknownExtract)
		_, err = w.ledger.Extraction(as(domain.PSDSupervisor), newID(), domain.ExtractionID(newID()), authorise("x", "y", "KLM/1"))
		refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
		_, err = w.ledger.Officer(as(domain.CaseOfficer), newID(), domain.OfficerID(newID()), officer.Leave{})
		refused(t, err, domain.NotFound, ledger.CodeUnknownOfficer)
	})
	m := w.matter()
	_, err := w.ledger.Exhibit(t.Context(), m, "KLM/1")
	refused(t, err, domain.NotFound, ledger.CodeUnknownExhibit)
	_, err = w.ledger.Exhibit(t.Context(), domain.MatterID(newID()), "KLM/1")
	refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
	_, err = w.ledger.MatterState(t.Context(), "no id")
	refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
}

// Who may not know that a thing exists hears, word for word, what they would hear if it did not.
func TestHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, o := w.matter(), w.officer()
	w.concern(m, o)
	d := w.device(m, "KLM/1")
	x := w.extraction(m, d, "KLM/1")
	for name, who := range map[string]func(*access.Principal){
		"officer concerned":         func(p *access.Principal) { p.Officer = o },
		"somebody of another force": func(p *access.Principal) { p.Force = "southfen" },
	} {
		t.Run(name, func(t *testing.T) {
			co, ex, sv := as(domain.CaseOfficer, who), as(domain.DigitalExaminer, who), as(domain.PSDSupervisor, who)
			w.untouched(func() {
				same(t, func(id domain.MatterID) error {
					_, err := w.ledger.Matter(co, newID(), id, misconduct.OpenCriminalStrand{Officer: o, Offence: "x", On: today})
					return err
				}, m)
				same(t, func(id domain.DeviceID) error {
					_, err := w.ledger.Device(co, newID(), id, device.Seal{Seal: "A1", By: "x", At: now})
					return err
				}, d)
				same(t, func(id domain.MatterID) error {
					_, err := w.ledger.Device(co, newID(), domain.DeviceID(newID()), seize(id, "KLM/2"))
					return err
				}, m)
				same(t, func(id domain.ExtractionID) error {
					_, err := w.ledger.Extraction(ex, newID(), id, extraction.Fail{Reason: "x", At: now})
					return err
				}, x)
				same(t, func(id domain.MatterID) error {
					_, err := w.ledger.Extraction(sv, newID(), domain.ExtractionID(newID()), authorise(id, d, "KLM/1"))
					return err
				}, m)
				same(t, func(id domain.MatterID) error { // the role itself may not: no difference either
					_, err := w.ledger.Matter(ex, newID(), id, misconduct.OpenCriminalStrand{Officer: o, Offence: "x", On: today})
					return err
				}, m)
			})
		})
	}
}

// same makes sure that a thing that exists and one that does not are spoken of in the same words.
func same[ID ~string](t *testing.T, give func(ID) error, existing ID) {
	t.Helper()
	var there, absent *domain.Error
	if !errors.As(give(existing), &there) || !errors.As(give(ID(newID())), &absent) {
		t.Fatal("not refused")
	}
	if diff := cmp.Diff(absent, there); diff != "" {
		t.Errorf("the existing one is told apart (-absent +existing):\n%s", diff)
	}
}

// A decision that causes no event has a receipt all the same, and may be asked for again.
func TestNothingToRecord(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	d := w.device(m, "KLM/1")
	x := w.extraction(m, d, "KLM/1")
	w.source(x)
	c := batch(0, 3)
	first := want2(w.ledger.Extraction(as(domain.DigitalExaminer), newID(), x, c))(t)
	command := newID()
	w.untouched(func() {
		for range 2 {
			r := want2(w.ledger.Extraction(as(domain.DigitalExaminer), command, x, c))(t)
			if diff := cmp.Diff(ledger.Receipt{Stream: first.Stream, Revision: first.Revision, Position: first.Position}, r); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	small := w.over(w.store.Open(func(c *eventlog.Config) { c.MaxAppendBytes = 1024 }))
	c := receive()
	c.Summary = strings.Repeat("long ", 400)
	_, err := small.Matter(as(domain.CaseOfficer), newID(), domain.MatterID(newID()), c)
	var large *eventlog.TooLargeError
	if !errors.As(err, &large) {
		t.Errorf("got %v", err)
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	w.log.Close()
	_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.SubmitReport{By: "sub-1", On: today})
	if !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestAcrossRestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	o := w.officer()
	w.store.Stop()
	if _, err := w.ledger.MatterState(t.Context(), m); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("while the store is away: %v", err)
	}
	w.store.Start()
	w.concern(m, o)
	s, err := w.ledger.MatterState(t.Context(), m)
	if err != nil || len(s.Officers) != 1 {
		t.Errorf("%+v, %v", s.Officers, err)
	}
}

// A log whose history got shorter is not taken for a new one.
func TestHistoryGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	w.store.Stop()
	w.store.Config.Path += ".other"
	w.store.Start()
	if _, err := w.ledger.MatterState(t.Context(), m); !errors.Is(err, eventlog.ErrPositionRegressed) {
		t.Errorf("got %v", err)
	}
}

// A caller who hangs up in the middle leaves a whole act behind or none, and can ask which.
func TestCallerHangsUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 20 {
		ctx, cancel := context.WithTimeout(as(domain.CaseOfficer), 300*time.Microsecond)
		command, id, c := newID(), domain.MatterID(newID()), receive()
		_, err := w.ledger.Matter(ctx, command, id, c)
		cancel()
		written := len(w.stream(misconduct.Category, string(id)))
		if (err == nil) != (written == 1) {
			t.Fatalf("%d events, %v", written, err)
		}
		want2(w.ledger.Matter(as(domain.CaseOfficer), command, id, c))(t)
	}
}

func TestAForceHasOneMatterUnderAReference(t *testing.T) {
	t.Parallel()
	a := ledger.MatterID("northmoor", "NMP/2025/0417")
	if a != ledger.MatterID("northmoor", "NMP/2025/0417") || uuid.MustParse(string(a)).Version() != 5 {
		t.Errorf("the id of one matter is %s and %s", a, ledger.MatterID("northmoor", "NMP/2025/0417"))
	}
	for _, other := range []domain.MatterID{ledger.MatterID("southmoor", "NMP/2025/0417"), ledger.MatterID("northmoor", "NMP/2025/0418"),
		ledger.MatterID("northmoorN", "MP/2025/0417")} {
		if a == other {
			t.Errorf("two matters have the id %s", a)
		}
	}
}

func TestNewID(t *testing.T) {
	t.Parallel()
	command := newID()
	a, b := ledger.NewID(command, "device"), ledger.NewID(strings.ToUpper(command), "device")
	if a != b || a == ledger.NewID(command, "matter") || a == ledger.NewID(newID(), "device") || uuid.MustParse(a).Version() != 5 {
		t.Errorf("%s %s", a, b)
	}
	if id := ledger.NewID("not a command id", "device"); uuid.Validate(id) != nil {
		t.Errorf("%q", id)
	}
}
