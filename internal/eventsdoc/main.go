// Command eventsdoc writes docs/events.md: every kind of event the ledger can hold, with an example of the stored bytes.
//
// It reads the codec tables and the golden files, so the page cannot name an event that does not exist. It is run by `make generate`
// from the root of the project.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/domain/policyset"
	"github.com/probity-ledger/probity/ledger/lease"
)

// page is the file the events are written to, below the root of the project.
const page = "docs/events.md"

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "eventsdoc:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	var out bytes.Buffer
	fmt.Fprint(&out, "<!-- Written by `make generate` from the codec tables and the golden files. Do not edit. -->\n\n# Events\n\n"+
		"A stream is named `<category>-<uuid>`. The stored type is the wire name below; the stored data is the JSON shown, on one line.\n"+
		"Wire names never change their meaning. The examples are the golden files of the tests; all people and places are invented.\n")
	for _, a := range aggregates() {
		if err := a.write(&out, root); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(root, page), out.Bytes(), 0o644)
}

// aggregate is one category of streams with the wire names of its codec table.
type aggregate struct {
	category string
	names    []string
	folder   string // of its package
	remark   string
}

func aggregates() []aggregate {
	return []aggregate{
		{misconduct.Category, misconduct.NewCodec().Names(), "domain/misconduct", ""},
		{device.Category, device.NewCodec().Names(), "domain/device", ""},
		{extraction.Category, extraction.NewCodec().Names(), "domain/extraction", ""},
		{officer.Category, officer.NewCodec().Names(), "domain/officer", ""},
		{caseaccess.Category, caseaccess.NewCodec().Names(), "domain/caseaccess",
			"Who may look into a matter; the id is the matter's."},
		{account.Category, account.NewCodec().Names(), "domain/account", "What a person or a machine may be; the id follows from the actor."},
		{policyset.Category, policyset.NewCodec().Names(), "domain/policyset",
			"By which rules access is decided. There is one stream of this category; it holds the text of the rules."},
		{lease.Category, lease.NewCodec().Names(), "ledger/lease", "Housekeeping: which running copy of the program does what must be done " +
			"once. The stream is named `lease-<name>`,\nits metadata is empty, the store may drop all but the last events, and no read model " +
			"is made from it."},
		{accesslog.Category, accesslog.NewCodec().Names(), "accesslog", "The access log: who looked at what. It is a log of its own, beside that of the cases. " +
			"A stream is named\n`access-<day>-<writer>`, its metadata is empty. `uuids` are the ids of what was shown, 16 bytes each, in base64."},
	}
}

func (a aggregate) write(w io.Writer, root string) error {
	fmt.Fprintf(w, "\n## %s\n", a.category)
	if a.remark != "" {
		fmt.Fprintf(w, "\n%s\n", a.remark)
	}
	for _, name := range a.names {
		golden := filepath.Join(root, filepath.FromSlash(a.folder), "testdata", "events", name+".json")
		data, err := os.ReadFile(golden)
		if err != nil {
			return fmt.Errorf("read the golden file of %s: %w", name, err)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, bytes.TrimSpace(data), "", "  "); err != nil {
			return fmt.Errorf("indent %s: %w", golden, err)
		}
		fmt.Fprintf(w, "\n### `%s`\n\n```json\n%s\n```\n", name, strings.TrimSpace(indented.String()))
	}
	return nil
}
