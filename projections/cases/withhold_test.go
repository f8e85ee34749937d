package cases_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// A joint investigation is told to those who see the matter at its other end, in the case, in lists, as of another time and on the timeline.
func TestCombinations_tell_of_no_hidden_matter(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	a, b := viewtest.Tell(log, 1, "northmoor"), viewtest.Tell(log, 2, "northmoor")
	a.Assign(log, "one")
	a.Assign(log, "both")
	b.Assign(log, "both")
	for _, e := range []misconduct.Event{misconduct.InvestigationsCombined{With: b.Matter, Leads: true, Dated: on("2025-07-01")},
		misconduct.InvestigationSplit{From: b.Matter, Reason: "no longer one", Dated: on("2025-08-01")}} {
		log.Add("misconduct-"+string(a.Matter), wire.Metadata{Actor: "kl.marsh"}, e)
	}
	q := open(t, log)
	for actor, shown := range map[domain.ActorID]int{"one": 0, "both": 1} {
		v := projections.Viewer{Actor: actor, Role: domain.CaseOfficer, Force: "northmoor", At: viewtest.Epoch}
		c, err := q.Get(t.Context(), v, a.Matter)
		then, err2 := q.AsAt(t.Context(), v, a.Matter, cases.Moment{})
		if err != nil || err2 != nil || len(c.Combinations) != shown || len(then.Combinations) != shown {
			t.Errorf("%s: %+v, then %+v, %v, %v", actor, c.Combinations, then.Combinations, err, err2)
		}
		if shown == 1 && (c.Combinations[0].Split == nil || !c.Combinations[0].Leads) {
			t.Errorf("the joint investigation is %+v", c.Combinations[0])
		}
		page, err := q.List(t.Context(), v, cases.Filter{Text: "0001"}, projections.Page{})
		if err != nil || len(page.Items) != 1 || len(page.Items[0].Combinations) != shown {
			t.Errorf("%s: %d in the list, %v", actor, len(page.Items), err)
		}
		entries, err := q.Timeline(t.Context(), v, a.Matter, cases.TimelineQuery{NewestFirst: true}, projections.Page{First: 2})
		if told := err == nil && entries.Items[0].Type == "misconduct.investigation_split.v1"; told != (shown == 1) {
			t.Errorf("%s: the timeline ends with %s, %v", actor, entries.Items[0].Type, err)
		}
	}
}

// Where it is withheld who reported a matter, the people who are kept informed have no names either, nor what was put right about it.
func TestWithhold_hides_a_reporter_wherever_they_may_stand(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Note(log, caseaccess.NameSuppressed{Suppression: "1", Kind: caseaccess.WhistleBlower, Scope: caseaccess.FromReaders, OrderedBy: "IOPC"})
	for _, e := range []misconduct.Event{misconduct.InterestedPersonNamed{Person: "p", Name: "Orla Fenwick", Contact: "at home"},
		misconduct.MatterCorrected{Field: misconduct.FieldReportedBy, Was: "a colleague", Is: "Orla Fenwick", Dated: on("2025-07-01")}} {
		log.Add("misconduct-"+string(story.Matter), wire.Metadata{Actor: "kl.marsh"}, e)
	}
	c, err := open(t, log).Get(t.Context(), viewer, story.Matter)
	if err != nil || !c.NameWithheld || c.ReportedBy != "" || c.Persons[0].Name+c.Persons[0].Contact != "" || c.Persons[0].Person != "p" {
		t.Errorf("%q, %+v, %v", c.ReportedBy, c.Persons, err)
	}
	if put := c.Corrections[0]; put.Was+put.Is != "" {
		t.Errorf("the correction is %+v", put)
	}
}
