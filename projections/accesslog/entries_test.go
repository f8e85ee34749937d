package accesslog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	view "github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// id is the n-th message of the tests.
func id(n int) string { return uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "message %d", n)).String() }

func TestWhoSawWhat(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log,
		shown("ann", monday, id(1), id(2)),
		shown("bob", monday.Add(time.Minute), id(2), id(3)),
		changed(shown("ann", monday.Add(2*time.Minute), "KLM/2"), func(s *accesslog.Shown) { s.Content = access.CustodyContent }),
		changed(shown("cyd", monday.Add(3*time.Minute), string(matter), string(other)), func(s *accesslog.Shown) { s.Content, s.Matter = access.CaseContent, "" }),
		changed(shown("ann", monday.Add(4*time.Minute), id(9)), func(s *accesslog.Shown) { s.Matter = other }),
		accesslog.Refused{Who: who("eve"), Asked: "case", Content: access.CaseContent, Matter: matter, Of: "northmoor", Thing: string(matter), Code: "NOT_FOUND", At: monday},
		accesslog.SignedIn{Who: who("ann"), MultiFactor: true, At: monday},
		accesslog.SignInRefused{Reason: "TOKEN_EXPIRED", Count: 3, At: monday},
		accesslog.Acted{Who: who("bob"), Command: "caseaccess.OpenException", Matter: matter, Of: "northmoor", Stream: "caseaccess-x", Event: id(4), At: monday},
		accesslog.LogRead{Who: who("sue"), Field: "accessLog", Of: "northmoor", Things: accesslog.NewThings([]string{id(5)}), Policies: []string{"permit.access-log"}, At: monday},
	)
	q, r := open(t, t.TempDir(), log, usual(t))
	if aside, err := r.Quarantine(t.Context(), view.Name, log.Events()[0].Position); err != nil || len(aside) > 0 {
		t.Fatal(aside, err)
	}
	later := monday.Add(2 * time.Minute)
	for name, c := range map[string]struct {
		filter view.Filter
		want   []int // numbers of entries, newest first
	}{
		"everything":                {view.Filter{}, []int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}},
		"a message":                 {view.Filter{Matter: matter, Thing: id(2)}, []int{2, 1}},
		"a message that one saw":    {view.Filter{Matter: matter, Thing: id(3)}, []int{2}},
		"a message nobody saw":      {view.Filter{Matter: matter, Thing: id(77)}, nil},
		"an exhibit":                {view.Filter{Matter: matter, Thing: "KLM/2"}, []int{3}},
		"an exhibit nobody saw":     {view.Filter{Matter: matter, Thing: "KLM/3"}, nil},
		"a case, and lists with it": {view.Filter{Matter: matter, Kind: view.Shown}, []int{4, 3, 2, 1}},
		"the other case":            {view.Filter{Matter: other}, []int{5, 4}},
		"a person":                  {view.Filter{Actor: "ann"}, []int{7, 5, 3, 1}},
		"refusals":                  {view.Filter{Kind: view.Refused}, []int{6}},
		"a sort of content":         {view.Filter{Content: access.CustodyContent}, []int{3}},
		"from then on":              {view.Filter{Kind: view.Shown, From: &later}, []int{5, 4, 3}},
		"until then":                {view.Filter{Kind: view.Shown, To: &later}, []int{2, 1}},
		"of matters only":           {view.Filter{OfMatter: true}, []int{9, 6, 5, 4, 3, 2, 1}},
		"in one force's keeping":    {view.Filter{Whose: "southmoor"}, nil},
	} {
		found, err := q.Entries(t.Context(), c.filter, 0, 100)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []int
		for _, e := range found {
			got = append(got, int(e.No))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	readers, err := q.Readers(t.Context(), matter)
	if err != nil {
		t.Fatal(err)
	}
	want := []view.Reader{
		{Matter: matter, Actor: "cyd", Role: domain.CaseOfficer, Force: "northmoor", First: monday.Add(3 * time.Minute), Last: monday.Add(3 * time.Minute), Pages: 1, Things: 2},
		{Matter: matter, Actor: "ann", Role: domain.CaseOfficer, Force: "northmoor", First: monday, Last: later, Pages: 2, Things: 3, Evidence: 1},
		{Matter: matter, Actor: "bob", Role: domain.CaseOfficer, Force: "northmoor", First: monday.Add(time.Minute), Last: monday.Add(time.Minute), Pages: 1, Things: 2, Evidence: 1},
	}
	if d := cmp.Diff(want, readers); d != "" {
		t.Error(d)
	}
}

// Nothing of an entry is lost on the way through the read model.
func TestAnEntryComesBackWhole(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log, accesslog.Shown{
		Who: accesslog.Who{Actor: "i", Role: domain.IOPCReader, Session: "s", Request: "r", Purpose: "REVIEW"}, Operation: accesslog.Search, Field: "messageSearch",
		Content: access.EvidenceContent, Matter: matter, Of: "northmoor", Things: accesslog.NewThings([]string{id(1), "KLM/2"}),
		Terms: &accesslog.Terms{Sealed: []byte{1, 2, 3}, Side: accesslog.Watchdog}, Policies: []string{"permit.watchdog"}, PolicySet: "h",
		Marks: []accesslog.Mark{accesslog.Colleague}, At: monday,
	})
	q, _ := open(t, t.TempDir(), log, usual(t))
	got, err := q.Entries(t.Context(), view.Filter{}, 0, 1)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	e := got[0]
	if e.ID != log.Events()[0].ID.String() || !slices.Equal(e.Things(), []string{id(1), "KLM/2"}) || !e.Has(id(1)) || e.Has(id(2)) || e.Whose() != "northmoor" {
		t.Errorf("%+v", e)
	}
	const want = `{"kind":"SHOWN","at":"2026-03-02T12:00:00Z","actor":"i","role":"IOPC_READER","session":"s","request":"r","purpose":"REVIEW","operation":"SEARCH","asked":"messageSearch","content":"evidence","matter":"8f14e45f-ceea-467f-a0e6-9a3f1b2c3d4e","of":"northmoor","count":2,"names":["KLM/2"],"policies":["permit.watchdog"],"policySet":"h","marks":["COLLEAGUE"],"terms":{"sealed":"AQID","side":"IOPC"}}`
	if d := cmp.Diff(want, asJSON(t, e)); d != "" {
		t.Error(d)
	}
}

