package access_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

func feedKey(tb testing.TB, fill byte) *access.FeedKey {
	tb.Helper()
	k, err := access.NewFeedKey(bytes.Repeat([]byte{fill}, 32))
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

var (
	feedDay   = time.Date(2026, 3, 10, 9, 0, 0, 5, time.UTC)
	feedOwner = access.Principal{Actor: "test|kl.marsh", Role: domain.CaseOfficer, Force: "northmoor", Officer: "o", Session: "s", MultiFactor: true}
)

func TestFeed_comes_back_as_it_was(t *testing.T) {
	t.Parallel()
	k := feedKey(t, 1)
	f, err := access.FeedFor(feedOwner, feedDay)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := k.Seal(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := k.Open(secret)
	if d := cmp.Diff(f, got); d != "" || err != nil {
		t.Errorf("%s %v", d, err)
	}
	again, err := k.Seal(f)
	if err != nil || again == secret {
		t.Errorf("the same secret twice, %v", err)
	}
	if raw, err := base64.RawURLEncoding.DecodeString(secret); err != nil || bytes.Contains(raw, []byte("marsh")) || bytes.Contains(raw, []byte("northmoor")) {
		t.Errorf("the secret tells whose it is: %q, %v", raw, err)
	}
	other, err := access.FeedFor(feedOwner, feedDay)
	if err != nil || other.ID == f.ID {
		t.Errorf("two addresses have one id, %v", err)
	}
}

// Whom a feed names has nothing of the sign-in it was made in but who they are.
func TestFeed_names_whom_it_is_for(t *testing.T) {
	t.Parallel()
	f, err := access.FeedFor(feedOwner, feedDay)
	if err != nil {
		t.Fatal(err)
	}
	last := f.Until.Add(-time.Nanosecond)
	got, err := f.Principal(last)
	want := access.Principal{Actor: "test|kl.marsh", Role: domain.CaseOfficer, Force: "northmoor", Officer: "o", Session: f.ID, Purpose: "CALENDAR_FEED",
		Expires: time.Date(2026, 6, 8, 9, 0, 0, 0, time.UTC), At: last}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%s %v", d, err)
	}
	if _, err := f.Principal(f.Until); !errors.Is(err, access.ErrFeedExpired) || !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("at its end: %v", err)
	}
}

func TestFeed_that_was_not_made_here_is_unknown(t *testing.T) {
	t.Parallel()
	k := feedKey(t, 1)
	f, err := access.FeedFor(feedOwner, feedDay)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := k.Seal(f)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := feedKey(t, 2).Seal(f)
	if err != nil {
		t.Fatal(err)
	}
	nobody, err := k.Seal(access.Feed{Until: f.Until})
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]string{
		"nothing": "", "no base64": "!" + secret, "padded": secret + "=", "cut": secret[:len(secret)-2], "long": strings.Repeat("A", 5000),
		"another key": foreign, "another version": "Ag" + secret[2:], "of nobody": nobody,
	}
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		changed := bytes.Clone(raw)
		changed[i] ^= 1
		wrong["changed at "+string(rune('0'+i))] = base64.RawURLEncoding.EncodeToString(changed)
	}
	for name, text := range wrong {
		if got, err := k.Open(text); !errors.Is(err, access.ErrFeedUnknown) || got != (access.Feed{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, size := range []int{0, 16, 31, 33} {
		if _, err := access.NewFeedKey(make([]byte, size)); err == nil {
			t.Errorf("a key of %d bytes is taken", size)
		}
	}
}

func FuzzFeedOpen(f *testing.F) {
	k := feedKey(f, 1)
	one := access.Feed{ID: "one", Actor: feedOwner.Actor, Role: feedOwner.Role, Until: feedDay}
	secret, err := k.Seal(one)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(secret)
	f.Add("AQ")
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := k.Open(text); err == nil && got.ID != one.ID {
			t.Errorf("%q opens as %+v", text, got)
		}
	})
}
