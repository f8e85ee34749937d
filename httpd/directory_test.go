package httpd_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/httpd"
)

// accounts is a directory in memory, which may be changed and may fail.
type accounts struct {
	mu     sync.Mutex
	of     map[domain.ActorID]access.Authority
	broken error
}

func (a *accounts) Authority(_ context.Context, actor domain.ActorID) (access.Authority, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.of[actor], a.broken
}

func (a *accounts) set(actor domain.ActorID, now access.Authority) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.of[actor] = now
}

func (a *accounts) fail(why error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.broken = why
}

func held(role domain.Role) access.Authority {
	return access.Authority{Open: true, Roles: []access.Held{{Role: role, Force: "northmoor"}}}
}

func TestTheRoleIsWhatTheLedgerSays(t *testing.T) {
	t.Parallel()
	directory := &accounts{of: map[domain.ActorID]access.Authority{
		"test|CASE_OFFICER":   held(domain.CaseOfficer),
		"test|PSD_SUPERVISOR": held(domain.CaseOfficer),
		"test|AUDITOR":        {Open: false, Roles: []access.Held{{Role: domain.Auditor, Force: "northmoor"}}},
		"test|EXHIBITS_OFFICER": {Open: true, Roles: []access.Held{{Role: domain.ExhibitsOfficer, Force: "northmoor",
			Until: time.Now().Add(-time.Minute)}}},
	}}
	d := open(t, func(c *httpd.Config) { c.Directory = directory })
	for name, c := range map[string]struct {
		token  string
		status int
	}{
		"the role that is held":           {"CASE_OFFICER", 200},
		"a role that was never granted":   {"PSD_SUPERVISOR", 403},
		"a role of a closed account":      {"AUDITOR", 403},
		"a role that has ended":           {"EXHIBITS_OFFICER", 403},
		"somebody the ledger never heard": {"DIGITAL_EXAMINER", 403},
	} {
		for _, path := range []string{"/graphql", "/uploads"} {
			g := d.ask(path, c.token, whoAmI)
			if c.status == 403 && (g.status != 403 || g.code() != "NO_AUTHORITY" || !strings.Contains(g.body, "access administrator")) {
				t.Errorf("%s at %s: %d %s", name, path, g.status, g.body)
			}
			if c.status == 200 && g.code() == "NO_AUTHORITY" {
				t.Errorf("%s at %s: %d %s", name, path, g.status, g.body)
			}
		}
	}
}

func TestAFaultOfTheDirectoryIsNobodysRole(t *testing.T) {
	t.Parallel()
	directory := &accounts{of: map[domain.ActorID]access.Authority{"test|CASE_OFFICER": held(domain.CaseOfficer)}, broken: errors.New("no disk for Adam Thorne")}
	d := open(t, func(c *httpd.Config) { c.Directory = directory })
	g := d.ask("/graphql", "CASE_OFFICER", whoAmI)
	if g.status != 503 || g.code() != "UNAVAILABLE" || g.header.Get("Retry-After") == "" || strings.Contains(g.body, "Thorne") {
		t.Errorf("%d %s", g.status, g.body)
	}
}

// Whoever loses their role while a stream is open sees no more of it.
func TestAStreamEndsWithTheAuthorityOfWhoOpenedIt(t *testing.T) {
	t.Parallel()
	for name, then := range map[string]access.Authority{"the account is closed": {}, "the role is another": held(domain.PSDSupervisor)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			directory := &accounts{of: map[domain.ActorID]access.Authority{"test|CASE_OFFICER": held(domain.CaseOfficer)}}
			d := open(t, func(c *httpd.Config) { c.Directory, c.Recheck = directory, 5*time.Millisecond })
			stream := d.subscribe(d.receive())
			directory.set("test|CASE_OFFICER", then)
			for line := ""; !strings.Contains(line, "complete"); {
				var err error
				if line, err = stream.ReadString('\n'); err != nil {
					t.Fatalf("the stream broke off: %v", err)
				}
			}
		})
	}
}
