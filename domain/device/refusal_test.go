package device_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/internal/testkit"
)

type refusal struct {
	name  string
	given []device.Event
	as    domain.Role
	when  device.Command
	code  string
	field string
}

func refusals() []refusal {
	held := []device.Event{seized(), sealed("A100")}
	gapped := []device.Event{seized(), sealed("A100"), transferred(received("A199")), gap(1, device.SealMismatch, "A100", "A199")}
	opened := append(slices.Clone(gapped), broken("A100"))
	supervisor := domain.PSDSupervisor
	return []refusal{
		{"seize twice", held, "", seize(), "ALREADY_SEIZED", ""},
		{"seize with no such power", nil, "", seize(func(c *device.Seize) { c.Power = "PACE_S99" }), "UNKNOWN_POWER", "power"},
		{"seize a personal phone under PCSC s37 without a crime", nil, "",
			seize(func(c *device.Seize) { c.Power, c.Strand = device.PCSCS37, device.Strand{} }), "POWER_NOT_LAWFUL", "power"},
		{"seize on a warrant for a summary offence", nil, "", seize(func(c *device.Seize) { c.Power = device.PACES8 }), "POWER_NOT_LAWFUL", "power"},
		{"seize a personal phone as force property", nil, "", seize(func(c *device.Seize) { c.Power = device.ForceProperty }), "POWER_NOT_LAWFUL", "power"},
		{"seize by demanding a key", nil, "", seize(func(c *device.Seize) { c.Power = device.RIPAS49 }), "POWER_NOT_LAWFUL", "power"},
		{"seize an issued phone as personal", []device.Event{issued()}, "", seize(), "OWNERSHIP_MISMATCH", "ownership"},
		{"seize with a bad reference", nil, "", seize(func(c *device.Seize) { c.Exhibit = "klm/2" }), "BAD_EXHIBIT_REFERENCE", "exhibit"},
		{"seize tomorrow", nil, "", seize(func(c *device.Seize) { c.At = testkit.Now.Add(time.Hour) }), "IN_FUTURE", "at"},
		{"seize without grounds", nil, "", seize(func(c *device.Seize) { c.Grounds = " " }), "REQUIRED", "grounds"},
		{"take a PIN on no basis", nil, "", seize(func(c *device.Seize) { c.Condition.PINOffered = true }), "REQUIRED", "condition.pinBasis"},
		{"seize with the battery as a power state", nil, "", seize(func(c *device.Seize) { c.Condition.Power = "LOW" }), "UNKNOWN_VALUE", "condition.power"},
		{"seize with a lock nobody knows", nil, "", seize(func(c *device.Seize) { c.Condition.Lock = "?" }), "UNKNOWN_VALUE", "condition.lock"},
		{"change to the same basis", held, "", basis(device.PACES32), "SAME_BASIS", "power"},
		{"change to a basis that does not reach it", held, "", basis(device.ForceProperty), "POWER_NOT_LAWFUL", "power"},
		{"change the basis of nothing", nil, "", basis(device.PACES32), "NOT_IN_CUSTODY", ""},
		{"seal twice", held, "", device.Seal(sealed("A101")), "ALREADY_SEALED", "seal"},
		{"seal with a used bag", opened, "", device.Seal(sealed("A100")), "SEAL_REUSED", "seal"},
		{"seal with a story for a number", []device.Event{seized()}, "", device.Seal(sealed(strings.Repeat("A", 65))), "TOO_LONG", "seal"},
		{"seal after its return", []device.Event{seized(), returned()}, "", device.Seal(sealed("A100")), "NOT_IN_CUSTODY", ""},
		{"break another seal", held, "", device.BreakSeal(broken("A101")), "SEAL_MISMATCH", "seal"},
		{"break no seal", []device.Event{seized()}, "", device.BreakSeal(broken("A100")), "NOT_SEALED", "seal"},
		{"give under another seal", held, "", transfer(func(c *device.Transfer) { c.SealGiven = "A101" }), "SEAL_MISMATCH", "sealGiven"},
		{"give without reading the seal", held, "", transfer(func(c *device.Transfer) { c.SealGiven = "" }), "SEAL_MISMATCH", "sealGiven"},
		{"give under a seal nobody recorded", []device.Event{seized()}, "", transfer(), "SEAL_MISMATCH", "sealGiven"},
		{"give to oneself", held, "", transfer(func(c *device.Transfer) { c.To = finder }), "SAME_HOLDER", "to"},
		{"give what nobody holds", nil, "", transfer(), "NOT_IN_CUSTODY", ""},
		{"explain as a case officer", gapped, domain.CaseOfficer, explain(1, ""), "SUPERVISOR_ONLY", ""},
		{"explain a gap that is not there", gapped, supervisor, explain(2, ""), "UNKNOWN_DISCREPANCY", "number"},
		{"explain twice", append(slices.Clone(gapped), device.ContinuityDiscrepancyExplained{Number: 1}), supervisor, explain(1, ""), "ALREADY_EXPLAINED", "number"},
		{"correct a seal that was broken since", opened, supervisor, explain(1, "A199"), "SEAL_NOT_IN_DOUBT", "correctSeal"},
		{"correct to a used seal", append([]device.Event{seized(), sealed("A199"), broken("A199")}, gapped[1:]...), supervisor,
			explain(1, "A199"), "SEAL_REUSED", "correctSeal"},
		{"return with an open gap", gapped, "", device.Return(returned()), "OPEN_DISCREPANCY", ""},
		{"return what nobody holds", nil, "", device.Return(returned()), "NOT_IN_CUSTODY", ""},
		{"issue while in custody", held, "", device.Issue(issued()), "IN_CUSTODY", ""},
		{"issue a personal phone", []device.Event{seized(), returned()}, "", device.Issue(issued()), "OWNERSHIP_MISMATCH", ""},
		{"issue twice to one officer", []device.Event{issued()}, "", device.Issue(issued()), "ALREADY_ISSUED", "officer"},
	}
}

func basis(p device.Power) device.ChangeSeizureBasis {
	return device.ChangeSeizureBasis{Power: p, Authoriser: "DI A. Okafor", Grounds: "arrest", At: day.Add(time.Hour), Strand: device.Strand{Open: true}}
}

func explain(n int, seal string) device.ExplainDiscrepancy {
	return device.ExplainDiscrepancy{Number: n, Explanation: "the label was misread at the scene", CorrectSeal: seal}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if got := given(t, r.given...).As(r.as).When(r.when).Refused(r.code); got.Field != r.field {
				t.Errorf("field %q, want %q", got.Field, r.field)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", refusals(), func(r refusal) string { return r.code })
}

func TestSealMismatchNamesBothNumbersAndTheNextStep(t *testing.T) {
	t.Parallel()
	e := given(t, seized(), sealed("A100")).When(device.BreakSeal(broken("A101"))).Refused("SEAL_MISMATCH")
	for _, want := range []string{"A100", "A101", "supervisor"} {
		if !strings.Contains(e.Text, want) {
			t.Errorf("text %q does not name %s", e.Text, want)
		}
	}
}

func TestUnlawfulPowerNamesTheLawfulOnes(t *testing.T) {
	t.Parallel()
	e := given(t).When(seize(func(c *device.Seize) { c.Power, c.Strand = device.PCSCS37, device.Strand{} })).Refused("POWER_NOT_LAWFUL")
	if !strings.Contains(e.Text, "CONSENT_MISCONDUCT, PRODUCED_BY_WITNESS") || !strings.Contains(e.Rule, "s37") {
		t.Errorf("refusal %v", e)
	}
}
