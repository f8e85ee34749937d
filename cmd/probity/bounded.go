package main

import (
	"embed"
	"fmt"
	"io/fs"
	"net/netip"
	"path"
	"time"

	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/trusted"
	"github.com/probity-ledger/probity/httpd"
)

// bounded are the flags that say what may be asked, how much of it, and from where.
type bounded struct {
	TrustedDocuments string   `type:"path" placeholder:"PATH" help:"The registered GraphQL documents: a folder of .graphql files, or a JSON object of texts by SHA-256. Production answers no others."`
	Introspection    bool     `help:"Show every role what the schema holds, for trying out."`
	Proxy            []string `placeholder:"ADDRESS" help:"A proxy in front, or a network of them, whose X-Forwarded-For is believed. May be given several times."`
	CostPerMinute    int      `default:"120000" help:"What the questions of one caller may cost in a minute; 0 for no limit."`
	SearchesPerMin   int      `name:"searches-per-minute" default:"60" help:"How many texts one caller may search for in a minute; 0 for no limit."`
	UploadsPerMin    int      `name:"uploads-per-minute" default:"60" help:"How many files one caller may upload in a minute; 0 for no limit."`
	RefusalsPerMin   int      `name:"refusals-per-minute" default:"30" help:"How many sign-ins of one address are refused in detail in a minute; 0 for no limit."`
	AtOnce           int      `default:"16" help:"How many operations of one caller may be under way; 0 for no limit, also none for analysts."`
}

func (b bounded) check() error {
	for flag, n := range b.rates() {
		if n < 0 {
			return usagef("--%s %d: give 0 or more", flag, n)
		}
	}
	_, err := b.proxies()
	return err
}

// rates are the flags that set limits, by name.
func (b bounded) rates() map[string]int {
	return map[string]int{"cost-per-minute": b.CostPerMinute, "searches-per-minute": b.SearchesPerMin, "uploads-per-minute": b.UploadsPerMin,
		"refusals-per-minute": b.RefusalsPerMin, "at-once": b.AtOnce}
}

func (b bounded) proxies() ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range b.Proxy {
		p, err := httpd.ParseProxy(text)
		if err != nil {
			return nil, usagef("--proxy %s is neither an address nor a network; give one like 127.0.0.1 or 10.1.0.0/16", text)
		}
		all = append(all, p)
	}
	return all, nil
}

const (
	dearest        = 20_000          // what a full budget of cost holds at least: several questions of the highest cost
	turn           = 2 * time.Second // how long an operation waits for its turn
	countersAtOnce = 2               // operations of everybody in a role whose questions count over all cases; each may keep a processor busy
)

// quota keeps the limits. A full budget holds what comes in within half a minute.
func (b bounded) quota(now func() time.Time) (*quota.Quota, error) {
	filled := func(perMinute, least int) quota.Rate {
		return quota.Rate{PerMinute: perMinute, Burst: max(perMinute/2, least)}
	}
	l := quota.Limits{Cost: filled(b.CostPerMinute, dearest), Searches: filled(b.SearchesPerMin, 1), Uploads: filled(b.UploadsPerMin, 1),
		SignIns: filled(b.RefusalsPerMin, 1), PerCaller: b.AtOnce, Patience: turn}
	if b.AtOnce > 0 {
		l.PerRole = map[domain.Role]int{domain.CaseAnalyst: countersAtOnce, domain.LocalPolicingBody: countersAtOnce}
	}
	return quota.New(l, now)
}

// ownDocuments are the questions of this program's own commands, one in each file.
//
//go:embed documents/*.graphql
var ownDocuments embed.FS

// documents are all that are registered: those of this program and those the flag names.
func (b bounded) documents() (*trusted.Documents, error) {
	own, err := trusted.FromFolder(ownDocuments)
	if err != nil || b.TrustedDocuments == "" {
		return own, err
	}
	more, err := trusted.Load(b.TrustedDocuments)
	return trusted.Join(own, more), err
}

// ownDocument is one of this program's questions, by the name of its file.
func ownDocument(name string) string {
	text, err := fs.ReadFile(ownDocuments, path.Join("documents", name+".graphql"))
	if err != nil {
		return fmt.Sprintf("# there is no document %s", name) // a test asks each
	}
	return string(text)
}
