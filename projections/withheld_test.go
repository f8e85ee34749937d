package projections_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// plant tells a story in which the officer concerned is named wherever something can be written.
func plant(log *viewtest.Log) viewtest.Story {
	s := viewtest.Tell(log, 1, "northmoor")
	meta := wire.Metadata{Actor: "kl.marsh", Role: domain.CaseOfficer, Force: "northmoor", OccurredAt: viewtest.Epoch}
	add := func(category, id string, events ...any) {
		for _, e := range events {
			log.Add(wire.Stream(category, id), meta, e)
		}
	}
	const name = "Ludmila Vorontsova"
	add("officer", string(s.Concerned), officer.Registered{Person: officer.Person{Name: name, CollarNumber: "8841QX"}, Force: "northmoor",
		Kind: officer.PoliceOfficer, Rank: officer.Constable, Unit: "Vorontsova's team", From: "2019-02-01"})
	add("misconduct", string(s.Matter),
		misconduct.MatterReceived{Reference: "NMP/2025/0001", Operation: "Vorontsova", Force: "northmoor", CameToAttentionOn: "2025-06-03",
			Summary: "about PC VORONTSOVA", ReportedBy: "the sister of L. Vorontsova"},
		misconduct.AllegationAdded{Allegation: "a-9", Officers: []domain.OfficerID{s.Concerned}, Standards: []int{1}, CodeSet: "iopc-2021", Category: "F", Text: name + " did it"},
		misconduct.DecisionRecorded{Decision: "d-9", Subject: "POLICY", Officer: s.Concerned, Text: "8841QX is told", Reasons: "Vorontsova asked", DecidedBy: domain.CaseOfficer, On: "2025-12-02"},
		misconduct.ExhibitRegistered{Exhibit: "VOR/1", Description: "the notebook of " + name})
	add("device", string(s.Phone), device.Transferred{From: "KLM", To: "PC Vorontsova 8841QX", Purpose: "shown to Ludmila Vorontsova", At: viewtest.Epoch},
		device.ContinuityDiscrepancyRaised{Number: 2, Kind: device.SealMismatch, Expected: "PC Vorontsova", Found: "nobody", At: viewtest.Epoch})
	add("extraction", string(s.Extraction), extraction.MessagesRecorded{Source: s.Source, Batch: 2, Content: extraction.Content{
		Threads: []extraction.Thread{{Key: "g9", Platform: "WHATSAPP", Title: "Friends of Vorontsova", Kind: "GROUP"}},
		Messages: []extraction.Message{{
			ID: "50000000-0000-4000-8000-000000009999", Locator: "line 9", Thread: "g9", Sender: name, Kind: extraction.Text, Body: "vorontsova deleted the photos",
			BodyState: extraction.BodyPresent, SentRaw: "03/06/2025, 10:00", SentLocal: "2025-06-03T10:00:00", TZBasis: "UNKNOWN",
			Attachments: []extraction.Attachment{{Name: "vorontsova.jpg", MIME: "image/jpeg", State: extraction.Omitted}},
		}},
	}})
	return s
}

// byName are questions that look for the planted name.
func (d desk) byName() map[string]question {
	s, page, in := d.story, projections.Page{}, messages.Filter{Matter: d.story.Matter}
	type ctx = context.Context
	type who = projections.Viewer
	planted := domain.MessageID("50000000-0000-4000-8000-000000009999")
	sent := in
	sent.Sender = "Ludmila Vorontsova"
	return map[string]question{
		"the register by a part of it": ask(func(c ctx, v who) (any, error) {
			r, err := d.officers.List(c, v, officers.Filter{Text: "oront"}, page)
			return r.Items, err
		}),
		"the register by number": ask(func(c ctx, v who) (any, error) { return d.officers.ByCollar(c, v, s.Force, "8841QX") }),
		"devices by holder": ask(func(c ctx, v who) (any, error) {
			r, err := d.custody.Devices(c, v, custody.DeviceFilter{Holder: "PC Vorontsova 8841QX"}, page)
			return r.Items, err
		}),
		"messages by sender": ask(func(c ctx, v who) (any, error) { r, err := d.messages.Messages(c, v, sent, page); return r.Items, err }),
		"their number":       ask(func(c ctx, v who) (any, error) { return d.messages.Count(c, v, sent) }),
		"a search": ask(func(c ctx, v who) (any, error) {
			r, err := d.messages.Search(c, v, in, "vorontsov*", messages.Newest, page)
			return r.Items, err
		}),
		"a search for what stands beside it": ask(func(c ctx, v who) (any, error) {
			r, err := d.messages.Search(c, v, in, `"deleted the photos"`, messages.Relevance, page)
			return r.Items, err
		}),
		"the number of hits": ask(func(c ctx, v who) (any, error) { return d.messages.SearchCount(c, v, in, "vorontsova OR Ludmila") }),
		"the message":        ask(func(c ctx, v who) (any, error) { return d.messages.Message(c, v, planted) }),
		"its copies":         ask(func(c ctx, v who) (any, error) { return d.messages.Observations(c, v, planted) }),
		"its files":          ask(func(c ctx, v who) (any, error) { return d.messages.Attachments(c, v, planted) }),
	}
}

