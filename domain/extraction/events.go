package extraction

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Event is the closed set of facts about one extraction.
//
//sumtype:decl
type Event interface{ isExtraction() }

// Level says how deep an extraction goes.
type Level string

// The extraction levels, from the domain guide, section 4.4.
const (
	Manual          Level = "MANUAL"
	Logical         Level = "LOGICAL"
	AdvancedLogical Level = "ADVANCED_LOGICAL"
	FileSystem      Level = "FILE_SYSTEM"
	FullFileSystem  Level = "FULL_FILE_SYSTEM"
	Physical        Level = "PHYSICAL"
	Selective       Level = "SELECTIVE"
	Cloud           Level = "CLOUD"
)

// Scope is what the extraction may take: the proportionate limit that was authorised. Empty lists mean "not limited in this respect".
type Scope struct {
	Applications  []string    `json:"applications,omitempty"`
	Conversations []string    `json:"conversations,omitempty"`
	Participants  []string    `json:"participants,omitempty"`
	Keywords      []string    `json:"keywords,omitempty"`
	From          domain.Date `json:"from,omitempty"`
	To            domain.Date `json:"to,omitempty"`
	Everything    bool        `json:"everything"` // the whole device; must be said, never the default
}

// Authorised says that an extraction was allowed, by whom, within which scope and why that is proportionate.
type Authorised struct {
	Matter     domain.MatterID   `json:"matter"`
	Device     domain.DeviceID   `json:"device"`
	Exhibit    domain.ExhibitRef `json:"exhibit"` // the device's exhibit reference
	Level      Level             `json:"level"`
	Scope      Scope             `json:"scope"`
	Authoriser string            `json:"authoriser"`
	Reason     string            `json:"reason"`
}

// Tool names the program that made the extraction, exactly.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence,omitempty"` // licence or dongle number
}

// Started says that work on the device began.
type Started struct {
	Tool        Tool      `json:"tool"`
	Operator    string    `json:"operator"`
	Method      string    `json:"method"`
	DeviceState string    `json:"deviceState"` // BFU, AFU, UNLOCKED, NOT_APPLICABLE
	ClockOffset string    `json:"clockOffset,omitempty"`
	At          time.Time `json:"at"`
}

// Source is one file that messages are read from, as it was received.
type Source struct {
	SHA256    domain.SHA256 `json:"sha256"`
	Size      int64         `json:"size"` // bytes
	Name      string        `json:"name"` // as received; sensitive
	Format    string        `json:"format"`
	Reader    string        `json:"reader"`    // reader and its version, e.g. "whatsapp-text/1"
	DateOrder string        `json:"dateOrder"` // DMY, MDY, YMD
	OrderFrom string        `json:"orderFrom"` // how the date order was decided: OVER_12, MONOTONIC, OPERATOR, UNAMBIGUOUS_FORM
	TimeZone  string        `json:"timeZone"`  // IANA name given by the operator, or "" for unknown
}

// SourceRegistered says that a file was taken into the vault and reading it begins.
type SourceRegistered struct {
	Source Source    `json:"source"`
	At     time.Time `json:"at"`
}

// MessagesRecorded holds one batch of messages in file order: at most MaxBatch of them.
type MessagesRecorded struct {
	Source domain.SHA256 `json:"source"`
	Batch  int           `json:"batch"` // 0, 1, … within the source
	Root   domain.SHA256 `json:"root"`  // Merkle root over the salted messages of this batch (RFC 6962 hashing)
	Key    []byte        `json:"key"`   // salts are derived from it; will be sealed with the messages
	// Content is everything that will be sealed together.
	Content Content `json:"content"`
}

// Content is the sealed part of a batch.
type Content struct {
	Threads  []Thread  `json:"threads"` // the conversations that messages of this batch belong to
	Messages []Message `json:"messages"`
}

