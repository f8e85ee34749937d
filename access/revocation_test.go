package access_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
)

func TestRevokedFile(t *testing.T) {
	t.Parallel()
	first, second := access.SignIn("i", "1"), access.TokenID("i", "2")
	path := filepath.Join(t.TempDir(), "revoked")
	now, warned := noon, 0
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		now = now.Add(2 * time.Second)
		if err := os.Chtimes(path, now, now); err != nil {
			t.Fatal(err)
		}
	}
	write("# stolen on Monday\n\n" + first + "  # a laptop\n")
	f, err := access.OpenRevoked(path, func() time.Time { return now }, func(error) { warned++ })
	if err != nil {
		t.Fatal(err)
	}
	check := func(when string, one, two bool, warnings int) {
		t.Helper()
		if f.Revoked(first, "x") != one || f.Revoked("x", second) != two || warned != warnings {
			t.Errorf("%s: %t %t, %d warnings", when, f.Revoked(first, "x"), f.Revoked("x", second), warned)
		}
	}
	check("at first", true, false, 0)
	write(first + "\n" + second)
	check("one more", true, true, 0)
	write("nonsense\n")
	check("a list that cannot be read leaves the one before", true, true, 1)
	now = now.Add(time.Hour)
	check("and is complained of once", true, true, 1)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	check("a list that is gone as well", true, true, 2)
	write(second + "\n")
	check("a good one again", false, true, 2)
}

func TestOpenRevoked_refuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	many := &strings.Builder{}
	for n := range 20_001 {
		fmt.Fprintln(many, access.TokenID("i", fmt.Sprint(n)))
	}
	for name, text := range map[string]string{"a raw token id": "token-1\n", "too many": many.String(), "too long": strings.Repeat("# remark\n", 300_000),
		"one endless line": strings.Repeat("x", 100_000)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := access.OpenRevoked(path, atNoon, nil); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if _, err := access.OpenRevoked(filepath.Join(dir, "nothing"), atNoon, nil); err == nil {
		t.Error("a list that is not there was taken")
	}
}
