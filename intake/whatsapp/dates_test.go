package whatsapp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// android makes a chat of one message per date.
func android(dates ...string) string {
	var b strings.Builder
	for i, d := range dates {
		fmt.Fprintf(&b, "%s, 10:%02d - %s: hi\n", d, i%60, [2]string{"Ann", "Bo"}[i%2])
	}
	return b.String()
}

func TestDateOrder(t *testing.T) {
	t.Parallel()
	many := func(n int, date string) []string {
		all := make([]string, n)
		for i := range all {
			all[i] = date
		}
		return all
	}
	tests := []struct {
		name  string
		dates []string
		given whatsapp.DateOrder
		order whatsapp.DateOrder
		basis whatsapp.Basis
	}{
		{"year first", []string{"2024/02/03"}, "", whatsapp.YMD, whatsapp.UnambiguousForm},
		{"day over 12", []string{"02/03/2024", "13/03/2024"}, "", whatsapp.DMY, whatsapp.Over12},
		{"month never over 12", []string{"02/03/2024", "03/13/2024"}, "", whatsapp.MDY, whatsapp.Over12},
		{"same either way", []string{"02/02/2024", "03/03/2024"}, "", whatsapp.DMY, whatsapp.UnambiguousForm},
		{"only one runs forwards", []string{"05/02/2024", "01/03/2024", "02/04/2024", "01/05/2024"}, "", whatsapp.DMY, whatsapp.Monotonic},
		{"only the other runs forwards", []string{"02/05/2024", "03/01/2024", "04/02/2024", "05/01/2024"}, "", whatsapp.MDY, whatsapp.Monotonic},
		{"a person said", []string{"05/06/2024", "06/06/2024"}, whatsapp.MDY, whatsapp.MDY, whatsapp.Operator},
		{"a person said what the file shows", []string{"02/03/2024", "13/03/2024"}, whatsapp.DMY, whatsapp.DMY, whatsapp.Over12},
		{"one pasted line among many", append(many(40, "13/03/2024"), "03/25/2024"), "", whatsapp.DMY, whatsapp.Over12},
		{"a person overrides one pasted line", []string{"05/06/2024", "13/06/2024", "14/06/2024", "06/25/2024"}, whatsapp.DMY, whatsapp.DMY, whatsapp.Operator},
		{"two-digit years with a comma", []string{"3/18/22"}, "", whatsapp.MDY, whatsapp.Over12},
		{"Buddhist years without a mark", []string{"18/03/2565", "19/03/2565"}, "", whatsapp.DMY, whatsapp.Over12},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := survey(android(tt.dates...), whatsapp.Options{Order: tt.given})
			if err != nil {
				t.Fatal(err)
			}
			if c.Order != tt.order || c.Basis != tt.basis {
				t.Errorf("decided for %s by %s, want %s by %s", c.Order, c.Basis, tt.order, tt.basis)
			}
		})
	}
}

func TestAmbiguousDates(t *testing.T) {
	t.Parallel()
	for name, dates := range map[string][]string{
		"all below 13":                 {"03/04/2024", "03/04/2024", "04/04/2024"},
		"forwards in both":             {"01/02/2024", "01/03/2024", "01/04/2024"},
		"backwards in both":            {"03/04/2024", "01/02/2024", "03/04/2024", "01/02/2024", "03/04/2024"},
		"backwards once":               {"05/02/2024", "06/02/2024", "01/03/2024"},
		"each is impossible somewhere": {"13/04/2024", "04/14/2024", "05/04/2024"},
		"a pasted line against many":   {"01/02/2024", "02/02/2024", "03/02/2024", "01/03/2024", "02/03/2024", "01/25/2024", "01/04/2024", "02/04/2024"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := survey(android(dates...), whatsapp.Options{})
			var ambiguous *whatsapp.AmbiguousDatesError
			if !errors.As(err, &ambiguous) {
				t.Fatalf("survey says %v", err)
			}
			if strings.Contains(err.Error(), "Ann") || strings.Contains(err.Error(), ": hi") {
				t.Errorf("the error tells what is in the chat: %v", err)
			}
		})
	}
}

