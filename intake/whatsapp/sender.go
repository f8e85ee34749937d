package whatsapp

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const (
	// maxSender is the longest name taken for one, in bytes. What stands before a colon and is longer is text.
	maxSender = 512
	// maxPeople bounds how many names are kept count of; WhatsApp allows about a thousand in a group.
	maxPeople = 16_384
)

// person counts what one name wrote.
type person struct {
	name     string
	messages int
	own      int  // messages that are not a sentence of the application's
	quote    bool // the name holds a quotation mark without its partner
}

var leftToRight = []byte("\u200e")

// marked says whether text begins with the mark that iOS sets before its own sentences.
func marked(text []byte) bool { return bytes.HasPrefix(text, leftToRight) }

// split parts the text of a header line into the sender and what they wrote, at the first colon with a space behind it. A name with
// nothing behind it ("Name:") is told apart as bare: only who else writes in the file can say whether that is a sender.
func split(text []byte) (sender, body []byte, found, bare bool) {
	near := text[:min(len(text), maxSender+2)]
	if i := bytes.Index(near, []byte(": ")); i > 0 {
		sender = trimMarks(text[:i])
		return sender, text[i+2:], len(sender) > 0, false
	}
	if last := len(text) - 1; last > 0 && last <= maxSender && text[last] == ':' {
		sender = trimMarks(text[:last])
		return sender, nil, len(sender) > 0, len(sender) > 0
	}
	return nil, text, false, false
}

// trimMarks takes marks of writing direction and spaces from both ends. They steer how a name is drawn and are no part of it.
func trimMarks(b []byte) []byte {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if !isMark(r) && !isSpace(r) && r != ' ' {
			break
		}
		b = b[size:]
	}
	for len(b) > 0 {
		r, size := utf8.DecodeLastRune(b)
		if !isMark(r) && !isSpace(r) && r != ' ' {
			break
		}
		b = b[:len(b)-size]
	}
	return b
}

// openQuote says whether a name holds a quotation mark without its partner: then the colon stood inside a quotation, as in
// `Ann changed the subject to "Plan: B"`.
func openQuote(name []byte) bool {
	if bytes.IndexByte(name, '"') < 0 && bytes.IndexByte(name, 0xE2) < 0 && bytes.IndexByte(name, 0xC2) < 0 {
		return false // none of the marks below: the usual case, and asked for every line
	}
	unpaired := func(open, closing string) bool {
		return bytes.Count(name, []byte(open)) != bytes.Count(name, []byte(closing))
	}
	return bytes.Count(name, []byte(`"`))%2 == 1 || unpaired("“", "”") || unpaired("«", "»")
}

// cleanName makes a name valid UTF-8 without NUL bytes.
func cleanName(b []byte) string {
	return strings.ReplaceAll(strings.ToValidUTF8(string(b), "\uFFFD"), "\x00", "\uFFFD")
}

// people counts by name, with a bound.
type people struct {
	byName map[string]*person
	full   bool
}

// of returns the count for a name, making it if there is room; nil where there is none.
func (p *people) of(name []byte) *person {
	if one, ok := p.byName[string(name)]; ok {
		return one
	}
	if len(p.byName) >= maxPeople {
		p.full = true
		return nil
	}
	one := &person{name: cleanName(name), quote: openQuote(name)}
	p.byName[string(name)] = one
	return one
}

// find returns the count for a name, or nil.
func (p *people) find(name []byte) *person { return p.byName[string(name)] }
