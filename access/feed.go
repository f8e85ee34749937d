package access

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Feeds are read by programs that can send no access token, such as calendars. Their address holds a secret in its place.

// FeedLifetime is how long the address of a feed is good.
const FeedLifetime = 90 * 24 * time.Hour

// FeedPurpose is the purpose the access log keeps of what a feed shows.
const FeedPurpose = "CALENDAR_FEED"

var (
	// ErrFeedUnknown says that an address was not made here, was changed, or was made under a key that is no longer in use.
	ErrFeedUnknown = fmt.Errorf("no such feed: %w", ErrUnauthenticated)
	// ErrFeedExpired says that the time of an address is over.
	ErrFeedExpired = fmt.Errorf("the feed has ended: %w", ErrUnauthenticated)
)

// Feed is what an address is good for: to show one person, in one role, what they may see then. It gives no right by itself.
type Feed struct {
	ID    string         `json:"i"` // names the address in the access log, and on the list of sign-ins that are no longer good
	Actor domain.ActorID `json:"a"`
	Role  domain.Role    `json:"r"`
	Force string         `json:"f,omitempty"`
	Until time.Time      `json:"u"`
	// Officer is their own entry in the register, as it was when the address was made. It keeps them out of their own matters.
	Officer domain.OfficerID `json:"o,omitempty"`
}

// FeedFor makes a new address for somebody who signed in.
func FeedFor(who Principal, now time.Time) (Feed, error) {
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		return Feed{}, fmt.Errorf("make a feed: %w", err)
	}
	return Feed{ID: base64.RawURLEncoding.EncodeToString(id[:]), Actor: who.Actor, Role: who.Role, Force: who.Force, Officer: who.Officer,
		Until: now.Add(FeedLifetime).UTC().Truncate(time.Second)}, nil
}

// Principal is whom the feed is for. Whether the ledger still gives them the role must be asked at every use. ErrFeedExpired.
func (f Feed) Principal(now time.Time) (Principal, error) {
	if !now.Before(f.Until) {
		return Principal{}, ErrFeedExpired
	}
	return Principal{Actor: f.Actor, Role: f.Role, Force: f.Force, Officer: f.Officer, Expires: f.Until, At: now, Session: f.ID, Purpose: FeedPurpose}, nil
}

// FeedKey makes and reads the secrets of addresses. Whoever has it can read the calendars of everybody. It may be used from any goroutine.
type FeedKey struct{ seal cipher.AEAD }

const (
	feedKeySize   = 32
	feedVersion   = 1
	longestSecret = 2048
)

// errFeedKey says that a key cannot be used.
var errFeedKey = errors.New("a key for feeds has 32 bytes")

// NewFeedKey takes a key of 32 bytes.
func NewFeedKey(key []byte) (*FeedKey, error) {
	if len(key) != feedKeySize {
		return nil, errFeedKey
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("take a key for feeds: %w", err)
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("take a key for feeds: %w", err)
	}
	return &FeedKey{seal: seal}, nil
}

// Seal returns the secret of an address: base64url without padding of a version byte and the feed under AES-256-GCM with a random nonce.
// It tells whoever finds it in another program's log not even whose it is.
func (k *FeedKey) Seal(f Feed) (string, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("seal a feed: %w", err)
	}
	version := []byte{feedVersion}
	return base64.RawURLEncoding.EncodeToString(k.seal.Seal(version, nil, text, version)), nil
}

// Open reads a secret. Every failure is ErrFeedUnknown.
func (k *FeedKey) Open(secret string) (Feed, error) {
	var f Feed
	if len(secret) > longestSecret {
		return f, ErrFeedUnknown
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(secret)
	if err != nil || len(raw) < 1 || raw[0] != feedVersion {
		return f, ErrFeedUnknown
	}
	text, err := k.seal.Open(nil, nil, raw[1:], raw[:1])
	if err != nil || json.Unmarshal(text, &f) != nil || f.Actor == "" || f.Role == "" {
		return Feed{}, ErrFeedUnknown
	}
	return f, nil
}
