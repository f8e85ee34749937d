package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The acts about an investigation as a whole that have a decision maker of their own.
const (
	ActInvestigator      Act = "appointment of the investigator"
	ActTerms             Act = "setting of the terms of reference"
	ActSpecialProcedures Act = "application of the special procedures"
	ActCombining         Act = "combining and splitting of investigations"
	ActSuspending        Act = "suspension of the investigation"
	ActDelayReport       Act = "delay report"
	ActWithdrawal        Act = "decision on a withdrawn complaint"
	ActDiscontinuance    Act = "discontinuance"
)

// HandledByIOPC is how a matter is handled that was referred and did not come back, in whatever mode it is investigated.
const HandledByIOPC Handling = "WITH_IOPC"

// investigationMakers says who decides about an investigation as a whole (domain guide, section 1.5).
func investigationMakers() []MakerRow {
	const aa, dg = domain.AppropriateAuthority, domain.DirectorGeneral
	return []MakerRow{
		{ActInvestigator, HandledPart3, aa, "CR15", true},
		{ActInvestigator, HandledOwnBehalf, aa, "PRA Sch 3 para 16", false},
		{ActInvestigator, HandledDirected, aa, "PRA Sch 3 para 18; the Director General may want to approve", true},
		{ActInvestigator, HandledIndependent, dg, "PRA Sch 3 para 19", true},
		{ActTerms, HandledPart3, aa, "CR20", false},
		{ActTerms, HandledOwnBehalf, aa, "CR20", false},
		{ActTerms, HandledDirected, dg, "PRA Sch 3 para 18", false},
		{ActTerms, HandledIndependent, dg, "PRA Sch 3 para 19", false},
		{ActSpecialProcedures, HandledOwnBehalf, domain.CaseOfficer, "PRA Sch 3 para 19A: the investigator", true},
		{ActSpecialProcedures, HandledDirected, domain.CaseOfficer, "PRA Sch 3 para 19A: the investigator", false},
		{ActSpecialProcedures, HandledDirected, dg, "PRA Sch 3 para 19A", false},
		{ActSpecialProcedures, HandledIndependent, dg, "PRA Sch 3 para 19A", false},
		{ActCombining, HandledPart3, aa, "compare CM14", false},
		{ActCombining, HandledOwnBehalf, aa, "CM14", false},
		{ActCombining, HandledDirected, dg, "CM14", false},
		{ActCombining, HandledIndependent, dg, "CM14", false},
		{ActSuspending, HandledPart3, aa, "CR10", false},
		{ActSuspending, HandledOwnBehalf, aa, "CM40, CM41", false},
		{ActSuspending, HandledDirected, dg, "CM40, CM41", false},
		{ActSuspending, HandledIndependent, dg, "CM40, CM41", false},
		{ActDelayReport, HandledPart3, aa, "CR19", true},
		{ActDelayReport, HandledOwnBehalf, aa, "CM13", true},
		{ActDelayReport, HandledDirected, dg, "CM13", true},
		{ActDelayReport, HandledIndependent, dg, "CM13", true},
		{ActWithdrawal, HandledOwnBehalf, aa, "CM38", true},
		{ActWithdrawal, HandledByIOPC, dg, "CM38", true},
		{ActDiscontinuance, HandledPart3, aa, "CR Part 3; domain guide 1.5", false},
	}
}

// RecipientRow says to whom the reasons for a long investigation are reported.
type RecipientRow struct {
	Handling  Handling
	To        domain.Role
	Source    string
	Confirmed bool
}

// RecipientTable is a version of who gets delay reports.
type RecipientTable struct {
	Version string
	Rows    []RecipientRow
}

// DelayReportRecipients returns the table in use (domain guide, section 1.5).
func DelayReportRecipients() RecipientTable {
	return RecipientTable{Version: "delay-reports-2026.1", Rows: []RecipientRow{
		{HandledPart3, domain.LocalPolicingBody, "CR19", true},
		{HandledOwnBehalf, domain.LocalPolicingBody, "CM13", true},
		{HandledOwnBehalf, domain.DirectorGeneral, "CM13", true},
		{HandledDirected, domain.LocalPolicingBody, "CM13", true},
		{HandledDirected, domain.AppropriateAuthority, "CM13", true},
		{HandledIndependent, domain.LocalPolicingBody, "CM13", true},
		{HandledIndependent, domain.AppropriateAuthority, "CM13", true},
	}}
}

