package intake

import (
	"fmt"
	"strings"
)

// The words of made-up chats: small talk of people who work shifts, and nothing else.

const firstNotice = "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them."

var (
	openers = []string{"Morning all", "Right", "Quick one", "Anyone know", "Just heard", "FYI", "Ok", "Sorry only seen this now", "Ha", "Honestly",
		"Update", "Last thing", "Not sure but", "Good news", "Reminder", "Same here", "As usual", "No rush"}
	subjects = []string{"the rota", "the kit room", "the late turn", "the canteen", "the briefing", "the car park", "the printer on the second floor",
		"the new radios", "the van", "Saturday's football", "the leaving do", "the training day", "the court warning", "the paperwork",
		"the kettle", "the locker keys", "the night shift", "the weather", "the traffic on the ring road", "the five-a-side team"}
	verbs = []string{"is a mess again", "has been moved to Thursday", "starts at half six", "needs sorting before the weekend", "was actually fine today",
		"is closed until Monday", "has changed, check your email", "is full, park round the back", "went better than expected",
		"is mine this week", "can wait until tomorrow", "is off, they called it at lunch", "will be the death of me", "needs two more people"}
	closers = []string{"", "", "", "", ".", "!", " 👍", " 😂", " 🙄", ", who is in?", ", see you there", " ☕", " 🎉", ", thanks", " - any ideas?", " 🤷‍♂️",
		", ring me if not", " 🌧️", ", back in 10", " ⚽"}
	replies = []string{"Yes", "No", "On it", "Thanks", "Will do", "Same", "👍", "😂😂", "Haha", "Not me", "Count me in", "Can't, sorry", "Who is asking?",
		"What time?", "Where?", "Done", "5 mins", "Just parked", "Fair enough", "Ask the sergeant", "Seen", "Noted", "Later", "Nice one", "Brilliant 🎉"}
	notices = []string{"%s changed the group description", "%s changed this group's icon", "%s left", "%s joined using this group's invite link",
		"%s was added"}
	files = []struct{ omitted, kind, ext string }{
		{"image omitted", "PHOTO", "jpg"}, {"image omitted", "PHOTO", "jpg"}, {"image omitted", "PHOTO", "jpg"}, {"video omitted", "VIDEO", "mp4"},
		{"audio omitted", "AUDIO", "opus"}, {"sticker omitted", "STICKER", "webp"}, {"GIF omitted", "GIF", "mp4"},
	}
)

func (a *author) sentence() string {
	if a.r.IntN(4) == 0 {
		return pick(a.r, replies)
	}
	return pick(a.r, openers) + ", " + pick(a.r, subjects) + " " + pick(a.r, verbs) + pick(a.r, closers)
}

// several is a text of two to five lines, one of which may be empty.
func (a *author) several() string {
	lines := []string{a.sentence()}
	for range 1 + a.r.IntN(3) {
		lines = append(lines, "- "+pick(a.r, subjects)+" "+pick(a.r, verbs))
	}
	if a.r.IntN(3) == 0 {
		lines = append(lines[:1], append([]string{""}, lines[1:]...)...)
	}
	return strings.Join(lines, "\n")
}

func (a *author) notice() string {
	return fmt.Sprintf(pick(a.r, notices), pick(a.r, a.Members))
}

// medium is how a picture, film or sound stands in an export.
func (a *author) medium() string {
	a.media++
	f := files[a.r.IntN(len(files))]
	switch {
	case a.Android && a.Attached:
		return fmt.Sprintf("IMG-%s-WA%04d.%s (file attached)", a.at.Format("20060102"), a.media%10_000, f.ext)
	case a.Android:
		return "<Media omitted>"
	case a.Attached:
		return fmt.Sprintf("<attached: %08d-%s-%s.%s>", a.media, f.kind, a.at.Format("2006-01-02-15-04-05"), f.ext)
	}
	return f.omitted
}
