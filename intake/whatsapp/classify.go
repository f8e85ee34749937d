package whatsapp

import (
	"path"
	"strings"

	"github.com/probity-ledger/probity/domain/extraction"
)

// finding is what the wording of a message says about it.
type finding struct {
	kind       extraction.MessageKind
	state      extraction.BodyState
	attachment *extraction.Attachment
	edited     bool
	deleted    bool
	own        bool // a sentence of the application's, recognised
}

const (
	mapLink    = "https://maps.google.com/?q="
	longestSet = 96 // no sentence in the tables is longer, in bytes
	maxName    = 255
)

// classify looks at the wording. trusted says that a sentence of the application's would look just like this here: on iOS it bears a
// mark that people do not type.
func classify(body string, isMarked, trusted bool) finding {
	f := finding{kind: extraction.Text, state: extraction.BodyPresent}
	if body == "" {
		f.state = extraction.BodyEmpty
		return f
	}
	first, rest, more := strings.Cut(body, "\n")
	first = trimText(first)
	f.edited = strings.HasSuffix(body, ">") && endsEdited(body)
	whole := !more || strings.TrimSpace(rest) == ""
	switch {
	case first == "":
	case trusted && len(first) <= longestSet && f.sentence(first, whole):
	case f.attached(first, isMarked, whole):
	case strings.HasSuffix(first, ":") && hasAnyPrefix(first, polls):
		f.kind, f.own = extraction.Poll, true
	case isMarked && hasAnyPrefix(first, calls):
		f.kind, f.own = extraction.Call, true
	case location(first):
		f.kind, f.own = extraction.Location, true
	}
	return f
}

// sentence recognises the placeholders and markers that are sentences of the application's.
func (f *finding) sentence(first string, whole bool) bool {
	switch {
	case omitted[first]:
		f.kind = extraction.Media
		f.attachment = &extraction.Attachment{State: extraction.Omitted}
	case contactOmitted[first]:
		f.kind = extraction.Contact
		f.attachment = &extraction.Attachment{State: extraction.Omitted}
	case whole && deleted[strings.TrimSuffix(first, ".")]:
		f.deleted = true
	default:
		return false
	}
	f.own = true
	if whole {
		f.state = extraction.BodyPlaceholder
	}
	return true
}

// attached recognises "<attached: name>" at the end of the first line and "name (file attached)".
func (f *finding) attached(first string, isMarked, whole bool) bool {
	var name string
	var alone bool
	switch first[len(first)-1] {
	case '>':
		name, alone = inAngles(first)
	case ')':
		name, alone = beforeParenthesis(first, isMarked)
	}
	if name == "" || len(name) > maxName || strings.ContainsAny(name, `/\`) {
		return false
	}
	f.kind, f.own = extraction.Media, true
	if strings.EqualFold(path.Ext(name), ".vcf") {
		f.kind = extraction.Contact
	}
	if alone && whole {
		f.state = extraction.BodyPlaceholder
	}
	f.attachment = &extraction.Attachment{Name: name, MIME: mimeOf(name), State: extraction.Referenced}
	return true
}

// inAngles reads "<label: name.ext>". The label is known, or the mark of iOS stands before the bracket.
func inAngles(first string) (name string, alone bool) {
	open := strings.LastIndexByte(first, '<')
	if open < 0 {
		return "", false
	}
	label, name, ok := strings.Cut(strings.ReplaceAll(first[open+1:len(first)-1], "：", ": "), ":")
	name = trimText(name)
	before := first[:open]
	known := attachedLabels[trimText(label)] || open == 0 || strings.HasSuffix(before, "\u200e")
	if !ok || !known || len(label) > 64 || !strings.Contains(name, ".") {
		return "", false
	}
	return name, trimText(before) == ""
}

// beforeParenthesis reads "name.ext (file attached)". The label is known, or the name is one that the application gives to files.
func beforeParenthesis(first string, isMarked bool) (name string, alone bool) {
	open := strings.LastIndex(first, " (")
	if open <= 0 {
		return "", false
	}
	name, label := trimText(first[:open]), trimText(first[open+2:len(first)-1])
	known := attachedLabels[label] || strings.Contains(name, "-WA") || isMarked
	if !known || len(label) > 64 || path.Ext(name) == "" || strings.ContainsAny(path.Ext(name), " :") {
		return "", false
	}
	return name, true
}

func endsEdited(body string) bool {
	for _, e := range edited {
		if strings.HasSuffix(body, e) {
			return true
		}
	}
	return false
}

// location recognises "location: https://maps.google.com/?q=…" in any language, with or without the label.
func location(first string) bool {
	at := strings.Index(first, mapLink)
	if at < 0 || at > 40 {
		return false
	}
	label := strings.TrimRight(trimText(first[:at]), ":： ")
	return label == "" || len(label) < len(first[:at]) && !strings.ContainsAny(label, " .,!?")
}

func hasAnyPrefix(text string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// trimText takes marks and every kind of space from both ends.
func trimText(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return isMark(r) || isSpace(r) || r == ' ' || r == '\t' || r == '\r' })
}

// mimes are the types of files WhatsApp sends, by extension. The name is all the text has: the type is as good as the name.
var mimes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif", ".heic": "image/heic",
	".mp4": "video/mp4", ".3gp": "video/3gpp", ".mov": "video/quicktime", ".opus": "audio/ogg", ".ogg": "audio/ogg", ".mp3": "audio/mpeg",
	".m4a": "audio/mp4", ".aac": "audio/aac", ".amr": "audio/amr", ".pdf": "application/pdf", ".vcf": "text/vcard", ".txt": "text/plain",
	".zip": "application/zip", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

func mimeOf(name string) string { return mimes[strings.ToLower(path.Ext(name))] }