// of returns the rows for one way of handling a matter.
func (t RecipientTable) of(h Handling) []RecipientRow {
	return slices.DeleteFunc(slices.Clone(t.Rows), func(r RecipientRow) bool { return r.Handling != h })
}

// TriggerRow says why a thing makes recording a matter compulsory.
type TriggerRow struct {
	Trigger   RecordingTrigger
	Source    string
	Confirmed bool
}

// TriggerTable is a version of what makes recording compulsory.
type TriggerTable struct {
	Version string
	Rows    []TriggerRow
}

// RecordingTriggers returns the table in use (domain guide, section 1.5).
func RecordingTriggers() TriggerTable {
	return TriggerTable{Version: "recording-2026.1", Rows: []TriggerRow{
		{ComplainantWantsIt, "PRA Sch 3 para 2", false},
		{CrimeOrDiscipline, "PRA Sch 3 para 2", false},
		{RightsTwoOrThree, "PRA Sch 3 para 2", false},
		{MandatoryReferralNeeded, "PRA Sch 3 para 2; CM4", false},
	}}
}

// RelationRow says why a relation to an officer concerned keeps somebody from investigating.
type RelationRow struct {
	Relation  Relation
	Source    string
	Confirmed bool
}

// RelationTable is a version of those relations.
type RelationTable struct {
	Version string
	Rows    []RelationRow
}

// Relations returns the table in use. That an interested party and somebody the officer manages may not investigate was read (CR15); that
// CM12 says the same for complaints is recalled, and so is whom else it covers.
func Relations() RelationTable {
	return RelationTable{Version: "impartiality-2026.1", Rows: []RelationRow{
		{RelationManaged, "CR15", true},
		{RelationFamily, "CR15, CM12: an interested party", false},
		{RelationFriend, "CR15, CM12: an interested party", false},
		{RelationWitness, "CR15, CM12: an interested party", false},
		{RelationFinancial, "CR15, CM12: an interested party", false},
	}}
}

// ReviewRow says which body reviews the handling of a complaint of which something is true.
type ReviewRow struct {
	Where     ReviewWhere
	Body      ReviewBody
	Source    string
	Confirmed bool
}

// ReviewWhere is what must be true of a complaint for a row to apply.
type ReviewWhere string

// What decides on the review body.
const (
	WhereSpecialProcedures ReviewWhere = "SPECIAL_PROCEDURES"
	WhereReferred          ReviewWhere = "REFERRED"
	WhereCrimeSuspected    ReviewWhere = "CRIME_SUSPECTED"
	WhereNothingElse       ReviewWhere = "NOTHING_ELSE"
)

// ReviewTable is a version of who reviews. The first row that applies decides.
type ReviewTable struct {
	Version string
	Rows    []ReviewRow
}

// ReviewBodies returns the table in use. The division between the two bodies is recalled (domain guide, section 1.9).
func ReviewBodies() ReviewTable {
	return ReviewTable{Version: "reviews-2026.1", Rows: []ReviewRow{
		{WhereSpecialProcedures, ReviewByIOPC, "CM29; PRA Sch 3 para 25", false},
		{WhereReferred, ReviewByIOPC, "CM29; PRA Sch 3 para 25", false},
		{WhereCrimeSuspected, ReviewByIOPC, "CM29; PRA Sch 3 para 25", false},
		{WhereNothingElse, ReviewByLocalPolicingBody, "CM29; PRA Sch 3 para 6A", false},
	}}
}

// ReInvestigationRow is a mode in which a matter can be investigated again.
type ReInvestigationRow struct {
	Mode      Mode
	Source    string
	Confirmed bool
}

// ReInvestigationTable is a version of those modes.
type ReInvestigationTable struct {
	Version string
	Rows    []ReInvestigationRow
}

// ReInvestigationModes returns the table in use. That the power exists was read; in which modes it can be used is recalled.
func ReInvestigationModes() ReInvestigationTable {
	return ReInvestigationTable{Version: "re-investigation-2026.1", Rows: []ReInvestigationRow{
		{Directed, "PRA s13B", false},
		{Independent, "PRA s13B", false},
	}}
}
