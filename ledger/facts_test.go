package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

func (w *world) openStrand(m domain.MatterID, o domain.OfficerID, indictable bool) {
	w.tb.Helper()
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.OpenCriminalStrand{
		Officer: o, Offence: "Computer Misuse Act 1990 s1", Indictable: indictable, On: "2025-05-22",
	}))(w.tb)
}

// Which power is lawful depends on the matter as it stands, whatever the caller says of it.
func TestStrandFact(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, o := w.matter(), w.officer()
	w.concern(m, o)
	id, c := domain.DeviceID(newID()), seize(m, "KLM/1")
	c.Power, c.Strand = device.PACES19, device.Strand{Open: true, Indictable: true, MatterRevision: 99}
	w.untouched(func() {
		_, err := w.ledger.Device(as(domain.CaseOfficer), newID(), id, c)
		refused(t, err, domain.Refused, "POWER_NOT_LAWFUL")
	})
	w.openStrand(m, o, false)
	c.Strand = device.Strand{}
	want2(w.ledger.Device(as(domain.CaseOfficer), newID(), id, c))(t)
	events := w.stream(device.Category, string(id))
	seized, ok := events[0].Event.(device.Seized)
	if !ok || seized.Strand != (device.Strand{Open: true, MatterRevision: began + 1}) {
		t.Errorf("%+v", events[0].Event)
	}

	change := device.ChangeSeizureBasis{Power: device.PACES8, Authoriser: "JP", Grounds: "A warrant.", At: now}
	_, err := w.ledger.Device(as(domain.CaseOfficer), newID(), id, change)
	refused(t, err, domain.Refused, "POWER_NOT_LAWFUL")
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.OpenCriminalStrand{
		Officer: o, Offence: "Misconduct in public office", Indictable: true, On: "2025-05-23",
	}))(t)
	want2(w.ledger.Device(as(domain.CaseOfficer), newID(), id, change))(t)
}

func TestHeldFact(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, other := w.matter(), w.matter()
	d := w.device(m, "KLM/1")
	for name, c := range map[string]extraction.Authorise{
		"another exhibit": authorise(m, d, "KLM/2"),
		"another matter":  authorise(other, d, "KLM/1"),
		"no such device":  authorise(m, domain.DeviceID(newID()), "KLM/1"),
		"no device's id":  authorise(m, "x", "KLM/1"),
	} {
		c.Held = extraction.Held{Seized: true, Matter: c.Matter, Exhibit: c.Exhibit}
		_, err := w.ledger.Extraction(as(domain.PSDSupervisor), newID(), domain.ExtractionID(newID()), c)
		if err == nil {
			t.Errorf("%s: allowed", name)
			continue
		}
		refused(t, err, domain.Refused, "UNKNOWN_EXHIBIT")
	}
	w.extraction(m, d, "KLM/1")
}

func TestRegisteredFact(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	for _, id := range []domain.OfficerID{domain.OfficerID(newID()), "no id"} {
		_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.IdentifyOfficer{
			Officer: id, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-05-21", Registered: true,
		})
		refused(t, err, domain.Refused, "UNKNOWN_OFFICER")
	}
	w.concern(m, w.officer())
}

func TestWorkIssuedFact(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.officer()
	personal := w.device(w.matter(), "KLM/1")
	give := func(d domain.DeviceID) error {
		_, err := w.ledger.Officer(as(domain.CaseOfficer), newID(), o, officer.IssueDevice{Device: d, From: "2025-01-06"})
		return err
	}
	refused(t, give(domain.DeviceID(newID())), domain.Refused, ledger.CodeNotWorkIssued)
	refused(t, give(personal), domain.Refused, ledger.CodeNotWorkIssued)
	work := domain.DeviceID(newID())
	want2(w.ledger.Device(as(domain.CaseOfficer), newID(), work, device.Issue{
		Officer: o, Description: device.Description{Type: "smartphone"}, From: "2025-01-06",
	}))(t)
	if err := give(work); err != nil {
		t.Error(err)
	}
}

