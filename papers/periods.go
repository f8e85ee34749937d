package papers

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// periods returns the times the letter tells, in the order of its template: those that run, and those that serving it on its day will
// start. They are counted by the very rules that will start them, so that the letter and the ledger never differ.
func (f *filling) periods() ([]period, error) {
	s, err := f.served()
	if err != nil {
		return nil, err
	}
	var out []period
	for _, rule := range f.template.periods {
		if c, ok := f.latest(s.Clocks, rule); ok {
			out = append(out, told(c))
		}
	}
	return out, nil
}

// served is the matter as it will be once the letter is served. A way of serving that the rules do not know is refused.
func (f *filling) served() (misconduct.State, error) {
	s := f.facts.state
	if f.template.causes == nil {
		return s, nil
	}
	var err error
	if f.service, err = s.Served(f.Method, f.On); err != nil {
		return s, err
	}
	day, err := time.Parse(time.DateOnly, string(f.On))
	if err != nil {
		return s, err
	}
	return misconduct.Foresee(s, f.template.causes(f), domain.Envelope{Now: day.Add(12 * time.Hour)})
}

// latest finds the period of a kind that was started last, among those that run and are about whom the letter is about.
func (f *filling) latest(all misconduct.Clocks, rule clock.RuleID) (found misconduct.Clock, ok bool) {
	for _, c := range all.All {
		mine := (c.Officer == "" || c.Officer == f.Officer) && (c.About == "" || f.Person == "" || c.About == f.Person)
		if c.Rule == rule && c.Running() && mine {
			found, ok = c, true
		}
	}
	return found, ok
}

// told puts a period into words.
func told(c misconduct.Clock) period {
	p := period{Says: string(c.Rule), Until: longDate(c.DueOn)}
	if r, known := clock.Rules().Find(c.Rule); known {
		first, size := utf8.DecodeRuneInString(r.Says)
		p.Says = string(unicode.ToUpper(first)) + r.Says[size:]
		p.Source, _, _ = strings.Cut(r.Source, ";") // what is said after it is for those who keep the table
	}
	if c.NotBefore != "" {
		p.NotBefore = longDate(c.NotBefore)
	}
	return p
}
