package messages

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strings"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// matchKey is what two rows have in common when they are the same message: 128 bits of a SHA-256.
type matchKey [16]byte

// conversations is the name space of conversation ids.
var conversations = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/probity-ledger/probity/conversation"))

// conversationID is the id of a conversation: the same in every file built from the same events, and after every rebuild.
func conversationID(matter domain.MatterID, t extraction.Thread) string {
	return uuid.NewSHA1(conversations, []byte(string(matter)+"\x00"+t.Platform+"\x00"+t.Key)).String()
}

// hasher makes match keys. Every field goes in with its length, so that no two lists of fields look alike.
type hasher struct {
	h   hash.Hash
	buf []byte
}

func newHasher() *hasher { return &hasher{h: sha256.New()} }

func (k *hasher) sum(matter int64, fields ...string) matchKey {
	k.buf = binary.BigEndian.AppendUint64(k.buf[:0], uint64(matter))
	for _, f := range fields {
		k.buf = binary.BigEndian.AppendUint32(k.buf, uint32(len(f)))
		k.buf = append(k.buf, f...)
	}
	k.h.Reset()
	k.h.Write(k.buf)
	k.buf = k.h.Sum(k.buf[:0])
	return matchKey(k.buf[:16])
}

// byNativeID is the key of a message whose source has the application's own ids.
func (k *hasher) byNativeID(matter int64, t *thread, m *extraction.Message) matchKey {
	return k.sum(matter, "native", t.Platform, t.Key, m.NativeID, m.Sender)
}

// byContent is the key of a message whose source has none, before the ordinal: see the package comment. The minute is where copies
// agree, since some exports leave the seconds out.
func (k *hasher) byContent(matter int64, t *thread, m *extraction.Message) matchKey {
	clock := m.SentLocal
	if clock == "" && m.Sent != nil {
		clock = m.Sent.UTC().Format(time.RFC3339)
	}
	minute := clock[:min(len(clock), len("2006-01-02T15:04"))]
	return k.sum(matter, "content", t.Platform, t.Key, minute, m.Sender, m.Body)
}

// numbered is the key of the message with an ordinal among equals.
func (k matchKey) numbered(ordinal uint64) matchKey {
	if ordinal == 0 {
		return k
	}
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(k[:len(k):len(k)], ordinal))
	return matchKey(sum[:16])
}

// uid is a MessageID as the tables keep it: the 16 bytes of a UUID as a BLOB, anything else as the text it is.
type uid struct {
	uuid [16]byte
	text string // "" for a UUID
}

func uidOf(id domain.MessageID) uid {
	var u uid
	text := string(id)
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return uid{text: text}
	}
	plain := text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	if _, err := hex.Decode(u.uuid[:], []byte(plain)); err != nil || strings.ToLower(text) != text {
		return uid{text: text}
	}
	return u
}

// value returns what to bind.
func (u uid) value() any {
	if u.text != "" {
		return u.text
	}
	return u.uuid[:]
}

// readUID reads a column written by value.
func readUID(s *sqlite.Stmt, column int) domain.MessageID {
	if s.ColumnType(column) == sqlite.TypeText {
		return domain.MessageID(s.ColumnText(column))
	}
	var u [16]byte
	s.ColumnBytes(column, u[:])
	h := hex.EncodeToString(u[:])
	return domain.MessageID(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}