// Who saw a thing is exactly who was shown a page with it, whatever the pages, and a view built anew says the same.
func TestWhoSawAThingIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		log := &viewtest.Log{Batch: rapid.IntRange(1, 7).Draw(rt, "batch")}
		want := map[int][]string{}
		pages := rapid.IntRange(1, 12).Draw(rt, "pages")
		for p := range pages {
			actor := rapid.SampledFrom([]string{"ann", "bob", "cyd"}).Draw(rt, "actor")
			things := rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 1, 6, rapid.ID[int]).Draw(rt, "things")
			var ids []string
			for _, n := range things {
				ids = append(ids, id(n))
				want[n] = append(want[n], actor)
			}
			add(log, shown(actor, monday.Add(time.Duration(p)*time.Hour), ids...))
		}
		q, r := open(rt, tempDir(rt), log, usual(rt))
		for n := range 10 {
			found, err := q.Entries(t.Context(), view.Filter{Matter: matter, Thing: id(n)}, 0, 100)
			if err != nil {
				rt.Fatal(err)
			}
			var got []string
			for _, e := range slices.Backward(found) {
				got = append(got, string(e.Actor))
			}
			if !slices.Equal(got, want[n]) {
				rt.Fatalf("thing %d: %v, want %v", n, got, want[n])
			}
		}
		again := &viewtest.Log{}
		for _, e := range log.Events() {
			again.Put(e)
		}
		_, fresh := open(rt, tempDir(rt), again, usual(rt))
		if viewtest.Digest(rt, r, view.Name) != viewtest.Digest(rt, fresh, view.Name) {
			rt.Fatal("a view built anew differs")
		}
	})
}

func TestWhatIsNoEntryIsSetAside(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	log.AddRaw("access-20260302-w.0", "access.of_a_newer_program.v9", []byte(`{}`), []byte("{}"))
	log.AddRaw("access-20260302-w.0", "access.shown.v1", []byte(`{"actor":`), []byte("{}"))
	add(log, shown("ann", monday, id(1)))
	q, r := open(t, t.TempDir(), log, usual(t))
	found, err := q.Entries(t.Context(), view.Filter{}, 0, 10)
	if err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
	if n := r.Status()[0].Quarantined; n != 2 {
		t.Errorf("%d set aside", n)
	}
}

func TestPatternsAreChecked(t *testing.T) {
	t.Parallel()
	good := asJSON(t, usual(t))
	if p, err := view.ParsePatterns([]byte(good)); err != nil || asJSON(t, p) != good {
		t.Error(err)
	}
	for name, bad := range map[string]string{
		"no JSON":           `{`,
		"an unknown field":  strings.Replace(good, `"zone"`, `"zoen"`, 1),
		"an unknown zone":   strings.Replace(good, "Europe/London", "Europe/Larkfield", 1),
		"no zone":           strings.Replace(good, "Europe/London", "", 1),
		"a day backwards":   strings.Replace(good, `"dayBegins":7`, `"dayBegins":20`, 1),
		"a day too long":    strings.Replace(good, `"dayEnds":19`, `"dayEnds":25`, 1),
		"a threshold of 0":  strings.Replace(good, `"thingsAnHour":1000`, `"thingsAnHour":0`, 1),
		"a threshold below": strings.Replace(good, `"refusalsAnHour":20`, `"refusalsAnHour":-1`, 1),
	} {
		if bad == good {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := view.ParsePatterns([]byte(bad)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
