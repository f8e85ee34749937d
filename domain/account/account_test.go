package account_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/internal/testkit"
)

const (
	force  = "northmoor"
	worker = domain.ActorID("psd-dc-2")
	one    = domain.ActorID("it-admin-1")
	two    = domain.ActorID("it-admin-2")
	entry  = domain.OfficerID("0b8f2c6e-5f63-4d0a-9a3c-7a1d2b3c4d55")
)

func given(t testing.TB, history ...account.Event) *testkit.Scenario[account.State, account.Event, account.Command] {
	t.Helper()
	return testkit.Given(t, account.Evolve, account.Decide, history...).As(domain.AccessAdministrator).By(one)
}

func in(d time.Duration) time.Time { return testkit.Now.Add(d) }

func propose(change ...func(*account.ProposeRole)) account.ProposeRole {
	c := account.ProposeRole{Grant: "g1", Role: domain.CaseOfficer, Reason: "joins the team"}
	for _, f := range change {
		f(&c)
	}
	return c
}

var (
	opened   = []account.Event{account.Opened{Actor: worker, Kind: account.Person, Force: force}}
	linked   = []account.Event{account.Opened{Actor: worker, Kind: account.Person, Force: force, Officer: entry}}
	machine  = []account.Event{account.Opened{Actor: "cert|kiosk", Kind: account.Service, Force: force}}
	iopc     = []account.Event{account.Opened{Actor: "iopc|1", Kind: account.Person}}
	proposal = account.RoleProposed{Grant: "g1", Role: domain.CaseOfficer, Reason: "joins the team", By: one}
	proposed = append(slices.Clone(opened), proposal)
	granted  = append(slices.Clone(proposed), account.RoleGranted{Grant: "g1"})
	closed   = append(slices.Clone(granted), account.Closed{Reason: "left"})
)

func TestLifeOfAnAccount(t *testing.T) {
	t.Parallel()
	s := given(t).
		When(account.Open{Actor: worker, Kind: account.Person, Force: force}).Then(opened...).
		When(account.LinkOfficer{Officer: entry, Reason: "registered since", Registered: true}).Then(account.OfficerLinked{Officer: entry, Reason: "registered since"}).
		When(account.LinkOfficer{Officer: entry, Reason: "again", Registered: true}).Then().
		When(propose()).Then(proposal).
		By(two).When(account.GrantRole{Grant: "g1"}).Then(account.RoleGranted{Grant: "g1"})
	if !s.State().Held(domain.CaseOfficer, in(0)) || s.State().Held(domain.PSDSupervisor, in(0)) {
		t.Errorf("held %+v", s.State().Roles)
	}
	end := s.When(account.EndRole{Grant: "g1", Reason: "moved"}).Then(account.RoleEnded{Grant: "g1", Reason: "moved"}).
		When(propose()).Then(account.RoleProposed{Grant: "g1", Role: domain.CaseOfficer, Reason: "joins the team", By: two}).
		By(one).When(account.DeclineRole{Grant: "g1", Reason: "no"}).Then(account.RoleDeclined{Grant: "g1", Reason: "no"}).
		When(account.Close{Reason: "left"}).Then(account.Closed{Reason: "left"}).
		When(account.Reopen{Reason: "back"}).Then(account.Reopened{Reason: "back"}).State()
	if end.Closed || len(end.Roles)+len(end.Proposals) != 0 || end.Officer != entry {
		t.Errorf("state %+v", end)
	}
}

func TestRoleHoldsFromItsBeginningToItsEnd(t *testing.T) {
	t.Parallel()
	p := propose(func(c *account.ProposeRole) {
		c.Role, c.DelegatedBy, c.From, c.Until = domain.AppropriateAuthority, "deputy chief constable", in(time.Hour), in(2*time.Hour)
	})
	s := given(t, opened...).When(p).By(two).When(account.GrantRole{Grant: "g1"}).State()
	for after, want := range map[time.Duration]bool{0: false, time.Hour: true, 2*time.Hour - 1: true, 2 * time.Hour: false} {
		if got := s.Held(domain.AppropriateAuthority, in(after)); got != want {
			t.Errorf("after %s: held %v, want %v", after, got, want)
		}
	}
}

func TestClosingEndsEveryRole(t *testing.T) {
	t.Parallel()
	s := given(t, closed...).When(account.Reopen{Reason: "back"}).State()
	if s.Held(domain.CaseOfficer, in(0)) {
		t.Error("a role outlived its account")
	}
}

