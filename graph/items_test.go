package graph_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/content"
	"github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/documents"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
)

// shown is what the read models return and the access log names, by the type it is in the API.
var shown = map[string]interface{ Item() access.Item }{
	"Case": cases.Case{}, "CaseEvent": cases.TimelineEntry{},
	"Device": custody.Device{}, "CustodyEntry": custody.CustodyEntry{}, "ContinuityDiscrepancy": custody.Discrepancy{},
	"Exhibit": custody.Exhibit{}, "Extraction": custody.Extraction{}, "SourceImport": custody.SourceImport{},
	"Conversation": messages.Conversation{}, "Participant": messages.Participant{}, "Message": messages.Message{},
	"Observation": messages.Observation{}, "Attachment": messages.Attachment{}, "SearchHit": messages.SearchHit{},
	"Officer": officers.Officer{}, "CaseChange": cases.Change{}, "OfficerCase": cases.OfficerCase{},
	"WorkClock": deadlines.Clock{}, "WorkCase": deadlines.Case{},
	"CaseDocument": documents.Document{},
	"Account":      authority.Account{}, "MyAccess": authority.Own{}, "AccessProposal": authority.Proposal{},
	"CaseAccess": authority.CaseAccess{}, "CaseException": authority.Exception{},
	"AccessEntry": accesslog.Entry{}, "CaseReader": accesslog.Reader{}, "AccessAlert": accesslog.Alert{},
}

// What the access log writes down of a thing is of the sort the schema says it is.
func TestWhatIsShownIsNamedAlike(t *testing.T) {
	t.Parallel()
	s := schema()
	for name, thing := range shown {
		def := s.Types[name]
		got, err := content.Of(s, def, def.Fields[0])
		if err != nil || got != thing.Item().Content {
			t.Errorf("the schema says that %s shows %q (%v), the access log says %q", name, got, err, thing.Item().Content)
		}
		if bound := boundTo(t, name); bound != reflect.TypeOf(thing).PkgPath()+"."+reflect.TypeOf(thing).Name() {
			t.Errorf("%s is %s in the API", name, bound)
		}
	}
}

// boundTo reads from the generator's configuration which Go type a type of the API is.
func boundTo(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../gqlgen.yml")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^  ` + name + `:\s+\{?model: ([^\s}]+)`).FindSubmatch(text)
	if found == nil {
		t.Fatalf("%s is bound to nothing", name)
	}
	return string(found[1])
}

// Whatever else learns to name itself is held against the schema too.
func TestEverythingThatNamesItselfIsHeldAgainstTheSchema(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, thing := range shown {
		of := reflect.TypeOf(thing)
		listed[filepath.Base(of.PkgPath())+"."+of.Name()] = true
	}
	files, err := filepath.Glob("../projections/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no read models: %v", err)
	}
	method := regexp.MustCompile(`(?m)^func \(\w+ \*?(\w+)\) Item\(\) access\.Item`)
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range method.FindAllSubmatch(text, -1) {
			if name := filepath.Base(filepath.Dir(f)) + "." + string(m[1]); !listed[name] && !strings.HasSuffix(f, "_test.go") {
				t.Errorf("%s names itself and is not compared with the schema", name)
			}
		}
	}
}
