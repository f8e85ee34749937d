package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// document is one question document of the matrix: a root field with everything that can be read from it within the limits of one request. Several
// documents together ask for every field of every type.
type document struct {
	root      string // the root field
	names     []string
	field     *ast.FieldDefinition
	text      string
	top       *selection
	variables func(m *matter) map[string]any
	number    int
	of        bool // the variables name something of the matter
}

// selection is a choice of fields of one object type.
type selection struct {
	def   *ast.Definition
	names []string
	kids  map[string]*selection // nil for what has no fields
}

// asker makes questions from a schema, so that a new field is asked for without anybody's doing.
type asker struct {
	t       testing.TB
	w       *world
	s       *ast.Schema
	covered map[string]bool // the types whose fields are all asked for
	fields  map[string]bool // "Type.field"
}

// These bound one document; the API takes 1500 and 5000.
const (
	tokensOfOne = 1000
	costOfOne   = 3000
	timesOfOne  = 150
)

// documents returns the documents for every field of the schema's Query.
func (w *world) documents(t testing.TB, s *ast.Schema) ([]*document, map[string]bool) {
	a := &asker{t: t, w: w, s: s, covered: map[string]bool{}, fields: map[string]bool{}}
	var all []*document
	roots := sorted(s.Query.Fields)
	slices.SortStableFunc(roots, func(x, y *ast.FieldDefinition) int { return rank(x) - rank(y) })
	for _, f := range roots {
		if slices.Contains(askedElsewhere, f.Name) {
			a.coverOf(f, roots)
			continue
		}
		for _, names := range a.alternatives(f) {
			all = append(all, a.documentsOf(f, names)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Types)) {
		def := s.Types[name]
		if def.Kind == ast.Object && !def.BuiltIn && def != s.Query && def != s.Mutation && def != s.Subscription && !a.covered[name] && !onlyOfCommands(s, name) {
			t.Errorf("nothing asks for the fields of %s", name)
		}
	}
	return all, a.fields
}

// rank puts the fields that lead to single things first, because they reach the most at the least cost, but the case last of them.
func rank(f *ast.FieldDefinition) int {
	switch {
	case f.Arguments.ForName("first") != nil:
		return 2
	case f.Name == "case":
		return 1
	}
	return 0
}

// askedElsewhere are the questions whose right answer is not a part of what a supervisor sees; each has a test of its own.
// What is one's own to do, and the address of one's own calendar, are no part of anybody else's answer.
var askedElsewhere = []string{"caseCounts", "command", "workList", "myCalendarFeed"}

// coverOf notes the types that only a question asked elsewhere leads to.
func (a *asker) coverOf(f *ast.FieldDefinition, roots []*ast.FieldDefinition) {
	leads := func(r *ast.FieldDefinition, name string) bool {
		return reaches(a.s, a.s.Types[r.Type.Name()], name, map[string]bool{})
	}
	for name := range a.s.Types {
		others := slices.ContainsFunc(roots, func(r *ast.FieldDefinition) bool { return r != f && leads(r, name) })
		if leads(f, name) && !others {
			a.covered[name] = true
		}
	}
}

// onlyOfCommands: types that are reached from Mutation alone are read in the answers of commands.
func onlyOfCommands(s *ast.Schema, name string) bool {
	if s.Mutation == nil {
		return false
	}
	return !reaches(s, s.Query, name, map[string]bool{}) && (s.Subscription == nil || !reaches(s, s.Subscription, name, map[string]bool{}))
}

func reaches(s *ast.Schema, from *ast.Definition, name string, seen map[string]bool) bool {
	if from.Name == name {
		return true
	}
	if seen[from.Name] {
		return false
	}
	seen[from.Name] = true
	for _, f := range from.Fields {
		if reaches(s, s.Types[f.Type.Name()], name, seen) {
			return true
		}
	}
	return false
}

// documentsOf asks for one root field with some of its arguments: first for what it leads to, then for every type nothing has asked for yet.
func (a *asker) documentsOf(f *ast.FieldDefinition, names []string) []*document {
	variables, of := a.variables(f, names)
	to := a.s.Types[f.Type.Name()]
	var all []*document
	begin := func() *document {
		q := &document{root: f.Name, names: names, field: f, variables: variables, of: of}
		if !to.IsLeafType() {
			q.top = newSelection(to)
		}
		all = append(all, q)
		return q
	}
	q := begin()
	times := a.times(f, 50) // a list is asked for as long as it is by default
	for _, path := range a.paths(to, times) {
		if q.top == nil {
			break
		}
		a.everythingAt(q.top, path)
		if tokens(a.print(q)) > tokensOfOne || a.cost(q.top, 2)*times > costOfOne {
			q = begin()
			a.everythingAt(q.top, path)
		}
	}
	for _, q := range all {
		q.text = a.print(q)
	}
	return all
}

// paths returns the ways to the types to ask for below a type, itself first. A way through lists of lists is left to another question.
func (a *asker) paths(to *ast.Definition, times int) [][]string {
	type place struct {
		def   *ast.Definition
		path  []string
		times int // how many there may be
	}
	found, seen := [][]string{}, map[string]bool{to.Name: true}
	for queue := []place{{to, nil, times}}; len(queue) > 0; queue = queue[1:] {
		p := queue[0]
		if len(p.path) == 0 || !a.covered[p.def.Name] {
			found = append(found, p.path)
			a.covered[p.def.Name] = true
		}
		for _, f := range p.def.Fields {
			next := a.s.Types[f.Type.Name()]
			times := p.times * a.times(f, 2)
			if !next.IsLeafType() && !seen[next.Name] && !strings.HasPrefix(f.Name, "__") && times <= timesOfOne {
				seen[next.Name] = true
				queue = append(queue, place{next, append(slices.Clone(p.path), f.Name), times})
			}
		}
	}
	return found
}

// everythingAt selects all fields of the type at the end of a path, and of what those lead to the plain ones.
func (a *asker) everythingAt(n *selection, path []string) {
	for _, name := range path {
		n = a.child(n, name)
	}
	a.leaves(n)
	for _, f := range n.def.Fields {
		if strings.HasPrefix(f.Name, "__") || a.s.Types[f.Type.Name()].IsLeafType() {
			continue
		}
		kid := a.child(n, f.Name)
		a.leaves(kid)
		if strings.HasSuffix(kid.def.Name, "Edge") { // whose it is stands in what it points at
			a.leaves(a.child(kid, "node"))
		}
	}
}

// size is how many fields are selected.
func (n *selection) size() int {
	if n == nil {
		return 1
	}
	all := len(n.names)
	for _, kid := range n.kids {
		all += kid.size()
	}
	return all
}

func newSelection(def *ast.Definition) *selection {
	return &selection{def: def, kids: map[string]*selection{}}
}

func (a *asker) child(n *selection, name string) *selection {
	f := n.def.Fields.ForName(name)
	a.add(n, f)
	if n.kids[name] == nil {
		n.kids[name] = newSelection(a.s.Types[f.Type.Name()])
	}
	return n.kids[name]
}

func (a *asker) leaves(n *selection) {
	for _, f := range n.def.Fields {
		if !strings.HasPrefix(f.Name, "__") && a.s.Types[f.Type.Name()].IsLeafType() {
			a.add(n, f)
		}
	}
}

func (a *asker) add(n *selection, f *ast.FieldDefinition) {
	a.fields[n.def.Name+"."+f.Name] = true
	if !slices.Contains(n.names, f.Name) {
		n.names = append(n.names, f.Name)
	}
}

// print writes the document.
func (a *asker) print(q *document) string {
	var b strings.Builder
	var declared, given []string
	for _, name := range q.names {
		arg := q.field.Arguments.ForName(name)
		declared = append(declared, "$"+name+": "+arg.Type.String())
		given = append(given, name+": $"+name)
	}
	b.WriteString("query")
	if len(declared) > 0 {
		b.WriteString("(" + strings.Join(declared, ", ") + ")")
	}
	b.WriteString(" { " + q.root)
	if len(given) > 0 {
		b.WriteString("(" + strings.Join(given, ", ") + ")")
	}
	if q.top != nil {
		a.write(&b, q.top, 2)
	}
	b.WriteString(" }")
	return b.String()
}

func (a *asker) write(b *strings.Builder, n *selection, page int) {
	b.WriteString(" {")
	for _, name := range n.names {
		b.WriteString(" " + name)
		if given := a.given(n, n.def.Fields.ForName(name), page); len(given) > 0 {
			b.WriteString("(" + strings.Join(given, ", ") + ")")
		}
		if kid := n.kids[name]; kid != nil {
			a.write(b, kid, below(n, page))
		}
	}
	if len(n.names) == 0 {
		b.WriteString(" __typename")
	}
	b.WriteString(" }")
}

// given are the arguments of a field below the root: how much of a list, and what it demands that is no pointer at a matter.
func (a *asker) given(n *selection, f *ast.FieldDefinition, page int) (given []string) {
	for _, arg := range f.Arguments {
		def := a.s.Types[arg.Type.Name()]
		switch {
		case arg.Name == "first":
			given = append(given, fmt.Sprintf("first: %d", page))
		case !arg.Type.NonNull || arg.DefaultValue != nil:
		case def.Kind == ast.Enum:
			given = append(given, arg.Name+": "+def.EnumValues[0].Name)
		case def.Name == "Date":
			given = append(given, arg.Name+`: "2025-06-12"`)
		default:
			a.t.Errorf("%s.%s cannot be asked for: nobody knows what to give as %s", n.def.Name, f.Name, arg.Name)
		}
	}
	return given
}

// below is how many elements the pages within a selection have: those deeper down one, or the answer would be too dear.
func below(n *selection, page int) int {
	if strings.HasSuffix(n.def.Name, "Connection") {
		return 1
	}
	return page
}

// cost reckons what a selection costs, as the API does: a list costs as often as it is long.
func (a *asker) cost(n *selection, page int) int {
	all := 0
	for _, name := range n.names {
		f, each := n.def.Fields.ForName(name), 1
		if kid := n.kids[name]; kid != nil {
			each += a.cost(kid, below(n, page))
		}
		all += each * a.times(f, page)
	}
	return all
}

// times is how many elements a field is reckoned to have.
func (a *asker) times(f *ast.FieldDefinition, page int) int {
	size := f.Directives.ForName("listSize")
	if f.Arguments.ForName("first") != nil {
		return page
	}
	if size == nil {
		return 1
	}
	n, err := strconv.Atoi(size.Arguments.ForName("assumed").Value.Raw)
	if err != nil {
		a.t.Fatal(err)
	}
	return n
}

func tokens(text string) int {
	n := 0
	for _, word := range strings.Fields(text) {
		n += 1 + strings.Count(word, "(")*4
	}
	return n
}

// ways are the arguments to ask with, for fields that can be asked in more than the one way their required arguments leave.
var ways = map[string][][]string{
	"case": {{"id"}, {"reference"}, {"id", "asAt"}}, "officer": {{"id"}, {"force", "collarNumber"}},
	"cases": {{}, {"filter"}}, "devices": {{}, {"filter"}}, "conversations": {{}, {"filter"}}, "officers": {{}, {"filter"}},
}

// alternatives returns the sets of arguments a root field is asked with.
func (a *asker) alternatives(f *ast.FieldDefinition) [][]string {
	if known, ok := ways[f.Name]; ok {
		return known
	}
	var required []string
	for _, arg := range f.Arguments {
		if arg.Type.NonNull && arg.DefaultValue == nil {
			required = append(required, arg.Name)
		}
	}
	return [][]string{required}
}

// variables returns how the arguments are made from a matter, and whether they say which one.
func (a *asker) variables(f *ast.FieldDefinition, names []string) (func(*matter) map[string]any, bool) {
	of := false
	for _, name := range names {
		if _, err := a.w.value(a.s, f.Name+"."+name, f.Arguments.ForName(name).Type, a.w.matters[0]); err != nil {
			a.t.Errorf("Query.%s cannot be asked for: %v", f.Name, err)
		}
		of = true
	}
	return func(m *matter) map[string]any {
		given := map[string]any{}
		for _, name := range names {
			given[name], _ = a.w.value(a.s, f.Name+"."+name, f.Arguments.ForName(name).Type, m)
		}
		return given
	}, of
}

// value makes an argument, or an input, that points at a matter. What it does not know is an error, so that a new kind of argument is
// thought about.
func (w *world) value(s *ast.Schema, at string, t *ast.Type, m *matter) (any, error) {
	if v, ok := w.special(at, m); ok {
		return v, nil
	}
	if t.Elem != nil {
		one, err := w.value(s, at, t.Elem, m)
		return []any{one}, err
	}
	def := s.Types[t.NamedType]
	switch {
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name, nil
	case def.Kind == ast.InputObject:
		return w.input(s, def, m)
	}
	if v, ok := w.pointing(m)[t.NamedType]; ok {
		return v, nil
	}
	return nil, fmt.Errorf("nobody knows what to give as %s, a %s", at, t.NamedType)
}

func (w *world) input(s *ast.Schema, def *ast.Definition, m *matter) (any, error) {
	given := map[string]any{}
	for _, f := range def.Fields {
		_, special := w.special(def.Name+"."+f.Name, m)
		if special || (f.Type.NonNull && f.DefaultValue == nil) {
			v, err := w.value(s, def.Name+"."+f.Name, f.Type, m)
			if err != nil {
				return nil, err
			}
			given[f.Name] = v
		}
	}
	return given, nil
}

// pointing are the values that point at a matter, by their type.
func (w *world) pointing(m *matter) map[string]any {
	return map[string]any{
		"MatterID": m.id, "DeviceID": m.device, "ExtractionID": m.extraction, "OfficerID": m.officer, "MessageID": m.place.Message,
		"ConversationID": m.conversation, "ExhibitRef": m.exhibit, "SHA256": m.upload, "UUID": w.used, "AllegationID": w.used,
		"Revision": "1", "Date": "2025-06-12", "DateTime": "2025-06-12T10:00:00Z", "Boolean": false, "Int": 1, "String": "x", "ByteCount": "8",
		"ActorID": m.actor, "PowerCode": "PACE_S32", "LocalDateTime": "2025-06-12T10:00:00",
	}
}

// special are the arguments and fields of inputs that mean more than their type says.
func (w *world) special(at string, m *matter) (any, bool) {
	switch at {
	case "case.reference":
		return m.reference, true
	case "CaseReceiveInput.reference":
		return "New/" + m.marker, true
	case "case.asAt":
		return map[string]any{"known": "2100-01-01T00:00:00Z"}, true
	case "AccountOpenInput.actor":
		return "newcomer|" + m.marker, true
	case "CaseLinkInput.otherId":
		return w.used, true
	case "officer.force", "CaseReceiveInput.force", "OfficerRegisterInput.force", "ComplaintsRegisterInput.force", "AccountOpenInput.force":
		return m.force, true
	case "officer.collarNumber":
		return m.collar, true
	case "messageSearch.text", "CaseFilter.text":
		return m.marker, true
	case "OfficerFilter.text":
		return m.person, true
	case "DeviceFilter.caseId", "ConversationFilter.caseId":
		return m.id, true
	}
	return nil, false
}
