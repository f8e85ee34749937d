package domain

import "strings"

// Identifiers are UUIDs in canonical lower-case text. Each thing has a type of its own so that one cannot be passed for another.
type (
	// MatterID names one misconduct matter (a case); stream `misconduct-<id>`.
	MatterID string
	// DeviceID names one physical device for its whole life, whoever holds it; stream `device-<id>`.
	DeviceID string
	// ExtractionID names one extraction from one device; stream `extraction-<id>`.
	ExtractionID string
	// OfficerID names one person in the register of officers; stream `officer-<id>`.
	OfficerID string
	// MessageID names one message record: UUIDv5 of its source file's SHA-256 and its locator in that file.
	MessageID string
	// AllegationID names one allegation inside a matter.
	AllegationID string
	// ActorID is the subject of the signed-in person or service, as the token names it. Never a personal name.
	ActorID string
	// ExhibitRef is the finder's initials and a sequence number, e.g. "KLM/1". Unique within a matter and never reused.
	ExhibitRef string
	// SHA256 is a SHA-256 digest as 64 lower-case hexadecimal digits.
	SHA256 string
	// Date is a calendar day in England and Wales, "2006-01-02". It carries no time zone and no time of day.
	Date string
)

// Valid says whether r has the form of an exhibit reference: two to four capitals, a slash, one to five digits
// (`^[A-Z]{2,4}/[0-9]{1,5}$`).
func (r ExhibitRef) Valid() bool {
	initials, number, ok := strings.Cut(string(r), "/")
	return ok && made(initials, 2, 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && made(number, 1, 5, "0123456789")
}

// Valid says whether h has the form of a SHA-256 digest: 64 lower-case hexadecimal digits.
func (h SHA256) Valid() bool { return made(string(h), 64, 64, "0123456789abcdef") }

// made says whether s has between least and most bytes, all out of alphabet.
func made(s string, least, most int, alphabet string) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, alphabet) == ""
}
