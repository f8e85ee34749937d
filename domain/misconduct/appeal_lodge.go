package misconduct

import (
	"maps"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// An appeal out of time is recorded where somebody allowed it; else it is refused, because nothing would come of it.
// Refused: NOT_CONCERNED, APPEAL_EXISTS, WRONG_APPEAL, PROVISION_NOT_IN_FORCE, NO_OUTCOME, NOT_NOTIFIED, NOTHING_TO_APPEAL, ALREADY_APPEALED,
// CLEARANCE_NOT_WITHDRAWN, APPEAL_LATE.
func (c LodgeAppeal) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		c.fields(env),
		s.received(),
		s.concerned("officer", c.Officer),
		c.fresh(who),
		c.cause(who),
	)
	if err != nil {
		return nil, err
	}
	row, err := AppealRules().find(s, c, who)
	if err != nil {
		return nil, err
	}
	inTime := row.Period == "" || s.inTime(c.On, row.Period, c.Officer, who.NotifiedOn)
	if err := domain.First(row.open(who), c.late(inTime, row)); err != nil {
		return nil, err
	}
	return []Event{AppealLodged{Officer: c.Officer, Appeal: c.Appeal, Kind: c.Kind, By: c.By, Grounds: c.Grounds, Text: c.Text, InTime: inTime,
		OutOfTime: c.OutOfTime, Dated: dated(c.On, who.NotifiedOn)}}, nil
}

func (c LodgeAppeal) fields(env domain.Envelope) error {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("appeal", c.Appeal),
		domain.OneOf("kind", c.Kind, AppealMeeting, AppealTribunal, AppealVetting),
		domain.OneOf("by", c.appellant(), ByOfficer, ByChiefOfficer),
		distinct("grounds", c.Grounds),
		domain.Prose("text", c.Text),
		domain.OptionalProse("outOfTime", c.OutOfTime),
		env.CheckDate("on", c.On),
	)
	for _, g := range c.Grounds {
		err = domain.First(err, domain.OneOf("grounds", g, Unreasonable, NewEvidence, Unfairness))
	}
	if err == nil && len(c.Grounds) == 0 {
		return domain.Errorf(domain.Invalid, "REQUIRED", "grounds is missing; state at least one").On("grounds").Under("CR45; Police Act 1996 s85")
	}
	return err
}

// fresh: one appeal of a kind by one party, each under an id of its own.
func (c LodgeAppeal) fresh(i Involvement) error {
	if _, used := i.Appeals[c.Appeal]; used {
		return domain.Errorf(domain.Refused, "APPEAL_EXISTS", "there already is an appeal with this id; choose a new one").On("appeal")
	}
	for _, a := range i.Appeals {
		if a.Kind == c.Kind && a.appellant() == c.appellant() {
			return domain.Errorf(domain.Refused, "ALREADY_APPEALED", "an appeal of this kind was already brought, on %s", a.LodgedOn).On("kind").Under("CR45; Police Act 1996 s85")
		}
	}
	return nil
}

// cause: an appeal is against an outcome, unless it is about a clearance that was withdrawn.
func (c LodgeAppeal) cause(i Involvement) error {
	if c.Kind == AppealVetting || i.Vetting == vettingWithdrawn {
		return nil
	}
	return i.imposed()
}

func (a Appeal) appellant() Appellant { return LodgeAppeal{By: a.By}.appellant() }

// open: what the appeal is against is there, and the officer was told of it.
func (r AppealRow) open(i Involvement) error {
	switch {
	case len(r.Against) > 0 && i.notified() != nil:
		return i.notified()
	case len(r.Against) > 0 && i.level() == FoundNeither:
		return domain.Errorf(domain.Refused, "NOTHING_TO_APPEAL",
			"neither misconduct nor gross misconduct was found, so there is nothing to appeal against").On("officer").Under(r.Source)
	case len(r.Against) == 0 && !i.clearanceLost(r.Kind):
		return domain.Errorf(domain.Refused, "CLEARANCE_NOT_WITHDRAWN",
			"this officer's clearance was not withdrawn, or the vetting panel has not decided yet; record that first").On("officer").Under(r.Source)
	}
	return nil
}

