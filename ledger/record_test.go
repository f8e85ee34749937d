package ledger_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// trial is an internal matter about one officer, on its way through proceedings, all on one day.
type trial struct {
	*world
	matter  domain.MatterID
	officer domain.OfficerID
}

const report = "0f5b1f2e-6a4d-4e0c-9b1a-2f3c4d5e6f70"

// give gives a command as whoever may and wants it carried out.
func (t trial) give(c misconduct.Command) ledger.Receipt {
	t.tb.Helper()
	return want2(t.try(c))(t.tb)
}

func (t trial) try(c misconduct.Command) (ledger.Receipt, error) {
	id, role := newID(), domain.AppropriateAuthority
	r, err := t.ledger.Matter(as(role), id, t.matter, c)
	if k, ok := domain.KindOf(err); ok && k == domain.Forbidden {
		return t.ledger.Matter(as(domain.CaseOfficer), id, t.matter, c)
	}
	return r, err
}

// assessed is a matter in which misconduct of the officer is assessed and reported on.
func (w *world) assessed(o domain.OfficerID) trial {
	w.tb.Helper()
	t := trial{w, w.matter(), o}
	w.concern(t.matter, o)
	for _, c := range []misconduct.Command{
		misconduct.Record{Kind: misconduct.InternalMisconduct, On: today},
		misconduct.AddAllegation{Allegation: "a-1", Officers: []domain.OfficerID{o}, Standards: []int{2}, CodeSet: "iopc-2021", Category: "K", Text: "Rude."},
		misconduct.RegisterExhibit{Exhibit: "DWH/1", Description: "a letter"},
		misconduct.AppointInvestigator{Investigator: "sub-investigator", ConflictNote: "none", On: today},
		misconduct.RecordDocument{Document: report, Kind: misconduct.DocReport, Title: "Report", SHA256: sha, Size: 1, MediaType: "application/pdf", On: today},
		misconduct.AssessSeverity{Officer: o, Severity: misconduct.Misconduct, LikelyForm: misconduct.Meeting, DecidedBy: domain.AppropriateAuthority, Reason: "r", On: today},
		misconduct.ServeNotice{Officer: o, Severity: misconduct.Misconduct, LikelyForm: misconduct.Meeting, On: today},
		misconduct.SubmitReport{By: "sub-investigator", On: today},
	} {
		t.give(c)
	}
	return t
}

func (t trial) determine() misconduct.DetermineCaseToAnswer {
	return misconduct.DetermineCaseToAnswer{Decision: newID(), Officer: t.officer, Finding: misconduct.CaseForMisconduct, Route: misconduct.Meeting,
		DecidedBy: domain.AppropriateAuthority, Text: "t", Reasons: "r", Evidence: []misconduct.Citation{{Exhibit: "DWH/1"}}, On: today}
}

func (t trial) panel() misconduct.AppointPanel {
	return misconduct.AppointPanel{Officers: []domain.OfficerID{t.officer}, Form: misconduct.Meeting, On: today, Members: []misconduct.PanelMember{{
		Person: "Inspector Voss", Actor: "sub-voss", Capacity: misconduct.ConductsMeeting, Rank: "INSPECTOR", Standing: misconduct.HigherRank}}}
}

// warning is the way of the matter to a final written warning.
func (t trial) warning() []misconduct.Command {
	all := []domain.OfficerID{t.officer}
	words := misconduct.Seriousness{Culpability: "c", Harm: "h", Aggravating: "a", Mitigating: "m"}
	return []misconduct.Command{
		t.determine(),
		misconduct.ServeReferralNotice{Officer: t.officer, Form: misconduct.Meeting, Documents: []string{report}, On: today},
		t.panel(),
		misconduct.FixHearing{Officers: all, Form: misconduct.Meeting, FirstDay: today, Venue: "v", On: today},
		misconduct.OpenProceedings{Officers: all, Form: misconduct.Meeting, On: today},
		misconduct.MakeFinding{Officer: t.officer, Allegation: "a-1", Finding: misconduct.FoundMisconduct, Basis: misconduct.Proved, Reasons: "r", On: today},
		misconduct.ImposeOutcome{Officer: t.officer, Action: misconduct.FinalWrittenWarning, Seriousness: words, Reasons: "r", On: today},
		misconduct.NotifyOutcome{Officer: t.officer, On: today},
	}
}

