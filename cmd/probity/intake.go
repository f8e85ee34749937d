package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
)

// intakeCommand imports a file of messages. With --server it goes through a running ledger; without, it opens the data folder itself.
type intakeCommand struct {
	File       string `arg:"" type:"existingfile" help:"The export: a chat text or the zip it came in."`
	Exhibit    string `required:"" placeholder:"REF" help:"The exhibit it came from: the device's reference (KLM/1) or the extraction's (PQR/1)."`
	Matter     string `required:"" placeholder:"CASE" help:"The case: its id or the force's reference (NMP/2025/0417)."`
	Extraction string `placeholder:"ID" help:"The extraction, where the device has several."`
	DateOrder  string `enum:",DMY,MDY,YMD" default:"" help:"The order of day and month (DMY, MDY or YMD), where the file leaves it open."`
	TimeZone   string `placeholder:"ZONE" help:"The zone of the phone's clock, such as Europe/London, where it is known."`
	TokenFile  string `type:"path" placeholder:"FILE" help:"The file with the access token for --server, readable by its owner only; a shell's <(probity token …) will do."`
	calling
	storage
}

// maxUpload is the largest file taken in, as the server has it too.
const maxUpload = 16 << 30

// Run imports the file and prints the receipt: counted in, counted out, issues named.
func (c intakeCommand) Run(ctx context.Context, t *terminal) error {
	if c.TimeZone != "" {
		if _, err := time.LoadLocation(c.TimeZone); err != nil {
			return usagef("--time-zone %s is not the name of a time zone; give one like Europe/London", c.TimeZone)
		}
	}
	if !domain.ExhibitRef(c.Exhibit).Valid() {
		return usagef("--exhibit %s is not an exhibit reference; it has the form KLM/1", c.Exhibit)
	}
	if c.Server != "" {
		return c.throughServer(ctx, t)
	}
	if err := c.existing(); err != nil {
		return err
	}
	return c.intoFolder(ctx, t)
}

func (c intakeCommand) options() intake.Options {
	return intake.Options{DateOrder: intake.DateOrder(c.DateOrder), TimeZone: c.TimeZone}
}

// intoFolder imports without a server, as the operator of this machine.
func (c intakeCommand) intoFolder(ctx context.Context, t *terminal) (err error) {
	set := c.settings(t)
	set.quiet = true
	s, err := openSystem(ctx, set)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.caughtUp(ctx); err != nil {
		return err
	}
	if err := s.recordPolicies(ctx); err != nil {
		return err
	}
	ctx, id, err := s.findExtraction(ctx, c)
	if err != nil {
		return err
	}
	sha, err := c.takeIn(ctx, t, s)
	if err != nil {
		return err
	}
	meter := t.meter("recording")
	receipt, err := s.importNow(ctx, id, sha, filepath.Base(c.File), c.options(), func(p intake.Progress) {
		meter.at("%d of %d messages, %d batches", p.Messages, p.Total, p.Batches)
	})
	meter.done()
	if err != nil {
		return fmt.Errorf("import %s: %w", c.File, unreadable(err))
	}
	if receipt.AlreadyImported {
		t.say("this file was imported before: nothing was added")
		t.say("extraction   %s", id)
		t.say("counted out  %d messages in %d batches", receipt.Recorded.CountedOut, receipt.Recorded.Batches)
		return nil
	}
	printReceipt(t, id, receipt.Source, receipt.Recorded)
	return nil
}

// takeIn copies the file into the vault.
func (c intakeCommand) takeIn(ctx context.Context, t *terminal, s *system) (sha domain.SHA256, err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return "", fmt.Errorf("open the file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	staged, err := s.vault.Stage(ctx, counted(f, t.meter("reading")), maxUpload)
	if err != nil {
		return "", fmt.Errorf("take %s into the vault: %w", c.File, err)
	}
	if err := staged.Commit(ctx); err != nil {
		return "", fmt.Errorf("take %s into the vault: %w", c.File, err)
	}
	return staged.SHA256, nil
}

// countedReader tells a meter how much has been read.
type countedReader struct {
	r     io.Reader
	n     int64
	meter *meter
}

func counted(r io.Reader, m *meter) *countedReader { return &countedReader{r: r, meter: m} }

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.meter.at("%.1f MB", float64(c.n)/1e6)
	if errors.Is(err, io.EOF) {
		c.meter.done()
	}
	return n, err
}

// printReceipt prints what an import counted, and every kind of issue with its first place.
func printReceipt(t *terminal, id domain.ExtractionID, source extraction.Source, r extraction.SourceRecorded) {
	t.say("extraction   %s", id)
	t.say("source       %s, %d bytes, %s", source.SHA256, source.Size, source.Format)
	t.say("dates        %s (%s), from %s to %s", source.DateOrder, source.OrderFrom, orUnknown(r.First), orUnknown(r.Last))
	t.say("counted in   %d messages", r.CountedIn)
	t.say("counted out  %d messages in %d batches", r.CountedOut, r.Batches)
	t.say("found        %d conversations, %d senders, %d attachments", r.Threads, r.Senders, r.Attachments)
	if !r.Complete {
		t.say("incomplete   the file ended early")
	}
	for _, i := range r.Issues {
		t.say("issue        %s: %d, first at %s", i.Code, i.Count, i.First)
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
