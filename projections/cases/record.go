package cases

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// OfficerCase is one matter in an officer's record, with what was known of the others at each decision in it.
type OfficerCase struct {
	Case        Case
	Involvement Involvement
	Decisions   []PatternDecision // in the order recorded
}

// Item names the matter.
func (o OfficerCase) Item() access.Item { return o.Case.Item() }

// PatternDecision is a decision about the officer, and what other matters about them were on record when it was taken: whether somebody
// who assessed one incident could have seen that it was not the first.
type PatternDecision struct {
	Kind       PatternKind
	Value      string // the severity, the answer, or the outcome
	On         domain.Date
	RecordedAt time.Time
	Known      []KnownCase // those the viewer may see, in the order they came to attention
}

// PatternKind is which decision it is.
type PatternKind string

// The kinds.
const (
	PatternSeverity PatternKind = "SEVERITY"
	PatternAnswer   PatternKind = "CASE_TO_ANSWER"
	PatternOutcome  PatternKind = "OUTCOME"
	PatternAppeal   PatternKind = "APPEAL"
)

// KnownCase is how far another matter about the officer had come, as far as was recorded then.
type KnownCase struct {
	Matter            domain.MatterID
	Reference         string
	CameToAttentionOn domain.Date
	State             InvolvementState
	Severity          misconduct.Severity
	Finding           misconduct.CaseToAnswer
	Action            string // with the months of a warning; "" before an outcome
}

// Record returns the matters an officer is concerned in, those that came to attention first first, at most projections.MaxPage of them. Only
// matters the viewer may see count anywhere in it, so what is hidden leaves no gap; to the officer concerned all of theirs are. The record is as
// it was at the moment.
func (q *Queries) Record(ctx context.Context, v projections.Viewer, officer domain.OfficerID, at Moment) ([]OfficerCase, error) {
	ids, err := q.concerning(ctx, v, officer)
	if err != nil {
		return nil, err
	}
	var courses []course
	for _, id := range ids {
		events, err := q.history(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("read an officer's record: %w", err)
		}
		if one, ok := courseOf(officer, at.among(events)); ok {
			courses = append(courses, one)
		}
	}
	record := make([]OfficerCase, 0, len(courses))
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		for i, one := range courses {
			entry := OfficerCase{Case: one.last, Decisions: one.against(courses, i)}
			if err := show(c, v, hide, &entry.Case, at); err != nil {
				return err
			}
			hide.From(&entry)
			entry.Involvement, _ = entry.Case.about(officer)
			record = append(record, entry)
		}
		return nil
	})
	return record, describe("read an officer's record", err)
}

// concerning lists the matters an officer is concerned in and the viewer may see.
func (q *Queries) concerning(ctx context.Context, v projections.Viewer, officer domain.OfficerID) (ids []domain.MatterID, err error) {
	w := projections.Visible(v, "m.id").Where()
	w.And("m.id IN (SELECT f.matter FROM matter_concerned f WHERE f.officer = :officer)", ":officer", string(officer))
	w.Value(":limit", projections.MaxPage)
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT m.id FROM matter m WHERE `+w.SQL()+` ORDER BY m.attention_on, m.id LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			ids = append(ids, domain.MatterID(s.ColumnText(0)))
			return nil
		})
	})
	return ids, describe("list an officer's cases", err)
}

// about returns the involvement of an officer.
func (c Case) about(officer domain.OfficerID) (Involvement, bool) {
	for _, i := range c.Involvements {
		if i.Officer == officer {
			return i, true
		}
	}
	return Involvement{}, false
}

// course is one matter over time, as far as it is about one officer.
type course struct {
	last      Case
	decisions []PatternDecision
	known     []snapshot
}

// snapshot is how far a matter had come from a moment on.
type snapshot struct {
	from time.Time
	KnownCase
}

// courseOf folds a matter and notes each decision about the officer and each step it came further; false where it is not about them.
func courseOf(officer domain.OfficerID, events []wire.Decoded) (course, bool) {
	var one course
	for _, e := range events {
		one.last = Fold(one.last, e)
		if d, ok := decisionIn(e, officer); ok {
			one.decisions = append(one.decisions, d)
		}
		i, concerned := one.last.about(officer)
		if !concerned {
			continue
		}
		now := KnownCase{Matter: one.last.ID, Reference: one.last.Reference, CameToAttentionOn: one.last.CameToAttentionOn,
			State: i.State, Severity: i.Severity, Finding: i.CaseToAnswer, Action: i.action()}
		if n := len(one.known); n == 0 || one.known[n-1].KnownCase != now {
			one.known = append(one.known, snapshot{e.RecordedAt, now})
		}
	}
	return one, one.last.Exists && len(one.known) > 0
}

func decisionIn(e wire.Decoded, officer domain.OfficerID) (PatternDecision, bool) {
	d := PatternDecision{On: Effective(e), RecordedAt: e.RecordedAt}
	var about domain.OfficerID
	switch ev := e.Event.(type) {
	case misconduct.SeverityAssessed:
		d.Kind, d.Value, about = PatternSeverity, string(ev.Severity), ev.Officer
	case misconduct.CaseToAnswerDetermined:
		d.Kind, d.Value, about = PatternAnswer, string(ev.Finding), ev.Officer
	case misconduct.OutcomeImposed:
		d.Kind, d.Value, about = PatternOutcome, string(ev.Action), ev.Officer
	case misconduct.AppealDetermined:
		d.Kind, d.Value, d.On, about = PatternAppeal, string(ev.Result), ev.On, ev.Officer
	}
	return d, about == officer && d.Kind != ""
}

// against returns the decisions of a course with what was known of the others when each was recorded.
func (o course) against(all []course, self int) []PatternDecision {
	for i, d := range o.decisions {
		for j, other := range all {
			if then, ok := other.at(d.RecordedAt); ok && j != self {
				o.decisions[i].Known = append(o.decisions[i].Known, then)
			}
		}
	}
	return o.decisions
}

// at returns how far a matter had come at a moment; false before the officer was concerned in it.
func (o course) at(moment time.Time) (KnownCase, bool) {
	var then KnownCase
	found := false
	for _, s := range o.known {
		if s.from.After(moment) {
			break
		}
		then, found = s.KnownCase, true
	}
	return then, found
}