// clearanceLost: the panel hears an appeal against the withdrawal, and the tribunal one against what the panel left of it.
func (i Involvement) clearanceLost(k AppealKind) bool {
	panel := slices.ContainsFunc(slices.Collect(maps.Values(i.Appeals)), func(a Appeal) bool { return a.Kind == AppealVetting && a.DeterminedOn != "" })
	return i.Vetting == vettingWithdrawn && (k == AppealVetting || panel)
}

func (c LodgeAppeal) late(inTime bool, r AppealRow) error {
	if inTime || c.OutOfTime != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "APPEAL_LATE",
		"the time for this appeal is over; where it is to be heard all the same, state who allowed it and why").On("outOfTime").Under("CR45; PAT10; " + r.Source)
}

// Refused: NOT_CONCERNED, UNKNOWN_APPEAL, APPEAL_DETERMINED, NOT_BEFORE_TRIBUNAL, NOTICE_ALREADY_RECEIVED.
func (c ReceiveAppealNotice) decide(s State, env domain.Envelope) ([]Event, error) {
	a := s.Officers[c.Officer].Appeals[c.Appeal]
	err := domain.First(
		s.appeal(c.Officer, c.Appeal, c.On, env),
		a.undetermined(),
		a.tribunal(),
		once("NOTICE_ALREADY_RECEIVED", "the receipt of the notice of appeal", a.ReceivedOn),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AppealNoticeReceived{Officer: c.Officer, Appeal: c.Appeal, Dated: dated(c.On, a.LodgedOn)}}, nil
}

// Refused: NOT_CONCERNED, UNKNOWN_APPEAL, APPEAL_DETERMINED, NOT_BEFORE_TRIBUNAL, NOTICE_NOT_RECEIVED, PAPERS_ALREADY_IN.
func (c SubmitAppealPapers) decide(s State, env domain.Envelope) ([]Event, error) {
	a := s.Officers[c.Officer].Appeals[c.Appeal]
	err := domain.First(
		s.appeal(c.Officer, c.Appeal, c.On, env),
		a.undetermined(),
		a.tribunal(),
		a.received(),
		once("PAPERS_ALREADY_IN", "the submission of the papers", a.PapersOn),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AppealPapersSubmitted{Officer: c.Officer, Appeal: c.Appeal, Dated: dated(c.On, a.ReceivedOn)}}, nil
}

// appeal checks what every act on an appeal has in common.
func (s State) appeal(o domain.OfficerID, id string, on domain.Date, env domain.Envelope) error {
	err := domain.First(
		domain.Line("officer", string(o)),
		domain.Line("appeal", id),
		env.CheckDate("on", on),
		s.received(),
		s.concerned("officer", o),
	)
	if err != nil {
		return err
	}
	if _, ok := s.Officers[o].Appeals[id]; !ok {
		return domain.Errorf(domain.Refused, "UNKNOWN_APPEAL", "the officer has no such appeal; record it first, or correct its id").On("appeal")
	}
	return nil
}

func (a Appeal) undetermined() error {
	if a.DeterminedOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "APPEAL_DETERMINED", "the appeal was determined on %s", a.DeterminedOn).On("appeal")
}

func (a Appeal) tribunal() error {
	if a.Kind == AppealTribunal {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_BEFORE_TRIBUNAL", "only before the Police Appeals Tribunal is there a respondent; this appeal is before another body").
		On("appeal").Under("PAT13")
}

func (a Appeal) received() error {
	if a.ReceivedOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOTICE_NOT_RECEIVED", "the respondent did not get the notice of appeal yet; record that first").On("appeal").Under("PAT13(3)")
}
