package officer_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/internal/testkit"
)

const phone = domain.DeviceID("7f7c1c52-7a0b-4a3e-8f0b-0a4b7a4a1c01")

func given(t testing.TB, history ...officer.Event) *testkit.Scenario[officer.State, officer.Event, officer.Command] {
	t.Helper()
	return testkit.Given(t, officer.Evolve, officer.Decide, history...)
}

func register(change ...func(*officer.Register)) officer.Register {
	c := officer.Register{Person: officer.Person{Name: "Adam Thorne", CollarNumber: "4417NM"}, Force: "northmoor", Kind: officer.PoliceOfficer,
		Rank: officer.Constable, Unit: "Harbour Road", From: "2019-09-02"}
	for _, f := range change {
		f(&c)
	}
	return c
}

var (
	entered = []officer.Event{officer.Registered(register())}
	issued  = append(slices.Clone(entered), officer.DeviceIssued{Device: phone, From: "2023-01-09"})
	left    = append(slices.Clone(issued), officer.Left{On: "2026-03-09", How: "DISMISSED"})
)

func TestLifeInTheRegister(t *testing.T) {
	t.Parallel()
	s := given(t).
		When(register()).Then(officer.Registered(register())).
		When(officer.Post{Unit: "CID", From: "2023-01-09"}).Then(officer.Posted{Unit: "CID", From: "2023-01-09"}).
		When(officer.ChangeRank{Rank: officer.Sergeant, From: "2024-04-01", Reason: "promotion"}).
		Then(officer.RankChanged{Rank: officer.Sergeant, From: "2024-04-01", Reason: "promotion"}).
		When(officer.IssueDevice{Device: phone, From: "2023-01-09"}).Then(officer.DeviceIssued{Device: phone, From: "2023-01-09"}).
		When(officer.Leave{On: "2026-03-09", How: "RESIGNED"}).Then(officer.Left{On: "2026-03-09", How: "RESIGNED"}).
		When(officer.HandBackDevice{Device: phone, On: "2026-03-10"}).Then(officer.DeviceHandedBack{Device: phone, On: "2026-03-10"}).State()
	if s.Kind != officer.FormerOfficer || s.Rank != officer.Sergeant || s.Unit != "CID" || len(s.Issued) != 0 {
		t.Errorf("state %+v", s)
	}
}

func TestStaffStayStaffAfterLeaving(t *testing.T) {
	t.Parallel()
	clerk := register(func(c *officer.Register) { c.Kind, c.Rank = officer.PoliceStaff, officer.SupportOfficer })
	s := given(t, officer.Registered(clerk)).When(officer.Leave{On: "2025-01-01", How: "RETIRED"}).Then(officer.Left{On: "2025-01-01", How: "RETIRED"}).State()
	if s.Kind != officer.PoliceStaff {
		t.Errorf("kind %s", s.Kind)
	}
}

func TestRecordOfOutcomes(t *testing.T) {
	t.Parallel()
	warning := officer.Sanction{Matter: "m-1", Action: "FINAL_WRITTEN_WARNING", Months: 24, From: "2025-12-23", Until: "2027-12-22"}
	longer, gone := warning, warning
	longer.Until = "2028-01-22"
	gone.Action, gone.Months, gone.Until, gone.Void = "NO_ACTION", 0, "", true
	record := func(s officer.Sanction, on domain.Date) officer.RecordSanction {
		return officer.RecordSanction{Sanction: s, On: on}
	}
	s := given(t, left...).
		When(record(gone, "2026-01-20")).Then(). // what was never recorded cannot be taken away
		When(record(warning, "2025-12-23")).Then(officer.SanctionRecorded{Sanction: warning, On: "2025-12-23"}).
		When(record(warning, "2025-12-24")).Then().
		When(record(longer, "2026-03-01")).Then(officer.SanctionAmended{Sanction: longer, On: "2026-03-01"}).
		When(record(gone, "2026-01-20")).Then(officer.SanctionAmended{Sanction: gone, On: "2026-01-20"}).State()
	if len(s.Sanctions) != 1 || !s.Sanctions["m-1"].Void {
		t.Errorf("record %+v", s.Sanctions)
	}
}

