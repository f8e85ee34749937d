package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Refused: NOT_CONCERNED, the codes of Involvement.waiting, FORM_NOT_LAWFUL, IOPC_AGREEMENT_REQUIRED.
func (c WithdrawProceedings) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.OneOf("then", c.Then, RPRP, Performance, Vetting, NoFurtherAction),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.waiting(),
		c.lawful(s, who),
		c.agreed(s, who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ProceedingsWithdrawn{Officer: c.Officer, Then: c.Then, Reason: c.Reason, IOPCAgreed: c.IOPCAgreed, Dated: dated(c.On, who.ReferredOn)}}, nil
}

// lawful: the vetting route came in 2025, and a former officer has neither practice nor clearance to improve.
func (c WithdrawProceedings) lawful(s State, i Involvement) error {
	if c.Then == NoFurtherAction || !i.former() && (c.Then != Vetting || s.has(VettingRoute)) {
		return nil
	}
	return domain.Errorf(domain.Refused, "FORM_NOT_LAWFUL", "under the rules of this matter the case of this officer cannot go to %s; state another route", c.Then).
		On("then").Under("CR27; SI 2025/558 reg 13; CR Sch 1")
}

// agreed: where the Director General determined the case to answer, or directed the proceedings, withdrawing them wants their agreement.
func (c WithdrawProceedings) agreed(s State, i Involvement) error {
	if c.IOPCAgreed || i.DirectedTo == "" && s.Mode != Directed && s.Mode != Independent {
		return nil
	}
	return domain.Errorf(domain.Refused, "IOPC_AGREEMENT_REQUIRED",
		"the Director General determined or directed these proceedings; record that they agreed to the withdrawal").On("iopcAgreed").
		Under("PRA Sch 3 paras 23, 27; CR27, recalled")
}

// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, FORM_DIFFERS, PROCEEDINGS_DEFERRED, NO_PANEL, PANELS_DIFFER,
// OBJECTION_OPEN, OBJECTION_UPHELD, NOT_FIXED, NOT_CERTIFIED, REDETERMINE_FIRST, MUST_BE_HEARING,
// FORM_NOT_LAWFUL.
func (c OpenProceedings) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("form", c.Form, Meeting, Hearing, AcceleratedHearing),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error { return c.ready(s, i) }),
		c.together(s),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ProceedingsOpened{Officers: c.Officers, Form: c.Form, Dated: dated(c.On, s.Officers[c.Officers[0]].ReferredOn)}}, nil
}

func (c OpenProceedings) ready(s State, i Involvement) error {
	err := domain.First(i.waiting(), i.as(c.Form), i.free(), i.heardBySomebody(), i.settled(), fixed(i.FirstDay))
	switch {
	case err != nil:
		return err
	case c.Form == Meeting:
		return i.notForMeeting()
	case c.Form == AcceleratedHearing:
		return s.certified(i)
	}
	return nil
}

// settled: an objection is decided first, and one that was upheld means somebody else.
func (i Involvement) settled() error {
	for _, o := range i.Objections {
		switch {
		case o.Open:
			return domain.Errorf(domain.Refused, "OBJECTION_OPEN",
				"an objection of this officer to a member of the panel is not decided; decide it first").On("officers").Under("CR30, CR51")
		case o.Upheld && seated(i.Panel, o.To):
			return objectionStands()
		}
	}
	return nil
}

// together: joint proceedings are conducted by the same people (CR25).
func (c OpenProceedings) together(s State) error {
	for _, o := range c.Officers {
		if !slices.Equal(s.Officers[o].Panel, s.Officers[c.Officers[0]].Panel) {
			return domain.Errorf(domain.Refused, "PANELS_DIFFER",
				"different people are appointed for these officers; appoint the same for joint proceedings, or open them apart").On("officers").Under("CR25")
		}
	}
	return nil
}

// Refused: NOT_CONCERNED, DUPLICATE, NOT_OPENED, ALREADY_IMPOSED.
func (c AdjournProceedings) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.CheckAnyDate("until", c.Until),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, Involvement.underWay),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ProceedingsAdjourned{Officers: c.Officers, Until: c.Until, Reason: c.Reason, Dated: dated(c.On, s.Officers[c.Officers[0]].OpenedOn)}}, nil
}

