package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
)

// register enters people with numbers 00, 01, …
func register(p *person, n int) (last string) {
	for i := range n {
		last = p.done("officerRegister", "", vars{"name": fmt.Sprintf("Person %02d", i), "collarNumber": fmt.Sprintf("%02d", i), "force": "northmoor",
			"kind": "OFFICER", "rank": []string{"PC", "SERGEANT"}[i%2], "unit": "Harbour Street", "from": "2020-01-01"}).text("receipt", "position")
	}
	return last
}

const register7 = `query($n: Int!, $after: Cursor, $filter: OfficerFilter, $at: Position) { officers(first: $n, after: $after, filter: $filter, atLeast: $at) {
	nodes { name } edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

func TestPagesGoThroughAListOnce(t *testing.T) {
	t.Parallel()
	p := open(t).as(domain.CaseOfficer)
	last := register(p, 7)
	var names []string
	v := vars{"n": 3, "at": last}
	for page := 0; ; page++ {
		r := p.ask(register7, v)
		edges := r.list("officers", "edges")
		for i, n := range r.list("officers", "nodes") {
			names = append(names, n.(map[string]any)["name"].(string))
			if d := cmp.Diff(n, edges[i].(map[string]any)["node"]); d != "" {
				t.Errorf("edges and nodes differ: %s", d)
			}
		}
		if got := r.text("officers", "pageInfo", "startCursor"); got != r.text("officers", "edges", 0, "cursor") || got == "" {
			t.Errorf("start cursor %q", got)
		}
		if got := r.text("officers", "pageInfo", "endCursor"); got != r.text("officers", "edges", len(edges)-1, "cursor") {
			t.Errorf("end cursor %q", got)
		}
		if r.at("officers", "pageInfo", "hasNextPage") != true {
			break
		}
		if page > 3 {
			t.Fatal("the list does not end")
		}
		v["after"] = r.text("officers", "pageInfo", "endCursor")
	}
	want := []string{"Person 00", "Person 01", "Person 02", "Person 03", "Person 04", "Person 05", "Person 06"}
	if d := cmp.Diff(want, names); d != "" {
		t.Fatal(d)
	}
}

// A page may go on after any element, not only the last one.
func TestACursorIsAPlaceInTheList(t *testing.T) {
	t.Parallel()
	p := open(t).as(domain.CaseOfficer)
	last := register(p, 4)
	r := p.ask(register7, vars{"n": 4, "at": last})
	r = p.ask(register7, vars{"n": 1, "after": r.text("officers", "edges", 1, "cursor")})
	if got := r.text("officers", "nodes", 0, "name"); got != "Person 02" {
		t.Fatal(got)
	}
}

func TestCursorsFitOneListOnly(t *testing.T) {
	t.Parallel()
	h := open(t)
	p := h.as(domain.CaseOfficer)
	last := register(p, 4)
	good := p.ask(register7, vars{"n": 1, "at": last}).text("officers", "pageInfo", "endCursor")
	flip := func(i int) string {
		b := []byte(good)
		b[i] = map[bool]byte{true: 'B', false: 'A'}[b[i] == 'A']
		return string(b)
	}
	for name, v := range map[string]vars{
		"another filter": {"n": 1, "after": good, "filter": vars{"rank": "PC"}},
		"changed first":  {"n": 1, "after": flip(2)},
		"changed inside": {"n": 1, "after": flip(len(good) / 2)},
		"changed last":   {"n": 1, "after": flip(len(good) - 3)},
		"cut":            {"n": 1, "after": good[:len(good)-4]},
		"made up":        {"n": 1, "after": "UGVyc29uIDAx"},
		"an old offset":  {"n": 1, "after": "1"},
		"very long":      {"n": 1, "after": strings.Repeat("A", 1024)},
	} {
		if r := p.try(register7, v); r.code() != "BAD_CURSOR" || r.at("officers") != nil {
			t.Errorf("%s: %v %v", name, r.code(), r.Data)
		}
	}
	for name, query := range map[string]string{
		"another list":  `query($after: Cursor) { cases(after: $after) { nodes { id } } }`,
		"a longer page": "",
	} {
		if query == "" {
			p.ask(register7, vars{"n": 3, "after": good}) // the size of a page is no part of the list
			continue
		}
		if r := p.try(query, vars{"after": good}); r.code() != "BAD_CURSOR" {
			t.Errorf("%s: %v", name, r.code())
		}
	}
	if r := p.try(register7, vars{"n": 1, "after": ""}); r.code() != "INVALID" {
		t.Errorf("an empty cursor: %v", r.code())
	}
	// A given empty filter is the same list as none.
	p.ask(register7, vars{"n": 1, "after": good, "filter": vars{}})
	p.ask(register7, vars{"n": 1, "after": good, "filter": vars{"rank": nil}})
}
