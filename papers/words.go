package papers

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// spoken are the words of the ledger as a letter says them, where lower case alone does not do.
var spoken = map[string]string{
	"MEETING": "a misconduct meeting", "HEARING": "a misconduct hearing", "ACCELERATED": "an accelerated misconduct hearing",
	"RPRP": "the reflective practice review process", "NFA": "no further action", "PERFORMANCE": "the performance procedures", "VETTING": "a vetting assessment",
	"NEITHER": "neither misconduct nor gross misconduct", "WOULD_HAVE_BEEN_DISMISSED": "would have been dismissed",
	"REFER_TO_RPRP": "referral to the reflective practice review process",
	"IOPC":          "the Independent Office for Police Conduct", "LOCAL_POLICING_BODY": "the local policing body",
	"PC": "Police Constable", "PCSO": "Police Community Support Officer",
	"PREJUDICE": "an effective investigation might be prejudiced otherwise", "PUBLIC_INTEREST": "the public interest requires it",
	"CONDITIONS_NOT_MET":        "the conditions for a suspension are no longer met",
	"PERSON_CONDUCTING_MEETING": "conducts the meeting", "CHAIR": "chair", "ACCELERATED_HEARING_PERSON": "conducts the accelerated hearing",
	"LEGALLY_QUALIFIED_ADVISER": "legally qualified adviser", "INDEPENDENT_MEMBER": "independent panel member", "POLICE_MEMBER": "police panel member",
	"HANDLING": "of the handling of your complaint", "PROCEEDINGS": "of proceedings", "APPEAL": "of an appeal",
}

// say puts a word of the ledger into plain English.
func say[T ~string](word T) string {
	if s, ok := spoken[string(word)]; ok {
		return s
	}
	return strings.ToLower(strings.ReplaceAll(string(word), "_", " "))
}

// title puts a rank or the like into capitals as letters write it.
func title[T ~string](word T) string {
	if s, ok := spoken[string(word)]; ok {
		return s
	}
	words := strings.Fields(say(word))
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	return strings.Join(words, " ")
}

// longDate writes a day as letters do: Thursday 12 June 2025. A day that is none stays as it is.
func longDate(d domain.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("Monday 2 January 2006")
}

// regime names the rules the matter is under, with their sources up to that version.
func regime(version string) string {
	var sources []string
	for _, r := range misconduct.Regimes() {
		sources = append(sources, r.Source)
		if r.Version == version {
			return version + " (" + strings.Join(sources, "; ") + ")"
		}
	}
	return version
}

// paragraphs splits prose at its line breaks.
func paragraphs(text string) []string {
	var out []string
	for p := range strings.Lines(text) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
