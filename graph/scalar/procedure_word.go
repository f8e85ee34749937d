package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/domain/misconduct"
)

// The words of the whole procedure, bound like those in word.go.

// MarshalPersonCapacity writes a misconduct.Capacity; "" is null.
func MarshalPersonCapacity(v misconduct.Capacity) graphql.Marshaler { return word(v) }

// UnmarshalPersonCapacity reads a misconduct.Capacity.
func UnmarshalPersonCapacity(v any) (misconduct.Capacity, error) {
	return parseWord[misconduct.Capacity](v)
}

// MarshalRecordingTrigger writes a misconduct.RecordingTrigger; "" is null.
func MarshalRecordingTrigger(v misconduct.RecordingTrigger) graphql.Marshaler { return word(v) }

// UnmarshalRecordingTrigger reads a misconduct.RecordingTrigger.
func UnmarshalRecordingTrigger(v any) (misconduct.RecordingTrigger, error) {
	return parseWord[misconduct.RecordingTrigger](v)
}

// MarshalInvestigatorRelation writes a misconduct.Relation; "" is null.
func MarshalInvestigatorRelation(v misconduct.Relation) graphql.Marshaler { return word(v) }

// UnmarshalInvestigatorRelation reads a misconduct.Relation.
func UnmarshalInvestigatorRelation(v any) (misconduct.Relation, error) {
	return parseWord[misconduct.Relation](v)
}

// MarshalDutyRestriction writes a misconduct.Restriction; "" is null.
func MarshalDutyRestriction(v misconduct.Restriction) graphql.Marshaler { return word(v) }

// UnmarshalDutyRestriction reads a misconduct.Restriction.
func UnmarshalDutyRestriction(v any) (misconduct.Restriction, error) {
	return parseWord[misconduct.Restriction](v)
}

// MarshalOutcomeOf writes a misconduct.OutcomeOf; "" is null.
func MarshalOutcomeOf(v misconduct.OutcomeOf) graphql.Marshaler { return word(v) }

// UnmarshalOutcomeOf reads a misconduct.OutcomeOf.
func UnmarshalOutcomeOf(v any) (misconduct.OutcomeOf, error) {
	return parseWord[misconduct.OutcomeOf](v)
}

// MarshalReviewBody writes a misconduct.ReviewBody; "" is null.
func MarshalReviewBody(v misconduct.ReviewBody) graphql.Marshaler { return word(v) }

// UnmarshalReviewBody reads a misconduct.ReviewBody.
func UnmarshalReviewBody(v any) (misconduct.ReviewBody, error) {
	return parseWord[misconduct.ReviewBody](v)
}

// MarshalCorrectableField writes a misconduct.CorrectableField; "" is null.
func MarshalCorrectableField(v misconduct.CorrectableField) graphql.Marshaler { return word(v) }

// UnmarshalCorrectableField reads a misconduct.CorrectableField.
func UnmarshalCorrectableField(v any) (misconduct.CorrectableField, error) {
	return parseWord[misconduct.CorrectableField](v)
}

// MarshalDocumentKind writes a misconduct.DocumentKind; "" is null.
func MarshalDocumentKind(v misconduct.DocumentKind) graphql.Marshaler { return word(v) }

// UnmarshalDocumentKind reads a misconduct.DocumentKind.
func UnmarshalDocumentKind(v any) (misconduct.DocumentKind, error) {
	return parseWord[misconduct.DocumentKind](v)
}

// MarshalServiceMethod writes a misconduct.ServiceMethod; "" is null.
func MarshalServiceMethod(v misconduct.ServiceMethod) graphql.Marshaler { return word(v) }

// UnmarshalServiceMethod reads a misconduct.ServiceMethod.
func UnmarshalServiceMethod(v any) (misconduct.ServiceMethod, error) {
	return parseWord[misconduct.ServiceMethod](v)
}

// MarshalRepresentationsOn writes a misconduct.RepresentationsOn; "" is null.
func MarshalRepresentationsOn(v misconduct.RepresentationsOn) graphql.Marshaler { return word(v) }

// UnmarshalRepresentationsOn reads a misconduct.RepresentationsOn.
func UnmarshalRepresentationsOn(v any) (misconduct.RepresentationsOn, error) {
	return parseWord[misconduct.RepresentationsOn](v)
}

// MarshalCriminalStep writes a misconduct.CriminalStep; "" is null.
func MarshalCriminalStep(v misconduct.CriminalStep) graphql.Marshaler { return word(v) }

// UnmarshalCriminalStep reads a misconduct.CriminalStep.
func UnmarshalCriminalStep(v any) (misconduct.CriminalStep, error) {
	return parseWord[misconduct.CriminalStep](v)
}

// MarshalDepartureKind writes a misconduct.Departure; "" is null.
func MarshalDepartureKind(v misconduct.Departure) graphql.Marshaler { return word(v) }

// UnmarshalDepartureKind reads a misconduct.Departure.
func UnmarshalDepartureKind(v any) (misconduct.Departure, error) {
	return parseWord[misconduct.Departure](v)
}

// MarshalClosureReason writes a misconduct.ClosureReason; "" is null.
func MarshalClosureReason(v misconduct.ClosureReason) graphql.Marshaler { return word(v) }

// UnmarshalClosureReason reads a misconduct.ClosureReason.
func UnmarshalClosureReason(v any) (misconduct.ClosureReason, error) {
	return parseWord[misconduct.ClosureReason](v)
}

