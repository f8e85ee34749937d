package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/ledger"
)

// CaseAssign is the input of caseAssign.
type CaseAssign struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.Assign
}

// CaseEngage is the input of caseEngage.
type CaseEngage struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.Engage
}

// CaseEndAssignment is the input of caseEndAssignment.
type CaseEndAssignment struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.EndAssignment
}

// CaseDeclareConflict is the input of caseDeclareConflict.
type CaseDeclareConflict struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.DeclareConflict
}

// CaseLiftConflict is the input of caseLiftConflict.
type CaseLiftConflict struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.LiftConflict
}

// CaseOpenException is the input of caseOpenException.
type CaseOpenException struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.OpenException
}

// Made returns the id of the exception this command makes.
func (in CaseOpenException) Made() string { return ledger.NewID(in.CommandID, "exception") }

// Command returns the command with that id.
func (in CaseOpenException) Command() caseaccess.OpenException {
	c := in.OpenException
	c.Exception = in.Made()
	return c
}

// CaseEndException is the input of caseEndException.
type CaseEndException struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.EndException
}

// CaseReviewException is the input of caseReviewException.
type CaseReviewException struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.ReviewException
}

// CaseRestrict is the input of caseRestrict.
type CaseRestrict struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.Restrict
}

// CaseProposeLift is the input of caseProposeLift.
type CaseProposeLift struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.ProposeLift
}

// CaseLiftRestriction is the input of caseLiftRestriction.
type CaseLiftRestriction struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.LiftRestriction
}

// CaseDeclineLift is the input of caseDeclineLift.
type CaseDeclineLift struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.DeclineLift
}

// CaseProposeClearance is the input of caseProposeClearance.
type CaseProposeClearance struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.ProposeClearance
}

// Made returns the id of the proposal this command makes.
func (in CaseProposeClearance) Made() string { return ledger.NewID(in.CommandID, "proposal") }

// Command returns the command with that id.
func (in CaseProposeClearance) Command() caseaccess.ProposeClearance {
	c := in.ProposeClearance
	c.Proposal = in.Made()
	return c
}

// CaseGiveClearance is the input of caseGiveClearance.
type CaseGiveClearance struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.GiveClearance
}

// CaseDeclineClearance is the input of caseDeclineClearance.
type CaseDeclineClearance struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.DeclineClearance
}

// CaseEndClearance is the input of caseEndClearance.
type CaseEndClearance struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.EndClearance
}

// CaseRequestInformation is the input of caseRequestInformation.
type CaseRequestInformation struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.RequestInformation
}

// Made returns the id of the request this command makes.
func (in CaseRequestInformation) Made() string { return ledger.NewID(in.CommandID, "request") }

// Command returns the command with that id.
func (in CaseRequestInformation) Command() caseaccess.RequestInformation {
	c := in.RequestInformation
	c.Request = in.Made()
	return c
}

// CaseProvideInformation is the input of caseProvideInformation.
type CaseProvideInformation struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.ProvideInformation
}

// CaseSuppressName is the input of caseSuppressName.
type CaseSuppressName struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.SuppressName
}

// Made returns the id of the suppression this command makes.
func (in CaseSuppressName) Made() string { return ledger.NewID(in.CommandID, "suppression") }

// Command returns the command with that id.
func (in CaseSuppressName) Command() caseaccess.SuppressName {
	c := in.SuppressName
	c.Suppression = in.Made()
	return c
}

// CaseEndSuppression is the input of caseEndSuppression.
type CaseEndSuppression struct {
	CommandID string
	CaseID    domain.MatterID
	caseaccess.EndSuppression
}
