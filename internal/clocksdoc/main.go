// Command clocksdoc writes docs/clocks.md: every statutory period the ledger runs, how long it is, where that stands, and whether it was
// read there or is recalled.
//
// It reads the tables themselves, so the page cannot name a period that does not exist. It is run by `make generate` from the root of the
// project.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/calendar"
	"github.com/probity-ledger/probity/domain/clock"
)

// page is the file the periods are written to, below the root of the project.
const page = "docs/clocks.md"

func main() {
	if err := os.WriteFile(page, text(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "clocksdoc:", err)
		os.Exit(1)
	}
}

func text() []byte {
	var out bytes.Buffer
	table, days := clock.Rules(), calendar.EnglandAndWales()
	fmt.Fprintf(&out, "<!-- Written by `make generate` from the tables of domain/clock and domain/calendar. Do not edit. -->\n\n# Statutory periods\n\n"+
		"Table `%s`, calendar `%s`. Every period that starts stores both versions with the day it ends on.\n\n"+
		"**Confirmed** says that the length was read in primary text. Where it says *recalled*, it must be checked before anybody relies on it.\n\n"+
		"A duty that is not done in time is breached, which blocks nothing: what is done late is still done. A right that is not used lapses. Both "+
		"end with the end of\nthe day, in England and Wales. Amber and red are how many days before the end somebody should look, and must.\n\n", table.Version, days.Version())
	fmt.Fprint(&out, "| # | period | kind | what | length | whose | extended by | by agreement | amber, red | source | confirmed |\n"+
		"|---|---|---|---|---|---|---|---|---|---|---|\n")
	for n := 1; n <= len(table.Rows); n++ {
		for _, r := range table.Rows {
			if r.Number == n {
				fmt.Fprintln(&out, row(r))
			}
		}
	}
	fmt.Fprint(&out, "\n## Holidays\n\nA working day is any day but a Saturday, a Sunday and a bank or public holiday in England and Wales. The holidays of "+
		"every year come from\n`github.com/rickar/cal/v2`; these days are our own:\n\n| day | what | source |\n|---|---|---|\n")
	for _, r := range calendar.Proclaimed() {
		what := r.Name
		if r.Working {
			what += " (a working day)"
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", r.Day, what, r.Source)
	}
	return out.Bytes()
}

func row(r clock.Rule) string {
	id := "`" + string(r.ID) + "`"
	for _, more := range []string{r.Variant, r.From} {
		if more != "" {
			id += " (" + more + ")"
		}
	}
	return fmt.Sprintf("| %d | %s | %s | %s | %s | %s | %s | %s | %d, %d | %s | %s |", r.Number, id, r.Kind, r.Says, length(r), r.Owner,
		roles(r.ExtendBy), yes(r.Shorten, "shortened", ""), r.Amber, r.Red, r.Source, yes(r.Confirmed, "yes", "recalled"))
}

func length(r clock.Rule) string {
	unit := map[clock.Unit]string{clock.CalendarDays: "days", clock.WorkingDays: "working days", clock.Months: "months", clock.Years: "years"}[r.Unit]
	first := map[clock.Counting]string{clock.DayAfter: "beginning with the day after", clock.DayCounts: "beginning with the day itself",
		clock.NextWorking: "beginning with the next working day", clock.CountedBack: "counted back"}[r.First]
	said := fmt.Sprintf("%d %s, %s", r.Length, unit, first)
	if r.Earliest > 0 {
		said += fmt.Sprintf("; not before %d", r.Earliest)
	}
	return said
}

func roles(all []domain.Role) string {
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

func yes(is bool, then, otherwise string) string {
	if is {
		return then
	}
	return otherwise
}
