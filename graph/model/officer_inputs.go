package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

// OfficerRegister is the input of officerRegister.
type OfficerRegister struct {
	CommandID    string
	Name         string
	CollarNumber string
	officer.Register
}

// Officer returns the id of the entry this command makes.
func (in OfficerRegister) Officer() domain.OfficerID {
	return domain.OfficerID(ledger.NewID(in.CommandID, officer.Category))
}

// Command returns the command with the person's own data put together, as the ledger keeps them.
func (in OfficerRegister) Command() officer.Register {
	c := in.Register
	c.Person = officer.Person{Name: in.Name, CollarNumber: in.CollarNumber}
	return c
}

// OfficerPost is the input of officerPost.
type OfficerPost struct {
	CommandID string
	OfficerID domain.OfficerID
	officer.Post
}

// OfficerChangeRank is the input of officerChangeRank.
type OfficerChangeRank struct {
	CommandID string
	OfficerID domain.OfficerID
	officer.ChangeRank
}

// OfficerIssueDevice is the input of officerIssueDevice.
type OfficerIssueDevice struct {
	CommandID string
	OfficerID domain.OfficerID
	officer.IssueDevice
}

// OfficerHandBackDevice is the input of officerHandBackDevice.
type OfficerHandBackDevice struct {
	CommandID string
	OfficerID domain.OfficerID
	officer.HandBackDevice
}

// OfficerLeave is the input of officerLeave.
type OfficerLeave struct {
	CommandID string
	OfficerID domain.OfficerID
	officer.Leave
}
