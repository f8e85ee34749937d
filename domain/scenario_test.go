package domain_test

import (
	"errors"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// desk holds one matter with its devices and extractions and puts into each command the facts of the other aggregates, as the ledger
// does. It is the first acceptance scenario of the domain guide (section 7, S1), step by step.
type desk struct {
	t           *testing.T
	today       time.Time
	matter      misconduct.State
	revision    uint64
	devices     map[domain.DeviceID]device.State
	extractions map[domain.ExtractionID]extraction.State
}

const (
	larkfield = domain.MatterID("0b0a9a2e-6f5c-4a0e-9a53-6f1d5f1f1a01")
	thorne    = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b11")
	calloway  = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b12")
	winstead  = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b13")
)

func (d *desk) on(year int, m time.Month, day int) *desk {
	d.today = time.Date(year, m, day, 12, 0, 0, 0, time.UTC)
	return d
}

func (d *desk) date() domain.Date { return domain.DateOf(d.today) }

func (d *desk) env(r domain.Role) domain.Envelope {
	return domain.Envelope{Now: d.today, Actor: "case-officer-1", Role: r, Force: "northmoor"}
}

// try gives a command of the matter and returns the code it was refused with, "" when it was allowed.
func (d *desk) try(c misconduct.Command) string {
	events, err := misconduct.Decide(d.matter, c, d.env(domain.CaseOfficer))
	for _, e := range events {
		d.matter = misconduct.Evolve(d.matter, e)
		d.revision++
	}
	return codeOf(d.t, err)
}

func (d *desk) seize(id domain.DeviceID, ref domain.ExhibitRef, p device.Power, o device.Ownership) string {
	open, indictable := d.matter.Strand()
	c := device.Seize{Matter: larkfield, Exhibit: ref, Power: p, Authoriser: "DI A. Okafor", Grounds: "the messages are believed to be on it",
		Ownership: o, Description: device.Description{Type: "smartphone"}, At: d.today, Place: "Northmoor Central", FromWhom: "the officer concerned",
		SeizingOfficer: "DC K. L. Marsh",
		Strand:         device.Strand{Open: open, Indictable: indictable, Independent: d.matter.Mode == misconduct.Independent, MatterRevision: d.revision}}
	events, err := device.Decide(d.devices[id], c, d.env(domain.ExhibitsOfficer))
	if err != nil {
		return codeOf(d.t, err)
	}
	if code := d.try(misconduct.RegisterExhibit{Exhibit: ref, Device: id}); code != "" {
		return code
	}
	for _, e := range events {
		d.devices[id] = device.Evolve(d.devices[id], e)
	}
	return ""
}

func (d *desk) extract(id domain.ExtractionID, c extraction.Command) string {
	events, err := extraction.Decide(d.extractions[id], c, d.env(domain.DigitalExaminer))
	for _, e := range events {
		d.extractions[id] = extraction.Evolve(d.extractions[id], e)
	}
	return codeOf(d.t, err)
}

func (d *desk) want(code, got string) {
	d.t.Helper()
	if got != code {
		d.t.Fatalf("%s: answered %q, want %q", d.date(), got, code)
	}
}

func codeOf(t *testing.T, err error) string {
	var refusal *domain.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refusal):
		return refusal.Code
	}
	t.Fatal(err)
	return ""
}

func TestGroupChatDirectedInvestigationThreeEndings(t *testing.T) {
	t.Parallel()
	d := &desk{t: t, devices: map[domain.DeviceID]device.State{}, extractions: map[domain.ExtractionID]extraction.State{}}
	d.comesIn()
	d.devicesAndCrime()
	d.assessedAndNotified()
	d.extracted()
	d.determined()
	for officer, route := range map[domain.OfficerID]misconduct.Form{thorne: misconduct.Hearing, calloway: misconduct.Meeting, winstead: misconduct.RPRP} {
		if got := d.matter.Officers[officer].Route; got != route {
			t.Errorf("%s goes to %s, want %s", officer, got, route)
		}
	}
}

