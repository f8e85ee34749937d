package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The decisions about one officer beside the assessment and the determination.
const (
	ActSpecialConditions Act = "special conditions"
	ActReferElsewhere    Act = "referral outside discipline"
	ActSuspension        Act = "suspension"
)

// conductMakers says who takes them.
func conductMakers() []MakerRow {
	return []MakerRow{
		{ActSpecialConditions, HandledPart3, domain.AppropriateAuthority, "CR49", true},
		{ActSpecialConditions, HandledOwnBehalf, domain.AppropriateAuthority, "CM26", true},
		{ActSpecialConditions, HandledDirected, domain.AppropriateAuthority, "CM26; the Director General may direct it", true},
		{ActSpecialConditions, HandledIndependent, domain.AppropriateAuthority, "CM26; the Director General may direct it", true},
		{ActReferElsewhere, HandledPart3, domain.AppropriateAuthority, "CR14", true},
		{ActReferElsewhere, HandledOwnBehalf, domain.AppropriateAuthority, "CR14; for Schedule 3 recalled", false},
		{ActReferElsewhere, HandledDirected, domain.AppropriateAuthority, "CR14; for Schedule 3 recalled", false},
		{ActReferElsewhere, HandledIndependent, domain.AppropriateAuthority, "CR14; for Schedule 3 recalled", false},
	}
}

// Consulted is who has to be asked before a decision that is not theirs.
type Consulted string

// Whom the law wants asked.
const (
	LineManager  Consulted = "LINE_MANAGER"
	TheAuthority Consulted = "APPROPRIATE_AUTHORITY"
	TheIOPC      Consulted = "IOPC"
)

// ConsultationRow says who is asked before an act.
type ConsultationRow struct {
	Act       Act
	Handling  Handling
	Whom      Consulted
	Source    string
	Confirmed bool
}

// ConsultationTable is a version of who is asked before what.
type ConsultationTable struct {
	Version string
	Rows    []ConsultationRow
}

// Consultations returns the table in use (domain guide, sections 1.6 and 1.11).
func Consultations() ConsultationTable {
	return ConsultationTable{Version: "consultations-2026.1", Rows: []ConsultationRow{
		{ActSeverity, HandledPart3, LineManager, "CR14(3)", true},
		{ActSeverity, HandledOwnBehalf, TheAuthority, "CM19(3)-(4) for a revision; the same for the first assessment is recalled", false},
		{ActSuspension, HandledDirected, TheIOPC, "CR11; before suspending and before lifting, recalled", false},
		{ActSuspension, HandledIndependent, TheIOPC, "CR11; before suspending and before lifting, recalled", false},
	}}
}

// find returns the row for an act, and false where nobody of the kind has to be asked.
func (t ConsultationTable) find(a Act, h Handling, whom Consulted) (ConsultationRow, bool) {
	i := slices.IndexFunc(t.Rows, func(r ConsultationRow) bool { return r.Act == a && r.Handling == h && r.Whom == whom })
	if i < 0 {
		return ConsultationRow{}, false
	}
	return t.Rows[i], true
}

// rule is what a refusal rests on.
func (r ConsultationRow) rule() string { return r.Source + "; " + Consultations().Version }