// Thread is a conversation as the source names it.
type Thread struct {
	Key      string `json:"key"` // the application's own id; for a text export a key derived from the title
	Platform string `json:"platform"`
	Title    string `json:"title"`
	Kind     string `json:"kind"` // ONE_TO_ONE, GROUP, UNKNOWN
}

// Message is one message as the source shows it. Raw and parsed values stand side by side; UTC is never invented.
type Message struct {
	ID          domain.MessageID `json:"id"`
	NativeID    string           `json:"nativeId,omitempty"` // the application's message id, where the source has one
	Locator     string           `json:"locator"`            // where in the source, e.g. "_chat.txt:lines 12-14"
	Thread      string           `json:"thread"`             // Thread.Key
	Sender      string           `json:"sender,omitempty"`   // handle or name as shown; "" for system lines
	Kind        MessageKind      `json:"kind"`
	Body        string           `json:"body,omitempty"`
	BodyState   BodyState        `json:"bodyState"`
	SentRaw     string           `json:"sentRaw"`           // timestamp text as it stands in the source
	SentLocal   string           `json:"sentLocal"`         // wall clock without zone, "2006-01-02T15:04:05"
	Sent        *time.Time       `json:"sent,omitempty"`    // UTC, only where the zone is known
	TZBasis     string           `json:"tzBasis"`           // OFFSET_IN_DATA, UTC_EPOCH, REPORT_SETTING, OPERATOR_SUPPLIED, UNKNOWN
	Edited      bool             `json:"edited,omitempty"`  // the source marks it as edited
	Deleted     bool             `json:"deleted,omitempty"` // the source shows a deletion marker
	Attachments []Attachment     `json:"attachments,omitempty"`
	Flags       []Flag           `json:"flags,omitempty"`
}

// MessageKind says what a message is.
type MessageKind string

// The kinds of message.
const (
	Text     MessageKind = "TEXT"
	Media    MessageKind = "MEDIA"
	Call     MessageKind = "CALL"
	System   MessageKind = "SYSTEM"
	Location MessageKind = "LOCATION"
	Contact  MessageKind = "CONTACT"
	Poll     MessageKind = "POLL"
)

// BodyState keeps "missing", "empty" and "placeholder" apart: absent is not empty.
type BodyState string

// The states of a body.
const (
	BodyPresent     BodyState = "PRESENT"
	BodyEmpty       BodyState = "EMPTY"
	BodyMissing     BodyState = "MISSING"
	BodyPlaceholder BodyState = "PLACEHOLDER" // e.g. "<Media omitted>"
)

// Attachment is a file a message carries or names.
type Attachment struct {
	Name   string          `json:"name"`
	MIME   string          `json:"mime,omitempty"`
	Size   int64           `json:"size,omitempty"`   // bytes, where included
	SHA256 domain.SHA256   `json:"sha256,omitempty"` // computed by us, where included; the key into the vault
	State  AttachmentState `json:"state"`
}

// AttachmentState says whether the bytes came with the source.
type AttachmentState string

// The states of an attachment.
const (
	Included   AttachmentState = "INCLUDED"
	Referenced AttachmentState = "REFERENCED" // named, but not in the source
	Omitted    AttachmentState = "OMITTED"    // the source says it was left out
)

// Flag marks a message a person should look at. A flag is never a verdict.
type Flag string

// The flags a reader can set.
const (
	OutOfOrder      Flag = "OUT_OF_ORDER"      // earlier than the message before it
	SuspectHeader   Flag = "SUSPECT_HEADER"    // may be a header pasted into another message
	UnseenSender    Flag = "UNSEEN_SENDER"     // the sender wrote nothing else in the file
	TruncatedBody   Flag = "TRUNCATED_BODY"    // the body was longer than the limit; the original stays in the vault
	InvalidEncoding Flag = "INVALID_ENCODING"  // bytes that are not UTF-8 were replaced
	DateOutOfRange  Flag = "DATE_OUT_OF_RANGE" // a date no message of this application can bear
)

// Issue is something the reader noticed, counted by kind and named with its first place.
type Issue struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
	First string `json:"first"` // locator of the first occurrence
}

