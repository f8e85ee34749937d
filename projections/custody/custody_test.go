package custody_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/viewtest"
)

var (
	viewer = projections.Viewer{Actor: "a", Role: domain.ExhibitsOfficer, Force: "northmoor"}
	page   = projections.Page{}
	noon   = time.Date(2025, 6, 9, 12, 0, 0, 0, time.UTC)
)

func open(t *testing.T, log *viewtest.Log) *custody.Queries {
	t.Helper()
	r := viewtest.Open(t, log, custody.Projection{})
	if s := r.Status()[0]; s.Quarantined != 0 {
		t.Fatalf("%d events were set aside", s.Quarantined)
	}
	return custody.NewQueries(r.View(custody.Name))
}

func add(log *viewtest.Log, category, id string, events ...any) {
	for _, e := range events {
		log.Add(wire.Stream(category, id), wire.Metadata{Actor: "st.vane"}, e)
	}
}

func chain(t *testing.T, q *custody.Queries, id domain.DeviceID, matter domain.MatterID, first int) []custody.CustodyEntry {
	t.Helper()
	var entries []custody.CustodyEntry
	p := projections.Page{First: first}
	for {
		r, err := q.Chain(context.Background(), viewer, id, matter, p)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, r.Items...)
		if !r.HasNext {
			return entries
		}
		p.After = r.Keys[len(r.Keys)-1]
	}
}

// brief is a line of the chain as a person would read it out.
func brief(e custody.CustodyEntry) string {
	return fmt.Sprintf("%s %s %s>%s by %q seal %q %q/%q gaps %v", e.Exhibit, e.Kind, e.From, e.To, e.By, e.Seal, e.SealGiven, e.SealReceived, e.Gaps)
}

