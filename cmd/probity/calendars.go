package main

import (
	"net/url"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph"
)

// calendars are the flags of the feeds for calendar programs.
type calendars struct {
	CalendarURL string `name:"calendar-url" placeholder:"URL" help:"The server's address as calendar programs reach it, such as https://ledger.example. Without it production gives out no calendar feeds."`
}

func (c calendars) check() error {
	if c.CalendarURL == "" {
		return nil
	}
	u, err := url.Parse(c.CalendarURL)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return usagef("--calendar-url %s is not an address; give one like https://ledger.example", c.CalendarURL)
	}
	return nil
}

// calendar is what gives out feeds; nil where none are given out. Outside production they are at the server's own address.
func (c calendars) calendar(folder sharedFolder, address string, production bool) (*graph.Calendar, error) {
	switch {
	case c.CalendarURL != "":
		address = c.CalendarURL
	case production:
		return nil, nil
	}
	secret, err := folder.readCalendarKey()
	if err != nil {
		return nil, err
	}
	key, err := access.NewFeedKey(secret)
	return &graph.Calendar{Key: key, URL: address}, err
}