func TestAmbiguousDatesShowBothReadings(t *testing.T) {
	t.Parallel()
	_, err := survey(android("02/02/2024", "03/04/2024", "03/04/2024", "05/04/2024"), whatsapp.Options{})
	var got *whatsapp.AmbiguousDatesError
	if !errors.As(err, &got) {
		t.Fatalf("survey says %v", err)
	}
	want := &whatsapp.AmbiguousDatesError{
		Orders: []whatsapp.DateOrder{whatsapp.DMY, whatsapp.MDY},
		Readings: []whatsapp.Reading{
			{Line: 2, Raw: "03/04/2024, 10:01", Dates: map[whatsapp.DateOrder]domain.Date{"DMY": "2024-04-03", "MDY": "2024-03-04"}},
			{Line: 4, Raw: "05/04/2024, 10:03", Dates: map[whatsapp.DateOrder]domain.Date{"DMY": "2024-04-05", "MDY": "2024-05-04"}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want := `line 2, "03/04/2024, 10:01", is 2024-04-03 (DMY) or 2024-03-04 (MDY)`; !strings.Contains(got.Error(), want) {
		t.Errorf("the error says %q", got)
	}
}

func TestTwoDigitYearFirst(t *testing.T) {
	t.Parallel()
	_, err := survey("13-01-23 10:00 - Ann: hi\n", whatsapp.Options{})
	var ambiguous *whatsapp.AmbiguousDatesError
	if !errors.As(err, &ambiguous) || len(ambiguous.Orders) != 2 || ambiguous.Readings[0].Dates["YMD"] != "2013-01-23" {
		t.Errorf("survey says %v", err)
	}
}

func TestWrongDates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		dates []string
		given whatsapp.DateOrder
		want  whatsapp.WrongDatesError
	}{
		{"impossible", []string{"02/03/2024", "13/03/2024", "14/03/2024"}, whatsapp.MDY,
			whatsapp.WrongDatesError{Given: whatsapp.MDY, Line: 2, Raw: "13/03/2024, 10:01", Count: 2}},
		{"form", []string{"2024/03/04"}, whatsapp.DMY, whatsapp.WrongDatesError{Given: whatsapp.DMY}},
		{"not an order", []string{"02/03/2024", "13/03/2024"}, "YDM", whatsapp.WrongDatesError{Given: "YDM"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := survey(android(tt.dates...), whatsapp.Options{Order: tt.given})
			var got *whatsapp.WrongDatesError
			if !errors.As(err, &got) {
				t.Fatalf("survey says %v", err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDayPeriods(t *testing.T) {
	t.Parallel()
	const chat = "13/03/2024, 9:00 zrana - Ann: hi\n13/03/2024, 3:00 vecer - Bo: ho\n"
	_, err := survey(chat, whatsapp.Options{})
	var unknown *whatsapp.UnknownDayPeriodError
	if !errors.As(err, &unknown) || !cmp.Equal(unknown.Words, []string{"zrana", "vecer"}) || unknown.Line != 1 {
		t.Fatalf("survey says %v", err)
	}
	_, messages, _ := read(t, chat, whatsapp.Options{Periods: map[string]whatsapp.DayPeriod{"zrana": whatsapp.AM, "vecer": whatsapp.PM}})
	if messages[0].SentLocal != "2024-03-13T09:00:00" || messages[1].SentLocal != "2024-03-13T15:00:00" {
		t.Errorf("read %s and %s", messages[0].SentLocal, messages[1].SentLocal)
	}
}

// TestPastedPeriod: a line with an unknown word at its time does not stop a file whose other words are known.
func TestPastedPeriod(t *testing.T) {
	t.Parallel()
	c, messages, tally := read(t, "13/03/2024, 9:00 AM - Ann: hi\n13/03/2024, 3:00 vecer - Bo: ho\n", whatsapp.Options{})
	if c.Messages != 1 || messages[0].Body != "hi\n13/03/2024, 3:00 vecer - Bo: ho" || tally.Issues[0].Code != whatsapp.OtherFormHeader {
		t.Errorf("read %+v, %+v", messages, tally)
	}
}

func TestUnknownCalendar(t *testing.T) {
	t.Parallel()
	_, err := survey("[3/9/1443 AH, 14:56:01] A: b\n", whatsapp.Options{})
	var unknown *whatsapp.UnknownCalendarError
	if !errors.As(err, &unknown) || unknown.Raw != "3/9/1443 AH, 14:56:01" {
		t.Errorf("survey says %v", err)
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	tests := []struct {
		zone, clock string
		instants    int
		utc         string
	}{
		{"Europe/London", "2024-01-15T12:00:00", 1, "2024-01-15T12:00:00Z"},
		{"Europe/London", "2024-07-15T12:00:00", 1, "2024-07-15T11:00:00Z"},
		{"Europe/London", "2024-03-31T00:59:59", 1, "2024-03-31T00:59:59Z"},
		{"Europe/London", "2024-03-31T01:00:00", 0, ""},
		{"Europe/London", "2024-03-31T01:59:59", 0, ""},
		{"Europe/London", "2024-03-31T02:00:00", 1, "2024-03-31T01:00:00Z"},
		{"Europe/London", "2024-10-27T00:59:59", 1, "2024-10-26T23:59:59Z"},
		{"Europe/London", "2024-10-27T01:00:00", 2, ""},
		{"Europe/London", "2024-10-27T01:59:59", 2, ""},
		{"Europe/London", "2024-10-27T02:00:00", 1, "2024-10-27T02:00:00Z"},
		{"Australia/Lord_Howe", "2024-04-07T01:45:00", 2, ""}, // half an hour
		{"Pacific/Apia", "2011-12-30T12:00:00", 0, ""},        // a day left out
		{"Asia/Kathmandu", "2024-01-01T00:00:00", 1, "2023-12-31T18:15:00Z"},
		{"UTC", "2024-01-01T00:00:00", 1, "2024-01-01T00:00:00Z"},
	}
	for _, tt := range tests {
		clock, err := time.Parse("2006-01-02T15:04:05", tt.clock)
		if err != nil {
			t.Fatal(err)
		}
		n, at, err := whatsapp.UTC(tt.zone, clock)
		if err != nil || n != tt.instants || n == 1 && at.Format(time.RFC3339) != tt.utc {
			t.Errorf("%s in %s: %d instants, %s, %v", tt.clock, tt.zone, n, at.Format(time.RFC3339), err)
		}
	}
	for _, name := range []string{"Local", "Mars/Olympus", "../../etc/passwd", "/etc/passwd"} {
		_, _, err := whatsapp.UTC(name, received)
		var unknown *whatsapp.UnknownZoneError
		if !errors.As(err, &unknown) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestZoneInChat(t *testing.T) {
	t.Parallel()
	chat := "27/10/2024, 00:30 - Ann: a\n27/10/2024, 01:30 - Ann: b\n27/10/2024, 03:30 - Ann: c\n31/03/2025, 12:00 - Ann: d\n30/03/2025, 01:30 - Ann: e\n"
	_, messages, tally := read(t, chat, whatsapp.Options{Zone: "Europe/London"})
	var got []string
	for _, m := range messages {
		sent := "none"
		if m.Sent != nil {
			sent = m.Sent.Format(time.RFC3339)
		}
		got = append(got, m.TZBasis+" "+sent)
	}
	want := []string{"OPERATOR_SUPPLIED 2024-10-26T23:30:00Z", "OPERATOR_SUPPLIED none", "OPERATOR_SUPPLIED 2024-10-27T03:30:00Z",
		"OPERATOR_SUPPLIED 2025-03-31T11:00:00Z", "OPERATOR_SUPPLIED none"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	codes := map[string]string{}
	for _, i := range tally.Issues {
		codes[i.Code] = i.First
	}
	if codes[whatsapp.ClockPutBack] != "line 2" || codes[whatsapp.ClockPutForward] != "line 5" {
		t.Errorf("issues: %v", codes)
	}
	_, messages, _ = read(t, chat, whatsapp.Options{})
	if messages[0].Sent != nil || messages[0].TZBasis != "UNKNOWN" {
		t.Errorf("without a zone an instant was given: %+v", messages[0])
	}
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	for d := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 10_000; d = d.AddDate(0, 0, 97) {
		n := whatsapp.DayNumber(d.Year(), int(d.Month()), d.Day())
		if want := d.Unix() / 86400; d.Unix()%86400 != 0 || n != want {
			t.Fatalf("%s is day %d, want %d", d.Format(time.DateOnly), n, want)
		}
		if got := whatsapp.DayText(n); got != d.Format(time.DateOnly) {
			t.Fatalf("day %d is %s, want %s", n, got, d.Format(time.DateOnly))
		}
	}
}
