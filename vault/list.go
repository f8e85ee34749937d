package vault

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/probity-ledger/probity/domain"
)

// Each hands over every content there is, without reading it, in the order of digests. Content committed meanwhile may or may not be
// among it. It stops with the error each returns, as it is.
func (v *Vault) Each(ctx context.Context, each func(Info) error) error {
	root := filepath.Join(v.dir, blobFolder)
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			return fmt.Errorf("list the vault: %w", err)
		}
		sha := domain.SHA256(filepath.Base(path))
		if e.IsDir() || !valid(sha) || path != v.path(sha) {
			return nil // lists of chunks; strays are for Scrub
		}
		info, err := v.Stat(ctx, sha)
		if err != nil {
			return err
		}
		return each(info)
	})
}