// MarshalPanelCapacity writes a misconduct.PanelCapacity; "" is null.
func MarshalPanelCapacity(v misconduct.PanelCapacity) graphql.Marshaler { return word(v) }

// UnmarshalPanelCapacity reads a misconduct.PanelCapacity.
func UnmarshalPanelCapacity(v any) (misconduct.PanelCapacity, error) {
	return parseWord[misconduct.PanelCapacity](v)
}

// MarshalChairStanding writes a misconduct.ChairStanding; "" is null.
func MarshalChairStanding(v misconduct.ChairStanding) graphql.Marshaler { return word(v) }

// UnmarshalChairStanding reads a misconduct.ChairStanding.
func UnmarshalChairStanding(v any) (misconduct.ChairStanding, error) {
	return parseWord[misconduct.ChairStanding](v)
}

// MarshalOfficerAnswer writes a misconduct.Answer; "" is null.
func MarshalOfficerAnswer(v misconduct.Answer) graphql.Marshaler { return word(v) }

// UnmarshalOfficerAnswer reads a misconduct.Answer.
func UnmarshalOfficerAnswer(v any) (misconduct.Answer, error) {
	return parseWord[misconduct.Answer](v)
}

// MarshalProceedingsSide writes a misconduct.Side; "" is null.
func MarshalProceedingsSide(v misconduct.Side) graphql.Marshaler { return word(v) }

// UnmarshalProceedingsSide reads a misconduct.Side.
func UnmarshalProceedingsSide(v any) (misconduct.Side, error) {
	return parseWord[misconduct.Side](v)
}

// MarshalFinding writes a misconduct.Finding; "" is null.
func MarshalFinding(v misconduct.Finding) graphql.Marshaler { return word(v) }

// UnmarshalFinding reads a misconduct.Finding.
func UnmarshalFinding(v any) (misconduct.Finding, error) { return parseWord[misconduct.Finding](v) }

// MarshalFindingBasis writes a misconduct.FindingBasis; "" is null.
func MarshalFindingBasis(v misconduct.FindingBasis) graphql.Marshaler { return word(v) }

// UnmarshalFindingBasis reads a misconduct.FindingBasis.
func UnmarshalFindingBasis(v any) (misconduct.FindingBasis, error) {
	return parseWord[misconduct.FindingBasis](v)
}

// MarshalDisciplinaryAction writes a misconduct.DisciplinaryAction; "" is null.
func MarshalDisciplinaryAction(v misconduct.DisciplinaryAction) graphql.Marshaler { return word(v) }

// UnmarshalDisciplinaryAction reads a misconduct.DisciplinaryAction.
func UnmarshalDisciplinaryAction(v any) (misconduct.DisciplinaryAction, error) {
	return parseWord[misconduct.DisciplinaryAction](v)
}

// MarshalAppealKind writes a misconduct.AppealKind; "" is null.
func MarshalAppealKind(v misconduct.AppealKind) graphql.Marshaler { return word(v) }

// UnmarshalAppealKind reads a misconduct.AppealKind.
func UnmarshalAppealKind(v any) (misconduct.AppealKind, error) {
	return parseWord[misconduct.AppealKind](v)
}

// MarshalAppellant writes a misconduct.Appellant; "" is null.
func MarshalAppellant(v misconduct.Appellant) graphql.Marshaler { return word(v) }

// UnmarshalAppellant reads a misconduct.Appellant.
func UnmarshalAppellant(v any) (misconduct.Appellant, error) {
	return parseWord[misconduct.Appellant](v)
}

// MarshalAppealGround writes a misconduct.AppealGround; "" is null.
func MarshalAppealGround(v misconduct.AppealGround) graphql.Marshaler { return word(v) }

// UnmarshalAppealGround reads a misconduct.AppealGround.
func UnmarshalAppealGround(v any) (misconduct.AppealGround, error) {
	return parseWord[misconduct.AppealGround](v)
}

// MarshalAppealResult writes a misconduct.AppealResult; "" is null.
func MarshalAppealResult(v misconduct.AppealResult) graphql.Marshaler { return word(v) }

// UnmarshalAppealResult reads a misconduct.AppealResult.
func UnmarshalAppealResult(v any) (misconduct.AppealResult, error) {
	return parseWord[misconduct.AppealResult](v)
}

// MarshalPoliceList writes a misconduct.PoliceList; "" is null.
func MarshalPoliceList(v misconduct.PoliceList) graphql.Marshaler { return word(v) }

// UnmarshalPoliceList reads a misconduct.PoliceList.
func UnmarshalPoliceList(v any) (misconduct.PoliceList, error) {
	return parseWord[misconduct.PoliceList](v)
}

// MarshalClockStopReason writes a misconduct.StopReason; "" is null.
func MarshalClockStopReason(v misconduct.StopReason) graphql.Marshaler { return word(v) }

// UnmarshalClockStopReason reads a misconduct.StopReason.
func UnmarshalClockStopReason(v any) (misconduct.StopReason, error) {
	return parseWord[misconduct.StopReason](v)
}

// MarshalReflectiveStage writes a misconduct.ReflectiveStage; "" is null.
func MarshalReflectiveStage(v misconduct.ReflectiveStage) graphql.Marshaler { return word(v) }

// UnmarshalReflectiveStage reads a misconduct.ReflectiveStage.
func UnmarshalReflectiveStage(v any) (misconduct.ReflectiveStage, error) {
	return parseWord[misconduct.ReflectiveStage](v)
}
