package archtest_test

import (
	"slices"
	"strings"
	"testing"
)

// floor says on which floor of the house an area stands. A package imports only floors below its own, its own area, and the doors
// named in doors. Areas that stand on no floor (node, internal, web) are reached by cmd alone.
var floor = map[string]int{
	"domain": 0,
	"vault":  1, "access": 1,
	"ledger": 2, "projections": 2, "accesslog": 2, "intake": 2, "proof": 2, "papers": 2,
	"graph": 3, "processes": 3,
	"httpd": 4,
	"cmd":   5,
}

// doors are the imports allowed between neighbours of one floor.
var doors = map[string][]string{
	"projections": {"ledger/eventlog", "ledger/wire", "accesslog"}, // the runner reads the logs; it never gives commands
	"intake":      {"ledger"},                                      // what was read from a file becomes commands
	"papers":      {"ledger"},                                      // letters are made from the ledger and recorded in it
	"proof":       {"ledger/eventlog", "ledger/wire"},
	"accesslog":   {"ledger/eventlog"}, // a log of its own; no door leads to the cases'
}

func TestImports_follow_the_floors(t *testing.T) {
	t.Parallel()
	for _, p := range everyPackage(t) {
		for _, imported := range p.Imports {
			if reason := refused(p, imported); reason != "" {
				t.Errorf("%s imports %s: %s", p.path(), strings.TrimPrefix(imported, module+"/"), reason)
			}
		}
	}
}

func refused(p listed, imported string) string {
	from, to := p.area(), areaOf(imported)
	below := strings.TrimPrefix(imported, module+"/")
	switch {
	case to == "" || from == "cmd" || from == "internal":
		return ""
	case to == from:
		return withinArea(p.path(), below)
	case slices.Contains(doors[from], below):
		return ""
	}
	mine, standsOn := floor[from]
	theirs, known := floor[to]
	switch {
	case !standsOn:
		return "it stands on no floor and imports nothing of ours"
	case !known:
		return "only cmd may import it"
	case theirs >= mine:
		return "the arrow points upwards or sideways"
	}
	return ""
}

// siblingsAllowed are packages of an area that its other packages share.
var siblingsAllowed = []string{"domain", "domain/calendar", "domain/clock", "projections"}

// withinArea keeps aggregates from importing aggregates, and projections from importing projections.
func withinArea(from, to string) string {
	area, _, nested := strings.Cut(from, "/")
	if !nested || (area != "domain" && area != "projections") || slices.Contains(siblingsAllowed, to) || strings.HasPrefix(to, from+"/") {
		return ""
	}
	return "rooms of one area share ids, not types"
}

// outsiders names, for modules that must stay behind one door, the packages that may import them.
var outsiders = []struct {
	path    string
	allowed []string
}{
	{"github.com/EventStore/EventStore-Client-Go/v4/esdb", []string{"ledger/eventlog"}},
	{"github.com/EventStore/EventStore-Client-Go/v4/protos", []string{"node"}},
	{"github.com/go-chi/chi", []string{"httpd"}},
	{"github.com/99designs/gqlgen", []string{"graph"}},
	{"github.com/coreos/go-oidc", []string{"access"}},
	{"github.com/luikyv/go-oidc", []string{"access/devissuer"}},
	{"github.com/cedar-policy/cedar-go", []string{"access/cedar"}},
	{"github.com/alecthomas/kong", []string{"cmd"}},
	{"github.com/dlclark/regexp2", []string{"node"}},
	{"codeberg.org/go-pdf/fpdf", []string{"papers"}},
	{"golang.org/x/image", []string{"papers"}},
	{"golang.org/x/net/html", []string{"papers"}},
	{"github.com/rickar/cal/v2", []string{"domain/calendar"}},
	{"github.com/prometheus/client_golang", []string{"cmd", "httpd"}},
	{"go.opentelemetry.io/otel/sdk", []string{"cmd"}},
	{"go.opentelemetry.io/otel/exporters", []string{"cmd"}},
	{"go.opentelemetry.io/otel", []string{"cmd", "httpd", "graph", "ledger", "projections"}}, // the interfaces alone
	{"google.golang.org/grpc", []string{"node", "ledger/eventlog"}},
}

func TestImports_of_modules_stay_behind_their_door(t *testing.T) {
	t.Parallel()
	for _, p := range everyPackage(t) {
		if p.area() == "internal" {
			continue
		}
		for _, imported := range p.Imports {
			for _, o := range outsiders {
				if inside(imported, o.path) && !slices.ContainsFunc(o.allowed, func(a string) bool { return inside(p.path(), a) }) {
					t.Errorf("%s imports %s, which only %s may", p.path(), imported, strings.Join(o.allowed, ", "))
				}
			}
		}
	}
}

// inside says whether a path is the folder or lies below it.
func inside(path, folder string) bool {
	rest, ok := strings.CutPrefix(path, folder)
	return ok && (rest == "" || rest[0] == '/')
}

// TestDomain_imports_the_standard_library_only, and a library of holidays: it is a table with arithmetic and reaches nothing outside. Only
// domain/calendar may import it (outsiders).
func TestDomain_imports_the_standard_library_only(t *testing.T) {
	t.Parallel()
	found := false
	for _, p := range everyPackage(t) {
		if p.area() != "domain" {
			continue
		}
		found = true
		for _, dependency := range p.Deps {
			first, _, _ := strings.Cut(dependency, "/")
			if strings.Contains(first, ".") && areaOf(dependency) != "domain" && !inside(dependency, "github.com/rickar/cal/v2") {
				t.Errorf("%s depends on %s", p.path(), dependency)
			}
		}
	}
	if !found {
		t.Error("there is no package domain")
	}
}

// TestRefused makes sure that the rule can say no.
func TestRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from, to string
		refused  bool
	}{
		{"graph", "ledger", false},
		{"graph", "domain/device", false},
		{"ledger", "graph", true},
		{"ledger", "projections/cases", true},
		{"projections/cases", "ledger", true},
		{"projections/cases", "ledger/wire", false},
		{"projections/cases", "projections", false},
		{"projections/cases", "projections/messages", true},
		{"domain/device", "domain", false},
		{"domain/device", "domain/officer", true},
		{"domain/device", "domain/clock", false},
		{"vault", "access", true},
		{"node", "domain", true},
		{"ledger", "node", true},
		{"cmd/probity", "node", false},
		{"httpd", "access", false},
	}
	for _, tt := range tests {
		reason := refused(listed{ImportPath: module + "/" + tt.from}, module+"/"+tt.to)
		if (reason != "") != tt.refused {
			t.Errorf("%s imports %s: %q", tt.from, tt.to, reason)
		}
	}
}
