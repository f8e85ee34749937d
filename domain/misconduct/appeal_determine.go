package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// What an appeal puts in the place of the outcome holds from the day the outcome was notified (CR47).
// Refused: NOT_CONCERNED, UNKNOWN_APPEAL, APPEAL_DETERMINED, RESULT_NOT_OPEN, ACTION_DIFFERS, OUTCOME_NOT_LAWFUL, NOT_MILDER,
// DURATION_NOT_LAWFUL, RANK_NOT_LOWER, RANK_TOO_LOW.
func (c DetermineAppeal) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	a := who.Appeals[c.Appeal]
	row, _ := AppealRules().Row(a.Kind, a.appellant(), who.against(a.Kind))
	err := domain.First(
		domain.OneOf("result", c.Result, Confirmed, Reversed, Varied, Dismissed),
		domain.Line("decidedBy", c.DecidedBy),
		domain.Prose("reasons", c.Reasons),
		s.appeal(c.Officer, c.Appeal, c.On, env),
		a.undetermined(),
		c.possible(row),
		c.by(a, who),
		c.replaces(row),
	)
	if err != nil {
		return nil, err
	}
	months, err := c.substitute(s, row, who)
	if err != nil {
		return nil, err
	}
	from := who.NotifiedOn
	if len(row.Against) == 0 {
		from = c.On
	}
	return []Event{AppealDetermined{Officer: c.Officer, Appeal: c.Appeal, Result: c.Result, Action: c.Action, Months: months, ToRank: c.ToRank,
		DecidedBy: c.DecidedBy, Reasons: c.Reasons, EffectiveFrom: from, Dated: dated(c.On, a.LodgedOn)}}, nil
}

func (c DetermineAppeal) possible(r AppealRow) error {
	if slices.Contains(r.Results, c.Result) {
		return nil
	}
	return domain.Errorf(domain.Refused, "RESULT_NOT_OPEN", "this appeal can end as one of %v, not as %s", r.Results, c.Result).On("result").Under(r.Source + "; " + AppealRules().Version)
}

// by: an appeal from a meeting is heard by somebody of a higher rank than whoever conducted it, or by police staff more senior.
func (c DetermineAppeal) by(a Appeal, i Involvement) error {
	if a.Kind != AppealMeeting {
		return nil
	}
	if err := domain.CheckRank("decidedBy", c.DecidedBy); err != nil {
		return err
	}
	row, _ := domain.Ranks().Find(c.DecidedBy)
	least := rankOrder(i.RankAtConduct)
	for _, m := range i.Panel {
		least = max(least, rankOrder(m.Rank))
	}
	if row.Staff || row.Order > least {
		return nil
	}
	return domain.Errorf(domain.Refused, "RANK_TOO_LOW",
		"an appeal meeting is conducted by somebody above the rank of whoever conducted the meeting, or by more senior police staff; state their rank").
		On("decidedBy").Under("CR46; " + domain.Ranks().Version)
}

// replaces: another outcome is stated exactly where the appeal changed it. That clearance was withdrawn is no outcome of proceedings.
func (c DetermineAppeal) replaces(r AppealRow) error {
	changed := c.Result == Reversed || c.Result == Varied
	wanted := changed && len(r.Against) > 0
	switch {
	case wanted && c.Action == "":
		return domain.Errorf(domain.Invalid, "ACTION_DIFFERS", "the appeal changed the outcome; state the one that takes its place, NO_ACTION where none does").
			On("action").Under(r.Source)
	case !wanted && (c.Action != "" || c.Months != 0 || c.ToRank != ""):
		return domain.Errorf(domain.Invalid, "ACTION_DIFFERS", "the appeal left the outcome as it was; leave out the action, its months and its rank").On("action").Under(r.Source)
	}
	return nil
}

// substitute checks the outcome that takes the place of the other, and returns how long it lives. It is one that could have been imposed on
// these findings, or, where the appeal was allowed against them, on lower ones.
func (c DetermineAppeal) substitute(s State, r AppealRow, i Involvement) (int, error) {
	if c.Action == "" {
		return 0, nil
	}
	row, err := Outcomes().pick(i.instead(s.Regime, c.Result), c.Action)
	if err != nil {
		return 0, err
	}
	months, err := row.months(c.Months)
	if err != nil {
		return 0, err
	}
	return months, domain.First(c.milder(r, months, i), c.rank(s.rankOf(c.Officer, c.Rank)))
}

// instead lists what an appeal can put in the place of the outcome.
func (i Involvement) instead(regime string, result AppealResult) []OutcomeRow {
	levels := []Finding{i.level()}
	if result == Reversed {
		all := []Finding{FoundGrossMisconduct, FoundMisconduct, FoundNeither}
		levels = all[slices.Index(all, i.level()):]
	}
	var rows []OutcomeRow
	for _, level := range levels {
		rows = append(rows, Outcomes().Lawful(regime, level, i.OpenedAs, i.former())...)
	}
	return rows
}

// milder: an officer's own appeal does not make things worse for them, nor does it vary an outcome by the same one.
func (c DetermineAppeal) milder(r AppealRow, months int, i Involvement) error {
	same := severe(c.Action) == severe(i.Action)
	if !r.Milder || severe(c.Action) < severe(i.Action) || same && months < i.Months || same && c.Action == ReductionInRank && rankOrder(c.ToRank) > rankOrder(i.ToRank) {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_MILDER",
		"on an officer's own appeal only a milder outcome takes the place of %s; state that one, or that the outcome is confirmed", i.Action).
		On("action").Under(r.Source + "; " + AppealRules().Version)
}

func (c DetermineAppeal) rank(held string) error {
	if c.Action != ReductionInRank {
		return noRank(c.ToRank)
	}
	return lowerRank(c.ToRank, held)
}

// Refused: NOT_CONCERNED, UNKNOWN_APPEAL, NOT_DETERMINED, ALREADY_NOTIFIED.
func (c NotifyAppeal) decide(s State, env domain.Envelope) ([]Event, error) {
	a := s.Officers[c.Officer].Appeals[c.Appeal]
	err := domain.First(
		s.appeal(c.Officer, c.Appeal, c.On, env),
		a.determined(),
		once("ALREADY_NOTIFIED", "the notification of how the appeal ended", a.NotifiedOn),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AppealDeterminationNotified{Officer: c.Officer, Appeal: c.Appeal, Dated: dated(c.On, a.DeterminedOn)}}, nil
}

func (a Appeal) determined() error {
	if a.DeterminedOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_DETERMINED", "the appeal is not determined yet; record how it ended first").On("appeal").Under("CR47")
}
