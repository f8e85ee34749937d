package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// storage are the flags of every command that opens a ledger's data.
type storage struct {
	Data       string `default:"data" type:"path" help:"The data folder; made when it is missing."`
	Eventstore string `placeholder:"URL" help:"An EventStoreDB or KurrentDB cluster (esdb://…) instead of the event store inside this process."`
	LogLevel   string `default:"warn" enum:"debug,info,warn,error" help:"How much is logged: debug, info, warn or error."`
}

func (s storage) settings(t *terminal) settings {
	return settings{data: s.Data, eventstore: s.Eventstore, logger: t.logger(s.level()), now: time.Now}
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

// blanked is a URL as it may be shown: without its password.
func blanked(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(unreadable)"
	}
	return u.Redacted()
}

// defaultData is the data folder when none is named.
func defaultData() string {
	path, err := filepath.Abs("data")
	if err != nil {
		return "data"
	}
	return path
}
