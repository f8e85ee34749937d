package authority_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/viewtest"
)

const force = "northmoor"

var matter = uuid.NewSHA1(uuid.Nil, []byte("matter")).String()

func open(t testing.TB, log *viewtest.Log) (*authority.Queries, *projections.Runner) {
	t.Helper()
	r := viewtest.Open(t, log, authority.Projection{})
	return authority.NewQueries(r.View(authority.Name)), r
}

// add tells of an actor's account, each event done by somebody.
func add(log *viewtest.Log, actor, by domain.ActorID, events ...any) {
	for _, e := range events {
		log.Add("account-"+uuid.NewSHA1(uuid.Nil, []byte(actor)).String(), wire.Metadata{Actor: by}, e)
	}
}

func tell(log *viewtest.Log, by domain.ActorID, events ...any) {
	for _, e := range events {
		category := caseaccess.Category
		if _, ok := e.(misconduct.Event); ok {
			category = misconduct.Category
		}
		log.Add(category+"-"+matter, wire.Metadata{Actor: by}, e)
	}
}

func viewer(role domain.Role, force string) projections.Viewer {
	return projections.Viewer{Actor: "viewer", Role: role, Force: force}
}

func person(actor domain.ActorID, force string) account.Opened {
	return account.Opened{Actor: actor, Kind: account.Person, Force: force}
}

// at is when the event number n of a log was recorded.
func at(n int) time.Time { return viewtest.Epoch.Add(time.Duration(n) * time.Second) }

func TestDirectory_follows_grants_and_revocations(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log, "worker", "one", account.Opened{Actor: "worker", Kind: account.Service, Force: force, Officer: "o1"})
	q, r := open(t, log)
	until := viewtest.Epoch.AddDate(1, 0, 0)
	held := access.Held{Role: domain.CaseOfficer, Force: force, Until: until}
	known := access.Authority{Open: true, Service: true, Officer: "o1"}
	holding, closed := known, known
	holding.Roles, closed.Open = []access.Held{held}, false
	for _, step := range []struct {
		event any
		want  access.Authority
	}{
		{account.RoleProposed{Grant: "g1", Role: domain.CaseOfficer, Until: until, By: "one"}, known},
		{account.RoleGranted{Grant: "g1"}, holding},
		{account.RoleEnded{Grant: "g1"}, known},
		{account.RoleProposed{Grant: "g1", Role: domain.CaseOfficer, Until: until, By: "one"}, known},
		{account.RoleGranted{Grant: "g1"}, holding},
		{account.Closed{}, closed},
		{account.Reopened{}, known},
	} {
		add(log, "worker", "two", step.event)
		viewtest.CatchUp(t, r, log)
		got, err := q.Authority(t.Context(), "worker")
		if diff := cmp.Diff(step.want, got); diff != "" || err != nil {
			t.Errorf("after %T: %v %s", step.event, err, diff)
		}
	}
	if got, err := q.Authority(t.Context(), "nobody"); err != nil || !cmp.Equal(got, access.Authority{}) {
		t.Errorf("somebody nobody recorded: %+v %v", got, err)
	}
}

