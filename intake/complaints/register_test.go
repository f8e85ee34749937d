package complaints_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/intake/complaints"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

const header = "reference,came_to_attention,summary,complainant_name,complainant_contact,code_set,category,sub_category,standards,officers,conduct_from,conduct_to,grounds\n"

// desk is a ledger with one officer in its register, 4417NM.
type desk struct {
	tb      testing.TB
	log     *eventlog.Log
	ledger  *ledger.Ledger
	officer domain.OfficerID
	wrote   atomic.Int64 // commands given
	failing int64        // fail the command after so many, once; 0 for never
}

func as(role domain.Role) context.Context {
	return access.With(context.Background(), access.Principal{Actor: domain.ActorID("sub-" + strings.ToLower(string(role))), Role: role, Force: "northmoor"})
}

func newDesk(tb testing.TB) *desk {
	tb.Helper()
	log := logtest.Start(tb).Open()
	d := &desk{tb: tb, log: log, officer: domain.OfficerID(uuid.NewString())}
	d.ledger = ledger.New(ledger.Config{Log: log, Now: func() time.Time { return time.Date(2026, 1, 20, 10, 0, 0, 0, time.UTC) }})
	for _, c := range []officer.Command{
		officer.Register{Person: officer.Person{Name: "Dean Marlow", CollarNumber: "4417NM"}, Force: "northmoor", Kind: officer.PoliceOfficer, Rank: officer.Constable,
			Unit: "Shift B", From: "2020-01-01"},
		officer.ChangeRank{Rank: officer.Sergeant, From: "2026-01-01", Reason: "promotion"},
	} {
		if _, err := d.ledger.Officer(as(domain.CaseOfficer), uuid.NewString(), d.officer, c); err != nil {
			tb.Fatal(err)
		}
	}
	return d
}

var errCutOff = errors.New("cut off")

// Matter counts the commands, and breaks off where the test wants it.
func (d *desk) Matter(ctx context.Context, command string, id domain.MatterID, c misconduct.Command) (ledger.Receipt, error) {
	if d.wrote.Add(1) == d.failing {
		return ledger.Receipt{}, errCutOff
	}
	return d.ledger.Matter(ctx, command, id, c)
}

func (d *desk) Rehearse(ctx context.Context, id domain.MatterID, steps []ledger.Step) (ledger.Rehearsal, error) {
	return d.ledger.Rehearse(ctx, id, steps)
}

func (d *desk) OfficerHistory(ctx context.Context, id domain.OfficerID, each func(officer.Event) error) error {
	return d.ledger.OfficerHistory(ctx, id, each)
}

func (d *desk) find(_ context.Context, force, collar string) (domain.OfficerID, error) {
	if force == "northmoor" && collar == "4417NM" {
		return d.officer, nil
	}
	return "", domain.Errorf(domain.NotFound, "UNKNOWN_OFFICER", "there is none")
}

func (d *desk) try(list string, change ...func(*complaints.Options)) ([]complaints.Result, complaints.Summary, error) {
	o := complaints.Options{Force: "northmoor", Format: complaints.CSV}
	for _, f := range change {
		f(&o)
	}
	r := complaints.Registrar{Ledger: d, Officers: d.find}
	var results []complaints.Result
	sum, err := r.Register(as(domain.CaseOfficer), strings.NewReader(list), o, func(r complaints.Result) error { results = append(results, r); return nil })
	return results, sum, err
}

func (d *desk) register(list string, change ...func(*complaints.Options)) []complaints.Result {
	d.tb.Helper()
	results, _, err := d.try(list, change...)
	if err != nil {
		d.tb.Fatal(err)
	}
	return results
}

func dry(o *complaints.Options)    { o.DryRun = true }
func asJSON(o *complaints.Options) { o.Format = complaints.JSON }

func outcomes(results []complaints.Result) (out []string) {
	for _, r := range results {
		text := string(r.State)
		for _, p := range r.Problems {
			text += " " + p.Field + ":" + p.Code
		}
		out = append(out, text)
	}
	return out
}

func (d *desk) events() (n int) {
	d.tb.Helper()
	err := d.log.ReadAll(context.Background(), eventlog.Position{}, 0, func(eventlog.Recorded) error { n++; return nil })
	if err != nil {
		d.tb.Fatal(err)
	}
	return n
}

const (
	fenwick = `NMP/2026/1,2026-01-12,"Told a neighbour, and others",Orla Fenwick,1 Mill Lane,iopc-2021,D2,,7,4417NM,2025-11-01,2025-12-31,` + "\n"
	formula = `NMP/2026/2,2026-01-13,=1+1,@Sum,+44 1632 960000,,,,,,,,` + "\n"
)

