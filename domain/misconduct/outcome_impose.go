package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_CONCERNED, NOT_OPENED, ALREADY_IMPOSED, FINDINGS_MISSING, CONVICTION_IS_GROSS, OUTCOME_NOT_LAWFUL, EXCEPTIONAL_REQUIRED,
// HISTORY_REQUIRED, FINAL_WARNING_LIVE, SECOND_REDUCTION, DURATION_NOT_LAWFUL, RANK_NOT_LOWER.
func (c ImposeOutcome) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		c.fields(env),
		s.received(),
		s.concerned("officer", c.Officer),
		who.underWay(),
		who.allFound(),
	)
	if err != nil {
		return nil, err
	}
	t := Outcomes()
	row, err := t.pick(t.Lawful(s.Regime, who.level(), who.OpenedAs, who.former()), c.Action)
	if err != nil {
		return nil, err
	}
	months, err := row.months(c.Months)
	err = domain.First(err, c.condition(row, who), c.repeated(who), c.rank(s.rankOf(c.Officer, c.Rank)))
	if err != nil {
		return nil, err
	}
	return []Event{OutcomeImposed{Officer: c.Officer, Action: c.Action, Months: months, ToRank: c.ToRank, Exceptional: c.Exceptional,
		Unconnected: c.Unconnected, OperationalImpact: c.OperationalImpact, Seriousness: c.Seriousness, Reasons: c.Reasons,
		Dated: dated(c.On, who.OpenedOn)}}, nil
}

func (c ImposeOutcome) fields(env domain.Envelope) error {
	return domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("action", c.Action, NoAction, ReferToReflective, WrittenWarning, FinalWrittenWarning, ReductionInRank, Dismissal, WouldHaveBeenDismissed),
		domain.OptionalProse("exceptional", c.Exceptional),
		domain.OptionalProse("operationalImpact", c.OperationalImpact),
		c.weighed(),
		domain.Prose("reasons", c.Reasons),
		env.CheckDate("on", c.On),
	)
}

// weighed: whoever warns, reduces or dismisses says what they weighed, each of the four by itself.
func (c ImposeOutcome) weighed() error {
	check := domain.OptionalProse
	if severe(c.Action) > 0 {
		check = domain.Prose
	}
	return domain.First(
		check("seriousness.culpability", c.Seriousness.Culpability),
		check("seriousness.harm", c.Seriousness.Harm),
		check("seriousness.aggravating", c.Seriousness.Aggravating),
		check("seriousness.mitigating", c.Seriousness.Mitigating),
	)
}

// allFound: an outcome follows from a finding on every allegation against the officer.
func (i Involvement) allFound() error {
	switch n := i.unfound(); {
	case n > 0 || len(i.Findings) == 0:
		return domain.Errorf(domain.Refused, "FINDINGS_MISSING",
			"on %d of the allegations against this officer nothing was found yet; find on each of them first", n).On("officer").Under("CR42")
	case i.convictionUnfound():
		return convictionIsGross().On("officer")
	}
	return nil
}

func (c ImposeOutcome) condition(r OutcomeRow, i Involvement) error {
	under := r.Source + "; " + Outcomes().Version
	switch {
	case r.Needs == ExceptionalOnly && c.Exceptional == "":
		return domain.Errorf(domain.Refused, "EXCEPTIONAL_REQUIRED",
			"gross misconduct leads to dismissal unless circumstances are exceptional; state which they are").On("exceptional").Under(under)
	case r.Needs == QualifyingHistoryOnly && !c.Unconnected && !finalWarningLive(c.Record, i.AssessedOn):
		return domain.Errorf(domain.Refused, "HISTORY_REQUIRED",
			"for misconduct, %s needs a final written warning that was live on the day of the severity assessment, or unconnected incidents", c.Action).
			On("action").Under(under)
	}
	return nil
}

// repeated: neither a final written warning nor a reduction is given on top of another.
func (c ImposeOutcome) repeated(i Involvement) error {
	reduced := func(p PastSanction) bool { return !p.Void && p.Action == ReductionInRank }
	switch {
	case c.Action == FinalWrittenWarning && finalWarningLive(c.Record, i.AssessedOn):
		return domain.Errorf(domain.Refused, "FINAL_WARNING_LIVE",
			"a final written warning was in force on the day of the severity assessment, so another one is not available").On("action").
			Under("CR42; " + Outcomes().Version)
	case c.Action == ReductionInRank && slices.ContainsFunc(c.Record, reduced):
		return domain.Errorf(domain.Refused, "SECOND_REDUCTION",
			"the officer was reduced in rank before, so another reduction is not available").On("action").Under("CR42; " + Outcomes().Version)
	}
	return nil
}

// rank: a reduction says to which lower rank, after the authority's views on what it does to policing; nothing else changes the rank.
func (c ImposeOutcome) rank(held string) error {
	if c.Action != ReductionInRank {
		return noRank(c.ToRank)
	}
	return domain.First(lowerRank(c.ToRank, held), domain.Prose("operationalImpact", c.OperationalImpact))
}

func noRank(to string) error {
	if to == "" {
		return nil
	}
	return domain.Errorf(domain.Invalid, "RANK_NOT_LOWER", "only a reduction in rank states a rank; leave it out").On("toRank").Under("CR42")
}

func lowerRank(to, held string) error {
	if err := domain.CheckRank("toRank", to); err != nil {
		return err
	}
	if n := rankOrder(to); n > 0 && n < rankOrder(held) {
		return nil
	}
	return domain.Errorf(domain.Refused, "RANK_NOT_LOWER", "a reduction leads to a police rank below %s, which the officer holds; state one", held).
		On("toRank").Under("CR42; " + domain.Ranks().Version)
}