// SourceRecorded is the receipt of an import: what was counted in the file and what went into the ledger.
type SourceRecorded struct {
	Source       domain.SHA256 `json:"source"`
	CountedIn    int           `json:"countedIn"`  // messages found in the file
	CountedOut   int           `json:"countedOut"` // messages recorded
	Batches      int           `json:"batches"`
	Threads      int           `json:"threads"`
	Senders      int           `json:"senders"`
	Attachments  int           `json:"attachments"`
	First        string        `json:"first,omitempty"` // wall clock of the earliest message
	Last         string        `json:"last,omitempty"`  // wall clock of the latest message
	Issues       []Issue       `json:"issues,omitempty"`
	Complete     bool          `json:"complete"` // false where the file ended early
	RecordedAt   time.Time     `json:"recordedAt"`
	SourceSHAEnd domain.SHA256 `json:"sourceShaEnd"` // hash of the file again after reading; must equal Source
}

// Completed says what the extraction produced.
type Completed struct {
	Exhibit         domain.ExhibitRef `json:"exhibit"` // derived exhibit, e.g. PQR/1 from KLM/1
	Result          string            `json:"result"`  // COMPLETE, PARTIAL
	Tool            Tool              `json:"tool"`
	Operator        string            `json:"operator"`
	Witness         string            `json:"witness,omitempty"`
	Container       string            `json:"container"` // file name of the container; sensitive
	ContainerSize   int64             `json:"containerSize"`
	AcquisitionHash domain.SHA256     `json:"acquisitionHash"`
	LegacyHashes    map[string]string `json:"legacyHashes,omitempty"` // MD5 or SHA-1 as the tool printed them
	Counts          map[string]int    `json:"counts,omitempty"`       // items by category, as declared by the tool
	Errors          []string          `json:"errors,omitempty"`
	At              time.Time         `json:"at"`
	// BeforeStart is true where At lies before the start on record: kept as it was said, for a person to look at.
	BeforeStart bool `json:"beforeStart,omitempty"`
}

// Failed says that the extraction produced nothing usable.
type Failed struct {
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	// BeforeStart is true where At lies before the start on record: kept as it was said, for a person to look at.
	BeforeStart bool `json:"beforeStart,omitempty"`
}

// Copy says which copy of the container was checked.
type Copy string

// The copies of a container.
const (
	Master  Copy = "MASTER"
	Working Copy = "WORKING"
)

// The purposes a copy is hashed for. It is hashed again at each of them.
const (
	CopyToMaster  = "COPY_TO_MASTER"
	CopyToWorking = "COPY_TO_WORKING"
	Load          = "LOAD"
	Disclosure    = "DISCLOSURE"
	Audit         = "AUDIT"
)

// HashVerified says that a copy was hashed and equalled the acquisition hash.
type HashVerified struct {
	Copy    Copy          `json:"copy"`
	Actual  domain.SHA256 `json:"actual"`
	Purpose string        `json:"purpose"` // COPY_TO_MASTER, COPY_TO_WORKING, LOAD, DISCLOSURE, AUDIT
	At      time.Time     `json:"at"`
}

// IntegrityFailed says that a copy did not equal the acquisition hash. The copy is quarantined.
type IntegrityFailed struct {
	Copy     Copy          `json:"copy"`
	Expected domain.SHA256 `json:"expected"`
	Actual   domain.SHA256 `json:"actual"`
	Purpose  string        `json:"purpose"`
	At       time.Time     `json:"at"`
}

func (Authorised) isExtraction()       {}
func (Started) isExtraction()          {}
func (SourceRegistered) isExtraction() {}
func (MessagesRecorded) isExtraction() {}
func (SourceRecorded) isExtraction()   {}
func (Completed) isExtraction()        {}
func (Failed) isExtraction()           {}
func (HashVerified) isExtraction()     {}
func (IntegrityFailed) isExtraction()  {}
