package demo

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

// The force of the story, and the reference it keeps the matter under.
const (
	force     = "northmoor"
	reference = "NMP/2025/0417"
)

// door is one way of giving a command: to an officer's entry, a device, an extraction or the matter.
type door = func(ctx context.Context, commandID string) (ledger.Receipt, error)

func (s *story) person(id domain.OfficerID, c officer.Command) door {
	return func(ctx context.Context, commandID string) (ledger.Receipt, error) {
		return s.p.Ledger.Officer(ctx, commandID, id, c)
	}
}

func (s *story) phone(id domain.DeviceID, c device.Command) door {
	return func(ctx context.Context, commandID string) (ledger.Receipt, error) {
		return s.p.Ledger.Device(ctx, commandID, id, c)
	}
}

func (s *story) about(c misconduct.Command) door {
	return func(ctx context.Context, commandID string) (ledger.Receipt, error) {
		return s.p.Ledger.Matter(ctx, commandID, s.matter, c)
	}
}

func (s *story) access(c caseaccess.Command) door {
	return func(ctx context.Context, commandID string) (ledger.Receipt, error) {
		return s.p.Ledger.CaseAccess(ctx, commandID, s.matter, c)
	}
}

// register enters the three officers and the work phone of one of them.
func (s *story) register() []step {
	enter := func(name, collar string, rank officer.Rank, from domain.Date) officer.Register {
		return officer.Register{Person: officer.Person{Name: name, CollarNumber: collar}, Force: force,
			Kind: officer.PoliceOfficer, Rank: rank, Unit: "Harbour Street response team C", From: from}
	}
	return []step{
		{name: "register-thorne", as: caseOfficer, says: "PC Adam Thorne is entered in the register",
			give: s.person(s.thorne, enter("Adam Thorne", "4417NM", officer.Constable, "2017-09-04"))},
		{name: "register-calloway", as: caseOfficer, says: "PS Rhea Calloway is entered in the register",
			give: s.person(s.calloway, enter("Rhea Calloway", "2093NM", officer.Constable, "2011-02-14"))},
		{name: "promote-calloway", as: caseOfficer, says: "Calloway's promotion to sergeant is recorded",
			give: s.person(s.calloway, officer.ChangeRank{Rank: officer.Sergeant, From: "2019-04-01", Reason: "promotion"})},
		{name: "register-winstead", as: caseOfficer, says: "PC Joel Winstead is entered in the register",
			give: s.person(s.winstead, enter("Joel Winstead", "5120NM", officer.Constable, "2021-11-08"))},
		{name: "issue-work-phone", as: supervisor, says: "the force registers Thorne's work phone",
			give: s.phone(s.workPhone, device.Issue{Officer: s.thorne, Description: workPhone, From: "2023-01-16"})},
		{name: "hand-out-work-phone", as: supervisor, says: "the register notes that Thorne has it",
			give: s.person(s.thorne, officer.IssueDevice{Device: s.workPhone, From: "2023-01-16"})},
	}
}

