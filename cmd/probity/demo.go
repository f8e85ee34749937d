package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/probity-ledger/probity/cmd/probity/demo/year"
	"github.com/probity-ledger/probity/domain"
)

// demoCommand fills a data folder with an invented year of one force. It opens the folder itself, so no server runs on it meanwhile.
type demoCommand struct {
	Matters int    `default:"10000" help:"How many matters."`
	Seed    uint64 `default:"1" help:"Another seed makes another year; the same one adds nothing a second time."`
	Until   string `placeholder:"DAY" help:"The last day of the year, as 2006-01-02; today where it is left out. What would come later has not happened."`
	storage
}

// most is the largest number of matters of one invented year.
const most = 1_000_000

// Run plays the year and says how fast.
func (c demoCommand) Run(ctx context.Context, t *terminal) (err error) {
	set := c.settings(t)
	until, err := c.lastDay(set.now)
	if err != nil {
		return err
	}
	set.quiet = true
	s, err := openSystem(ctx, set)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := errors.Join(s.caughtUp(ctx), s.recordPolicies(ctx)); err != nil {
		return err
	}
	paper, err := s.invent(ctx)
	if err != nil {
		return err
	}
	meter := t.meter("matters")
	o, err := year.Year{Ledger: s.ledger, Matters: c.Matters, Seed: c.Seed, Until: until, Paper: paper,
		Progress: func(done, matters int) { meter.at("%d of %d", done, matters) }}.Play(ctx)
	meter.done()
	t.say("%d matters about %d officers: %d commands carried out (%d were there before), %d events, in %.1f s, %.0f commands a second",
		o.Matters, o.Officers, o.Commands, o.There, o.Events, o.Took.Seconds(), float64(o.Commands)/o.Took.Seconds())
	if err != nil {
		return err
	}
	began := time.Now()
	if err := s.caughtUp(ctx); err != nil {
		return err
	}
	t.say("the read models caught up %.1f s later", time.Since(began).Seconds())
	return nil
}

// invent puts the one document of the year into the vault.
func (s *system) invent(ctx context.Context) (year.Paper, error) {
	staged, err := s.vault.Stage(ctx, strings.NewReader(year.Text), int64(len(year.Text)))
	if err != nil {
		return year.Paper{}, err
	}
	return year.Paper{SHA256: staged.SHA256, Size: staged.Size}, staged.Commit(ctx)
}

func (c demoCommand) lastDay(now func() time.Time) (domain.Date, error) {
	if c.Matters < 1 || c.Matters > most {
		return "", usagef("--matters is a number from 1 to %d", most)
	}
	today := domain.DateOf(now())
	switch until := domain.Date(c.Until); {
	case c.Until == "":
		return today, nil
	case !until.Valid() || today.Before(until):
		return "", usagef("--until is a day of the calendar that has come, written as 2006-01-02")
	default:
		return until, nil
	}
}
