package node

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/bcrypt"
)

func hashed(tb testing.TB, password string, cost int) string {
	tb.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), cost)
	if err != nil {
		tb.Fatal(err)
	}
	return string(hash)
}

func header(name, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(name+":"+password))
}

func TestUsersFile(t *testing.T) {
	t.Parallel()
	good := hashed(t, "secret", minHashCost)
	for name, tc := range map[string]struct{ text, problem string }{
		"two users and a comment": {"# who\n\nann:" + good + "\nbob:" + good + "\n", ""},
		"as htpasswd writes it":   {"ann:" + strings.Replace(good, "$2a$", "$2y$", 1), ""},
		"nobody":                  {"# nobody\n", "names no user"},
		"a password in the clear": {"ann:hunter2", "line 1"},
		"no name":                 {"\n:" + good, "line 2"},
		"a cheap hash":            {"ann:" + hashed(t, "secret", 4), "cost 4"},
		"twice the same":          {"ann:" + good + "\nann:" + good, "line 2 names a user a second time"},
		"the configured one":      {"admin:" + good, "a second time"},
		"a line without end":      {strings.Repeat("x", 70_000), "too long"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "users")
			if err := os.WriteFile(path, []byte(tc.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := newUsers(Config{Username: "admin", Password: "x", UsersFile: path})
			if tc.problem == "" && err != nil || tc.problem != "" && (err == nil || !strings.Contains(err.Error(), tc.problem)) {
				t.Errorf("answered %v, want %q", err, tc.problem)
			}
			if err != nil && (strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), good)) {
				t.Errorf("the error shows a secret: %v", err)
			}
		})
	}
}

func TestUsersAccept(t *testing.T) {
	t.Parallel()
	u, err := newUsers(Config{Username: "admin", Password: "changeit"})
	if err == nil {
		err = u.parse("users", []byte("ann:"+hashed(t, "a:b", minHashCost)))
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for given, want := range map[string]bool{
			header("admin", "changeit"):                     true,
			header("ann", "a:b"):                            true,
			strings.ToLower("B") + header("ann", "a:b")[1:]: true,
			header("ann", "a"):                              false,
			header("ann", ""):                               false,
			header("", ""):                                  false,
			header("nobody", "a:b"):                         false,
			header("admin", "changeit "):                    false,
			"Bearer x":                                      false,
			"Basic ?":                                       false,
			"":                                              false,
		} {
			if got, err := u.accepts(t.Context(), given); err != nil || got != want {
				t.Errorf("%q: %t, %v", given, got, err)
			}
		}
	}
	if len(u.right) != 2 {
		t.Errorf("%d headers are remembered, want the two right ones of the file", len(u.right))
	}
	if !u.knows("ann") || !u.knows("admin") || u.knows("") || u.knows("nobody") {
		t.Error("names are mistaken")
	}
}

func TestUsersForgetBeforeTheyGrow(t *testing.T) {
	t.Parallel()
	u, err := newUsers(Config{Username: "admin", Password: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 * rememberedHeaders {
		u.remember(headerSum{byte(i), byte(i >> 8)})
	}
	if len(u.right) > rememberedHeaders {
		t.Errorf("%d headers are remembered", len(u.right))
	}
}

// A right header costs no hashing after the first time.
func BenchmarkUsersAccept(b *testing.B) {
	u, err := newUsers(Config{Username: "admin", Password: "x"})
	if err == nil {
		err = u.parse("users", []byte("ann:"+hashed(b, "secret", minHashCost)))
	}
	if err != nil {
		b.Fatal(err)
	}
	given := header("ann", "secret")
	for range b.N {
		if ok, err := u.accepts(b.Context(), given); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
