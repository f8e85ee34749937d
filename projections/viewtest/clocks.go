package viewtest

import (
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Process records what the ledger's own process enters in the matter of a story.
func (s Story) Process(log *Log, events ...misconduct.Event) {
	for _, e := range events {
		log.Add(wire.Stream(misconduct.Category, string(s.Matter)), wire.Metadata{Actor: "probity|clocks", Role: domain.ProcessManager, Force: s.Force, OccurredAt: Epoch}, e)
	}
}

// Rules are some of the kinds of periods, of each sort one.
var Rules = []clock.RuleID{clock.MandatoryReferral, clock.Representations, clock.ReferralResponse, clock.OutcomeOnline, clock.WarningLive}

// clockEvent draws what may happen to a period, mostly in no order a decider would allow.
func clockEvent(t *rapid.T) any {
	rule, on := pick(t, "rule", Rules), day(t)
	id := string(rule) + "/-/" + pick(t, "number", []string{"1", "2"})
	started := misconduct.ClockStarted{Clock: id, Rule: rule, StartedOn: "2025-06-01", DueOn: on}
	return pick(t, "event", []misconduct.Event{
		started, started, started,
		misconduct.ClockStarted{Rule: clock.MandatoryReferral, StartedOn: "2025-06-01", DueOn: on}, // as older logs have it
		misconduct.ClockExtended{Clock: id, Rule: rule, Was: on, DueOn: on.Plus(5)},
		misconduct.ClockShortenedByAgreement{Clock: id, Rule: rule, Was: on, DueOn: on.Plus(-2)},
		misconduct.ClockBreached{Clock: id, Rule: rule, DueOn: on, On: on.Plus(1)},
		misconduct.ClockStopped{Clock: id, Rule: rule, On: on, InTime: true},
		misconduct.ClockStopped{Rule: clock.MandatoryReferral, On: on, Why: misconduct.Lapsed},
		misconduct.MatterFinalised{Reason: "r"},
		misconduct.MatterNotRecorded{Reason: "r"},
	})
}
