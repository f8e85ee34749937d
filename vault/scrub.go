package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// Scrubbed is the finding about one stored content: Err is nil when every byte still matches, a *CorruptError when not, a *StrayError
// for a file that does not belong here (SHA256 is then empty), or the error that kept it from being read.
type Scrubbed struct {
	SHA256 domain.SHA256
	Size   int64 // bytes
	Err    error
}

// Scrub reads every content in the vault from beginning to end and reports each. It goes on after a bad one; it returns an error only
// when it could not look at everything. Content committed meanwhile may or may not be visited.
func (v *Vault) Scrub(ctx context.Context, report func(Scrubbed)) error {
	root := filepath.Join(v.dir, blobFolder)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil || e.IsDir() {
			return err
		}
		if found, is := v.inspect(ctx, path); is {
			report(found)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("scrub the vault: %w", err)
	}
	return nil
}

// inspect reports on one file; chunk lists are checked with the content they belong to.
func (v *Vault) inspect(ctx context.Context, path string) (Scrubbed, bool) {
	name := filepath.Base(path)
	sha := domain.SHA256(strings.TrimSuffix(name, listSuffix))
	if !valid(sha) || path != v.path(sha) && path != v.path(sha)+listSuffix {
		return v.stray(path), true
	}
	isList := strings.HasSuffix(name, listSuffix)
	info, err := v.Stat(ctx, sha)
	if missing := new(NotFoundError); isList && errors.As(err, &missing) {
		return Scrubbed{SHA256: sha, Err: damaged(sha, "only its chunk list is left")}, true
	}
	if isList {
		return Scrubbed{}, false
	}
	if err == nil {
		err = v.verify(ctx, sha)
	}
	return Scrubbed{SHA256: sha, Size: info.Size, Err: err}, true
}

func (v *Vault) stray(path string) Scrubbed {
	rel, err := filepath.Rel(v.dir, path)
	if err != nil {
		rel = filepath.Base(path)
	}
	return Scrubbed{Err: &StrayError{Path: filepath.ToSlash(rel)}}
}

func (v *Vault) verify(ctx context.Context, sha domain.SHA256) error {
	b, err := v.Open(ctx, sha)
	if err != nil {
		return err
	}
	return errors.Join(b.Verify(), b.Close())
}
