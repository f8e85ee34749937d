package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseNameInterestedPerson is the input of caseNameInterestedPerson.
type CaseNameInterestedPerson struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.NameInterestedPerson
}

// CaseUpdateInterestedPersons is the input of caseUpdateInterestedPersons.
type CaseUpdateInterestedPersons struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.UpdateInterestedPersons
}

// CaseWithdrawComplaint is the input of caseWithdrawComplaint.
type CaseWithdrawComplaint struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.WithdrawComplaint
}

// CaseDecideWithdrawal is the input of caseDecideWithdrawal.
type CaseDecideWithdrawal struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DecideWithdrawal
}

// CaseTellComplainant is the input of caseTellComplainant.
type CaseTellComplainant struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.TellComplainant
}

// CaseRequestReview is the input of caseRequestReview.
type CaseRequestReview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RequestReview
}

// CaseForwardReview is the input of caseForwardReview.
type CaseForwardReview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ForwardReview
}

// CaseDetermineReview is the input of caseDetermineReview.
type CaseDetermineReview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineReview
}
