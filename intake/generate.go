package intake

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// GroupChat describes a chat to make up for demonstrations, tests and measurements. The same description gives the same bytes.
type GroupChat struct {
	Seed     uint64
	Messages int          // in all, with the application's own sentences
	Members  []string     // at least one; a name holds no line end and no ": "
	Title    string       // of the group; default "Shift B"
	Start    time.Time    // wall clock of the first message; default 1 October 2024, 08:00
	End      time.Time    // about the last; default ten minutes a message after Start, but 30 to 250 days
	Android  bool         // in the form of Android instead of iOS
	Attached bool         // media bear file names, as in an export with media, instead of being left out
	Planted  map[int]Line // lines that must stand at these places, counted from 0
}

// A chat of less than a month may leave open which number of its dates is the day.
const (
	shortestChat = 30 * 24 * time.Hour
	longestChat  = 250 * 24 * time.Hour
)

// Line is what one member writes. It may have several lines of text.
type Line struct {
	Sender string // a member; "" for any
	Text   string
}

// GenerateGroupChat writes a made-up English group chat as WhatsApp exports it: several people, texts of one and more lines, media,
// deleted and edited messages, and what the application says itself.
func GenerateGroupChat(w io.Writer, g GroupChat) error {
	g = g.withDefaults()
	if err := g.check(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for m := range g.messages() {
		if _, err := out.WriteString(g.line(m)); err != nil {
			return fmt.Errorf("write chat: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write chat: %w", err)
	}
	return nil
}

func (g GroupChat) withDefaults() GroupChat {
	if g.Title == "" {
		g.Title = "Shift B"
	}
	if g.Start.IsZero() {
		g.Start = time.Date(2024, time.October, 1, 8, 0, 0, 0, time.UTC)
	}
	if g.End.IsZero() {
		g.End = g.Start.Add(min(max(time.Duration(g.Messages)*10*time.Minute, shortestChat), longestChat))
	}
	return g
}

func (g GroupChat) check() error {
	bad := func(name string) bool {
		return strings.TrimSpace(name) != name || name == "" || strings.ContainsAny(name, "\r\n\"“”") || strings.Contains(name, ": ")
	}
	if len(g.Members) == 0 || g.Messages < 0 || g.End.Before(g.Start) || bad(g.Title) {
		return domain.Errorf(domain.Invalid, "BAD_CHAT", "a made-up chat needs members, a title, a number of messages and an end after its start")
	}
	for _, name := range g.Members {
		if bad(name) || name == g.Title {
			return domain.Errorf(domain.Invalid, "BAD_CHAT", "a member's name holds no line end, quotation mark or \": \", and is not the title")
		}
	}
	for at := range g.Planted {
		if at < 1 || at >= g.Messages {
			return domain.Errorf(domain.Invalid, "BAD_CHAT", "a line cannot be planted at %d of %d messages (0 is the application's)", at, g.Messages)
		}
	}
	return nil
}

// made is one made-up message.
type made struct {
	at     time.Time
	sender string // "" for what the application says
	text   string
	mark   bool // the application wrote the text (iOS sets a mark before it)
}

func (g GroupChat) messages() iter.Seq[made] {
	return func(yield func(made) bool) {
		a := author{GroupChat: g, r: rand.New(rand.NewPCG(g.Seed, 0x70726f62697479)), at: g.Start}
		for i := range g.Messages {
			a.tick(i)
			if !yield(a.message(i)) {
				return
			}
		}
	}
}

// line is the message as it stands in an export.
func (g GroupChat) line(m made) string {
	mark := ""
	if m.mark {
		mark = "\u200e"
	}
	if g.Android {
		if m.sender != "" {
			return m.at.Format("02/01/2006, 15:04") + " - " + m.sender + ": " + m.text + "\n"
		}
		return m.at.Format("02/01/2006, 15:04") + " - " + m.text + "\n"
	}
	sender := m.sender
	if sender == "" {
		sender = g.Title
	}
	return m.at.Format("[02/01/2006, 15:04:05] ") + sender + ": " + mark + m.text + "\r\n"
}

// author makes one chat up.
type author struct {
	GroupChat
	r     *rand.Rand
	at    time.Time
	media int
}

// tick moves the clock on so that the chat ends about when it should; nights are quiet.
func (a *author) tick(i int) {
	if i == 0 {
		return
	}
	mean := a.End.Sub(a.at) / time.Duration(a.Messages-i+1)
	a.at = a.at.Add(time.Duration(a.r.Float64() * 2 * float64(max(mean, 0)))).Truncate(time.Second)
	if h := a.at.Hour(); h < 6 && a.r.IntN(20) > 0 {
		next := a.at.Add(time.Duration(6-h)*time.Hour + time.Duration(a.r.IntN(1800))*time.Second)
		if next.Before(a.End) {
			a.at = next
		}
	}
}

func (a *author) message(i int) made {
	m := made{at: a.at, sender: a.anyone()}
	if p, ok := a.Planted[i]; ok {
		if p.Sender != "" {
			m.sender = p.Sender
		}
		m.text = strings.ReplaceAll(p.Text, "\r", "")
		return m
	}
	switch n := a.r.IntN(1000); {
	case i == 0:
		m.sender, m.text, m.mark = "", firstNotice, true
	case n < 8:
		m.sender, m.text, m.mark = "", a.notice(), true
	case n < 78:
		m.text, m.mark = a.medium(), !a.Android
	case n < 90:
		m.text, m.mark = "This message was deleted.", !a.Android
	case n < 100:
		m.text = a.sentence() + " \u200e<This message was edited>"
	case n < 170:
		m.text = a.several()
	default:
		m.text = a.sentence()
	}
	return m
}

func (a *author) anyone() string {
	return a.Members[min(a.r.IntN(len(a.Members)), a.r.IntN(len(a.Members)))]
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }
