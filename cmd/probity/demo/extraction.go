package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
)

// The group chat of the story: its size is the one the acceptance scenario names.
const (
	chatMessages = 6412
	chatSeed     = 417
	chatName     = "PQR-1_chat.txt"
)

// The three messages that decisions rest on, by their place in the chat, counted from 0. What they would say in a real case is not
// repeated here.
const (
	thornesRemark   = 1207
	callowaysLine   = 2980
	winsteadsAnswer = 4515
)

// groupChat is the chat of the story: nine members of a response team, from October to June.
func groupChat() intake.GroupChat {
	return intake.GroupChat{
		Seed: chatSeed, Messages: chatMessages, Title: "Harbour C banter",
		Members: []string{"Adam Thorne", "Rhea Calloway", "Joel Winstead", "Priya Nand", "Lewis Hartnell", "Sian Beddoe", "Tom Arkell",
			"Becca Oyelaran", "Dan Whitlow"},
		Start: time.Date(2024, time.October, 1, 8, 0, 0, 0, time.UTC), End: time.Date(2025, time.May, 30, 22, 0, 0, 0, time.UTC),
		Planted: map[int]intake.Line{
			thornesRemark:     {Sender: "Adam Thorne", Text: "[demonstration: a racist remark about a driver he had stopped that evening]"},
			callowaysLine - 1: {Sender: "Adam Thorne", Text: "[demonstration: another racist remark]"},
			callowaysLine:     {Sender: "Rhea Calloway", Text: "Briefing moved to 0645 tomorrow, don't be late again"},
			winsteadsAnswer:   {Sender: "Joel Winstead", Text: "[demonstration: a reply that could be read as approval]"},
		},
	}
}

var tool = extraction.Tool{Name: "Demonstration extractor", Version: "1.0.0"}

// extraction is Thursday 12 to Monday 16 June 2025: allowed, made, imported, checked.
func (s *story) extraction() []step {
	return []step{
		{name: "authorise", as: supervisor, says: "a supervisor authorises an extraction and limits its scope",
			give: s.extract(extraction.Authorise{Matter: s.matter, Device: s.ownPhone, Exhibit: "KLM/2", Level: extraction.FullFileSystem,
				Scope:      extraction.Scope{Applications: []string{"WhatsApp"}, From: "2024-10-01", To: "2025-06-09"},
				Authoriser: "DCI S. Okafor", Reason: "The group chat of nine; no other conversation is asked for."})},
		{name: "start", as: examiner, says: "16 June: the examiner starts",
			give: s.extract(extraction.Start{Tool: tool, Operator: renner, Method: "DFU-M-014, validated 2025-02",
				DeviceState: "AFU", ClockOffset: "+00:00:02", At: clock("2025-06-16 09:15")})},
		{name: "import", as: examiner, says: fmt.Sprintf("a generated chat of %d messages is imported", chatMessages), give: s.importChat},
		{name: "complete", as: examiner, says: "the extraction is complete: PQR/1", give: s.complete},
		{name: "verify-master", as: examiner, says: "the master copy is hashed again: it matches", give: s.verifyMaster},
		{name: "reseal", as: examiner, says: "KLM/2 goes into a new bag",
			give: s.phone(s.ownPhone, device.Seal{Seal: reBag, By: renner, At: clock("2025-06-16 14:10")})},
		{name: "back-to-store", as: examiner, says: "and back to the store",
			give: s.phone(s.ownPhone, device.Transfer{From: renner, To: osei, At: clock("2025-06-16 15:30"),
				Place: "exhibits store, Northmoor House", Purpose: "storage", SealGiven: reBag, SealReceived: reBag, Intact: true,
				Store: "bay 3, shelf 12"})},
	}
}

func (s *story) extract(c extraction.Command) door {
	return func(ctx context.Context, commandID string) (ledger.Receipt, error) {
		return s.p.Ledger.Extraction(ctx, commandID, s.extracted, c)
	}
}

// importChat generates the chat, takes it into the vault and imports it as any file would be. A second run finds everything there.
func (s *story) importChat(ctx context.Context, _ string) (ledger.Receipt, error) {
	if err := s.stage(ctx); err != nil {
		return ledger.Receipt{}, fmt.Errorf("take the chat into the vault: %w", err)
	}
	var err error
	s.imported, err = s.p.Import(ctx, s.extracted, s.chat.sha, chatName)
	return ledger.Receipt{Repeated: s.imported.AlreadyImported}, err
}

// stage writes the chat into the vault; the same chat gives the same digest every time.
func (s *story) stage(ctx context.Context) error {
	var text bytes.Buffer // about half a megabyte
	if err := intake.GenerateGroupChat(&text, groupChat()); err != nil {
		return err
	}
	staged, err := s.p.Vault.Stage(ctx, &text, 64<<20)
	if err != nil {
		return err
	}
	s.chat = chat{sha: staged.SHA256, size: staged.Size}
	return staged.Commit(ctx)
}

func (s *story) complete(ctx context.Context, commandID string) (ledger.Receipt, error) {
	return s.p.Ledger.Extraction(ctx, commandID, s.extracted, extraction.Complete{
		Exhibit: "PQR/1", Result: "COMPLETE", Tool: tool, Operator: renner, Container: chatName, ContainerSize: s.chat.size,
		AcquisitionHash: s.chat.sha, Counts: map[string]int{"messages": chatMessages}, At: clock("2025-06-16 13:40"),
	})
}

// verifyMaster reads the stored copy back, every byte of it, and records what its hash is.
func (s *story) verifyMaster(ctx context.Context, commandID string) (_ ledger.Receipt, err error) {
	blob, err := s.p.Vault.Open(ctx, s.chat.sha)
	if err != nil {
		return ledger.Receipt{}, err
	}
	defer func() { err = errors.Join(err, blob.Close()) }()
	if _, err := io.Copy(io.Discard, blob); err != nil { // reading to the end verifies; see package vault
		return ledger.Receipt{}, err
	}
	return s.p.Ledger.Extraction(ctx, commandID, s.extracted, extraction.VerifyHash{
		Copy: extraction.Master, Actual: domain.SHA256(blob.SHA256()), Purpose: "COPY_TO_MASTER", At: clock("2025-06-16 13:55")})
}
