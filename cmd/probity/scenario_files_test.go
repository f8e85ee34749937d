package main

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"time"

	"github.com/probity-ledger/probity/intake"
)

// chat puts a group chat of 6,412 messages into the vault, as an upload does, and returns its digest and size.
func (c *scenario) chat() (sha, size string) {
	c.t.Helper()
	var text bytes.Buffer
	err := intake.GenerateGroupChat(&text, intake.GroupChat{Seed: 417, Messages: 6412, Title: "Harbour C banter",
		Members: []string{"Adam Thorne", "Rhea Calloway", "Joel Winstead", "Priya Nand", "Lewis Hartnell", "Sian Beddoe", "Tom Arkell", "Becca Oyelaran", "Dan Whitlow"},
		Start:   time.Date(2024, time.October, 1, 8, 0, 0, 0, time.UTC), End: time.Date(2025, time.May, 30, 22, 0, 0, 0, time.UTC)})
	if err != nil {
		c.t.Fatal(err)
	}
	return c.stage(&text)
}

func (c *scenario) stage(content io.Reader) (sha, size string) {
	c.t.Helper()
	staged, err := c.s.vault.Stage(c.t.Context(), content, 64<<20)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := staged.Commit(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	return string(staged.SHA256), strconv.FormatInt(staged.Size, 10)
}

// upload records a text that somebody brought in as a document of the case. A supervisor does: accounts of a reflective review are read by
// them alone.
func (c *scenario) upload(kind, officer, text string) string {
	c.t.Helper()
	sha, _ := c.stage(bytes.NewReader([]byte(text)))
	answer := c.doneWith("psd-supervisor", "caseRecordDocument", "document { id }", vars{"kind": kind, "title": "a statement", "officerId": c.who[officer], "uploadId": sha,
		"sha256": sha, "mediaType": "text/plain"})
	id, _ := at(answer, "document", "id").(string)
	return id
}

// imported waits until the import of an extraction is done.
func (c *scenario) imported(id string) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	for {
		got := c.ask("digital-examiner", `query($id: ExtractionID!) { extraction(id: $id) { sources { done } } }`, vars{"id": id})
		if at(got, "extraction", "sources", 0, "done") == true {
			return
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			c.t.Fatalf("the import is not done: %v", got)
		}
	}
}
