package misconduct_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestDocumentsAreKeptWithTheirForms(t *testing.T) {
	t.Parallel()
	page := misconduct.Rendition{SHA256: fileHash, Size: 31, MediaType: "text/html"}
	c := bring(func(c *misconduct.RecordDocument) {
		c.Kind, c.Template, c.Renditions = misconduct.DocNotice, "written-notice/1", []misconduct.Rendition{page}
	})
	want := misconduct.DocumentRecorded{Document: "doc-1", Kind: misconduct.DocNotice, Title: c.Title, SHA256: fileHash, Size: 24, MediaType: "application/pdf",
		Renditions: c.Renditions, Officer: thorne, Template: "written-notice/1", Dated: misconduct.Dated{On: "2025-06-20"}}
	state := given(t, named...).When(c).Then(want).State()
	held := misconduct.Document{Kind: misconduct.DocNotice, SHA256: fileHash, Size: 24, MediaType: "application/pdf", Renditions: c.Renditions,
		Officer: thorne, Template: "written-notice/1", On: "2025-06-20"}
	if diff := cmp.Diff(held, state.Documents["doc-1"]); diff != "" {
		t.Errorf("the register of documents (-want +got):\n%s", diff)
	}
}

func TestADocumentOlderThanTheMatterIsFlagged(t *testing.T) {
	t.Parallel()
	c := bring(func(c *misconduct.RecordDocument) { c.On = "2025-06-02" })
	events, err := misconduct.Decide(given(t, named...).State(), c, domain.Envelope{Now: testkit.Now})
	if err != nil || len(events) != 1 || !events[0].(misconduct.DocumentRecorded).BeforeCause {
		t.Errorf("events %+v, %v; want one, flagged as before its cause", events, err)
	}
}
