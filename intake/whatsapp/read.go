package whatsapp

import (
	"bytes"
	"context"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain/extraction"
)

// maxBody is the longest text kept of one message, in bytes. The original stays in the vault.
const maxBody = 64 << 10

// Tally is what a reading of the whole chat came to.
type Tally struct {
	Messages    int
	Senders     int
	Attachments int
	First, Last string // wall clock of the earliest and the latest message
	Issues      []extraction.Issue
}

// Read gives every message in file order, and at the end what it all came to. A message is complete but for what only its owner knows:
// id, thread, and whether an attachment is there. It is good until each returns; what it points to stays good. Reading ends at the first
// error of each.
func (c *Chat) Read(ctx context.Context, text Text, each func(*extraction.Message) error) (Tally, error) {
	r := &reader{chat: c, zone: c.zone, each: each, issues: issues{}, senders: map[*person]bool{}, first: math.MaxInt64, last: math.MinInt64}
	if err := c.scan(ctx, text, r.line); err != nil {
		return Tally{}, err
	}
	if err := r.flush(); err != nil {
		return Tally{}, err
	}
	return r.tally(), nil
}

// reader puts the lines of one message together at a time.
type reader struct {
	chat    *Chat
	zone    zone
	each    func(*extraction.Message) error
	issues  issues
	senders map[*person]bool

	d       draft
	message extraction.Message
	scratch []byte
	before  line // the line before, without its text
	prev    wall // the message before
	prevLen int  // its lines

	messages, attachments int
	first, last           wall
}

// draft is the message being put together.
type draft struct {
	open       bool
	from, to   int // lines
	raw        string
	stamp      stamp
	wall       wall
	sender     string
	system     bool
	body       []byte
	truncated  bool
	outOfOrder bool
	suspect    bool
	unseen     bool
}

func (r *reader) line(l line, h *head) error {
	hd, v := r.chat.match(h)
	if v == inForm {
		if day, ok := hd.date(r.chat.Order); ok {
			if err := r.flush(); err != nil {
				return err
			}
			r.start(&hd, stamp{day, hd.clock(r.chat.half(&hd))}, l)
			r.after(l)
			return nil
		}
		r.note(ImpossibleDate, l.number)
	}
	r.more(l, v)
	r.after(l)
	return nil
}

// after notes what is odd about a line and remembers how it ended.
func (r *reader) after(l line) {
	if l.long {
		r.note(LineTooLong, l.number)
		r.d.truncated = r.d.open || r.d.truncated
	}
	if bytes.IndexByte(l.text, '\r') >= 0 {
		r.note(BareCR, l.number)
	}
	r.before = line{number: l.number, crlf: l.crlf, terminated: l.terminated}
}

// more adds a line to the message it belongs to.
func (r *reader) more(l line, v verdict) {
	if !r.d.open {
		if len(trimMarks(l.text)) > 0 {
			r.note(TextBeforeChat, l.number)
		}
		return
	}
	if v != noHeader {
		r.d.suspect = true
	}
	if v == otherForm {
		r.note(OtherFormHeader, l.number)
	}
	r.d.to = l.number
	r.d.add("\n", l.text)
}

func (d *draft) add(glue string, text []byte) {
	if d.truncated {
		return
	}
	room := maxBody - len(d.body)
	if len(glue)+len(text) <= room {
		d.body = append(append(d.body, glue...), text...)
		return
	}
	d.truncated = true
	if room <= len(glue) {
		return
	}
	text = text[:room-len(glue)]
	for cut := 0; cut < utf8.UTFMax && len(text) > 0; cut++ { // not in the middle of a character
		if last, _ := utf8.DecodeLastRune(text); last != utf8.RuneError {
			break
		}
		text = text[:len(text)-1]
	}
	d.body = append(append(d.body, glue...), text...)
}

// start begins a message with its header line.
func (r *reader) start(hd *header, s stamp, l line) {
	r.d = draft{open: true, from: l.number, to: l.number, stamp: s, wall: s.wall(), body: r.d.body[:0]}
	r.d.raw = string(l.text[hd.stampFrom:hd.stampTo])
	name, body, found, bare := split(l.text[hd.rest:])
	p := r.chat.people.find(name)
	if found && r.isSender(p, bare) {
		r.sender(p, name)
	} else {
		r.d.system = true
		if !found || p == nil || !r.chat.isHeading(p) {
			body = l.text[hd.rest:]
		}
	}
	r.d.add("", body)
	r.order(l.number)
}

// isSender says whether the name before the colon is shown as the sender. A name without text behind it is one only if it also stands
// before text somewhere.
func (r *reader) isSender(p *person, bare bool) bool {
	if p == nil {
		return !bare
	}
	return r.chat.isSender(p)
}

func (r *reader) sender(p *person, name []byte) {
	if p == nil {
		r.note(TooManySenders, r.d.from)
		r.d.sender = cleanName(name)
		return
	}
	r.d.sender = p.name
	r.d.unseen = p.messages == 1
	r.senders[p] = true
}

// order compares a header with the message before it.
func (r *reader) order(number int) {
	if r.messages == 0 {
		return
	}
	d := &r.d
	d.outOfOrder = d.wall < r.prev
	back := r.prev - d.wall
	if d.outOfOrder && (d.unseen || back > 3600 && r.prevLen > 1) {
		d.suspect = true
	}
	if r.before.terminated && !r.before.crlf && r.chat.endsWithCRLF() {
		d.suspect = true
		r.note(LineEndMismatch, number)
	}
}

// endsWithCRLF says whether the headers of this file stand behind CR LF. On iOS a bare LF only occurs inside a message.
func (c *Chat) endsWithCRLF() bool {
	return c.afterCRLF >= 2 && c.afterCRLF > 2*c.afterLF
}

func (r *reader) note(code string, number int) {
	r.issues.add(code, func() string { return r.chat.place(number, number) })
}

// place is the locator of a run of lines.
func (c *Chat) place(from, to int) string { return string(appendPlace(nil, c.locator, from, to)) }

func appendPlace(b []byte, prefix string, from, to int) []byte {
	b = append(b, prefix...)
	if from == to {
		return strconv.AppendInt(append(b, "line "...), int64(from), 10)
	}
	b = strconv.AppendInt(append(b, "lines "...), int64(from), 10)
	return strconv.AppendInt(append(b, '-'), int64(to), 10)
}

// text makes the body valid: bytes that are not UTF-8 and NUL bytes become U+FFFD.
func (r *reader) text() (body string, replaced bool) {
	if !utf8.Valid(r.d.body) {
		r.d.body, replaced = bytes.ToValidUTF8(r.d.body, []byte("\uFFFD")), true
	}
	body = string(r.d.body)
	if strings.IndexByte(body, 0) >= 0 {
		r.note(NULBytes, r.d.from)
		body, replaced = strings.ReplaceAll(body, "\x00", "\uFFFD"), true
	}
	return body, replaced
}
