package httpd_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/ledger"
)

// recorded is a matter of the force with one document that was brought in, and the path its bytes are read at.
func recorded(t *testing.T, content, mediaType string) (*door, string) {
	t.Helper()
	var l *ledger.Ledger
	d := openAPI(t, func(c *graph.Config) { l = c.Ledger })
	staged, err := d.vault.Stage(t.Context(), strings.NewReader(content), -1)
	if err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx := access.With(context.Background(), access.Principal{Actor: "auth0|supervisor", Role: domain.PSDSupervisor, Force: "northmoor"})
	matter, document := domain.MatterID(uuid.NewString()), uuid.NewString()
	for _, c := range []misconduct.Command{
		misconduct.Receive{Reference: "NMP/1", Force: "northmoor", CameToAttentionOn: "2025-06-03", Summary: "x"},
		misconduct.RecordDocument{Document: document, Kind: misconduct.DocStatement, Title: "Statement of Jane \"X\"\u202e", SHA256: staged.SHA256,
			Size: staged.Size, MediaType: mediaType, On: "2025-06-20"},
	} {
		if _, err := l.Matter(ctx, uuid.NewString(), matter, c); err != nil {
			t.Fatal(err)
		}
	}
	path := "/documents/" + string(matter) + "/" + document
	for deadline := time.Now().Add(10 * time.Second); d.send("GET", path, "PSD_SUPERVISOR", "").status != http.StatusOK; {
		if time.Now().After(deadline) {
			t.Fatal("the document does not appear")
		}
	}
	return d, path
}

func TestDocumentsAreSavedAndNeverRun(t *testing.T) {
	t.Parallel()
	d, path := recorded(t, "I saw it.", "text/plain")
	got := d.send("GET", path, "PSD_SUPERVISOR", "")
	if got.status != http.StatusOK || got.body != "I saw it." {
		t.Fatalf("%d %q", got.status, got.body)
	}
	id := path[strings.LastIndex(path, "/")+1:]
	for name, want := range map[string]string{
		"Content-Type": "text/plain; charset=utf-8", "Content-Disposition": "attachment; filename=" + id + ".txt", "Content-Length": "9",
		"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
	} {
		if v := got.header.Get(name); v != want {
			t.Errorf("%s: %q, want %q", name, v, want)
		}
	}
	if csp := got.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.HasSuffix(csp, "; sandbox") {
		t.Errorf("Content-Security-Policy: %q", csp)
	}
	if other := d.send("GET", path+"?form=application/pdf", "PSD_SUPERVISOR", ""); other.status != http.StatusNotAcceptable {
		t.Errorf("a form nobody made: %d", other.status)
	}
}

func TestDocumentsOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	d, path := recorded(t, "I saw it.", "text/plain")
	absent := d.send("GET", path[:strings.LastIndex(path, "/")+1]+uuid.NewString(), "PSD_SUPERVISOR", "")
	if absent.status != http.StatusNotFound {
		t.Fatalf("what is not there: %d", absent.status)
	}
	for _, token := range []string{"CASE_OFFICER", "HEARING_CHAIR", "CASE_ANALYST", "IOPC_READER", "OFFICER_CONCERNED"} {
		got := d.send("GET", path, token, "")
		if got.status != http.StatusNotFound || got.body != absent.body {
			t.Errorf("%s: %d %s", token, got.status, got.body)
		}
	}
	if got := d.send("GET", path, "", ""); got.status != http.StatusUnauthorized {
		t.Errorf("nobody: %d", got.status)
	}
	if got := d.send("GET", "/documents/x/"+strings.Repeat("y", 5000), "PSD_SUPERVISOR", ""); got.status != http.StatusNotFound {
		t.Errorf("a name that is none: %d", got.status)
	}
}
