package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// RankClass says for which officers a row of the panels holds.
type RankClass string

// The classes of officers, by who may hear their case (SI 2024/521).
const (
	OrdinaryRanks RankClass = "ORDINARY" // constable to chief superintendent
	Specials      RankClass = "SPECIAL"  // special constables
	SeniorRanks   RankClass = "SENIOR"   // above chief superintendent
	ChiefRanks    RankClass = "CHIEF"    // whom only the inspectorate may chair
)

// Seat is a place on a panel: in which capacity, how many, and what qualifies for it.
type Seat struct {
	Capacity  PanelCapacity
	Least     int
	Most      int
	Standings []ChairStanding // one of them; empty where nothing is asked
	Rank      string          // the lowest rank that may take it; "" where none is asked
}

// PanelRow says who conducts one form of proceedings against officers of one class.
type PanelRow struct {
	Form      Form
	Class     RankClass
	With      Provision // the row holds under rules that have it; "" for all
	Without   Provision // and not under rules that have this; "" for none
	Seats     []Seat
	Source    string
	Confirmed bool
}

// PanelTable is a version of who conducts proceedings.
type PanelTable struct {
	Version    string
	ChiefRanks []string // the ranks of the class CHIEF
	FormerFor  int      // months since leaving for which a former senior officer may still chair
	Rows       []PanelRow
}

// Panels returns the table in use (domain guide, sections 1.1, 1.2 and 1.7). Which ranks need the inspectorate, and what held for senior
// officers before SI 2024/521, is recalled.
func Panels() PanelTable {
	return PanelTable{Version: "panels-2026.1", FormerFor: 60,
		ChiefRanks: []string{"CHIEF_CONSTABLE", "ASSISTANT_COMMISSIONER", "DEPUTY_COMMISSIONER", "COMMISSIONER"},
		Rows:       slices.Concat(meetingPanels(), hearingPanels(), olderHearingPanels(), acceleratedPanels())}
}

func meetingPanels() []PanelRow {
	one := func(standings ...ChairStanding) []Seat { return []Seat{{ConductsMeeting, 1, 1, standings, ""}} }
	return []PanelRow{
		{Meeting, OrdinaryRanks, "", "", one(HigherRank, SeniorStaff), "CR28", true},
		{Meeting, Specials, "", "", []Seat{{ConductsMeeting, 1, 1, []ChairStanding{HigherRank, SeniorStaff}, "SERGEANT"}}, "CR28", true},
		{Meeting, SeniorRanks, "", "", one(HigherRank, SeniorOfOtherForce, Inspectorate), "CR28; senior officers recalled", false},
		{Meeting, ChiefRanks, "", "", one(HigherRank, Inspectorate), "CR28; chief officers recalled", false},
	}
}

// hearingPanels hold since SI 2024/521: a chair from the police or the inspectorate, two independent members, and a lawyer who advises.
func hearingPanels() []PanelRow {
	panel := func(standings ...ChairStanding) []Seat {
		return []Seat{{Chair, 1, 1, standings, ""}, {IndependentMember, 2, 2, nil, ""}, {Adviser, 1, 1, nil, ""}}
	}
	ordinary := panel(ChiefOfficer, DelegatedSenior, FormerSenior, SeniorStaff)
	return []PanelRow{
		{Hearing, OrdinaryRanks, ChiefOfficerChairs, "", ordinary, "CR28 as amended by SI 2024/521", true},
		{Hearing, Specials, ChiefOfficerChairs, "", ordinary, "CR28 as amended by SI 2024/521", true},
		{Hearing, SeniorRanks, ChiefOfficerChairs, "", panel(SeniorOfOtherForce), "CR28 as amended by SI 2024/521", true},
		{Hearing, ChiefRanks, ChiefOfficerChairs, "", panel(Inspectorate), "CR28 as amended by SI 2024/521; which ranks is recalled", false},
	}
}

