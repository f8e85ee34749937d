package documents_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/documents"
	"github.com/probity-ledger/probity/projections/viewtest"
)

var (
	officer    = projections.Viewer{Actor: "a", Role: domain.CaseOfficer, Force: "northmoor", At: viewtest.Epoch}
	supervisor = projections.Viewer{Actor: "s", Role: domain.PSDSupervisor, Force: "northmoor", At: viewtest.Epoch}
	watchdog   = projections.Viewer{Actor: "w", Role: domain.IOPCReader, At: viewtest.Epoch}
	stranger   = projections.Viewer{Actor: "x", Role: domain.CaseOfficer, Force: "northmoor", At: viewtest.Epoch}
	elsewhere  = projections.Viewer{Actor: "e", Role: domain.PSDSupervisor, Force: "eastvale", At: viewtest.Epoch}
)

// told is a matter with a notice, an account, a bundle of both, and a panel for it.
func told(t *testing.T) (viewtest.Story, *documents.Queries) {
	t.Helper()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, "northmoor")
	concerned := []domain.OfficerID{s.Concerned}
	seat := func(a domain.ActorID) misconduct.PanelMember {
		return misconduct.PanelMember{Person: "P", Actor: a, Capacity: misconduct.Chair}
	}
	for _, e := range []any{
		misconduct.MatterReferredToIOPC{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"},
		misconduct.DocumentRecorded{Document: "notice", Kind: misconduct.DocNotice, Title: "Notice", SHA256: "aa", Size: 3, MediaType: "application/pdf",
			Renditions: []misconduct.Rendition{{SHA256: "bb", Size: 4, MediaType: "text/html"}}, Officer: s.Concerned, Template: "written-notice/1", Dated: misconduct.Dated{On: "2025-06-12"}},
		misconduct.DocumentRecorded{Document: "account", Kind: misconduct.DocReflectiveText, Title: "Account", SHA256: "cc", Size: 5, MediaType: "text/plain", Officer: s.Concerned},
		misconduct.PanelAppointed{Officers: concerned, Members: []misconduct.PanelMember{seat("first"), {Person: "No sign-in", Capacity: misconduct.Adviser}}},
		misconduct.BundleSupplied{Officers: concerned, Documents: []string{"notice", "account", "missing"}},
		misconduct.PanelAppointed{Officers: concerned, Members: []misconduct.PanelMember{seat("second"), seat("third")}, Replaces: true},
	} {
		log.Add(wire.Stream(misconduct.Category, string(s.Matter)), wire.Metadata{Actor: "kl.marsh", OccurredAt: viewtest.Epoch}, e)
	}
	return s, documents.NewQueries(viewtest.Open(t, log, documents.Projection{}).View(documents.Name))
}

func ids(ds []documents.Document) []string {
	var out []string
	for _, d := range ds {
		out = append(out, d.ID)
	}
	return out
}

func TestListShowsWhatTheViewerMayRead(t *testing.T) {
	t.Parallel()
	s, q := told(t)
	mine := officer
	mine.Role, mine.Officer = domain.PSDSupervisor, s.Concerned
	for name, tt := range map[string]struct {
		who  projections.Viewer
		want []string
	}{
		"assigned": {officer, []string{"notice"}}, "a supervisor": {supervisor, []string{"notice", "account"}}, "nobody's colleague": {stranger, nil},
		"another force": {elsewhere, nil}, "the officer concerned": {mine, nil}, "the watchdog": {watchdog, []string{"notice"}},
	} {
		got, err := q.List(t.Context(), tt.who, s.Matter)
		if err != nil || !slices.Equal(ids(got), tt.want) {
			t.Errorf("%s sees %v, %v; want %v", name, ids(got), err, tt.want)
		}
		_, err = q.Get(t.Context(), tt.who, s.Matter, "account")
		if found := err == nil; found != slices.Contains(tt.want, "account") {
			t.Errorf("%s reads the account: %v", name, err)
		}
	}
}

func TestAnEntryHasEverythingThatWasRecorded(t *testing.T) {
	t.Parallel()
	s, q := told(t)
	got, err := q.Get(t.Context(), officer, s.Matter, "notice")
	want := documents.Document{ID: "notice", Matter: s.Matter, Kind: misconduct.DocNotice, Title: "Notice",
		Forms:   []misconduct.Rendition{{SHA256: "aa", Size: 3, MediaType: "application/pdf"}, {SHA256: "bb", Size: 4, MediaType: "text/html"}},
		Officer: s.Concerned, Template: "written-notice/1", On: "2025-06-12", RecordedBy: "kl.marsh", RecordedAt: viewtest.Epoch, Position: got.Position}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if f, ok := got.Form(""); !ok || f.SHA256 != "aa" {
		t.Error("the document itself is not its first form")
	}
	if _, ok := got.Form("image/png"); ok {
		t.Error("it has a form nobody made")
	}
}

func TestABundleIsForThePanelThatSitsNow(t *testing.T) {
	t.Parallel()
	s, q := told(t)
	d, panel, err := q.Supplied(t.Context(), s.Matter, "notice")
	if err != nil || d.ID != "notice" || !slices.Equal(panel, []domain.ActorID{"second", "third"}) {
		t.Errorf("%+v for %v, %v", d, panel, err)
	}
	for _, id := range []string{"account", "missing", "never"} {
		if _, _, err := q.Supplied(t.Context(), s.Matter, id); err == nil {
			t.Errorf("%s was supplied", id)
		}
	}
}