// named lists the questions whose answers hold the planted name.
func named(t *testing.T, d desk, v projections.Viewer) map[string]bool {
	t.Helper()
	all := map[string]question{}
	for name, q := range d.questions() {
		all[name] = q
	}
	for name, q := range d.byName() {
		all[name] = q
	}
	found := map[string]bool{}
	for name, q := range all {
		answer, err := q(t.Context(), v)
		raw, broken := json.Marshal(answer)
		if broken != nil {
			t.Fatal(broken)
		}
		text := strings.ToLower(string(raw))
		if err != nil {
			text += strings.ToLower(err.Error())
		}
		if strings.Contains(text, "vorontsova") || strings.Contains(text, "8841qx") || strings.Contains(text, "ludmila") {
			found[name] = true
		}
	}
	return found
}

func TestWithheld_names_stand_in_no_answer(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := plant(log)
	story.Refer(log)
	until := viewtest.Epoch.Add(time.Hour)
	story.Note(log,
		caseaccess.NameSuppressed{Suppression: "1", Kind: caseaccess.OfficerNamed, Officer: story.Concerned, Scope: caseaccess.FromReaders, OrderedBy: "chair of the hearing", Until: until},
		caseaccess.ClearanceProposed{Proposal: "p", Actor: "cleared", For: caseaccess.Identities, Reason: "r", By: "psd.lead"},
		caseaccess.ClearanceGiven{Proposal: "p"})
	d := openDesk(t, log, story)
	before, after := viewtest.Epoch, until
	force := func(actor domain.ActorID, role domain.Role, at time.Time) projections.Viewer {
		return projections.Viewer{Actor: actor, Role: role, Force: "northmoor", At: at}
	}
	for who, v := range map[string]projections.Viewer{
		"the investigator":           force("kl.marsh", domain.CaseOfficer, before),
		"a supervisor":               force("psd.lead", domain.PSDSupervisor, before),
		"the authority":              force("aa", domain.AppropriateAuthority, before),
		"the IOPC":                   {Actor: "w", Role: domain.IOPCReader, At: before},
		"one who is not judged":      {Actor: "psd.lead", Role: domain.PSDSupervisor, Force: "northmoor"},
		"an analyst":                 force("an", domain.CaseAnalyst, before),
		"somebody who is not on it":  force("other", domain.ExhibitsOfficer, before),
		"a supervisor far elsewhere": {Actor: "e", Role: domain.PSDSupervisor, Force: "eastvale", At: before},
	} {
		if found := named(t, d, v); len(found) > 0 {
			t.Errorf("%s finds the name in %v", who, found)
		}
	}
	for who, v := range map[string]projections.Viewer{
		"the one who is cleared": force("cleared", domain.PSDSupervisor, before),
		"everybody afterwards":   force("psd.lead", domain.PSDSupervisor, after),
	} {
		if found := named(t, d, v); len(found) < 20 || !found["a search"] || !found["the register by number"] {
			t.Errorf("%s finds the name only in %v", who, found)
		}
	}
	m, err := d.cases.Get(t.Context(), force("psd.lead", domain.PSDSupervisor, before), story.Matter)
	if err != nil || !m.NameWithheld || m.Summary != "about PC [withheld]" || m.Operation != "" {
		t.Errorf("the case is marked %v: %q %q, %v", m.NameWithheld, m.Summary, m.Operation, err)
	}
}

