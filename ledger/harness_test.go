package ledger_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

const (
	force = "northmoor"
	today = domain.Date("2025-06-02")
)

var now = time.Date(2025, 6, 2, 10, 0, 0, 0, time.UTC)

// world is a ledger over the real store, and what a story needs.
type world struct {
	tb     testing.TB
	store  *logtest.Store
	log    *eventlog.Log
	ledger *ledger.Ledger
}

// began is how many events a matter begins with: that it was received, and the period that this starts.
const began = 2

func newWorld(tb testing.TB, change ...func(*ledger.Config)) *world {
	tb.Helper()
	s := logtest.Start(tb)
	w := &world{tb: tb, store: s, log: s.Open()}
	w.ledger = w.over(w.log, change...)
	return w
}

// over is another ledger, as another process would have it.
func (w *world) over(l *eventlog.Log, change ...func(*ledger.Config)) *ledger.Ledger {
	cfg := ledger.Config{Log: l, Now: func() time.Time { return now }}
	for _, c := range change {
		c(&cfg)
	}
	return ledger.New(cfg)
}

// as is the context of somebody of the force in a role.
func as(role domain.Role, change ...func(*access.Principal)) context.Context {
	p := access.Principal{Actor: "sub-" + domain.ActorID(strings.ToLower(string(role))), Role: role, Force: force}
	for _, c := range change {
		c(&p)
	}
	return access.With(context.Background(), p)
}

func newID() string { return uuid.NewString() }

func want(tb testing.TB, r ledger.Receipt, err error) ledger.Receipt {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// refused makes sure that an error is a refusal with a code and returns it.
func refused(tb testing.TB, err error, kind domain.Kind, code string) *domain.Error {
	tb.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Code != code {
		tb.Fatalf("got %v, want %s %s", err, kind, code)
	}
	return e
}

func (w *world) officer() domain.OfficerID {
	w.tb.Helper()
	id := domain.OfficerID(newID())
	r, err := w.ledger.Officer(as(domain.CaseOfficer), newID(), id, officer.Register{
		Person: officer.Person{Name: "A Person", CollarNumber: "NM" + newID()[:6]}, Force: force, Kind: officer.PoliceOfficer,
		Rank: officer.Constable, Unit: "Response", From: "2020-01-06",
	})
	want(w.tb, r, err)
	return id
}

func receive() misconduct.Receive {
	return misconduct.Receive{
		Reference: "NMP/2025/" + newID()[:4], Force: force, CameToAttentionOn: "2025-05-20", Summary: "A report.", ReportedBy: "COLLEAGUE",
	}
}

func (w *world) matter() domain.MatterID {
	w.tb.Helper()
	id := domain.MatterID(newID())
	r, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), id, receive())
	want(w.tb, r, err)
	w.engage(id, domain.DigitalExaminer)
	w.engage(id, domain.ExhibitsOfficer)
	return id
}

// engage assigns the person of a role to the matter, as the case officer who received it may.
func (w *world) engage(id domain.MatterID, role domain.Role) {
	w.tb.Helper()
	p, _ := access.From(as(role))
	r, err := w.ledger.CaseAccess(as(domain.CaseOfficer), newID(), id, caseaccess.Engage{Actor: p.Actor, Capacity: role, Reason: "works on it"})
	want(w.tb, r, err)
}

// concern makes an officer a person concerned in the matter.
func (w *world) concern(m domain.MatterID, o domain.OfficerID) {
	w.tb.Helper()
	r, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.IdentifyOfficer{
		Officer: o, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-05-21",
	})
	want(w.tb, r, err)
}

func seize(m domain.MatterID, ref domain.ExhibitRef) device.Seize {
	return device.Seize{
		Matter: m, Exhibit: ref, Power: device.ConsentMisconduct, Authoriser: "Insp 7", Grounds: "Messages are alleged.",
		Ownership: device.Personal, Description: device.Description{Type: "smartphone", Make: "Acme"}, At: now.Add(-time.Hour),
		Place: "Northmoor HQ", FromWhom: "the owner", SeizingOfficer: "DC 12",
	}
}

