package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// AppealRow says what one appeal is brought against, by whom, in which time and with which result.
type AppealRow struct {
	Kind    AppealKind
	By      Appellant
	Against []Form       // of proceedings; empty for the withdrawal of clearance
	With    Provision    // the row holds under rules that have it; "" for all
	Period  clock.RuleID // from the notification of the outcome; "" where no period is on record
	Grounds []AppealGround
	Results []AppealResult
	// Milder says that what takes the outcome's place cannot be graver than it was.
	Milder    bool
	Source    string
	Confirmed bool
}

// AppealTable is a version of the appeals.
type AppealTable struct {
	Version string
	Rows    []AppealRow
}

// AppealRules returns the table in use (domain guide, section 1.9). The periods of the vetting regulations were not found, and whether chief
// officers can appeal yet is not confirmed.
func AppealRules() AppealTable {
	grounds := []AppealGround{Unreasonable, NewEvidence, Unfairness}
	hearings := []Form{Hearing, AcceleratedHearing}
	decided := []AppealResult{Confirmed, Reversed, Varied}
	papers := append(slices.Clone(decided), Dismissed)
	return AppealTable{Version: "appeals-2026.1", Rows: []AppealRow{
		{AppealMeeting, ByOfficer, []Form{Meeting}, "", clock.MeetingAppeal, grounds, decided, true, "CR45, CR47; not graver: recalled", true},
		{AppealTribunal, ByOfficer, hearings, "", clock.TribunalAppeal, grounds, papers, true, "Police Act 1996 s85, Sch 6; PAT9; not graver: recalled", true},
		{AppealTribunal, ByChiefOfficer, hearings, ChiefOfficerAppeals, clock.TribunalAppeal, grounds, papers, false, "Crime and Policing Act 2026; not confirmed to be in force", false},
		{AppealVetting, ByOfficer, nil, VettingClearance, "", grounds, decided, false, "SI 2025/502; period and grounds not found", false},
		{AppealTribunal, ByOfficer, nil, VettingClearance, "", grounds, papers, false, "SI 2025/502: to the tribunal after the panel; period not found", false},
	}}
}

// Row returns the row of an appeal against proceedings of a form, or against the withdrawal of clearance where the form is "". It is false
// where there is no such appeal.
func (t AppealTable) Row(k AppealKind, by Appellant, against Form) (AppealRow, bool) {
	i := slices.IndexFunc(t.Rows, func(r AppealRow) bool {
		return r.Kind == k && r.By == by && (against == "" && len(r.Against) == 0 || slices.Contains(r.Against, against))
	})
	if i < 0 {
		return AppealRow{}, false
	}
	return t.Rows[i], true
}

// ListRow says who is reported to a list of the College, and how long before the entry can be reviewed.
type ListRow struct {
	List      PoliceList
	Review    clock.RuleID
	Source    string
	Confirmed bool
}

// ListTable is a version of the lists.
type ListTable struct {
	Version string
	Rows    []ListRow
}

// Lists returns the table in use (domain guide, section 1.10).
func Lists() ListTable {
	return ListTable{Version: "lists-2026.1", Rows: []ListRow{
		{BarredList, clock.ListReview, "Police Act 1996 Part 4A; SI 2017/1135", true},
		{AdvisoryList, clock.ListReview, "Police Act 1996 Part 4A; SI 2017/1135", true},
	}}
}

func (t ListTable) under(l PoliceList) string {
	for _, r := range t.Rows {
		if r.List == l {
			return r.Source + "; " + t.Version
		}
	}
	return t.Version
}

// appellant is who appeals; the officer where nobody else is named.
func (c LodgeAppeal) appellant() Appellant {
	if c.By == "" {
		return ByOfficer
	}
	return c.By
}

// against is the form of the proceedings an appeal of the officer is brought against; "" for the withdrawal of clearance.
func (i Involvement) against(k AppealKind) Form {
	fromHearing := i.OpenedAs == Hearing || i.OpenedAs == AcceleratedHearing
	if k == AppealVetting || k == AppealTribunal && !fromHearing && i.Vetting == vettingWithdrawn {
		return ""
	}
	return i.OpenedAs
}

// refused: no row, or none under the rules of the matter. Codes WRONG_APPEAL, PROVISION_NOT_IN_FORCE.
func (t AppealTable) find(s State, c LodgeAppeal, i Involvement) (AppealRow, error) {
	against := i.against(c.Kind)
	row, ok := t.Row(c.Kind, c.appellant(), against)
	switch {
	case !ok:
		return row, domain.Errorf(domain.Refused, "WRONG_APPEAL",
			"from proceedings of the form %q there is no appeal by %s to %s; state the appeal that there is", against, c.appellant(), c.Kind).
			On("kind").Under("CR45; Police Act 1996 s85; SI 2025/502; " + t.Version)
	case row.With != "" && !s.has(row.With):
		return row, domain.Errorf(domain.Refused, "PROVISION_NOT_IN_FORCE",
			"the rules of this matter know no appeal of this kind by %s", c.appellant()).On("kind").Under(row.Source + "; " + t.Version)
	}
	return row, nil
}