func TestAListBecomesMatters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	got := d.register(header + fenwick + formula)
	if diff := cmp.Diff([]string{"REGISTERED", "REGISTERED"}, outcomes(got)); diff != "" {
		t.Fatal(diff, got)
	}
	s, err := d.ledger.MatterState(t.Context(), ledger.MatterID("northmoor", "NMP/2026/1"))
	if err != nil || s.Kind != misconduct.Complaint || s.RecordedOn != "2026-01-12" || len(s.Persons) != 1 || len(s.Allegations) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if i := s.Officers[d.officer]; i.RankAtConduct != "PC" || i.Allegations != 1 {
		t.Errorf("the officer is concerned as %+v; they were a constable when it happened", i)
	}
	var received misconduct.MatterReceived
	var named misconduct.InterestedPersonNamed
	err = d.ledger.MatterHistory(t.Context(), got[1].Case, func(e misconduct.Event) error {
		switch e := e.(type) {
		case misconduct.MatterReceived:
			received = e
		case misconduct.InterestedPersonNamed:
			named = e
		}
		return nil
	})
	if err != nil || received.Summary != "=1+1" || named.Name != "@Sum" || named.Contact != "+44 1632 960000" {
		t.Errorf("cells that look like formulas became %+v %+v, %v", received, named, err)
	}
}

func TestTheSameListAgainRegistersNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.register(header + fenwick + formula)
	before := d.events()
	if diff := cmp.Diff([]string{"ALREADY", "ALREADY"}, outcomes(d.register(header+fenwick+formula))); diff != "" || d.events() != before {
		t.Errorf("%d events after %d; %s", d.events(), before, diff)
	}
	changed := strings.Replace(fenwick, "1 Mill Lane", "2 Mill Lane", 1)
	third := strings.Replace(formula, "NMP/2026/2", "NMP/2026/3", 1)
	if diff := cmp.Diff([]string{"REFUSED reference:REFERENCE_USED", "REGISTERED"}, outcomes(d.register(header+changed+third))); diff != "" {
		t.Error(diff)
	}
}

func TestADryRunWritesNothingAndFindsWhatWouldBeRefused(t *testing.T) {
	t.Parallel()
	list := header + fenwick + formula +
		"NMP/2026/3,2026-02-30,x,y,,,,,,,,,\n" + // no such day
		"NMP/2026/4,2026-03-01,x,y,,,,,,,,,\n" + // to come
		"NMP/2026/5,2026-01-12,x,,,,,,,,,,\n" + // nobody complains
		"NMP/2026/6,2026-01-12,x,y,,iopc-2021,ZZ,,,,,,\n" +
		"NMP/2026/7,2026-01-12,x,y,,,,,,9999XX,,,\n" +
		"NMP/2026/8,2026-01-12,x,y,,iopc-2021,D2,,11,,,,\n" +
		"NMP/2026/9,2026-01-12,x,y,,,,,,,,,BAD_GROUND\n" +
		"NMP/2026/1,2026-01-12,another,y,,,,,,,,,\n" + // used above
		",2026-01-12,x,y,,,,,,,,,\n" +
		"NMP/2026/11,2026-01-12,x,y,,iopc-2021,D2,,two,,,,\n" +
		"NMP/2026/12,2026-01-12,x\n" +
		"NMP/2026/13,2026-01-12,\"x\"y,z,,,,,,,,,\n" +
		"NMP/2026/14,2026-01-12,\xff\xfe,z,,,,,,,,,\n" +
		"NMP/2019/15,2019-01-12,x,y,,,,,,,,,\n"
	want := []string{"", "", "REFUSED came_to_attention:BAD_DATE", "REFUSED came_to_attention:IN_FUTURE", "REFUSED complainant_name:REQUIRED",
		"REFUSED category:UNKNOWN_CATEGORY", "REFUSED officers:UNKNOWN_OFFICER", "REFUSED standards:UNKNOWN_STANDARD", "REFUSED grounds:UNKNOWN_VALUE",
		"REFUSED reference:REFERENCE_USED", "REFUSED reference:REQUIRED", "REFUSED standards:BAD_CELL", "REFUSED :CELL_COUNT", "REFUSED :BAD_QUOTES",
		"REFUSED summary:NOT_TEXT", "REFUSED came_to_attention:REGIME_NOT_SUPPORTED"}
	d := newDesk(t)
	before := d.events()
	want[0], want[1] = "WOULD_REGISTER", "WOULD_REGISTER"
	if diff := cmp.Diff(want, outcomes(d.register(list, dry))); diff != "" || d.events() != before {
		t.Errorf("a dry run, after which there are %d events more (-want +got):\n%s", d.events()-before, diff)
	}
	want[0], want[1] = "REGISTERED", "REGISTERED"
	if diff := cmp.Diff(want, outcomes(d.register(list))); diff != "" {
		t.Errorf("the real run (-want +got):\n%s", diff)
	}
}

