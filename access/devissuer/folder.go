package devissuer

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/luikyv/go-oidc/pkg/goidc"
)

// ErrNeverOpened says that no development issuer was ever opened in the folder, so it has no URL and no key.
var ErrNeverOpened = errors.New("no development issuer was started in this folder yet")

// folder is where the key, the secret and the URL lie.
type folder string

func openFolder(dir string) (folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the development issuer's folder: %w", err)
	}
	return folder(dir), nil
}

func reopenFolder(dir string) (folder, string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "url"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", ErrNeverOpened
	}
	if err != nil {
		return "", "", fmt.Errorf("read the development issuer's URL: %w", err)
	}
	return folder(dir), strings.TrimSpace(string(text)), nil
}

// write replaces a file as a whole, so that a crash leaves the old content or the new.
func (f folder) write(name string, content []byte) error { return f.put(name, content, os.Rename) }

// put makes a whole file durable and gives it its name.
func (f folder) put(name string, content []byte, place func(from, to string) error) error {
	temporary, err := os.CreateTemp(string(f), "."+name+"-*") // CreateTemp gives mode 0600
	if err != nil {
		return fmt.Errorf("write the development issuer's %s: %w", name, err)
	}
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err == nil {
		err = place(temporary.Name(), filepath.Join(string(f), name))
	}
	os.Remove(temporary.Name()) // gone already where it was renamed
	if err != nil {
		return fmt.Errorf("write the development issuer's %s: %w", name, err)
	}
	return nil
}

// readOrMake returns a file's content, making it first when it is missing. Of several processes that make it at once, one is heard.
func (f folder) readOrMake(name string, fresh func() ([]byte, error)) ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(string(f), name))
	if err == nil {
		return content, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the development issuer's %s: %w", name, err)
	}
	if content, err = fresh(); err != nil {
		return nil, fmt.Errorf("make the development issuer's %s: %w", name, err)
	}
	if err := f.put(name, content, os.Link); !errors.Is(err, fs.ErrExist) {
		return content, err
	}
	return os.ReadFile(filepath.Join(string(f), name))
}

func (f folder) secret() (string, error) {
	content, err := f.readOrMake("secret", func() ([]byte, error) {
		var random [32]byte
		_, err := rand.Read(random[:])
		return []byte(hex.EncodeToString(random[:]) + "\n"), err
	})
	secret := strings.TrimSpace(string(content))
	if err == nil && len(secret) != 64 {
		err = errors.New("the development issuer's secret is damaged: delete the file, a new one is made")
	}
	return secret, err
}

func (f folder) key() (goidc.JSONWebKey, error) {
	content, err := f.readOrMake("key.json", freshKey)
	if err != nil {
		return goidc.JSONWebKey{}, err
	}
	var key jose.JSONWebKey
	if err := json.Unmarshal(content, &key); err != nil || !key.Valid() || key.IsPublic() {
		return goidc.JSONWebKey{}, errors.New("the development issuer's key.json is damaged: delete the file, a new key is made")
	}
	return key, nil
}

func freshKey() ([]byte, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	var id [8]byte
	if _, err := rand.Read(id[:]); err != nil {
		return nil, err
	}
	key := jose.JSONWebKey{Key: private, KeyID: "dev-" + hex.EncodeToString(id[:]), Algorithm: string(jose.ES256), Use: "sig"}
	return key.MarshalJSON()
}