func TestFirstAdministrators(t *testing.T) {
	t.Parallel()
	c := account.Appoint{Grant: "a1", Actor: one, Force: force, Reason: "the first"}
	s := given(t).As(domain.ProcessManager).By("probity|bootstrap").When(c).
		Then(account.Opened{Actor: one, Kind: account.Person, Force: force}, account.AdministratorAppointed{Grant: "a1", Reason: "the first"}).State()
	if !s.Held(domain.AccessAdministrator, in(0)) {
		t.Error("the administrator holds no role")
	}
}

type refusal struct {
	name  string
	given []account.Event
	by    domain.ActorID
	when  account.Command
	code  string
	field string
}

func refusals() []refusal { return slices.Concat(accountRefusals(), roleRefusals()) }

func accountRefusals() []refusal {
	link := account.LinkOfficer{Officer: entry, Reason: "r", Registered: true}
	other := account.LinkOfficer{Officer: "another", Reason: "r", Registered: true}
	held := append(slices.Clone(linked), proposal)
	return []refusal{
		{"open twice", opened, one, account.Open{Actor: worker, Kind: account.Person, Force: force}, "ALREADY_OPENED", "actor"},
		{"open for another force", nil, one, account.Open{Actor: worker, Kind: account.Person, Force: "southmoor"}, "OTHER_FORCE", "force"},
		{"open for the IOPC", nil, one, account.Open{Actor: worker, Kind: account.Person}, "OTHER_FORCE", "force"},
		{"open for somebody of no kind", nil, one, account.Open{Actor: worker, Force: force}, "REQUIRED", "kind"},
		{"open for an officer who is not registered", nil, one, account.Open{Actor: worker, Kind: account.Person, Force: force, Officer: entry}, "UNKNOWN_OFFICER", "officer"},
		{"link a machine to the register", machine, one, link, "OFFICER_OF_SERVICE", "officer"},
		{"link another entry while a role is proposed", held, one, other, "HOLDS_ROLES", "officer"},
		{"link what does not exist", nil, one, link, "UNKNOWN_ACCOUNT", ""},
		{"link a closed account", closed, one, link, "ACCOUNT_CLOSED", ""},
		{"close an account of the IOPC", iopc, one, account.Close{Reason: "r"}, "UNKNOWN_ACCOUNT", ""},
		{"close twice", closed, one, account.Close{Reason: "r"}, "ALREADY_CLOSED", ""},
		{"reopen what is open", opened, one, account.Reopen{Reason: "r"}, "NOT_CLOSED", ""},
		{"reopen one's own", closed, worker, account.Reopen{Reason: "r"}, "OWN_ACCOUNT", ""},
		{"appoint as a person", nil, one, account.Appoint{Grant: "a1", Actor: one, Force: force, Reason: "r"}, "PROCESS_ONLY", ""},
	}
}

