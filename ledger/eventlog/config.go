package eventlog

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Config says where the event store is and how patient to be with it.
type Config struct {
	// Address is where one store listens: "unix:///path/to/socket" or "host:port", without TLS. For the store inside this program.
	Address string
	// URL is an EventStoreDB connection string, "esdb://…" or "esdb+discover://…", for a cluster. Exactly one of Address and URL is
	// set. Settings that the client does not know are refused.
	URL string
	// Username and Password are sent with every call. Without TLS they are sent only to this machine. They win over those in URL.
	Username, Password string
	// CAFile holds the certificates, in PEM form, of the authorities that may vouch for the store; "" is what URL names, or else the
	// machine's own list.
	CAFile string
	// Logger gets operational lines, never payloads; nil discards them.
	Logger *slog.Logger
	// Observer is told of appends and broken subscriptions, for metrics; nil where nobody counts.
	Observer Observer
	// CallTimeout bounds an append, and how long a read waits for its next event. 0 is 10 s.
	CallTimeout time.Duration
	// ConnectTimeout bounds connecting, discovery included. 0 is 10 s.
	ConnectTimeout time.Duration
	// MaxAppendBytes is the most one append may hold: data, metadata and twice the length of the type of all its events. It must not
	// be more than the store takes. 0 is 1 MiB, the limit of every KurrentDB up to version 25.0.
	MaxAppendBytes int
	// BatchEvents and BatchBytes bound what a subscription hands over at once. 0 is 512 events and 8 MiB.
	BatchEvents, BatchBytes int
	// MaxBackoff bounds the pause between two attempts of a subscription to reconnect. 0 is 5 s.
	MaxBackoff time.Duration
}

const (
	defaultCallTimeout    = 10 * time.Second
	defaultConnectTimeout = 10 * time.Second
	defaultMaxAppendBytes = 1 << 20
	defaultBatchEvents    = 512
	defaultBatchBytes     = 8 << 20
	defaultMaxBackoff     = 5 * time.Second
)

func (c Config) withDefaults() (Config, error) {
	if (c.Address == "") == (c.URL == "") {
		return c, errors.New("open event log: give either an address or a URL")
	}
	if (c.Username == "") != (c.Password == "") {
		return c, errors.New("open event log: give both a user name and a password, or neither")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Observer == nil {
		c.Observer = unobserved{}
	}
	for _, d := range []struct {
		value    *time.Duration
		fallback time.Duration
	}{{&c.CallTimeout, defaultCallTimeout}, {&c.ConnectTimeout, defaultConnectTimeout}, {&c.MaxBackoff, defaultMaxBackoff}} {
		if *d.value < 0 {
			return c, fmt.Errorf("open event log: %s is not a span of time to wait", *d.value)
		}
		if *d.value == 0 {
			*d.value = d.fallback
		}
	}
	c.MaxAppendBytes = positiveOr(c.MaxAppendBytes, defaultMaxAppendBytes)
	c.BatchEvents = positiveOr(c.BatchEvents, defaultBatchEvents)
	c.BatchBytes = positiveOr(c.BatchBytes, defaultBatchBytes)
	return c, nil
}

func positiveOr(value, fallback int) int {
	if value > 0 {
		return value
	}
	return fallback
}
