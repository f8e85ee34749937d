package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/ledger"
)

// The two forces of the world.
const (
	home  = "northmoor"
	other = "southmoor"
)

// world is the whole program with one long story in it: one matter for each relation somebody can have to a matter, and one person for
// each role, who stands in all these relations at once. It is built once and then only read.
type world struct {
	t         testing.TB
	s         *system
	url       string
	issuer    *provider
	client    *http.Client
	later     atomic.Int64 // how far the clock was put forward, in nanoseconds
	used      string       // the id of a command that was carried out
	matters   []*matter
	players   []*player
	owner     map[string]*matter // by every id and reference that belongs to a matter
	whole     *ast.Schema
	schemas   map[string]*ast.Schema // as each audience sees it
	ears      *ear
	appointed map[string]bool    // the forces that have administrators
	offices   map[string]*matter // what belongs to a force and to no matter, such as accounts
	tally     *tally
	// references are the tokens of the supervisors who build the matters of a force: cleared for everything, in conflict with nothing, and
	// so they see all of them. What others see is held against what these see.
	references map[string]string
}

// player is somebody in one role. They have an entry in the register of officers of their own.
type player struct {
	who   access.Principal
	name  string // in the table: the role, or the role and what is special
	token string
	path  string // where they ask; "" for the door of their audience
}

// door is where the player asks.
func (p *player) door() string {
	if p.path != "" {
		return p.path
	}
	return door(audience.Of(p.who.Role))
}

func (w *world) now() time.Time { return time.Now().Add(time.Duration(w.later.Load())) }

// buildWorld starts the program, plays the story and waits until everybody can read it.
func buildWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, owner: map[string]*matter{}, client: &http.Client{Timeout: time.Minute}, whole: graph.Schema(), references: map[string]string{},
		schemas: schemas(t), ears: &ear{last: map[string]heard{}}, appointed: map[string]bool{}, offices: map[string]*matter{}, tally: newTally()}
	w.issuer = newPlainProvider(t)
	c := settings{data: filepath.Join(t.TempDir(), "d"), logger: slog.New(w.ears), now: w.now}
	var err error
	if w.s, err = openSystem(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.s.close(); err != nil {
			t.Error(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	site, err := w.s.serveHTTP(t.Context(), listener, front{believed: believed{Issuer: w.issuer.URL, Audience: access.Audience, MaxTokenLife: time.Hour}})
	if err != nil {
		t.Fatal(err)
	}
	w.url = site.url
	w.refresh()
	w.cast()
	w.play()
	w.settle()
	w.refresh()
	return w
}

// newPlainProvider is a provider on loopback, which needs no TLS.
func newPlainProvider(t testing.TB) *provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key}
	p.Server = httptest.NewServer(p.documents())
	t.Cleanup(p.Close)
	return p
}

// token signs somebody in for an hour, with a second factor.
func (w *world) token(who access.Principal) string {
	now := w.now()
	claims := map[string]any{"role": string(who.Role), "amr": []string{"mfa"}, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix()}
	if who.Force != "" {
		claims["force"] = who.Force
	}
	if who.Officer != "" {
		claims["officer"] = string(who.Officer)
	}
	return w.issuer.token(w.t, string(who.Actor), time.Hour, claims)
}

// refresh signs everybody in again.
func (w *world) refresh() {
	for _, force := range []string{home, other} {
		w.references[force] = w.token(builder(domain.PSDSupervisor, force))
	}
	for _, p := range w.players {
		p.token = w.token(p.who)
	}
}

// settle waits until the read models have all that happened.
func (w *world) settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := w.s.caughtUp(ctx); err != nil {
		w.t.Fatal(err)
	}
}

// cast enters one person for each role in the register of officers.
func (w *world) cast() {
	for i, role := range everyRole {
		who := access.Principal{Actor: domain.ActorID("matrix|" + strings.ToLower(string(role))), Role: role, Force: home}
		if audience.Of(role) == audience.Watchdog {
			who.Force = ""
		}
		who.Officer = w.register(home, "Player of the role "+string(role), fmt.Sprintf("%dNM", 1000+i))
		w.players = append(w.players, &player{who: who, name: string(role)})
	}
	for _, force := range []string{home, other} {
		w.admit(builder(domain.PSDSupervisor, force))
	}
	w.admit(builder(domain.CaseOfficer, home))
	for _, force := range []string{home, other, ""} {
		w.offices[force] = &matter{relation: relation{name: "no matter of " + force, force: force}, facts: access.Resource{Force: force}}
	}
	analyst := access.Principal{Actor: "matrix|iopc-analyst", Role: domain.CaseAnalyst, Officer: w.register(home, "Player of the IOPC's analyst", "2000NM")}
	admin := access.Principal{Actor: "matrix|iopc-administrator", Role: domain.AccessAdministrator, Officer: w.register(home, "Player of the IOPC's administrator", "2001NM")}
	w.players = append(w.players, &player{who: analyst, name: "CASE_ANALYST of the IOPC"}, &player{who: admin, name: "ACCESS_ADMINISTRATOR of the IOPC"})
	for _, p := range w.players {
		w.admit(p.who)
	}
}