func roleRefusals() []refusal {
	lapsed := proposal
	lapsed.Until = in(-time.Hour)
	delegated := func(c *account.ProposeRole) { c.DelegatedBy = "chief constable" }
	as := func(r domain.Role) func(*account.ProposeRole) { return func(c *account.ProposeRole) { c.Role = r } }
	until := func(from, until time.Duration) func(*account.ProposeRole) {
		return func(c *account.ProposeRole) { c.From, c.Until = in(from), in(until) }
	}
	grant := account.GrantRole{Grant: "g1"}
	return []refusal{
		{"propose for oneself", opened, worker, propose(), "OWN_ACCOUNT", ""},
		{"propose for a closed account", closed, one, propose(), "ACCOUNT_CLOSED", ""},
		{"propose the ledger's own role", opened, one, propose(as(domain.ProcessManager)), "ROLE_NOT_FOR_FORCE", "role"},
		{"propose a reader of the IOPC in a force", opened, one, propose(as(domain.IOPCReader)), "ROLE_NOT_FOR_FORCE", "role"},
		{"propose a machine that decides", machine, one, propose(as(domain.PSDSupervisor)), "ROLE_NOT_FOR_SERVICE", "role"},
		{"propose what would have ended", opened, one, propose(until(-2*time.Hour, -time.Hour)), "UNTIL_PASSED", "until"},
		{"propose an end before the beginning", opened, one, propose(until(2*time.Hour, time.Hour)), "DATES_REVERSED", "until"},
		{"delegate what is not delegated", opened, one, propose(delegated), "NOT_DELEGATED", "delegatedBy"},
		{"delegate for ever", opened, one, propose(delegated, as(domain.AppropriateAuthority)), "DELEGATION_WITHOUT_END", "until"},
		{"propose twice", proposed, one, propose(func(c *account.ProposeRole) { c.Grant = "g2" }), "ALREADY_PROPOSED", "role"},
		{"propose under a used id", proposed, one, propose(as(domain.Auditor)), "ID_TAKEN", "grant"},
		{"propose without a reason", opened, one, propose(func(c *account.ProposeRole) { c.Reason = "" }), "REQUIRED", "reason"},
		{"grant nothing", opened, two, grant, "UNKNOWN_PROPOSAL", "grant"},
		{"grant one's own proposal", proposed, one, grant, "OWN_PROPOSAL", "grant"},
		{"grant to oneself", proposed, worker, grant, "OWN_ACCOUNT", ""},
		{"grant too late", append(slices.Clone(opened), lapsed), two, grant, "PROPOSAL_LAPSED", "grant"},
		{"decline nothing", opened, two, account.DeclineRole{Grant: "g1", Reason: "r"}, "UNKNOWN_PROPOSAL", "grant"},
		{"end what is not held", proposed, two, account.EndRole{Grant: "g1", Reason: "r"}, "NOT_HELD", "grant"},
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if got := given(t, r.given...).By(r.by).When(r.when).Refused(r.code); got.Field != r.field {
				t.Errorf("field %q, want %q", got.Field, r.field)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", refusals(), func(r refusal) string { return r.code })
}

var (
	people = rapid.SampledFrom([]domain.ActorID{one, two, worker})
	grants = rapid.SampledFrom([]string{"1", "2", "3"})
	roles  = rapid.SampledFrom([]domain.Role{domain.CaseOfficer, domain.AccessAdministrator, domain.AppropriateAuthority})
	spans  = rapid.SampledFrom([]time.Duration{-time.Hour, 0, time.Hour, 100 * time.Hour})
)

func command(t *rapid.T) (account.Command, domain.Envelope) {
	env := domain.Envelope{Now: in(time.Duration(rapid.IntRange(0, 600).Draw(t, "minutes")) * time.Minute), Actor: people.Draw(t, "by"),
		Role: domain.AccessAdministrator, Force: force}
	c := propose(func(c *account.ProposeRole) { c.Grant, c.Role = grants.Draw(t, "grant"), roles.Draw(t, "role") })
	if rapid.Bool().Draw(t, "limited") {
		c.From, c.Until = env.Now.Add(spans.Draw(t, "from")), env.Now.Add(spans.Draw(t, "until"))
	}
	all := []account.Command{
		account.Open{Actor: worker, Kind: account.Person, Force: force}, c, c,
		account.LinkOfficer{Officer: rapid.SampledFrom([]domain.OfficerID{entry, "other"}).Draw(t, "entry"), Reason: "r", Registered: true},
		account.GrantRole{Grant: c.Grant}, account.GrantRole{Grant: c.Grant}, account.DeclineRole{Grant: c.Grant, Reason: "r"},
		account.EndRole{Grant: c.Grant, Reason: "r"}, account.Close{Reason: "r"}, account.Reopen{Reason: "r"},
	}
	return rapid.SampledFrom(all).Draw(t, "command"), env
}

// Whatever is held was proposed by one and granted by another, neither of whom is the person; and nothing is held outside its time.
func TestRandomStories(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		record := testkit.Aggregate[account.State, account.Event, account.Command]{Evolve: account.Evolve, Codec: account.NewCodec()}
		record.Decide = func(s account.State, c account.Command, env domain.Envelope) ([]account.Event, error) {
			got, err := account.Decide(s, c, env)
			for _, e := range got {
				byTwo(t, s, e, env)
			}
			return got, err
		}
		next := func(t *rapid.T, s account.State) (account.Command, domain.Envelope) {
			c, env := command(t)
			inTime(t, s, env.Now)
			return c, env
		}
		record.Story(t, next)
	})
}

func byTwo(t *rapid.T, s account.State, e account.Event, env domain.Envelope) {
	switch e := e.(type) {
	case account.RoleProposed:
		if s.Actor == env.Actor || e.By != env.Actor {
			t.Fatalf("%+v by %s", e, env.Actor)
		}
	case account.RoleGranted:
		if p := s.Proposals[e.Grant]; p.By == "" || p.By == env.Actor || s.Actor == env.Actor || s.Closed {
			t.Fatalf("%+v granted by %s to %s", p, env.Actor, s.Actor)
		}
	case account.OfficerLinked:
		if s.Officer != "" && len(s.Roles) > 0 {
			t.Fatalf("entry %s replaced while %d roles are held", s.Officer, len(s.Roles))
		}
	}
}

func inTime(t *rapid.T, s account.State, now time.Time) {
	for _, r := range []domain.Role{domain.CaseOfficer, domain.AccessAdministrator, domain.AppropriateAuthority} {
		fits := false
		for _, g := range s.Roles {
			fits = fits || (g.Role == r && !now.Before(g.From) && (g.Until.IsZero() || now.Before(g.Until)))
		}
		if s.Held(r, now) != fits || (s.Closed && fits) {
			t.Fatalf("%s held %v at %s: %+v", r, s.Held(r, now), now, s)
		}
	}
}
