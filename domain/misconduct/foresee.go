package misconduct

import "github.com/probity-ledger/probity/domain"

// Foresee returns the matter as it would be after an event and the periods that would start and stop because of it: for telling somebody
// what follows before it happens. It decides nothing.
func Foresee(s State, e Event, env domain.Envelope) (State, error) {
	s = Evolve(s, e)
	for range mostAtOnce {
		next, from := s.Clocks.Next()
		if next == nil || from != "" {
			break
		}
		more, err := next.decide(s, env)
		if err != nil {
			return s, err
		}
		for _, e := range more {
			s = Evolve(s, e)
		}
	}
	return s, nil
}

// Served returns how a notice that is given in this way on this day counts as served. Codes UNKNOWN_VALUE, METHOD_NOT_LAWFUL.
func (s State) Served(m ServiceMethod, on domain.Date) (Service, error) { return s.service(m, on) }