// admit gives somebody an account and their role, as two administrators of the force agree to it; the first two are appointed.
func (w *world) admit(who access.Principal) {
	w.t.Helper()
	admins := [2]domain.ActorID{domain.ActorID("admin|" + who.Force + "|1"), domain.ActorID("admin|" + who.Force + "|2")}
	give := func(as access.Principal, to domain.ActorID, c account.Command) {
		w.done(func(id string) (ledger.Receipt, error) {
			return w.s.ledger.Account(access.With(w.t.Context(), as), id, to, c)
		})
	}
	if !w.appointed[who.Force] {
		for _, a := range admins {
			give(access.Process("bootstrap", who.Force), a, account.Appoint{Grant: uuid.NewString(), Actor: a, Force: who.Force, Reason: "the first two"})
		}
		w.appointed[who.Force] = true
	}
	first := access.Principal{Actor: admins[0], Role: domain.AccessAdministrator, Force: who.Force}
	second, grant := first, uuid.NewString()
	second.Actor = admins[1]
	open := account.Open{Actor: who.Actor, Kind: account.Person, Force: who.Force, Officer: who.Officer}
	if who.Force == "" {
		open.Officer = "" // an entry in a force's register is for the token to claim; it only keeps out
	}
	give(first, who.Actor, open)
	give(first, who.Actor, account.ProposeRole{Grant: grant, Role: who.Role, Reason: "their work"})
	give(second, who.Actor, account.GrantRole{Grant: grant})
}

// everyRole lists the roles somebody can sign in with.
var everyRole = []domain.Role{
	domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AntiCorruption, domain.PSDSupervisor, domain.AppropriateAuthority,
	domain.IOPCReader, domain.DirectorGeneral, domain.Auditor, domain.AccessAdministrator, domain.CaseAnalyst, domain.LocalPolicingBody,
	domain.HearingChair, domain.PanelMember, domain.LegalAdviser, domain.IndependentCounsel, domain.DefenceReviewer, domain.OfficerConcerned,
}

// builder is one of those who make the story, in a role and a force. They are none of the players.
func builder(role domain.Role, force string) access.Principal {
	return access.Principal{Actor: domain.ActorID("builder|" + force + "|" + strings.ToLower(string(role))), Role: role, Force: force}
}

func (w *world) as(role domain.Role, force string) context.Context {
	return access.With(w.t.Context(), builder(role, force))
}

// done gives a command that must be carried out, under a new id; give is one of the ledger's methods with the command put in.
func (w *world) done(give func(commandID string) (ledger.Receipt, error)) string {
	w.t.Helper()
	id := uuid.NewString()
	if _, err := give(id); err != nil {
		w.t.Fatal(err)
	}
	w.used = id
	return id
}

func (w *world) register(force, name, collar string) domain.OfficerID {
	w.t.Helper()
	id := domain.OfficerID(uuid.NewString())
	w.done(func(c string) (ledger.Receipt, error) {
		return w.s.ledger.Officer(w.as(domain.PSDSupervisor, force), c, id, officer.Register{
			Person: officer.Person{Name: name, CollarNumber: collar}, Force: force, Kind: officer.PoliceOfficer, Rank: "PC",
			Unit: "Harbour Street", From: "2017-09-04"})
	})
	return id
}

// door is where an audience asks.
func door(who string) string {
	switch who {
	case audience.Watchdog:
		return "/watchdog/graphql"
	case audience.Analytics:
		return "/analytics/graphql"
	}
	return "/graphql"
}

// response is what was answered over HTTP.
type response struct {
	status int
	raw    string
	Data   map[string]any
	Errors []struct {
		Message    string
		Extensions struct{ Code, Reason string }
	}
}

func (r response) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Code
}

// ask sends a question, or a command, to the door of the asker's audience.
func (w *world) ask(p *player, query string, variables map[string]any) response {
	w.t.Helper()
	return w.askAt(p.door(), p.token, query, variables)
}

func (w *world) askAt(path, token, query string, variables map[string]any) response {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url+path, bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := w.client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	r := response{status: res.StatusCode, raw: string(raw)}
	if err := json.Unmarshal(raw, &r); err != nil {
		w.t.Fatalf("%s answered %d %q: %v", path, res.StatusCode, raw, err)
	}
	return r
}
