package main

import (
	"regexp"
	"strings"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// checkStore refuses, before anything is opened, an event store outside this process that cannot be reached safely. What goes to it is
// evidence: never in the clear to another machine, and never to a machine nobody vouches for.
func (s storage) checkStore() error {
	if err := s.checkAccess(); err != nil {
		return err
	}
	if s.Eventstore == "" {
		return s.checkInside()
	}
	if (s.EventstoreUser == "") != (s.EventstorePasswordFile == "") {
		return usagef("--eventstore-user and --eventstore-password-file go together: give both or neither")
	}
	c := s.outside()
	c.Password = placeholder(s.EventstoreUser)
	e, err := c.Endpoint()
	if err != nil {
		return usagef("--eventstore %s: %w", blanked(s.Eventstore), err)
	}
	switch {
	case !e.Encrypted && !e.Local:
		return usagef("--eventstore %s is not encrypted and not on this machine: take tls=false out", blanked(s.Eventstore))
	case !e.Encrypted && s.EventstoreCA != "":
		return usagef("--eventstore-ca has no meaning without TLS: take tls=false out of --eventstore")
	case e.Encrypted && !e.Verified && !e.Local:
		return usagef("--eventstore %s: nobody vouches for that machine: take tlsVerifyCert=false out and name --eventstore-ca", blanked(s.Eventstore))
	case s.EventstoreUser != "" && hasUser(s.Eventstore):
		return usagef("--eventstore names a user and --eventstore-user another: give one of them")
	}
	return nil
}

// checkInside refuses what only makes sense with an event store outside.
func (s storage) checkInside() error {
	for _, flag := range []struct{ name, given string }{{"--eventstore-user", s.EventstoreUser},
		{"--eventstore-password-file", s.EventstorePasswordFile}, {"--eventstore-ca", s.EventstoreCA}, {"--shared", s.Shared}} {
		if flag.given != "" {
			return usagef("%s belongs to an event store outside this process: name it with --eventstore", flag.name)
		}
	}
	return nil
}

// placeholder stands for a password where only the rest of a configuration is looked at.
func placeholder(user string) string {
	if user == "" {
		return ""
	}
	return "x"
}

// signIn reads the password, if one is to be read.
func signIn(c eventlog.Config, passwordFile string) (eventlog.Config, error) {
	if passwordFile == "" {
		return c, nil
	}
	password, err := readSecret(passwordFile, "the event store's password")
	c.Password = password
	return c, err
}

// userAndHosts is the part of a URL between the slashes: user, password and hosts. A list of seeds is no URL to the general parser.
var userAndHosts = regexp.MustCompile(`^([a-z+]+://)(.*@)?([^@]*)$`)

// blanked is a URL as it may be shown: without its password.
func blanked(address string) string {
	parts := userAndHosts.FindStringSubmatch(address)
	if parts == nil {
		return "(unreadable)"
	}
	user, _, secret := strings.Cut(strings.TrimSuffix(parts[2], "@"), ":")
	switch {
	case secret:
		user += ":xxxxx@"
	case user != "":
		user += "@"
	}
	return parts[1] + user + parts[3]
}

func hasUser(address string) bool {
	parts := userAndHosts.FindStringSubmatch(address)
	return parts != nil && parts[2] != ""
}
