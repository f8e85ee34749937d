package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_A_COMPLAINT, NOT_COMPLAINANT, NOT_SIGNED, ALREADY_WITHDRAWN, DOCUMENT_NOT_FOUND.
func (c WithdrawComplaint) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("person", c.Person),
		env.CheckDate("on", c.On),
		s.received(),
		s.complaint(""),
		s.complainant(c.Person),
		c.signed(),
		s.standing(c.Person),
		s.hasDocument(c.Document),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ComplaintWithdrawn{Person: c.Person, Document: c.Document, Dated: dated(c.On, s.RecordedOn)}}, nil
}

func (c WithdrawComplaint) signed() error {
	if c.Signed {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_SIGNED", "a complaint is withdrawn by a notice in writing that the complainant signed; ask for one").On("signed").Under("CM38")
}

func (s State) standing(person string) error {
	on, ok := s.WithdrawnBy[person]
	if !ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_WITHDRAWN", "this complainant withdrew on %s; decide what becomes of the complaint", on).On("person").Under("CM38")
}

// Refused: NOT_WITHDRAWN, OTHERS_COMPLAIN, WRONG_DECISION_MAKER. A complaint that goes on in the public interest goes on as a conduct matter.
func (c DecideWithdrawal) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.allWithdrew(),
		DecisionMakers().check(ActWithdrawal, s.withdrawalHandling(), c.DecidedBy),
	)
	if err != nil {
		return nil, err
	}
	on := dated(c.On, s.lastWithdrawal())
	events := []Event{WithdrawalDecided{Continue: c.Continue, Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: on}}
	if c.Continue {
		events = append(events, MatterRecorded{Kind: s.asConduct(), Grounds: s.Grounds, On: c.On, BeforeCause: on.BeforeCause})
	}
	return events, nil
}

func (s State) asConduct() MatterKind {
	if len(s.Grounds) > 0 {
		return RecordableConductMatter
	}
	return ConductMatter
}

func (s State) allWithdrew() error {
	if len(s.WithdrawnBy) == 0 {
		return domain.Errorf(domain.Refused, "NOT_WITHDRAWN", "no complainant withdrew; record the signed notice first").Under("CM38")
	}
	for person, as := range s.Persons {
		if _, gone := s.WithdrawnBy[person]; as == Complainant && !gone {
			return domain.Errorf(domain.Refused, "OTHERS_COMPLAIN", "another complainant did not withdraw, so the complaint goes on").Under("CM38")
		}
	}
	return nil
}

func (s State) lastWithdrawal() domain.Date {
	var last domain.Date
	for _, on := range s.WithdrawnBy {
		last = max(last, on)
	}
	return last
}

func (s State) withdrawalHandling() Handling {
	if s.Referred && !s.ReferredBack {
		return HandledByIOPC
	}
	return HandledOwnBehalf
}

// Refused: DISCONTINUANCE_NOT_LAWFUL, PROCEEDINGS_UNDER_WAY, WRONG_DECISION_MAKER.
func (c Discontinue) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.discontinuable(),
		s.unprosecuted(),
		s.decidedBy(ActDiscontinuance, c.DecidedBy),
	)
	if err != nil {
		return nil, err
	}
	return []Event{MatterDiscontinued{Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: dated(c.On, s.RecordedOn)}}, nil
}

func (s State) discontinuable() error {
	h, err := s.handling()
	if err != nil || h == HandledPart3 {
		return err
	}
	return domain.Errorf(domain.Refused, "DISCONTINUANCE_NOT_LAWFUL",
		"an investigation under Schedule 3 is not discontinued since 2020; determine the cases of the officers, or record the complainant's withdrawal").
		Under("PRA Sch 3; domain guide 1.5")
}

// unprosecuted: a case that was sent to proceedings ends with them, or with their withdrawal.
func (s State) unprosecuted() error {
	for o, i := range s.Officers {
		if i.prosecuted() {
			return domain.Errorf(domain.Refused, "PROCEEDINGS_UNDER_WAY",
				"officer %s was referred to proceedings; end or withdraw those first", o).Under("CR27")
		}
	}
	return nil
}

// Refused: NOT_SCHEDULE_3, NO_REPORT, MODE_NOT_LAWFUL. It takes back what was determined on the report, and nothing that proceedings were
// brought for.
func (c DirectReInvestigation) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("mode", c.Mode, OwnBehalf, Directed, Independent),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.underSchedule3(),
		s.reportedOn(),
		c.mode(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReInvestigationDirected{Mode: c.Mode, Reason: c.Reason, Dated: dated(c.On, s.ReportOn)}}, nil
}

func (s State) underSchedule3() error {
	h, err := s.handling()
	if err != nil || h != HandledPart3 {
		return err
	}
	return domain.Errorf(domain.Refused, "NOT_SCHEDULE_3",
		"the matter is handled under Part 3 of the Conduct Regulations; the Director General can have it investigated again only after a referral").Under("PRA s13B")
}

func (c DirectReInvestigation) mode() error {
	table := ReInvestigationModes()
	if slices.ContainsFunc(table.Rows, func(r ReInvestigationRow) bool { return r.Mode == c.Mode }) {
		return nil
	}
	return domain.Errorf(domain.Refused, "MODE_NOT_LAWFUL",
		"a matter is investigated again by the Director General or under their direction; choose DIRECTED or INDEPENDENT").On("mode").Under("PRA s13B; " + table.Version)
}
