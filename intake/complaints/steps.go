package complaints

import (
	"cmp"
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

// reportedBy says where a complaint comes from: lists hold those of the public.
const reportedBy = "MEMBER_OF_PUBLIC"

// maxOfficers is how many officers one row may name; each has to be looked up.
const maxOfficers = 50

// steps are the commands of a row. Problems are what stands against it before anybody decides.
func (r *run) steps(ctx context.Context, row Row, content string) ([]ledger.Step, []Problem, error) {
	m := maker{force: r.options.Force, reference: row.Reference, content: content}
	on := cmp.Or(row.RecordedOn, row.CameToAttention)
	m.add("receive", misconduct.Receive{Reference: row.Reference, Force: r.options.Force, CameToAttentionOn: row.CameToAttention, Summary: row.Summary,
		ReportedBy: reportedBy})
	m.add("record", misconduct.Record{Kind: misconduct.Complaint, Grounds: row.Grounds, On: on})
	m.add("complainant", misconduct.NameInterestedPerson{Person: m.id("person"), Capacity: misconduct.Complainant, Name: row.ComplainantName,
		Contact: row.ComplainantContact, On: on})
	officers, problems, err := r.concerned(ctx, row)
	if err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	for i, o := range officers {
		m.add(fmt.Sprintf("officer %d", i), misconduct.IdentifyOfficer{Officer: o.id, RankAtConduct: o.rank, SubjectKind: o.kind, On: on})
	}
	if row.Category == "" && row.CodeSet == "" && len(row.Standards) == 0 && len(officers) == 0 {
		return m.steps, nil, nil // a complaint that nobody has sorted yet
	}
	m.add("allegation", misconduct.AddAllegation{Allegation: domain.AllegationID(m.id("allegation")), Officers: ids(officers), Standards: row.Standards,
		CodeSet: row.CodeSet, Category: row.Category, SubCategory: row.SubCategory, ConductFrom: row.ConductFrom, ConductTo: row.ConductTo, Text: row.Summary})
	return m.steps, nil, nil
}

// maker makes commands whose ids follow from force, reference and content.
type maker struct {
	force, reference, content string
	steps                     []ledger.Step
}

func (m *maker) id(what string) string {
	return uuid.NewSHA1(namespace, []byte(m.force+"\x00"+m.reference+"\x00"+m.content+"\x00"+what)).String()
}

func (m *maker) add(what string, c misconduct.Command) {
	m.steps = append(m.steps, ledger.Step{CommandID: m.id("command " + what), Command: c})
}

// subject is an officer a row names, as they were when it happened.
type subject struct {
	id         domain.OfficerID
	rank, kind string
}

func ids(subjects []subject) []domain.OfficerID {
	out := make([]domain.OfficerID, len(subjects))
	for i, s := range subjects {
		out[i] = s.id
	}
	return out
}

// concerned looks up the officers a row names.
func (r *run) concerned(ctx context.Context, row Row) (found []subject, problems []Problem, err error) {
	if len(row.Officers) > maxOfficers {
		return nil, []Problem{{Field: "officers", Code: "TOO_MANY", Text: fmt.Sprintf("a row names at most %d officers", maxOfficers)}}, nil
	}
	for _, collar := range row.Officers {
		id, err := r.Officers(ctx, r.options.Force, collar)
		if kind, refused := domain.KindOf(err); refused && kind == domain.NotFound {
			problems = append(problems, Problem{Field: "officers", Code: "UNKNOWN_OFFICER",
				Text: fmt.Sprintf("the register has no officer with the collar number %q; register them first", shown(collar))})
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("look up an officer: %w", err)
		}
		s, err := r.at(ctx, id, cmp.Or(row.ConductFrom, row.CameToAttention))
		if err != nil {
			return nil, nil, fmt.Errorf("look up an officer: %w", err)
		}
		found = append(found, s)
	}
	return found, problems, nil
}

// at is an officer with the rank they held on a day, and what they are now.
func (r *run) at(ctx context.Context, id domain.OfficerID, day domain.Date) (subject, error) {
	s := subject{id: id}
	var now officer.State
	err := r.Ledger.OfficerHistory(ctx, id, func(e officer.Event) error {
		now = officer.Evolve(now, e)
		switch e := e.(type) {
		case officer.Registered:
			s.rank = string(e.Rank)
		case officer.RankChanged:
			if !day.Before(e.From) {
				s.rank = string(e.Rank)
			}
		}
		return nil
	})
	s.kind = string(now.Kind)
	return s, err
}