// The record is in the officer's own stream, so that what another matter decides rests on it, and an appeal takes it away again.
func TestOutcomeStandsInTheOfficersRecord(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.officer()
	first, second := w.assessed(o), w.assessed(o)
	for _, c := range first.warning() {
		first.give(c)
	}
	warning := officer.Sanction{Matter: first.matter, Action: "FINAL_WRITTEN_WARNING", Months: 24, From: today, Until: "2027-06-01"}
	w.record(o, officer.SanctionRecorded{Sanction: warning, On: today})

	_, err := second.try(second.determine())
	refused(t, err, domain.Refused, "MUST_BE_HEARING")

	first.give(misconduct.ExcludeLeave{Officer: o, From: "2025-07-01", Until: "2025-07-10", On: today})
	longer := warning
	longer.Until = "2027-06-11"
	w.record(o, officer.SanctionAmended{Sanction: longer, On: today})

	first.give(misconduct.LodgeAppeal{Officer: o, Appeal: newID(), Kind: misconduct.AppealMeeting, Grounds: []misconduct.AppealGround{misconduct.Unfairness}, Text: "t", On: today})
	first.give(misconduct.DetermineAppeal{Officer: o, Appeal: first.appeal(), Result: misconduct.Reversed, Action: misconduct.NoAction, DecidedBy: "CHIEF_INSPECTOR", Reasons: "r", On: today})
	w.record(o, officer.SanctionAmended{Sanction: officer.Sanction{Matter: first.matter, Action: "NO_ACTION", From: today, Void: true}, On: today})
	second.give(second.determine())
}

func (t trial) appeal() string {
	for _, e := range t.stream(misconduct.Category, string(t.matter)) {
		if e, ok := e.Event.(misconduct.AppealLodged); ok {
			return e.Appeal
		}
	}
	return ""
}

// record wants an event to be the last in an officer's stream.
func (w *world) record(o domain.OfficerID, want officer.Event) {
	w.tb.Helper()
	events := w.stream(officer.Category, string(o))
	if diff := cmp.Diff(any(want), events[len(events)-1].Event); diff != "" {
		w.tb.Errorf("the officer's record (-want +got):\n%s", diff)
	}
}

// The program dies after the record was written and before the matter says so: the notification with the periods it starts does not fit
// this store. The act given again finishes it and writes nothing twice.
func TestOutcomeFinishedLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.officer()
	m := w.assessed(o)
	steps := m.warning()
	for _, c := range steps[:len(steps)-1] {
		m.give(c)
	}
	revision := len(w.stream(misconduct.Category, string(m.matter)))
	small := w.over(w.store.Open(func(c *eventlog.Config) { c.MaxAppendBytes = 1800 }))
	command, notify := newID(), steps[len(steps)-1]
	_, err := small.Matter(as(domain.AppropriateAuthority), command, m.matter, notify)
	var large *eventlog.TooLargeError
	if !errors.As(err, &large) || large.Stream != "misconduct-"+string(m.matter) {
		t.Fatalf("got %v", err)
	}
	if n, half := len(w.stream(misconduct.Category, string(m.matter))), len(w.stream(officer.Category, string(o))); n != revision || half != 2 {
		t.Fatalf("the matter went from %d to %d events, the officer has %d", revision, n, half)
	}
	want2(w.ledger.Matter(as(domain.AppropriateAuthority), command, m.matter, notify))(t)
	if n := len(w.stream(officer.Category, string(o))); n != 2 {
		t.Errorf("the officer has %d events", n)
	}
}

// Who is concerned, and who declared a conflict, hears no case. The ledger looks; the caller is not asked.
func TestPanelFacts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.officer()
	m := w.assessed(o)
	m.give(m.determine())
	m.give(misconduct.ServeReferralNotice{Officer: o, Form: misconduct.Meeting, Documents: []string{report}, On: today})

	want2(w.ledger.Officer(as(domain.CaseOfficer), newID(), o, officer.ChangeRank{Rank: officer.Inspector, From: "2025-01-01", Reason: "promotion"}))(t)
	claimed := m.panel()
	claimed.Ranks = map[domain.OfficerID]string{o: "PC"}
	_, err := m.try(claimed)
	refused(t, err, domain.Refused, "RANK_TOO_LOW")

	declared := m.panel()
	declared.Members[0].Rank = "SUPERINTENDENT"
	want2(w.ledger.CaseAccess(as(domain.PSDSupervisor), newID(), m.matter, caseaccess.DeclareConflict{Actor: "sub-voss", Interest: "a friend"}))(t)
	_, err = m.try(declared)
	refused(t, err, domain.Refused, "PANEL_CONFLICT")

	concerned := m.panel()
	concerned.Members[0].Actor, concerned.Members[0].Rank = "sub-concerned", "SUPERINTENDENT"
	want2(w.ledger.Account(as(domain.AccessAdministrator), newID(), "sub-concerned", account.Open{Actor: "sub-concerned", Kind: account.Person, Force: force, Officer: o}))(t)
	_, err = m.try(concerned)
	refused(t, err, domain.Refused, "PANEL_CONFLICT")
}

// The record follows from outcomes. Nobody enters one by hand.
func TestRecordIsTheLedgersAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.officer()
	entry := officer.RecordSanction{Sanction: officer.Sanction{Matter: "m", Action: "DISMISSAL_WITHOUT_NOTICE", From: today}, On: today}
	w.untouched(func() {
		for _, role := range []domain.Role{domain.CaseOfficer, domain.AppropriateAuthority, domain.PSDSupervisor, domain.DirectorGeneral, domain.ProcessManager} {
			_, err := w.ledger.Officer(as(role), newID(), o, entry)
			refused(t, err, domain.Forbidden, ledger.CodeForbidden)
		}
	})
}