// olderHearingPanels hold for matters under the rules before SI 2024/521: a lawyer chairs.
func olderHearingPanels() []PanelRow {
	panel := func(police Seat) []Seat {
		return []Seat{{Chair, 1, 1, []ChairStanding{LegallyQualifiedChair}, ""}, police, {IndependentMember, 1, 1, nil, ""}}
	}
	superintendent := panel(Seat{PoliceMember, 1, 1, nil, "SUPERINTENDENT"})
	inspector := panel(Seat{PoliceMember, 1, 1, []ChairStanding{Inspectorate}, ""})
	return []PanelRow{
		{Hearing, OrdinaryRanks, "", ChiefOfficerChairs, superintendent, "CR28 before SI 2024/521", true},
		{Hearing, Specials, "", ChiefOfficerChairs, superintendent, "CR28 before SI 2024/521", true},
		{Hearing, SeniorRanks, "", ChiefOfficerChairs, inspector, "CR28 before SI 2024/521; recalled", false},
		{Hearing, ChiefRanks, "", ChiefOfficerChairs, inspector, "CR28 before SI 2024/521; recalled", false},
	}
}

// acceleratedPanels: one person decides. Another chief officer takes the place of one who is interested or cannot act (CR55).
func acceleratedPanels() []PanelRow {
	one := func(standings ...ChairStanding) []Seat {
		return []Seat{{ConductsAccelerated, 1, 1, standings, ""}, {Adviser, 0, 1, nil, ""}}
	}
	older := one(ChiefOfficer, SeniorOfOtherForce)
	today := one(ChiefOfficer, DelegatedSenior, SeniorOfOtherForce)
	return []PanelRow{
		{AcceleratedHearing, OrdinaryRanks, "", ChiefOfficerChairs, older, "CR55", true},
		{AcceleratedHearing, Specials, "", ChiefOfficerChairs, older, "CR55", true},
		{AcceleratedHearing, OrdinaryRanks, ChiefOfficerChairs, "", today, "CR55 as amended by SI 2024/521", true},
		{AcceleratedHearing, Specials, ChiefOfficerChairs, "", today, "CR55 as amended by SI 2024/521", true},
		{AcceleratedHearing, SeniorRanks, "", "", one(SeniorOfOtherForce, Inspectorate), "CR55; senior officers recalled", false},
		{AcceleratedHearing, ChiefRanks, "", "", one(Inspectorate), "CR55; chief officers recalled", false},
	}
}

// Row returns who conducts a form of proceedings against officers of a class under a version of the rules, and false where nobody does.
func (t PanelTable) Row(regime string, f Form, class RankClass) (PanelRow, bool) {
	i := slices.IndexFunc(t.Rows, func(r PanelRow) bool {
		return r.Form == f && r.Class == class && (r.With == "" || Has(regime, r.With)) && (r.Without == "" || !Has(regime, r.Without))
	})
	if i < 0 {
		return PanelRow{}, false
	}
	return t.Rows[i], true
}

// class returns the class of the highest of several ranks, and that rank's place in the order.
func (t PanelTable) class(ranks []string) (RankClass, int) {
	class, order := Specials, 0
	for _, code := range ranks {
		row, _ := domain.Ranks().Find(code)
		if row.Order < order || row.Order == 0 {
			continue
		}
		order = row.Order
		switch {
		case slices.Contains(t.ChiefRanks, code):
			class = ChiefRanks
		case row.Senior:
			class = SeniorRanks
		default:
			class = OrdinaryRanks
		}
	}
	return class, order
}

// check refuses a panel that the rules of the matter do not know for officers of this rank. Codes PANEL_NOT_COMPLETE, CHAIR_NOT_LAWFUL,
// RANK_TOO_LOW, OPERATIONAL_POLICING, FORMER_TOO_LONG.
func (t PanelTable) check(s State, c AppointPanel) error {
	class, order := t.class(c.ranks(s))
	row, ok := t.Row(s.Regime, c.Form, class)
	if !ok {
		return domain.Errorf(domain.Refused, "PANEL_NOT_COMPLETE", "nobody is on record as conducting a %s for officers of this rank", c.Form).On("form").Under(t.Version)
	}
	under := row.Source + "; " + t.Version
	for _, seat := range row.Seats {
		members := seat.of(c.Members)
		if len(members) < seat.Least || len(members) > seat.Most {
			return domain.Errorf(domain.Refused, "PANEL_NOT_COMPLETE", "the rules of this matter want from %d to %d in the capacity %s, and %d are named",
				seat.Least, seat.Most, seat.Capacity, len(members)).On("members").Under(under)
		}
		for _, m := range members {
			if err := domain.First(seat.admits(m, under), t.qualifies(s, c, m, order, under)); err != nil {
				return err
			}
		}
	}
	return row.only(c.Members, under)
}

