package intake_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
)

func batchOf(n int, key []byte) extraction.MessagesRecorded {
	e := extraction.MessagesRecorded{Key: key, Source: "s"}
	for i := range n {
		e.Content.Messages = append(e.Content.Messages, extraction.Message{ID: domain.MessageID(fmt.Sprint(i)), Body: "<tag> & ünïcode \u2028"})
	}
	e.Root = slowRoot(e)
	return e
}

// slowRoot computes the root as the package comment says it, by another road: level by level, an odd node moving up.
func slowRoot(e extraction.MessagesRecorded) domain.SHA256 {
	var level [][]byte
	for i, m := range e.Content.Messages {
		data, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		mac := hmac.New(sha256.New, e.Key)
		_ = binary.Write(mac, binary.BigEndian, uint64(i))
		sum := sha256.Sum256(append(append([]byte{0}, mac.Sum(nil)[:16]...), data...))
		level = append(level, sum[:])
	}
	for len(level) > 1 {
		var up [][]byte
		for i := 0; i < len(level); i += 2 {
			if i+1 == len(level) {
				up = append(up, level[i])
				continue
			}
			sum := sha256.Sum256(append(append([]byte{1}, level[i]...), level[i+1]...))
			up = append(up, sum[:])
		}
		level = up
	}
	return domain.SHA256(hex.EncodeToString(level[0]))
}

func TestVerifyBatch(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := batchOf(rapid.IntRange(1, 70).Draw(t, "messages"), rapid.SliceOfN(rapid.Byte(), 16, 64).Draw(t, "key"))
		if err := intake.VerifyBatch(e); err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(e.Content.Messages)-1).Draw(t, "changed")
		e.Content.Messages[at].Body += "!"
		var wrong *intake.RootError
		if err := intake.VerifyBatch(e); !errors.As(err, &wrong) {
			t.Fatalf("a changed message passes: %v", err)
		}
	})
}

func TestProveMessage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "messages")
		e := batchOf(n, []byte("0123456789abcdef"))
		at := rapid.IntRange(0, n-1).Draw(t, "index")
		p, err := intake.ProveMessage(e, at)
		if err != nil {
			t.Fatal(err)
		}
		m := e.Content.Messages[at]
		if err := intake.VerifyMessage(e.Root, m, p); err != nil {
			t.Fatal(err)
		}
		wrong := func(what string, m extraction.Message, p intake.Proof) {
			var root *intake.RootError
			if err := intake.VerifyMessage(e.Root, m, p); !errors.As(err, &root) {
				t.Fatalf("%s passes: %v", what, err)
			}
		}
		other := m
		other.Sender = "somebody else"
		wrong("another sender", other, p)
		salt := p
		salt.Salt = append([]byte{p.Salt[0] ^ 1}, p.Salt[1:]...)
		wrong("another salt", m, salt)
		longer := p
		longer.Path = append(append([][]byte{}, p.Path...), make([]byte, 32))
		wrong("a longer path", m, longer)
		if len(p.Path) > 0 {
			shorter := p
			shorter.Path = p.Path[:len(p.Path)-1]
			wrong("a shorter path", m, shorter)
		}
		for _, index := range []int{-1, n} {
			outside := p
			outside.Index = index
			wrong("an index outside", m, outside)
		}
	})
	if _, err := intake.ProveMessage(batchOf(3, make([]byte, 16)), 3); err == nil {
		t.Error("a message that is not there is proved")
	}
}

// TestRootStays: the root of a known batch never changes, or stored batches could no longer be verified.
func TestRootStays(t *testing.T) {
	t.Parallel()
	e := extraction.MessagesRecorded{Key: []byte("0123456789abcdef"), Content: extraction.Content{Messages: []extraction.Message{
		{ID: "1", Locator: "line 1", Thread: "t", Sender: "Ann", Kind: extraction.Text, Body: "a", BodyState: extraction.BodyPresent,
			SentRaw: "13/11/2025, 10:00", SentLocal: "2025-11-13T10:00:00", TZBasis: "UNKNOWN"},
		{ID: "2", Locator: "line 2", Thread: "t", Kind: extraction.System, Body: "b", BodyState: extraction.BodyPresent,
			SentRaw: "13/11/2025, 10:01", SentLocal: "2025-11-13T10:01:00", TZBasis: "UNKNOWN", Flags: []extraction.Flag{extraction.OutOfOrder}},
	}}}
	e.Root = "?"
	var root *intake.RootError
	if !errors.As(intake.VerifyBatch(e), &root) || root.Computed != slowRoot(e) {
		t.Fatalf("computed %s, by the other road %s", root.Computed, slowRoot(e))
	}
	if want := domain.SHA256("ea485b94a36fdafe4bf7d22e61a87913adab78b36c4fd945bd754f0a3c18ec64"); root.Computed != want {
		t.Errorf("the root is %s and was %s", root.Computed, want)
	}
}
