package messages

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Match says how the observations of a message were found to be the same message.
type Match string

// The ways of matching; see the package comment.
const (
	ByNativeID Match = "NATIVE_ID"
	ByContent  Match = "CONTENT"
)

// Conversation is one chat as the sources of a matter name it.
type Conversation struct {
	ID           string // UUID; follows from matter, platform and key
	Matter       domain.MatterID
	Platform     string
	Key          string // the application's own id, or one derived from the title
	Title        string
	Kind         string // ONE_TO_ONE, GROUP, UNKNOWN
	Messages     int
	Participants int
	FirstSent    string // wall clock of the earliest message, "2006-01-02T15:04:05"; "" when none bears one
	LastSent     string

	NameWithheld bool // a name was taken out for this viewer
}

// Participant is one sender in one conversation, under the handle or name the source shows. Whose handle it is, nobody has said.
type Participant struct {
	Matter       domain.MatterID
	Conversation string
	Handle       string
	Messages     int
	FirstSent    string
	LastSent     string

	NameWithheld bool // a name was taken out for this viewer
}

// Message is one message, with the values of the observation recorded first.
type Message struct {
	ID           domain.MessageID      // of the observation recorded first
	Ref          misconduct.MessageRef // cite the message with this: extraction, revision of the batch, message id
	Matter       domain.MatterID
	Conversation string
	Sender       string // handle or name as shown; "" for system lines
	Kind         extraction.MessageKind
	Body         string // sensitive
	BodyState    extraction.BodyState
	SentRaw      string     // as it stands in the source
	SentLocal    string     // wall clock without zone
	Sent         *time.Time // UTC; nil where the zone is not known
	TZBasis      string
	NativeID     string
	Edited       bool
	Deleted      bool
	Flags        []extraction.Flag
	MatchedBy    Match
	Observations int  // in how many places it was seen
	Differs      bool // the observations do not agree
	Attachments  int  // in all observations together

	NameWithheld bool // a name was taken out for this viewer
}

// Observation is one place in which a message was seen, with the values it has there.
type Observation struct {
	Matter    domain.MatterID
	Message   domain.MessageID      // of the message it belongs to
	Ref       misconduct.MessageRef // cite this copy with it
	Device    domain.DeviceID
	Exhibit   domain.ExhibitRef // of the device
	Source    domain.SHA256     // the file
	Locator   string            // where in the file
	Sender    string
	Kind      extraction.MessageKind
	Body      string // sensitive
	BodyState extraction.BodyState
	SentRaw   string
	SentLocal string
	Sent      *time.Time
	TZBasis   string
	NativeID  string
	Edited    bool
	Deleted   bool
	Flags     []extraction.Flag
	Differs   bool // from the observation recorded first

	NameWithheld bool // a name was taken out for this viewer
}

// Attachment is a file that one observation of a message carries or names.
type Attachment struct {
	Matter  domain.MatterID
	Message domain.MessageID      // of the message it belongs to
	Ref     misconduct.MessageRef // the observation that carries it
	Name    string                // sensitive
	MIME    string
	Size    int64         // bytes; 0 where not included
	SHA256  domain.SHA256 // key into the vault; "" where not included
	State   extraction.AttachmentState

	NameWithheld bool // a name was taken out for this viewer
}

// SearchHit is one text that matches a search: of a message, or of one of its observations where that text differs.
type SearchHit struct {
	Message Message
	Ref     misconduct.MessageRef // the observation whose text matched
	Excerpt string                // part of the text around the first match; sensitive
	Spans   []Span                // the matches within Excerpt

	NameWithheld bool // a name was taken out for this viewer
}

// Span is a match in a text, counted in Unicode code points: from Start, up to but without End.
type Span struct{ Start, End int }
