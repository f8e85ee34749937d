package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: UNKNOWN_OFFICER, UNKNOWN_RANK, ALREADY_CONCERNED.
func (c IdentifyOfficer) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.CheckRank("rankAtConduct", c.RankAtConduct),
		domain.OneOf("subjectKind", c.SubjectKind, "OFFICER", "SPECIAL_CONSTABLE", "FORMER_OFFICER", "POLICE_STAFF", "DESIGNATED_VOLUNTEER"),
		env.CheckDate("on", c.On),
		s.received(),
		c.inRegister(),
		s.notYetConcerned(c.Officer),
	)
	if err != nil {
		return nil, err
	}
	return []Event{OfficerConcernedIdentified{Officer: c.Officer, RankAtConduct: c.RankAtConduct, SubjectKind: c.SubjectKind, On: c.On,
		BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

func (c IdentifyOfficer) inRegister() error {
	if c.Registered {
		return nil
	}
	return domain.Errorf(domain.Refused, "UNKNOWN_OFFICER", "the register of officers has no such entry; register the person first").On("officer")
}

func (s State) notYetConcerned(o domain.OfficerID) error {
	if _, ok := s.Officers[o]; !ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_CONCERNED", "this person is already concerned in the matter").On("officer")
}
