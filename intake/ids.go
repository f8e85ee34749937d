package intake

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// NameSpace is the UUID under which ids of messages and commands are made. It never changes.
var NameSpace = uuid.UUID{0x6f, 0x1d, 0x9d, 0x0e, 0x58, 0xa5, 0x5f, 0x0c, 0x9d, 0x2f, 0x3c, 0x1a, 0x7b, 0x0e, 0x4a, 0x11}

// MessageID names the message at a place in a source: the same for whoever reads the same file.
func MessageID(source domain.SHA256, locator string) domain.MessageID {
	return newNamer(source).message(locator)
}

// namer makes the ids of one source's messages.
type namer struct {
	space   uuid.UUID
	scratch []byte
}

func newNamer(source domain.SHA256) *namer {
	return &namer{space: uuid.NewSHA1(NameSpace, []byte(source))}
}

// message is UUIDv5 (RFC 9562, section 5.5) of the locator in the source's name space.
func (n *namer) message(locator string) domain.MessageID {
	n.scratch = append(append(n.scratch[:0], n.space[:]...), locator...)
	sum := sha1.Sum(n.scratch)
	id := uuid.UUID(sum[:16])
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return domain.MessageID(id.String())
}

// commandID names one step of importing a source into an extraction, so that the step done again is known to be the same.
func commandID(id domain.ExtractionID, source domain.SHA256, step string) string {
	return uuid.NewSHA1(NameSpace, []byte(strings.Join([]string{string(id), string(source), step}, "\x00"))).String()
}

// platform is what stands in extraction.Thread.Platform.
const platform = "WHATSAPP"

// threadOf describes the conversation. A text export has no id of its own for it: the key is derived from kind and title, so that two
// exports of one group made at different times fall together within an extraction; without a title it is derived from the file. Equal
// keys from different devices are no proof that the conversations are the same.
func threadOf(c *whatsapp.Chat, source domain.SHA256) extraction.Thread {
	name := "title\x00" + c.Kind + "\x00" + strings.ToLower(strings.Join(strings.Fields(c.Title), " "))
	if c.Title == "" {
		name = "source\x00" + string(source)
	}
	sum := sha256.Sum256([]byte(name))
	return extraction.Thread{Key: "whatsapp-text-" + hex.EncodeToString(sum[:16]), Platform: platform, Title: c.Title, Kind: c.Kind}
}