func (d *desk) comesIn() {
	d.on(2025, 6, 3)
	d.want("", d.try(misconduct.Receive{Reference: "NMP/2025/0417", Operation: "Larkfield", Force: "northmoor", CameToAttentionOn: d.date(),
		Summary: "a colleague handed over screenshots of racist messages", ReportedBy: "COLLEAGUE"}))
	d.want("", d.try(misconduct.RegisterExhibit{Exhibit: "DWH/1", Description: "eleven printed screenshots"}))
	d.want("", d.try(misconduct.Record{Kind: misconduct.RecordableConductMatter, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}, On: d.date()}))
	for officer, rank := range map[domain.OfficerID]string{thorne: "PC", calloway: "SERGEANT", winstead: "PC"} {
		d.want("", d.try(misconduct.IdentifyOfficer{Officer: officer, RankAtConduct: rank, SubjectKind: "OFFICER", On: d.date(), Registered: true}))
	}
	d.want("", d.try(misconduct.AddAllegation{Allegation: "9c8b7a65-4d3e-4f21-8a0b-1c2d3e4f5a61", Officers: []domain.OfficerID{thorne, calloway, winstead},
		Standards: []int{2, 3, 10}, CodeSet: "iopc-2021", Category: "F", SubCategory: "race", Text: "racist messages in a group of nine"}))
	d.on(2025, 6, 4)
	d.want("REFERRAL_IS_MANDATORY", d.try(misconduct.Refer{On: d.date(), Reason: "the evidence looks weak"}))
	d.want("", d.try(misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: d.date()}))
	d.on(2025, 6, 6)
	d.want("", d.try(misconduct.DetermineMode{Mode: misconduct.Directed, On: d.date(), Reason: "seriousness and public interest"}))
	d.want("", d.try(misconduct.AppointInvestigator{Investigator: "investigator-1", ConflictNote: "none", On: d.date()}))
	d.want("", d.try(misconduct.ConsultIOPCOnSuspension{Officer: thorne, View: "no objection", On: d.date()}))
	d.want("", d.try(misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Suspended, ReasonCode: misconduct.PublicInterest, Oral: true,
		Redeployment: "considered, public confidence would not bear it", On: d.date()}))
	d.want("", d.try(misconduct.ChangeDutyStatus{Officer: calloway, Status: misconduct.Restricted, Conditions: []string{"no contact with the public"}, On: d.date()}))
}

func (d *desk) devicesAndCrime() {
	d.want("", d.seize("work", "KLM/1", device.ForceProperty, device.WorkIssued))
	d.want("POWER_NOT_LAWFUL", d.seize("personal", "KLM/2", device.PCSCS37, device.Personal))
	d.on(2025, 6, 9)
	d.want("", d.try(misconduct.OpenCriminalStrand{Officer: thorne, Offence: "Communications Act 2003 s127", On: d.date()}))
	d.want("POWER_NOT_LAWFUL", d.seize("personal", "KLM/2", device.PACES8, device.Personal))
	d.want("POWER_NOT_LAWFUL", d.seize("personal", "KLM/2", device.PACES18, device.Personal))
	d.want("EXHIBIT_REFERENCE_USED", d.seize("personal", "KLM/1", device.PACES32, device.Personal))
	d.want("", d.seize("personal", "KLM/2", device.PACES32, device.Personal))
}