func TestARowThatWasCutOffIsFinished(t *testing.T) {
	t.Parallel()
	for broken := int64(1); broken <= 5; broken++ {
		d := newDesk(t)
		d.failing = broken
		if _, _, err := d.try(header + fenwick); !errors.Is(err, errCutOff) {
			t.Fatalf("command %d: %v", broken, err)
		}
		want := "WOULD_REGISTER"
		if got := outcomes(d.register(header+fenwick, dry)); got[0] != want {
			t.Errorf("after command %d a dry run says %s", broken, got)
		}
		if got := outcomes(d.register(header + fenwick)); got[0] != "REGISTERED" {
			t.Errorf("after command %d: %s", broken, got)
		}
		if got := outcomes(d.register(header + fenwick)); got[0] != "ALREADY" {
			t.Errorf("after command %d, finished: %s", broken, got)
		}
		if s, err := d.ledger.MatterState(t.Context(), ledger.MatterID("northmoor", "NMP/2026/1")); err != nil || len(s.Persons) != 1 || len(s.Allegations) != 1 {
			t.Errorf("after command %d: %d persons, %d allegations, %v", broken, len(s.Persons), len(s.Allegations), err)
		}
	}
}

func TestJSONSaysTheSameAsCSV(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	list := `[{"reference":"NMP/2026/1","came_to_attention":"2026-01-12","summary":"Told a neighbour, and others","complainant_name":"Orla Fenwick",
		"complainant_contact":"1 Mill Lane","code_set":"iopc-2021","category":"D2","standards":[7],"officers":["4417NM"],"conduct_from":"2025-11-01","conduct_to":"2025-12-31"},
		{"reference":"NMP/2026/2"}, 7, {"reference":"NMP/2026/3","came_to_attention":"2026-01-12","summary":"x","complainant_name":"y","officer":"4417NM"},
		{"reference":"NMP/2026/4","came_to_attention":"2026-01-12","summary":{},"complainant_name":"` + "\xff" + `"}]`
	got := d.register(list, asJSON)
	want := []string{"REGISTERED", "REFUSED came_to_attention:REQUIRED summary:REQUIRED complainant_name:REQUIRED", "REFUSED :NOT_AN_OBJECT", "REFUSED :UNKNOWN_COLUMN",
		"REFUSED complainant_name:NOT_TEXT summary:BAD_CELL"}
	if diff := cmp.Diff(want, outcomes(got)); diff != "" {
		t.Error(diff)
	}
	if again := outcomes(d.register(header + fenwick)); again[0] != "ALREADY" {
		t.Errorf("the same row as CSV: %v", again)
	}
}

func TestListsThatCannotBeReadAreNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, tt := range map[string]struct {
		list, code string
		row        int
		change     func(*complaints.Options)
	}{
		"empty":                {"", "EMPTY_LIST", 0, func(*complaints.Options) {}},
		"an unknown column":    {"reference,came_to_attention,summary,complainant_name,salary\n", "UNKNOWN_COLUMN", 0, func(*complaints.Options) {}},
		"a column twice":       {"reference,Reference \n", "DUPLICATE_COLUMN", 0, func(*complaints.Options) {}},
		"a column missing":     {"reference,summary\n", "MISSING_COLUMN", 0, func(*complaints.Options) {}},
		"UTF-16":               {"\xff\xfer\x00", "NOT_UTF8", 0, func(*complaints.Options) {}},
		"a format":             {header, "UNKNOWN_FORMAT", 0, func(o *complaints.Options) { o.Format = "XLSX" }},
		"no array":             {"{}", "NOT_A_LIST", 0, asJSON},
		"two arrays":           {"[][]", "NOT_A_LIST", 0, asJSON},
		"broken JSON":          {`[{"reference":"a"},{"ref`, "BAD_JSON", 1, asJSON},
		"a quote not closed":   {header + formula + `NMP/9,2026-01-12,"` + strings.Repeat("x", 1<<20), "ROW_TOO_LONG", 1, func(*complaints.Options) {}},
		"an object unending":   {`[{"reference":"` + strings.Repeat("x", 1<<20), "ROW_TOO_LONG", 0, asJSON},
		"too many rows":        {header + formula + formula + formula, "TOO_MANY_ROWS", 2, func(o *complaints.Options) { o.Limits.Rows = 2 }},
		"too many bytes":       {header + strings.Repeat(formula, 1000), "LIST_TOO_LARGE", -1, func(o *complaints.Options) { o.Limits.Bytes = 20_000 }},
		"quotes in the header": {"a\"b,c\n", "BAD_QUOTES", 0, func(*complaints.Options) {}},
	} {
		_, _, err := d.try(tt.list, dry, tt.change)
		var file *complaints.FileError
		if !errors.As(err, &file) || file.Code != tt.code || (tt.row >= 0 && file.Row != tt.row) {
			t.Errorf("%s: %#v, want %s after row %d", name, err, tt.code, tt.row)
		}
	}
}

