package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
)

// relation is what all players are to one matter, and what the matter is.
type relation struct {
	name  string // in the table
	means string // in words
	force string
	plays func(w *world, m *matter)
}

// relations are played in this order. Each says through real commands what it means, and notes it in the matter's facts, from which the
// rules are asked what must come out.
var relations = []relation{
	{"unrelated", "not assigned to it; it is an internal matter of the force", home, func(*world, *matter) {}},
	{"assigned", "assigned to it", home, (*world).assignAll},
	{"ended", "was assigned to it, and taken off it", home, (*world).endAll},
	{"expired", "was assigned to it until a time that has passed", home, (*world).assignForAWhile},
	{"exception", "opened it by exception, where the role may", home, (*world).exceptAll},
	{"conflict", "assigned to it, and declared an interest", home, (*world).conflictAll},
	{"concerned", "assigned to it, and an officer concerned in it", home, (*world).concernAll},
	{"linked", "assigned to it; it is linked to one in which they are an officer concerned", home, (*world).linkToConcerned},
	{"withheld", "assigned to it, not cleared for identities; the name of whoever reported it is withheld", home, (*world).withhold},
	{"restricted", "assigned to it; it lies in a restricted compartment", home, (*world).restrictAssigned},
	{"cleared", "assigned to it and cleared for its compartment", home, (*world).restrictCleared},
	{"only cleared", "not assigned to it, cleared for its compartment", home, (*world).clearOnly},
	{"referred", "not assigned to it; it was referred to the IOPC", home, (*world).refer},
	{"requested", "not assigned to it; the IOPC asked for it", home, (*world).request},
	{"referred+restricted", "not assigned to it; it was referred, and lies in a restricted compartment", home, (*world).referRestricted},
	{"other force", "assigned to it; it is another force's", other, (*world).assignAll},
}

// matter is one matter of the world. Every text in it bears its marker.
type matter struct {
	relation
	marker                  string
	person, collar          string // of the officer concerned; the register is another thing than the matter, so its texts are others
	id                      domain.MatterID
	reference, conversation string
	received                string                // the id of the command by which it came to be
	place                   misconduct.MessageRef // of one message
	officer                 domain.OfficerID      // the officer concerned
	actor                   domain.ActorID        // somebody who works in the matter's force and has an account
	device                  domain.DeviceID
	extraction              domain.ExtractionID
	exhibit, derived        domain.ExhibitRef
	upload                  domain.SHA256
	facts                   access.Resource // what the rules are to know of it
}

// newMatter is the matter number i, of which nothing happened yet.
func newMatter(i int, r relation) *matter {
	m := &matter{relation: r, marker: fmt.Sprintf("Quill%02d", i), person: fmt.Sprintf("Finch%02d", i), collar: fmt.Sprintf("9%02dNM", i),
		reference: fmt.Sprintf("Quill%02d/2025", i),
		exhibit:   domain.ExhibitRef(fmt.Sprintf("QA/%d", 100+i)), derived: domain.ExhibitRef(fmt.Sprintf("QB/%d", 100+i))}
	m.id = ledger.MatterID(r.force, m.reference)
	m.facts = access.Resource{Matter: m.id, Force: r.force}
	m.actor = builder(domain.PSDSupervisor, r.force).Actor
	return m
}

// begin tells a matter's story up to where its relation to the players begins.
func (w *world) begin(m *matter) {
	w.open(m)
	w.seize(m)
	w.extract(m)
	w.decide(m)
	for _, id := range []string{string(m.id), m.reference, string(m.device), string(m.extraction), string(m.upload)} {
		w.owner[id] = m
	}
}

// play builds all matters.
func (w *world) play() {
	for i, r := range relations {
		m := newMatter(i, r)
		w.matters = append(w.matters, m)
		w.begin(m)
	}
	w.settle()
	for _, m := range w.matters {
		w.findMessage(m)
	}
	for _, m := range w.matters {
		m.plays(w, m)
	}
	w.later.Store(int64(2 * time.Hour)) // what was given for an hour has ended
}

func (w *world) about(m *matter, role domain.Role, c misconduct.Command) (commandID string) {
	w.t.Helper()
	return w.done(func(id string) (ledger.Receipt, error) { return w.s.ledger.Matter(w.as(role, m.force), id, m.id, c) })
}

