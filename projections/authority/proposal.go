package authority

import (
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// ProposalKind says what is proposed.
type ProposalKind string

// The kinds.
const (
	ProposedRole      ProposalKind = "ROLE"
	ProposedClearance ProposalKind = "CLEARANCE"
	ProposedLift      ProposalKind = "LIFT_OF_RESTRICTION"
)

// Proposal is something that one person proposed and that waits for another.
type Proposal struct {
	Kind        ProposalKind         `json:"kind"`
	ID          string               `json:"id"` // of the grant or the clearance; "" for a restriction to be lifted
	Actor       domain.ActorID       `json:"actor,omitempty"`
	Force       string               `json:"force,omitempty"`  // of the account, for a role
	Matter      domain.MatterID      `json:"matter,omitempty"` // for the others
	Role        domain.Role          `json:"role,omitempty"`
	For         caseaccess.Clearance `json:"for,omitempty"`
	From        time.Time            `json:"from,omitzero"`
	Until       time.Time            `json:"until,omitzero"`
	DelegatedBy string               `json:"delegatedBy,omitempty"`
	Proposed    Act                  `json:"proposed"`
}

// Item names the proposal to the access log.
func (p Proposal) Item() access.Item {
	return access.Item{Content: access.AccessContent, Matter: p.Matter, Force: p.Force, ID: p.ID}
}

// applyProposal keeps the table of what waits. owner is the account's actor or the matter.
func applyProposal(c *sqlite.Conn, e wire.Decoded, a Account) error {
	switch ev := e.Event.(type) {
	case account.RoleProposed:
		return propose(c, string(a.Actor), Proposal{Kind: ProposedRole, ID: ev.Grant, Actor: a.Actor, Force: a.Force, Role: ev.Role,
			From: ev.From, Until: ev.Until, DelegatedBy: ev.DelegatedBy, Proposed: actOf(e, ev.Reason)})
	case account.RoleGranted:
		return decided(c, ProposedRole, string(a.Actor), ev.Grant)
	case account.RoleDeclined:
		return decided(c, ProposedRole, string(a.Actor), ev.Grant)
	case account.Closed:
		return projections.Exec(c, `DELETE FROM proposal WHERE kind = ?1 AND owner = ?2`, string(ProposedRole), string(a.Actor))
	case caseaccess.ClearanceProposed:
		return propose(c, e.ID, Proposal{Kind: ProposedClearance, ID: ev.Proposal, Actor: ev.Actor, Matter: domain.MatterID(e.ID), For: ev.For,
			Until: ev.Until, Proposed: actOf(e, ev.Reason)})
	case caseaccess.ClearanceGiven:
		return decided(c, ProposedClearance, e.ID, ev.Proposal)
	case caseaccess.ClearanceDeclined:
		return decided(c, ProposedClearance, e.ID, ev.Proposal)
	case caseaccess.LiftProposed:
		return propose(c, e.ID, Proposal{Kind: ProposedLift, Matter: domain.MatterID(e.ID), Proposed: actOf(e, ev.Reason)})
	case caseaccess.LiftDeclined, caseaccess.RestrictionLifted:
		return decided(c, ProposedLift, e.ID, "")
	}
	return nil
}

func propose(c *sqlite.Conn, owner string, p Proposal) error {
	document, err := projections.Document(p)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO proposal (kind, owner, id, force, matter, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT (kind, owner, id) DO UPDATE SET document = excluded.document`,
		string(p.Kind), owner, p.ID, p.Force, string(p.Matter), document)
}

func decided(c *sqlite.Conn, kind ProposalKind, owner, id string) error {
	return projections.Exec(c, `DELETE FROM proposal WHERE kind = ?1 AND owner = ?2 AND id = ?3`, string(kind), owner, id)
}
