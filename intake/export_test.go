package intake

import (
	"iter"
	"time"
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
