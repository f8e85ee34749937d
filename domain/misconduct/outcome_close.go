package misconduct

import (
	"maps"
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_CONCERNED, ALREADY_CLOSED, CLOSURE_REASON_DIFFERS, STILL_OPEN.
func (c CloseInvolvement) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("reason", c.Reason, ClosedNoCase, ClosedOutcome, ClosedReflective, ClosedElsewhere, ClosedWithdrawn, ClosedDiscontinued, ClosedNotDisciplined),
		domain.OptionalProse("note", c.Note),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.stillOpen(),
		c.fits(s, who),
		c.done(s, who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{InvolvementClosed{Officer: c.Officer, Reason: c.Reason, Note: c.Note, Dated: dated(c.On, who.IdentifiedOn)}}, nil
}

func (i Involvement) stillOpen() error {
	if i.ClosedOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_CLOSED", "what there was to do about this officer ended on %s", i.ClosedOn).On("officer")
}

// ends is where the case ended up that did not end with an outcome; "" while that is open.
func (i Involvement) ends() Form {
	switch {
	case i.ImposedOn != "" && i.Action == ReferToReflective:
		return RPRP
	case i.ImposedOn != "":
		return i.OpenedAs
	case i.WithdrawnTo != "":
		return i.WithdrawnTo
	case i.form() != "":
		return i.form()
	}
	return i.Elsewhere
}

// fits refuses a reason that is not how the officer's case ended. Code CLOSURE_REASON_DIFFERS.
func (c CloseInvolvement) fits(s State, i Involvement) error {
	end := i.ends()
	ok := false
	switch c.Reason {
	case ClosedNoCase:
		ok = end == NoFurtherAction && i.WithdrawnTo == "" || end == "" && s.answered() && i.Severity == ""
	case ClosedOutcome:
		ok = i.ImposedOn != "" && i.Action != ReferToReflective
	case ClosedReflective:
		ok = end == RPRP
	case ClosedElsewhere:
		ok = end == Performance || end == Vetting
	case ClosedWithdrawn:
		ok = i.WithdrawnTo == NoFurtherAction
	case ClosedDiscontinued:
		ok = s.Discontinued || s.Withdrawn || s.NotRecorded || s.OutsideSchedule3
	case ClosedNotDisciplined:
		ok = s.disciplined(c.Officer) != nil
	}
	if ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "CLOSURE_REASON_DIFFERS",
		"the officer's case did not end as %s: by the record it goes to %q; state how it ended, or record that first", c.Reason, end).On("reason").Under("domain guide 1.6")
}

// answered says whether a complaint was answered without ever becoming a matter of discipline: no special procedures, and the complainant
// told how it ended. Most complaints under Schedule 3 end so.
func (s State) answered() bool { return s.Kind == Complaint && !s.SpecialProcedures && len(s.Told) > 0 }

// done lists what is left to do about the officer and refuses to close while there is anything. Code STILL_OPEN.
func (c CloseInvolvement) done(s State, i Involvement) error {
	left := slices.Concat(i.leftBeside(), i.leftOfReason(c), s.leftOfOutcome(c, i), i.leftOfAppeals(), i.leftOfLists())
	if len(left) == 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "STILL_OPEN", "still open: %s; finish this first", strings.Join(left, "; ")).On("officer").Under("domain guide 1.6")
}

// leftBeside is what may be left beside the case, however it ended.
func (i Involvement) leftBeside() (left []string) {
	if i.OpenStrands > 0 {
		left = append(left, "a criminal strand runs")
	}
	if (i.Duty == Suspended || i.Duty == Restricted) && !i.dismissed() {
		left = append(left, "the officer is suspended or on restricted duties")
	}
	return left
}

func (i Involvement) leftOfReason(c CloseInvolvement) (left []string) {
	switch {
	case c.Reason == ClosedReflective && i.Reflective != ReflectiveRetained:
		left = append(left, "the report of the reflective practice review is not retained")
	case c.Reason == ClosedElsewhere && i.ends() == Vetting && i.Vetting == "":
		left = append(left, "the clearance is not determined")
	}
	return left
}

// leftOfOutcome: an outcome is final once the officer was told and the time to appeal is over, or an appeal took its place.
func (s State) leftOfOutcome(c CloseInvolvement, i Involvement) (left []string) {
	if i.ImposedOn == "" {
		return nil
	}
	if i.NotifiedOn == "" {
		return []string{"the officer was not told of the outcome"}
	}
	appealed := slices.ContainsFunc(slices.Collect(maps.Values(i.Appeals)), func(a Appeal) bool { return a.Kind != AppealVetting && a.appellant() == ByOfficer })
	row, ok := AppealRules().against(i.OpenedAs)
	if !ok || appealed || i.level() == FoundNeither {
		return nil
	}
	if until := s.lastDay(row.Period, c.Officer, i.NotifiedOn); !until.Before(c.On) {
		left = append(left, "the officer can appeal until the end of "+string(until))
	}
	return left
}

// against returns the row of the officer's own appeal from proceedings of a form.
func (t AppealTable) against(f Form) (AppealRow, bool) {
	i := slices.IndexFunc(t.Rows, func(r AppealRow) bool { return r.By == ByOfficer && slices.Contains(r.Against, f) })
	if i < 0 {
		return AppealRow{}, false
	}
	return t.Rows[i], true
}

func (i Involvement) leftOfAppeals() (left []string) {
	for _, id := range slices.Sorted(maps.Keys(i.Appeals)) {
		switch a := i.Appeals[id]; {
		case a.DeterminedOn == "":
			left = append(left, "the appeal of "+string(a.LodgedOn)+" is not determined")
		case a.Kind == AppealMeeting && a.NotifiedOn == "":
			left = append(left, "the officer was not told how the appeal of "+string(a.LodgedOn)+" ended")
		}
	}
	return left
}

// leftOfLists: the lists of the College say what the record says.
func (i Involvement) leftOfLists() (left []string) {
	switch {
	case i.dismissed() && i.Listed != BarredList:
		left = append(left, "the dismissal is not reported for the barred list")
	case i.Listed == BarredList && !i.dismissed():
		left = append(left, "the officer is on the barred list although no dismissal holds")
	}
	return left
}
