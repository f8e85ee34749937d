package whatsapp

import (
	"github.com/probity-ledger/probity/domain/extraction"
)

// What stands in Message.TZBasis for a text export: the file itself never says.
const (
	basisOperator = "OPERATOR_SUPPLIED"
	basisUnknown  = "UNKNOWN"
)

// flush hands the message being put together to its owner.
func (r *reader) flush() error {
	d := &r.d
	if !d.open {
		return nil
	}
	d.open = false
	body, replaced := r.text()
	r.scratch = appendPlace(r.scratch[:0], r.chat.locator, d.from, d.to)
	m := &r.message
	*m = extraction.Message{
		Locator:   string(r.scratch),
		Sender:    d.sender,
		Body:      body,
		SentRaw:   d.raw,
		SentLocal: d.stamp.text(),
		TZBasis:   basisUnknown,
	}
	r.instant(m)
	r.describe(m)
	r.flags(m, replaced)
	r.messages++
	r.attachments += len(m.Attachments)
	r.first, r.last = min(r.first, d.wall), max(r.last, d.wall)
	r.prev, r.prevLen = d.wall, d.to-d.from+1
	return r.each(m)
}

// instant gives the moment in UTC, if a person named the zone and the wall clock stands for exactly one moment in it.
func (r *reader) instant(m *extraction.Message) {
	if r.zone.location == nil {
		return
	}
	m.TZBasis = basisOperator
	t, sure := r.zone.utc(r.d.wall)
	switch sure {
	case once:
		m.Sent = &t
	case never:
		r.note(ClockPutForward, r.d.from)
	case twice:
		r.note(ClockPutBack, r.d.from)
	}
}

// describe sets what the wording says.
func (r *reader) describe(m *extraction.Message) {
	isMarked := marked(r.d.body) && r.chat.form.bracket
	f := classify(m.Body, isMarked, isMarked || r.chat.marks == 0)
	m.Kind, m.BodyState, m.Edited, m.Deleted = f.kind, f.state, f.edited, f.deleted
	if f.attachment != nil {
		m.Attachments = []extraction.Attachment{*f.attachment}
	}
	switch {
	case r.d.system && f.kind != extraction.Call:
		m.Kind = extraction.System
	case isMarked && !f.own && hasAnyPrefix(trimText(m.Body), notices):
		m.Kind = extraction.System
	case isMarked && !f.own:
		r.note(UnknownMarker, r.d.from)
	}
}

func (r *reader) flags(m *extraction.Message, replaced bool) {
	add := func(on bool, f extraction.Flag) {
		if on {
			m.Flags = append(m.Flags, f)
			r.note(string(f), r.d.from)
		}
	}
	d := &r.d
	add(d.outOfOrder, extraction.OutOfOrder)
	add(d.suspect, extraction.SuspectHeader)
	add(d.unseen, extraction.UnseenSender)
	add(d.truncated, extraction.TruncatedBody)
	add(replaced, extraction.InvalidEncoding)
	add(d.stamp.day.year < earliest || d.wall > r.chat.latest, extraction.DateOutOfRange)
}

// exportLimits are about how many messages an export may hold, without and with media.
var exportLimits = []int{40_000, 10_000}

func (r *reader) tally() Tally {
	for _, n := range exportLimits {
		if r.messages >= n-n/100 && r.messages <= n+n/100 {
			r.note(NearExportLimit, r.before.number)
		}
	}
	t := Tally{Messages: r.messages, Senders: len(r.senders), Attachments: r.attachments, Issues: r.issues.list()}
	if r.messages > 0 {
		t.First, t.Last = wallText(r.first), wallText(r.last)
	}
	return t
}
