package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// OutcomeCondition is what an outcome needs besides the finding.
type OutcomeCondition string

// The conditions (domain guide, section 1.8).
const (
	NoCondition           OutcomeCondition = ""
	ExceptionalOnly       OutcomeCondition = "EXCEPTIONAL_CIRCUMSTANCES" // recorded with the outcome
	QualifyingHistoryOnly OutcomeCondition = "QUALIFYING_HISTORY"        // a final written warning lived at the assessment, or unconnected incidents
)

// OutcomeRow says that one outcome can follow from one level of findings.
type OutcomeRow struct {
	Level   Finding
	At      []Form
	Former  bool // the row is about former officers
	Action  DisciplinaryAction
	With    Provision // the row holds under rules that have it; "" for all
	Without Provision // and not under rules that have this; "" for none
	Needs   OutcomeCondition
	// Months is how long a warning lives, and Most the longest that may be set; both 0 for what does not end.
	Months, Most int
	Source       string
	Confirmed    bool
}

// OutcomeTable is a version of the outcomes.
type OutcomeTable struct {
	Version string
	Rows    []OutcomeRow
}

// Outcomes returns the table in use (domain guide, sections 1.7 and 1.8). What may follow misconduct found at an accelerated hearing is
// recalled.
func Outcomes() OutcomeTable {
	return OutcomeTable{Version: "outcomes-2026.1", Rows: slices.Concat(milderOutcomes(), grossOutcomes(), formerOutcomes())}
}

func milderOutcomes() []OutcomeRow {
	anywhere, meeting, hearing, accelerated := []Form{Meeting, Hearing, AcceleratedHearing}, []Form{Meeting}, []Form{Hearing}, []Form{AcceleratedHearing}
	const recalled = "CR61, CR62; misconduct at an accelerated hearing recalled"
	return []OutcomeRow{
		{Level: FoundNeither, At: anywhere, Action: NoAction, Source: "CR42"},
		{Level: FoundNeither, At: anywhere, Action: ReferToReflective, Source: "CR42", Confirmed: true},
		{Level: FoundMisconduct, At: []Form{Meeting, Hearing}, Action: NoAction, Source: "CR42"},
		{Level: FoundMisconduct, At: []Form{Meeting, Hearing}, Action: WrittenWarning, Months: 18, Most: 18, Source: "CR42; eighteen months recalled"},
		{Level: FoundMisconduct, At: meeting, Action: FinalWrittenWarning, Months: 24, Most: 24, Source: "CR42", Confirmed: true},
		{Level: FoundMisconduct, At: hearing, Action: FinalWrittenWarning, Months: 24, Most: 60, Source: "CR42", Confirmed: true},
		{Level: FoundMisconduct, At: hearing, Action: ReductionInRank, Needs: QualifyingHistoryOnly, Source: "CR42", Confirmed: true},
		{Level: FoundMisconduct, At: hearing, Action: Dismissal, Needs: QualifyingHistoryOnly, Source: "CR42", Confirmed: true},
		{Level: FoundMisconduct, At: accelerated, Action: NoAction, Source: recalled},
		{Level: FoundMisconduct, At: accelerated, Action: WrittenWarning, Months: 18, Most: 18, Source: recalled},
		{Level: FoundMisconduct, At: accelerated, Action: FinalWrittenWarning, Months: 24, Most: 60, Source: recalled},
	}
}

// grossOutcomes: since SI 2025/558 dismissal is what follows, unless circumstances are exceptional.
func grossOutcomes() []OutcomeRow {
	hearings := []Form{Hearing, AcceleratedHearing}
	const since, until = "CR42, CR62 as amended by SI 2025/558", "CR42, CR62 before SI 2025/558"
	return []OutcomeRow{
		{Level: FoundGrossMisconduct, At: hearings, Action: Dismissal, Source: "CR42, CR62", Confirmed: true},
		{Level: FoundGrossMisconduct, At: hearings, Action: FinalWrittenWarning, With: DismissalPresumed, Needs: ExceptionalOnly, Months: 24, Most: 60, Source: since, Confirmed: true},
		{Level: FoundGrossMisconduct, At: hearings, Action: ReductionInRank, With: DismissalPresumed, Needs: ExceptionalOnly, Source: since, Confirmed: true},
		{Level: FoundGrossMisconduct, At: hearings, Action: FinalWrittenWarning, Without: DismissalPresumed, Months: 24, Most: 60, Source: until, Confirmed: true},
		{Level: FoundGrossMisconduct, At: hearings, Action: ReductionInRank, Without: DismissalPresumed, Source: until, Confirmed: true},
	}
}

