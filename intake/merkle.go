package intake

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"math/bits"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// saltSize is the length of a leaf's salt in bytes: it keeps a short message from being guessed by its leaf.
const saltSize = 16

// RootError says that messages do not lead to the Merkle root they are said to.
type RootError struct {
	Source   domain.SHA256 // "" where only one message was checked
	Batch    int
	Recorded domain.SHA256
	Computed domain.SHA256
}

// Error names batch and roots.
func (e *RootError) Error() string {
	if e.Source == "" {
		return fmt.Sprintf("the message does not belong to the batch with root %s: its path leads to %s", e.Recorded, e.Computed)
	}
	return fmt.Sprintf("batch %d of source %s does not match its root: recorded %s, computed %s", e.Batch, e.Source, e.Recorded, e.Computed)
}

// VerifyBatch computes the Merkle root of a recorded batch anew. *RootError when it is not the recorded one.
func VerifyBatch(e extraction.MessagesRecorded) error {
	leaves, err := leavesOf(e.Key, e.Content.Messages)
	if err != nil {
		return err
	}
	if root := digestOf(root(leaves)); root != e.Root {
		return &RootError{Source: e.Source, Batch: e.Batch, Recorded: e.Root, Computed: root}
	}
	return nil
}

// Proof shows one message of a batch without the others.
type Proof struct {
	Index int      `json:"index"` // of the message in the batch, from 0
	Count int      `json:"count"` // messages in the batch
	Salt  []byte   `json:"salt"`
	Path  [][]byte `json:"path"` // sibling hashes from the leaf to the root (RFC 9162, section 2.1.3.1)
}

// ProveMessage makes the proof for one message of a recorded batch.
func ProveMessage(e extraction.MessagesRecorded, index int) (Proof, error) {
	if index < 0 || index >= len(e.Content.Messages) {
		return Proof{}, domain.Errorf(domain.NotFound, "NO_SUCH_MESSAGE", "batch %d holds %d messages and none with the index %d",
			e.Batch, len(e.Content.Messages), index)
	}
	leaves, err := leavesOf(e.Key, e.Content.Messages)
	if err != nil {
		return Proof{}, err
	}
	salt := newSalter(e.Key).salt(index)
	return Proof{Index: index, Count: len(leaves), Salt: salt, Path: auditPath(leaves, index)}, nil
}

// VerifyMessage checks that a message stands in the batch with a root, by its proof alone. *RootError when it does not.
func VerifyMessage(recorded domain.SHA256, m extraction.Message, p Proof) error {
	data, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	computed, ok := climb(leaf(p.Salt, data), p)
	if got := digestOf(computed); !ok || got != recorded {
		return &RootError{Recorded: recorded, Computed: got}
	}
	return nil
}

func digestOf(sum [32]byte) domain.SHA256 { return domain.SHA256(hex.EncodeToString(sum[:])) }

// salter derives the salts of one batch from its key.
type salter struct{ mac hash.Hash }

func newSalter(key []byte) salter { return salter{mac: hmac.New(sha256.New, key)} }

func (s salter) salt(index int) []byte {
	var number [8]byte
	binary.BigEndian.PutUint64(number[:], uint64(index))
	s.mac.Reset()
	s.mac.Write(number[:])
	return s.mac.Sum(nil)[:saltSize]
}

// leavesOf hashes messages as they are stored.
func leavesOf(key []byte, messages []extraction.Message) ([][32]byte, error) {
	s := newSalter(key)
	leaves := make([][32]byte, len(messages))
	for i := range messages {
		data, err := json.Marshal(&messages[i])
		if err != nil {
			return nil, fmt.Errorf("encode message %d of the batch: %w", i, err)
		}
		leaves[i] = leaf(s.salt(i), data)
	}
	return leaves, nil
}

// leaf is RFC 6962's leaf hash over salt and message.
func leaf(salt, data []byte) [32]byte {
	h := sha256.New()
	h.Write([]byte{0})
	h.Write(salt)
	h.Write(data)
	return [32]byte(h.Sum(nil))
}

// node is RFC 6962's hash of an inner node.
func node(left, right [32]byte) [32]byte {
	var b [1 + 2*sha256.Size]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[1+sha256.Size:], right[:])
	return sha256.Sum256(b[:])
}

// root is RFC 6962's tree hash (section 2.1).
func root(leaves [][32]byte) [32]byte {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	k := cut(len(leaves))
	return node(root(leaves[:k]), root(leaves[k:]))
}

// cut is the largest power of two below n.
func cut(n int) int { return 1 << (bits.Len(uint(n-1)) - 1) }

// auditPath lists the siblings from a leaf up to the root.
func auditPath(leaves [][32]byte, index int) [][]byte {
	if len(leaves) == 1 {
		return nil
	}
	k := cut(len(leaves))
	if index < k {
		sibling := root(leaves[k:])
		return append(auditPath(leaves[:k], index), sibling[:])
	}
	sibling := root(leaves[:k])
	return append(auditPath(leaves[k:], index-k), sibling[:])
}

// climb computes the root from a leaf and its path (RFC 9162, section 2.1.3.2); false when the path cannot belong to the index.
func climb(at [32]byte, p Proof) ([32]byte, bool) {
	if p.Index < 0 || p.Index >= p.Count || len(p.Salt) != saltSize {
		return at, false
	}
	number, last := p.Index, p.Count-1
	for _, s := range p.Path {
		if len(s) != sha256.Size || last == 0 {
			return at, false
		}
		sibling := [32]byte(s)
		if number&1 == 1 || number == last {
			at = node(sibling, at)
			for number&1 == 0 && number != 0 {
				number, last = number>>1, last>>1
			}
		} else {
			at = node(at, sibling)
		}
		number, last = number>>1, last>>1
	}
	return at, last == 0
}
