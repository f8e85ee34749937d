package extraction

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_AUTHORISED, NOT_STARTED, EXTRACTION_FAILED, READ_OTHERWISE. The same file read the same way again is no event.
func (c RegisterSource) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.First(c.Source.check(), s.working()); err != nil {
		return nil, err
	}
	if known := s.Sources[c.Source.SHA256]; known.Registered {
		return nil, known.Source.readAs(c.Source)
	}
	return []Event{SourceRegistered{Source: c.Source, At: env.Now}}, nil
}

func (f Source) check() error {
	checks := []error{
		domain.CheckHash("source.sha256", f.SHA256),
		size("source.size", f.Size),
		domain.Line("source.name", f.Name),
		domain.Line("source.format", f.Format),
		domain.Line("source.reader", f.Reader),
		domain.OptionalLine("source.timeZone", f.TimeZone),
	}
	if f.DateOrder != "" {
		checks = append(checks,
			domain.OneOf("source.dateOrder", f.DateOrder, "DMY", "MDY", "YMD"),
			domain.OneOf("source.orderFrom", f.OrderFrom, "OVER_12", "MONOTONIC", "OPERATOR", "UNAMBIGUOUS_FORM"))
	}
	return domain.First(checks...)
}

// readAs refuses to read a registered file in another way: the same locators would then bear other messages.
func (f Source) readAs(again Source) error {
	if f.Format == again.Format && f.Reader == again.Reader && f.DateOrder == again.DateOrder && f.TimeZone == again.TimeZone {
		return nil
	}
	return domain.Errorf(domain.Refused, "READ_OTHERWISE",
		"this file is already being read as %s by %s with date order %q and time zone %q; read it the same way, or in an extraction of its own",
		f.Format, f.Reader, f.DateOrder, f.TimeZone).On("source")
}

// Refused: NOT_AUTHORISED, NOT_STARTED, EXTRACTION_FAILED, UNKNOWN_SOURCE, COUNTS_DIFFER, SOURCE_CHANGED, BAD_COUNT. Finishing again
// is no event.
func (c FinishSource) decide(s State, env domain.Envelope) ([]Event, error) {
	r := c.Receipt
	if err := domain.First(r.check(), env.CheckTime("receipt.recordedAt", r.RecordedAt), s.working()); err != nil {
		return nil, err
	}
	f, err := s.source("receipt.source", r.Source)
	switch {
	case err != nil:
		return nil, err
	case f.Recorded:
		return nil, nil
	}
	if err := domain.First(r.unchanged(), r.adds(f)); err != nil {
		return nil, err
	}
	return []Event{r}, nil
}

func (s State) source(field string, sha domain.SHA256) (SourceState, error) {
	if f := s.Sources[sha]; f.Registered {
		return f, nil
	}
	return SourceState{}, domain.Errorf(domain.Refused, "UNKNOWN_SOURCE",
		"this file is not registered in the extraction; register the source first").On(field)
}

func (r SourceRecorded) check() error {
	checks := []error{
		domain.CheckHash("receipt.source", r.Source),
		domain.CheckHash("receipt.sourceShaEnd", r.SourceSHAEnd),
		count("receipt.countedIn", r.CountedIn),
		count("receipt.countedOut", r.CountedOut),
		count("receipt.batches", r.Batches),
		count("receipt.threads", r.Threads),
		count("receipt.senders", r.Senders),
		count("receipt.attachments", r.Attachments),
		domain.OptionalLine("receipt.first", r.First),
		domain.OptionalLine("receipt.last", r.Last),
		domain.AtMost("receipt.issues", len(r.Issues), 100),
	}
	for _, i := range r.Issues {
		checks = append(checks, domain.Line("receipt.issues", i.Code), count("receipt.issues", i.Count), domain.OptionalLine("receipt.issues", i.First))
	}
	return domain.First(checks...)
}

// unchanged: a file that hashes differently after reading was changed while it was read, and nothing that was read can be trusted.
func (r SourceRecorded) unchanged() error {
	if r.SourceSHAEnd == r.Source {
		return nil
	}
	return domain.Errorf(domain.Refused, "SOURCE_CHANGED",
		"the file no longer has the hash it had when reading began; fetch it from the vault again and verify it").
		On("receipt.sourceShaEnd").Under("domain guide 4.3, principle 1")
}

// adds compares the receipt with what is on record. A file read to its end holds exactly what was recorded; one that ended early may
// hold more than could be recorded, and the receipt shows both numbers.
func (r SourceRecorded) adds(f SourceState) error {
	switch {
	case r.CountedOut != f.Messages:
		return differ("receipt.countedOut", "messages", r.CountedOut, f.Messages)
	case r.Batches != f.Batches:
		return differ("receipt.batches", "batches", r.Batches, f.Batches)
	case r.CountedIn < r.CountedOut, r.Complete && r.CountedIn != r.CountedOut:
		return differ("receipt.countedIn", "messages in the file", r.CountedIn, r.CountedOut)
	}
	return nil
}

func differ(field, what string, said, recorded int) error {
	return domain.Errorf(domain.Refused, "COUNTS_DIFFER",
		"the receipt says %d %s, but %d were recorded; import the file again from where it stopped", said, what, recorded).On(field)
}
