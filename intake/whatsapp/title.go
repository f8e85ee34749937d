package whatsapp

import (
	"path"
	"strings"
)

// The kinds of conversation, as far as the file shows.
const (
	OneToOne = "ONE_TO_ONE"
	Group    = "GROUP"
	Unknown  = "UNKNOWN"
)

// name settles title, kind and the number of senders once everything was counted.
func (c *Chat) name(names []string) {
	c.Title = c.titleOf(names)
	writers, regulars := 0, 0
	for _, p := range c.people.byName {
		if c.isSender(p) {
			c.Senders++
		}
		if p.own > 0 && !misread(p) {
			writers++
		}
		if p.own > 1 { // a name that stands once may have been pasted
			regulars++
		}
	}
	_, titleWrites := c.writer(c.Title)
	switch {
	case c.group || regulars > 2 || c.people.full:
		c.Kind = Group
	case titleWrites && writers <= 2:
		c.Kind = OneToOne
	default:
		c.Kind = Unknown
	}
}

// titleOf takes the title from a file name as the application gives it, else from what it says first in the chat (iOS), else from
// the last name the group was given, else from a file name a person gave.
func (c *Chat) titleOf(names []string) string {
	for _, n := range names {
		if t, ok := exportedTitle(n); ok {
			return t
		}
	}
	if c.firstName != "" {
		return c.firstName
	}
	if c.subject != "" {
		return c.subject
	}
	for _, n := range names {
		if t := baseName(n); t != "" && t != "_chat" && t != "chat" {
			return cleanName([]byte(t))
		}
	}
	return ""
}

// baseName is a file name without folder and extension.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	for _, ext := range []string{".zip", ".txt"} {
		if len(name) > len(ext) && strings.EqualFold(name[len(name)-len(ext):], ext) {
			name = name[:len(name)-len(ext)]
		}
	}
	return trimText(name)
}

// exportedTitle reads "WhatsApp Chat with X.txt" and its like in other languages.
func exportedTitle(name string) (string, bool) {
	base := strings.Map(func(r rune) rune {
		if isSpace(r) {
			return ' '
		}
		return r
	}, baseName(name))
	for _, t := range titles {
		if rest, ok := strings.CutPrefix(base, t); ok && trimText(rest) != "" {
			return cleanName([]byte(trimText(rest))), true
		}
	}
	return "", false
}

// writer finds a name among those who wrote something of their own.
func (c *Chat) writer(name string) (*person, bool) {
	p := c.people.find([]byte(name))
	return p, p != nil && p.own > 0
}

// isSender says whether messages are shown under a name: not for the title that the application's sentences stand under in a group
// (iOS), and not for the beginning of a sentence with a colon inside a quotation.
func (c *Chat) isSender(p *person) bool {
	return !misread(p) && !c.isHeading(p)
}

// isHeading says whether a name only stands for the chat as a whole.
func (c *Chat) isHeading(p *person) bool {
	return c.form.bracket && p.own == 0 && p.name == c.firstName
}

func misread(p *person) bool { return p.messages == 1 && p.quote }

// IsExportName says whether a file name is one the application gives to an exported chat, in one of the languages known here.
func IsExportName(name string) bool {
	_, ok := exportedTitle(name)
	return ok
}
