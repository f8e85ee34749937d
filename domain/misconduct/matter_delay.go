package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: WRONG_DECISION_MAKER, RECIPIENTS_MISSING, COPY_OR_REASON, NOT_CONCERNED, DOCUMENT_NOT_FOUND, REPORT_ALREADY_SUBMITTED.
func (c IssueDelayReport) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		knownRole("issuedBy", c.IssuedBy),
		domain.Prose("text", c.Text),
		domain.Prose("nextSteps", c.NextSteps),
		domain.OptionalProse("withheld", c.Withheld),
		c.expected(),
		env.CheckDate("on", c.On),
		s.received(),
		s.decidedAs("issuedBy", ActDelayReport, c.IssuedBy),
		s.unreported(),
		c.reaches(s),
		c.copied(s),
		s.hasDocument(c.Document),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DelayReportIssued{To: c.To, IssuedBy: c.IssuedBy, Text: c.Text, NextSteps: c.NextSteps, Withheld: c.Withheld,
		Document: c.Document, ExpectedBy: c.ExpectedBy, Officers: c.Officers, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

func (c IssueDelayReport) expected() error {
	if c.ExpectedBy == "" {
		return nil
	}
	return domain.CheckAnyDate("expectedBy", c.ExpectedBy)
}

// reaches wants the report to go to everybody the law names for the way the matter is handled.
func (c IssueDelayReport) reaches(s State) error {
	if err := distinct("to", c.To); err != nil {
		return err
	}
	for _, r := range c.To {
		if err := domain.OneOf("to", r, domain.LocalPolicingBody, domain.DirectorGeneral, domain.AppropriateAuthority); err != nil {
			return err
		}
	}
	table := DelayReportRecipients()
	for _, r := range table.of(s.settled()) {
		if !slices.Contains(c.To, r.To) {
			return domain.Errorf(domain.Refused, "RECIPIENTS_MISSING", "under %s the report goes to %s too; send it there", r.Handling, r.To).
				On("to").Under(r.Source + "; " + table.Version)
		}
	}
	return nil
}

// copied wants a copy for every officer concerned, or the reason of the harm test why one got none.
func (c IssueDelayReport) copied(s State) error {
	if err := domain.First(domain.AtMost("officers", len(c.Officers), maxOfficers), distinct("officers", c.Officers)); err != nil {
		return err
	}
	for _, o := range c.Officers {
		if err := s.concerned("officers", o); err != nil {
			return err
		}
	}
	missing := 0
	for o := range s.Officers {
		if s.disciplined(o) == nil && !slices.Contains(c.Officers, o) {
			missing++
		}
	}
	if missing == 0 || c.Withheld != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "COPY_OR_REASON",
		"%d officers concerned got no copy; give them one, or state what the harm test says against it", missing).On("withheld").Under("CR19, CR6; CM13, CM11")
}

func (s State) hasDocument(id string) error {
	if _, ok := s.Documents[id]; ok || id == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "DOCUMENT_NOT_FOUND", "the matter has no such document; record it first").On("document")
}

// Refused: WRONG_DECISION_MAKER, REPORT_ALREADY_SUBMITTED.
func (c HoldBackDelayReport) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		knownRole("issuedBy", c.IssuedBy),
		env.CheckDate("on", c.On),
		s.received(),
		s.decidedAs("issuedBy", ActDelayReport, c.IssuedBy),
		s.unreported(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DelayReportHeldBack{Reason: c.Reason, IssuedBy: c.IssuedBy, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

// Refused: NOT_DIRECTED_OR_INDEPENDENT, NO_REPORT, VIEWS_ALREADY_SOUGHT.
func (c SeekAuthorityViews) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		env.CheckDate("on", c.On),
		s.received(),
		s.decidedByIOPC(),
		s.reportedOn(),
		s.viewsUnsought(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AuthorityViewsSought{Dated: dated(c.On, s.ReportOn)}}, nil
}

func (s State) decidedByIOPC() error {
	if s.Mode == Directed || s.Mode == Independent {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_DIRECTED_OR_INDEPENDENT",
		"the authority's views are sought in a directed or independent investigation; in this one the authority decides itself").Under("PRA Sch 3 para 23, CM27")
}

func (s State) reportedOn() error {
	if s.ReportOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NO_REPORT", "the investigator's report is not in; record it first").Under("CR23, PRA Sch 3 para 23")
}

func (s State) viewsUnsought() error {
	if s.ViewsSoughtOn == "" || s.ViewsGivenOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "VIEWS_ALREADY_SOUGHT", "the authority's views were sought on %s and are outstanding", s.ViewsSoughtOn).Under("PRA Sch 3 para 23, CM27")
}

// Refused: VIEWS_NOT_SOUGHT.
func (c GiveAuthorityViews) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("views", c.Views),
		env.CheckDate("on", c.On),
		s.received(),
		s.viewsOutstanding(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AuthorityViewsGiven{Views: c.Views, Dated: dated(c.On, s.ViewsSoughtOn)}}, nil
}

func (s State) viewsOutstanding() error {
	if s.ViewsSoughtOn != "" && s.ViewsGivenOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "VIEWS_NOT_SOUGHT", "no views of the authority are outstanding; record first that they were sought").Under("PRA Sch 3 para 23, CM27")
}

// Refused: NO_REPORT, NOTHING_TO_DETERMINE.
func (c ExplainDeterminationDelay) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.reportedOn(),
		s.toDetermine(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DeterminationDelayExplained{Reason: c.Reason, Dated: dated(c.On, s.ReportOn)}}, nil
}

func (s State) toDetermine() error {
	for o, i := range s.Officers {
		if i.Finding == "" && s.disciplined(o) == nil {
			return nil
		}
	}
	return domain.Errorf(domain.Refused, "NOTHING_TO_DETERMINE", "the determination is made for every officer; there is no delay to explain").Under("CR23")
}
