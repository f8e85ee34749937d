package cases

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Field is something of a case whose history can be asked for.
type Field string

// The fields. Some have one value for the case, some one for each officer concerned, some one for each allegation.
const (
	FieldSummary           Field = "SUMMARY"
	FieldOperation         Field = "OPERATION"
	FieldReportedBy        Field = "REPORTED_BY"
	FieldCameToAttentionOn Field = "CAME_TO_ATTENTION_ON"
	FieldKind              Field = "KIND"
	FieldGrounds           Field = "GROUNDS"
	FieldMode              Field = "MODE"
	FieldInvestigator      Field = "INVESTIGATOR"
	FieldTerms             Field = "TERMS_OF_REFERENCE"
	FieldRegime            Field = "REGIME_VERSION"
	FieldState             Field = "STATE"
	FieldSeverity          Field = "SEVERITY" // of each officer, as the next four
	FieldDuty              Field = "DUTY_STATUS"
	FieldRoute             Field = "ROUTE"
	FieldAction            Field = "ACTION"
	FieldOfficerState      Field = "OFFICER_STATE"
	FieldCategory          Field = "ALLEGATION_CATEGORY" // of each allegation, as the next
	FieldAllegation        Field = "ALLEGATION_TEXT"
)

// Change is one change of a field: what it was, what it is since, who recorded it when, from when it holds, and why.
type Change struct {
	Matter      domain.MatterID
	Officer     domain.OfficerID    // "" where the field is the case's, or an allegation's
	Allegation  domain.AllegationID // "" where the field is the case's, or an officer's
	Was, Is     string              // "" for none; sensitive
	By          domain.ActorID
	Role        domain.Role
	RecordedAt  time.Time
	EffectiveOn domain.Date
	Why         string // "" where the event gives no reason; sensitive
	EventID     string
	Type        string // wire name of the event
	Revision    uint64
	// NameWithheld says that a name was taken out for this viewer.
	NameWithheld bool
}

// Item names the event that made the change.
func (c Change) Item() access.Item {
	return access.Item{Content: access.CaseContent, Matter: c.Matter, ID: c.EventID}
}

// History returns every change of a field of a case, in the order recorded, from the stream itself. A case the viewer may not see is a
// NotFound domain.Error. Who reported a matter has no history for the IOPC, nor for whom it is withheld from.
func (q *Queries) History(ctx context.Context, v projections.Viewer, id domain.MatterID, field Field) ([]Change, error) {
	if _, err := q.Get(ctx, v, id); err != nil {
		return nil, err
	}
	events, err := q.history(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read the history of a field: %w", err)
	}
	changes := changesOf(events, field)
	err = q.view.ReadFor(ctx, v, func(_ *sqlite.Conn, hide projections.Withheld) error {
		if field == FieldReportedBy && (hide.Reporter(id) || v.Reach() == access.ReachReferred) {
			changes = nil
		}
		hide.From(&changes)
		return nil
	})
	return changes, describe("withhold names", err)
}

// whose is what a value belongs to: an officer, an allegation, or neither.
type whose struct {
	officer    domain.OfficerID
	allegation domain.AllegationID
}

// valued is one value of a field.
type valued struct {
	of whose
	is string
}

// changesOf folds the events and notes wherever the field differs from before.
func changesOf(events []wire.Decoded, field Field) []Change {
	var changes []Change
	var c Case
	last := map[whose]string{}
	for _, e := range events {
		c = Fold(c, e)
		for _, now := range valuesOf(c, field) {
			if last[now.of] == now.is {
				continue
			}
			changes = append(changes, Change{
				Matter: domain.MatterID(e.ID), Officer: now.of.officer, Allegation: now.of.allegation, Was: last[now.of], Is: now.is,
				By: e.Meta.Actor, Role: e.Meta.Role, RecordedAt: e.RecordedAt, EffectiveOn: Effective(e), Why: why(c, e),
				EventID: e.Recorded.ID.String(), Type: e.Type, Revision: e.Revision,
			})
			last[now.of] = now.is
		}
	}
	return changes
}

// why is the reason an event gives, or the decision it belongs to.
func why(c Case, e wire.Decoded) string {
	var said struct {
		Reason, Reasons, Decision, ConflictNote string
	}
	if json.Unmarshal(e.Data, &said) != nil {
		return "" // another shape; the event itself was understood
	}
	if i := slices.IndexFunc(c.Decisions, func(d Decision) bool { return d.ID == said.Decision }); i >= 0 && said.Reason+said.Reasons == "" {
		return c.Decisions[i].Reasons
	}
	return cmp.Or(said.Reason, said.Reasons, said.ConflictNote)
}

func valuesOf(c Case, field Field) []valued {
	switch field {
	case FieldSeverity, FieldDuty, FieldRoute, FieldAction, FieldOfficerState:
		var list []valued
		for _, i := range c.Involvements {
			list = append(list, valued{whose{officer: i.Officer}, ofOfficer(i, field)})
		}
		return list
	case FieldCategory, FieldAllegation:
		var list []valued
		for _, a := range c.Allegations {
			is := a.Text
			if field == FieldCategory {
				is = strings.TrimSpace(a.CodeSet + " " + a.Category + " " + a.SubCategory)
			}
			list = append(list, valued{whose{allegation: a.ID}, is})
		}
		return list
	}
	return []valued{{is: ofCase(c, field)}}
}

func ofCase(c Case, field Field) string {
	switch field {
	case FieldSummary:
		return c.Summary
	case FieldOperation:
		return c.Operation
	case FieldReportedBy:
		return c.ReportedBy
	case FieldCameToAttentionOn:
		return string(c.CameToAttentionOn)
	case FieldKind:
		return string(c.Kind)
	case FieldGrounds:
		return joined(c.Grounds)
	case FieldMode:
		return string(c.Mode)
	case FieldInvestigator:
		if n := len(c.Investigators); n > 0 {
			return string(c.Investigators[n-1].Actor)
		}
	case FieldTerms:
		if n := len(c.Terms); n > 0 {
			return c.Terms[n-1].Text
		}
	case FieldRegime:
		return c.RegimeVersion
	case FieldState:
		return string(c.State)
	}
	return ""
}

func ofOfficer(i Involvement, field Field) string {
	switch field {
	case FieldSeverity:
		return string(i.Severity)
	case FieldDuty:
		return string(i.Duty)
	case FieldRoute:
		return string(cmp.Or(i.Track, i.Route))
	case FieldAction:
		return i.action()
	case FieldOfficerState:
		return string(i.State)
	}
	return ""
}

// action is the outcome that holds, or was imposed and is still to be told; with the months of a warning.
func (i Involvement) action() string {
	for _, o := range slices.Backward(i.Outcomes) {
		switch {
		case o.Void:
		case o.Months > 0:
			return fmt.Sprintf("%s for %d months", o.Action, o.Months)
		default:
			return string(o.Action)
		}
	}
	return ""
}

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}
