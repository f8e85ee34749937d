package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Refused: NOT_CONCERNED, DUPLICATE, the codes of Involvement.waiting, FORM_DIFFERS, OBJECTION_UPHELD, PANEL_CONFLICT, CERTIFIER and the
// codes of PanelTable.check.
func (c AppointPanel) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("form", c.Form, Meeting, Hearing, AcceleratedHearing),
		c.named(),
		env.CheckDate("on", c.On),
		s.received(),
		s.theOfficers(c.Officers),
		s.all(c.Officers, func(i Involvement) error {
			return domain.First(i.waiting(), i.as(c.Form), c.unobjected(i), c.independent(s, i))
		}),
		Panels().check(s, c),
	)
	if err != nil {
		return nil, err
	}
	first := s.Officers[c.Officers[0]]
	return []Event{PanelAppointed{Officers: c.Officers, Form: c.Form, Members: c.Members, Replaces: s.replaces(c.Officers), Operational: c.Operational,
		Dated: dated(c.On, first.ReferredOn)}}, nil
}

func (s State) replaces(officers []domain.OfficerID) bool {
	return slices.ContainsFunc(officers, func(o domain.OfficerID) bool { return len(s.Officers[o].Panel) > 0 })
}

// named checks what is said of each member, and that nobody stands twice.
func (c AppointPanel) named() error {
	if err := domain.AtMost("members", len(c.Members), MaxMembers); err != nil {
		return err
	}
	names := make([]string, len(c.Members))
	for n, m := range c.Members {
		names[n] = m.Person
		err := domain.First(
			domain.Line("members", m.Person),
			domain.OptionalLine("members", string(m.Actor)),
			domain.OneOf("members", m.Capacity, ConductsMeeting, Chair, IndependentMember, PoliceMember, Adviser, ConductsAccelerated),
			domain.OptionalLine("members", m.Force),
		)
		if m.Rank != "" {
			err = domain.First(err, domain.CheckRank("members", m.Rank))
		}
		if m.LeftOn != "" {
			err = domain.First(err, domain.CheckAnyDate("members", m.LeftOn))
		}
		if err != nil {
			return err
		}
	}
	return distinct("members", names)
}

// unobjected: somebody the officer rightly objected to cannot be appointed again.
func (c AppointPanel) unobjected(i Involvement) error {
	for _, o := range i.Objections {
		if o.Upheld && seated(c.Members, o.To) {
			return objectionStands()
		}
	}
	return nil
}

func objectionStands() error {
	return domain.Errorf(domain.Refused, "OBJECTION_UPHELD",
		"an objection to one of the members was upheld; appoint somebody else in their place").On("members").Under("CR30, CR51, CR52")
}

// independent: nobody hears a case they investigated, certified, or are concerned in.
func (c AppointPanel) independent(s State, i Involvement) error {
	for _, m := range c.Members {
		switch {
		case m.Actor == "":
			continue
		case m.Actor == s.Investigator, slices.Contains(c.Conflicted, m.Actor):
			return domain.Errorf(domain.Refused, "PANEL_CONFLICT",
				"one of the members investigated the matter, is concerned in it, or declared a conflict; appoint somebody else").On("members").Under("CR28, CR55")
		case m.Actor == i.Certifier && m.Capacity == ConductsAccelerated:
			return domain.Errorf(domain.Refused, "CERTIFIER",
				"whoever certified the case may not conduct its accelerated hearing; appoint somebody else").On("members").Under("CR49, CR55; SI 2024/521")
		}
	}
	return nil
}

// An objection that comes late is recorded as late; whether it is heard, the decision on it says.
// Refused: NOT_CONCERNED, the codes of Involvement.waiting, OBJECTION_EXISTS, NOT_APPOINTED.
func (c Object) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("objection", c.Objection),
		domain.Line("to", c.To),
		domain.Prose("grounds", c.Grounds),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.waiting(),
		c.known(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ObjectionMade{Officer: c.Officer, Objection: c.Objection, To: c.To, Grounds: c.Grounds,
		InTime: s.inTime(c.On, clock.PanelObjection, c.Officer, who.PanelOn), Dated: dated(c.On, who.PanelOn)}}, nil
}

func (c Object) known(i Involvement) error {
	if _, used := i.Objections[c.Objection]; used {
		return domain.Errorf(domain.Refused, "OBJECTION_EXISTS", "there already is an objection with this id; choose a new one").On("objection")
	}
	if seated(i.Panel, c.To) {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_APPOINTED",
		"nobody of this name is appointed to conduct the officer's proceedings; state the name as it was notified").On("to").Under("CR30, CR51")
}

// Refused: NOT_CONCERNED, UNKNOWN_OBJECTION, OBJECTION_DECIDED.
func (c DecideObjection) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Line("objection", c.Objection),
		domain.Prose("reason", c.Reason),
		env.CheckDate("on", c.On),
		s.received(),
		s.concerned("officer", c.Officer),
		who.objected(c.Objection),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ObjectionDecided{Officer: c.Officer, Objection: c.Objection, Upheld: c.Upheld, Reason: c.Reason,
		Dated: dated(c.On, who.Objections[c.Objection].On)}}, nil
}

func (i Involvement) objected(id string) error {
	o, ok := i.Objections[id]
	switch {
	case !ok:
		return domain.Errorf(domain.Refused, "UNKNOWN_OBJECTION", "the officer made no such objection; record it first, or correct its id").On("objection")
	case !o.Open:
		return domain.Errorf(domain.Refused, "OBJECTION_DECIDED", "this objection was already decided").On("objection")
	}
	return nil
}
