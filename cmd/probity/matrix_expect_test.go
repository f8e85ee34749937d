package main

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/content"
)

// oracle is the plain table of the access rules. It is asked about facts the story noted, and so knows nothing of what the program made of
// the same events.
var oracle = access.Rules{}

// sees says whether the rules let somebody look at a sort of content of a matter.
func (p *player) sees(what access.Content, m *matter) bool {
	r := m.facts
	r.Kind = string(what)
	return oracle.Read(p.who, what, r).Allowed
}

// seesAny says whether there is anything of a matter the player may know of.
func (p *player) seesAny(m *matter) bool {
	for _, what := range []access.Content{access.CaseContent, access.CustodyContent, access.EvidenceContent, access.IdentityContent, access.AccessContent, access.AccessLog} {
		if p.sees(what, m) {
			return true
		}
	}
	return false
}

// seesEntry says whether the player may look an officer up: by the force, or by a matter the officer is concerned in.
func (w *world) seesEntry(p *player, m *matter) bool {
	if oracle.Read(p.who, access.RegisterContent, access.Resource{Kind: string(access.RegisterContent), Force: m.force}).Allowed {
		return true
	}
	return p.sees(access.RegisterContent, m)
}

// comparison holds an answer against what the rules say must be in it: what the reference sees, less what the player may not.
type comparison struct {
	w     *world
	whole *ast.Schema
	p     *player
	wrong []string
}

func (c *comparison) fail(at, format string, args ...any) {
	c.wrong = append(c.wrong, at+": "+fmt.Sprintf(format, args...))
}

func (c *comparison) content(def *ast.Definition, f *ast.FieldDefinition) access.Content {
	what, err := content.Of(c.whole, c.whole.Types[def.Name], f)
	if err != nil {
		c.w.t.Fatal(err)
	}
	return what
}

// ofType is what an object of a type shows, whatever single fields say.
func (c *comparison) ofType(def *ast.Definition) access.Content {
	return c.content(def, &ast.FieldDefinition{Name: "__typename", Type: ast.NamedType("String", nil)})
}

// changing are the contents that answering itself changes, so that two answers are never the same.
var changing = []access.Content{access.AccessLog, access.SealedTerms, access.ServiceContent}

// visible says whether an object may be there at all.
func (c *comparison) visible(def *ast.Definition, m *matter) bool {
	what := c.ofType(def)
	switch what {
	case access.RegisterContent:
		return c.w.seesEntry(c.p, m)
	case access.ServiceContent:
		return true
	}
	return c.p.sees(what, m)
}

// value holds one value against the reference's: a list, an object, or something plain.
func (c *comparison) value(n *selection, want, got any, m *matter, at string) {
	switch want := want.(type) {
	case []any:
		c.list(n, want, got, m, at)
	case map[string]any:
		c.object(n, want, got, m, at)
	default:
		if want == nil && got != nil {
			c.fail(at, "is %v where a supervisor sees nothing", got)
		}
	}
}

func (c *comparison) list(n *selection, want []any, got any, m *matter, at string) {
	list, ok := got.([]any)
	if !ok {
		c.fail(at, "is %v and no list", got)
		return
	}
	var kept []any
	for _, e := range want {
		if c.visible(n.def, c.about(n, e, m)) {
			kept = append(kept, e)
		}
	}
	if len(kept) != len(list) {
		c.fail(at, "has %d elements, %d may be seen", len(list), len(kept))
		return
	}
	for i, e := range kept {
		c.object(n, e, list[i], c.about(n, e, m), fmt.Sprintf("%s[%d]", at, i))
	}
}

// about says of which matter an object is: of the one whose id it bears, else of the one it stands in; or of none, but of a force.
func (c *comparison) about(n *selection, e any, m *matter) *matter {
	object, _ := e.(map[string]any)
	if inner := n.kids["node"]; inner != nil {
		return c.about(inner, object["node"], m)
	}
	for _, name := range []string{"caseId", "id"} {
		id, _ := object[name].(string)
		if o := c.w.owner[id]; o != nil {
			return o
		}
	}
	if slices.Contains([]string{"Account", "AccessProposal"}, n.def.Name) {
		if force, ok := object["force"].(string); ok {
			return c.w.offices[force]
		}
		return c.w.offices[c.p.who.Force]
	}
	return m
}

func (c *comparison) object(n *selection, want, got any, m *matter, at string) {
	expected, ok := want.(map[string]any)
	if !ok {
		if got != nil {
			c.fail(at, "is there, and not for a supervisor")
		}
		return
	}
	m = c.about(n, expected, m)
	connection := strings.HasSuffix(n.def.Name, "Connection")
	if !c.visible(n.def, m) && !connection {
		if got != nil {
			c.fail(at, "shows %s of the matter %q", c.ofType(n.def), m.name)
		}
		return
	}
	object, ok := got.(map[string]any)
	if !ok {
		c.fail(at, "is hidden, though %s of the matter %q may be seen", c.ofType(n.def), m.name)
		return
	}
	if !connection {
		c.w.tally.saw(c.p, m, c.ofType(n.def))
	}
	for _, name := range n.names {
		c.field(n, name, expected, object, m, at+"."+name)
	}
}

func (c *comparison) field(n *selection, name string, want, got map[string]any, m *matter, at string) {
	f := n.def.Fields.ForName(name)
	what, to := c.content(n.def, f), c.whole.Types[f.Type.Name()]
	hidden := what != c.ofType(n.def) && !c.p.sees(what, m)
	if what != c.ofType(n.def) && !nothing(got[name]) {
		c.w.tally.saw(c.p, m, what)
	}
	switch {
	case hidden:
		if !nothing(got[name]) {
			c.fail(at, "shows %s of the matter %q", what, m.name)
		}
	case name == "nameWithheld":
		if took := c.took(n, want, m); got[name] != (want[name] == true || took) {
			c.fail(at, "is %v, and a name was taken out: %v", got[name], took)
		}
	case slices.Contains(changing, what), to.Name == "Cursor", to.Name == "PageInfo":
	case n.kids[name] != nil:
		c.value(n.kids[name], want[name], got[name], m, at)
	case !to.IsLeafType():
	case !reflect.DeepEqual(want[name], got[name]):
		c.fail(at, "is %v, a supervisor sees %v", got[name], want[name])
	}
}

// took says whether a field of an object is hidden from the player and not from the reference.
func (c *comparison) took(n *selection, want map[string]any, m *matter) bool {
	for _, f := range n.def.Fields {
		if what := c.content(n.def, f); what == access.IdentityContent && !c.p.sees(what, m) && !nothing(want[f.Name]) {
			return true
		}
	}
	return false
}

// nothing: null, or the emptiest value of its kind.
func nothing(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		_, connection := v["pageInfo"]
		return connection && nothing(v["nodes"]) && nothing(v["edges"])
	}
	return false
}

var (
	markers = regexp.MustCompile(`Quill\d\d`)
	uuids   = regexp.MustCompile(`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}`)
)

// leaks finds every planted word and id of a matter in an answer, errors included, of which the player may see nothing at all.
func (w *world) leaks(p *player, raw string) []string {
	found := map[string]bool{}
	for _, word := range append(markers.FindAllString(raw, -1), uuids.FindAllString(raw, -1)...) {
		m := w.owner[word]
		if m != nil && !p.seesAny(m) {
			found[fmt.Sprintf("%s of the matter %q", word, m.name)] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
