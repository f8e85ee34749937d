package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: SUBJECT_RESERVED, NOT_CONCERNED, DECISION_EXISTS and the codes of evidence.check.
func (c RecordDecision) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("decision", c.Decision),
		domain.Line("subject", c.Subject),
		domain.Prose("text", c.Text),
		domain.Prose("reasons", c.Reasons),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
		c.ownSubject(),
		c.about(s),
		s.newDecision(c.Decision),
		evidence{c.Evidence, c.Matter, c.Attested}.check(s),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DecisionRecorded{Decision: c.Decision, Subject: c.Subject, Officer: c.Officer, Text: c.Text, Reasons: c.Reasons,
		Evidence: c.Evidence, DecidedBy: c.DecidedBy, On: c.On, BeforeCause: before(c.On, s.CameToAttentionOn)}}, nil
}

// ownSubject keeps a case to answer from being decided past its own rule.
func (c RecordDecision) ownSubject() error {
	if c.Subject != SubjectCaseToAnswer {
		return nil
	}
	return domain.Errorf(domain.Refused, "SUBJECT_RESERVED",
		"a case to answer is determined by its own command, which checks the report, the decision maker and the route; use that").On("subject")
}

func (c RecordDecision) about(s State) error {
	if c.Officer == "" {
		return nil
	}
	return s.concerned("officer", c.Officer)
}
