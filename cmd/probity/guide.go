package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/cmd/probity/demo"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake"
)

// playDemo plays the demonstration into the ledger, showing each step.
func playDemo(ctx context.Context, t *terminal, s *system) (demo.Outcome, error) {
	meter := t.meter("demonstration")
	player := demo.Player{
		Ledger: s.ledger, Log: s.log, Vault: s.vault,
		Import: func(ctx context.Context, id domain.ExtractionID, sha domain.SHA256, name string) (intake.Receipt, error) {
			return s.importNow(ctx, id, sha, name, intake.Options{TimeZone: "Europe/London"}, func(p intake.Progress) {
				meter.at("%d of %d messages recorded", p.Messages, p.Total)
			})
		},
		Progress: func(step, steps int, says string) { meter.at("%2d/%d  %s", step, steps, says) },
	}
	outcome, err := player.Play(ctx)
	meter.done()
	if err != nil {
		return outcome, err
	}
	return outcome, s.caughtUp(ctx)
}

// guide prints what was played, where to go, a token per persona, and three questions to paste.
func (s *system) guide(ctx context.Context, t *terminal, w *website, o demo.Outcome, data string) error {
	if o.Added == 0 {
		t.say("The demonstration case is already there; nothing was added.")
	} else {
		t.say("The demonstration case was played: %d commands carried out, %d were there before.", o.Added, o.There)
	}
	for _, r := range o.Refused {
		t.say("  refused, as it should be: %s", r.Says)
		t.say("    %s", r.Why)
	}
	t.say("  the chat: %d messages counted in, %d counted out", o.Import.Recorded.CountedIn, o.Import.Recorded.CountedOut)
	t.say("")
	t.say("Where to go")
	t.say("  %s/graphql            for police officers and staff", w.url)
	t.say("  %s/watchdog/graphql   for the IOPC: a schema without mutations", w.url)
	t.say("  %s/analytics/graphql  for analysts and local policing bodies: counts alone", w.url)
	t.say("  %s/healthz, /readyz, /metrics", w.url)
	if w.issuer == nil {
		return nil
	}
	if err := printTokens(ctx, t, w.issuer); err != nil {
		return err
	}
	t.say("")
	t.say("Three questions to paste")
	for _, q := range questions() {
		t.say("")
		t.say("  # %s", q.says)
		t.say("  %s", q.curl(w.url, data))
	}
	t.say("")
	t.say("listening on %s; stop with Ctrl-C", w.url)
	return nil
}

func printTokens(ctx context.Context, t *terminal, issuer *devissuer.Issuer) error {
	t.say("")
	t.say("Tokens, valid for %.0f hours (again with `probity token --as PERSONA`)", devissuer.Lifetime.Hours())
	for _, p := range devissuer.Personas() {
		token, err := issuer.Token(ctx, p.Name)
		if err != nil {
			return err
		}
		t.say("")
		t.say("  %s: %s", p.Name, p.Title)
		t.say("  %s", token)
	}
	return nil
}

// question is one GraphQL query of the guide.
type question struct {
	says  string
	as    string // persona
	path  string
	query string
}

const reference = "NMP/2025/0417"

func questions() []question {
	return []question{
		{
			says: "the case: three officers, three answers, and the evidence each rests on", as: "case-officer", path: "/graphql",
			query: `{ case(reference: "` + reference + `") { reference operation state mode involvements { officer { name rank } severity finding route } ` +
				`decisions { subject text reasons evidence { exhibit note message { message { sender sentRaw body } } } } } }`,
		},
		{
			says: "who had the phone in their hands, under which seal, and the gap that was explained", as: "exhibits-officer", path: "/graphql",
			query: `{ case(reference: "` + reference + `") { devices { nodes { exhibit holder seal chain { nodes { kind at from to seal sealReceived gaps } } ` +
				`discrepancies { kind expected found explanation { text } } } } } }`,
		},
		{
			says: "the IOPC reads what was referred to it", as: "iopc-reader", path: "/watchdog/graphql",
			query: `{ cases { nodes { reference force mode referrals { mandatory on } conversations { nodes { title messageCount } } } } }`,
		},
	}
}

// curl is the question as a line for a shell.
func (q question) curl(server, data string) string {
	body, err := json.Marshal(map[string]string{"query": q.query})
	if err != nil {
		return "" // a string always marshals
	}
	token := program() + " token --as " + q.as
	if data != defaultData() {
		token += " --data " + shellQuoted(data)
	}
	return fmt.Sprintf(`curl -s %s%s -H "Authorization: Bearer $(%s)" -H 'Content-Type: application/json' -d %s`,
		server, q.path, token, shellQuoted(string(body)))
}

func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// program is how this program was called.
func program() string {
	if len(os.Args) > 0 && strings.HasSuffix(os.Args[0], "probity") {
		return os.Args[0]
	}
	return "probity"
}