func (w *world) device(m domain.MatterID, ref domain.ExhibitRef) domain.DeviceID {
	w.tb.Helper()
	id := domain.DeviceID(newID())
	r, err := w.ledger.Device(as(domain.CaseOfficer), newID(), id, seize(m, ref))
	want(w.tb, r, err)
	return id
}

func authorise(m domain.MatterID, d domain.DeviceID, ref domain.ExhibitRef) extraction.Authorise {
	return extraction.Authorise{
		Matter: m, Device: d, Exhibit: ref, Level: extraction.Logical, Scope: extraction.Scope{Applications: []string{"WhatsApp"}},
		Authoriser: "Supt 3", Reason: "Only the group in question.",
	}
}

// extraction is authorised and started.
func (w *world) extraction(m domain.MatterID, d domain.DeviceID, ref domain.ExhibitRef) domain.ExtractionID {
	w.tb.Helper()
	id := domain.ExtractionID(newID())
	r, err := w.ledger.Extraction(as(domain.PSDSupervisor), newID(), id, authorise(m, d, ref))
	want(w.tb, r, err)
	r, err = w.ledger.Extraction(as(domain.DigitalExaminer), newID(), id, extraction.Start{
		Tool: tool(), Operator: "DE 5", Method: "USB", DeviceState: "AFU", At: now.Add(-30 * time.Minute),
	})
	want(w.tb, r, err)
	return id
}

func tool() extraction.Tool { return extraction.Tool{Name: "Extractor", Version: "7.1"} }

const sha = domain.SHA256("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")

func (w *world) source(x domain.ExtractionID) {
	w.tb.Helper()
	r, err := w.ledger.Extraction(as(domain.DigitalExaminer), newID(), x, extraction.RegisterSource{Source: extraction.Source{
		SHA256: sha, Size: 1000, Name: "_chat.txt", Format: "whatsapp-text", Reader: "whatsapp-text/1",
	}})
	want(w.tb, r, err)
}

func batch(number, messages int) extraction.RecordMessages {
	c := extraction.RecordMessages{
		Source: sha, Batch: number, Root: sha, Key: make([]byte, 32),
		Content: extraction.Content{Threads: []extraction.Thread{{Key: "t", Platform: "WhatsApp", Title: "Group", Kind: "GROUP"}}},
	}
	for range messages {
		c.Content.Messages = append(c.Content.Messages, extraction.Message{
			ID: domain.MessageID(newID()), Locator: "_chat.txt:1", Thread: "t", Sender: "x", Kind: extraction.Text, Body: "hello",
			BodyState: extraction.BodyPresent, SentRaw: "01/05/2025, 10:00", SentLocal: "2025-05-01T10:00:00", TZBasis: "UNKNOWN",
		})
	}
	return c
}

// head is the end of the whole log.
func (w *world) head() eventlog.Position {
	w.tb.Helper()
	p, err := w.log.Head(context.Background())
	if err != nil {
		w.tb.Fatal(err)
	}
	return p
}

// untouched makes sure that nothing is written while f runs.
func (w *world) untouched(f func()) {
	w.tb.Helper()
	before := w.head()
	f()
	if after := w.head(); after != before {
		w.tb.Errorf("the log went from %s to %s", before, after)
	}
}

// stream reads a whole stream.
func (w *world) stream(category, id string) []wire.Decoded {
	w.tb.Helper()
	var out []wire.Decoded
	err := w.log.Read(context.Background(), wire.Stream(category, id), 0, func(r eventlog.Recorded) error {
		d, err := wire.Decode(r)
		out = append(out, d)
		return err
	})
	if err != nil && !errors.Is(err, eventlog.ErrStreamNotFound) {
		w.tb.Fatal(err)
	}
	return out
}
