package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/graph/content"
)

// accessPage is where the matrix is printed, from this folder.
const accessPage = "../../docs/access.md"

// How the matrix is played, in the environment variable PROBITY_MATRIX: a part of it, all of it and the page compared, or the page written.
const (
	matrixVariable = "PROBITY_MATRIX"
	matrixWhole    = "whole"
	matrixWrite    = "write"
)

func wholeMatrix() bool { return os.Getenv(matrixVariable) != "" }

// testPage holds docs/access.md against what was just seen, or writes it.
func (w *world) testPage(t *testing.T) {
	if t.Failed() {
		t.Fatal("the page is only written of a matrix without differences")
	}
	page := w.page()
	if os.Getenv(matrixVariable) == matrixWrite {
		if err := os.WriteFile(filepath.FromSlash(accessPage), page, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	stored, err := os.ReadFile(filepath.FromSlash(accessPage))
	if err != nil || !bytes.Equal(stored, page) {
		t.Errorf("docs/access.md is not what the matrix gives (%v): run `make access` and look at what has changed", err)
	}
}

// page prints what was seen.
func (w *world) page() []byte {
	var b bytes.Buffer
	fmt.Fprint(&b, "<!-- Written by `make access` from a run of the matrix. Do not edit. -->\n\n# Who may see and do what\n\n"+
		"Everything that can be asked or commanded was tried by somebody in each role, about a matter to which they stand in each relation, through\n"+
		"the whole program over HTTP. What had to come out was computed from the access rules and from what the story says happened. A leak is any\n"+
		"planted word or id of a matter, any other count and any other answer than \"does not exist\" for somebody who may not see it.\n\n")
	fmt.Fprintf(&b, "| operations | types and fields | roles | relations | combinations tried | leaks |\n|---:|---:|---:|---:|---:|---:|\n| %d | %d | %d | %d | %d | 0 |\n\n",
		len(w.tally.operations), w.fieldCount(), len(w.players), len(w.matters), w.tally.combinations)
	w.pageAudiences(&b)
	w.pageReading(&b)
	w.pageOperations(&b)
	w.pageCommands(&b)
	pageRules(&b)
	return b.Bytes()
}

func (w *world) fieldCount() int {
	n := 0
	for _, def := range w.whole.Types {
		if def.Kind == ast.Object && !def.BuiltIn {
			n += len(def.Fields)
		}
	}
	return n
}

// letters are the contents in the table, in this order.
var letters = []struct {
	letter string
	what   access.Content
	says   string
}{
	{"C", access.CaseContent, "the case: people, decisions, clocks, timeline"}, {"D", access.CustodyContent, "devices, exhibits, seals, hand-overs"},
	{"E", access.EvidenceContent, "conversations and messages"}, {"I", access.IdentityContent, "who reported it, and withheld names"},
	{"R", access.RegisterContent, "the register's entry of the officer concerned"}, {"A", access.AccessContent, "who has access"},
	{"L", access.AccessLog, "who looked at it"},
}

func (w *world) pageReading(b *bytes.Buffer) {
	fmt.Fprint(b, "## What is shown\n\nEach letter is content that was seen; where a letter is missing, everything of it was hidden and answered as what does not exist. ")
	for i, l := range letters {
		fmt.Fprintf(b, "%s%s: %s", []string{"; ", ""}[btoi(i == 0)], l.letter, l.says)
	}
	fmt.Fprint(b, ".\n\n| role |")
	for _, m := range w.matters {
		fmt.Fprintf(b, " %s |", m.name)
	}
	fmt.Fprint(b, "\n|---|"+strings.Repeat("---|", len(w.matters))+"\n")
	for _, p := range w.players {
		fmt.Fprintf(b, "| %s |", p.name)
		for _, m := range w.matters {
			fmt.Fprintf(b, " %s |", lettersOf(w.tally.shown[p.name][m.name]))
		}
		fmt.Fprintln(b)
	}
	fmt.Fprint(b, "\nThe relations:\n\n")
	for _, m := range w.matters {
		fmt.Fprintf(b, "- **%s**: %s\n", m.name, m.means)
	}
	fmt.Fprint(b, "\nAnalysts and the local policing body see counts alone: small ones are suppressed, and matters that are restricted or concern themselves are not in them.\n\n")
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func lettersOf(contents []access.Content) string {
	text := ""
	for _, l := range letters {
		if slices.Contains(contents, l.what) {
			text += l.letter
		}
	}
	return text
}

// pageOperations lists what can be asked, and what it shows.
func (w *world) pageOperations(b *bytes.Buffer) {
	fmt.Fprint(b, "## What can be asked\n\n| question | shows | asked by |\n|---|---|---|\n")
	for _, root := range []*ast.Definition{w.whole.Query, w.whole.Subscription} {
		for _, f := range sorted(root.Fields) {
			what, err := content.Of(w.whole, root, f)
			if err != nil {
				w.t.Fatal(err)
			}
			var doors []string
			for _, who := range audience.All() {
				if s := w.schemas[who]; s.Types[root.Name] != nil && s.Types[root.Name].Fields.ForName(f.Name) != nil {
					doors = append(doors, strings.ToLower(who))
				}
			}
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.Name, what, strings.Join(doors, ", "))
		}
	}
	fmt.Fprint(b, "\nTypes by what they show:\n\n| content | types |\n|---|---|\n")
	types := map[access.Content][]string{}
	for _, name := range audience.Types(w.whole) {
		def := w.whole.Types[name]
		if def.Kind != ast.Object || def.Directives.ForName("content") == nil || strings.HasSuffix(name, "Payload") || strings.HasSuffix(name, "Edge") || strings.HasSuffix(name, "Connection") {
			continue
		}
		what, err := content.Of(w.whole, def, &ast.FieldDefinition{Name: "__typename", Type: ast.NamedType("String", nil)})
		if err != nil {
			w.t.Fatal(err)
		}
		types[what] = append(types[what], name)
	}
	for _, what := range slices.Sorted(maps.Keys(types)) {
		fmt.Fprintf(b, "| %s | %s |\n", what, strings.Join(types[what], ", "))
	}
	fmt.Fprintln(b)
}

func sorted(fields ast.FieldList) []*ast.FieldDefinition {
	own := slices.DeleteFunc(slices.Clone(fields), func(f *ast.FieldDefinition) bool { return strings.HasPrefix(f.Name, "__") })
	slices.SortFunc(own, func(x, y *ast.FieldDefinition) int { return strings.Compare(x.Name, y.Name) })
	return own
}

// pageCommands prints in which relations a command is allowed, for the roles that may give any.
func (w *world) pageCommands(b *bytes.Buffer) {
	var giving []string
	for _, p := range w.players {
		for _, row := range w.tally.given {
			if len(row[p.name]) > 0 && !slices.Contains(giving, p.name) {
				giving = append(giving, p.name)
			}
		}
	}
	fmt.Fprint(b, "## What can be commanded\n\nIn which relations the access rules let the command pass. \"all own\" is every matter of the force that is not hidden from the role in the\n"+
		"table above; the law's own rules come after. Every other role, and everybody of the IOPC, analysts and the local policing body, gives no command.\n\n| command |")
	for _, name := range giving {
		fmt.Fprintf(b, " %s |", name)
	}
	fmt.Fprint(b, "\n|---|"+strings.Repeat("---|", len(giving))+"\n")
	for _, command := range slices.Sorted(maps.Keys(w.tally.given)) {
		fmt.Fprintf(b, "| `%s` |", command)
		for _, name := range giving {
			fmt.Fprintf(b, " %s |", w.where(w.tally.given[command][name]))
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b)
}

// where names a set of relations shortly.
func (w *world) where(names []string) string {
	has := func(all ...string) bool {
		for _, n := range all {
			if !slices.Contains(names, n) {
				return false
			}
		}
		return len(all) == len(names)
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) == len(w.matters):
		return "everywhere"
	}
	for short, all := range w.sets() {
		if has(all...) {
			return short
		}
	}
	return strings.Join(names, ", ")
}

// sets are the sets of relations that have a name.
func (w *world) sets() map[string][]string {
	var own, ofForce []string
	for _, m := range w.matters {
		if m.force == home {
			ofForce = append(ofForce, m.name)
		}
		if m.force == home && !slices.Contains(m.facts.Conflicted, w.players[0].who.Actor) && !slices.Contains(m.facts.Concerned, w.players[0].who.Officer) &&
			!slices.Contains(m.facts.Linked, w.players[0].who.Officer) && (!m.facts.Restricted || slices.Contains(m.facts.Cleared, w.players[0].who.Actor)) {
			own = append(own, m.name)
		}
	}
	return map[string][]string{"all own": own, "own force": ofForce}
}

func pageRules(b *bytes.Buffer) {
	fmt.Fprint(b, "## The rules\n\nA prohibition beats every permission; what no rule allows is forbidden. The names stand in the metadata of every event.\n\n| prohibition | says |\n|---|---|\n")
	for _, p := range access.Prohibitions() {
		fmt.Fprintf(b, "| `%s` | %s |\n", p.Name, p.Text)
	}
	fmt.Fprint(b, "\n| permission to look | says |\n|---|---|\n")
	for _, p := range access.Permissions() {
		fmt.Fprintf(b, "| `%s` | %s |\n", p.Name, p.Text)
	}
	fmt.Fprint(b, "\n| permission to act | says |\n|---|---|\n")
	for _, r := range access.Table() {
		fmt.Fprintf(b, "| `%s` | %s |\n", r.Name, r.Text)
	}
}

// pageAudiences prints how the three schemas differ.
func (w *world) pageAudiences(b *bytes.Buffer) {
	fmt.Fprint(b, "## Three schemas\n\nEach role has one door. What is not for it does not exist there, also not in introspection. In full: [officers](schema/officers.graphqls),\n"+
		"[watchdog](schema/watchdog.graphqls), [analytics](schema/analytics.graphqls).\n\n| | officers `/graphql` | watchdog `/watchdog/graphql` | analytics `/analytics/graphql` |\n|---|---:|---:|---:|\n")
	row := func(what string, count func(*ast.Schema) int) {
		fmt.Fprintf(b, "| %s |", what)
		for _, who := range audience.All() {
			fmt.Fprintf(b, " %d |", count(w.schemas[who]))
		}
		fmt.Fprintln(b)
	}
	row("questions", func(s *ast.Schema) int { return len(sorted(s.Query.Fields)) })
	row("commands", func(s *ast.Schema) int { return fieldsOf(s.Mutation) })
	row("subscriptions", func(s *ast.Schema) int { return fieldsOf(s.Subscription) })
	row("types with fields", func(s *ast.Schema) int { return ofKind(s, ast.Object) })
	row("inputs", func(s *ast.Schema) int { return ofKind(s, ast.InputObject) })
	fmt.Fprint(b, "\nWhat the officers' schema has and the watchdog's has not, beside the commands with their inputs and answers:\n\n")
	for _, name := range w.missing() {
		fmt.Fprintf(b, "- `%s`\n", name)
	}
	var counted []string
	for _, name := range audience.Types(w.schemas[audience.Analytics]) {
		for _, f := range sorted(w.schemas[audience.Analytics].Types[name].Fields) {
			counted = append(counted, "`"+name+"."+f.Name+"`")
		}
	}
	fmt.Fprintf(b, "\nAll there is in the analysts' schema: %s.\n\n", strings.Join(counted, ", "))
}

func fieldsOf(def *ast.Definition) int {
	if def == nil {
		return 0
	}
	return len(sorted(def.Fields))
}

func ofKind(s *ast.Schema, kind ast.DefinitionKind) int {
	n := 0
	for _, name := range audience.Types(s) {
		if s.Types[name].Kind == kind {
			n++
		}
	}
	return n
}

// missing lists fields and types that officers can read and the watchdog cannot.
func (w *world) missing() (names []string) {
	officers, watchdog := w.schemas[audience.Officers], w.schemas[audience.Watchdog]
	for _, name := range audience.Types(officers) {
		def := officers.Types[name]
		if def.Kind != ast.Object || def == officers.Mutation || onlyOfCommands(officers, name) {
			continue
		}
		if watchdog.Types[name] == nil {
			names = append(names, name)
			continue
		}
		for _, f := range sorted(def.Fields) {
			if watchdog.Types[name].Fields.ForName(f.Name) == nil {
				names = append(names, name+"."+f.Name)
			}
		}
	}
	return names
}
