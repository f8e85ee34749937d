package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: SAME_VALUE, REGIME_NOT_SUPPORTED. What was wrong stays in the log; a day that was wrong brings the rules of the right one with it.
func (c CorrectMatter) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("field", c.Field, FieldSummary, FieldOperation, FieldReportedBy, FieldCameToAttentionOn),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		c.valid(env),
	)
	if err != nil {
		return nil, err
	}
	e := MatterCorrected{Field: c.Field, Was: s.entered(c.Field), Is: c.Is, Reason: c.Reason, Dated: dated(c.On, "")}
	if e.Was == e.Is {
		return nil, domain.Errorf(domain.Refused, "SAME_VALUE", "this is what the matter says already; state the value that is right").On("is")
	}
	if c.Field == FieldCameToAttentionOn {
		regime, ok := regimeOn(domain.Date(c.Is))
		if !ok {
			return nil, regimeNotSupported("is")
		}
		e.Regime = regime.Version
	}
	return []Event{e}, nil
}

// valid holds the corrected value to what was asked of it at first.
func (c CorrectMatter) valid(env domain.Envelope) error {
	switch c.Field {
	case FieldSummary:
		return domain.Prose("is", c.Is)
	case FieldCameToAttentionOn:
		return env.CheckDate("is", domain.Date(c.Is))
	}
	return domain.OptionalLine("is", c.Is)
}

// entered is what a field says now.
func (s State) entered(f CorrectableField) string {
	switch f {
	case FieldSummary:
		return s.Summary
	case FieldOperation:
		return s.Operation
	case FieldReportedBy:
		return s.ReportedBy
	}
	return string(s.CameToAttentionOn)
}

// Refused: UNKNOWN_ALLEGATION, ALREADY_FOUND, SAME_VALUE, UNKNOWN_STANDARD, DUPLICATE, DATES_REVERSED and the codes of classify.
func (c CorrectAllegation) decide(s State, env domain.Envelope) ([]Event, error) {
	sub, err := classify(c.CodeSet, c.Category, c.SubCategory)
	as := AddAllegation{Standards: c.Standards, ConductFrom: c.ConductFrom, ConductTo: c.ConductTo}
	err = domain.First(
		domain.Line("allegation", string(c.Allegation)),
		domain.Prose("text", c.Text),
		domain.Prose("reason", c.Reason),
		err,
		as.standards(s.Kind),
		as.dates(env),
		env.CheckDate("on", c.On),
		s.received(),
		s.correctable(c.Allegation),
		s.differs(c, sub),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AllegationCorrected{Allegation: c.Allegation, Standards: c.Standards, CodeSet: c.CodeSet, Category: c.Category, SubCategory: sub,
		ConductFrom: c.ConductFrom, ConductTo: c.ConductTo, Text: c.Text, Reason: c.Reason, Dated: dated(c.On, "")}}, nil
}

// correctable: what was found proved or not proved stays what it was.
func (s State) correctable(a domain.AllegationID) error {
	if !s.Allegations[a] {
		return domain.Errorf(domain.Refused, "UNKNOWN_ALLEGATION", "the matter has no such allegation; add it").On("allegation")
	}
	for _, i := range s.Officers {
		if _, found := i.Findings[a]; found {
			return domain.Errorf(domain.Refused, "ALREADY_FOUND",
				"a finding was made on this allegation; what was decided is not corrected but decided again, on appeal").On("allegation").Under("CR42")
		}
	}
	return nil
}

func (s State) differs(c CorrectAllegation, sub string) error {
	was := s.Alleged[c.Allegation]
	if was.CodeSet != c.CodeSet || was.Category != c.Category || was.SubCategory != sub || was.ConductFrom != c.ConductFrom ||
		was.ConductTo != c.ConductTo || was.Text != c.Text || !slices.Equal(was.Standards, c.Standards) {
		return nil
	}
	return domain.Errorf(domain.Refused, "SAME_VALUE", "this is what the allegation says already; state what is right").On("allegation")
}
