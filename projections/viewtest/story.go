package viewtest

import (
	"fmt"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Story is one matter of the fictional Northmoor Metropolitan Police with everything that belongs to it, so that every question has an
// answer: three officers, of whom Concerned is in trouble, a phone whose hand-over left a gap, and an extraction with messages.
type Story struct {
	Matter     domain.MatterID
	Force      string
	Concerned  domain.OfficerID // officer concerned in the matter
	Colleague  domain.OfficerID // in the register, not concerned
	Phone      domain.DeviceID  // seized as KLM/1
	WorkPhone  domain.DeviceID  // issued to Concerned
	Extraction domain.ExtractionID
	Source     domain.SHA256
	Messages   []domain.MessageID
}

// Tell adds the story to a log. number makes several stories different; force is the police force it happens in.
func Tell(log *Log, number int, force string) Story {
	id := func(kind int) string { return fmt.Sprintf("%d0000000-0000-4000-8000-%012d", kind, number) }
	s := Story{
		Matter: domain.MatterID(id(1)), Force: force, Concerned: domain.OfficerID(id(2)), Colleague: domain.OfficerID(id(3)),
		Phone: domain.DeviceID(id(4)), WorkPhone: domain.DeviceID(id(5)), Extraction: domain.ExtractionID(id(6)), Source: hash(fmt.Sprint(number % 10)),
	}
	t := teller{log: log, meta: wire.Metadata{Actor: "kl.marsh", Role: domain.CaseOfficer, Force: force, CommandHash: "h", OccurredAt: Epoch}}
	t.register(s, number)
	t.open(s, number)
	t.seize(s)
	t.extract(&s, number)
	t.decide(s)
	s.Assign(log, "kl.marsh")
	s.Assign(log, "a")
	return s
}

// Assign puts somebody on the case of a story, until it is ended.
func (s Story) Assign(log *Log, actor domain.ActorID) {
	s.Note(log, caseaccess.Assigned{Actor: actor, Capacity: domain.CaseOfficer, Reason: "works on it"})
}

// Note records something about who may see the matter of a story.
func (s Story) Note(log *Log, events ...caseaccess.Event) {
	for _, e := range events {
		log.Add(wire.Stream(caseaccess.Category, string(s.Matter)), wire.Metadata{Actor: "psd.lead", Role: domain.PSDSupervisor, Force: s.Force, OccurredAt: Epoch}, e)
	}
}

// Link links the matter of a story with another, in both.
func (s Story) Link(log *Log, other Story) {
	for _, pair := range [][2]Story{{s, other}, {other, s}} {
		log.Add(wire.Stream("misconduct", string(pair[0].Matter)), wire.Metadata{Actor: "kl.marsh", Role: domain.CaseOfficer, Force: s.Force, OccurredAt: Epoch},
			misconduct.MattersLinked{Other: pair[1].Matter, Reason: "one group of officers"})
	}
}

// Refer tells the IOPC about the matter of a story.
func (s Story) Refer(log *Log) {
	t := teller{log: log, meta: wire.Metadata{Actor: "aa.delegate", Role: domain.AppropriateAuthority, Force: s.Force}}
	t.add("misconduct", string(s.Matter), misconduct.MatterReferredToIOPC{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"})
}

type teller struct {
	log  *Log
	meta wire.Metadata
	n    int
}

func (t *teller) add(category, id string, events ...any) {
	t.n++
	t.meta.CommandID = fmt.Sprintf("%s-%d", id, t.n)
	for _, e := range events {
		t.log.Add(wire.Stream(category, id), t.meta, e)
	}
}

func (t *teller) register(s Story, number int) {
	for i, o := range []domain.OfficerID{s.Concerned, s.Colleague} {
		t.add("officer", string(o), officer.Registered{
			Person: officer.Person{Name: fmt.Sprintf("Adam Thorne %d", i), CollarNumber: fmt.Sprintf("%d%d", number, i)}, Force: s.Force,
			Kind: officer.PoliceOfficer, Rank: officer.Constable, Unit: "Response A", From: "2019-02-01",
		})
	}
	t.add("officer", string(s.Concerned), officer.RankChanged{Rank: officer.Sergeant, From: "2023-05-01", Reason: "promotion"})
	t.add("officer", string(s.Concerned), officer.Posted{Unit: "Response B", From: "2023-05-01"})
	t.add("device", string(s.WorkPhone), device.Issued{
		Officer: s.Concerned, Description: device.Description{Type: "smartphone", Make: "Fairtone", Serial: "F1"}, From: "2023-05-02",
	})
	t.add("officer", string(s.Concerned), officer.DeviceIssued{Device: s.WorkPhone, From: "2023-05-02"})
}

func (t *teller) open(s Story, number int) {
	m := string(s.Matter)
	t.add("misconduct", m, misconduct.MatterReceived{
		Reference: fmt.Sprintf("NMP/2025/%04d", number), Operation: "Larkfield", Force: s.Force, CameToAttentionOn: "2025-06-03",
		Summary: "screenshots handed over", ReportedBy: "COLLEAGUE", RegimeVersion: "2020+A24+A25",
	})
	t.add("misconduct", m, misconduct.MatterRecorded{
		Kind: misconduct.RecordableConductMatter, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}, On: "2025-06-03",
	})
	t.add("misconduct", m, misconduct.OfficerConcernedIdentified{Officer: s.Concerned, RankAtConduct: "SERGEANT", SubjectKind: "OFFICER", On: "2025-06-03"})
	t.add("misconduct", m, misconduct.AllegationAdded{
		Allegation: "80000000-0000-4000-8000-000000000001", Officers: []domain.OfficerID{s.Concerned}, Standards: []int{3, 10},
		CodeSet: "iopc-2021", Category: "F", Text: "posted discriminatory messages",
	})
}

func (t *teller) seize(s Story) {
	at := time.Date(2025, 6, 9, 7, 30, 0, 0, time.UTC)
	t.add("misconduct", string(s.Matter), misconduct.ExhibitRegistered{Exhibit: "KLM/1", Device: s.Phone, Description: "smartphone"})
	t.add("device", string(s.Phone),
		device.Seized{
			Matter: s.Matter, Exhibit: "KLM/1", Power: "PACE_S32", Authoriser: "insp 12", Grounds: "arrested", Ownership: device.Personal,
			Description: device.Description{Type: "smartphone", Make: "Fairtone", Model: "3"}, At: at, Place: "home", FromWhom: "the officer", SeizingOfficer: "KLM",
		},
		device.Sealed{Seal: "N100234", By: "KLM", At: at.Add(time.Hour)})
	t.add("device", string(s.Phone),
		device.Transferred{
			From: "KLM", To: "PQR", At: at.Add(2 * time.Hour), Place: "store", Purpose: "examination", SealGiven: "N100234", SealReceived: "N100243", Intact: true, Store: "shelf 4",
		},
		device.ContinuityDiscrepancyRaised{Number: 1, Kind: device.SealMismatch, Expected: "N100234", Found: "N100243", At: at.Add(2 * time.Hour)})
}

func (t *teller) extract(s *Story, number int) {
	at, x := time.Date(2025, 6, 16, 9, 0, 0, 0, time.UTC), string(s.Extraction)
	t.add("extraction", x, extraction.Authorised{
		Matter: s.Matter, Device: s.Phone, Exhibit: "KLM/1", Level: extraction.FullFileSystem,
		Scope: extraction.Scope{Applications: []string{"WHATSAPP"}}, Authoriser: "supervisor", Reason: "the group chat",
	})
	t.add("extraction", x, extraction.Started{Tool: extraction.Tool{Name: "Extractor", Version: "7.1"}, Operator: "PQR", At: at})
	t.add("extraction", x, extraction.SourceRegistered{Source: extraction.Source{SHA256: s.Source, Size: 10, Name: "_chat.txt"}, At: at})
	batch := extraction.MessagesRecorded{Source: s.Source}
	batch.Content.Threads = []extraction.Thread{{Key: "g1", Platform: "WHATSAPP", Title: "Night shift", Kind: "GROUP"}}
	for i, body := range []string{"who was on the cordon", "delete the photos tonight", "ok"} {
		id := domain.MessageID(fmt.Sprintf("7%07d-0000-5000-8000-%012d", number, i))
		s.Messages = append(s.Messages, id)
		sent := at.AddDate(0, -1, 0).Add(time.Duration(i) * time.Minute)
		batch.Content.Messages = append(batch.Content.Messages, extraction.Message{
			ID: id, Locator: fmt.Sprintf("_chat.txt:line %d", i+1), Thread: "g1", Sender: []string{"Adam", "Rhea", "Adam"}[i], Kind: extraction.Text,
			Body: body, BodyState: extraction.BodyPresent, SentRaw: sent.Format("02/01/2006, 15:04"), SentLocal: sent.Format("2006-01-02T15:04:05"), TZBasis: "UNKNOWN",
			Attachments: []extraction.Attachment{{Name: "IMG-1.jpg", MIME: "image/jpeg", State: extraction.Omitted}},
		})
	}
	t.add("extraction", x, batch)
	t.add("extraction", x, extraction.SourceRecorded{Source: s.Source, CountedIn: 3, CountedOut: 3, Batches: 1, Complete: true, RecordedAt: at, SourceSHAEnd: s.Source})
	t.add("misconduct", string(s.Matter), misconduct.ExhibitRegistered{Exhibit: "PQR/1", Extraction: s.Extraction, DerivedFrom: "KLM/1", Description: "extraction"})
	t.add("extraction", x, extraction.Completed{
		Exhibit: "PQR/1", Result: "COMPLETE", Tool: extraction.Tool{Name: "Extractor", Version: "7.1"}, Operator: "PQR", AcquisitionHash: hash("c"),
		Counts: map[string]int{"messages": 3}, At: at.Add(time.Hour),
	})
	t.add("extraction", x, extraction.HashVerified{Copy: extraction.Master, Actual: hash("c"), Purpose: extraction.CopyToMaster, At: at.Add(2 * time.Hour)})
}

func (t *teller) decide(s Story) {
	m := string(s.Matter)
	t.add("misconduct", m, misconduct.SeverityAssessed{
		Officer: s.Concerned, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, DecidedBy: domain.DirectorGeneral, On: "2025-06-12",
	})
	t.add("misconduct", m, misconduct.WrittenNoticeServed{Officer: s.Concerned, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"})
	t.add("misconduct", m, misconduct.InvestigationReportSubmitted{By: "kl.marsh", On: "2025-10-10"})
	decision := "90000000-0000-4000-8000-000000000001"
	t.add("misconduct", m,
		misconduct.DecisionRecorded{
			Decision: decision, Subject: "CASE_TO_ANSWER", Officer: s.Concerned, Text: "case to answer", Reasons: "the words are plain", DecidedBy: domain.DirectorGeneral, On: "2025-12-01",
			Evidence: []misconduct.Citation{{Exhibit: "PQR/1"}, {Message: &misconduct.MessageRef{Extraction: s.Extraction, Revision: 3, Message: s.Messages[1]}}},
		},
		misconduct.CaseToAnswerDetermined{
			Decision: decision, Officer: s.Concerned, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing, DecidedBy: domain.DirectorGeneral, On: "2025-12-01",
		})
}
