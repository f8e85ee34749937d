package year

import (
	"context"
	"fmt"

	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/officer"
)

// member is an officer of the invented force.
type member struct {
	n    int
	id   domain.OfficerID
	rank officer.Rank
}

// ranks is the mix of ranks: most officers are constables.
var ranks = []officer.Rank{officer.Constable, officer.Constable, officer.Constable, officer.Constable, officer.Constable, officer.Constable,
	officer.Constable, officer.Sergeant, officer.Sergeant, officer.Inspector}

var (
	first = []string{"Alma", "Bram", "Cora", "Dov", "Esme", "Finn", "Greta", "Hugo", "Iris", "Jonas", "Kezia", "Lorne", "Mabel", "Nils", "Opal", "Piers", "Romy", "Sten", "Thea", "Ulric"}
	last  = []string{"Ashdown", "Birchall", "Cloverley", "Dunmore", "Eastlake", "Farrowby", "Gorsehill", "Hazelden", "Inglebrook", "Juniperley", "Kestrelton", "Larchmont", "Mossgate", "Nettleford", "Oakhanger", "Pinewell"}
	units = []string{"Harbour Street", "Castle Row", "Northgate", "Mill Lane", "Roads policing", "Custody", "Response team A", "Response team C"}
)

// force is who serves: one officer for a few matters, so that some have several.
func (y Year) force() []member {
	all := make([]member, max(10, y.Matters/perOfficer))
	for i := range all {
		all[i] = member{n: i, id: domain.OfficerID(y.id("officer", i)), rank: ranks[i%len(ranks)]}
	}
	return all
}

// enter registers an officer.
func (y Year) enter(ctx context.Context, m member, t *tally) error {
	r := y.random(1, m.n)
	name := first[r.IntN(len(first))] + " " + last[r.IntN(len(last))]
	receipt, err := y.Ledger.Officer(as(ctx, domain.CaseOfficer, "dev|case-officer"), y.id("register", m.n), m.id, officer.Register{
		Person: officer.Person{Name: name, CollarNumber: fmt.Sprintf("%05dYR", m.n+1)}, Force: devissuer.Force, Kind: officer.PoliceOfficer, Rank: m.rank,
		Unit: units[r.IntN(len(units))], From: "2016-04-04"})
	if err == nil {
		t.add(receipt)
	}
	return err
}
