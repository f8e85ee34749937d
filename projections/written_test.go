package projections_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/receipts"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// What the ledger writes can be read, as soon as the view has reached the receipt's position, and nothing of it is set aside.
func TestWritten_by_the_ledger_is_read_back(t *testing.T) {
	t.Parallel()
	log := logtest.Start(t).Open()
	r := viewtest.Open(t, log, everyProjection()...)
	l := ledger.New(ledger.Config{Log: log, Now: time.Now, Receipts: receipts.NewQueries(r.View(receipts.Name))})
	now := time.Now().UTC().Truncate(time.Second)
	as := func(role domain.Role) context.Context {
		return access.With(t.Context(), access.Principal{Actor: "someone", Role: role, Force: "northmoor"})
	}
	var last ledger.Receipt
	done := func(receipt ledger.Receipt, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		last = receipt
	}
	matter, phone, work := domain.MatterID(uuid.NewString()), domain.DeviceID(uuid.NewString()), domain.ExtractionID(uuid.NewString())
	command := uuid.NewString()
	done(l.Matter(as(domain.CaseOfficer), command, matter, misconduct.Receive{
		Reference: "NMP/2025/0417", Force: "northmoor", CameToAttentionOn: domain.DateOf(now), Summary: "A report.", ReportedBy: "COLLEAGUE",
	}))
	done(l.Device(as(domain.CaseOfficer), uuid.NewString(), phone, device.Seize{
		Matter: matter, Exhibit: "KLM/1", Power: device.ConsentMisconduct, Authoriser: "Insp 7", Grounds: "Messages are alleged.", Ownership: device.Personal,
		Description: device.Description{Type: "smartphone", Make: "Acme"}, At: now.Add(-time.Hour), Place: "HQ", FromWhom: "the owner", SeizingOfficer: "DC 12",
	}))
	done(l.Extraction(as(domain.PSDSupervisor), uuid.NewString(), work, extraction.Authorise{
		Matter: matter, Device: phone, Exhibit: "KLM/1", Level: extraction.Logical, Scope: extraction.Scope{Applications: []string{"WHATSAPP"}}, Authoriser: "Supt 3", Reason: "The group.",
	}))
	done(l.Extraction(as(domain.DigitalExaminer), uuid.NewString(), work, extraction.Start{
		Tool: extraction.Tool{Name: "Extractor", Version: "7.1"}, Operator: "DE 5", Method: "USB", DeviceState: "AFU", At: now.Add(-time.Minute),
	}))
	file := viewtest.Tell(&viewtest.Log{}, 1, "northmoor").Source
	done(l.Extraction(as(domain.DigitalExaminer), uuid.NewString(), work, extraction.RegisterSource{Source: extraction.Source{
		SHA256: file, Size: 10, Name: "_chat.txt", Format: "whatsapp-text", Reader: "whatsapp-text/1",
	}}))
	done(l.Extraction(as(domain.DigitalExaminer), uuid.NewString(), work, extraction.RecordMessages{
		Source: file, Root: file, Key: make([]byte, 32), Content: extraction.Content{
			Threads: []extraction.Thread{{Key: "t", Platform: "WHATSAPP", Title: "Group", Kind: "GROUP"}},
			Messages: []extraction.Message{{
				ID: domain.MessageID(uuid.NewString()), Locator: "_chat.txt:1", Thread: "t", Sender: "x", Kind: extraction.Text, Body: "delete the photos",
				BodyState: extraction.BodyPresent, SentRaw: "01/05/2025, 10:00", SentLocal: "2025-05-01T10:00:00", TZBasis: "UNKNOWN",
			}},
		},
	}))
	for _, s := range r.Status() {
		if err := r.View(s.Name).Wait(soon(t), last.Position); err != nil {
			t.Fatal(err)
		}
	}
	who := projections.Viewer{Actor: "someone", Role: domain.CaseOfficer, Force: "northmoor"}
	if m, err := cases.NewQueries(r.View(cases.Name), log).Get(t.Context(), who, matter); err != nil || len(m.Exhibits) != 1 || m.Exhibits[0].Device != phone {
		t.Errorf("the case is %+v, %v", m, err)
	}
	if x, err := custody.NewQueries(r.View(custody.Name)).Source(t.Context(), who, work, file); err != nil || x.Messages != 1 {
		t.Errorf("the import is %+v, %v", x, err)
	}
	q := messages.NewQueries(r.View(messages.Name))
	hits, err := q.Search(t.Context(), who, messages.Filter{Matter: matter}, "photos", messages.Newest, projections.Page{})
	if err != nil || len(hits.Items) != 1 {
		t.Fatalf("hits %+v, %v", hits, err)
	}
	// The reference a search returns is what the ledger accepts as a citation.
	done(l.Matter(as(domain.CaseOfficer), uuid.NewString(), matter, misconduct.RecordDecision{
		Decision: uuid.NewString(), Subject: "POLICY", Text: "t", Reasons: "r", Evidence: []misconduct.Citation{{Message: &hits.Items[0].Ref}}, DecidedBy: domain.CaseOfficer, On: domain.DateOf(now),
	}))
	record, found, err := receipts.NewQueries(r.View(receipts.Name)).Find(t.Context(), command)
	if err != nil || !found || record.Stream != "misconduct-"+string(matter) || record.Revision != 1 || len(record.EventIDs) != 2 {
		t.Errorf("the receipt is %+v %v, %v", record, found, err)
	}
	other := ledger.New(ledger.Config{Log: log, Now: time.Now, Receipts: receipts.NewQueries(r.View(receipts.Name))})
	if _, err := other.Matter(as(domain.CaseOfficer), command, domain.MatterID(uuid.NewString()), misconduct.Receive{Reference: "X", Force: "northmoor"}); err == nil {
		t.Error("a command id was used for two matters")
	}
	for _, s := range r.Status() {
		if s.Quarantined != 0 {
			t.Errorf("%s set %d events aside", s.Name, s.Quarantined)
		}
	}
}
