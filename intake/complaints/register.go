package complaints

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

// State is what became of a row.
type State string

// The states.
const (
	WouldRegister State = "WOULD_REGISTER" // a dry run found nothing against it
	Registered    State = "REGISTERED"     // now, in whole or what an earlier run had left
	Already       State = "ALREADY"        // by an earlier run; nothing was written
	Refused       State = "REFUSED"        // nothing was written, and the problems say why
)

// Result is what became of one row.
type Result struct {
	Row       int
	Reference string
	Case      domain.MatterID // "" where the reference is missing
	State     State
	Problems  []Problem
}

// Ledger is where complaints are registered; *ledger.Ledger is one.
type Ledger interface {
	Rehearse(ctx context.Context, id domain.MatterID, steps []ledger.Step) (ledger.Rehearsal, error)
	Matter(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) (ledger.Receipt, error)
	OfficerHistory(ctx context.Context, id domain.OfficerID, each func(officer.Event) error) error
}

// Officers finds an entry of the register by its collar number, as the caller may see it: a domain.Error NotFound where there is none.
type Officers func(ctx context.Context, force, collar string) (domain.OfficerID, error)

// Options say how a list is registered.
type Options struct {
	Force  string // whose complaints they are
	Format Format
	DryRun bool
	After  int // rows up to this number are read and not registered
	First  int // how many rows after that; 0 is all
	Limits Limits
}

// Summary counts what became of the rows.
type Summary struct {
	States map[State]int
	Last   int  // the number of the last row that was dealt with
	More   bool // rows follow after it
}

// Registrar registers lists. It may be used from any goroutine.
type Registrar struct {
	Ledger   Ledger
	Officers Officers
}

// namespace is that of the ids that follow from the rows of lists.
var namespace = uuid.MustParse("e2c1b7d4-90a3-5e0f-8a46-0f6f2b9d7c35")

// Register reads a list and registers its rows, as the caller in ctx. It tells each what became of each row, in order.
//
// Errors: *FileError where the list cannot be read (on); what each returns; the errors of the works, after which the same list may be
// given again.
func (r *Registrar) Register(ctx context.Context, list io.Reader, o Options, each func(Result) error) (Summary, error) {
	run := &run{Registrar: r, options: o, seen: map[string]string{}, told: each, sum: Summary{States: map[State]int{}, Last: o.After}}
	for one, err := range rows(list, o.Format, o.Limits) {
		if err != nil {
			return run.end(ctx, err)
		}
		if o.First > 0 && one.row.Number > o.After+o.First {
			run.sum.More = true
			return run.end(ctx, nil)
		}
		content := digest(one.row)
		first := content
		if len(one.problems) == 0 { // a row that says nothing lawful does not take its reference
			first = run.remember(one.row.Reference, content)
		}
		if one.row.Number <= o.After {
			continue
		}
		if err := run.next(ctx, pending{one, content, first}); err != nil {
			return run.sum, err
		}
	}
	return run.end(ctx, nil)
}

// run is one reading of a list.
type run struct {
	*Registrar
	options Options
	seen    map[string]string // by reference, the digest of the first row that has it
	told    func(Result) error
	sum     Summary
	window  []pending // rows that are dealt with at once
}

// pending is a row that was read and not dealt with.
type pending struct {
	read
	content string // its digest
	first   string // that of the first row with its reference
}

// atOnce is how many rows are dealt with at once: each waits for the disk several times.
const atOnce = 16

