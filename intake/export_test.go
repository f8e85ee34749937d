package intake

import (
	"bytes"
	"context"
	"io"
	"iter"
	"time"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// MadeUpMessage is a made-up message as it was meant.
type MadeUpMessage struct {
	At           time.Time
	Sender, Text string
}

// MadeUp makes a chat up and gives what it means.
func MadeUp(g GroupChat) iter.Seq[MadeUpMessage] {
	return func(yield func(MadeUpMessage) bool) {
		for m := range g.withDefaults().messages() {
			if !yield(MadeUpMessage{m.at, m.sender, m.text}) {
				return
			}
		}
	}
}

// ReadArchive reads a zip to its end, the chat and every other file, without a vault. It returns the bytes that came out.
func ReadArchive(ctx context.Context, content []byte, l Limits) (int64, error) {
	a, err := openArchive(bytes.NewReader(content), int64(len(content)), l.withDefaults())
	if err != nil {
		return 0, err
	}
	for _, f := range a.zip.File {
		r, err := a.open(f)
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if err != nil {
			return a.spent.Load(), err
		}
	}
	entry, err := a.chat(ctx)
	if err != nil {
		return a.spent.Load(), err
	}
	c, err := whatsapp.Survey(ctx, a.text(entry), whatsapp.Options{})
	if err != nil {
		return a.spent.Load(), err
	}
	_, err = c.Read(ctx, a.text(entry), func(*extraction.Message) error { return nil })
	return a.spent.Load(), err
}