func (d *desk) assessedAndNotified() {
	assess := func(o domain.OfficerID, s misconduct.Severity, f misconduct.Form, by domain.Role) string {
		return d.try(misconduct.AssessSeverity{Officer: o, Severity: s, LikelyForm: f, DecidedBy: by, Reason: "if proved", On: d.date()})
	}
	d.on(2025, 6, 12)
	d.want("WRONG_DECISION_MAKER", assess(thorne, misconduct.GrossMisconduct, misconduct.Hearing, domain.CaseOfficer))
	d.want("", assess(thorne, misconduct.GrossMisconduct, misconduct.Hearing, domain.DirectorGeneral))
	d.want("", d.try(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: d.date()}))
	d.on(2025, 7, 3)
	d.want("", d.try(misconduct.ReviewSuspension{Officer: thorne, ConditionsMet: true, Reason: "the phone is being examined", On: d.date()}))
	d.on(2025, 7, 9)
	for _, o := range []domain.OfficerID{calloway, winstead} {
		d.want("", assess(o, misconduct.Misconduct, misconduct.Meeting, domain.DirectorGeneral))
		d.want("", d.try(misconduct.ServeNotice{Officer: o, Severity: misconduct.Misconduct, LikelyForm: misconduct.Meeting, On: d.date()}))
	}
}

func (d *desk) extracted() {
	const id = domain.ExtractionID("1d3e5f70-2b4c-4d6e-8f90-a1b2c3d4e5f6")
	const container = domain.SHA256("3c59dc048e8850243be8079a5c74d079a1b2c3d4e5f60718293a4b5c6d7e8f90")
	d.on(2025, 7, 16)
	tool := extraction.Tool{Name: "Lanternfish Examiner", Version: "10.4.2.118"}
	held := d.devices["personal"]
	d.want("", d.extract(id, extraction.Authorise{Matter: larkfield, Device: "personal", Exhibit: "KLM/2", Level: extraction.FullFileSystem,
		Scope: extraction.Scope{Applications: []string{"WhatsApp"}}, Authoriser: "DI A. Okafor", Reason: "one group",
		Held: extraction.Held{Seized: held.Seized, Matter: held.Matter, Exhibit: held.Exhibit}}))
	d.want("", d.extract(id, extraction.Start{Tool: tool, Operator: "DE P. Q. Rahman", Method: "bootloader", DeviceState: "AFU", At: d.today}))
	d.want("", d.extract(id, extraction.Complete{Exhibit: "PQR/1", Result: "COMPLETE", Tool: tool, Operator: "DE P. Q. Rahman", Container: "PQR1.zip",
		ContainerSize: 1 << 36, AcquisitionHash: container, Counts: map[string]int{"messages": 6412}, At: d.today}))
	d.want("", d.try(misconduct.RegisterExhibit{Exhibit: "PQR/1", Device: "personal", Extraction: id, DerivedFrom: "KLM/2"}))
	d.want("", d.extract(id, extraction.VerifyHash{Copy: extraction.Master, Actual: container, Purpose: extraction.CopyToMaster, At: d.today}))
}

func (d *desk) determined() {
	determine := func(id string, o domain.OfficerID, f misconduct.CaseToAnswer, r misconduct.Form) string {
		return d.try(misconduct.DetermineCaseToAnswer{Decision: id, Officer: o, Finding: f, Route: r, DecidedBy: domain.DirectorGeneral, Text: "determination",
			Reasons: "on the report and the messages", Evidence: []misconduct.Citation{{Exhibit: "PQR/1"}}, On: d.date(), Matter: larkfield})
	}
	d.on(2025, 10, 10)
	d.want("NO_REPORT", determine("d-0", thorne, misconduct.CaseForGrossMisconduct, misconduct.Hearing))
	d.want("", d.try(misconduct.SubmitReport{By: "investigator-1", On: d.date()}))
	d.on(2025, 11, 14)
	d.want("", d.try(misconduct.ConcludeCriminalStrand{Officer: thorne, Offence: "Communications Act 2003 s127", Outcome: "NO_CHARGE", On: d.date()}))
	d.on(2025, 12, 1)
	d.want("FORM_NOT_LAWFUL", determine("d-1", thorne, misconduct.CaseForGrossMisconduct, misconduct.Meeting))
	d.want("", determine("d-1", thorne, misconduct.CaseForGrossMisconduct, misconduct.Hearing))
	d.want("", determine("d-2", calloway, misconduct.CaseForMisconduct, misconduct.Meeting))
	d.want("", determine("d-3", winstead, misconduct.NoCaseToAnswer, misconduct.RPRP))
}
