package officers_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/viewtest"
)

var viewer = projections.Viewer{Actor: "a", Role: domain.CaseOfficer, Force: "northmoor"}

func open(t *testing.T, log *viewtest.Log) *officers.Queries {
	t.Helper()
	return officers.NewQueries(viewtest.Open(t, log, officers.Projection{}).View(officers.Name))
}

func add(log *viewtest.Log, id domain.OfficerID, events ...any) {
	for _, e := range events {
		log.Add("officer-"+string(id), wire.Metadata{Actor: "hr"}, e)
	}
}

func TestOfficer(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	add(log, story.Concerned,
		officer.Posted{Unit: "Training", From: "2021-01-01"}, // recorded late, took effect early
		officer.DeviceHandedBack{Device: story.WorkPhone, On: "2025-06-09"},
		officer.DeviceIssued{Device: story.WorkPhone, From: "2025-07-01"},
		officer.Left{On: "2026-03-09", How: "DISMISSED"})
	phone := device.Description{Type: "smartphone", Make: "Fairtone", Serial: "F1"}
	want := officers.Officer{
		ID: story.Concerned, Name: "Adam Thorne 0", CollarNumber: "10", Force: "northmoor", Kind: officer.FormerOfficer, Rank: officer.Sergeant, Unit: "Response B",
		Postings: []officers.Posting{{Unit: "Response A", From: "2019-02-01"}, {Unit: "Training", From: "2021-01-01"}, {Unit: "Response B", From: "2023-05-01"}},
		Ranks:    []officers.RankHeld{{Rank: officer.Constable, From: "2019-02-01"}, {Rank: officer.Sergeant, From: "2023-05-01", Reason: "promotion"}},
		Devices: []officers.IssuedDevice{
			{Device: story.WorkPhone, From: "2023-05-02", Until: "2025-06-09", Description: phone}, {Device: story.WorkPhone, From: "2025-07-01", Description: phone},
		},
		Left: &officers.Departure{On: "2026-03-09", How: "DISMISSED"}, Revision: 7,
	}
	q := open(t, log)
	anyTime := cmp.FilterValues(func(_, _ time.Time) bool { return true }, cmp.Ignore())
	got, err := q.Get(t.Context(), viewer, story.Concerned)
	if diff := cmp.Diff(want, got, anyTime); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	byNumber, err := q.ByCollar(t.Context(), viewer, "northmoor", "10")
	if diff := cmp.Diff(got, byNumber); diff != "" || err != nil {
		t.Errorf("by collar number: %v %s", err, diff)
	}
	for day, rank := range map[domain.Date]officer.Rank{"2018-01-01": "", "2019-02-01": officer.Constable, "2023-05-01": officer.Sergeant} {
		if r := got.RankOn(day); r != rank {
			t.Errorf("rank on %s: %q", day, r)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for i, name := range []string{"Rhea Calloway", "Adam Thorne", "Joel Winstead", "Mira Delacourt"} {
		force := []string{"northmoor", "northmoor", "northmoor", "eastvale"}[i]
		add(log, domain.OfficerID(viewtest.Officers[i]), officer.Registered{
			Person: officer.Person{Name: name, CollarNumber: fmt.Sprintf("PC%d", i)}, Force: force, Rank: []officer.Rank{officer.Sergeant, officer.Constable}[i%2], Unit: "A", From: "2020-01-01",
		})
	}
	q := open(t, log)
	for name, test := range map[string]struct {
		f    officers.Filter
		want []string
	}{
		"all":         {officers.Filter{}, []string{"Adam Thorne", "Joel Winstead", "Rhea Calloway"}},
		"by name":     {officers.Filter{Text: "THORNE"}, []string{"Adam Thorne"}},
		"by collar":   {officers.Filter{Text: "pc2"}, []string{"Joel Winstead"}},
		"by rank":     {officers.Filter{Rank: officer.Sergeant, Unit: "A"}, []string{"Joel Winstead", "Rhea Calloway"}},
		"other force": {officers.Filter{Force: "eastvale"}, nil},
	} {
		var got []string
		p := projections.Page{First: 1}
		for more := true; more; {
			r, err := q.List(t.Context(), viewer, test.f, p)
			if err != nil {
				t.Fatal(err)
			}
			for i, o := range r.Items {
				got, p.After = append(got, o.Name), r.Keys[i]
			}
			more = r.HasNext
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, err := q.List(t.Context(), viewer, officers.Filter{}, projections.Page{After: []any{"x"}}); err == nil {
		t.Error("half a cursor was taken")
	}
}

// An outcome in a matter stands in the officer's own stream. Nobody learns of it from the register, by its revision neither.
func TestFold_tells_nothing_of_outcomes(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	q := open(t, log)
	before, err := q.Get(t.Context(), viewer, story.Concerned)
	if err != nil {
		t.Fatal(err)
	}
	sanction := officer.Sanction{Matter: story.Matter, Action: "WRITTEN_WARNING", Months: 18, From: "2026-06-09", Until: "2027-12-08"}
	add(log, story.Concerned, officer.SanctionRecorded{Sanction: sanction, On: "2026-06-09"}, officer.SanctionAmended{Sanction: sanction, On: "2026-06-24"})
	after, err := open(t, log).Get(t.Context(), viewer, story.Concerned)
	if diff := cmp.Diff(before, after); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}
