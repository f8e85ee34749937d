package device

import (
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// The powers the reference data knows (domain guide, section 4.1).
const (
	PACES8                   Power = "PACE_S8"
	PACES18                  Power = "PACE_S18"
	PACES19                  Power = "PACE_S19"
	PACES20                  Power = "PACE_S20"
	PACES32                  Power = "PACE_S32"
	CJPAS50                  Power = "CJPA_2001_S50"
	CJPAS51                  Power = "CJPA_2001_S51"
	RIPAS49                  Power = "RIPA_S49"
	IOPCPara19               Power = "IOPC_SCH3_P19"
	ForceProperty            Power = "FORCE_PROPERTY"
	LawfulBusinessMonitoring Power = "LAWFUL_BUSINESS_MONITORING"
	PCSCS37                  Power = "PCSC_S37"
	ConsentMisconduct        Power = "CONSENT_MISCONDUCT"
	ProducedByWitness        Power = "PRODUCED_BY_WITNESS"
)

// Need is what must stand in the matter before a power can be used.
type Need string

// The needs.
const (
	NeedsNothing     Need = ""
	NeedsStrand      Need = "CRIMINAL_STRAND"           // an open criminal strand
	NeedsIndictable  Need = "INDICTABLE_OFFENCE"        // an open criminal strand with an indictable offence
	NeedsIndependent Need = "INDEPENDENT_INVESTIGATION" // an independent investigation by the Director General
)

// PowerRow says when one power can lawfully obtain a device.
type PowerRow struct {
	Power     Power
	Ownership []Ownership // the devices it reaches; none means that it never obtains a device
	Needs     Need
	Source    string // where the rule is from
	Confirmed bool   // read in primary text; false means recalled
	Why       string // completes "<power> …" when it is refused
}

// PowerTable is a version of the powers to obtain a device. Seized and SeizureBasisChanged name the version that allowed them.
type PowerTable struct {
	Version string
	Rows    []PowerRow
}

// Powers returns the table in use.
func Powers() PowerTable {
	all := []Ownership{WorkIssued, Personal, Mixed}
	work := []Ownership{WorkIssued, Mixed}
	const (
		criminal   = "is a power to investigate crime: it needs an open criminal strand in the matter"
		indictable = "needs an open criminal strand with an indictable offence"
		notYours   = "reaches the force's own devices and never a personal one"
	)
	return PowerTable{Version: "powers-2026.1", Rows: []PowerRow{
		{Power: PACES8, Ownership: all, Needs: NeedsIndictable, Source: "PACE 1984 s8", Why: indictable},
		{Power: PACES18, Ownership: all, Needs: NeedsIndictable, Source: "PACE 1984 s18", Why: indictable},
		{Power: PACES19, Ownership: all, Needs: NeedsStrand, Source: "PACE 1984 s19", Why: criminal},
		{Power: PACES20, Ownership: all, Needs: NeedsStrand, Source: "PACE 1984 s20", Why: criminal},
		{Power: PACES32, Ownership: all, Needs: NeedsStrand, Source: "PACE 1984 s32", Why: criminal},
		{Power: CJPAS50, Ownership: all, Needs: NeedsStrand, Source: "Criminal Justice and Police Act 2001 s50", Why: criminal},
		{Power: CJPAS51, Ownership: all, Needs: NeedsStrand, Source: "Criminal Justice and Police Act 2001 s51", Why: criminal},
		{Power: RIPAS49, Source: "RIPA 2000 s49", Why: "demands a key or a PIN; it does not obtain a device"},
		{Power: IOPCPara19, Ownership: all, Needs: NeedsIndependent, Source: "Police Reform Act 2002 Sch 3 para 19", Confirmed: true,
			Why: "belongs to designated IOPC investigators: it needs an independent investigation"},
		{Power: ForceProperty, Ownership: work, Source: "Standard 5 (CR Sch 2), force policy", Why: notYours},
		{Power: LawfulBusinessMonitoring, Ownership: work, Source: "IPA 2016 s46, SI 2018/356", Why: notYours},
		{Power: PCSCS37, Ownership: all, Needs: NeedsStrand, Source: "PCSC Act 2022 s37", Confirmed: true, Why: criminal},
		{Power: ConsentMisconduct, Ownership: all, Source: "written consent, misconduct only"},
		{Power: ProducedByWitness, Ownership: all, Source: "handed over by a witness"},
	}}
}

// Lawful lists the powers that reach a device of this ownership in a matter with this strand, in table order.
func (t PowerTable) Lawful(o Ownership, s Strand) []Power {
	var lawful []Power
	for _, r := range t.Rows {
		if r.allows(o, s) {
			lawful = append(lawful, r.Power)
		}
	}
	return lawful
}

// check refuses a power that is unknown or does not reach the device.
func (t PowerTable) check(p Power, o Ownership, s Strand) error {
	i := slices.IndexFunc(t.Rows, func(r PowerRow) bool { return r.Power == p })
	if i < 0 {
		return domain.Errorf(domain.Invalid, "UNKNOWN_POWER",
			"the power stands in no row of %s; state the power used by its code name, such as PACE_S32", t.Version).On("power")
	}
	row := t.Rows[i]
	if row.allows(o, s) {
		return nil
	}
	return domain.Errorf(domain.Refused, "POWER_NOT_LAWFUL",
		"%s %s. For this device (%s) in this matter, these would be lawful now: %s", p, row.Why, o, list(t.Lawful(o, s))).
		On("power").Under(row.Source + "; " + t.Version)
}

func (r PowerRow) allows(o Ownership, s Strand) bool {
	return slices.Contains(r.Ownership, o) && r.Needs.met(s)
}

func (n Need) met(s Strand) bool {
	switch n {
	case NeedsNothing:
		return true
	case NeedsStrand:
		return s.Open
	case NeedsIndictable:
		return s.Open && s.Indictable
	case NeedsIndependent:
		return s.Independent
	}
	return false
}

func list(powers []Power) string {
	names := make([]string, len(powers))
	for i, p := range powers {
		names[i] = string(p)
	}
	return strings.Join(names, ", ")
}