// underWay refuses what only happens between the opening and the outcome. Codes NOT_OPENED, ALREADY_IMPOSED.
func (i Involvement) underWay() error {
	switch {
	case !i.begun():
		return domain.Errorf(domain.Refused, "NOT_OPENED", "the proceedings against this officer have not begun; open them first").On("officer").Under("CR41, CR42")
	case i.ImposedOn != "":
		return domain.Errorf(domain.Refused, "ALREADY_IMPOSED", "the outcome was imposed on %s; only an appeal changes it", i.ImposedOn).On("officer").Under("CR42, CR45")
	}
	return nil
}

// Refused: NOT_CONCERNED, NOT_OPENED, ALREADY_IMPOSED, NOT_ALLEGED, ALREADY_FOUND, GROSS_AT_MEETING, BASIS_DIFFERS, NO_CONVICTION,
// NO_MAJORITY.
func (c MakeFinding) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("allegation", string(c.Allegation)),
		domain.OneOf("finding", c.Finding, FoundGrossMisconduct, FoundMisconduct, FoundNeither),
		domain.OneOf("basis", c.Basis, Admitted, Proved, NotProved, Convicted),
		domain.Prose("reasons", c.Reasons),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.underWay(),
		c.about(who),
		c.level(who),
		c.rests(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{FindingMade{Officer: c.Officer, Allegation: c.Allegation, Finding: c.Finding, Basis: c.Basis, Majority: c.Majority,
		Reasons: c.Reasons, Dated: dated(c.On, who.OpenedOn)}}, nil
}

func (c MakeFinding) about(i Involvement) error {
	if !slices.Contains(i.Alleged, c.Allegation) {
		return domain.Errorf(domain.Refused, "NOT_ALLEGED", "this allegation does not name the officer; state one that does").On("allegation").Under("CR42")
	}
	if _, found := i.Findings[c.Allegation]; found {
		return domain.Errorf(domain.Refused, "ALREADY_FOUND", "on this allegation it was already found; only an appeal changes it").On("allegation").Under("CR42, CR45")
	}
	return nil
}

// level: one person at a meeting cannot find gross misconduct, and one person has no majority.
func (c MakeFinding) level(i Involvement) error {
	switch {
	case i.OpenedAs == Meeting && c.Finding == FoundGrossMisconduct:
		return domain.Errorf(domain.Refused, "GROSS_AT_MEETING", "a misconduct meeting cannot find gross misconduct; that takes a hearing").On("finding").Under("CR42")
	case i.OpenedAs != Hearing && c.Majority:
		return domain.Errorf(domain.Refused, "NO_MAJORITY", "one person decides here, so there is no majority").On("majority").Under("CR42; recalled")
	}
	return nil
}

// rests: what was not proved is neither, and a conviction that counts by itself is gross misconduct.
func (c MakeFinding) rests(i Involvement) error {
	switch {
	case c.Basis == NotProved && c.Finding != FoundNeither:
		return domain.Errorf(domain.Refused, "BASIS_DIFFERS", "what was not proved amounts to neither misconduct nor gross misconduct").On("basis").Under("CR42")
	case c.Basis == Convicted && !i.DeemedGross:
		return domain.Errorf(domain.Refused, "NO_CONVICTION",
			"no conviction of this officer for an indictable-only offence is on record under rules that make it gross misconduct").On("basis").Under("SI 2025/558")
	case c.Basis == Convicted && c.Finding != FoundGrossMisconduct:
		return domain.Errorf(domain.Refused, "BASIS_DIFFERS", "a conviction of an indictable-only offence is gross misconduct by law").On("basis").Under("SI 2025/558")
	case i.convictionUnfound() && i.unfound() == 1 && c.Finding != FoundGrossMisconduct:
		return convictionIsGross().On("finding") // else no outcome could follow, and a finding is not made twice
	}
	return nil
}

// convictionUnfound: the officer was convicted in a way that is gross misconduct by law, and no finding says so.
func (i Involvement) convictionUnfound() bool {
	return i.DeemedGross && i.OpenedAs != Meeting && i.level() != FoundGrossMisconduct
}

func convictionIsGross() *domain.Error {
	return domain.Errorf(domain.Refused, "CONVICTION_IS_GROSS",
		"the officer was convicted of an indictable-only offence, which is gross misconduct by law; find it on the allegation it is about").Under("SI 2025/558")
}
