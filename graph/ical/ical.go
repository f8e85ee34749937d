// Package ical writes statutory periods as a calendar that other programs can read (iCalendar, RFC 5545).
//
// Each period is one event of a whole day, its last day in time, and warns by alarms. It says the kind of period and the case's reference,
// and nothing of people or of what is alleged, because calendars end up on telephones. The same periods give the same bytes, so that a
// program that has them already need not be sent them again.
package ical

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections/deadlines"
)

// Type is the media type of what Write returns.
const Type = "text/calendar; charset=utf-8"

const (
	product = "-//Probity//Statutory periods//EN"
	name    = "Probity: statutory periods"
	// look is how often programs are asked to look again.
	look = "PT1H"
)

// Write returns the calendar of periods, in their order.
func Write(periods []deadlines.Clock) ([]byte, error) {
	c := ics.NewCalendar()
	c.SetProductId(product)
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(name)
	c.SetRefreshInterval(look)
	c.SetXPublishedTTL(look)
	rules := clock.Rules()
	for _, p := range periods {
		if err := add(c, p, rules); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := c.SerializeTo(&out, ics.WithNewLine("\r\n")); err != nil {
		return nil, fmt.Errorf("write a calendar: %w", err)
	}
	return out.Bytes(), nil
}

func add(c *ics.Calendar, p deadlines.Clock, rules clock.Table) error {
	day, err := time.Parse(time.DateOnly, string(p.DueOn))
	if err != nil {
		return fmt.Errorf("write a calendar: the last day of a period: %w", err)
	}
	e := c.AddEvent(id(p))
	e.SetDtStampTime(p.ChangedAt)
	e.SetModifiedAt(p.ChangedAt)
	e.SetSequence(p.Changes)
	e.SetAllDayStartAt(day)
	e.SetAllDayEndAt(day.AddDate(0, 0, 1))
	e.SetSummary(summary(p))
	if rule, ok := rules.Find(p.Rule); ok {
		e.SetDescription(rule.Says + " (" + rule.Source + ")")
	}
	e.SetTimeTransparency(ics.TransparencyTransparent) // the person is not busy all day
	e.SetClass(ics.ClassificationConfidential)
	if p.StoppedOn != "" {
		e.SetStatus(ics.ObjectStatusCancelled)
		return nil
	}
	e.SetStatus(ics.ObjectStatusConfirmed)
	warn(e, p)
	return nil
}

// id is the same for a period for as long as it is known, and tells nothing of it.
func id(p deadlines.Clock) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("probity:clock/"+string(p.Matter)+"/"+p.ID)).String() + "@probity"
}

// summary is what a calendar shows in a line: whether it is late, the kind, and the case.
func summary(p deadlines.Clock) string {
	text := strings.ToLower(strings.ReplaceAll(string(p.Rule), "_", " ")) + ": " + p.Reference
	text = strings.ToUpper(text[:1]) + text[1:] // the words of rules are plain ASCII
	if p.State == misconduct.ClockOverdue {
		return "OVERDUE " + text
	}
	return text
}

// warn sets alarms at nine in the morning of the days on which the warnings begin.
func warn(e *ics.VEvent, p deadlines.Clock) {
	days := []domain.Date{p.AmberOn, p.RedOn}
	if p.AmberOn == p.RedOn {
		days = days[:1]
	}
	for _, day := range days {
		if day == "" {
			continue
		}
		alarm := e.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetDescription(summary(p))
		alarm.SetTrigger(trigger(p.DueOn, day))
	}
}

// trigger is nine in the morning of a day, as a duration before the midnight that begins another.
func trigger(due, day domain.Date) string {
	hours := int(start(due).Sub(start(day)).Hours()) - 9
	switch {
	case hours < 0:
		return fmt.Sprintf("PT%dH", -hours)
	case hours < 24:
		return fmt.Sprintf("-PT%dH", hours)
	}
	return fmt.Sprintf("-P%dDT%dH", hours/24, hours%24)
}

// start is midnight in a zone without summer time, where all days are as long.
func start(d domain.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{} // no day before year 1; add has refused the event by then
	}
	return t
}
