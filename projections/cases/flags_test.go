package cases_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// reasons lists why each decision of a case is flagged.
func reasons(c cases.Case) map[string][]cases.FlagReason {
	found := map[string][]cases.FlagReason{}
	for _, d := range c.Decisions {
		for _, f := range d.Flags {
			found[d.ID] = append(found[d.ID], f.Why)
		}
	}
	return found
}

func TestFlags_mark_decisions_whose_evidence_was_put_right_later(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story, other := viewtest.Tell(log, 1, "northmoor"), viewtest.Tell(log, 2, "northmoor")
	meta := wire.Metadata{Actor: "kl.marsh"}
	add := func(stream string, e any) time.Time {
		log.Add(stream, meta, e)
		all := log.Events()
		return all[len(all)-1].RecordedAt
	}
	matter, phone, x := "misconduct-"+string(story.Matter), "device-"+string(story.Phone), "extraction-"+string(story.Extraction)
	add(matter, misconduct.DecisionRecorded{Decision: "policy", Subject: "POLICY", Evidence: []misconduct.Citation{{Policy: "p/1"}}, On: "2025-12-02"})
	add(matter, misconduct.DecisionRecorded{Decision: "phone", Subject: "POLICY", Evidence: []misconduct.Citation{{Exhibit: "KLM/1"}}, On: "2025-12-02"})
	add("extraction-"+string(other.Extraction), extraction.IntegrityFailed{Copy: extraction.Working, At: viewtest.Epoch})
	first := add(x, extraction.IntegrityFailed{Copy: extraction.Working, At: time.Date(2026, 2, 4, 9, 0, 0, 0, time.UTC)})
	add(phone, device.ContinuityDiscrepancyRaised{Number: 2, Kind: device.SealNotIntact, At: viewtest.Epoch})
	add(phone, device.ContinuityDiscrepancyExplained{Number: 2, Explanation: "no seal was misread"})
	add(phone, device.ContinuityDiscrepancyExplained{Number: 1, Explanation: "digits transposed", CorrectSeal: "N100234"})
	add(phone, device.SeizureBasisChanged{Power: "PACE_S19", At: viewtest.Epoch})
	add(matter, misconduct.AllegationCorrected{Allegation: "80000000-0000-4000-8000-000000000001", Text: "put right", Dated: on("2026-02-05")})
	add(matter, misconduct.DecisionRecorded{Decision: "later", Subject: "POLICY", Evidence: []misconduct.Citation{{Exhibit: "PQR/1"}}, On: "2026-02-06"})
	q := open(t, log)
	const answer = "90000000-0000-4000-8000-000000000001"
	c, err := q.Get(t.Context(), viewer, story.Matter)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]cases.FlagReason{
		answer:  {cases.IntegrityFailed, cases.DiscrepancyRaised, cases.LabelCorrected, cases.BasisChanged, cases.AllegationCorrected},
		"phone": {cases.DiscrepancyRaised, cases.LabelCorrected, cases.BasisChanged},
	}
	if diff := cmp.Diff(want, reasons(c)); diff != "" {
		t.Error(diff)
	}
	if f := c.Decisions[0].Flags[0]; !f.At.Equal(first) || f.Event == "" || f.On != "2026-02-04" {
		t.Errorf("the first flag is %+v", f)
	}
	then, err := q.AsAt(t.Context(), viewer, story.Matter, cases.Moment{Known: first})
	if diff := cmp.Diff(map[string][]cases.FlagReason{answer: {cases.IntegrityFailed}}, reasons(then)); diff != "" || err != nil {
		t.Errorf("as known then: %v %s", err, diff)
	}
	untouched, err := q.Get(t.Context(), viewer, other.Matter)
	if diff := cmp.Diff(map[string][]cases.FlagReason{answer: {cases.IntegrityFailed}}, reasons(untouched)); diff != "" || err != nil {
		t.Errorf("the other matter: %v %s", err, diff)
	}
}

// Exhibits that are derived from each other in a circle end the search for their origin.
func TestFlags_survive_exhibits_derived_in_a_circle(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	m := "misconduct-" + viewtest.Matters[0]
	for _, e := range []any{
		misconduct.MatterReceived{Reference: "R", Force: "northmoor", CameToAttentionOn: "2026-01-12"},
		misconduct.ExhibitRegistered{Exhibit: "A/1", Device: domain.DeviceID(viewtest.Devices[0]), DerivedFrom: "A/2"},
		misconduct.ExhibitRegistered{Exhibit: "A/2", DerivedFrom: "A/1"},
		misconduct.DecisionRecorded{Decision: "d", Evidence: []misconduct.Citation{{Exhibit: "A/2"}}, On: "2026-01-13"},
	} {
		log.Add(m, wire.Metadata{Actor: "a"}, e)
	}
	log.Add("device-"+viewtest.Devices[0], wire.Metadata{Actor: "a"}, device.Seized{Matter: domain.MatterID(viewtest.Matters[0]), Exhibit: "A/1", At: viewtest.Epoch})
	log.Add("device-"+viewtest.Devices[0], wire.Metadata{Actor: "a"}, device.SeizureBasisChanged{Power: "PACE_S19", At: viewtest.Epoch})
	c, err := open(t, log).Get(t.Context(), viewer, domain.MatterID(viewtest.Matters[0]))
	if diff := cmp.Diff(map[string][]cases.FlagReason{"d": {cases.BasisChanged}}, reasons(c)); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}
