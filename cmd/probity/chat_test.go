package main

import (
	"archive/zip"
	"bytes"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/probity-ledger/probity/intake"
)

// writeChat writes a generated chat export, as text or as a zip: chat FILE MESSAGES SEED
func writeChat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: chat FILE MESSAGES SEED")
	}
	messages, err := strconv.Atoi(args[1])
	ts.Check(err)
	seed, err := strconv.ParseUint(args[2], 10, 64)
	ts.Check(err)
	content, err := chatText(messages, seed)
	ts.Check(err)
	if strings.HasSuffix(args[0], ".zip") {
		content, err = zipped(content)
		ts.Check(err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}

func chatText(messages int, seed uint64) ([]byte, error) {
	var text bytes.Buffer
	err := intake.GenerateGroupChat(&text, intake.GroupChat{Seed: seed, Messages: messages, Members: []string{"Ana", "Ben", "Cem", "Dev", "Eve"}})
	return text.Bytes(), err
}

func zipped(chat []byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("_chat.txt")
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(chat); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
