package whatsapp

import (
	"context"
	"math"
	"strings"
	"time"
)

// Options is what is known about a file from outside it.
type Options struct {
	Order   DateOrder            // what a person said, or ""
	Zone    string               // IANA name of the phone's zone, or ""
	Periods map[string]DayPeriod // what a person said words at the times mean
	Latest  time.Time            // no message can be later; zero: not known
	Names   []string             // names the file came under, the innermost first
	Entry   string               // the archive entry the text comes from, for locators; or ""
}

// Chat is what a survey found out. Its numbers are exact; its text was read once and is not kept.
type Chat struct {
	Order       DateOrder
	Basis       Basis
	Messages    int
	Lines       int
	Senders     int
	First, Last string // wall clock of the earliest and the latest message
	Title       string // "" where the file names none
	Kind        string // ONE_TO_ONE, GROUP or UNKNOWN

	form      form
	clock     clock
	said      map[string]DayPeriod
	zone      zone
	latest    wall
	locator   string // what every locator begins with
	people    people
	marks     int // texts that begin with the mark of iOS
	afterCRLF int // headers behind a CR LF
	afterLF   int // headers behind a bare LF
	group     bool
	firstName string // who the application's own first sentence stands under (iOS)
	subject   string // the group's name as the application last said it
	open      openClock
}

// openClock collects what decides whether unknown words at the times mean anything.
type openClock struct {
	words  []string
	line   int
	past12 bool // some hour only exists on a 24-hour clock
}

// Survey reads a file twice from beginning to end: it fixes the form of the headers, decides the order of the dates over the whole file,
// and counts. *NotAChatError when it is no chat export; *AmbiguousDatesError, *WrongDatesError, *UnknownDayPeriodError and
// *UnknownCalendarError when a person has to decide; *UnknownZoneError for a zone that is none.
func Survey(ctx context.Context, text Text, o Options) (*Chat, error) {
	z, err := loadZone(o.Zone)
	if err != nil {
		return nil, err
	}
	c := &Chat{zone: z, said: o.Periods, latest: math.MaxInt64, people: people{byName: map[string]*person{}}}
	if !o.Latest.IsZero() {
		c.latest = wall(o.Latest.Unix() + 14*3600) // the zone furthest ahead of UTC
	}
	if o.Entry != "" {
		c.locator = o.Entry + ":"
	}
	if err := c.detect(ctx, text); err != nil {
		return nil, err
	}
	if err := c.count(ctx, text, o.Order); err != nil {
		return nil, err
	}
	c.name(o.Names)
	return c, nil
}

// count is the pass over the whole file.
func (c *Chat) count(ctx context.Context, text Text, given DateOrder) error {
	latest := int64(math.MaxInt64)
	if c.latest != math.MaxInt64 {
		latest = int64(c.latest) / daySeconds
	}
	dates := newDates(c.form, latest)
	var last line
	err := c.scan(ctx, text, func(l line, h *head) error {
		if hd, v := c.match(h); v == inForm {
			c.lineEnd(last)
			c.see(&hd, l, dates)
		}
		last = line{number: l.number, crlf: l.crlf, terminated: l.terminated}
		return nil
	})
	if err != nil {
		return err
	}
	c.Lines = last.number
	if c.clock == clockOpen && !c.open.past12 && len(c.open.words) > 0 {
		return &UnknownDayPeriodError{Line: c.open.line, Words: c.open.words}
	}
	won, basis, err := dates.decide(given)
	if err != nil {
		return err
	}
	if won.valid == 0 {
		return &NotAChatError{Expected: Expected, Found: "text with such lines, but none of them bears a date"}
	}
	c.Order, c.Basis, c.Messages = won.order, basis, won.valid
	c.First, c.Last = wallText(won.first), wallText(won.last)
	return nil
}

// verdict says what a line is.
type verdict int

const (
	noHeader verdict = iota
	inForm           // a header in the form of this file
	otherForm
)

// match reads the head of a line and compares it with the form of the file.
func (c *Chat) match(h *head) (header, verdict) {
	hd, ok := h.scan()
	if !ok {
		return hd, noHeader
	}
	if hd.form != c.form || !hd.knownCalendar() {
		return hd, otherForm
	}
	if c.clock == clockTwelve {
		if _, known := periodOf(hd.period, c.said); !known {
			return hd, otherForm
		}
	}
	return hd, inForm
}

// half is the half of the day a header names, where the file has a 12-hour clock.
func (c *Chat) half(hd *header) DayPeriod {
	if c.clock != clockTwelve {
		return ""
	}
	p, _ := periodOf(hd.period, c.said)
	return p
}

func (c *Chat) lineEnd(before line) {
	switch {
	case before.crlf:
		c.afterCRLF++
	case before.terminated:
		c.afterLF++
	}
}

// see takes one header line into account.
func (c *Chat) see(hd *header, l line, d *dates) {
	if c.clock == clockOpen {
		c.open.see(hd, l.number)
	}
	d.see(hd, hd.clock(c.half(hd)), l.number, l.text[hd.stampFrom:hd.stampTo])
	sender, body, found, bare := split(l.text[hd.rest:])
	own := true
	if c.form.bracket && marked(body) {
		c.marks++
		own = classify(string(body), true, true).own
	}
	if found && !bare {
		c.seePerson(sender, own, d)
	}
	if quotes := found && openQuote(sender); !found || !own || quotes {
		if quotes {
			body = l.text[hd.rest:]
		}
		c.groupEvidence(string(body[:min(len(body), maxSender)]))
	}
}

func (c *Chat) seePerson(sender []byte, own bool, d *dates) {
	if !own && c.firstName == "" && d.trackers[0].valid+d.trackers[0].against <= 1 {
		c.firstName = cleanName(sender)
	}
	p := c.people.of(sender)
	if p == nil {
		return
	}
	p.messages++
	if own {
		p.own++
	}
}

func (o *openClock) see(hd *header, line int) {
	if hd.hour == 0 || hd.hour > 12 {
		o.past12 = true
	}
	word := string(hd.period)
	if len(o.words) >= 4 || strings.Contains(strings.Join(o.words, "\x00"), word) {
		return
	}
	if o.line == 0 {
		o.line = line
	}
	o.words = append(o.words, word)
}

func (c *Chat) groupEvidence(text string) {
	text = trimText(text)
	if containsAny(text, renamed) {
		c.group, c.subject = true, quoted(text, c.subject)
	}
	if c.group {
		return
	}
	if containsAny(text, groupNotices) {
		c.group, c.subject = true, quoted(text, c.subject)
	}
	for _, t := range groupTails {
		c.group = c.group || strings.HasSuffix(text, t)
	}
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// quoted is what stands between the last two quotation marks of a sentence: the name a group was given. Where there is none it is the
// name known before.
func quoted(text, before string) string {
	parts := strings.Split(straight.Replace(text), `"`)
	if len(parts) < 3 || len(parts)%2 == 0 {
		return before
	}
	return trimText(parts[len(parts)-2])
}
