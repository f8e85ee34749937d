package eventlog

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/metadata"
)

// target is where the store is and what goes with every call there.
type target struct {
	settings esdb.Configuration // copied for every client
	headers  []string           // key, value, … of the metadata of every call
}

const (
	keepAlive   = 10 * time.Second // the client's own least value
	unixPrefix  = "unix://"
	leaderKey   = "requires-leader"
	discoveries = 1 // attempts per client; the connection makes a new client for the next one
)

// resolve fills in the defaults and turns the configuration into what the client wants.
func (c Config) resolve() (Config, *target, error) {
	c, err := c.withDefaults()
	if err != nil {
		return c, nil, err
	}
	var settings *esdb.Configuration
	if c.URL != "" {
		settings, err = parseURL(c.URL)
	} else {
		settings, err = parseAddress(c.Address)
	}
	if err != nil {
		return c, nil, fmt.Errorf("open event log: %w", err)
	}
	if c.Username != "" {
		settings.Username, settings.Password = c.Username, c.Password
	}
	if c.CAFile != "" {
		if settings.RootCAs, err = readAuthorities(c.CAFile); err != nil {
			return c, nil, fmt.Errorf("open event log: %w", err)
		}
	}
	if len(settings.GossipSeeds) > 0 {
		settings.DnsDiscover = false // with it the client asks a single address, which a list of seeds has not
	}
	settings.MaxDiscoverAttempts = discoveries
	settings.DiscoveryInterval = 1
	settings.GossipTimeout = wholeSeconds(c.ConnectTimeout)
	settings.Logger = clientLogger(c.Logger)
	return c, &target{settings: *settings, headers: headersFor(settings, c.Logger)}, nil
}

func wholeSeconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

func parseAddress(address string) (*esdb.Configuration, error) {
	settings := &esdb.Configuration{
		DisableTLS:        true,
		NodePreference:    esdb.NodePreferenceLeader,
		KeepAliveInterval: keepAlive,
		KeepAliveTimeout:  keepAlive,
	}
	if path, ok := strings.CutPrefix(address, unixPrefix); ok {
		if !strings.HasPrefix(path, "/") {
			return nil, fmt.Errorf("address %q: the path of the socket must be absolute", address)
		}
		settings.Address = (&url.URL{Scheme: "unix", Path: path}).String()
		return settings, nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", address, err)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || host == "" {
		return nil, fmt.Errorf("address %q: want host:port or unix:///path", address)
	}
	settings.Address = address
	return settings, nil
}

// headersFor is what the client forgets to send: that the leader must answer, and the credentials where there is no TLS. These go
// to this machine only, since anybody on the way could read them.
func headersFor(s *esdb.Configuration, log *slog.Logger) []string {
	headers := []string{leaderKey, strconv.FormatBool(s.NodePreference == esdb.NodePreferenceLeader)}
	if s.Username == "" || !s.DisableTLS {
		return headers
	}
	if !onThisMachine(s) {
		log.Warn("event store: credentials are not sent without TLS to another machine", "address", s.Address)
		return headers
	}
	basic := base64.StdEncoding.EncodeToString([]byte(s.Username + ":" + s.Password))
	return append(headers, "authorization", "Basic "+basic)
}

func onThisMachine(s *esdb.Configuration) bool {
	if strings.HasPrefix(s.Address, "unix:") {
		return true
	}
	if len(s.GossipSeeds) == 0 {
		return isLoopback(s.Address)
	}
	for _, seed := range s.GossipSeeds {
		if !isLoopback(seed.String()) {
			return false
		}
	}
	return true
}

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// dress puts the headers on the way out of a call.
func (t *target) dress(ctx context.Context) context.Context {
	return metadata.AppendToOutgoingContext(ctx, t.headers...)
}

// knownSettings are the settings of a connection string that mean something to the client, in lower case.
var knownSettings = map[string]bool{
	"discoveryinterval": true, "gossiptimeout": true, "maxdiscoverattempts": true, "nodepreference": true, "keepaliveinterval": true,
	"keepalivetimeout": true, "tls": true, "tlscafile": true, "usercertfile": true, "userkeyfile": true, "tlsverifycert": true,
	"defaultdeadline": true,
}

// parseURL lets the client read the connection string, after refusing what it would only grumble about on standard error. No error
// of this function holds the password.
func parseURL(text string) (*esdb.Configuration, error) {
	if _, query, ok := strings.Cut(text, "?"); ok {
		if err := checkSettings(query); err != nil {
			return nil, err
		}
	}
	settings, err := esdb.ParseConnectionString(text)
	var broken *url.Error
	if errors.As(err, &broken) {
		return nil, fmt.Errorf("read connection string: %w", broken.Err)
	}
	if err != nil {
		return nil, fmt.Errorf("read connection string: %w", err)
	}
	if err := settings.Validate(); err != nil {
		return nil, fmt.Errorf("read connection string: %w", err)
	}
	return settings, nil
}

func checkSettings(query string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return fmt.Errorf("read connection string: %w", err)
	}
	for key, given := range values {
		name := strings.ToLower(key)
		if !knownSettings[name] {
			return fmt.Errorf("read connection string: setting %q is not known", key)
		}
		if len(given) != 1 {
			return fmt.Errorf("read connection string: setting %q stands more than once", key)
		}
		if err := checkSetting(name, given[0]); err != nil {
			return err
		}
	}
	return nil
}

func checkSetting(name, value string) error {
	n, err := strconv.Atoi(value)
	switch name {
	case "keepaliveinterval":
		if err != nil || (n != -1 && n < int(keepAlive/time.Millisecond)) {
			return errors.New("read connection string: keepAliveInterval is -1 or at least 10000 (milliseconds)")
		}
	case "defaultdeadline":
		if err != nil || n < 1 {
			return errors.New("read connection string: defaultDeadline is a positive number of milliseconds")
		}
	}
	return nil
}
