package graph

import (
	"context"
	"errors"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/officers"
)

// outcome sorts what the ledger answered: a receipt, a refusal of the rules for `userErrors`, or an error for `errors`. Spell says how the
// inputs of the command call a field of the domain.
func outcome(r ledger.Receipt, err error, spell func(string) string) (model.Outcome, error) {
	var refusal *domain.Error
	switch {
	case err == nil:
		return model.Outcome{Receipt: &r, UserErrors: []model.UserError{}}, nil
	case errors.As(err, &refusal):
		return model.Outcome{UserErrors: []model.UserError{{
			Code: refusal.Code, Kind: kindCode(refusal.Kind), Field: spell(refusal.Field), Message: refusal.Text, Rule: refusal.Rule,
		}}}, nil
	}
	return model.Outcome{}, err
}

// inputField spells the field at fault as the API's inputs do; the domain calls things by its own names.
func inputField(name string) string {
	switch name {
	case "officer", "device", "extraction", "document", "allegation", "other":
		return name + "Id"
	case "officers", "documents":
		return strings.TrimSuffix(name, "s") + "Ids"
	case "matter", "id":
		return "caseId"
	case "with", "as":
		return name + "CaseId"
	case "person.name", "person.collarNumber":
		return strings.TrimPrefix(name, "person.")
	case "source.name":
		return "name"
	}
	return name
}

// accessField does so for the commands about access and accounts.
func accessField(name string) string {
	switch name {
	case "exception", "proposal", "grant", "request", "suppression":
		return name + "Id"
	case "for":
		return "clearance"
	}
	return inputField(name)
}

// partField does so for the command that parts two cases again; a `from` elsewhere is a day.
func partField(name string) string {
	if name == "from" {
		return "fromCaseId"
	}
	return inputField(name)
}

// after returns how the object of a command is read, which waits until the read model has seen the command's events; nil when it was
// refused.
func after[T itemed, ID any](r *Resolver, o model.Outcome, view string, id ID,
	get func(context.Context, projections.Viewer, ID) (T, error),
) model.Load[T] {
	if o.Receipt == nil {
		return nil
	}
	return func(ctx context.Context) (*T, error) { return one(ctx, r, view, id, get) }
}

// aboutCase makes the answer of a command about a case from what the ledger answered. So do its sisters.
func (r *Resolver) aboutCase(id domain.MatterID) func(ledger.Receipt, error) (*model.CasePayload, error) {
	return r.aboutCaseSpelled(id, inputField)
}

func (r *Resolver) aboutCaseSpelled(id domain.MatterID, spell func(string) string) func(ledger.Receipt, error) (*model.CasePayload, error) {
	return func(receipt ledger.Receipt, err error) (*model.CasePayload, error) {
		o, err := outcome(receipt, err, spell)
		return &model.CasePayload{Outcome: o, Load: after(r, o, cases.Name, id, r.cases.Get)}, err
	}
}

// aboutAccess makes the answer of a command about access to a case, which may have made something with an id.
func (r *Resolver) aboutAccess(id domain.MatterID, made string) func(ledger.Receipt, error) (*model.CaseAccessPayload, error) {
	return func(receipt ledger.Receipt, err error) (*model.CaseAccessPayload, error) {
		o, err := outcome(receipt, err, accessField)
		return &model.CaseAccessPayload{Outcome: o, ID: unlessRefused(o, made),
			LoadCase: after(r, o, cases.Name, id, r.cases.Get), LoadAccess: after(r, o, authority.Name, id, r.access.Case)}, err
	}
}

func (r *Resolver) aboutAccount(who domain.ActorID, made string) func(ledger.Receipt, error) (*model.AccountPayload, error) {
	return func(receipt ledger.Receipt, err error) (*model.AccountPayload, error) {
		o, err := outcome(receipt, err, accessField)
		return &model.AccountPayload{Outcome: o, ID: unlessRefused(o, made), Load: after(r, o, authority.Name, who, r.access.Account)}, err
	}
}

func unlessRefused(o model.Outcome, made string) string {
	if o.Receipt == nil {
		return ""
	}
	return made
}

func (r *Resolver) aboutDevice(id domain.DeviceID) func(ledger.Receipt, error) (*model.DevicePayload, error) {
	return func(receipt ledger.Receipt, err error) (*model.DevicePayload, error) {
		o, err := outcome(receipt, err, inputField)
		return &model.DevicePayload{Outcome: o, Load: after(r, o, custody.Name, id, r.custody.Device)}, err
	}
}

func (r *Resolver) aboutExtraction(id domain.ExtractionID) func(ledger.Receipt, error) (*model.ExtractionPayload, error) {
	return func(receipt ledger.Receipt, err error) (*model.ExtractionPayload, error) {
		o, err := outcome(receipt, err, inputField)
		return &model.ExtractionPayload{Outcome: o, Load: after(r, o, custody.Name, id, r.custody.Extraction)}, err
	}
}

func (r *Resolver) aboutOfficer(id domain.OfficerID) func(ledger.Receipt, error) (*model.OfficerPayload, error) {
	return func(receipt ledger.Receipt, err error) (*model.OfficerPayload, error) {
		o, err := outcome(receipt, err, inputField)
		return &model.OfficerPayload{Outcome: o, Load: after(r, o, officers.Name, id, r.officers.Get)}, err
	}
}