// A view that cannot be read gives an error, never an authority.
func TestDirectory_that_cannot_be_read(t *testing.T) {
	t.Parallel()
	r, err := projections.Open(projections.Config{Dir: t.TempDir(), Log: &viewtest.Log{}}, authority.Projection{})
	if err != nil {
		t.Fatal(err)
	}
	q := authority.NewQueries(r.View(authority.Name))
	var building *projections.BuildingError
	if _, err := q.Authority(t.Context(), "worker"); !errors.As(err, &building) {
		t.Errorf("while it is built: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Authority(context.Background(), "worker"); !errors.Is(err, projections.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

func TestAccount_says_who_did_what_and_why(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log, "worker", "one", person("worker", force),
		account.RoleProposed{Grant: "g1", Role: domain.CaseOfficer, Reason: "joins", By: "one"})
	add(log, "worker", "two", account.RoleGranted{Grant: "g1"})
	add(log, "worker", "one", account.RoleProposed{Grant: "g2", Role: domain.Auditor, Reason: "too", By: "one"})
	add(log, "worker", "two", account.Closed{Reason: "left"})
	q, _ := open(t, log)
	act := func(by domain.ActorID, n int, why string) authority.Act {
		return authority.Act{By: by, At: at(n), Reason: why}
	}
	closed, granted := act("two", 4, "left"), act("two", 2, "")
	want := authority.Account{
		Actor: "worker", Kind: account.Person, Force: force, Opened: act("one", 0, ""), Closed: &closed, Revision: 4, UpdatedAt: at(4),
		Grants: []authority.Grant{
			{ID: "g1", Role: domain.CaseOfficer, Standing: authority.Ended, Proposed: act("one", 1, "joins"), Decided: &granted, Ended: &closed},
			{ID: "g2", Role: domain.Auditor, Standing: authority.Declined, Proposed: act("one", 3, "too"), Decided: &closed},
		},
	}
	got, err := q.Account(t.Context(), viewer(domain.AccessAdministrator, force), "worker")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func TestAccounts_are_seen_by_those_who_administer_or_oversee_them(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for actor, of := range map[domain.ActorID]string{"a": force, "b": force, "c": "southmoor", "d": ""} {
		add(log, actor, "one", person(actor, of), account.RoleProposed{Grant: "g", Role: domain.Auditor, By: "one"})
	}
	q, _ := open(t, log)
	for name, tt := range map[string]struct {
		who  projections.Viewer
		want []string
	}{
		"administrator":             {viewer(domain.AccessAdministrator, force), []string{"a", "b"}},
		"administrator elsewhere":   {viewer(domain.AccessAdministrator, "southmoor"), []string{"c"}},
		"administrator of the IOPC": {viewer(domain.AccessAdministrator, ""), []string{"d"}},
		"auditor":                   {viewer(domain.Auditor, force), []string{"a", "b"}},
		"supervisor":                {viewer(domain.PSDSupervisor, force), []string{"a", "b"}},
		"supervisor of no force":    {viewer(domain.PSDSupervisor, ""), nil},
		"case officer":              {viewer(domain.CaseOfficer, force), nil},
		"IOPC":                      {viewer(domain.IOPCReader, ""), nil},
		"nobody":                    {projections.Viewer{Role: domain.AccessAdministrator, Force: force}, nil},
	} {
		var accounts, proposals []string
		p := projections.Page{First: 1}
		for more := true; more; {
			r, err := q.Accounts(t.Context(), tt.who, authority.Filter{}, p)
			if err != nil {
				t.Fatal(err)
			}
			for i, a := range r.Items {
				accounts, p.After = append(accounts, string(a.Actor)), r.Keys[i]
			}
			more = r.HasNext
		}
		waiting, err := q.Proposals(t.Context(), tt.who, projections.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range waiting.Items {
			proposals = append(proposals, string(p.Actor))
		}
		if diff := cmp.Diff(tt.want, accounts); diff != "" {
			t.Errorf("%s, accounts: %s", name, diff)
		}
		if len(proposals) != len(tt.want) {
			t.Errorf("%s sees the proposals for %v", name, proposals)
		}
	}
	own := projections.Viewer{Actor: "a", Role: domain.CaseOfficer, Force: force}
	if got, err := q.Mine(t.Context(), own, own.Actor); err != nil || got.Actor != "a" {
		t.Errorf("one's own: %+v %v", got, err)
	}
	if _, err := q.Mine(t.Context(), own, "b"); err == nil {
		t.Error("a colleague's account is shown as one's own")
	}
	if _, err := q.Account(t.Context(), own, "a"); err == nil {
		t.Error("a case officer looks an account up")
	}
}

// story is a case with everything in it.
func story(log *viewtest.Log) {
	tell(log, "worker", caseaccess.Assigned{Actor: "worker", Capacity: domain.CaseOfficer, Reason: "received"},
		misconduct.MatterReceived{Reference: "R/1", Force: force})
	tell(log, "boss", caseaccess.Assigned{Actor: "worker", Capacity: domain.ExhibitsOfficer, Reason: "changes"},
		caseaccess.AssignmentEnded{Actor: "worker", Reason: "moved"})
	tell(log, "third", caseaccess.ExceptionOpened{Exception: "x1", Actor: "third", Capacity: domain.CaseOfficer, Reason: "leave", Until: at(9000)})
	tell(log, "boss", caseaccess.ExceptionEnded{Exception: "x1", Reason: "enough"},
		caseaccess.ExceptionReviewed{Exception: "x1", Justified: true, Note: "agreed"},
		caseaccess.ConflictDeclared{Actor: "fourth", Interest: "kin"}, caseaccess.ConflictLifted{Actor: "fourth", Reason: "not kin"},
		caseaccess.ClearanceProposed{Proposal: "p1", Actor: "fifth", For: caseaccess.Compartment, Reason: "covert", By: "boss"})
	tell(log, "chief", caseaccess.ClearanceGiven{Proposal: "p1"}, caseaccess.Restricted{Reason: "covert", By: "chief"},
		caseaccess.LiftProposed{Reason: "arrested", By: "chief"})
}

func TestCase_says_who_did_what_and_why(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	story(log)
	tell(log, "fifth", caseaccess.RestrictionLifted{})
	tell(log, "boss",
		caseaccess.InformationRequested{Request: "r1", Basis: caseaccess.Review, Reference: "I/1", Reason: "review"},
		caseaccess.InformationProvided{Request: "r1", Note: "all"},
		caseaccess.NameSuppressed{Suppression: "s1", Kind: caseaccess.Witness, Scope: caseaccess.FromReaders, OrderedBy: "chair"},
		caseaccess.SuppressionEnded{Suppression: "s1", Reason: "discharged"})
	act := func(by domain.ActorID, n int, why string) authority.Act {
		return authority.Act{By: by, At: at(n), Reason: why}
	}
	end := func(by domain.ActorID, n int, why string) *authority.Act { a := act(by, n, why); return &a }
	want := authority.CaseAccess{
		Matter: domain.MatterID(matter), Revision: 16, UpdatedAt: at(17),
		Assignments: []authority.Assignment{
			{Actor: "worker", Capacity: domain.CaseOfficer, Given: act("worker", 0, "received"), Ended: end("boss", 2, "changes")},
			{Actor: "worker", Capacity: domain.ExhibitsOfficer, Given: act("boss", 2, "changes"), Ended: end("boss", 3, "moved")},
		},
		Exceptions: []authority.Exception{{ID: "x1", Matter: domain.MatterID(matter), Actor: "third", Capacity: domain.CaseOfficer, Until: at(9000),
			Opened: act("third", 4, "leave"), Ended: end("boss", 5, "enough"), Reviewed: &authority.Review{Act: act("boss", 6, "agreed"), Justified: true}}},
		Conflicts: []authority.Conflict{{Actor: "fourth", Declared: act("boss", 7, "kin"), Lifted: end("boss", 8, "not kin")}},
		Clearances: []authority.Clearance{
			{ID: "p1", Actor: "fifth", For: caseaccess.Compartment, Standing: authority.Given, Proposed: act("boss", 9, "covert"), Decided: end("chief", 10, "")},
			{Actor: "chief", For: caseaccess.Compartment, Standing: authority.Given, Proposed: act("chief", 11, "covert")},
		},
		Restrictions: []authority.Restriction{{Began: act("chief", 11, "covert"), Lifted: end("fifth", 13, "")}},
		Requests:     []authority.Request{{ID: "r1", Basis: caseaccess.Review, Reference: "I/1", Requested: act("boss", 14, "review"), Provided: end("boss", 15, "all")}},
		Suppressions: []authority.Suppression{{ID: "s1", Kind: caseaccess.Witness, Scope: caseaccess.FromReaders, OrderedBy: "chair", Recorded: act("boss", 16, ""), Ended: end("boss", 17, "discharged")}},
	}
	q, _ := open(t, log)
	got, err := q.Case(t.Context(), viewer(domain.PSDSupervisor, force), domain.MatterID(matter))
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func TestCase_is_hidden_from_whoever_only_works_on_it(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	tell(log, "worker", caseaccess.Assigned{Actor: "viewer", Capacity: domain.CaseOfficer, Reason: "received"},
		misconduct.MatterReceived{Reference: "R/1", Force: force})
	tell(log, "third", caseaccess.ExceptionOpened{Exception: "x1", Actor: "third", Capacity: domain.CaseOfficer, Reason: "leave", Until: at(9000)})
	q, r := open(t, log)
	seen := func(v projections.Viewer) (bool, int, int) {
		_, err := q.Case(t.Context(), v, domain.MatterID(matter))
		kind, refused := domain.KindOf(err)
		if err != nil && (!refused || kind != domain.NotFound) {
			t.Fatal(err)
		}
		all, err := q.Exceptions(t.Context(), v, false, projections.Page{})
		if err != nil {
			t.Fatal(err)
		}
		unreviewed, err := q.Exceptions(t.Context(), v, true, projections.Page{})
		if err != nil {
			t.Fatal(err)
		}
		return !refused, len(all.Items), len(unreviewed.Items)
	}
	check := func(name string, v projections.Viewer, want bool, unreviewed int) {
		t.Helper()
		exceptions := 0
		if want {
			exceptions = 1
		} else {
			unreviewed = 0
		}
		if got, x, u := seen(v); got != want || x != exceptions || u != unreviewed {
			t.Errorf("%s: seen %v with %d exceptions, %d unreviewed", name, got, x, u)
		}
	}
	for role, want := range map[domain.Role]bool{
		domain.PSDSupervisor: true, domain.AppropriateAuthority: true, domain.Auditor: true,
		domain.CaseOfficer: false, domain.AccessAdministrator: false, domain.CaseAnalyst: false, domain.OfficerConcerned: false,
	} {
		check(string(role), viewer(role, force), want, 1)
		check(string(role)+" elsewhere", viewer(role, "southmoor"), false, 0)
	}
	check("the IOPC, not referred", viewer(domain.IOPCReader, ""), false, 0)
	tell(log, "boss", misconduct.MatterReferredToIOPC{}, misconduct.OfficerConcernedIdentified{Officer: "o1"},
		caseaccess.ExceptionReviewed{Exception: "x1", Justified: true, Note: "agreed"})
	viewtest.CatchUp(t, r, log)
	check("the IOPC, referred", viewer(domain.IOPCReader, ""), true, 0)
	concerned := viewer(domain.PSDSupervisor, force)
	concerned.Officer = "o1"
	check("the officer concerned", concerned, false, 0)
}

func TestProposals_wait_until_they_are_decided(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	tell(log, "worker", misconduct.MatterReceived{Reference: "R/1", Force: force},
		caseaccess.ClearanceProposed{Proposal: "p1", Actor: "a", For: caseaccess.Identities, By: "worker"},
		caseaccess.ClearanceProposed{Proposal: "p2", Actor: "b", For: caseaccess.Identities, By: "worker"})
	add(log, "c", "one", person("c", force), account.RoleProposed{Grant: "g1", Role: domain.Auditor, By: "one"},
		account.RoleProposed{Grant: "g2", Role: domain.CaseOfficer, By: "one"})
	q, r := open(t, log)
	waiting := func(v projections.Viewer) (ids []string) {
		got, err := q.Proposals(t.Context(), v, projections.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range got.Items {
			ids = append(ids, string(p.Kind)+" "+p.ID)
		}
		return ids
	}
	check := func(v projections.Viewer, want ...string) {
		t.Helper()
		viewtest.CatchUp(t, r, log)
		if diff := cmp.Diff(want, waiting(v)); diff != "" {
			t.Errorf("%s: %s", v.Role, diff)
		}
	}
	boss, admin := viewer(domain.PSDSupervisor, force), viewer(domain.AccessAdministrator, force)
	check(boss, "CLEARANCE p1", "CLEARANCE p2", "ROLE g1", "ROLE g2")
	check(admin, "ROLE g1", "ROLE g2")
	check(viewer(domain.CaseOfficer, force))
	tell(log, "boss", caseaccess.ClearanceGiven{Proposal: "p1"}, caseaccess.ClearanceDeclined{Proposal: "p2"})
	add(log, "c", "two", account.RoleDeclined{Grant: "g1"})
	check(boss, "ROLE g2")
	add(log, "c", "two", account.Closed{})
	check(boss)
}

// A reason may name the officer whose name is withheld; those who are not cleared do not read it there either.
func TestCase_withholds_names_in_reasons(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	const concerned = domain.OfficerID("20000000-0000-4000-8000-000000000001")
	log.Add("officer-"+string(concerned), wire.Metadata{}, officer.Registered{
		Person: officer.Person{Name: "Ludmila Vorontsova", CollarNumber: "8841QX"}, Force: force, Kind: officer.PoliceOfficer, Rank: officer.Constable, From: "2019-02-01",
	})
	tell(log, "lead", misconduct.MatterReceived{Force: force},
		caseaccess.Assigned{Actor: "a", Capacity: domain.CaseOfficer, Reason: "knows PC Vorontsova not at all"},
		caseaccess.NameSuppressed{Suppression: "1", Kind: caseaccess.OfficerNamed, Officer: concerned, Scope: caseaccess.FromReaders, OrderedBy: "panel"})
	q, _ := open(t, log)
	got, err := q.Case(t.Context(), viewer(domain.PSDSupervisor, force), domain.MatterID(matter))
	if err != nil || got.Assignments[0].Given.Reason != "knows PC [withheld] not at all" {
		t.Errorf("%+v, %v", got.Assignments, err)
	}
}