type refusal struct {
	name  string
	given []officer.Event
	when  officer.Command
	code  string
	field string
}

func refusals() []refusal {
	return []refusal{
		{"register twice", entered, register(), "ALREADY_REGISTERED", ""},
		{"register a rank that is none", nil, register(func(c *officer.Register) { c.Rank = "COLONEL" }), "UNKNOWN_RANK", "rank"},
		{"register staff as a constable", nil, register(func(c *officer.Register) { c.Kind = officer.PoliceStaff }), "RANK_NOT_FOR_KIND", "rank"},
		{"register an officer as staff", nil, register(func(c *officer.Register) { c.Rank = officer.Staff }), "RANK_NOT_FOR_KIND", "rank"},
		{"register a special as a constable", nil, register(func(c *officer.Register) { c.Kind = officer.SpecialConstable }), "RANK_NOT_FOR_KIND", "rank"},
		{"register a former officer as staff", nil, register(func(c *officer.Register) { c.Kind, c.Rank = officer.FormerOfficer, officer.Staff }), "RANK_NOT_FOR_KIND", "rank"},
		{"register without a name", nil, register(func(c *officer.Register) { c.Person.Name = "" }), "REQUIRED", "person.name"},
		{"post nobody", nil, officer.Post{Unit: "CID", From: "2023-01-09"}, "UNKNOWN_OFFICER", ""},
		{"post to the same unit", entered, officer.Post{Unit: "Harbour Road", From: "2023-01-09"}, "SAME_UNIT", "unit"},
		{"post before the entry", entered, officer.Post{Unit: "CID", From: "2019-09-01"}, "BEFORE_REGISTRATION", "from"},
		{"post after leaving", left, officer.Post{Unit: "CID", From: "2026-03-09"}, "ALREADY_LEFT", "from"},
		{"promote to the same rank", entered, officer.ChangeRank{Rank: officer.Constable, From: "2024-04-01", Reason: "r"}, "SAME_RANK", "rank"},
		{"promote to staff", entered, officer.ChangeRank{Rank: officer.Staff, From: "2024-04-01", Reason: "r"}, "RANK_NOT_FOR_KIND", "rank"},
		{"issue twice", issued, officer.IssueDevice{Device: phone, From: "2024-01-01"}, "ALREADY_ISSUED", "device"},
		{"issue after leaving", left, officer.IssueDevice{Device: "x", From: "2026-03-10"}, "ALREADY_LEFT", "from"},
		{"hand back what was not issued", entered, officer.HandBackDevice{Device: phone, On: "2024-01-01"}, "NOT_ISSUED", "device"},
		{"hand back before the issue", issued, officer.HandBackDevice{Device: phone, On: "2022-01-01"}, "DATES_REVERSED", "on"},
		{"leave twice", left, officer.Leave{On: "2026-03-10", How: "RETIRED"}, "ALREADY_LEFT", "on"},
		{"record an outcome of nobody", nil, officer.RecordSanction{Sanction: officer.Sanction{Matter: "m", Action: "DISMISSAL", From: "2025-12-23"}, On: "2025-12-23"}, "UNKNOWN_OFFICER", ""},
		{"record an outcome without its day", entered, officer.RecordSanction{Sanction: officer.Sanction{Matter: "m", Action: "DISMISSAL"}, On: "2025-12-23"}, "REQUIRED", "from"},
		{"leave in no known way", entered, officer.Leave{On: "2026-03-10", How: "VANISHED"}, "UNKNOWN_VALUE", "how"},
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if got := given(t, r.given...).When(r.when).Refused(r.code); got.Field != r.field {
				t.Errorf("field %q, want %q", got.Field, r.field)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", refusals(), func(r refusal) string { return r.code })
}

func TestEveryRankConstantStandsInTheTable(t *testing.T) {
	t.Parallel()
	for _, r := range []officer.Rank{officer.Constable, officer.Sergeant, officer.Inspector, officer.ChiefInspector, officer.Superintendent,
		officer.ChiefSuperintendent, officer.Commander, officer.AssistantChief, officer.DeputyChief, officer.DeputyAssistantComm,
		officer.AssistantComm, officer.DeputyComm, officer.ChiefConstable, officer.Commissioner, officer.SpecialConstabulary, officer.Staff,
		officer.DesignatedOfficer, officer.SupportOfficer} {
		if err := domain.CheckRank("rank", string(r)); err != nil {
			t.Errorf("%s: %v", r, err)
		}
	}
}

func TestEffective(t *testing.T) {
	t.Parallel()
	for _, e := range append(slices.Clone(left), officer.Posted{From: "2023-01-09"}, officer.RankChanged{From: "2023-01-09"}, officer.DeviceHandedBack{On: "2023-01-09"},
		officer.SanctionRecorded{Sanction: officer.Sanction{From: "2025-12-23"}}, officer.SanctionAmended{Sanction: officer.Sanction{From: "2025-12-23"}}) {
		if d, ok := officer.Effective(e); !ok || !d.Valid() {
			t.Errorf("Effective(%T) = %q, %v", e, d, ok)
		}
	}
	if _, ok := officer.Effective(officer.Posted{}); ok {
		t.Error("an event without a day has no effective day")
	}
}

func TestRandomStories(t *testing.T) {
	t.Parallel()
	days := rapid.SampledFrom([]domain.Date{"2019-09-01", "2019-09-02", "2023-01-09", "2025-06-06", "2026-03-10", "2026-04-01", "nonsense"})
	devices := rapid.SampledFrom([]domain.DeviceID{phone, "d-2"})
	one := testkit.Aggregate[officer.State, officer.Event, officer.Command]{Evolve: officer.Evolve, Decide: officer.Decide, Codec: officer.NewCodec()}
	command := func(t *rapid.T, _ officer.State) (officer.Command, domain.Envelope) {
		day, device := days.Draw(t, "day"), devices.Draw(t, "device")
		all := []officer.Command{register(), officer.Post{Unit: rapid.SampledFrom([]string{"CID", "Harbour Road"}).Draw(t, "unit"), From: day},
			officer.ChangeRank{Rank: rapid.SampledFrom([]officer.Rank{officer.Constable, officer.Sergeant}).Draw(t, "rank"), From: day, Reason: "r"},
			officer.IssueDevice{Device: device, From: day}, officer.HandBackDevice{Device: device, On: day}, officer.Leave{On: day, How: "RETIRED"},
			officer.RecordSanction{Sanction: officer.Sanction{Matter: "m-1", Action: "WRITTEN_WARNING", From: day, Void: rapid.Bool().Draw(t, "void")}, On: day}}
		return rapid.SampledFrom(all).Draw(t, "command"), domain.Envelope{Now: testkit.Now}
	}
	rapid.Check(t, func(t *rapid.T) {
		held := map[domain.DeviceID]bool{}
		for _, step := range one.Story(t, command) {
			for _, e := range step.Events {
				switch e := e.(type) {
				case officer.DeviceIssued:
					if held[e.Device] {
						t.Fatalf("%s was issued twice", e.Device)
					}
					held[e.Device] = true
				case officer.DeviceHandedBack:
					if !held[e.Device] {
						t.Fatalf("%s was handed back without having been issued", e.Device)
					}
					held[e.Device] = false
				}
			}
			if step.Before.Left != "" && step.After.Left != step.Before.Left {
				t.Fatalf("left twice: %s and %s", step.Before.Left, step.After.Left)
			}
		}
	})
}