// formerOutcomes: somebody who left can be found to have deserved dismissal, and nothing less follows.
func formerOutcomes() []OutcomeRow {
	hearings := []Form{Hearing, AcceleratedHearing}
	return []OutcomeRow{
		{Level: FoundGrossMisconduct, At: hearings, Former: true, Action: WouldHaveBeenDismissed, Source: "CR Sch 1", Confirmed: true},
		{Level: FoundGrossMisconduct, At: hearings, Former: true, Action: NoAction, Source: "CR Sch 1; recalled"},
		{Level: FoundMisconduct, At: hearings, Former: true, Action: NoAction, Source: "CR Sch 1", Confirmed: true},
		{Level: FoundNeither, At: hearings, Former: true, Action: NoAction, Source: "CR Sch 1"},
		{Level: FoundMisconduct, At: []Form{Meeting}, Former: true, Action: NoAction, Source: "CR Sch 1; who left while the meeting went on: recalled"},
		{Level: FoundNeither, At: []Form{Meeting}, Former: true, Action: NoAction, Source: "CR Sch 1; who left while the meeting went on: recalled"},
	}
}

// Lawful returns the rows of what can follow from a level of findings under a version of the rules.
func (t OutcomeTable) Lawful(regime string, level Finding, at Form, former bool) []OutcomeRow {
	return slices.DeleteFunc(slices.Clone(t.Rows), func(r OutcomeRow) bool {
		holds := (r.With == "" || Has(regime, r.With)) && (r.Without == "" || !Has(regime, r.Without))
		return r.Level != level || r.Former != former || !holds || !slices.Contains(r.At, at)
	})
}

// pick returns the row of an outcome, or refuses one that none of the rows has. Code OUTCOME_NOT_LAWFUL.
func (t OutcomeTable) pick(rows []OutcomeRow, a DisciplinaryAction) (OutcomeRow, error) {
	i := slices.IndexFunc(rows, func(r OutcomeRow) bool { return r.Action == a })
	if i >= 0 {
		return rows[i], nil
	}
	var open []DisciplinaryAction
	for _, r := range rows {
		open = append(open, r.Action)
	}
	return OutcomeRow{}, domain.Errorf(domain.Refused, "OUTCOME_NOT_LAWFUL",
		"under the rules of this matter %s cannot follow from these findings in proceedings of this form; one of %v can", a, open).
		On("action").Under("CR42, CR62, CR Sch 1; " + t.Version)
}

// months returns how long a warning lives, and refuses a length the row does not allow. Code DURATION_NOT_LAWFUL.
func (r OutcomeRow) months(stated int) (int, error) {
	if stated == 0 {
		return r.Months, nil
	}
	if stated >= r.Months && stated <= r.Most {
		return stated, nil
	}
	text := "this outcome has no length; leave the months out"
	if r.Most > 0 {
		text = "this warning lives from " + monthsText(r.Months) + " to " + monthsText(r.Most) + "; state a length between"
	}
	return 0, domain.Errorf(domain.Invalid, "DURATION_NOT_LAWFUL", "%s", text).On("months").Under(r.Source + "; " + Outcomes().Version)
}

// severe orders the outcomes, the mildest first; equal where neither is the graver.
func severe(a DisciplinaryAction) int {
	switch a {
	case WrittenWarning:
		return 1
	case FinalWrittenWarning:
		return 2
	case ReductionInRank:
		return 3
	case Dismissal, WouldHaveBeenDismissed:
		return 4
	}
	return 0
}

// RecordTable says what of an officer's record counts for how long.
type RecordTable struct {
	Version   string
	Reduced   int // months before the assessment within which a reduction in rank sends a case of misconduct to a hearing
	Source    string
	Confirmed bool
}

// Records returns the table in use (domain guide, section 1.7).
func Records() RecordTable {
	return RecordTable{Version: "record-2026.1", Reduced: 24, Source: "CR23, recalled"}
}

// FormerTable says how long after leaving proceedings can begin by themselves.
type FormerTable struct {
	Version   string
	Within    int // months since leaving
	Source    string
	Confirmed bool
}

// FormerOfficers returns the table in use (domain guide, section 1.7).
func FormerOfficers() FormerTable {
	return FormerTable{Version: "former-2026.1", Within: 12, Source: "CR Sch 1, Condition C; twelve months recalled"}
}
