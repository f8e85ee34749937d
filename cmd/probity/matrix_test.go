package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/audience"
)

// The matrix: everything that can be asked and commanded, by somebody in each role, about a matter to which they stand in each relation,
// through the whole program over HTTP. What must come out is computed from the access rules and from what the story says happened, never
// from the read models that are tested.
func TestMatrix(t *testing.T) {
	if underRace {
		t.Skip("a thousand requests one after the other have no races to show; make test and make access-check play it")
	}
	t.Parallel()
	w := buildWorld(t)
	t.Run("questions", w.testQuestions)
	t.Run("counts", w.testCounts)
	t.Run("receipts", w.testReceipts)
	t.Run("streams", w.testStreams)
	t.Run("links", w.testLinks)
	t.Run("commands", w.testCommands)
	if len(w.ears.faults) > 0 {
		t.Errorf("%d faults of the works, such as %s", len(w.ears.faults), w.ears.faults[0])
	}
	if wholeMatrix() {
		w.testPage(t)
	}
}

// schemas cuts the schema for each audience.
func schemas(t testing.TB) map[string]*ast.Schema {
	t.Helper()
	all := map[string]*ast.Schema{}
	for _, who := range audience.All() {
		s, err := audience.Cut(graph.Schema(), who)
		if err != nil {
			t.Fatal(err)
		}
		all[who] = s
	}
	return all
}

func (w *world) testQuestions(t *testing.T) {
	for who, s := range w.schemas {
		asked, fields := w.documents(t, s)
		t.Logf("%s: %d documents, %d fields", who, len(asked), len(fields))
		for i, d := range asked {
			d.number = i
			t.Run(who+"/"+d.root+"/"+strings.Join(d.names, "+"), func(t *testing.T) {
				t.Parallel()
				w.testDocument(t, who, d)
			})
		}
	}
}

// testDocument asks one document about every matter as every player of an audience.
func (w *world) testDocument(t *testing.T, who string, d *document) {
	absent := map[*player]string{} // what is answered about what does not exist
	for _, m := range w.matters {
		reference := w.askAt("/graphql", w.references[m.force], d.text, d.variables(m))
		if reference.code() != "" {
			t.Fatalf("%s\n%s", d.text, reference.raw)
		}
		for _, p := range w.players {
			if audience.Of(p.who.Role) != who || !w.turn(p, m, d.number) {
				continue
			}
			if _, known := absent[p]; !known {
				absent[p] = w.ask(p, d.text, d.variables(w.ghost())).raw
			}
			w.compare(t, p, m, d, reference, absent[p])
		}
		if !d.of {
			return // the same answer for every matter
		}
	}
}

// compare asks as one player and holds the answer against the reference. What is hidden is answered like what does not exist.
func (w *world) compare(t *testing.T, p *player, m *matter, d *document, reference response, absent string) {
	got := w.ask(p, d.text, d.variables(m))
	if got.code() != "" {
		t.Errorf("%s, %s: %s\n%s", p.name, m.name, got.raw, d.text)
		return
	}
	c := &comparison{w: w, whole: w.whole, p: p}
	if p.who.Role == domain.AccessAdministrator && p.who.Force == "" { // what they see no supervisor of a force does, but another of them
		reference = w.askAt("/graphql", w.token(access.Principal{Actor: "admin||2", Role: p.who.Role}), d.text, d.variables(m))
	}
	w.tally.asked(d.root, d.top.size(), p, m)
	if d.top != nil {
		c.value(d.top, reference.Data[d.root], got.Data[d.root], m, d.root)
	}
	if len(c.wrong) > 0 {
		t.Errorf("%s, %s: %d differences, such as\n\t%s", p.name, m.name, len(c.wrong), strings.Join(c.wrong[:min(3, len(c.wrong))], "\n\t"))
	}
	if leaks := w.leaks(p, got.raw); len(leaks) > 0 {
		t.Errorf("LEAK: %s, %s: the answer holds %v\n%s", p.name, m.name, leaks, d.text)
	}
	if d.of && nothing(got.Data[d.root]) && got.raw != absent {
		t.Errorf("%s, %s: hidden is answered %s, and what does not exist %s", p.name, m.name, got.raw, absent)
	}
}

// turn says whether something is tried now. A run without more takes every thirteenth combination, so that still everything is asked, by each
// role, in each relation, though not each by each in each; `make access` takes all.
func (w *world) turn(p *player, m *matter, number int) bool {
	return wholeMatrix() || (slices.Index(w.players, p)+slices.Index(w.matters, m)+number)%13 == 0
}

// ghost is a matter that does not exist.
func (w *world) ghost() *matter {
	id := uuid.NewString
	m := &matter{relation: relation{name: "no such matter", force: home}, marker: "Nowhere", person: "Nobody", collar: "0000NM", reference: "NMP/1999/0001",
		conversation: id(), exhibit: "ZZ/1", upload: domain.SHA256(strings.Repeat("0", 64))}
	m.id, m.officer, m.device, m.extraction = domain.MatterID(id()), domain.OfficerID(id()), domain.DeviceID(id()), domain.ExtractionID(id())
	m.actor = "nobody|at all"
	m.place = misconduct.MessageRef{Message: domain.MessageID(id())}
	return m
}
