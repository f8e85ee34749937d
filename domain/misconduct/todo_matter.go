package misconduct

import "github.com/probity-ledger/probity/domain"

// The commands below are not built yet.

func (c DeclineToRecord) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c HandleOutsideSchedule3) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c NameInterestedPerson) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c UpdateInterestedPersons) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c CallIn) decide(State, domain.Envelope) ([]Event, error)              { return nil, notBuilt() }
func (c SetTermsOfReference) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c ApplySpecialProcedures) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c CombineInvestigations) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c SplitInvestigation) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c SuspendInvestigation) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c ResumeInvestigation) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c IssueDelayReport) decide(State, domain.Envelope) ([]Event, error)     { return nil, notBuilt() }
func (c HoldBackDelayReport) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c SeekAuthorityViews) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c GiveAuthorityViews) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c ExplainDeterminationDelay) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c WithdrawComplaint) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c DecideWithdrawal) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c Discontinue) decide(State, domain.Envelope) ([]Event, error)       { return nil, notBuilt() }
func (c DirectReInvestigation) decide(State, domain.Envelope) ([]Event, error) {
	return nil, notBuilt()
}
func (c TellComplainant) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c RequestReview) decide(State, domain.Envelope) ([]Event, error)     { return nil, notBuilt() }
func (c ForwardReview) decide(State, domain.Envelope) ([]Event, error)     { return nil, notBuilt() }
func (c DetermineReview) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c Reopen) decide(State, domain.Envelope) ([]Event, error)            { return nil, notBuilt() }
func (c Finalise) decide(State, domain.Envelope) ([]Event, error)          { return nil, notBuilt() }
func (c CorrectMatter) decide(State, domain.Envelope) ([]Event, error)     { return nil, notBuilt() }
func (c CorrectAllegation) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
