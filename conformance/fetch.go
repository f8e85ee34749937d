package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// peer is a suite that lies ready to run in a folder of its own.
type peer struct {
	suite
	version string
	source  string // a copy of the module
	dir     string // for everything else
}

// fetch copies the module a suite lies in, for the module cache is read-only and the suites look for certificates
// beside themselves. The go command verifies it by the checksum in go.sum.
func fetch(ctx context.Context, s suite, dir string) (*peer, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-mod=readonly", "-m", "-json", s.module).Output()
	if err != nil {
		return nil, fmt.Errorf("find module %s: %w", s.module, err)
	}
	var listed struct{ Version, Dir string }
	if err := json.Unmarshal(out, &listed); err != nil {
		return nil, fmt.Errorf("find module %s: %w", s.module, err)
	}
	if listed.Dir == "" {
		if listed.Dir, err = download(ctx, s.module); err != nil {
			return nil, err
		}
	}
	p := &peer{suite: s, version: listed.Version, source: filepath.Join(dir, "source"), dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := os.CopyFS(p.source, os.DirFS(listed.Dir)); err != nil {
		return nil, fmt.Errorf("copy %s: %w", s.module, err)
	}
	return p, writable(p.source)
}

func download(ctx context.Context, module string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("download %s: %w", module, err)
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(out, &downloaded); err != nil {
		return "", fmt.Errorf("download %s: %w", module, err)
	}
	return downloaded.Dir, nil
}

// writable lets the copy be deleted again.
func writable(root string) error {
	return filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode().Perm()|0o600)
	})
}
