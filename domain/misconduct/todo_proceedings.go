package misconduct

import "github.com/probity-ledger/probity/domain"

// The commands below are not built yet.

func (c DirectProceedings) decide(State, domain.Envelope) ([]Event, error)    { return nil, notBuilt() }
func (c TakeCasePresentation) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
func (c ServeReferralNotice) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c AppointPanel) decide(State, domain.Envelope) ([]Event, error)         { return nil, notBuilt() }
func (c Object) decide(State, domain.Envelope) ([]Event, error)               { return nil, notBuilt() }
func (c DecideObjection) decide(State, domain.Envelope) ([]Event, error)      { return nil, notBuilt() }
func (c Respond) decide(State, domain.Envelope) ([]Event, error)              { return nil, notBuilt() }
func (c SupplyWitnessList) decide(State, domain.Envelope) ([]Event, error)    { return nil, notBuilt() }
func (c SupplyBundle) decide(State, domain.Envelope) ([]Event, error)         { return nil, notBuilt() }
func (c FixHearing) decide(State, domain.Envelope) ([]Event, error)           { return nil, notBuilt() }
func (c FixPreHearing) decide(State, domain.Envelope) ([]Event, error)        { return nil, notBuilt() }
func (c HoldPreHearing) decide(State, domain.Envelope) ([]Event, error)       { return nil, notBuilt() }
func (c RestrictReporting) decide(State, domain.Envelope) ([]Event, error)    { return nil, notBuilt() }
func (c PublishNotice) decide(State, domain.Envelope) ([]Event, error)        { return nil, notBuilt() }
func (c WithdrawProceedings) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c OpenProceedings) decide(State, domain.Envelope) ([]Event, error)      { return nil, notBuilt() }
func (c AdjournProceedings) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c MakeFinding) decide(State, domain.Envelope) ([]Event, error)          { return nil, notBuilt() }
func (c ImposeOutcome) decide(State, domain.Envelope) ([]Event, error)        { return nil, notBuilt() }
func (c SubmitOutcomeReport) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c NotifyOutcome) decide(State, domain.Envelope) ([]Event, error)        { return nil, notBuilt() }
func (c PublishOutcome) decide(State, domain.Envelope) ([]Event, error)       { return nil, notBuilt() }
func (c ExcludeLeave) decide(State, domain.Envelope) ([]Event, error)         { return nil, notBuilt() }
func (c LodgeAppeal) decide(State, domain.Envelope) ([]Event, error)          { return nil, notBuilt() }
func (c ReceiveAppealNotice) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c SubmitAppealPapers) decide(State, domain.Envelope) ([]Event, error)   { return nil, notBuilt() }
func (c DetermineAppeal) decide(State, domain.Envelope) ([]Event, error)      { return nil, notBuilt() }
func (c NotifyAppeal) decide(State, domain.Envelope) ([]Event, error)         { return nil, notBuilt() }
func (c ReportToList) decide(State, domain.Envelope) ([]Event, error)         { return nil, notBuilt() }
func (c RemoveFromList) decide(State, domain.Envelope) ([]Event, error)       { return nil, notBuilt() }
