package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// foldStrands takes in what is suspected as a crime.
func foldStrands(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.CriminalStrandOpened:
		c.Strands = add(c.Strands, CriminalStrand{Officer: ev.Officer, Offence: ev.Offence, Indictable: ev.Indictable,
			IndictableOnly: ev.IndictableOnly, InvestigatedBy: ev.InvestigatedBy, OpenedOn: ev.On})
		return markStrands(c, ev.Officer)
	case misconduct.CriminalStepTaken:
		c = strand(c, ev.Officer, ev.Offence, ev.On, func(s *CriminalStrand) { s.Steps = add(s.Steps, ev) })
		return markStrands(c, ev.Officer)
	case misconduct.CriminalStrandConcluded:
		c = strand(c, ev.Officer, ev.Offence, ev.On, func(s *CriminalStrand) { s.Outcome, s.ConcludedOn = ev.Outcome, ev.On })
		return markStrands(c, ev.Officer)
	}
	return c
}

// strand changes the officer's oldest open strand for an offence. Where there is none, one is kept as opened that day, so that nothing
// recorded is lost.
func strand(c Case, officer domain.OfficerID, offence string, on domain.Date, with func(*CriminalStrand)) Case {
	i := slices.IndexFunc(c.Strands, func(s CriminalStrand) bool { return s.Open() && s.Officer == officer && s.Offence == offence })
	if i < 0 {
		c.Strands = add(c.Strands, CriminalStrand{Officer: officer, Offence: offence, OpenedOn: on})
		i = len(c.Strands) - 1
	} else {
		c.Strands = slices.Clone(c.Strands)
	}
	with(&c.Strands[i])
	return c
}

func markStrands(c Case, officer domain.OfficerID) Case {
	open := slices.ContainsFunc(c.Strands, func(s CriminalStrand) bool { return s.Open() && s.Officer == officer })
	return change(c, officer, func(i *Involvement) { i.CriminalOpen = open })
}
