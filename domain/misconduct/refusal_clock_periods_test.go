package misconduct_test

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const responseID = "REFERRAL_RESPONSE/6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b11/1"

func period(rule clock.RuleID, id string) misconduct.ClockStarted {
	return misconduct.ClockStarted{Clock: id, Rule: rule, Officer: thorne, StartedOn: "2026-03-02", DueOn: "2026-03-23", EnteredOn: "2026-03-02"}
}

func extend(change ...func(*misconduct.ExtendClock)) misconduct.ExtendClock {
	return with(misconduct.ExtendClock{Clock: responseID, DueOn: "2026-04-02", By: domain.AppropriateAuthority, Reason: "the officer is in hospital",
		On: "2026-03-09"}, change...)
}

func shorten(change ...func(*misconduct.ShortenClock)) misconduct.ShortenClock {
	return with(misconduct.ShortenClock{Clock: responseID, DueOn: "2026-03-16", Reason: "both sides agree", On: "2026-03-09"}, change...)
}

func clockPeriodRefusals() []refusal {
	running := after(named, period(clock.ReferralResponse, responseID))
	duty := after(named, period(clock.FirstSuspensionReview, "FIRST_SUSPENSION_REVIEW/x/1"))
	unknown := after(named, period("SIESTA", "SIESTA/-/1"))
	over := after(running, misconduct.ClockBreached{Clock: responseID, Rule: clock.ReferralResponse, DueOn: "2026-03-23", On: "2026-03-24"})
	elsewhere := func(e *misconduct.ExtendClock) { e.Clock = "FIRST_SUSPENSION_REVIEW/x/1" }
	return []refusal{
		{"extend without naming a period", running, extend(func(c *misconduct.ExtendClock) { c.Clock = "" }), "REQUIRED", "clock"},
		{"extend without a reason", running, extend(func(c *misconduct.ExtendClock) { c.Reason = "" }), "REQUIRED", "reason"},
		{"extend tomorrow", running, extend(func(c *misconduct.ExtendClock) { c.On = "2026-03-11" }), "IN_FUTURE", "on"},
		{"extend to no day", running, extend(func(c *misconduct.ExtendClock) { c.DueOn = "2026-02-30" }), "BAD_DATE", "dueOn"},
		{"extend in a matter nobody received", nil, extend(), "UNKNOWN_MATTER", ""},
		{"extend what does not run", named, extend(), "CLOCK_NOT_RUNNING", "clock"},
		{"extend what is over", over, extend(), "CLOCK_NOT_RUNNING", "clock"},
		{"extend what nobody may", duty, extend(elsewhere), "CLOCK_NOT_EXTENDABLE", "clock"},
		{"extend by somebody else", running, extend(func(c *misconduct.ExtendClock) { c.By = domain.CaseOfficer }), "WRONG_DECISION_MAKER", "by"},
		{"extend to an earlier day", running, extend(func(c *misconduct.ExtendClock) { c.DueOn = "2026-03-23" }), "NOT_LATER", "dueOn"},
		{"extend a period nobody knows", unknown, extend(func(c *misconduct.ExtendClock) { c.Clock = "SIESTA/-/1" }), "UNKNOWN_PERIOD", "rule"},
		{"shorten what does not run", named, shorten(), "CLOCK_NOT_RUNNING", "clock"},
		{"shorten what is no period of proceedings", duty, shorten(func(c *misconduct.ShortenClock) { c.Clock = "FIRST_SUSPENSION_REVIEW/x/1" }),
			"CLOCK_NOT_SHORTENABLE", "clock"},
		{"shorten to a later day", running, shorten(func(c *misconduct.ShortenClock) { c.DueOn = "2026-03-23" }), "NOT_EARLIER", "dueOn"},
		{"shorten to a day gone by", running, shorten(func(c *misconduct.ShortenClock) { c.DueOn = "2026-03-06" }), "ENDS_BEFORE_AGREED", "dueOn"},
	}
}
