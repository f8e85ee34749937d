package policyset_test

import (
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain/policyset"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, policyset.NewCodec(), "testdata/events")
}

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, policyset.NewCodec(), "testdata/events", func(e policyset.Event) {
		policyset.Evolve(policyset.Evolve(policyset.State{}, e), e)
	})
}

// rules are good rules with a change.
func rules(changes ...func(*policyset.Activate)) policyset.Activate {
	c := policyset.Activate{Release: "v1.2.3", Policies: []string{"forbid.all", "permit.all"},
		Files: []policyset.File{{Name: "a.cedar", Text: "permit …"}, {Name: "b.cedar", Text: "forbid …"}}}
	for _, change := range changes {
		change(&c)
	}
	if c.Hash == "" {
		c.Hash = policyset.Sum(c.Files)
	}
	return c
}

func TestActivate(t *testing.T) {
	t.Parallel()
	other := rules(func(c *policyset.Activate) { c.Files[1].Text = "forbid more" })
	given := func(history ...policyset.Event) *testkit.Scenario[policyset.State, policyset.Event, policyset.Command] {
		return testkit.Given(t, policyset.Evolve, policyset.Decide, history...)
	}
	given().When(rules()).Then(policyset.Activated(rules()))
	given(policyset.Activated(rules())).When(rules()).Then()
	given(policyset.Activated(rules())).When(other).Then(policyset.Activated(other))
	given(policyset.Activated(rules()), policyset.Activated(other)).When(rules()).Then(policyset.Activated(rules()))
}

func TestActivate_refusals(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*policyset.Activate)
		code   string
	}{
		"a hash of something else":   {func(c *policyset.Activate) { c.Hash = strings.Repeat("0", 64) }, "HASH_MISMATCH"},
		"no release":                 {func(c *policyset.Activate) { c.Release = "" }, "REQUIRED"},
		"no policies":                {func(c *policyset.Activate) { c.Policies = nil }, "REQUIRED"},
		"a policy without a name":    {func(c *policyset.Activate) { c.Policies = []string{""} }, "REQUIRED"},
		"no files":                   {func(c *policyset.Activate) { c.Files = nil }, "REQUIRED"},
		"a file without a name":      {func(c *policyset.Activate) { c.Files[0].Name = "" }, "REQUIRED"},
		"files in another order":     {func(c *policyset.Activate) { c.Files[0], c.Files[1] = c.Files[1], c.Files[0] }, "NOT_IN_ORDER"},
		"two files of one name":      {func(c *policyset.Activate) { c.Files[1].Name = c.Files[0].Name }, "NOT_IN_ORDER"},
		"more text than anybody has": {func(c *policyset.Activate) { c.Files[0].Text = strings.Repeat("x", 513<<10) }, "TOO_LONG"},
		"more files than rules":      {func(c *policyset.Activate) { c.Files = make([]policyset.File, 101) }, "TOO_MANY"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Given(t, policyset.Evolve, policyset.Decide).When(rules(tt.change)).Refused(tt.code)
		})
	}
}

// TestSum: no two lists of files that differ have one sum, not even where their bytes in a row are the same.
func TestSum(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for i, files := range [][]policyset.File{
		nil, {{}}, {{Name: "a"}}, {{Text: "a"}}, {{Name: "a", Text: "bc"}}, {{Name: "ab", Text: "c"}},
		{{Name: "a", Text: "b"}, {Name: "c"}}, {{Name: "a"}, {Name: "c"}}, {{Name: "a 1\n"}},
		{{Name: "a", Text: "b\"c\" 0\n"}}, {{Name: "a", Text: "b"}, {Name: "c", Text: ""}, {}},
	} {
		sum := policyset.Sum(files)
		if first, twice := seen[sum]; twice {
			t.Errorf("lists %d and %d have one sum", first, i)
		}
		seen[sum] = i
	}
}