func (w *world) phone(m *matter, role domain.Role, c device.Command) {
	w.t.Helper()
	w.done(func(id string) (ledger.Receipt, error) {
		return w.s.ledger.Device(w.as(role, m.force), id, m.device, c)
	})
}

func (w *world) take(m *matter, role domain.Role, c extraction.Command) {
	w.t.Helper()
	w.done(func(id string) (ledger.Receipt, error) {
		return w.s.ledger.Extraction(w.as(role, m.force), id, m.extraction, c)
	})
}

func (w *world) grant(m *matter, role domain.Role, c caseaccess.Command) {
	w.t.Helper()
	w.done(func(id string) (ledger.Receipt, error) {
		return w.s.ledger.CaseAccess(w.as(role, m.force), id, m.id, c)
	})
}

// open receives a matter with an officer concerned and brings in those who build it.
func (w *world) open(m *matter) {
	m.officer = w.register(m.force, m.person+" Thorne", m.collar)
	m.facts.Concerned = append(m.facts.Concerned, m.officer)
	m.received = w.about(m, domain.CaseOfficer, misconduct.Receive{Reference: m.reference, Operation: m.marker + " operation", Force: m.force,
		CameToAttentionOn: "2025-06-03", Summary: m.marker + " summary", ReportedBy: m.marker + " whistle-blower"})
	for _, role := range []domain.Role{domain.DigitalExaminer, domain.ExhibitsOfficer} {
		w.grant(m, domain.CaseOfficer, caseaccess.Engage{Actor: builder(role, m.force).Actor, Capacity: role, Reason: m.marker + " engaged"})
	}
	w.grant(m, domain.AppropriateAuthority, caseaccess.ProposeClearance{Proposal: uuid.NewString(), Actor: builder(domain.CaseOfficer, m.force).Actor,
		For: caseaccess.Privileged, Reason: m.marker + " waits for an answer"})
	w.about(m, domain.CaseOfficer, misconduct.IdentifyOfficer{Officer: m.officer, RankAtConduct: "PC", SubjectKind: string(officer.PoliceOfficer), On: "2025-06-03"})
	w.about(m, domain.AppropriateAuthority, misconduct.Record{Kind: misconduct.RecordableConductMatter, On: "2025-06-03",
		Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}})
	w.about(m, domain.CaseOfficer, misconduct.AddAllegation{Allegation: domain.AllegationID(uuid.NewString()), Officers: []domain.OfficerID{m.officer},
		Standards: []int{2, 3}, CodeSet: "iopc-2021", Category: "F", Text: m.marker + " allegation"})
	w.about(m, domain.CaseOfficer, misconduct.OpenCriminalStrand{Officer: m.officer, Offence: m.marker + " offence", On: "2025-06-09"})
	w.about(m, domain.CaseOfficer, misconduct.RegisterExhibit{Exhibit: domain.ExhibitRef("QC" + string(m.exhibit)[2:]), Description: m.marker + " exhibit"})
}

func clockTime(day, hour int) time.Time {
	return time.Date(2025, time.June, day, hour, 0, 0, 0, time.UTC)
}

// seize takes a phone, seals it and hands it over, with a seal misread on the way.
func (w *world) seize(m *matter) {
	m.device = domain.DeviceID(uuid.NewString())
	w.phone(m, domain.CaseOfficer, device.Seize{Matter: m.id, Exhibit: m.exhibit, Power: device.PACES32, Authoriser: m.marker + " authoriser",
		Grounds: m.marker + " grounds", Ownership: device.Personal, Description: device.Description{Type: "smartphone", Make: m.marker + " make"},
		Condition: device.Condition{Power: "ON", Damage: m.marker + " damage"}, At: clockTime(9, 7), Place: m.marker + " place",
		FromWhom: m.marker + " owner", SeizingOfficer: m.marker + " seizer"})
	w.phone(m, domain.CaseOfficer, device.Seal{Seal: m.marker + "A", By: m.marker + " seizer", At: clockTime(9, 8)})
	w.phone(m, domain.ExhibitsOfficer, device.Transfer{From: m.marker + " seizer", To: m.marker + " store", At: clockTime(9, 11), Place: m.marker + " place",
		Purpose: m.marker + " storage", SealGiven: m.marker + "A", SealReceived: m.marker + "B", Intact: true, Store: m.marker + " shelf"})
	w.phone(m, domain.PSDSupervisor, device.ExplainDiscrepancy{Number: 1, Explanation: m.marker + " misread"})
}