// next takes a row into the window. Rows of one reference wait for each other, since the later may change nothing about the earlier.
func (r *run) next(ctx context.Context, p pending) error {
	same := func(q pending) bool { return q.row.Reference == p.row.Reference }
	if len(r.window) == atOnce || slices.ContainsFunc(r.window, same) {
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
	r.window = append(r.window, p)
	return nil
}

// end deals with what is left in the window. The error that ended the reading comes after those of the rows before it.
func (r *run) end(ctx context.Context, err error) (Summary, error) {
	if failed := r.flush(ctx); failed != nil {
		return r.sum, failed
	}
	return r.sum, err
}

// flush deals with the rows of the window at once and tells of them in their order.
func (r *run) flush(ctx context.Context) error {
	type answer struct {
		result Result
		err    error
	}
	answers := make([]answer, len(r.window))
	var all sync.WaitGroup
	for i, p := range r.window {
		all.Go(func() { answers[i].result, answers[i].err = r.take(ctx, p) })
	}
	all.Wait()
	for i, a := range answers {
		number := r.window[i].row.Number
		if a.err != nil {
			return fmt.Errorf("register row %d: %w", number, a.err)
		}
		r.sum.States[a.result.State]++
		r.sum.Last = number
		if err := r.told(a.result); err != nil {
			return err
		}
	}
	r.window = r.window[:0]
	return nil
}

func (r *run) remember(reference, content string) (first string) {
	if known, ok := r.seen[reference]; ok {
		return known
	}
	r.seen[reference] = content
	return content
}

// digest is of everything a row says, whatever its number. Ids follow from it: what is added to a row later goes at the end, and only where
// it is not empty.
func digest(row Row) string {
	h := sha256.New()
	for _, part := range []string{row.Reference, string(row.CameToAttention), string(row.RecordedOn), row.Summary, row.ComplainantName, row.ComplainantContact,
		row.CodeSet, row.Category, row.SubCategory, fmt.Sprint(row.Standards), strings.Join(row.Officers, ";"), string(row.ConductFrom), string(row.ConductTo),
		fmt.Sprint(row.Grounds)} {
		fmt.Fprintf(h, "%d:%s,", len(part), part)
	}
	return string(h.Sum(nil))
}

func (r *run) take(ctx context.Context, one pending) (Result, error) {
	row := one.row
	out := Result{Row: row.Number, Reference: row.Reference, State: Refused, Problems: one.problems}
	switch {
	case row.Reference != "":
		out.Case = ledger.MatterID(r.options.Force, row.Reference)
	case len(out.Problems) == 0:
		out.Problems = []Problem{{Field: "reference", Code: "REQUIRED", Text: "reference is missing; state it"}}
	}
	if len(out.Problems) > 0 {
		return out, nil
	}
	if one.first != one.content {
		out.Problems = []Problem{used()}
		return out, nil
	}
	steps, problems, err := r.steps(ctx, row, one.content)
	if err != nil || len(problems) > 0 {
		out.Problems = problems
		return out, err
	}
	return r.give(ctx, out, steps)
}

// give rehearses the row and, where nothing speaks against it and it is no dry run, carries it out.
func (r *run) give(ctx context.Context, out Result, steps []ledger.Step) (Result, error) {
	rehearsed, err := r.Ledger.Rehearse(ctx, out.Case, steps)
	switch {
	case err != nil:
		return out, err
	case rehearsed.Err != nil:
		return refused(out, rehearsed.Err)
	case rehearsed.Done == len(steps):
		out.State = Already
		return out, nil
	case r.options.DryRun:
		out.State = WouldRegister
		return out, nil
	}
	for _, s := range steps {
		if _, err := r.Ledger.Matter(ctx, s.CommandID, out.Case, s.Command); err != nil {
			return refused(out, err)
		}
	}
	out.State = Registered
	return out, nil
}

// refused makes a problem of a refusal; any other error ends the run.
func refused(out Result, err error) (Result, error) {
	var e *domain.Error
	if !errors.As(err, &e) {
		return out, err
	}
	out.State, out.Problems = Refused, []Problem{{Field: columnOf(e.Field), Code: e.Code, Text: e.Text}}
	if e.Code == "ALREADY_RECEIVED" {
		out.Problems = []Problem{used()}
	}
	return out, nil
}

func used() Problem {
	return Problem{Field: "reference", Code: "REFERENCE_USED",
		Text: "another matter, or another version of this row, stands under this reference; give it a reference of its own, or correct the matter there"}
}

// columnOf is the column that a field of the domain was filled from.
func columnOf(field string) string {
	switch field {
	case "cameToAttentionOn":
		return "came_to_attention"
	case "on":
		return "recorded_on"
	case "name":
		return "complainant_name"
	case "contact":
		return "complainant_contact"
	case "text":
		return "summary"
	case "codeSet":
		return "code_set"
	case "subCategory":
		return "sub_category"
	case "conductFrom":
		return "conduct_from"
	case "conductTo":
		return "conduct_to"
	case "officer", "rankAtConduct", "subjectKind":
		return "officers"
	}
	required, optional := Columns()
	if slices.Contains(required, field) || slices.Contains(optional, field) {
		return field
	}
	return ""
}
