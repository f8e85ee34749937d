package whatsapp

import (
	"context"
	"errors"
	"io"
)

const (
	headersForForm = 50     // the form of the headers is fixed by this many
	linesForForm   = 20_000 // or by those among this many lines
	linesBefore    = 64     // an export begins with a header; this many lines before the first are borne with
)

// Expected is what a chat export looks like, for the person who handed in something else.
const Expected = "a WhatsApp text export, whose lines begin with date and time as in “[13/11/2025, 12:25:55] Name: text” or “13/11/2025, 12:25 - Name: text”"

// Text opens the text of a chat at its beginning. It is called once for each pass and gives the same bytes each time.
type Text func() (io.ReadCloser, error)

// clock says how the words at the times of a file are to be taken.
type clock int

const (
	clockPlain  clock = iota // there are none
	clockTwelve              // they are halves of the day, and known
	clockOpen                // they are not known: the whole file decides whether they mean anything
)

// lookout collects the headers a file begins with.
type lookout struct {
	forms []form // in order of appearance
	seen  map[form]*sighting
	total int
}

type sighting struct {
	count, line int
	raw         string
	calendar    bool // every one has years that can be read
	known       int  // words at the time that are known halves of the day
}

// detect reads the beginning of a file and fixes the form of its headers: the most frequent, and of equally frequent ones the first.
func (c *Chat) detect(ctx context.Context, text Text) error {
	seen := lookout{seen: map[form]*sighting{}}
	err := c.scan(ctx, text, func(l line, h *head) error {
		hd, ok := h.scan()
		if ok {
			seen.add(&hd, l, c.said)
		}
		if seen.total >= headersForForm || l.number >= linesForForm || seen.total == 0 && l.number >= linesBefore {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return c.fix(&seen)
}

// errEnough ends a pass early.
var errEnough = errors.New("enough was read")

func (s *lookout) add(hd *header, l line, said map[string]DayPeriod) {
	one, ok := s.seen[hd.form]
	if !ok {
		one = &sighting{line: l.number, raw: string(l.text[hd.stampFrom:hd.stampTo]), calendar: true}
		s.seen[hd.form] = one
		s.forms = append(s.forms, hd.form)
	}
	one.count++
	one.calendar = one.calendar && hd.knownCalendar()
	if _, known := periodOf(hd.period, said); hd.period != nil && known {
		one.known++
	}
	s.total++
}

func (c *Chat) fix(seen *lookout) error {
	if seen.total == 0 {
		return &NotAChatError{Expected: Expected, Found: "text without such a line at its beginning"}
	}
	c.form = seen.forms[0]
	for _, f := range seen.forms {
		if seen.seen[f].count > seen.seen[c.form].count {
			c.form = f
		}
	}
	best := seen.seen[c.form]
	if !best.calendar {
		return &UnknownCalendarError{Line: best.line, Raw: best.raw}
	}
	switch {
	case best.known > 0:
		c.clock = clockTwelve
	case c.form.period:
		c.clock = clockOpen
	}
	return nil
}

// scan goes over the text once, line by line, with the beginning of each line normalised.
func (c *Chat) scan(ctx context.Context, text Text, each func(line, *head) error) error {
	r, err := text()
	if err != nil {
		return err
	}
	defer r.Close()
	ls, err := newLines(ctx, r)
	if err != nil {
		return err
	}
	var h head
	for {
		l, err := ls.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		h.normalise(l.text)
		if err := each(l, &h); err != nil {
			return err
		}
	}
}

// Recognise looks at the beginning of a text only, and says with a *NotAChatError that it does not read like a chat export.
func Recognise(ctx context.Context, text Text) error {
	return (&Chat{}).detect(ctx, text)
}