// extract makes an extraction and imports a chat.
func (w *world) extract(m *matter) {
	m.extraction = domain.ExtractionID(uuid.NewString())
	w.take(m, domain.PSDSupervisor, extraction.Authorise{Matter: m.id, Device: m.device, Exhibit: m.exhibit, Level: extraction.FullFileSystem,
		Scope: extraction.Scope{Applications: []string{"WhatsApp"}, Keywords: []string{m.marker}}, Authoriser: m.marker + " authoriser", Reason: m.marker + " reason"})
	tool := extraction.Tool{Name: m.marker + " tool", Version: "1.0.0"}
	w.take(m, domain.DigitalExaminer, extraction.Start{Tool: tool, Operator: m.marker + " operator", Method: m.marker + " method", DeviceState: "AFU", At: clockTime(16, 9)})
	m.upload = w.upload(m)
	if _, err := intake.Import(w.as(domain.DigitalExaminer, m.force), recorder{w.s.ledger}, w.s.vault, m.extraction, m.upload, m.marker+"_chat.txt",
		intake.Options{Now: w.now}, nil); err != nil {
		w.t.Fatal(err)
	}
	w.take(m, domain.DigitalExaminer, extraction.Complete{Exhibit: m.derived, Result: "COMPLETE", Tool: tool, Operator: m.marker + " operator",
		Container: m.marker + " container", ContainerSize: 1000, AcquisitionHash: m.upload, LegacyHashes: map[string]string{"MD5": "00112233445566778899aabbccddeeff"},
		Counts: map[string]int{"messages": 40}, Errors: []string{m.marker + " error"}, At: clockTime(16, 13)})
	w.take(m, domain.DigitalExaminer, extraction.VerifyHash{Copy: extraction.Master, Actual: m.upload, Purpose: "COPY_TO_MASTER", At: clockTime(16, 14)})
}

func (w *world) upload(m *matter) domain.SHA256 {
	var text bytes.Buffer
	members := []string{m.marker + " Adams", m.marker + " Beddoe", m.marker + " Calloway"}
	planted := map[int]intake.Line{}
	for i := 5; i < 35; i++ {
		planted[i] = intake.Line{Sender: members[i%3], Text: m.marker + " remark about the shift"}
	}
	if err := intake.GenerateGroupChat(&text, intake.GroupChat{Seed: 1, Messages: 40, Title: m.marker + " banter", Members: members, Planted: planted, Attached: true}); err != nil {
		w.t.Fatal(err)
	}
	staged, err := w.s.vault.Stage(w.t.Context(), &text, 1<<20)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := staged.Commit(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return staged.SHA256
}

// decide takes a decision that cites an exhibit.
func (w *world) decide(m *matter) {
	w.about(m, domain.CaseOfficer, misconduct.RecordDecision{Decision: uuid.NewString(), Subject: "POLICY", Text: m.marker + " decision",
		Reasons: m.marker + " reasons", Evidence: []misconduct.Citation{{Exhibit: m.exhibit, Note: m.marker + " note"}}, DecidedBy: domain.CaseOfficer, On: "2025-06-20"})
}

// findMessage looks the chat up as a supervisor sees it.
func (w *world) findMessage(m *matter) {
	r := w.askAt("/graphql", w.references[m.force], `query($m: MatterID!) { messages(filter: {caseId: $m}, first: 10) { nodes { conversationId ref { extractionId revision messageId } } } }`,
		map[string]any{"m": m.id})
	var found struct {
		Messages struct {
			Nodes []struct {
				ConversationID string
				Ref            struct{ ExtractionID, Revision, MessageID string }
			}
		}
	}
	text, err := json.Marshal(r.Data)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := json.Unmarshal(text, &found); err != nil || len(found.Messages.Nodes) < 10 {
		w.t.Fatalf("the chat of %s: %v %s", m.marker, err, r.raw)
	}
	one := found.Messages.Nodes[5]
	revision, err := strconv.ParseUint(one.Ref.Revision, 10, 64)
	if err != nil {
		w.t.Fatal(err)
	}
	m.conversation = one.ConversationID
	m.place = misconduct.MessageRef{Extraction: m.extraction, Revision: revision, Message: domain.MessageID(one.Ref.MessageID)}
	w.owner[m.conversation], w.owner[one.Ref.MessageID] = m, m
}
