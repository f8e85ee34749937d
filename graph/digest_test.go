package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
)

func digestOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}
