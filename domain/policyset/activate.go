package policyset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Command is the closed set of requests. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Decide answers a command with the events it causes, or says why not. No events and no error: these rules are in force already.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) { return c.decide(s, env) }

// Activate records the rules that a program decides by. The ledger's own process gives it at its start.
type Activate Activated

// The most that is taken: far more than rules that people are to read can be.
const (
	maxFiles    = 100
	maxPolicies = 1000
	maxBytes    = 512 << 10
)

// Refused: HASH_MISMATCH.
func (c Activate) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("release", c.Release),
		domain.Lines("policies", c.Policies, maxPolicies),
		c.checkFiles(),
	)
	switch {
	case err != nil:
		return nil, err
	case len(c.Policies) == 0 || len(c.Files) == 0:
		return nil, domain.Errorf(domain.Invalid, "REQUIRED", "there is no access without rules").On("policies")
	case c.Hash != Sum(c.Files):
		return nil, domain.Errorf(domain.Refused, "HASH_MISMATCH", "the hash is not that of the files").On("hash")
	case c.Hash == s.Hash:
		return nil, nil
	}
	c.Policies, c.Files = slices.Clone(c.Policies), slices.Clone(c.Files)
	return []Event{Activated(c)}, nil
}

// checkFiles: texts of a reasonable size, each under a name of its own.
func (c Activate) checkFiles() error {
	if err := domain.AtMost("files", len(c.Files), maxFiles); err != nil {
		return err
	}
	size := 0
	for i, f := range c.Files {
		if size += len(f.Text); size > maxBytes {
			return domain.Errorf(domain.Invalid, "TOO_LONG", "the files are longer than %d bytes together", maxBytes).On("files")
		}
		if err := domain.Line("files", f.Name); err != nil {
			return err
		}
		if i > 0 && c.Files[i-1].Name >= f.Name {
			return domain.Errorf(domain.Invalid, "NOT_IN_ORDER", "the files are not in order of their names").On("files")
		}
	}
	return nil
}

// Sum is the SHA-256 over files, in hexadecimal: of each its name, its length and its text. The same sum is the same text.
func Sum(files []File) string {
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%q %d\n%s", f.Name, len(f.Text), f.Text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