// ranks are those the officers hold by the register, or held at the conduct where it says nothing.
func (c AppointPanel) ranks(s State) []string {
	ranks := make([]string, len(c.Officers))
	for n, o := range c.Officers {
		ranks[n] = s.rankOf(o, c.Ranks[o])
	}
	return ranks
}

func (s State) rankOf(o domain.OfficerID, registered string) string {
	if registered != "" {
		return registered
	}
	return s.Officers[o].RankAtConduct
}

func (s Seat) of(members []PanelMember) []PanelMember {
	return slices.DeleteFunc(slices.Clone(members), func(m PanelMember) bool { return m.Capacity != s.Capacity })
}

// only refuses somebody in a capacity the panel has no seat for.
func (r PanelRow) only(members []PanelMember, under string) error {
	for _, m := range members {
		if !slices.ContainsFunc(r.Seats, func(s Seat) bool { return s.Capacity == m.Capacity }) {
			return domain.Errorf(domain.Refused, "PANEL_NOT_COMPLETE", "the rules of this matter know nobody in the capacity %s in a %s", m.Capacity, r.Form).
				On("members").Under(under)
		}
	}
	return nil
}

func (s Seat) admits(m PanelMember, under string) error {
	switch {
	case len(s.Standings) > 0 && !slices.Contains(s.Standings, m.Standing):
		return domain.Errorf(domain.Refused, "CHAIR_NOT_LAWFUL",
			"under the rules of this matter and for officers of this rank, %s must be one of %v, not %q; appoint somebody who is", s.Capacity, s.Standings, m.Standing).
			On("members").Under(under)
	case s.Rank != "" && m.Standing != SeniorStaff && rankOrder(m.Rank) < rankOrder(s.Rank):
		return tooLow(s.Rank, under)
	}
	return nil
}

func rankOrder(code string) int {
	row, _ := domain.Ranks().Find(code)
	return row.Order
}

func tooLow(least, under string) error {
	return domain.Errorf(domain.Refused, "RANK_TOO_LOW", "the member's rank must be at least %s; state it, or appoint somebody who holds it", least).On("members").Under(under)
}

// qualifies checks that somebody is what the standing says.
func (t PanelTable) qualifies(s State, c AppointPanel, m PanelMember, order int, under string) error {
	row, _ := domain.Ranks().Find(m.Rank)
	switch m.Standing {
	case HigherRank:
		if row.Order <= order {
			return tooLow("one above the officer's", under)
		}
	case ChiefOfficer, DelegatedSenior, SeniorOfOtherForce:
		if !row.Senior {
			return tooLow("that of a senior officer", under)
		}
		if m.Standing == SeniorOfOtherForce && (m.Force == "" || m.Force == s.Force) {
			return domain.Errorf(domain.Refused, "CHAIR_NOT_LAWFUL", "the member must come from another force; state which").On("members").Under(under)
		}
	case FormerSenior:
		if !row.Senior {
			return tooLow("that of a senior officer", under)
		}
		if m.LeftOn == "" || !c.On.Before(m.LeftOn.PlusMonths(t.FormerFor)) {
			return domain.Errorf(domain.Refused, "FORMER_TOO_LONG",
				"a former senior officer may chair for %d months after leaving; state the day they left, or appoint somebody else", t.FormerFor).On("members").Under(under)
		}
	case SeniorStaff:
		if c.Operational {
			return domain.Errorf(domain.Refused, "OPERATIONAL_POLICING",
				"police staff may not decide a case that substantially involves operational policing; appoint an officer").On("members").Under(under)
		}
	}
	return nil
}
