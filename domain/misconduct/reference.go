package misconduct

import (
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// GroundRow says what follows from one ground.
type GroundRow struct {
	Ground    Ground
	Mandatory bool // the matter must be referred to the IOPC, whatever anybody thinks of its merits
	Source    string
	Confirmed bool
}

// GroundTable is a version of the grounds for recording and referring.
type GroundTable struct {
	Version string
	Rows    []GroundRow
}

// Grounds returns the table in use. The list of CM7(1) was read; that it is also the list for mandatory referral is recalled.
func Grounds() GroundTable {
	return GroundTable{Version: "grounds-2026.1", Rows: []GroundRow{
		{SeriousAssault, true, "CM7(1)(a); PRA Sch 3 paras 4, 13", false},
		{SeriousSexualOffence, true, "CM7(1)(b); PRA Sch 3 paras 4, 13", false},
		{SeriousCorruption, true, "CM7(1)(c); PRA Sch 3 paras 4, 13", false},
		{AggravatedDiscrimination, true, "CM7(1)(d); PRA Sch 3 paras 4, 13", false},
		{RelevantOffence, true, "CM7(1)(e); PRA Sch 3 paras 4, 13", false},
		{Gravity, false, "CM7(1)(f); referred voluntarily", false},
		{ChiefOfficerConduct, false, "CM7(1)(g); no own-behalf investigation (CM10)", false},
		{SameIncident, true, "CM7(1)(h); PRA Sch 3 paras 4, 13", false},
		{DeathOrSeriousInjury, true, "PRA Sch 3 para 14C, CM9", false},
	}}
}

func (t GroundTable) known() []Ground {
	grounds := make([]Ground, len(t.Rows))
	for i, r := range t.Rows {
		grounds[i] = r.Ground
	}
	return grounds
}

// mandatory says whether any of the grounds makes referral mandatory.
func (t GroundTable) mandatory(grounds []Ground) bool {
	return slices.ContainsFunc(t.Rows, func(r GroundRow) bool { return r.Mandatory && slices.Contains(grounds, r.Ground) })
}

// Act is a decision the law gives to one role.
type Act string

// The acts with a decision maker of their own.
const (
	ActSeverity     Act = "severity"
	ActCaseToAnswer Act = "case to answer"
)

// Handling is under which machinery and by whom a matter is investigated.
type Handling string

// The ways of handling a matter.
const (
	HandledPart3       Handling = "CONDUCT_PART3" // internal: CR Part 3
	HandledOwnBehalf   Handling = "OWN_BEHALF"    // PRA Sch 3 para 16
	HandledDirected    Handling = "DIRECTED"      // PRA Sch 3 para 18
	HandledIndependent Handling = "INDEPENDENT"   // PRA Sch 3 para 19
)

// MakerRow says who decides an act.
type MakerRow struct {
	Act       Act
	Handling  Handling
	Role      domain.Role
	Source    string
	Confirmed bool
}

// MakerTable is a version of who decides what.
type MakerTable struct {
	Version string
	Rows    []MakerRow
}

// DecisionMakers returns the table in use (domain guide, sections 1.5 and 1.6).
func DecisionMakers() MakerTable {
	return MakerTable{Version: "makers-2026.1", Rows: slices.Concat(assessmentMakers(), conductMakers(), investigationMakers())}
}

// assessmentMakers says who judges about an officer up to the determination.
func assessmentMakers() []MakerRow {
	return []MakerRow{
		{ActSeverity, HandledPart3, domain.AppropriateAuthority, "CR14", true},
		{ActSeverity, HandledOwnBehalf, domain.CaseOfficer, "CM16, CM19: the investigator, after consulting the authority", true},
		{ActSeverity, HandledDirected, domain.DirectorGeneral, "CM16", true},
		{ActSeverity, HandledIndependent, domain.DirectorGeneral, "CM16", true},
		{ActCaseToAnswer, HandledPart3, domain.AppropriateAuthority, "CR23", true},
		{ActCaseToAnswer, HandledOwnBehalf, domain.AppropriateAuthority, "CR23", true},
		{ActCaseToAnswer, HandledDirected, domain.DirectorGeneral, "PRA Sch 3 para 23, after the authority's views", false},
		{ActCaseToAnswer, HandledIndependent, domain.DirectorGeneral, "PRA Sch 3 para 23, after the authority's views", false},
	}
}

// check refuses a decision by somebody the law does not give it to. Where it gives it to several, any of them may take it.
func (t MakerTable) check(a Act, h Handling, by domain.Role) error {
	var may []domain.Role
	source := ""
	for _, r := range t.Rows {
		if r.Act == a && r.Handling == h {
			may, source = append(may, r.Role), r.Source
		}
	}
	switch {
	case slices.Contains(may, by):
		return nil
	case len(may) == 0:
		return domain.Errorf(domain.Refused, "WRONG_DECISION_MAKER", "nobody is on record as deciding the %s under %s", a, h).On("decidedBy").Under(t.Version)
	}
	return domain.Errorf(domain.Refused, "WRONG_DECISION_MAKER",
		"the %s under %s is decided by %s, not by %s; record who decided it", a, h, oneOf(may), by).
		On("decidedBy").Under(source + "; " + t.Version)
}

func oneOf(roles []domain.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, " or ")
}
