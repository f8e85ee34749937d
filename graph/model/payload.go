package model

import (
	"context"

	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/officers"
)

// Outcome is what became of a command: a receipt, or the rules' refusal.
type Outcome struct {
	Receipt    *ledger.Receipt // nil when refused
	UserErrors []UserError
}

// Written is the answer of a command, which knows where its events stand.
type Written interface{ WrittenAt() *eventlog.Position }

// WrittenAt returns the position of the command's last event, or nil when it was refused. What is read below the answer has seen it.
func (o Outcome) WrittenAt() *eventlog.Position {
	if o.Receipt == nil {
		return nil
	}
	return &o.Receipt.Position
}

// UserError is a refusal a person can act on.
type UserError struct {
	Code    string
	Kind    string // a RefusalKind of the schema
	Field   string
	Message string
	Rule    string
}

// Load reads a thing as it stands after a command. It waits for the read model to have seen the command's events.
type Load[T any] func(context.Context) (*T, error)

func (l Load[T]) call(ctx context.Context) (*T, error) {
	if l == nil {
		return nil, nil
	}
	return l(ctx)
}

// CasePayload answers the commands about a case. All of them share this shape.
type CasePayload struct {
	Outcome
	Load Load[cases.Case]
}

// Case reads the case; it is only called where the client asks for it.
func (p *CasePayload) Case(ctx context.Context) (*cases.Case, error) { return p.Load.call(ctx) }

// DevicePayload answers the commands about a device.
type DevicePayload struct {
	Outcome
	Load Load[custody.Device]
}

// Device reads the device; it is only called where the client asks for it.
func (p *DevicePayload) Device(ctx context.Context) (*custody.Device, error) { return p.Load.call(ctx) }

// ExtractionPayload answers the commands about an extraction.
type ExtractionPayload struct {
	Outcome
	Load Load[custody.Extraction]
}

// Extraction reads the extraction; it is only called where the client asks for it.
func (p *ExtractionPayload) Extraction(ctx context.Context) (*custody.Extraction, error) {
	return p.Load.call(ctx)
}

// OfficerPayload answers the commands about an entry in the register.
type OfficerPayload struct {
	Outcome
	Load Load[officers.Officer]
}

// Officer reads the entry; it is only called where the client asks for it.
func (p *OfficerPayload) Officer(ctx context.Context) (*officers.Officer, error) {
	return p.Load.call(ctx)
}

// CaseAccessPayload answers the commands about access to a case.
type CaseAccessPayload struct {
	Outcome
	ID         string // of what the command made; "" where it made nothing
	LoadCase   Load[cases.Case]
	LoadAccess Load[authority.CaseAccess]
}

// Case reads the case; it is only called where the client asks for it.
func (p *CaseAccessPayload) Case(ctx context.Context) (*cases.Case, error) {
	return p.LoadCase.call(ctx)
}

// Access reads the record of access; it is only called where the client asks for it.
func (p *CaseAccessPayload) Access(ctx context.Context) (*authority.CaseAccess, error) {
	return p.LoadAccess.call(ctx)
}

// AccountPayload answers the commands about an account.
type AccountPayload struct {
	Outcome
	ID   string // of the grant the command made; "" where it made none
	Load Load[authority.Account]
}

// Account reads the account; it is only called where the client asks for it.
func (p *AccountPayload) Account(ctx context.Context) (*authority.Account, error) {
	return p.Load.call(ctx)
}
