package misconduct

import "github.com/probity-ledger/probity/domain"

// Proceedings go ahead unless they would prejudice a criminal case; so one must be there.
// Refused: the codes of State.acted, NOT_UNDER_CONDUCT_REGULATIONS, STRAND_NOT_OPEN, ALREADY_DEFERRED.
func (c DeferProceedings) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		s.acted(env, c.Officer, c.On),
		domain.Prose("reason", c.Reason),
		s.disciplined(c.Officer),
		who.accused(),
		who.proceeding(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ProceedingsDeferredForCriminalCase{Officer: c.Officer, Reason: c.Reason, ProsecutorConsulted: c.ProsecutorConsulted,
		Dated: dated(c.On, who.firstStrand())}}, nil
}

func (i Involvement) accused() error {
	if i.OpenStrands > 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "STRAND_NOT_OPEN",
		"no criminal strand is open against this officer that proceedings could prejudice; open it first").On("officer").Under("CR10")
}

func (i Involvement) proceeding() error {
	if !i.Deferred {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_DEFERRED", "the proceedings against this officer wait already, since %s", i.DeferredOn).On("officer").Under("CR10")
}

// firstStrand is the day the earliest strand that is open began.
func (i Involvement) firstStrand() domain.Date {
	first := domain.Date("")
	for _, o := range i.Offences {
		if o.Outcome == "" && (first == "" || o.OpenedOn.Before(first)) {
			first = o.OpenedOn
		}
	}
	return first
}

// They go on once the prejudice is gone, whether or not the criminal case is over.
// Refused: the codes of State.acted, NOT_DEFERRED.
func (c ResumeProceedings) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	if err := domain.First(s.acted(env, c.Officer, c.On), domain.Prose("reason", c.Reason), who.deferred()); err != nil {
		return nil, err
	}
	return []Event{ProceedingsResumed{Officer: c.Officer, Reason: c.Reason, Dated: dated(c.On, who.DeferredOn)}}, nil
}

func (i Involvement) deferred() error {
	if i.Deferred {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_DEFERRED", "the proceedings against this officer do not wait for a criminal case").On("officer").Under("CR10")
}
