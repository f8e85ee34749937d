package ledger

import (
	"context"
	"fmt"
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
)

// officerFacts: a device handed to an officer must be one the force issued. One that does not exist and one that is somebody's own are
// spoken of in the same words: the caller may not be allowed to know of it.
func officerFacts(ctx context.Context, k *look, _ string, _ officer.State, c officer.Command) (officer.Command, error) {
	issue, ok := c.(officer.IssueDevice)
	if !ok {
		return c, nil
	}
	d, err := existing(ctx, k.Ledger, &k.devices, string(issue.Device))
	if isRefusal(err) || (err == nil && d.state.IssuedTo == "") {
		return nil, domain.Errorf(domain.Refused, CodeNotWorkIssued,
			"no work-issued device with this id is known; register it as issued first").On("device")
	}
	return c, err
}

// deviceFacts: which powers are lawful depends on whether a crime is suspected in the matter, and on who investigates.
func deviceFacts(ctx context.Context, k *look, _ string, s device.State, c device.Command) (device.Command, error) {
	switch c := c.(type) {
	case device.Issue:
		_, err := existing(ctx, k.Ledger, &k.officers, string(c.Officer))
		return c, err
	case device.Seize:
		strand, err := strandOf(ctx, k, c.Matter)
		c.Strand = strand
		return c, err
	case device.ChangeSeizureBasis:
		if s.Matter == "" { // never seized: the decision says so
			c.Strand = device.Strand{}
			return c, nil
		}
		strand, err := strandOf(ctx, k, s.Matter)
		c.Strand = strand
		return c, err
	}
	return c, nil
}

func strandOf(ctx context.Context, k *look, id domain.MatterID) (device.Strand, error) {
	m, err := k.theMatter(ctx, id)
	if err != nil {
		return device.Strand{}, err
	}
	open, indictable := m.state.Strand()
	return device.Strand{
		Open: open, Indictable: indictable, Independent: m.state.Mode == misconduct.Independent, MatterRevision: m.revision,
	}, nil
}

// extractionFacts: an extraction is allowed only from a device that is held, as what the command says it is. A device that does not
// exist is not held, and the decision says no more of it than of one held elsewhere.
func extractionFacts(ctx context.Context, k *look, _ string, _ extraction.State, c extraction.Command) (extraction.Command, error) {
	authorise, ok := c.(extraction.Authorise)
	if !ok {
		return c, nil
	}
	if _, err := k.theMatter(ctx, authorise.Matter); err != nil {
		return nil, err
	}
	authorise.Held = extraction.Held{}
	d, err := existing(ctx, k.Ledger, &k.devices, string(authorise.Device))
	if isRefusal(err) {
		return authorise, nil
	}
	if err != nil {
		return nil, err
	}
	authorise.Held = extraction.Held{
		Seized:  d.state.Seized && !d.state.Returned,
		Matter:  d.state.Matter,
		Exhibit: d.state.Exhibit,
	}
	return authorise, nil
}

// matterFacts: who stands in the register, what speaks against an investigator or a panel, and whether the cited messages stand in the ledger.
func matterFacts(ctx context.Context, k *look, id string, s misconduct.State, c misconduct.Command) (misconduct.Command, error) {
	var err error
	switch c := c.(type) {
	case misconduct.IdentifyOfficer:
		c.Registered, err = k.registered(ctx, c.Officer)
		return c, err
	case misconduct.AppointInvestigator:
		c.Conflict, err = k.conflictOf(ctx, domain.MatterID(id), s, c.Investigator)
		return c, err
	case misconduct.DetermineCaseToAnswer:
		c.Matter = domain.MatterID(id)
		if c.Attested, err = k.attest(ctx, c.Evidence); err == nil {
			c.Record, _, err = k.record(ctx, c.Officer)
		}
		return c, err
	case misconduct.RecordDecision:
		c.Matter = domain.MatterID(id)
		c.Attested, err = k.attest(ctx, c.Evidence)
		return c, err
	case misconduct.AppointPanel:
		return k.panelFacts(ctx, id, s, c)
	case misconduct.ImposeOutcome:
		c.Record, c.Rank, err = k.record(ctx, c.Officer)
		return c, err
	case misconduct.DetermineAppeal:
		_, c.Rank, err = k.record(ctx, c.Officer)
		return c, err
	}
	return k.jointFacts(ctx, domain.MatterID(id), c)
}

func (k *look) registered(ctx context.Context, id domain.OfficerID) (bool, error) {
	_, err := existing(ctx, k.Ledger, &k.officers, string(id))
	if isRefusal(err) {
		return false, nil
	}
	return err == nil, err
}

// conflictOf is what the ledger knows against somebody investigating a matter: a conflict declared there, or that they are themselves an
// officer concerned there or in a matter linked to it.
func (k *look) conflictOf(ctx context.Context, id domain.MatterID, s misconduct.State, who domain.ActorID) (misconduct.Conflict, error) {
	access, err := k.accessTo(ctx, id)
	if err != nil {
		return misconduct.Conflict{}, err
	}
	_, declared := access.Conflicts[who]
	concerned, err := k.isConcerned(ctx, s, who)
	return misconduct.Conflict{Declared: declared, Concerned: concerned}, err
}

// isConcerned: an actor is known to be an officer by their account. Who has none cannot sign in, and nothing is known of them.
func (k *look) isConcerned(ctx context.Context, s misconduct.State, who domain.ActorID) (bool, error) {
	a, err := existing(ctx, k.Ledger, &k.accounts, accountID(who))
	switch {
	case isRefusal(err):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read whose account it is: %w", err)
	case a.state.Officer == "":
		return false, nil
	}
	if _, ok := s.Officers[a.state.Officer]; ok {
		return true, nil
	}
	linked, err := k.officersOfLinked(ctx, s)
	return slices.Contains(linked, a.state.Officer), err
}
