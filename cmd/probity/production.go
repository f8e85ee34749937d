package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/probity-ledger/probity/access"
)

// hazard is one way of starting that has no place where real cases lie. found says what was found and what to do, or "".
type hazard struct {
	name  string
	found func(serveCommand) string
}

// hazards are what --production refuses.
var hazards = []hazard{
	{"development issuer", func(c serveCommand) string {
		return when(c.Issuer == "", "there is no --issuer: without one the ledger believes its own development issuer")
	}},
	{"issuer in the clear", func(c serveCommand) string {
		return when(strings.HasPrefix(c.Issuer, "http:"), "--issuer is not encrypted: give its https address")
	}},
	{"calendars in the clear", func(c serveCommand) string {
		return when(strings.HasPrefix(c.CalendarURL, "http:"), "--calendar-url is not encrypted: the addresses of calendars are secrets, give the https one")
	}},
	{"demonstration", func(c serveCommand) string { return when(c.Demo, "--demo plays an invented case: leave it out") }},
	{"a folder of invented people", func(c serveCommand) string {
		return when(exists(within(c.Data, issuerFolder)) || exists(within(c.Shared, issuerFolder)),
			"the data folder was used with the development issuer, whose invented people have accounts in it: begin with an empty one")
	}},
	{"introspection", func(c serveCommand) string {
		return when(c.Introspection, "--introspection shows every role what the schema holds: leave it out")
	}},
	{"any question", func(c serveCommand) string {
		return when(c.TrustedDocuments == "", "there are no --trusted-documents: name the folder or file of those the clients use")
	}},
	{"no encryption", func(c serveCommand) string {
		return when(c.TLSCert == "" && len(c.Proxy) == 0, "nothing encrypts: give --tls-cert and --tls-key, or name the --proxy in front that does")
	}},
	{"in the clear to a proxy elsewhere", func(c serveCommand) string {
		host, _, _ := net.SplitHostPort(c.Listen)
		return when(c.TLSCert == "" && len(c.Proxy) > 0 && !loopback(host),
			"--listen is not on loopback: without --tls-cert only a proxy on this machine may reach it")
	}},
	{"long tokens", func(c serveCommand) string {
		return when(c.MaxTokenLife > access.MaxLifetime, fmt.Sprintf("--max-token-life is longer than %s: a stolen token is good until it ends", access.MaxLifetime))
	}},
	{"no limits", func(c serveCommand) string {
		var none []string
		for flag, n := range c.rates() {
			if n == 0 {
				none = append(none, "--"+flag)
			}
		}
		return when(len(none) > 0, "no limit is set by "+listed(none)+": give numbers above 0")
	}},
	{"anybody's trace", func(c serveCommand) string {
		return when(c.TrustTraceparent && len(c.Proxy) == 0, "--trust-traceparent believes whoever asks: name the --proxy in front, or leave it out")
	}},
	{"secret on the command line", func(c serveCommand) string {
		return when(hasPassword(c.Eventstore) || hasPassword(c.AccessEventstore) || hasPassword(c.OTLP),
			"an address holds a password, which others on this machine can read: use --eventstore-user and --eventstore-password-file, and none for --otlp")
	}},
	{"secrets others can read", func(c serveCommand) string {
		return grants(0o077, "can be read by others: close them with chmod go=", c.TLSKey, c.EventstorePasswordFile, c.WatchdogKeyFile, c.Data, c.Shared,
			within(c.Data, "cursor.key"), within(c.Shared, "cursor.key"), within(c.Data, "watchdog.key"), within(c.Shared, "watchdog.key"),
			within(c.Data, "calendar.key"), within(c.Shared, "calendar.key"),
			within(c.Data, "events.db"), within(c.Data, "access-log/events.db"))
	}},
	{"settings others can change", func(c serveCommand) string {
		return grants(0o022, "can be changed by others: close them with chmod go-w", c.TLSCert, c.ClientCA, c.TrustedDocuments, c.RevokedTokens, c.EventstoreCA,
			c.AccessPatterns)
	}},
}

// checkProduction names everything that is refused, so that nobody has to start again for each.
func (c serveCommand) checkProduction() error {
	if !c.Production {
		return nil
	}
	var found []string
	for _, h := range hazards {
		if text := h.found(c); text != "" {
			found = append(found, "\n  - "+text)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return usagef("--production refuses to start:%s", strings.Join(found, ""))
}

func listed(words []string) string {
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func when(bad bool, text string) string {
	if bad {
		return text
	}
	return ""
}

// grants says which of the files that are there give others more than they should; "" for none.
func grants(bits fs.FileMode, what string, paths ...string) string {
	var open []string
	for _, p := range paths {
		if p == "" {
			continue
		}
		info, err := os.Stat(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue // made closed, or complained of when it is opened
		}
		if err != nil || info.Mode().Perm()&bits != 0 {
			open = append(open, p)
		}
	}
	return when(len(open) > 0, listed(open)+" "+what)
}

// within is a file below a folder, "" where there is no folder.
func within(folder, name string) string {
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, name)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return path != "" && err == nil
}

func hasPassword(address string) bool {
	if parts := userAndHosts.FindStringSubmatch(address); parts != nil && strings.Contains(parts[2], ":") {
		return true
	}
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return false
	}
	_, set := u.User.Password()
	return set
}
