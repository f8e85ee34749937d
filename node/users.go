package node

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"sync"

	"golang.org/x/crypto/bcrypt"
)

const (
	maxUsersFile = 1 << 20
	minHashCost  = 10 // less is guessed too fast
	maxHashCost  = 14 // more keeps callers waiting for seconds

	// Checking a password is slow on purpose: so many are checked at once, the others wait.
	hashingAtOnce = 2

	// rememberedHeaders is how many right headers are known by their digest, so that a call need not hash again.
	rememberedHeaders = 1024
)

type headerSum = [sha256.Size]byte

// users are those the node lets in: one from the configuration, and those of the users file.
type users struct {
	only    string            // the configured user's name
	exact   *headerSum        // of that user's header
	hashes  map[string][]byte // bcrypt, by name
	decoy   []byte            // compared for unknown names, so that they take as long
	key     []byte            // of the digests, this process's own: they are of no use outside it
	hashing chan struct{}

	mu    sync.RWMutex
	right map[headerSum]struct{}
}

// newUsers is nil when nobody is named: then everybody is let in who can reach the node.
func newUsers(cfg Config) (*users, error) {
	if cfg.Password == "" && cfg.UsersFile == "" {
		return nil, nil
	}
	u := &users{key: make([]byte, 32), hashing: make(chan struct{}, hashingAtOnce), right: make(map[headerSum]struct{})}
	if _, err := rand.Read(u.key); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	if cfg.Password != "" {
		d := u.digest("Basic " + base64.StdEncoding.EncodeToString([]byte(cfg.Username+":"+cfg.Password)))
		u.only, u.exact = cfg.Username, &d
	}
	if cfg.UsersFile == "" {
		return u, nil
	}
	return u, u.readFile(cfg.UsersFile)
}

// readFile reads lines "name:hash" as `htpasswd -B` writes them; empty lines and those that begin with # are comments.
// No error repeats a line.
func (u *users) readFile(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("read users: %w", err)
	}
	if info.Size() > maxUsersFile {
		return fmt.Errorf("read users: %s is larger than %d bytes", path, maxUsersFile)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read users: %w", err)
	}
	return u.parse(path, text)
}

func (u *users) parse(path string, text []byte) error {
	u.hashes = make(map[string][]byte)
	lines := bufio.NewScanner(bytes.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, hash, _ := strings.Cut(line, ":")
		cost, err := bcrypt.Cost([]byte(hash))
		switch {
		case name == "" || err != nil:
			return fmt.Errorf("read users: %s line %d is not \"name:bcrypt hash\"; `htpasswd -nB -C 12 NAME` makes one", path, number)
		case cost < minHashCost || cost > maxHashCost:
			return fmt.Errorf("read users: %s line %d has a hash of cost %d; it must lie between %d and %d",
				path, number, cost, minHashCost, maxHashCost)
		case u.hashes[name] != nil || name == u.only:
			return fmt.Errorf("read users: %s line %d names a user a second time", path, number)
		}
		u.hashes[name], u.decoy = []byte(hash), []byte(hash)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read users: %s: %w", path, err)
	}
	if len(u.hashes) == 0 {
		return fmt.Errorf("read users: %s names no user", path)
	}
	return nil
}

// knows tells whether a user of that name exists.
func (u *users) knows(name string) bool {
	return name != "" && (name == u.only || u.hashes[name] != nil)
}

// accepts checks an authorization header. A wrong one costs as much as a right one seen for the first time.
func (u *users) accepts(ctx context.Context, header string) (bool, error) {
	d := u.digest(header)
	if u.exact != nil && hmac.Equal(d[:], u.exact[:]) || u.seen(d) {
		return true, nil
	}
	name, password, ok := parseBasic(header)
	if !ok || len(u.hashes) == 0 {
		return false, nil
	}
	hash := u.hashes[name]
	select {
	case u.hashing <- struct{}{}:
		defer func() { <-u.hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	if hash == nil {
		_ = bcrypt.CompareHashAndPassword(u.decoy, []byte(password)) // for the time it takes
		return false, nil
	}
	if bcrypt.CompareHashAndPassword(hash, []byte(password)) != nil {
		return false, nil
	}
	u.remember(d)
	return true, nil
}

func (u *users) seen(d headerSum) bool {
	u.mu.RLock()
	defer u.mu.RUnlock()
	_, ok := u.right[d]
	return ok
}

func (u *users) remember(d headerSum) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.right) >= rememberedHeaders {
		clear(u.right)
	}
	u.right[d] = struct{}{}
}

func (u *users) digest(header string) (d headerSum) {
	mac := hmac.New(sha256.New, u.key)
	mac.Write([]byte(header))
	mac.Sum(d[:0])
	return d
}

func parseBasic(header string) (name, password string, ok bool) {
	scheme, encoded, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "basic") {
		return "", "", false
	}
	pair, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return "", "", false
	}
	return strings.Cut(string(pair), ":")
}
