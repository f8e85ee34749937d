package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"syscall"
	"time"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/node"
)

// nodeCommand runs the event store alone, so that several `probity serve` of one machine, or other tools, share it.
type nodeCommand struct {
	Data      string   `default:"data" type:"path" help:"The data folder; made when it is missing."`
	Listen    string   `default:"127.0.0.1:2113" help:"The address to answer on; beyond this machine only with --cert, --key and --users. Empty for none."`
	Socket    string   `type:"path" placeholder:"PATH" help:"A Unix socket to answer on, for programs of this user."`
	Cert      string   `type:"path" placeholder:"FILE" help:"The certificate (PEM) that encrypts the address; read anew when it changes."`
	Key       string   `type:"path" placeholder:"FILE" help:"The certificate's key (PEM)."`
	ClientCA  string   `name:"client-ca" type:"path" placeholder:"FILE" help:"The authority (PEM) of client certificates: each stands for the user its common name names."`
	Users     string   `type:"path" placeholder:"FILE" help:"Who is let in, in lines as htpasswd -B writes them. Without it everybody who reaches the address."`
	Advertise string   `placeholder:"HOST:PORT" help:"The address clients are told by discovery, where it differs from --listen."`
	Followers []string `name:"follower" hidden:"" placeholder:"HOST:PORT" help:"Addresses on which the store plays a follower of itself, to try clients of clusters."`
	Metrics   string   `placeholder:"HOST:PORT" help:"An address on this machine that shows figures for Prometheus at /metrics; none when absent."`
	LogLevel  string   `default:"warn" enum:"debug,info,warn,error" help:"How much is logged: debug, info, warn or error."`
	LogFormat string   `default:"text" enum:"text,json" help:"How it is logged: text or json, one line each."`
}

func (c nodeCommand) logger(t *terminal) *slog.Logger {
	return telemetry.NewLogger(t.stderr, c.LogFormat, storage{LogLevel: c.LogLevel}.level())
}

func (c nodeCommand) config(data dataFolder, logger *slog.Logger) node.Config {
	return node.Config{
		Path: data.events(), Socket: c.Socket, Listen: c.Listen, Followers: c.Followers, AdvertiseAddress: c.Advertise,
		CertFile: c.Cert, KeyFile: c.Key, ClientCAFile: c.ClientCA, UsersFile: c.Users, Now: time.Now, Logger: logger,
	}
}

// Run serves until it is told to stop.
func (c nodeCommand) Run(ctx context.Context, t *terminal, boss supervisor) error {
	data, err := openData(c.Data)
	if err != nil {
		return err
	}
	metrics, err := listenMetrics(ctx, c.Metrics)
	if err != nil {
		return err
	}
	if metrics != nil {
		defer metrics.Close() // whoever serves it has closed it; this is for the ways that do not get so far
	}
	cfg, store := c.config(data, c.logger(t)), telemetry.NewStore()
	cfg.Observer = store
	n, err := node.Open(cfg)
	if err != nil {
		return c.advised(err)
	}
	c.print(t, n)
	if err := boss.tell(nowReady); err != nil {
		return errors.Join(err, n.Close())
	}
	err = serveMeasured(ctx, n, store, metrics)
	if ctx.Err() != nil {
		t.note("stopped")
	}
	return err
}

func (c nodeCommand) advised(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return &adviceError{err: err, advice: "stop what listens there, or choose another address with --listen"}
	}
	return err
}

// print says where the store can be reached, and by what words.
func (c nodeCommand) print(t *terminal, n *node.Node) {
	t.note("probity %s", readBuild().version)
	t.note("  event store %s", dataFolder(c.Data).events())
	if c.Socket != "" {
		t.say("listening on %s", n.Addr())
	}
	if n.Endpoint() == "" {
		return
	}
	t.say("listening on %s", n.Endpoint())
	if c.Users == "" {
		t.note("  every program of this machine is let in; name users with --users")
	}
	t.say("use it with: probity serve %s --data OTHER-FOLDER", c.serveFlags(n.Endpoint()))
}

// serveFlags are the flags with which `probity serve` finds the store; what only the reader knows stands in capitals.
func (c nodeCommand) serveFlags(endpoint string) string {
	url, more := "esdb://"+endpoint, ""
	if c.Cert == "" {
		url += "?tls=false"
	} else {
		more += " --eventstore-ca CA-FILE"
	}
	if c.Users != "" {
		more += " --eventstore-user NAME --eventstore-password-file FILE"
	}
	return fmt.Sprintf("--eventstore '%s'%s", url, more)
}
