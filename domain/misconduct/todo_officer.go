package misconduct

import "github.com/probity-ledger/probity/domain"

// The commands below are not built yet.

func (c ReceiveRepresentations) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c ProvideTermsOfReference) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c WithholdTermsOfReference) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c ScheduleInterview) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c PostponeInterview) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c HoldInterview) decide(State, domain.Envelope) ([]Event, error)     { return nil, notBuilt() }
func (c TakeCriminalStep) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c DeferProceedings) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c ResumeProceedings) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c SubmitSpecialConditionsStatement) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c DetermineSpecialConditions) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c ReferElsewhere) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c NotifySuspensionReview) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c ConsultIOPCOnSuspension) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c RecordDeparture) decide(State, domain.Envelope) ([]Event, error)     { return nil, notBuilt() }
func (c DetermineConditionC) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c DetermineVetting) decide(State, domain.Envelope) ([]Event, error)    { return nil, notBuilt() }
func (c ServeReflectiveNotice) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c ReceiveReflectiveAccount) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c HoldReflectiveDiscussion) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c RetainReflectiveReport) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c CloseInvolvement) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
