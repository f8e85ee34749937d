package model

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/ledger"
)

// DeviceIssue is the input of deviceIssue.
type DeviceIssue struct {
	CommandID string
	device.Issue
}

// Device returns the id of the device this command brings into being.
func (in DeviceIssue) Device() domain.DeviceID {
	return domain.DeviceID(ledger.NewID(in.CommandID, device.Category))
}

// DeviceSeize is the input of deviceSeize.
type DeviceSeize struct {
	CommandID string
	DeviceID  domain.DeviceID
	device.Seize
}

// Device returns the device seized: one the ledger knows, or a new one that comes into being with this command.
func (in DeviceSeize) Device() domain.DeviceID {
	if in.DeviceID != "" {
		return in.DeviceID
	}
	return domain.DeviceID(ledger.NewID(in.CommandID, device.Category))
}

// DeviceSeal is the input of deviceSeal.
type DeviceSeal struct {
	CommandID string
	DeviceID  domain.DeviceID
	Seal      string
	By        string
	At        time.Time
}

// Command returns the command.
func (in DeviceSeal) Command() device.Seal { return device.Seal{Seal: in.Seal, By: in.By, At: in.At} }

// DeviceBreakSeal is the input of deviceBreakSeal.
type DeviceBreakSeal struct {
	CommandID string
	DeviceID  domain.DeviceID
	device.BreakSeal
}

// DeviceTransfer is the input of deviceTransfer.
type DeviceTransfer struct {
	CommandID string
	DeviceID  domain.DeviceID
	device.Transfer
}

// DeviceExplainDiscrepancy is the input of deviceExplainDiscrepancy.
type DeviceExplainDiscrepancy struct {
	CommandID string
	DeviceID  domain.DeviceID
	device.ExplainDiscrepancy
}

// DeviceChangeSeizureBasis is the input of deviceChangeSeizureBasis.
type DeviceChangeSeizureBasis struct {
	CommandID string
	DeviceID  domain.DeviceID
	device.ChangeSeizureBasis
}

// DeviceReturn is the input of deviceReturn.
type DeviceReturn struct {
	CommandID string
	DeviceID  domain.DeviceID
	device.Return
}