// By PUBLICATION a name is withheld from everybody outside the force and the IOPC, and from nobody inside.
func TestWithheld_from_publication(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := plant(log)
	story.Refer(log)
	story.Note(log, caseaccess.NameSuppressed{Suppression: "1", Kind: caseaccess.OfficerNamed, Officer: story.Concerned, Scope: caseaccess.FromPublication, OrderedBy: "panel"})
	// The same officer stands in a matter of another force too.
	other := viewtest.Tell(log, 2, "eastvale")
	log.Add(wire.Stream("misconduct", string(other.Matter)), wire.Metadata{}, misconduct.AllegationAdded{
		Allegation: "x", Officers: []domain.OfficerID{other.Concerned}, Text: "with Vorontsova of another force",
	})
	r := viewtest.Open(t, log, everyProjection()...)
	for _, test := range []struct {
		who    string
		viewer projections.Viewer
		matter domain.MatterID
		shown  bool
	}{
		{"the force", supervisor("northmoor"), story.Matter, true},
		{"the IOPC", projections.Viewer{Actor: "w", Role: domain.IOPCReader}, story.Matter, true},
		{"another force", supervisor("eastvale"), other.Matter, false},
	} {
		m, err := caseQueries(r, log).Get(t.Context(), test.viewer, test.matter)
		raw, _ := json.Marshal(m)
		if err != nil || strings.Contains(string(raw), "Vorontsova") != test.shown {
			t.Errorf("%s: shown %v, %v", test.who, !test.shown, err)
		}
	}
}

// Who reported a matter is withheld as an answer, not as a word: it may be no name at all.
func TestWithheld_whistleblower(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Note(log, caseaccess.NameSuppressed{Suppression: "1", Kind: caseaccess.WhistleBlower, Scope: caseaccess.FromReaders, OrderedBy: "IOPC"},
		caseaccess.ClearanceProposed{Proposal: "p", Actor: "cleared", For: caseaccess.Identities, Reason: "r", By: "psd.lead"},
		caseaccess.ClearanceGiven{Proposal: "p"})
	q := caseQueries(viewtest.Open(t, log, everyProjection()...), log)
	for actor, shown := range map[domain.ActorID]bool{"psd.lead": false, "cleared": true} {
		m, err := q.Get(t.Context(), projections.Viewer{Actor: actor, Role: domain.PSDSupervisor, Force: "northmoor"}, story.Matter)
		if err != nil || (m.ReportedBy != "") != shown || m.NameWithheld == shown {
			t.Errorf("%s: reported by %q, withheld %v, %v", actor, m.ReportedBy, m.NameWithheld, err)
		}
	}
}

// A clearance for a compartment shows the matter; who reported it is for those who work on it.
func TestWithheld_reporter_of_a_compartment(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story := viewtest.Tell(log, 1, "northmoor")
	story.Note(log, caseaccess.Restricted{Reason: "r", By: "covert"}, caseaccess.ClearanceProposed{Proposal: "p", Actor: "covert-2", For: caseaccess.Compartment, Reason: "r", By: "covert"},
		caseaccess.ClearanceGiven{Proposal: "p"}, caseaccess.Assigned{Actor: "covert-2", Capacity: domain.AntiCorruption, Reason: "r"})
	q := caseQueries(viewtest.Open(t, log, everyProjection()...), log)
	for actor, shown := range map[domain.ActorID]bool{"covert": false, "covert-2": true} {
		m, err := q.Get(t.Context(), projections.Viewer{Actor: actor, Role: domain.AntiCorruption, Force: "northmoor"}, story.Matter)
		if err != nil || m.Summary == "" || (m.ReportedBy != "") != shown || m.NameWithheld == shown {
			t.Errorf("%s: reported by %q, withheld %v, %v", actor, m.ReportedBy, m.NameWithheld, err)
		}
	}
}
