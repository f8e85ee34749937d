package cases_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

var benchCases = flag.Int("cases", 2000, "how many cases BenchmarkList lists; 100000 is what is promised")

// fill writes synthetic cases of one force into a log: three years of them, every tenth referred, a third finalised, an officer in two of
// every five hundred, and one investigator's share assigned to "io".
func fill(log *viewtest.Log, n int) {
	r := rand.New(rand.NewPCG(5, 5))
	first := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	kinds := []misconduct.MatterKind{misconduct.Complaint, misconduct.Complaint, misconduct.Complaint, misconduct.ConductMatter, misconduct.RecordableConductMatter}
	for i := range n {
		id := fmt.Sprintf("%08x-0000-4000-8000-000000000000", i)
		day := domain.Date(first.AddDate(0, 0, i*1095/n).Format(time.DateOnly))
		o := domain.OfficerID(fmt.Sprintf("20000000-0000-4000-8000-%012d", r.IntN(max(n/4, 1))))
		investigator := domain.ActorID(fmt.Sprintf("io.%d", r.IntN(300)))
		meta := wire.Metadata{Actor: "intake", Role: domain.CaseOfficer, Force: "northmoor", CommandID: id}
		add := func(e misconduct.Event) { log.Add("misconduct-"+id, meta, e) }
		add(misconduct.MatterReceived{Reference: fmt.Sprintf("NMP/%s/%06d", day[:4], i), Operation: fmt.Sprintf("Operation %c%d", 'A'+i%26, i%977), Force: "northmoor",
			CameToAttentionOn: day, Summary: "Something was said at the front desk, and somebody wrote it down in a few lines.", RegimeVersion: "2020+A24+A25"})
		add(misconduct.MatterRecorded{Kind: kinds[r.IntN(len(kinds))], On: day})
		add(misconduct.OfficerConcernedIdentified{Officer: o, RankAtConduct: "CONSTABLE", SubjectKind: "OFFICER", On: day})
		add(misconduct.AllegationAdded{Allegation: domain.AllegationID(id), Officers: []domain.OfficerID{o}, Standards: []int{1, 2}, CodeSet: "iopc-2021", Category: "B4", Text: "It is alleged that it was so."})
		add(misconduct.InvestigatorAppointed{Investigator: investigator, On: day})
		if r.IntN(10) == 0 {
			add(misconduct.MatterReferredToIOPC{Mandatory: true, CriteriaMetOn: day, On: day})
		}
		if r.IntN(3) == 0 {
			add(misconduct.MatterFinalised{Reason: "done", Dated: on(day)})
		}
		if r.IntN(500) == 0 {
			log.Add("caseaccess-"+id, meta, caseaccess.Assigned{Actor: "io", Capacity: domain.CaseOfficer, Reason: "works on it"})
		}
	}
}

// BenchmarkList asks for pages of 50 with each filter, as a supervisor of the force, as an investigator and as the IOPC, and says how long
// the slowest of a hundred took.
func BenchmarkList(b *testing.B) {
	log := &viewtest.Log{}
	fill(log, *benchCases)
	start := time.Now()
	r, stop := viewtest.Start(b, b.TempDir(), log, cases.Projection{})
	b.Cleanup(func() {
		if err := stop(); err != nil {
			b.Error(err)
		}
	})
	if err := r.Ready(b.Context()); err != nil { // without a limit of its own: at 100,000 cases it takes minutes
		b.Fatal(err)
	}
	q := cases.NewQueries(r.View(cases.Name), log)
	b.Logf("%d cases in %d events, built in %s", *benchCases, len(log.Events()), time.Since(start).Round(time.Millisecond))
	yes, no := true, false
	lead := projections.Viewer{Actor: "lead", Role: domain.PSDSupervisor, Force: "northmoor", At: viewtest.Epoch}
	io := projections.Viewer{Actor: "io", Role: domain.CaseOfficer, Force: "northmoor", At: viewtest.Epoch}
	iopc := projections.Viewer{Actor: "iopc", Role: domain.IOPCReader, At: viewtest.Epoch}
	deep := projections.Page{First: 50, After: []any{"2024-01-01", ""}}
	for _, test := range []struct {
		name string
		v    projections.Viewer
		f    cases.Filter
		p    projections.Page
	}{
		{"all/supervisor", lead, cases.Filter{}, projections.Page{First: 50}},
		{"all/supervisor/deep", lead, cases.Filter{}, deep},
		{"all/investigator", io, cases.Filter{}, projections.Page{First: 50}},
		{"all/IOPC", iopc, cases.Filter{}, projections.Page{First: 50}},
		{"state", lead, cases.Filter{State: cases.Finalised}, projections.Page{First: 50}},
		{"state nothing is in", lead, cases.Filter{State: cases.Reopened}, projections.Page{First: 50}},
		{"kind", lead, cases.Filter{Kind: misconduct.RecordableConductMatter}, projections.Page{First: 50}},
		{"kind/IOPC", iopc, cases.Filter{Kind: misconduct.RecordableConductMatter}, projections.Page{First: 50}},
		{"officer", lead, cases.Filter{Officer: "20000000-0000-4000-8000-000000000007"}, projections.Page{First: 50}},
		{"officer nobody knows", lead, cases.Filter{Officer: "20000000-0000-4000-8000-999999999999"}, projections.Page{First: 50}},
		{"investigator", lead, cases.Filter{Investigator: "io.7"}, projections.Page{First: 50}},
		{"open", lead, cases.Filter{Open: &yes}, projections.Page{First: 50}},
		{"finalised and referred", lead, cases.Filter{Open: &no, Referred: &yes}, projections.Page{First: 50}},
		{"open of a kind", lead, cases.Filter{Open: &yes, Kind: misconduct.ConductMatter, State: cases.UnderInvestigation}, projections.Page{First: 50}},
		{"text in one", lead, cases.Filter{Text: fmt.Sprintf("/%06d", *benchCases/3)}, projections.Page{First: 50}},
		{"text in none", lead, cases.Filter{Text: "zzzz"}, projections.Page{First: 50}},
		{"text in all", lead, cases.Filter{Text: "nmp"}, projections.Page{First: 50}},
		{"text in a hundred", lead, cases.Filter{Text: "n a7"}, projections.Page{First: 50}},
		{"text of two letters", lead, cases.Filter{Text: "q9"}, projections.Page{First: 50}},
	} {
		b.Run(test.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				begun := time.Now()
				if _, err := q.List(b.Context(), test.v, test.f, test.p); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
