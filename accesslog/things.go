package accesslog

import (
	"bytes"
	"slices"

	"github.com/google/uuid"
)

// MaxThings is the most things one entry names. A larger page has several entries.
const MaxThings = 1000

// Things names what was shown, each by its id, so that "who saw this message?" has an exact answer. Ids in the canonical form of UUIDs
// are packed, 16 bytes each; others, such as references of exhibits, stand as they are.
type Things struct {
	UUIDs []byte   `json:"uuids,omitempty"`
	Names []string `json:"names,omitempty"`
	Count int      `json:"count"` // how many rows were shown; for Count the number itself is not kept
}

// NewThings names things. Each is named once; Count says in how many rows they stood.
func NewThings(ids []string) Things {
	t := Things{Count: len(ids)}
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if seen[id] || id == "" {
			continue
		}
		seen[id] = true
		if packed, ok := pack(id); ok {
			t.UUIDs = append(t.UUIDs, packed[:]...)
		} else {
			t.Names = append(t.Names, id)
		}
	}
	return t
}

// pack takes only what unpacks to the same text.
func pack(id string) (uuid.UUID, bool) {
	if len(id) != 36 {
		return uuid.Nil, false
	}
	u, err := uuid.Parse(id)
	return u, err == nil && u.String() == id
}

// All lists the names.
func (t Things) All() []string {
	all := make([]string, 0, len(t.UUIDs)/16+len(t.Names))
	for packed := range slices.Chunk(t.UUIDs, 16) {
		if u, err := uuid.FromBytes(packed); err == nil {
			all = append(all, u.String())
		}
	}
	return append(all, t.Names...)
}

// Has says whether a thing is named.
func (t Things) Has(id string) bool {
	packed, ok := pack(id)
	if !ok {
		return slices.Contains(t.Names, id)
	}
	for other := range slices.Chunk(t.UUIDs, 16) {
		if bytes.Equal(other, packed[:]) {
			return true
		}
	}
	return false
}
