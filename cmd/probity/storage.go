package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// storage are the flags of every command that opens a ledger's data.
type storage struct {
	Data                   string `default:"data" type:"path" help:"The data folder; made when it is missing."`
	Eventstore             string `placeholder:"URL" help:"An event store outside this process, shared by several replicas: esdb://… or esdb+discover://…"`
	EventstoreUser         string `placeholder:"NAME" help:"Who signs in to the event store; with --eventstore-password-file."`
	EventstorePasswordFile string `type:"path" placeholder:"FILE" help:"The file with the password, readable by its owner only."`
	EventstoreCA           string `name:"eventstore-ca" type:"path" placeholder:"FILE" help:"The certificates (PEM) of who may vouch for the event store; the machine's own list when absent."`
	Shared                 string `type:"path" placeholder:"DIR" help:"The folder that all replicas of this machine share: evidence bytes and keys. Only with --eventstore; each has a --data of its own."`
	accessed
	LogLevel  string `default:"warn" enum:"debug,info,warn,error" help:"How much is logged: debug, info, warn or error."`
	LogFormat string `default:"text" enum:"text,json" help:"How it is logged: text or json, one line each."`
}

func (s storage) settings(t *terminal) settings {
	instance := newInstance()
	logger := telemetry.NewLogger(t.stderr, s.LogFormat, s.level()).With("instance", instance)
	return settings{data: s.Data, shared: s.Shared, eventstore: s.outside(), passwordFile: s.EventstorePasswordFile,
		accessstore: s.AccessEventstore, watchdogKey: s.WatchdogKeyFile, accessPatterns: s.AccessPatterns,
		logger: logger, now: time.Now, instance: instance}
}

// outside is how the event store outside this process is reached; its URL is "" where the one inside serves. The password is read when
// it is needed.
func (s storage) outside() eventlog.Config {
	return eventlog.Config{URL: s.Eventstore, Username: s.EventstoreUser, CAFile: s.EventstoreCA}
}

func (s storage) level() slog.Level {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		return slog.LevelWarn // Kong lets only the four names through
	}
	return level
}

// existing refuses a folder that holds no ledger, so that a slip in --data does not check an empty one.
func (s storage) existing() error {
	if err := s.checkStore(); err != nil {
		return err
	}
	if _, err := existingData(s.Data); err != nil {
		return err
	}
	if s.Eventstore != "" {
		return nil
	}
	if _, err := os.Stat(dataFolder(s.Data).events()); errors.Is(err, fs.ErrNotExist) {
		return &adviceError{err: fmt.Errorf("the folder %s holds no ledger", s.Data), advice: "name the right one with --data"}
	}
	return nil
}

// defaultData is the data folder when none is named.
func defaultData() string {
	path, err := filepath.Abs("data")
	if err != nil {
		return "data"
	}
	return path
}
