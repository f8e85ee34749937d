package device_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
)

func TestSeize(t *testing.T) {
	t.Parallel()
	t.Run("personal phone on arrest", func(t *testing.T) {
		t.Parallel()
		story := given(t).When(seize()).Then(seized())
		if s := story.State(); !s.Exists || !s.Seized || s.Holder != finder || s.Matter != matter || s.Exhibit != "KLM/2" {
			t.Errorf("state %+v", s)
		}
	})
	t.Run("again after its return", func(t *testing.T) {
		t.Parallel()
		again := seized()
		again.At, again.Exhibit = day.Add(72*time.Hour), "KLM/9"
		story := given(t, seized(), returned()).When(seize(func(c *device.Seize) { c.At, c.Exhibit = again.At, "KLM/9" })).Then(again)
		if s := story.State(); s.Returned || !s.Seized || s.Seal != "" {
			t.Errorf("state %+v", s)
		}
	})
	t.Run("a work phone that was issued", func(t *testing.T) {
		t.Parallel()
		work := seized()
		work.Power, work.Ownership, work.Strand = device.ForceProperty, device.WorkIssued, device.Strand{}
		given(t, issued()).When(seize(func(c *device.Seize) {
			c.Power, c.Ownership, c.Strand = device.ForceProperty, device.WorkIssued, device.Strand{}
		})).Then(work)
	})
}

func TestChangeOfBasis(t *testing.T) {
	t.Parallel()
	given(t, seized()).
		When(device.ChangeSeizureBasis{Power: device.ConsentMisconduct, Authoriser: "DI A. Okafor", Grounds: "no charge", At: day.Add(time.Hour)}).
		Then(device.SeizureBasisChanged{Power: device.ConsentMisconduct, Authoriser: "DI A. Okafor", Grounds: "no charge", At: day.Add(time.Hour),
			PolicyVersion: device.Powers().Version})
}

func TestSealing(t *testing.T) {
	t.Parallel()
	story := given(t, seized()).When(device.Seal(sealed("A100"))).Then(sealed("A100"))
	story.When(device.BreakSeal(broken("A100"))).Then(broken("A100"))
	resealed := device.Sealed{Seal: "A101", By: examine, At: day.Add(3 * time.Minute)}
	story.When(device.Seal(resealed)).Then(resealed)
	if got := story.State().Seal; got != "A101" {
		t.Errorf("seal on record %q, want A101", got)
	}
}

func TestTransfer(t *testing.T) {
	t.Parallel()
	early := func(c *device.Transfer) { c.At = day.Add(-time.Hour) }
	cases := []struct {
		name   string
		change func(*device.Transfer)
		raised []device.Event
		seal   string
	}{
		{"everything fits", func(*device.Transfer) {}, nil, "A100"},
		{"the receiver reads another seal", received("A199"), []device.Event{gap(1, device.SealMismatch, "A100", "A199")}, "A100"},
		{"the receiver reads no seal", received(""), []device.Event{gap(1, device.SealMismatch, "A100", "no seal")}, "A100"},
		{"the giver is not the holder", func(c *device.Transfer) { c.From = "PC Other" },
			[]device.Event{gap(1, device.HolderMismatch, finder, "PC Other")}, "A100"},
		{"the bag arrives open", func(c *device.Transfer) { c.Intact = false },
			[]device.Event{gap(1, device.SealNotIntact, "intact", "not intact")}, ""},
		{"everything is wrong", func(c *device.Transfer) { c.From, c.SealReceived, c.Intact = "PC Other", "A199", false },
			[]device.Event{gap(1, device.HolderMismatch, finder, "PC Other"), gap(2, device.SealMismatch, "A100", "A199"),
				gap(3, device.SealNotIntact, "intact", "not intact")}, ""},
		{"said to have happened before the sealing", early, []device.Event{device.ContinuityDiscrepancyRaised{Number: 1,
			Kind: device.TimeOrder, Expected: "not before 2025-06-09T14:06:00+01:00", Found: "2025-06-09T13:05:00+01:00", At: day.Add(-time.Hour)}}, "A100"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := append([]device.Event{transferred(c.change)}, c.raised...)
			s := given(t, seized(), sealed("A100")).When(transfer(c.change)).Then(want...).State()
			if s.Holder != examine || s.Seal != c.seal || len(s.Open()) != len(c.raised) {
				t.Errorf("holder %q, seal %q, %d open discrepancies", s.Holder, s.Seal, len(s.Open()))
			}
		})
	}
}

