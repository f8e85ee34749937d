package access

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"sync"
	"time"
)

const (
	maxRevoked   = 20_000      // lines of the list
	revokedBytes = 2 << 20     // of the list's file
	lookAgain    = time.Second // how often the file's time of change is asked for
)

// revokedForm is a name as SignIn and TokenID make them.
var revokedForm = regexp.MustCompile(`^[A-Za-z0-9_-]{22}$`)

// RevokedFile is a list of sign-ins and tokens that are no longer good, one name on a line, as the access log shows them. Text from
// a "#" on is a remark. It is read anew when the file changes; a list that cannot be read leaves the one before in force.
//
// The list bridges the minutes until a stolen token ends. To shut a person out for good, close their account in the ledger.
type RevokedFile struct {
	path string
	now  func() time.Time
	warn func(error)

	mu     sync.Mutex
	looked time.Time
	read   fileState
	names  map[string]struct{}
}

var _ Revocations = (*RevokedFile)(nil)

// fileState tells one content of a file from the next.
type fileState struct {
	changed time.Time
	size    int64
}

// OpenRevoked reads the list for the first time. warn is told once of each later content that cannot be read.
func OpenRevoked(path string, now func() time.Time, warn func(error)) (*RevokedFile, error) {
	f := &RevokedFile{path: path, now: now, warn: warn, looked: now()}
	state, err := stateOf(path)
	if err != nil {
		return nil, err
	}
	f.read = state
	f.names, err = readRevoked(path)
	return f, err
}

// Revoked says whether either name is on the list.
func (f *RevokedFile) Revoked(signIn, tokenID string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refresh()
	_, session := f.names[signIn]
	_, token := f.names[tokenID]
	return session || token
}

func (f *RevokedFile) refresh() {
	now := f.now()
	if now.Sub(f.looked) < lookAgain {
		return
	}
	f.looked = now
	state, err := stateOf(f.path)
	if err == nil && state == f.read {
		return
	}
	if err == nil {
		var names map[string]struct{}
		if names, err = readRevoked(f.path); err == nil {
			f.names = names
		}
	}
	if f.read != state {
		f.read = state
		if err != nil {
			f.warn(err)
		}
	}
}

func stateOf(path string) (fileState, error) {
	info, err := os.Stat(path)
	if err != nil {
		return fileState{}, fmt.Errorf("read the list of revoked tokens: %w", err)
	}
	return fileState{info.ModTime(), info.Size()}, nil
}

func readRevoked(path string) (map[string]struct{}, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the list of revoked tokens: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, revokedBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the list of revoked tokens: %w", err)
	}
	return parseRevoked(path, text)
}

func parseRevoked(path string, text []byte) (map[string]struct{}, error) {
	if len(text) > revokedBytes {
		return nil, fmt.Errorf("the list of revoked tokens %s is longer than %d bytes: take out those that have ended by themselves", path, revokedBytes)
	}
	names := map[string]struct{}{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line, _, _ := bytes.Cut(lines.Bytes(), []byte("#"))
		name := string(bytes.TrimSpace(line))
		switch {
		case name == "":
			continue
		case !revokedForm.MatchString(name):
			return nil, fmt.Errorf("line %d of %s is no session or token as the access log names them", n, path)
		}
		names[name] = struct{}{}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if len(names) > maxRevoked {
		return nil, fmt.Errorf("%s names more than %d tokens: take out those that have ended by themselves", path, maxRevoked)
	}
	return names, nil
}
