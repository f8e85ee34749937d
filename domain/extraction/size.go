package extraction

import "unicode/utf8"

// The JSON around the values, in bytes: names, quotes, commas and braces. Upper bounds, checked by a test.
const (
	contentFrame    = 32
	threadFrame     = 48
	messageFrame    = 240
	attachmentFrame = 88
	timeSize        = 40 // a time with nanoseconds and zone
	numberSize      = 20
)

// Size returns the size of the content as stored JSON, in bytes: never less, and little more. Importers fill batches by it up to
// MaxBatchBytes.
func (c Content) Size() int {
	n := contentFrame
	for _, t := range c.Threads {
		n += t.Size()
	}
	for _, m := range c.Messages {
		n += m.Size()
	}
	return n
}

// Size returns what the thread adds to the size of a Content, in bytes.
func (t Thread) Size() int {
	return threadFrame + stored(t.Key) + stored(t.Platform) + stored(t.Title) + stored(t.Kind)
}

// Size returns what the message adds to the size of a Content, in bytes.
func (m Message) Size() int {
	n := messageFrame + timeSize
	for _, s := range [...]string{string(m.ID), m.NativeID, m.Locator, m.Thread, m.Sender, string(m.Kind), m.Body, string(m.BodyState),
		m.SentRaw, m.SentLocal, m.TZBasis} {
		n += stored(s)
	}
	for _, a := range m.Attachments {
		n += attachmentFrame + numberSize + stored(a.Name) + stored(a.MIME) + stored(string(a.SHA256)) + stored(string(a.State))
	}
	for _, f := range m.Flags {
		n += stored(string(f)) + len(`"",`)
	}
	return n
}

// stored is the length of a string once JSON has escaped it.
func stored(s string) int {
	n := len(s)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			n += escape(c)
			i++
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && width == 1 || r == '\u2028' || r == '\u2029' {
			n += len(`\u2028`) - width
		}
		i += width
	}
	return n
}

// escape is how many bytes JSON adds to one ASCII character.
func escape(c byte) int {
	switch {
	case c == '"', c == '\\', c == '\n', c == '\r', c == '\t', c == '\b', c == '\f':
		return 1
	case c < ' ', c == '<', c == '>', c == '&', c == 0x7f:
		return 5
	}
	return 0
}
