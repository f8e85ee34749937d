// Package cursor makes the bookmarks with which a reader turns to the next page of a list: each fits one list only, asked in one way,
// and one that was changed or carried elsewhere is refused.
//
// Wire form: base64url without padding of
//
//	1 byte   version, 1
//	8 bytes  the start of the SHA-256 of the list's name and its question
//	n bytes  the keyset key of the last row seen, as a JSON array
//	16 bytes the start of the HMAC-SHA256 over everything before it
//
// A cursor is signed, not secret: its key holds only what stood in the row its holder was shown.
package cursor

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
)

const (
	version  = 1
	bindSize = 8
	macSize  = 16
	// MaxSize is the length of the longest cursor that is looked at.
	MaxSize = 1024
)

// ErrInvalid says that a cursor was not made by this server, was changed, or belongs to another list, filter or order.
var ErrInvalid = errors.New("the cursor does not belong to this list and filter")

// Binding ties cursors to one list asked in one way.
type Binding [bindSize]byte

// Bind returns the binding of a list's name and of everything that decides which rows it has and in which order. The question must
// marshal to the same JSON each time; structs and slices do.
func Bind(list string, question any) (Binding, error) {
	q, err := json.Marshal(question)
	if err != nil {
		return Binding{}, fmt.Errorf("bind cursors of %s: %w", list, err)
	}
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(list) // a hash never fails; the encoding ends in a newline, which no JSON string holds
	h.Write(q)
	var b Binding
	copy(b[:], h.Sum(nil))
	return b, nil
}

// Signer makes and opens cursors. It may be used from any goroutine.
type Signer struct{ key []byte }

// NewSigner returns a signer for a key of at least 16 bytes. Without a key it makes one of its own, and cursors end with the process.
func NewSigner(key []byte) (*Signer, error) {
	if len(key) == 0 {
		key = make([]byte, 32)
		if _, err := rand.Read(key); err != nil {
			return nil, fmt.Errorf("make a key for cursors: %w", err)
		}
	}
	if len(key) < 16 {
		return nil, fmt.Errorf("a key for cursors needs 16 bytes, not %d", len(key))
	}
	return &Signer{key: bytes.Clone(key)}, nil
}

// Sign returns the cursor of a row with the given keyset key: strings, integers, floats and nil.
func (s *Signer) Sign(b Binding, row []any) (string, error) {
	key, err := json.Marshal(row)
	if err != nil {
		return "", fmt.Errorf("sign a cursor: %w", err)
	}
	raw := make([]byte, 0, 1+bindSize+len(key)+macSize)
	raw = append(raw, version)
	raw = append(raw, b[:]...)
	raw = append(raw, key...)
	raw = append(raw, s.mac(raw)...)
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// Open returns the keyset key in a cursor made for the same binding; every failure is ErrInvalid. Integers come back as int64.
func (s *Signer) Open(b Binding, cursor string) ([]any, error) {
	if len(cursor) > MaxSize {
		return nil, ErrInvalid
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) < 1+bindSize+macSize {
		return nil, ErrInvalid
	}
	signed, mac := raw[:len(raw)-macSize], raw[len(raw)-macSize:]
	if !hmac.Equal(mac, s.mac(signed)) || signed[0] != version || !bytes.Equal(signed[1:1+bindSize], b[:]) {
		return nil, ErrInvalid
	}
	return decodeKey(signed[1+bindSize:])
}

func (s *Signer) mac(signed []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(signed)
	return m.Sum(nil)[:macSize]
}

func decodeKey(data []byte) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var row []any
	if err := d.Decode(&row); err != nil {
		return nil, ErrInvalid
	}
	for i, v := range row {
		n, ok := v.(json.Number)
		if !ok {
			continue
		}
		if whole, err := n.Int64(); err == nil {
			row[i] = whole
		} else if f, err := n.Float64(); err == nil {
			row[i] = f
		} else {
			return nil, ErrInvalid
		}
	}
	return row, nil
}
