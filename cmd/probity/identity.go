package main

import (
	"net/url"
	"time"

	"github.com/probity-ledger/probity/access"
)

// believed are the flags that say whose tokens are believed, and what they must say.
type believed struct {
	Issuer        string        `placeholder:"URL" help:"The OpenID issuer whose tokens are believed; the development issuer when absent."`
	Audience      string        `default:"probity" placeholder:"NAME" help:"What must stand in a token's \"aud\"."`
	Client        []string      `placeholder:"NAME" help:"A program whose tokens are believed (\"azp\" or \"client_id\"); every one when absent. May be given several times."`
	MaxTokenLife  time.Duration `name:"max-token-life" default:"10m" help:"The longest a token may be valid in all."`
	MFAMethod     []string      `name:"mfa-method" placeholder:"WORD" help:"A word in a token's \"amr\" that says that more than a password was shown; \"mfa\" when absent."`
	MFAClass      []string      `name:"mfa-class" placeholder:"WORD" help:"A value of a token's \"acr\" that says the same."`
	RevokedTokens string        `type:"path" placeholder:"FILE" help:"Sign-ins and tokens that are no longer good, as the access log names them, one on a line; read anew when it changes."`
}

const longestTokenLife = time.Hour

func (b believed) check() error {
	if b.Audience == "" {
		return usagef("--audience must name something")
	}
	if b.MaxTokenLife <= 0 || b.MaxTokenLife > longestTokenLife {
		return usagef("--max-token-life %s: give a time up to %s; a token that was stolen is good until it ends", b.MaxTokenLife, longestTokenLife)
	}
	if b.Issuer == "" {
		return nil
	}
	u, err := url.Parse(b.Issuer)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http"):
		return usagef("--issuer %s is not a URL", b.Issuer)
	case u.User != nil:
		return usagef("--issuer names a user or a password: it needs none")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return usagef("--issuer %s is not encrypted: tokens are only believed from an https issuer", b.Issuer)
	}
	return nil
}

// verifier is the configuration the flags ask for; whoever uses it says whose tokens.
func (b believed) verifier(s settings) (access.VerifierConfig, error) {
	c := access.VerifierConfig{Issuer: b.Issuer, Audience: b.Audience, Clients: b.Client, MaxLifetime: b.MaxTokenLife,
		MultiFactor: access.MultiFactor{Methods: b.MFAMethod, Contexts: b.MFAClass}, Now: s.now}
	if b.RevokedTokens == "" {
		return c, nil
	}
	list, err := access.OpenRevoked(b.RevokedTokens, s.now, func(err error) { s.logger.Error("the list of revoked tokens before is in force", "error", err) })
	if err == nil {
		c.Revoked = list
	}
	return c, err
}
