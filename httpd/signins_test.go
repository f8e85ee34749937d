package httpd_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/httpd"
)

func entriesOf[E accesslog.Event](d *door) (found []E) {
	for _, e := range d.access.Entries() {
		if e, ok := e.(E); ok {
			found = append(found, e)
		}
	}
	return found
}

func TestASessionIsRecordedOnce(t *testing.T) {
	t.Parallel()
	d := open(t)
	for range 3 {
		if g := d.ask("/graphql", "CASE_OFFICER", whoAmI); g.status != http.StatusOK {
			t.Fatalf("%d %s", g.status, g.body)
		}
	}
	d.ask("/graphql", "PSD_SUPERVISOR", whoAmI)
	got := entriesOf[accesslog.SignedIn](d)
	if len(got) != 2 || got[0].Role != domain.CaseOfficer || got[1].Role != domain.PSDSupervisor || got[0].Request == "" || got[0].At.IsZero() {
		t.Errorf("%+v", got)
	}
}

// Refused tokens are recorded; a flood of them is not a flood of entries, and none is lost count of.
func TestRefusedSignInsAreRecorded(t *testing.T) {
	t.Parallel()
	d := open(t)
	const times = 30
	for range times {
		if g := d.ask("/graphql", "malformed", whoAmI); g.status != http.StatusUnauthorized {
			t.Fatalf("%d %s", g.status, g.body)
		}
	}
	got := entriesOf[accesslog.SignInRefused](d)
	counted := 0
	for _, e := range got {
		counted += e.Count
	}
	if len(got) == 0 || len(got) > times/2 || counted > times || got[0].Count != 1 {
		t.Errorf("%+v", got)
	}
}

func TestComingToAnothersDoorIsRecorded(t *testing.T) {
	t.Parallel()
	d := open(t)
	if g := d.ask("/watchdog/graphql", "CASE_OFFICER", whoAmI); g.status != http.StatusForbidden {
		t.Fatalf("%d %s", g.status, g.body)
	}
	got := entriesOf[accesslog.Refused](d)
	if len(got) != 1 || got[0].Asked != "/watchdog/graphql" || got[0].Code != "FORBIDDEN" || got[0].Role != domain.CaseOfficer {
		t.Errorf("%+v", got)
	}
}

type shutLog struct{}

func (shutLog) Record(context.Context, ...accesslog.Event) error { return accesslog.ErrSlow }

func TestNobodyIsLetInWhoseComingCannotBeRecorded(t *testing.T) {
	t.Parallel()
	d := open(t, func(c *httpd.Config) { c.Recorder = shutLog{} })
	for range 2 {
		if g := d.ask("/graphql", "CASE_OFFICER", whoAmI); g.status != http.StatusServiceUnavailable || g.code() != "ACCESS_LOG_UNAVAILABLE" {
			t.Errorf("%d %s", g.status, g.body)
		}
	}
	if g := d.ask("/graphql", "malformed", whoAmI); g.status != http.StatusUnauthorized {
		t.Errorf("%d %s", g.status, g.body)
	}
}

// While the access log's store is away nothing is shown, and the server says that it is not ready.
func TestReadinessKnowsTheAccessLog(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.access.Store.Stop()
	if g := d.send(http.MethodGet, "/readyz", "", ""); g.status != http.StatusServiceUnavailable {
		t.Errorf("%d %s", g.status, g.body)
	}
	d.access.Store.Start()
}
