package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// RegimeRow is one version of the rules of police discipline, in force for matters that came to attention from a day on.
type RegimeRow struct {
	Version   string
	From      domain.Date
	Source    string
	Confirmed bool // what the change says was read in primary text; false means that it must be checked before anybody relies on it
}

// Regimes returns the versions of the rules, earliest first. A matter keeps the version it was received under.
func Regimes() []RegimeRow {
	return []RegimeRow{
		{"2020", "2020-02-01", "SI 2020/2, SI 2020/4", true},
		{"2020+A24", "2024-05-07", "SI 2024/521", true},
		{"2020+A24+VR", "2025-05-14", "SI 2025/502 (vetting), not repeated in later names", true},
		{"2020+A24+A25", "2025-05-28", "SI 2025/558", true},
		{"2020+A24+A25+CPA26", "2026-06-29", "Crime and Policing Act 2026, Commencement No 1; which provisions are live is not confirmed", false},
	}
}

// regimeOn returns the version in force on a day, and false for a day before the first.
func regimeOn(d domain.Date) (RegimeRow, bool) {
	var found RegimeRow
	for _, r := range Regimes() {
		if !d.Before(r.From) {
			found = r
		}
	}
	return found, found.Version != ""
}

// Provision is one thing a version of the rules brought, on which a decision depends.
type Provision string

// The provisions (domain guide, section 1.1).
const (
	ChiefOfficerChairs    Provision = "CHIEF_OFFICER_CHAIRS"     // hearings are chaired by a chief officer or delegate, advised by a lawyer
	VettingClearance      Provision = "VETTING_CLEARANCE"        // the duty to hold clearance, and its withdrawal
	DismissalPresumed     Provision = "DISMISSAL_PRESUMED"       // gross misconduct leads to dismissal unless circumstances are exceptional
	IndictableOnlyIsGross Provision = "INDICTABLE_ONLY_IS_GROSS" // so is a conviction of an indictable-only offence
	VettingRoute          Provision = "VETTING_ROUTE"            // a severity assessment may refer to vetting
	NoticeByEmail         Provision = "NOTICE_BY_EMAIL"          // with deemed dates of service
	FormerToAccelerated   Provision = "FORMER_TO_ACCELERATED"    // former officers are presumed to go to an accelerated hearing
	CertifyAfterReport    Provision = "CERTIFY_AFTER_REPORT"     // special conditions up to the day of the meeting or hearing
	ChiefOfficerAppeals   Provision = "CHIEF_OFFICER_APPEALS"    // a chief officer may appeal to the tribunal
)

// ProvisionRow says from which version of the rules on a provision holds.
type ProvisionRow struct {
	Provision Provision
	From      string // a version of Regimes
	Source    string
	Confirmed bool
}

// Provisions returns the table in use.
func Provisions() []ProvisionRow {
	return []ProvisionRow{
		{ChiefOfficerChairs, "2020+A24", "SI 2024/521", true},
		{VettingClearance, "2020+A24+VR", "SI 2025/502", true},
		{DismissalPresumed, "2020+A24+A25", "SI 2025/558 (a)", true},
		{IndictableOnlyIsGross, "2020+A24+A25", "SI 2025/558 (b)", true},
		{VettingRoute, "2020+A24+A25", "SI 2025/558 reg 9", true},
		{NoticeByEmail, "2020+A24+A25", "SI 2025/558 reg 8", true},
		{FormerToAccelerated, "2020+A24+A25", "SI 2025/558 (e)", true},
		{CertifyAfterReport, "2020+A24+A25", "SI 2025/558 (f)", true},
		{ChiefOfficerAppeals, "2020+A24+A25+CPA26", "Crime and Policing Act 2026; not confirmed to be in force", false},
	}
}

// Has says whether a version of the rules has a provision. A version that is not known has none.
func Has(regime string, p Provision) bool {
	i := slices.IndexFunc(Provisions(), func(r ProvisionRow) bool { return r.Provision == p })
	return i >= 0 && regimeAt(regime) >= regimeAt(Provisions()[i].From)
}

// regimeAt is the place of a version of the rules among them, -1 for one that is not known.
func regimeAt(version string) int {
	return slices.IndexFunc(Regimes(), func(r RegimeRow) bool { return r.Version == version })
}

// has says whether the rules the matter is under have a provision.
func (s State) has(p Provision) bool { return Has(s.Regime, p) }
