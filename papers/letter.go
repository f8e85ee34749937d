package papers

import (
	"fmt"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// letter is what a template is filled with: words only, each as it will be read.
type letter struct {
	Title, Document, Template string
	Date, Reference, Force    string
	Rule, Regime              string
	To                        []string // lines of the addressee
	Officer                   person   // whom it is about; of a withheld name nothing but "the officer concerned"
	Acting                    string   // the investigator or reviewer
	Allegations               []allegation
	Severity, LikelyForm      string
	Terms                     []string
	CameToAttention           string
	Duty                      duty
	Review                    review
	Case                      caseToAnswer
	Panel                     []seat
	Hearing                   sitting
	Outcome                   outcome
	Enclosed                  []string
	Periods                   []period
	Text, NextSteps           []string
	ExpectedBy                string
	About, ReviewBody         string
	Restrictions              []restriction
}

type allegation struct {
	Number    int
	Text      []string
	Standards []string
	When      string
	Finding   string
}

type (
	duty struct {
		On, Reason, Redeployment string
		Oral                     bool
		Conditions               []string
	}
	review struct {
		On, Reason string
		Met        bool
	}
	caseToAnswer struct{ Level, Form, On string }
	seat         struct{ Name, Capacity string }
	sitting      struct {
		On, Venue string
		Public    bool
	}
	outcome struct {
		Action, On, ToRank string
		Months             int
		Reasons            []string
		Meeting            bool
	}
	restriction struct{ Terms, On, Until string }
)

// period is a time within which somebody may or must act, as the letter tells it.
type period struct {
	Says      string
	NotBefore string // "" where it may be done at once
	Until     string // the last day in time
	Source    string
}

// write fills the letter. What it says was checked before.
func (f *filling) write(periods []period) letter {
	m, c := f.facts, f.course()
	l := letter{Title: f.template.Title, Document: f.document, Template: f.template.ID(), Date: longDate(f.On), Reference: m.received.Reference,
		Force: title(m.received.Force), Rule: f.template.rule(m.part3()), Regime: regime(m.state.Regime), To: f.addressee(), Officer: f.shown(),
		Acting: f.acting, Allegations: f.alleged(), Severity: say(c.severity.Severity), LikelyForm: say(c.severity.LikelyForm),
		Terms: paragraphs(m.terms.Text), CameToAttention: longDate(m.received.CameToAttentionOn), Periods: periods,
		Text: paragraphs(f.Text), NextSteps: paragraphs(f.NextSteps), About: say(f.About), ReviewBody: say(f.ReviewBody)}
	if f.ExpectedBy != "" {
		l.ExpectedBy = longDate(f.ExpectedBy)
	}
	l.Duty = duty{On: longDate(c.duty.On), Reason: say(c.duty.ReasonCode), Redeployment: c.duty.Redeployment, Oral: c.duty.Oral, Conditions: c.duty.Conditions}
	l.Review = review{On: longDate(c.review.On), Reason: c.review.Reason, Met: c.review.ConditionsMet}
	l.Case = caseToAnswer{Level: say(c.determined.Finding), Form: say(c.determined.Route), On: longDate(c.determined.On)}
	l.Outcome = outcome{Action: say(c.outcome.Action), On: longDate(c.outcome.On), ToRank: title(c.outcome.ToRank), Months: c.outcome.Months,
		Reasons: paragraphs(c.outcome.Reasons), Meeting: m.state.Officers[f.Officer].ReferredTo == misconduct.Meeting}
	f.seat(&l)
	f.restrict(&l)
	for _, id := range f.Documents {
		l.Enclosed = append(l.Enclosed, m.documents[id].Title)
	}
	return l
}

// seat fills in who conducts the proceedings, and when.
func (f *filling) seat(l *letter) {
	c := f.course()
	for _, p := range c.panel.Members {
		l.Panel = append(l.Panel, seat{Name: strings.TrimSpace(title(p.Rank) + " " + p.Person), Capacity: say(p.Capacity)})
	}
	if c.hearing.FirstDay != "" {
		l.Hearing = sitting{On: longDate(c.hearing.FirstDay), Venue: c.hearing.Venue, Public: c.hearing.Public}
	}
}

func (f *filling) restrict(l *letter) {
	for _, r := range f.restrictions() {
		row := restriction{Terms: r.Terms, On: longDate(r.On)}
		if f.leavesForce() {
			row.Terms = "" // the terms may name what they withhold
		}
		if r.Until != "" {
			row.Until = longDate(r.Until)
		}
		l.Restrictions = append(l.Restrictions, row)
	}
}

// shown is the officer as this letter may name them.
func (f *filling) shown() person {
	if f.Officer == "" || (f.withheld && f.leavesForce()) {
		return person{Name: "the officer concerned"}
	}
	return f.officer
}

func (f *filling) addressee() []string {
	switch f.template.To {
	case ToPerson:
		p := f.facts.persons[f.Person]
		return append([]string{p.Name}, paragraphs(p.Contact)...)
	case ToBody:
		return []string{"The local policing body", "The Director General, Independent Office for Police Conduct"}
	case ToCollege:
		return []string{"The College of Policing"}
	}
	o := f.officer
	return []string{strings.TrimSpace(o.Rank + " " + o.CollarNumber + " " + o.Name)}
}

func (f *filling) alleged() []allegation {
	var out []allegation
	for i, a := range f.facts.against(f.Officer) {
		row := allegation{Number: i + 1, Text: paragraphs(a.Text), Standards: standards(a.Standards), When: span(a.ConductFrom, a.ConductTo)}
		for _, found := range f.course().findings {
			if f.template.found && found.Allegation == a.Allegation {
				row.Finding = say(found.Finding)
			}
		}
		out = append(out, row)
	}
	return out
}

// standards names them; a number that is none, from an older list, stays a number.
func standards(numbers []int) []string {
	names := misconduct.Standards()
	var out []string
	for _, n := range numbers {
		if n < 1 || n > len(names) {
			out = append(out, fmt.Sprintf("standard %d", n))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", n, names[n-1]))
	}
	return out
}

func span(from, to domain.Date) string {
	switch {
	case from != "" && to != "" && from != to:
		return "from " + longDate(from) + " to " + longDate(to)
	case from != "":
		return "on or from " + longDate(from)
	case to != "":
		return "until " + longDate(to)
	}
	return ""
}