func TestMarksAndLineEndsDoNotMatter(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	list := "\xef\xbb\xbf" + strings.ReplaceAll(strings.Replace(header, "reference", " Reference", 1)+fenwick, "\n", "\r\n")
	if got := outcomes(d.register(list)); !slices.Equal(got, []string{"REGISTERED"}) {
		t.Fatal(got)
	}
	if got := outcomes(d.register(header + fenwick)); !slices.Equal(got, []string{"ALREADY"}) {
		t.Error(got)
	}
}

func TestPagesOfAListGoOnWhereTheOneBeforeEnded(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	list := header
	for i := range 7 {
		list += strings.Replace(formula, "NMP/2026/2", fmt.Sprintf("NMP/2026/%d", i), 1)
	}
	var got []int
	for after, more := 0, true; more; {
		results, sum, err := d.try(list, func(o *complaints.Options) { o.After, o.First = after, 3 })
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			got = append(got, r.Row)
		}
		after, more = sum.Last, sum.More
	}
	if !slices.Equal(got, []int{1, 2, 3, 4, 5, 6, 7}) {
		t.Errorf("rows %v", got)
	}
}

func TestWhoeverMayNotRegisterIsRefusedRowByRow(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := complaints.Registrar{Ledger: d, Officers: d.find}
	before, refused := d.events(), 0
	_, err := r.Register(as(domain.CaseAnalyst), strings.NewReader(header+fenwick), complaints.Options{Force: "northmoor", Format: complaints.CSV}, func(r complaints.Result) error {
		if r.State == complaints.Refused && r.Problems[0].Code == ledger.CodeForbidden {
			refused++
		}
		return nil
	})
	if err != nil || refused != 1 || d.events() != before {
		t.Errorf("%d refused, %v", refused, err)
	}
}

func FuzzLists(f *testing.F) {
	f.Add(header+fenwick, false)
	f.Add("\xef\xbb\xbf"+header+formula, false)
	f.Add(header+"\"", false)
	f.Add(`[{"reference":"a","standards":[1,{}]}]`, true)
	f.Add(`[[[[`, true)
	r := complaints.Registrar{Ledger: nowhere{}, Officers: func(context.Context, string, string) (domain.OfficerID, error) {
		return "", domain.Errorf(domain.NotFound, "UNKNOWN_OFFICER", "none")
	}}
	f.Fuzz(func(t *testing.T, list string, json bool) {
		o := complaints.Options{Force: "northmoor", Format: complaints.CSV, DryRun: true, Limits: complaints.Limits{Bytes: 1 << 20, Row: 1 << 16, Rows: 100}}
		if json {
			o.Format = complaints.JSON
		}
		last := 0
		_, err := r.Register(context.Background(), strings.NewReader(list), o, func(r complaints.Result) error {
			if r.Row != last+1 || r.State == "" || (r.State == complaints.Refused) != (len(r.Problems) > 0) {
				t.Fatalf("row %d after %d: %+v", r.Row, last, r)
			}
			last = r.Row
			return nil
		})
		var file *complaints.FileError
		if err != nil && !errors.As(err, &file) {
			t.Fatalf("%v", err)
		}
	})
}

// nowhere takes every row in a rehearsal and nothing else.
type nowhere struct{ complaints.Ledger }

func (nowhere) Rehearse(context.Context, domain.MatterID, []ledger.Step) (ledger.Rehearsal, error) {
	return ledger.Rehearsal{}, nil
}

// BenchmarkRegister measures rows of a list through the real ledger into the embedded store.
func BenchmarkRegister(b *testing.B) {
	d := newDesk(b)
	var list strings.Builder
	list.WriteString(header)
	for i := range b.N {
		list.WriteString(strings.Replace(fenwick, "NMP/2026/1", fmt.Sprintf("NMP/2026/%d", i), 1))
	}
	b.ResetTimer()
	d.register(list.String())
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
