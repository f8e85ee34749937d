package cedar

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/probity-ledger/probity/domain/policyset"
)

// folderWith is the real schema and one policy.
func folderWith(t *testing.T, policy string) fs.FS {
	t.Helper()
	schema, err := fs.ReadFile(embedded, "policies/"+schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{schemaFile: {Data: schema}, "one.cedar": {Data: []byte(policy)}}
}

func TestLoad_refuses_what_the_schema_does_not_bear_out(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ code, want string }{
		"an unknown attribute of the thing": {`permit (principal, action, resource) when { resource.asigned.contains(principal) };`,
			"attribute `asigned`"},
		"an unknown attribute of the person": {`permit (principal, action, resource) when { principal.rank == "x" };`, "attribute `rank`"},
		"an unknown circumstance":            {`permit (principal, action, resource) when { context.rain };`, "attribute `rain`"},
		"an unknown act in the scope":        {`permit (principal, action == Action::"read.cases", resource);`, `unrecognized action`},
		"an unknown act in a list": {`permit (principal, action in [Action::"read.case", Action::"read.cases"], resource);`,
			`unrecognized action`},
		"an unknown act in a condition": {`permit (principal, action, resource) when { action == Action::"bundle.Ad" };`, `unrecognized action`},
		"an unknown role":               {`permit (principal, action, resource) when { principal.role == Role::"CASE_OFICER" };`, "neither an act nor a role"},
		"an unknown role in a list": {`permit (principal, action, resource) when { [Role::"AUDITOR", Role::"X"].contains(principal.role) };`,
			"neither an act nor a role"},
		"a role that is a text": {`permit (principal, action, resource) when { principal.role == "CASE_OFFICER" };`, "not compatible"},
		"an attribute that may be missing": {`forbid (principal, action, resource) when { resource.concerned.contains(principal.officer) };`,
			"optional attribute `officer`"},
		"a question asked too late": {`forbid (principal, action, resource) when { resource.proposer == principal && resource has proposer };`,
			"optional attribute `proposer`"},
		"a question about another attribute": {`forbid (principal, action, resource) when { resource has entry && resource.proposer == principal };`,
			"optional attribute `proposer`"},
		"a question in another condition": {
			`forbid (principal, action, resource) when { resource has proposer } when { resource.proposer == principal };`,
			"optional attribute `proposer`"},
		"a question turned round": {`forbid (principal, action, resource) when { !(resource has proposer) && resource.proposer == principal };`,
			"optional attribute `proposer`"},
		"a question for what cannot be there":     {`forbid (principal, action, resource) when { resource has propposer };`, "no attribute that may be missing"},
		"a question for what is always there":     {`forbid (principal, action, resource) when { resource has concerned };`, "no attribute that may be missing"},
		"officers and people mixed up":            {`forbid (principal, action, resource) when { resource.concerned.contains(principal) };`, "not compatible"},
		"a condition that is none":                {`forbid (principal, action, resource) when { resource.force };`, "expected Bool"},
		"one person's own policy":                 {`permit (principal == Person::"x", action, resource);`, "not by the scope"},
		"one person's own policy, by a condition": {`permit (principal, action, resource) when { principal == Person::"x" };`, "neither an act nor a role"},
		"one thing's own policy":                  {`permit (principal, action, resource == Thing::"x");`, "not by the scope"},
		"arithmetic, which may overflow":          {`permit (principal, action, resource) when { 9223372036854775807 + 1 > 0 };`, "is not used in policies here"},
		"patterns":                                {`permit (principal, action, resource) when { resource.force like "north*" };`, "is not used in policies here"},
		"no policy at all":                        {`permit principal`, "parse"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			labelled := `@id("` + tt.code[:6] + `.one") @text("It is one.") ` + tt.code
			if _, err := load(folderWith(t, labelled)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestLoad_refuses_labels_that_are_missing_or_wrong(t *testing.T) {
	t.Parallel()
	const open = ` (principal, action == Action::"read.case", resource); `
	tests := map[string]struct{ code, want string }{
		"good":                        {`@id("permit.one") @text("It is one.") permit` + open, ""},
		"no name":                     {`@text("It is one.") permit` + open, "begin with permit."},
		"a permission called forbid":  {`@id("forbid.one") @text("It is one.") permit` + open, "begin with permit."},
		"a prohibition called permit": {`@id("permit.one") @text("It is one.") forbid` + open, "begin with forbid."},
		"no sentence":                 {`@id("permit.one") permit` + open, "no sentence"},
		"half a sentence":             {`@id("permit.one") @text("It is") permit` + open, "no sentence"},
		"a name used twice":           {strings.Repeat(`@id("permit.one") @text("It is one.") permit`+open, 2), "stands twice"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := load(folderWith(t, tt.code))
			if (tt.want == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestLoad_without_policies_or_schema(t *testing.T) {
	t.Parallel()
	whole := folderWith(t, "").(fstest.MapFS)
	for _, missing := range []string{schemaFile, "one.cedar"} {
		part := maps.Clone(whole)
		delete(part, missing)
		if _, err := load(part); err == nil {
			t.Errorf("without %s nothing is wrong", missing)
		}
	}
	for _, broken := range []string{"entity Person {", "entity Person in [Crowd];", "entity Person; action read appliesTo { principal: Person, resource: Person };",
		"entity Person; action a in [b]; action b in [a];"} {
		part := maps.Clone(whole)
		part[schemaFile] = &fstest.MapFile{Data: []byte(broken)}
		if _, err := load(part); err == nil {
			t.Errorf("with the schema %q nothing is wrong", broken)
		}
	}
}

func TestLoad_names_the_text_it_read(t *testing.T) {
	t.Parallel()
	hash := func(policy string) string {
		l, err := load(folderWith(t, policy))
		if err != nil {
			t.Fatal(err)
		}
		return policyset.Sum(l.files)
	}
	const one = `@id("permit.one") @text("It is one.") permit (principal, action == Action::"read.case", resource);`
	if first := hash(one); first != hash(one) || first == hash(one+" ") || len(first) != 64 {
		t.Error("the hash does not name the text")
	}
}
