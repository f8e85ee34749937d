package account

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// The roles an account may hold. The ledger's own process has none, because it signs in nowhere.
var (
	ofTheIOPC = []domain.Role{domain.IOPCReader, domain.DirectorGeneral, domain.CaseAnalyst, domain.AccessAdministrator}
	ofAForce  = []domain.Role{
		domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor,
		domain.CaseAnalyst, domain.OfficerConcerned, domain.AccessAdministrator, domain.Auditor, domain.AntiCorruption,
		domain.HearingChair, domain.PanelMember, domain.LegalAdviser, domain.LocalPolicingBody, domain.IndependentCounsel,
		domain.DefenceReviewer,
	}
	ofMachines = []domain.Role{domain.CaseAnalyst, domain.DigitalExaminer, domain.IOPCReader, domain.LocalPolicingBody} // they decide nothing
)

// Refused: UNKNOWN_ACCOUNT, ACCOUNT_CLOSED, OWN_ACCOUNT, ROLE_NOT_FOR_FORCE, ROLE_NOT_FOR_SERVICE, DATES_REVERSED, UNTIL_PASSED,
// NOT_DELEGATED, DELEGATION_WITHOUT_END, ID_TAKEN, ALREADY_PROPOSED.
func (c ProposeRole) decide(s State, env domain.Envelope) ([]Event, error) {
	p := RoleProposed{Grant: c.Grant, Role: c.Role, From: c.From, Until: c.Until, DelegatedBy: c.DelegatedBy, Reason: c.Reason, By: env.Actor}
	err := domain.First(
		domain.Line("grant", c.Grant),
		domain.Line("role", string(c.Role)),
		domain.OptionalLine("delegatedBy", c.DelegatedBy),
		domain.Prose("reason", c.Reason),
		s.open(env),
		s.anothers(env),
		s.fitting(c.Role),
		p.period(env),
		p.delegation(),
		s.proposable(p, env),
	)
	if err != nil {
		return nil, err
	}
	return []Event{p}, nil
}

func (s State) fitting(r domain.Role) error {
	fits := ofAForce
	if s.Force == "" {
		fits = ofTheIOPC
	}
	switch {
	case !slices.Contains(fits, r):
		return domain.Errorf(domain.Invalid, "ROLE_NOT_FOR_FORCE", "an account of this force, or of the IOPC, cannot hold this role").On("role")
	case s.Kind == Service && !slices.Contains(ofMachines, r):
		return domain.Errorf(domain.Invalid, "ROLE_NOT_FOR_SERVICE", "a machine cannot hold this role; propose it for a person").On("role")
	}
	return nil
}

func (p RoleProposed) period(env domain.Envelope) error {
	switch {
	case !p.Until.IsZero() && !p.From.Before(p.Until):
		return domain.Errorf(domain.Invalid, "DATES_REVERSED", "the role would end before it begins; correct one of the two times").On("until")
	case p.ended(env.Now):
		return domain.Errorf(domain.Invalid, "UNTIL_PASSED", "the end stated has passed; state a time to come, or none").On("until")
	}
	return nil
}

// delegation: the chief officer may delegate the functions of the appropriate authority, for a time.
func (p RoleProposed) delegation() error {
	switch {
	case p.DelegatedBy == "":
		return nil
	case p.Role != domain.AppropriateAuthority:
		return domain.Errorf(domain.Invalid, "NOT_DELEGATED", "only the functions of the appropriate authority are delegated; leave it empty").
			On("delegatedBy").Under("CR2")
	case p.Until.IsZero():
		return domain.Errorf(domain.Invalid, "DELEGATION_WITHOUT_END", "a delegation ends by itself; state when").On("until").Under("CR2")
	}
	return nil
}

func (s State) proposable(p RoleProposed, env domain.Envelope) error {
	_, waits := s.Proposals[p.Grant]
	if _, held := s.Roles[p.Grant]; waits || held {
		return domain.Errorf(domain.Refused, "ID_TAKEN", "this id of the grant is taken in the account; choose another").On("grant")
	}
	for _, other := range s.Proposals {
		if other.Role == p.Role && !other.ended(env.Now) {
			return domain.Errorf(domain.Refused, "ALREADY_PROPOSED", "this role is proposed already; somebody else grants or declines it").On("role")
		}
	}
	return nil
}

// Refused: UNKNOWN_ACCOUNT, ACCOUNT_CLOSED, OWN_ACCOUNT, UNKNOWN_PROPOSAL, OWN_PROPOSAL, PROPOSAL_LAPSED.
func (c GrantRole) decide(s State, env domain.Envelope) ([]Event, error) {
	p, err := s.proposal(c.Grant)
	err = domain.First(s.open(env), s.anothers(env), err)
	switch {
	case err != nil:
		return nil, err
	case p.By == env.Actor:
		return nil, domain.Errorf(domain.Forbidden, "OWN_PROPOSAL", "what you proposed somebody else grants").On("grant").Under("two-person rule")
	case p.ended(env.Now):
		return nil, domain.Errorf(domain.Refused, "PROPOSAL_LAPSED", "what was proposed would have ended by now; propose it anew").On("grant")
	}
	return []Event{RoleGranted(c)}, nil
}

// Refused: UNKNOWN_ACCOUNT, UNKNOWN_PROPOSAL.
func (c DeclineRole) decide(s State, env domain.Envelope) ([]Event, error) {
	_, err := s.proposal(c.Grant)
	if err = domain.First(domain.Prose("reason", c.Reason), s.known(env), err); err != nil {
		return nil, err
	}
	return []Event{RoleDeclined(c)}, nil
}

func (s State) proposal(grant string) (RoleProposed, error) {
	if p, ok := s.Proposals[grant]; ok {
		return p, nil
	}
	return RoleProposed{}, domain.Errorf(domain.NotFound, "UNKNOWN_PROPOSAL", "no such proposal waits to be decided").On("grant")
}

// Refused: UNKNOWN_ACCOUNT, NOT_HELD.
func (c EndRole) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.First(domain.Line("grant", c.Grant), domain.Prose("reason", c.Reason), s.known(env)); err != nil {
		return nil, err
	}
	if _, ok := s.Roles[c.Grant]; !ok {
		return nil, domain.Errorf(domain.Refused, "NOT_HELD", "the account holds no such role; it may have ended").On("grant")
	}
	return []Event{RoleEnded(c)}, nil
}

// Refused: PROCESS_ONLY, OTHER_FORCE, ALREADY_OPENED.
func (c Appoint) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		processOnly(env),
		domain.Line("grant", c.Grant),
		domain.Line("actor", string(c.Actor)),
		domain.OptionalLine("force", c.Force),
		domain.Prose("reason", c.Reason),
		ownForce(c.Force, env),
		s.unopened(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Opened{Actor: c.Actor, Kind: Person, Force: c.Force}, AdministratorAppointed{Grant: c.Grant, Reason: c.Reason}}, nil
}

func processOnly(env domain.Envelope) error {
	if env.Role == domain.ProcessManager {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "PROCESS_ONLY", "the first administrators are appointed at the machine; ask whoever runs it").
		Under("two-person rule")
}
