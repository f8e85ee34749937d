package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Refused: NOT_CONCERNED, ALREADY_LISTED, NOT_FOR_THIS_LIST.
func (c ReportToList) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("list", c.List, BarredList, AdvisoryList),
		domain.Line("grounds", c.Grounds),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		c.unlisted(who),
		c.belongs(who),
	)
	if err != nil {
		return nil, err
	}
	cause := who.LeftOn
	if c.List == BarredList {
		cause = who.NotifiedOn
	}
	return []Event{ListReported{Officer: c.Officer, List: c.List, Grounds: c.Grounds, Dated: dated(c.On, cause)}}, nil
}

// unlisted: somebody on the advisory list whom proceedings found to deserve dismissal goes to the barred list; nobody goes back.
func (c ReportToList) unlisted(i Involvement) error {
	if i.Listed == "" || i.Listed == AdvisoryList && c.List == BarredList {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_LISTED", "the officer was reported to the %s list on %s", i.Listed, i.ListedOn).On("list").Under(Lists().under(c.List))
}

// belongs: the barred list is for those dismissed, or found after they left to have deserved it; the advisory list for those who left while
// gross misconduct was looked into, or before it came up.
func (c ReportToList) belongs(i Involvement) error {
	switch {
	case c.List == BarredList && i.dismissed(), c.List == AdvisoryList && i.leftAccused():
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_FOR_THIS_LIST",
		"nothing on record puts this officer on the %s list: no dismissal that holds and was notified, and no departure under investigation for gross misconduct; check the list", c.List).
		On("list").Under(Lists().under(c.List))
}

// dismissed says whether a dismissal, or the finding that there would have been one, holds and took effect.
func (i Involvement) dismissed() bool {
	return i.NotifiedOn != "" && severe(i.Action) == severe(Dismissal)
}

func (i Involvement) leftAccused() bool {
	return i.former() && (i.LeftAccused || i.LeftOn == "" && i.Severity == GrossMisconduct)
}

// Refused: NOT_CONCERNED, NOT_LISTED, REVIEW_TOO_EARLY.
func (c RemoveFromList) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("list", c.List, BarredList, AdvisoryList),
		domain.Line("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		c.listed(who),
		c.ripe(s, who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{RemovedFromList{Officer: c.Officer, List: c.List, Reason: c.Reason, Dated: dated(c.On, who.ListedOn)}}, nil
}

func (c RemoveFromList) listed(i Involvement) error {
	if i.Listed == c.List {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_LISTED", "the officer is not on the %s list by this matter; state the list they are on", c.List).On("list").Under(Lists().under(c.List))
}

// ripe: an entry goes when what it rests on fell away, or on a review after the years for which it cannot be reviewed.
func (c RemoveFromList) ripe(s State, i Involvement) error {
	until := s.counted(clock.ListReview, i.ListedOn).DueOn
	if !i.stands() || !c.On.Before(until) {
		return nil
	}
	return domain.Errorf(domain.Refused, "REVIEW_TOO_EARLY",
		"what the entry rests on still holds, and it can be reviewed from %s; remove it after an appeal that succeeded, or on a review then", until).
		On("on").Under(Lists().under(c.List))
}

// stands says whether what an entry rests on still holds.
func (i Involvement) stands() bool {
	if i.Listed == BarredList {
		return i.dismissed()
	}
	exonerated := i.Finding == NoCaseToAnswer && i.DirectedTo == "" || i.WithdrawnTo != "" || i.NotifiedOn != "" && !i.dismissed()
	return !exonerated
}