// opening is what happened from Tuesday 3 to Friday 6 June 2025: the report, the referral and the Director General's choice.
func (s *story) opening() []step {
	return []step{
		{name: "receive", as: caseOfficer, says: "3 June 2025: a colleague hands over screenshots; the matter is received",
			give: s.about(misconduct.Receive{Reference: reference, Operation: "Larkfield", Force: force,
				CameToAttentionOn: "2025-06-03", ReportedBy: "COLLEAGUE",
				Summary: "Screenshots of a group chat of nine people, most of them officers of one response team, with racist messages."})},
		{name: "engage-examiner", as: caseOfficer, says: "the case officer brings the digital examiner into the case",
			give: s.access(caseaccess.Engage{Actor: "dev|digital-examiner", Capacity: domain.DigitalExaminer, Reason: "Phones will be examined."})},
		{name: "engage-exhibits-officer", as: caseOfficer, says: "and the exhibits officer; nobody else of their rank sees it",
			give: s.access(caseaccess.Engage{Actor: "dev|exhibits-officer", Capacity: domain.ExhibitsOfficer, Reason: "Phones will be kept."})},
		{name: "exhibit-screenshots", as: caseOfficer, says: "the screenshots become exhibit DWH/1",
			give: s.about(misconduct.RegisterExhibit{Exhibit: "DWH/1",
				Description: "11 screenshots of a group chat, produced by a witness"})},
		{name: "identify-thorne", as: caseOfficer, says: "Thorne is identified as an officer concerned", give: s.concerned(s.thorne, "PC")},
		{name: "identify-calloway", as: caseOfficer, says: "Calloway is identified", give: s.concerned(s.calloway, "SERGEANT")},
		{name: "identify-winstead", as: caseOfficer, says: "Winstead is identified", give: s.concerned(s.winstead, "PC")},
		{name: "record", as: authority, says: "it is recorded as a recordable conduct matter, aggravated by discrimination",
			give: s.about(misconduct.Record{Kind: misconduct.RecordableConductMatter,
				Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination}, On: "2025-06-03"})},
		{name: "allege-messages", as: caseOfficer, says: "first allegation: racist messages",
			give: s.about(misconduct.AddAllegation{Allegation: allegation("allege-messages"), Officers: []domain.OfficerID{s.thorne},
				Standards: []int{2, 3, 9}, CodeSet: "iopc-2021", Category: "F", ConductFrom: "2024-10-01", ConductTo: "2025-05-30",
				Text: "Sent racist messages and images to a group of colleagues, on and off duty."})},
		{name: "allege-supervision", as: caseOfficer, says: "second allegation: a supervisor who did not challenge them",
			give: s.about(misconduct.AddAllegation{Allegation: allegation("allege-supervision"),
				Officers: []domain.OfficerID{s.calloway}, Standards: []int{10}, CodeSet: "iopc-2021", Category: "F",
				ConductFrom: "2024-10-01", ConductTo: "2025-05-30",
				Text: "As a sergeant and member of the group, neither challenged nor reported the messages."})},
		{name: "allege-reply", as: caseOfficer, says: "third allegation: one reply",
			give: s.about(misconduct.AddAllegation{Allegation: allegation("allege-reply"), Officers: []domain.OfficerID{s.winstead},
				Standards: []int{2, 10}, CodeSet: "iopc-2021", Category: "F", ConductFrom: "2025-02-11", ConductTo: "2025-02-11",
				Text: "Replied with approval to one of the messages."})},
		{name: "refer", as: authority, says: "4 June: mandatory referral to the IOPC, in time",
			give: s.about(misconduct.Refer{Mandatory: true, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination},
				CriteriaMetOn: "2025-06-03", On: "2025-06-04"})},
		{name: "mode", as: caseOfficer, says: "6 June: the Director General determines a directed investigation",
			give: s.about(misconduct.DetermineMode{Mode: misconduct.Directed, On: "2025-06-06",
				Reason: "Seriousness and public confidence; the force has the capacity to investigate under direction."})},
		{name: "appoint", as: authority, says: "an investigator is appointed",
			give: s.about(misconduct.AppointInvestigator{Investigator: "dev|case-officer", On: "2025-06-06",
				ConflictNote: "Declares no connection with the officers concerned, their team or its managers."})},
		{name: "consult-iopc", as: authority, says: "the IOPC is asked before Thorne is suspended",
			give: s.about(misconduct.ConsultIOPCOnSuspension{Officer: s.thorne, View: "No objection.", On: "2025-06-06"})},
		{name: "suspend-thorne", as: authority, says: "Thorne is suspended, orally at first",
			give: s.about(misconduct.ChangeDutyStatus{Officer: s.thorne, Status: misconduct.Suspended,
				ReasonCode: misconduct.PublicInterest, Oral: true, On: "2025-06-06",
				Redeployment: "Control room and custody support were considered; both give access to the colleagues and records concerned."})},
		{name: "restrict-calloway", as: authority, says: "Calloway is put on restricted duties",
			give: s.about(misconduct.ChangeDutyStatus{Officer: s.calloway, Status: misconduct.Restricted,
				ReasonCode: misconduct.Prejudice, Conditions: []string{"no supervision of response team C"}, On: "2025-06-06"})},
	}
}

func (s *story) concerned(id domain.OfficerID, rank string) door {
	return s.about(misconduct.IdentifyOfficer{Officer: id, RankAtConduct: rank, SubjectKind: string(officer.PoliceOfficer), On: "2025-06-03"})
}

func allegation(step string) domain.AllegationID {
	return domain.AllegationID(ledger.NewID(commandID(step), "allegation"))
}
