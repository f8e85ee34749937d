package ical_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/graph/ical"
	"github.com/probity-ledger/probity/projections/deadlines"
)

const matter = "10000000-0000-4000-8000-000000000001"

var taken = time.Date(2025, 12, 8, 10, 11, 12, 345, time.UTC)

func periods() []deadlines.Clock {
	return []deadlines.Clock{
		{Matter: matter, Reference: "NMP/2025/0417", ID: "REFERRAL_RESPONSE/-/1", Rule: clock.ReferralResponse, DueOn: "2025-12-31",
			State: misconduct.ClockRunning, AmberOn: "2025-12-24", RedOn: "2025-12-30", ChangedAt: taken},
		{Matter: matter, Reference: "NMP/2025/0417", ID: "COMPLAINANT_UPDATE/-/2", Rule: clock.ComplainantUpdate, DueOn: "2025-12-01",
			State: misconduct.ClockOverdue, AmberOn: "2025-12-01", RedOn: "2025-12-01", Changes: 2, ChangedAt: taken},
		{Matter: matter, Reference: "NMP/2025/0417", ID: "WARNING_LIVE/-/1", Rule: clock.WarningLive, DueOn: "2027-12-22",
			State: misconduct.ClockRunning, ChangedAt: taken},
		{Matter: matter, Reference: "NMP/2025/0417", ID: "MEETING_HELD/-/1", Rule: clock.MeetingHeld, DueOn: "2026-01-08",
			State: misconduct.ClockDone, StoppedOn: "2025-12-19", AmberOn: "2026-01-01", RedOn: "2026-01-05", Changes: 1, ChangedAt: taken},
	}
}

func write(tb interface {
	Helper()
	Fatal(...any)
}, list []deadlines.Clock) []byte {
	tb.Helper()
	text, err := ical.Write(list)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

// withoutTexts leaves out the descriptions, which hold the texts of the table of periods, and joins folded lines.
func withoutTexts(text []byte) []byte {
	var out bytes.Buffer
	for line := range strings.Lines(strings.ReplaceAll(string(text), "\r\n ", "")) {
		if !strings.HasPrefix(line, "DESCRIPTION:") {
			out.WriteString(line)
		}
	}
	return out.Bytes()
}

func TestWrite_equals_the_file_in_testdata(t *testing.T) {
	t.Parallel()
	got := withoutTexts(write(t, periods()))
	if os.Getenv("PROBITY_WRITE_GOLDEN") != "" {
		if err := os.WriteFile("testdata/clocks.ics", got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/clocks.ics")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
}

// What a program reads back is what was written.
func TestWrite_can_be_read(t *testing.T) {
	t.Parallel()
	c, err := ics.ParseCalendar(bytes.NewReader(write(t, periods())))
	if err != nil {
		t.Fatal(err)
	}
	type read struct{ day, summary, status, alarms string }
	var got []read
	for _, e := range c.Events() {
		day, err := e.GetAllDayStartAt()
		if err != nil {
			t.Fatal(err)
		}
		var alarms []string
		for _, a := range e.Alarms() {
			alarms = append(alarms, a.GetProperty(ics.ComponentPropertyTrigger).Value)
		}
		got = append(got, read{day.Format(time.DateOnly), e.GetProperty(ics.ComponentPropertySummary).Value,
			e.GetProperty(ics.ComponentPropertyStatus).Value, strings.Join(alarms, " ")})
	}
	want := []read{
		{"2025-12-31", "Referral response: NMP/2025/0417", "CONFIRMED", "-P6DT15H -PT15H"},
		{"2025-12-01", "OVERDUE Complainant update: NMP/2025/0417", "CONFIRMED", "PT9H"},
		{"2027-12-22", "Warning live: NMP/2025/0417", "CONFIRMED", ""},
		{"2026-01-08", "Meeting held: NMP/2025/0417", "CANCELLED", ""},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(read{})); d != "" {
		t.Error(d)
	}
}

// An event keeps its id whatever becomes of the period; two periods never share one.
func TestWrite_keeps_ids(t *testing.T) {
	t.Parallel()
	ids := func(list []deadlines.Clock) (found []string) {
		for line := range strings.Lines(string(write(t, list))) {
			if strings.HasPrefix(line, "UID:") {
				found = append(found, strings.TrimSpace(line))
			}
		}
		return found
	}
	before, changed := periods(), periods()
	for i := range changed {
		changed[i].DueOn, changed[i].Changes, changed[i].Reference = "2026-02-02", 7, "other"
	}
	if d := cmp.Diff(ids(before), ids(changed)); d != "" {
		t.Error(d)
	}
	seen := map[string]bool{}
	for _, id := range ids(append(periods(), deadlines.Clock{Matter: "other", ID: "MEETING_HELD/-/1", DueOn: "2026-01-08"})) {
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}
}

// Whatever a reference holds, the calendar is one: lines of at most 75 bytes, as many events as periods, nothing that ends one early.
func TestWrite_holds_any_reference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := periods()[0]
		p.Reference = rapid.String().Draw(rt, "reference") + rapid.SampledFrom([]string{"", "\r\nEND:VCALENDAR", "\nBEGIN:VEVENT", ";,\\:", strings.Repeat("é", 200)}).Draw(rt, "tail")
		if !utf8.ValidString(p.Reference) {
			rt.Skip()
		}
		text := string(write(rt, []deadlines.Clock{p}))
		if strings.Count(text, "\r\n") != strings.Count(text, "\n") {
			rt.Error("a line ends without a carriage return")
		}
		for line := range strings.SplitSeq(text, "\r\n") {
			if len(line) > 75 {
				rt.Errorf("a line of %d bytes: %q", len(line), line)
			}
		}
		if n := strings.Count(text, "\r\nBEGIN:VEVENT\r\n"); n != 1 {
			rt.Errorf("%d events", n)
		}
		if n := strings.Count("\r\n"+text, "\r\nEND:VCALENDAR\r\n"); n != 1 {
			rt.Errorf("the calendar ends %d times", n)
		}
	})
}

func TestWrite_says_what_the_rule_says(t *testing.T) {
	t.Parallel()
	p := periods()[0]
	p.Rule = clock.MandatoryReferral
	rule, ok := clock.Rules().Find(p.Rule)
	c, err := ics.ParseCalendar(bytes.NewReader(write(t, []deadlines.Clock{p})))
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if got := c.Events()[0].GetProperty(ics.ComponentPropertyDescription).Value; got != rule.Says+" ("+rule.Source+")" {
		t.Error(got)
	}
}

func TestWrite_refuses_what_has_no_day(t *testing.T) {
	t.Parallel()
	if _, err := ical.Write([]deadlines.Clock{{Matter: matter, ID: "x", DueOn: domain.Date("soon")}}); err == nil {
		t.Error("a period without a last day is written")
	}
}