func TestTransferUnsealed(t *testing.T) {
	t.Parallel()
	open := func(c *device.Transfer) { c.SealGiven, c.SealReceived, c.Intact = "", "", false }
	given(t, seized()).When(transfer(open)).Then(transferred(open))
}

func TestExplainedMisreading(t *testing.T) {
	t.Parallel()
	explain := device.ExplainDiscrepancy{Number: 1, Explanation: "the label was misread at the scene", CorrectSeal: "A199"}
	for _, role := range []domain.Role{domain.PSDSupervisor, domain.AppropriateAuthority} {
		story := given(t, seized(), sealed("A100"), transferred(received("A199")), gap(1, device.SealMismatch, "A100", "A199")).As(role).
			When(explain).
			Then(device.ContinuityDiscrepancyExplained{Number: 1, Explanation: explain.Explanation, By: "case-officer-1", CorrectSeal: "A199"})
		if s := story.State(); s.Seal != "A199" || len(s.Open()) != 0 || len(s.Discrepancies) != 1 {
			t.Errorf("state %+v", s)
		}
		next := func(c *device.Transfer) {
			c.From, c.To, c.SealGiven, c.SealReceived, c.At = examine, finder, "A199", "A199", day.Add(2*time.Hour)
		}
		story.When(transfer(next)).Then(transferred(next))
	}
}

func TestReturn(t *testing.T) {
	t.Parallel()
	s := given(t, seized(), sealed("A100")).When(device.Return(returned())).Then(returned()).State()
	if s.Seized || !s.Returned || s.Holder != "the owner" || s.Seal != "" {
		t.Errorf("state %+v", s)
	}
}

func TestIssue(t *testing.T) {
	t.Parallel()
	given(t).When(device.Issue(issued())).Then(issued())
	other := issued()
	other.Officer = "another officer"
	given(t, issued()).When(device.Issue(other)).Then(other)
}

func TestPowers(t *testing.T) {
	t.Parallel()
	crime := device.Strand{Open: true}
	indictable := device.Strand{Open: true, Indictable: true}
	cases := []struct {
		name      string
		ownership device.Ownership
		strand    device.Strand
		want      []device.Power
	}{
		{"misconduct only, personal", device.Personal, device.Strand{}, []device.Power{device.ConsentMisconduct, device.ProducedByWitness}},
		{"misconduct only, work", device.WorkIssued, device.Strand{}, []device.Power{device.ForceProperty, device.LawfulBusinessMonitoring,
			device.ConsentMisconduct, device.ProducedByWitness}},
		{"summary offence, personal", device.Personal, crime, []device.Power{device.PACES19, device.PACES20, device.PACES32,
			device.CJPAS50, device.CJPAS51, device.PCSCS37, device.ConsentMisconduct, device.ProducedByWitness}},
		{"indictable offence, personal", device.Personal, indictable, []device.Power{device.PACES8, device.PACES18, device.PACES19, device.PACES20,
			device.PACES32, device.CJPAS50, device.CJPAS51, device.PCSCS37, device.ConsentMisconduct, device.ProducedByWitness}},
		{"independent investigation, personal", device.Personal, device.Strand{Independent: true},
			[]device.Power{device.IOPCPara19, device.ConsentMisconduct, device.ProducedByWitness}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, device.Powers().Lawful(c.ownership, c.strand)); diff != "" {
				t.Errorf("lawful powers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPowerTableNamesEveryPowerOnceWithItsSource(t *testing.T) {
	t.Parallel()
	seen := map[device.Power]bool{}
	for _, r := range device.Powers().Rows {
		if seen[r.Power] || r.Source == "" {
			t.Errorf("row %+v stands twice or names no source", r)
		}
		seen[r.Power] = true
	}
}

func TestEffective(t *testing.T) {
	t.Parallel()
	late := seized()
	late.At = time.Date(2025, 6, 9, 23, 30, 0, 0, time.UTC) // half past midnight on the tenth in England
	cases := []struct {
		e    device.Event
		want domain.Date
		ok   bool
	}{
		{issued(), "2024-04-01", true},
		{late, "2025-06-10", true},
		{sealed("A100"), "2025-06-09", true},
		{device.ContinuityDiscrepancyExplained{Number: 1}, "", false},
	}
	for _, c := range cases {
		if got, ok := device.Effective(c.e); got != c.want || ok != c.ok {
			t.Errorf("Effective(%T) = %q, %v; want %q, %v", c.e, got, ok, c.want, c.ok)
		}
	}
}