func TestChain(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	add(log, "device", string(story.Phone),
		device.ContinuityDiscrepancyExplained{Number: 1, Explanation: "digits transposed", By: "supervisor", CorrectSeal: "N100243"},
		device.SealBroken{Seal: "N100243", Reason: "extraction", By: "PQR", At: noon},
		device.SeizureBasisChanged{Power: "PACE_S19", Authoriser: "insp 12", Grounds: "g", At: noon},
		device.Sealed{Seal: "N200000", By: "PQR", At: noon},
		device.Returned{To: "owner", At: noon, Receipt: "R1", SignedOffBy: "insp 12"})
	q := open(t, log)
	var got []string
	for _, e := range chain(t, q, story.Phone, "", 2) {
		got = append(got, brief(e))
	}
	want := []string{
		`KLM/1 SEIZED the officer>KLM by "insp 12" seal "" ""/"" gaps []`,
		`KLM/1 SEALED > by "KLM" seal "N100234" ""/"" gaps []`,
		`KLM/1 TRANSFERRED KLM>PQR by "" seal "" "N100234"/"N100243" gaps [1]`,
		`KLM/1 SEAL_BROKEN > by "PQR" seal "N100243" ""/"" gaps []`,
		`KLM/1 BASIS_CHANGED > by "insp 12" seal "" ""/"" gaps []`,
		`KLM/1 SEALED > by "PQR" seal "N200000" ""/"" gaps []`,
		`KLM/1 RETURNED >owner by "insp 12" seal "" ""/"" gaps []`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	gaps, err := q.Discrepancies(t.Context(), viewer, custody.DiscrepancyFilter{Matter: story.Matter}, page)
	if err != nil || len(gaps.Items) != 1 {
		t.Fatalf("%v, %v", gaps, err)
	}
	if g := gaps.Items[0]; g.Explanation == nil || g.Explanation.CorrectSeal != "N100243" || g.Kind != device.SealMismatch || g.Expected != "N100234" {
		t.Errorf("the gap is %+v", g)
	}
	d, err := q.Device(t.Context(), viewer, story.Phone)
	if err != nil || d.Holder != "owner" || d.Sealed() || d.Returned == nil || len(d.Bases) != 2 || d.Basis.Power != "PACE_S19" || d.Discrepancies != 1 || d.OpenGaps != 0 {
		t.Errorf("the device is %+v, %v", d, err)
	}
}

func TestDevice_seized_for_two_matters(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	mine, theirs := viewtest.Tell(log, 1, "northmoor"), viewtest.Tell(log, 2, "eastvale")
	add(log, "device", string(mine.Phone),
		device.Returned{To: "owner", At: noon},
		device.Seized{Matter: theirs.Matter, Exhibit: "XYZ/9", SeizingOfficer: "XYZ", At: noon},
		device.Sealed{Seal: "E1", By: "XYZ", At: noon},
		device.Transferred{From: "XYZ", To: "ABC", SealGiven: "E1", SealReceived: "E1", Intact: false, At: noon},
		device.ContinuityDiscrepancyRaised{Number: 2, Kind: device.SealNotIntact, At: noon},
		device.ContinuityDiscrepancyExplained{Number: 1, Explanation: "found out late"})
	q := open(t, log)
	d, err := q.Device(t.Context(), viewer, mine.Phone)
	if err != nil || d.Matter != mine.Matter || d.Returned == nil || d.Discrepancies != 1 || d.OpenGaps != 0 {
		t.Errorf("northmoor sees %+v, %v", d, err)
	}
	if n := len(chain(t, q, mine.Phone, "", 50)); n != 4 {
		t.Errorf("northmoor sees %d lines of the chain", n)
	}
	east := projections.Viewer{Actor: "a", Role: domain.CaseOfficer, Force: "eastvale"}
	d, err = q.Device(t.Context(), east, mine.Phone)
	if err != nil || d.Matter != theirs.Matter || d.Exhibit != "XYZ/9" || d.Holder != "ABC" || d.Seal != "" || d.Discrepancies != 1 || d.OpenGaps != 1 {
		t.Errorf("eastvale sees %+v, %v", d, err)
	}
	if _, err := q.DeviceIn(t.Context(), east, mine.Matter, mine.Phone); err == nil {
		t.Error("eastvale sees the device in northmoor's matter")
	}
}

func TestDevices_filters(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	one, two := viewtest.Tell(log, 1, "northmoor"), viewtest.Tell(log, 2, "northmoor")
	add(log, "device", string(one.Phone), device.ContinuityDiscrepancyExplained{Number: 1, Explanation: "e"}, device.Returned{To: "owner", At: noon})
	q := open(t, log)
	yes, no := true, false
	for name, test := range map[string]struct {
		f    custody.DeviceFilter
		want []domain.DeviceID
	}{
		"all, newest activity first": {custody.DeviceFilter{}, []domain.DeviceID{one.Phone, two.Phone}},
		"of one matter":              {custody.DeviceFilter{Matter: two.Matter}, []domain.DeviceID{two.Phone}},
		"held":                       {custody.DeviceFilter{Held: &yes}, []domain.DeviceID{two.Phone}},
		"given back":                 {custody.DeviceFilter{Held: &no}, []domain.DeviceID{one.Phone}},
		"in somebody's hands":        {custody.DeviceFilter{Holder: "PQR"}, []domain.DeviceID{two.Phone}},
		"with a gap":                 {custody.DeviceFilter{Unexplained: &yes}, []domain.DeviceID{two.Phone}},
		"without a gap":              {custody.DeviceFilter{Unexplained: &no}, []domain.DeviceID{one.Phone}},
	} {
		var got []domain.DeviceID
		p := projections.Page{First: 1}
		for more := true; more; {
			r, err := q.Devices(t.Context(), viewer, test.f, p)
			if err != nil {
				t.Fatal(err)
			}
			for i, d := range r.Items {
				got, p.After = append(got, d.ID), r.Keys[i]
			}
			more = r.HasNext
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	open, err := q.Discrepancies(t.Context(), viewer, custody.DiscrepancyFilter{Open: true}, page)
	if err != nil || len(open.Items) != 1 || open.Items[0].Device != two.Phone {
		t.Errorf("open gaps %+v, %v", open.Items, err)
	}
}

func TestExhibits(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	q := open(t, log)
	first, err := q.Exhibits(t.Context(), viewer, story.Matter, projections.Page{First: 1})
	if err != nil || !first.HasNext || len(first.Items) != 1 || first.Items[0].Ref != "KLM/1" || first.Items[0].Device != story.Phone {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := q.Exhibits(t.Context(), viewer, story.Matter, projections.Page{After: first.Keys[0]})
	if err != nil || second.HasNext || len(second.Items) != 1 || second.Items[0].DerivedFrom != "KLM/1" || second.Items[0].Extraction != story.Extraction {
		t.Fatalf("%+v, %v", second, err)
	}
	if x, err := q.Exhibit(t.Context(), viewer, story.Matter, "PQR/1"); err != nil || x != second.Items[0] {
		t.Errorf("%+v, %v", x, err)
	}
}

func TestExtraction(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	id := string(story.Extraction)
	add(log, "extraction", id,
		extraction.IntegrityFailed{Copy: extraction.Working, Expected: "c", Actual: "d", Purpose: extraction.Load, At: noon},
		extraction.IntegrityFailed{Copy: extraction.Master, Expected: "c", Actual: "d", Purpose: extraction.Audit, At: noon},
		extraction.HashVerified{Copy: extraction.Working, Actual: "c", Purpose: extraction.Load, At: noon},
		extraction.HashVerified{Copy: extraction.Master, Actual: "c", Purpose: extraction.CopyToMaster, At: noon},
		extraction.SourceRegistered{Source: extraction.Source{SHA256: "second"}},
		extraction.MessagesRecorded{Source: "second", Content: extraction.Content{Messages: make([]extraction.Message, 5)}},
		extraction.MessagesRecorded{Source: "second", Batch: 1, Content: extraction.Content{Messages: make([]extraction.Message, 2)}})
	q := open(t, log)
	x, err := q.Extraction(t.Context(), viewer, story.Extraction)
	if err != nil {
		t.Fatal(err)
	}
	if x.Status != custody.Completed || x.Matter != story.Matter || x.Device != story.Phone || x.Completion.Exhibit != "PQR/1" || x.Start.Tool.Version != "7.1" ||
		x.Completion.Counts[0] != (custody.CategoryCount{Category: "messages", Count: 3}) || len(x.Verifications) != 5 {
		t.Errorf("the extraction is %+v", x)
	}
	// A matching load does not end the working copy's quarantine; copying the master anew ended the master's.
	if diff := cmp.Diff([]extraction.Copy{extraction.Working}, x.Quarantined); diff != "" {
		t.Error(diff)
	}
	sources, err := q.Sources(t.Context(), viewer, story.Extraction)
	if err != nil || len(sources) != 2 {
		t.Fatalf("%+v, %v", sources, err)
	}
	if s := sources[0]; !s.Done() || s.Batches != 1 || s.Messages != 3 || s.Receipt.CountedOut != 3 || s.Source.Name != "_chat.txt" {
		t.Errorf("the first source is %+v", s)
	}
	running, err := q.Source(t.Context(), viewer, story.Extraction, "second")
	if err != nil || running.Done() || running.Batches != 2 || running.Messages != 7 || running.Revision != 13 || running.UpdatedAt.IsZero() {
		t.Errorf("the second source is %+v, %v", running, err)
	}
	for _, f := range []custody.ExtractionFilter{{Matter: story.Matter}, {Device: story.Phone}} {
		if r, err := q.Extractions(t.Context(), viewer, f, page); err != nil || len(r.Items) != 1 || r.Items[0].ID != story.Extraction {
			t.Errorf("%+v: %+v, %v", f, r.Items, err)
		}
	}
}

func TestExtraction_failed(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log, "misconduct", "m", misconduct.MatterReceived{Force: "northmoor"})
	add(log, "caseaccess", "m", caseaccess.Assigned{Actor: viewer.Actor, Capacity: viewer.Role})
	add(log, "extraction", "x", extraction.Authorised{Matter: "m"}, extraction.Started{At: noon}, extraction.Failed{Reason: "locked", At: noon, BeforeStart: true})
	x, err := open(t, log).Extraction(t.Context(), viewer, "x")
	if err != nil || x.Status != custody.Failed || x.Failure.Reason != "locked" || !x.Failure.BeforeStart {
		t.Errorf("%+v, %v", x, err)
	}
}

func TestIssuedDevices(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	add(log, "officer", string(story.Concerned), officer.DeviceHandedBack{Device: story.WorkPhone, On: "2025-07-01"})
	add(log, "officer", string(story.Colleague), officer.DeviceIssued{Device: story.WorkPhone, From: "2025-07-02"})
	q := open(t, log)
	for id, want := range map[domain.OfficerID]custody.IssuedDevice{
		story.Concerned: {From: "2023-05-02", Until: "2025-07-01"},
		story.Colleague: {From: "2025-07-02"},
	} {
		want.Device, want.Officer, want.Description = story.WorkPhone, id, device.Description{Type: "smartphone", Make: "Fairtone", Serial: "F1"}
		got, err := q.IssuedDevices(t.Context(), viewer, id)
		if diff := cmp.Diff([]custody.IssuedDevice{want}, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
	}
}

// What goes on with something that never began is set aside, and the rest goes on.
func TestApply_without_a_beginning(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log, "device", "d", device.Sealed{Seal: "1"}, device.Returned{})
	add(log, "extraction", "x", extraction.Started{}, extraction.MessagesRecorded{Source: "s"}, extraction.SourceRecorded{Source: "s"}, extraction.SourceRegistered{})
	story := viewtest.Tell(log, 1, "northmoor")
	add(log, "device", string(story.Phone), device.ContinuityDiscrepancyExplained{Number: 7})
	r := viewtest.Open(t, log, custody.Projection{})
	if s := r.Status()[0]; s.Quarantined != 7 {
		t.Errorf("%d events were set aside", s.Quarantined)
	}
	if _, err := custody.NewQueries(r.View(custody.Name)).Device(t.Context(), viewer, story.Phone); err != nil {
		t.Error(err)
	}
}
