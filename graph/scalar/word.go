package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/messages"
)

// The words of the domain. That a word read is one of the schema's is checked by the validator before these functions are called.

// MarshalMatterKind writes a misconduct.MatterKind; "" is null.
func MarshalMatterKind(v misconduct.MatterKind) graphql.Marshaler { return word(v) }

// UnmarshalMatterKind reads a misconduct.MatterKind.
func UnmarshalMatterKind(v any) (misconduct.MatterKind, error) {
	return parseWord[misconduct.MatterKind](v)
}

// MarshalGround writes a misconduct.Ground; "" is null.
func MarshalGround(v misconduct.Ground) graphql.Marshaler { return word(v) }

// UnmarshalGround reads a misconduct.Ground.
func UnmarshalGround(v any) (misconduct.Ground, error) { return parseWord[misconduct.Ground](v) }

// MarshalModeOfInvestigation writes a misconduct.Mode; "" is null.
func MarshalModeOfInvestigation(v misconduct.Mode) graphql.Marshaler { return word(v) }

// UnmarshalModeOfInvestigation reads a misconduct.Mode.
func UnmarshalModeOfInvestigation(v any) (misconduct.Mode, error) {
	return parseWord[misconduct.Mode](v)
}

// MarshalSeverity writes a misconduct.Severity; "" is null.
func MarshalSeverity(v misconduct.Severity) graphql.Marshaler { return word(v) }

// UnmarshalSeverity reads a misconduct.Severity.
func UnmarshalSeverity(v any) (misconduct.Severity, error) { return parseWord[misconduct.Severity](v) }

// MarshalProceedingsForm writes a misconduct.Form; "" is null.
func MarshalProceedingsForm(v misconduct.Form) graphql.Marshaler { return word(v) }

// UnmarshalProceedingsForm reads a misconduct.Form.
func UnmarshalProceedingsForm(v any) (misconduct.Form, error) { return parseWord[misconduct.Form](v) }

// MarshalCaseToAnswer writes a misconduct.CaseToAnswer; "" is null.
func MarshalCaseToAnswer(v misconduct.CaseToAnswer) graphql.Marshaler { return word(v) }

// UnmarshalCaseToAnswer reads a misconduct.CaseToAnswer.
func UnmarshalCaseToAnswer(v any) (misconduct.CaseToAnswer, error) {
	return parseWord[misconduct.CaseToAnswer](v)
}

// MarshalDutyStatus writes a misconduct.DutyStatus; "" is null.
func MarshalDutyStatus(v misconduct.DutyStatus) graphql.Marshaler { return word(v) }

// UnmarshalDutyStatus reads a misconduct.DutyStatus.
func UnmarshalDutyStatus(v any) (misconduct.DutyStatus, error) {
	return parseWord[misconduct.DutyStatus](v)
}

// MarshalClockKind writes a clock.RuleID.
func MarshalClockKind(v clock.RuleID) graphql.Marshaler { return word(v) }

// UnmarshalClockKind reads a clock.RuleID.
func UnmarshalClockKind(v any) (clock.RuleID, error) { return parseWord[clock.RuleID](v) }

// MarshalClockNature writes a clock.Kind; "" is null.
func MarshalClockNature(v clock.Kind) graphql.Marshaler { return word(v) }

// UnmarshalClockNature reads a clock.Kind.
func UnmarshalClockNature(v any) (clock.Kind, error) { return parseWord[clock.Kind](v) }

// MarshalClockState writes a misconduct.ClockState.
func MarshalClockState(v misconduct.ClockState) graphql.Marshaler { return word(v) }

// UnmarshalClockState reads a misconduct.ClockState.
func UnmarshalClockState(v any) (misconduct.ClockState, error) {
	return parseWord[misconduct.ClockState](v)
}

// MarshalOwnership writes a device.Ownership; "" is null.
func MarshalOwnership(v device.Ownership) graphql.Marshaler { return word(v) }

// UnmarshalOwnership reads a device.Ownership.
func UnmarshalOwnership(v any) (device.Ownership, error) { return parseWord[device.Ownership](v) }

// MarshalDiscrepancyKind writes a device.DiscrepancyKind; "" is null.
func MarshalDiscrepancyKind(v device.DiscrepancyKind) graphql.Marshaler { return word(v) }

// UnmarshalDiscrepancyKind reads a device.DiscrepancyKind.
func UnmarshalDiscrepancyKind(v any) (device.DiscrepancyKind, error) {
	return parseWord[device.DiscrepancyKind](v)
}

// MarshalExtractionLevel writes a extraction.Level; "" is null.
func MarshalExtractionLevel(v extraction.Level) graphql.Marshaler { return word(v) }

// UnmarshalExtractionLevel reads a extraction.Level.
func UnmarshalExtractionLevel(v any) (extraction.Level, error) { return parseWord[extraction.Level](v) }

// MarshalContainerCopy writes a extraction.Copy; "" is null.
func MarshalContainerCopy(v extraction.Copy) graphql.Marshaler { return word(v) }

// UnmarshalContainerCopy reads a extraction.Copy.
func UnmarshalContainerCopy(v any) (extraction.Copy, error) { return parseWord[extraction.Copy](v) }

// MarshalMessageKind writes a extraction.MessageKind; "" is null.
func MarshalMessageKind(v extraction.MessageKind) graphql.Marshaler { return word(v) }

