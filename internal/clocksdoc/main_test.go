package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestPage_is_what_the_tables_say(t *testing.T) {
	t.Parallel()
	stored, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(stored, text()) {
		t.Errorf("%s is out of date; run make generate", page)
	}
}
