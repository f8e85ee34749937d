package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

const maxSecret = 16 << 10 // bytes of a password or a token

// readSecret reads a secret from its file, which nobody but its owner may read. A pipe, as a shell makes it of <(…), has no other readers.
// Secrets are given in files alone: a command line and an environment can be seen by others on the machine.
func readSecret(path, what string) (_ string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", what, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return "", fmt.Errorf("read %s: %w", what, err)
	}
	if mode := info.Mode(); mode.IsRegular() && mode.Perm()&0o077 != 0 {
		return "", &adviceError{err: fmt.Errorf("the file %s with %s can be read by others (mode %04o)", path, what, mode.Perm()),
			advice: "close it with `chmod 600` and start again", code: exitRefused}
	}
	text, err := io.ReadAll(io.LimitReader(file, maxSecret+1))
	if err != nil {
		return "", fmt.Errorf("read %s: %w", what, err)
	}
	secret := strings.TrimRight(string(text), "\r\n")
	if secret == "" || len(text) > maxSecret {
		return "", fmt.Errorf("read %s: %s is empty or longer than %d bytes", what, path, maxSecret)
	}
	return secret, nil
}