// UnmarshalMessageKind reads a extraction.MessageKind.
func UnmarshalMessageKind(v any) (extraction.MessageKind, error) {
	return parseWord[extraction.MessageKind](v)
}

// MarshalBodyState writes a extraction.BodyState; "" is null.
func MarshalBodyState(v extraction.BodyState) graphql.Marshaler { return word(v) }

// UnmarshalBodyState reads a extraction.BodyState.
func UnmarshalBodyState(v any) (extraction.BodyState, error) {
	return parseWord[extraction.BodyState](v)
}

// MarshalAttachmentState writes a extraction.AttachmentState; "" is null.
func MarshalAttachmentState(v extraction.AttachmentState) graphql.Marshaler { return word(v) }

// UnmarshalAttachmentState reads a extraction.AttachmentState.
func UnmarshalAttachmentState(v any) (extraction.AttachmentState, error) {
	return parseWord[extraction.AttachmentState](v)
}

// MarshalMessageFlag writes a extraction.Flag; "" is null.
func MarshalMessageFlag(v extraction.Flag) graphql.Marshaler { return word(v) }

// UnmarshalMessageFlag reads a extraction.Flag.
func UnmarshalMessageFlag(v any) (extraction.Flag, error) { return parseWord[extraction.Flag](v) }

// MarshalSubjectKind writes a officer.SubjectKind; "" is null.
func MarshalSubjectKind(v officer.SubjectKind) graphql.Marshaler { return word(v) }

// UnmarshalSubjectKind reads a officer.SubjectKind.
func UnmarshalSubjectKind(v any) (officer.SubjectKind, error) {
	return parseWord[officer.SubjectKind](v)
}

// MarshalRank writes a officer.Rank; "" is null.
func MarshalRank(v officer.Rank) graphql.Marshaler { return word(v) }

// UnmarshalRank reads a officer.Rank.
func UnmarshalRank(v any) (officer.Rank, error) { return parseWord[officer.Rank](v) }

// MarshalRole writes a domain.Role; "" is null.
func MarshalRole(v domain.Role) graphql.Marshaler { return word(v) }

// UnmarshalRole reads a domain.Role.
func UnmarshalRole(v any) (domain.Role, error) { return parseWord[domain.Role](v) }

// MarshalPowerCode writes a device.Power; "" is null.
func MarshalPowerCode(v device.Power) graphql.Marshaler { return word(v) }

// UnmarshalPowerCode reads a device.Power of 1 to 64 bytes. Whether it is known is a rule of the domain.
func UnmarshalPowerCode(v any) (device.Power, error) { return bounded[device.Power](v, 64) }

// MarshalCaseState writes a cases.State.
func MarshalCaseState(v cases.State) graphql.Marshaler { return word(v) }

// UnmarshalCaseState reads a cases.State.
func UnmarshalCaseState(v any) (cases.State, error) { return parseWord[cases.State](v) }

// MarshalInvolvementState writes a cases.InvolvementState.
func MarshalInvolvementState(v cases.InvolvementState) graphql.Marshaler { return word(v) }

// UnmarshalInvolvementState reads a cases.InvolvementState.
func UnmarshalInvolvementState(v any) (cases.InvolvementState, error) {
	return parseWord[cases.InvolvementState](v)
}

// MarshalCaseDimension writes a cases.Dimension.
func MarshalCaseDimension(v cases.Dimension) graphql.Marshaler { return word(v) }

// UnmarshalCaseDimension reads a cases.Dimension.
func UnmarshalCaseDimension(v any) (cases.Dimension, error) { return parseWord[cases.Dimension](v) }

// MarshalCustodyEntryKind writes a custody.EntryKind.
func MarshalCustodyEntryKind(v custody.EntryKind) graphql.Marshaler { return word(v) }

// UnmarshalCustodyEntryKind reads a custody.EntryKind.
func UnmarshalCustodyEntryKind(v any) (custody.EntryKind, error) {
	return parseWord[custody.EntryKind](v)
}

// MarshalExtractionStatus writes a custody.Status.
func MarshalExtractionStatus(v custody.Status) graphql.Marshaler { return word(v) }

// UnmarshalExtractionStatus reads a custody.Status.
func UnmarshalExtractionStatus(v any) (custody.Status, error) { return parseWord[custody.Status](v) }

// MarshalMessageMatch writes a messages.Match.
func MarshalMessageMatch(v messages.Match) graphql.Marshaler { return word(v) }

// UnmarshalMessageMatch reads a messages.Match.
func UnmarshalMessageMatch(v any) (messages.Match, error) { return parseWord[messages.Match](v) }

// MarshalSearchOrder writes a messages.Order.
func MarshalSearchOrder(v messages.Order) graphql.Marshaler { return word(v) }

// UnmarshalSearchOrder reads a messages.Order.
func UnmarshalSearchOrder(v any) (messages.Order, error) { return parseWord[messages.Order](v) }

// MarshalWord writes a word of the schema that the domain keeps as plain text; "" is null.
func MarshalWord(v string) graphql.Marshaler { return word(v) }

// UnmarshalWord reads a word of the schema that the domain keeps as plain text.
func UnmarshalWord(v any) (string, error) { return parseWord[string](v) }
