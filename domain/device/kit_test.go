package device_test

import (
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/internal/testkit"
)

const (
	matter  = domain.MatterID("0b0a9a2e-6f5c-4a0e-9a53-6f1d5f1f1a01")
	thorne  = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b11")
	finder  = "DC K. L. Marsh"
	examine = "DE P. Q. Rahman"
)

var day = time.Date(2025, 6, 9, 14, 5, 0, 0, time.FixedZone("", 3600))

func given(t testing.TB, history ...device.Event) *testkit.Scenario[device.State, device.Event, device.Command] {
	t.Helper()
	return testkit.Given(t, device.Evolve, device.Decide, history...)
}

// seize is a lawful seizure of a personal phone on arrest; a test changes what it is about.
func seize(change ...func(*device.Seize)) device.Seize {
	c := device.Seize{
		Matter: matter, Exhibit: "KLM/2", Power: device.PACES32, Authoriser: "DI A. Okafor", Grounds: "searched on arrest",
		Ownership:   device.Personal,
		Description: device.Description{Type: "smartphone", Make: "Tallis", Model: "Nine", IMEIs: []string{"490154203237518"}},
		Condition:   device.Condition{Power: "ON", Lock: "LOCKED", Isolation: "Faraday bag"},
		At:          day, Place: "Northmoor Central", FromWhom: "the officer concerned", SeizingOfficer: finder,
		Strand: device.Strand{Open: true, MatterRevision: 7},
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

func seized() device.Seized {
	c := seize()
	return device.Seized{Matter: c.Matter, Exhibit: c.Exhibit, Power: c.Power, Authoriser: c.Authoriser, Grounds: c.Grounds, Strand: c.Strand,
		Ownership: c.Ownership, Description: c.Description, Condition: c.Condition, At: c.At, Place: c.Place, FromWhom: c.FromWhom,
		SeizingOfficer: c.SeizingOfficer, Witness: c.Witness, PolicyVersion: device.Powers().Version}
}

func sealed(seal string) device.Sealed {
	return device.Sealed{Seal: seal, By: finder, At: day.Add(time.Minute)}
}

func broken(seal string) device.SealBroken {
	return device.SealBroken{Seal: seal, Reason: "extraction", By: examine, At: day.Add(2 * time.Minute)}
}

// transfer hands the sealed device from its finder to the examiner; a test changes what it is about.
func transfer(change ...func(*device.Transfer)) device.Transfer {
	c := device.Transfer{From: finder, To: examine, At: day.Add(time.Hour), Place: "exhibits store", Purpose: "extraction",
		SealGiven: "A100", SealReceived: "A100", Intact: true, Store: "rack 4"}
	for _, f := range change {
		f(&c)
	}
	return c
}

func transferred(change ...func(*device.Transfer)) device.Transferred {
	return device.Transferred(transfer(change...))
}

func gap(n int, kind device.DiscrepancyKind, expected, found string) device.ContinuityDiscrepancyRaised {
	return device.ContinuityDiscrepancyRaised{Number: n, Kind: kind, Expected: expected, Found: found, At: day.Add(time.Hour)}
}

func received(seal string) func(*device.Transfer) {
	return func(c *device.Transfer) { c.SealReceived = seal }
}

func issued() device.Issued {
	return device.Issued{Officer: thorne, Description: device.Description{Type: "smartphone"}, From: "2024-04-01"}
}

func returned() device.Returned {
	return device.Returned{To: "the owner", At: day.Add(48 * time.Hour), Receipt: "R-77", SignedOffBy: "DI A. Okafor"}
}