// A decision cites messages by their place in the log. What is cited must stand there, and in an extraction of the same matter.
func TestAttestedFact(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, other := w.matter(), w.matter()
	x, foreign := w.extraction(m, w.device(m, "KLM/1"), "KLM/1"), w.extraction(other, w.device(other, "KLM/1"), "KLM/1")
	w.source(x)
	w.source(foreign)
	c := batch(0, 5)
	at := want2(w.ledger.Extraction(as(domain.DigitalExaminer), newID(), x, c))(t).Revision
	want2(w.ledger.Extraction(as(domain.DigitalExaminer), newID(), foreign, c))(t)
	good := misconduct.MessageRef{Extraction: x, Revision: at, Message: c.Content.Messages[3].ID}

	cite := func(refs ...misconduct.MessageRef) error {
		d := decision(newID())
		d.Matter = other
		for _, r := range refs {
			d.Evidence = append(d.Evidence, misconduct.Citation{Message: &r})
			d.Attested = append(d.Attested, misconduct.Attested{Ref: r, Matter: m}, misconduct.Attested{Ref: r, Matter: other})
		}
		_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, d)
		return err
	}
	second := good
	second.Message = c.Content.Messages[0].ID
	if err := cite(good, second); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*misconduct.MessageRef){
		"another message":      func(r *misconduct.MessageRef) { r.Message = domain.MessageID(newID()) },
		"another revision":     func(r *misconduct.MessageRef) { r.Revision-- },
		"the first event":      func(r *misconduct.MessageRef) { r.Revision = 0 },
		"behind the end":       func(r *misconduct.MessageRef) { r.Revision = 1000 },
		"no such extraction":   func(r *misconduct.MessageRef) { r.Extraction = domain.ExtractionID(newID()) },
		"no extraction's id":   func(r *misconduct.MessageRef) { r.Extraction = "x\x00y" },
		"of another matter":    func(r *misconduct.MessageRef) { r.Extraction = foreign },
		"of no message at all": func(r *misconduct.MessageRef) { r.Message = "" },
	} {
		bad := good
		change(&bad)
		err := cite(good, bad)
		if err == nil {
			t.Errorf("%s: taken as evidence", name)
			continue
		}
		refused(t, err, domain.Refused, "EVIDENCE_NOT_FOUND")
	}
}

func TestSeizureEntersTheExhibit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, id, command := w.matter(), domain.DeviceID(newID()), newID()
	want2(w.ledger.Device(as(domain.CaseOfficer), command, id, seize(m, "KLM/1")))(t)
	e, err := w.ledger.Exhibit(t.Context(), m, "KLM/1")
	if diff := cmp.Diff(misconduct.Exhibit{Device: id, Description: "smartphone"}, e); diff != "" || err != nil {
		t.Error(diff, err)
	}
	events := w.stream(misconduct.Category, string(m))
	meta := events[len(events)-1].Meta
	if meta.CommandID != ledger.NewID(command, "exhibit") || meta.CorrelationID != command || meta.CausationID != command {
		t.Errorf("%+v", meta)
	}
	if diff := cmp.Diff([]string{"permit.seize"}, meta.Policies); diff != "" || meta.Role != domain.CaseOfficer {
		t.Error(diff)
	}
}

// What the device or the matter refuses leaves nothing in either.
func TestSeizureRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	w.device(m, "KLM/1")
	w.untouched(func() {
		_, err := w.ledger.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), seize(m, "KLM/1"))
		refused(t, err, domain.Refused, "EXHIBIT_REFERENCE_USED")
		bad := seize(m, "KLM/2")
		bad.Grounds = ""
		if _, err := w.ledger.Device(as(domain.CaseOfficer), newID(), domain.DeviceID(newID()), bad); err == nil {
			t.Error("seized without grounds")
		}
	})
}

func complete(ref domain.ExhibitRef) extraction.Complete {
	return extraction.Complete{
		Exhibit: ref, Result: "COMPLETE", Tool: tool(), Operator: "DE 5", Container: "image.zip", ContainerSize: 10, AcquisitionHash: sha, At: now,
	}
}

func TestCompletionEntersTheDerivedExhibit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	x := w.extraction(m, w.device(m, "KLM/1"), "KLM/1")
	w.untouched(func() {
		_, err := w.ledger.Extraction(as(domain.DigitalExaminer), newID(), x, complete("KLM/1"))
		refused(t, err, domain.Refused, "EXHIBIT_REFERENCE_USED")
	})
	want2(w.ledger.Extraction(as(domain.DigitalExaminer), newID(), x, complete("PQR/1")))(t)
	e, err := w.ledger.Exhibit(t.Context(), m, "PQR/1")
	if diff := cmp.Diff(misconduct.Exhibit{Extraction: x, DerivedFrom: "KLM/1", Description: "extraction"}, e); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
