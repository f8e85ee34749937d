package accesslog

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// Side is who may read sealed terms.
type Side string

// The sides.
const (
	Watchdog Side = "IOPC"
	Defence  Side = "DEFENCE"
)

// Terms is what somebody searched for: in clear for the roles of a force, sealed for the others.
type Terms struct {
	Text   string `json:"text,omitempty"`
	Sealed []byte `json:"sealed,omitempty"` // nonce and AES-256-GCM over the text, bound to the id of the entry
	Side   Side   `json:"side,omitempty"`   // whose they are; "" where they are in clear
}

// sideOf returns the side on which a role searches, "" for those whose terms are in clear.
func sideOf(role domain.Role) Side {
	switch role {
	case domain.IOPCReader, domain.DirectorGeneral:
		return Watchdog
	case domain.DefenceReviewer:
		return Defence
	}
	return ""
}

// KeySize is how long the key of a Sealer is, in bytes.
const KeySize = 32

// ErrSealed says that terms cannot be opened: they are not the reader's, or not what was sealed.
var ErrSealed = errors.New("the search terms are sealed")

// Sealer seals the terms of those who look into a force from outside. Its key must not be in the hands of the force's people; the
// program opens terms for nobody but their own side, whatever role asks.
type Sealer struct{ aead cipher.AEAD }

// NewSealer makes a sealer with a secret key of KeySize bytes.
func NewSealer(key []byte) (*Sealer, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("seal search terms: the key has %d bytes, not %d", len(key), KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("seal search terms: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("seal search terms: %w", err)
	}
	return &Sealer{aead}, nil
}

// seal returns the terms as they are stored in the entry of an id.
func (s *Sealer) seal(entry uuid.UUID, role domain.Role, t *Terms) *Terms {
	side := sideOf(role)
	if t == nil || t.Side != "" || side == "" {
		return t
	}
	return &Terms{Side: side, Sealed: s.aead.Seal(nil, nil, []byte(t.Text), bound(entry, side))}
}

// bound is what sealed terms cannot be moved away from.
func bound(entry uuid.UUID, side Side) []byte { return append(entry[:], side...) }

// Open returns the text of terms for a reader: those in clear for everybody who may see the entry, sealed ones for their own side
// alone, of the defence only for whoever searched. ErrSealed for everybody else, and for terms that are not what was sealed.
func (s *Sealer) Open(reader access.Principal, entry uuid.UUID, by domain.ActorID, t Terms) (string, error) {
	switch {
	case t.Side == "":
		return t.Text, nil
	case t.Side != sideOf(reader.Role), t.Side == Defence && reader.Actor != by:
		return "", ErrSealed
	}
	text, err := s.aead.Open(nil, nil, t.Sealed, bound(entry, t.Side))
	if err != nil {
		return "", ErrSealed
	}
	return string(text), nil
}
