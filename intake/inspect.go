package intake

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
	"github.com/probity-ledger/probity/vault"
)

// Inspect reads a file of the vault from beginning to end without recording anything: what it is, how its dates are to be read, what is
// in it. *NotAChatError, *AmbiguousDatesError, *WrongDatesError, *UnknownDayPeriodError, *UnknownCalendarError, *UnknownZoneError,
// *ArchiveError, *LimitError, and the errors of the vault.
func Inspect(ctx context.Context, v *vault.Vault, sha domain.SHA256, o Options) (Plan, error) {
	o = o.withDefaults()
	ctx, cancel := o.bound(ctx)
	defer cancel()
	s, err := openSource(ctx, v, sha, o.Limits)
	if err != nil {
		return Plan{}, err
	}
	defer s.blob.Close()
	chat, err := whatsapp.Survey(ctx, s.text, o.survey(s))
	if err != nil {
		return Plan{}, err
	}
	m := newMedia(v, s)
	tally, err := chat.Read(ctx, s.text, func(msg *extraction.Message) error { m.name(msg); return nil })
	if err != nil {
		return Plan{}, err
	}
	m.finish()
	return Plan{
		Source:      s.describe(chat, "", o),
		Entry:       s.entryName(),
		Messages:    chat.Messages,
		Lines:       chat.Lines,
		Senders:     tally.Senders,
		Attachments: tally.Attachments,
		First:       chat.First,
		Last:        chat.Last,
		Title:       chat.Title,
		Kind:        chat.Kind,
		Issues:      allIssues(tally, m),
	}, nil
}

func (o Options) withDefaults() Options {
	o.Limits = o.Limits.withDefaults()
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// bound ends the work after the limit of its duration, and says that this is why.
func (o Options) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	d := o.Limits.Duration
	return context.WithTimeoutCause(ctx, d, &LimitError{What: "seconds of work on it", Limit: int64(d / time.Second)})
}

// survey is what the reader of the text is told; names are those the file came under.
func (o Options) survey(s *source, names ...string) whatsapp.Options {
	if n := s.entryName(); n != "" {
		names = append([]string{n}, names...)
	}
	return whatsapp.Options{Order: o.DateOrder, Zone: o.TimeZone, Periods: o.DayPeriods, Latest: o.Now(), Names: names, Entry: s.entryName()}
}

func (s *source) entryName() string {
	if s.entry == nil {
		return ""
	}
	return s.entry.Name
}

func (s *source) describe(c *whatsapp.Chat, name string, o Options) extraction.Source {
	return extraction.Source{
		SHA256:    s.blob.SHA256(),
		Size:      s.blob.Size(),
		Name:      name,
		Format:    s.format,
		Reader:    ReaderVersion,
		DateOrder: string(c.Order),
		OrderFrom: string(c.Basis),
		TimeZone:  o.TimeZone,
	}
}

// allIssues lists what was noticed in the text and about the files beside it, in the order of the codes.
func allIssues(t whatsapp.Tally, m *media) []extraction.Issue {
	all := slices.Clone(t.Issues)
	for _, i := range m.issues {
		all = append(all, *i)
	}
	slices.SortFunc(all, func(a, b extraction.Issue) int { return cmp.Compare(a.Code, b.Code) })
	return all
}
