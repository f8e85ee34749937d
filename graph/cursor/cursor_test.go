package cursor_test

import (
	"encoding/base64"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/graph/cursor"
)

type question struct {
	Case string   `json:"case"`
	Sort []string `json:"sort"`
}

func bind(t testing.TB, list string, q question) cursor.Binding {
	t.Helper()
	b, err := cursor.Bind(list, q)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func signer(t testing.TB) *cursor.Signer {
	t.Helper()
	s, err := cursor.NewSigner([]byte("a key of more than sixteen bytes"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpenReturnsWhatWasSigned(t *testing.T) {
	t.Parallel()
	s, b := signer(t), bind(t, "devices", question{Case: "1"})
	rapid.Check(t, func(t *rapid.T) {
		row := []any{rapid.Int64().Draw(t, "n"), rapid.String().Draw(t, "s"), nil}
		c, err := s.Sign(b, row)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Open(b, c)
		if len(c) > cursor.MaxSize && errors.Is(err, cursor.ErrInvalid) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(row, got); d != "" {
			t.Fatal(d)
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	s, b := signer(t), bind(t, "devices", question{Case: "1"})
	good, err := s.Sign(b, []any{int64(7), "x"})
	if err != nil {
		t.Fatal(err)
	}
	other, err := cursor.NewSigner(nil)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		signer *cursor.Signer
		to     cursor.Binding
		cursor string
	}{
		"another filter": {s, bind(t, "devices", question{Case: "2"}), good},
		"another order":  {s, bind(t, "devices", question{Case: "1", Sort: []string{"x"}}), good},
		"another list":   {s, bind(t, "cases", question{Case: "1"}), good},
		"another server": {other, b, good},
		"empty":          {s, b, ""},
		"too short":      {s, b, "AQ"},
		"too long":       {s, b, string(make([]byte, cursor.MaxSize+1))},
		"not base64":     {s, b, good[:len(good)-1] + "!"},
		"padded":         {s, b, good + "="},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := c.signer.Open(c.to, c.cursor); !errors.Is(err, cursor.ErrInvalid) {
				t.Fatalf("got %v, want ErrInvalid", err)
			}
		})
	}
}

// Every single bit of a cursor counts.
func TestOpenRefusesEveryChangedBit(t *testing.T) {
	t.Parallel()
	s, b := signer(t), bind(t, "devices", question{})
	good, err := s.Sign(b, []any{int64(7), "x"})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.RawURLEncoding.DecodeString(good)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		for bit := range 8 {
			changed := append([]byte(nil), raw...)
			changed[i] ^= 1 << bit
			if _, err := s.Open(b, base64.RawURLEncoding.EncodeToString(changed)); !errors.Is(err, cursor.ErrInvalid) {
				t.Fatalf("byte %d bit %d: got %v, want ErrInvalid", i, bit, err)
			}
		}
	}
}

func TestNewSignerWantsAKeyOfSomeLength(t *testing.T) {
	t.Parallel()
	if _, err := cursor.NewSigner([]byte("short")); err == nil {
		t.Fatal("a short key was taken")
	}
}

func FuzzOpen(f *testing.F) {
	s, b := signer(f), bind(f, "devices", question{})
	good, _ := s.Sign(b, []any{int64(7), "x"})
	f.Add(good)
	f.Add("")
	f.Fuzz(func(t *testing.T, c string) {
		if _, err := s.Open(b, c); err == nil && c != good {
			t.Fatalf("%q was taken", c)
		}
	})
}
