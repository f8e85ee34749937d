package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// throughServer uploads the file to a running ledger, asks for its import and waits for the receipt.
func (c intakeCommand) throughServer(ctx context.Context, t *terminal) error {
	r, err := c.remote()
	if err != nil {
		return err
	}
	id, err := c.extractionAt(ctx, r)
	if err != nil {
		return err
	}
	sha, err := c.upload(ctx, t, r)
	if err != nil {
		return err
	}
	before, found, err := r.sourceOf(ctx, id, sha, "")
	if err != nil {
		return err
	}
	if found && before.Receipt != nil {
		t.say("this file was imported before: nothing was added")
		printReceipt(t, id, before.source(), before.Receipt.recorded())
		return nil
	}
	position, err := c.askForImport(ctx, r, id, sha)
	if err != nil {
		return err
	}
	done, err := r.awaitImport(ctx, t, id, sha, position, standstill)
	if err != nil {
		return err
	}
	printReceipt(t, id, done.source(), done.Receipt.recorded())
	return nil
}

// remote reads the token, where one is given, and opens nothing yet.
func (c intakeCommand) remote() (*remote, error) {
	client, err := c.client()
	if err != nil {
		return nil, err
	}
	r := &remote{server: c.base(), path: "/graphql", client: client}
	if c.TokenFile != "" {
		r.token, err = readSecret(c.TokenFile, "the access token")
	}
	return r, err
}

// extractionAt finds the extraction by exhibit and case, as the caller may see them.
func (c intakeCommand) extractionAt(ctx context.Context, r *remote) (domain.ExtractionID, error) {
	if c.Extraction != "" {
		return domain.ExtractionID(c.Extraction), nil
	}
	variables := map[string]any{"reference": c.Matter}
	if uuidForm.MatchString(c.Matter) {
		variables = map[string]any{"id": c.Matter}
	}
	var found struct {
		Case *struct {
			ID string `json:"id"`
		} `json:"case"`
	}
	if _, err := r.query(ctx, ownDocument("find_case"), variables, &found); err != nil {
		return "", fmt.Errorf("find case %s: %w", c.Matter, err)
	}
	if found.Case == nil {
		return "", noSuchCase(c.Matter)
	}
	return c.exhibitAt(ctx, r, found.Case.ID)
}

func noSuchCase(name string) error {
	return domain.Errorf(domain.NotFound, "UNKNOWN_MATTER", "there is no case %s, or it is not for you to see", name)
}

func (c intakeCommand) exhibitAt(ctx context.Context, r *remote, matter string) (domain.ExtractionID, error) {
	type node struct {
		ID domain.ExtractionID `json:"id"`
	}
	var found struct {
		Exhibit *struct {
			Extraction *node `json:"extraction"`
			Device     *struct {
				Extractions struct {
					Nodes []node `json:"nodes"`
				} `json:"extractions"`
			} `json:"device"`
		} `json:"exhibit"`
	}
	if _, err := r.query(ctx, ownDocument("find_exhibit"), map[string]any{"case": matter, "ref": c.Exhibit}, &found); err != nil {
		return "", fmt.Errorf("find exhibit %s: %w", c.Exhibit, err)
	}
	switch e := found.Exhibit; {
	case e == nil:
		return "", domain.Errorf(domain.NotFound, "UNKNOWN_EXHIBIT", "case %s has no exhibit %s, or it is not for you to see", c.Matter, c.Exhibit)
	case e.Extraction != nil:
		return e.Extraction.ID, nil
	case e.Device == nil:
		return "", notADevice(domain.ExhibitRef(c.Exhibit))
	default:
		var ids []domain.ExtractionID
		for _, n := range e.Device.Extractions.Nodes {
			ids = append(ids, n.ID)
		}
		return theOne(domain.ExhibitRef(c.Exhibit), ids)
	}
}

// upload streams the file to the server and makes sure that the server has the same bytes.
func (c intakeCommand) upload(ctx context.Context, t *terminal, r *remote) (_ domain.SHA256, err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return "", fmt.Errorf("open the file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("open the file: %w", err)
	}
	hash := sha256.New()
	answer, err := r.post(ctx, "/uploads", "application/octet-stream", io.TeeReader(counted(f, t.meter("uploading")), hash), info.Size())
	if err != nil {
		return "", fmt.Errorf("upload %s: %w", c.File, err)
	}
	var stored struct {
		SHA256 domain.SHA256 `json:"sha256"`
	}
	if err := json.Unmarshal(answer, &stored); err != nil {
		return "", fmt.Errorf("read the answer to the upload: %w", err)
	}
	if sent := domain.SHA256(hex.EncodeToString(hash.Sum(nil))); stored.SHA256 != sent {
		return "", fmt.Errorf("upload %s: the server has %s, sent was %s; upload it again", c.File, stored.SHA256, sent)
	}
	return stored.SHA256, nil
}

// askForImport gives the command and returns the position its registration has.
func (c intakeCommand) askForImport(ctx context.Context, r *remote, id domain.ExtractionID, sha domain.SHA256) (string, error) {
	input := map[string]any{"commandId": uuid.NewString(), "extractionId": id, "uploadId": sha, "sha256": sha, "name": filepath.Base(c.File)}
	if c.DateOrder != "" {
		input["dateOrder"] = c.DateOrder
	}
	if c.TimeZone != "" {
		input["timeZone"] = c.TimeZone
	}
	var answer struct {
		ExtractionImport struct {
			Receipt    *struct{ Position string } `json:"receipt"`
			UserErrors userErrors                 `json:"userErrors"`
		} `json:"extractionImport"`
	}
	_, err := r.query(ctx, ownDocument("import_extraction"), map[string]any{"input": input}, &answer)
	if err == nil {
		err = answer.ExtractionImport.UserErrors.err()
	}
	if err != nil {
		return "", fmt.Errorf("import %s: %w", c.File, err)
	}
	if answer.ExtractionImport.Receipt == nil {
		return "", errors.New("the server took the import and gave no receipt")
	}
	return answer.ExtractionImport.Receipt.Position, nil
}

// remoteSource is one file of an extraction as the server shows it.
type remoteSource struct {
	Source struct {
		SHA256    domain.SHA256 `json:"sha256"`
		Size      json.Number   `json:"size"`
		Format    string        `json:"format"`
		DateOrder string        `json:"dateOrder"`
		OrderFrom string        `json:"orderFrom"`
	} `json:"source"`
	Batches  int            `json:"batches"`
	Messages int            `json:"messages"`
	Receipt  *remoteReceipt `json:"receipt"`
}

func (s remoteSource) source() extraction.Source {
	size, err := s.Source.Size.Int64()
	if err != nil {
		size = 0
	}
	return extraction.Source{SHA256: s.Source.SHA256, Size: size, Format: s.Source.Format, DateOrder: s.Source.DateOrder,
		OrderFrom: s.Source.OrderFrom}
}

// remoteReceipt is what the server counted; its fields are spelled as in the event.
type remoteReceipt extraction.SourceRecorded

func (r remoteReceipt) recorded() extraction.SourceRecorded { return extraction.SourceRecorded(r) }

// sourceOf asks for one file of an extraction, and returns false when the extraction does not have it.
func (r *remote) sourceOf(ctx context.Context, id domain.ExtractionID, sha domain.SHA256, atLeast string) (remoteSource, bool, error) {
	variables := map[string]any{"id": id}
	if atLeast != "" {
		variables["at"] = atLeast
	}
	var found struct {
		Extraction *struct {
			Sources []remoteSource `json:"sources"`
		} `json:"extraction"`
	}
	_, err := r.query(ctx, ownDocument("watch_import"), variables, &found)
	if err != nil {
		return remoteSource{}, false, fmt.Errorf("ask how far the import is: %w", err)
	}
	if found.Extraction == nil {
		return remoteSource{}, false, domain.Errorf(domain.NotFound, "UNKNOWN_EXTRACTION", "there is no extraction %s, or it is not for you to see", id)
	}
	for _, s := range found.Extraction.Sources {
		if s.Source.SHA256 == sha {
			return s, true, nil
		}
	}
	return remoteSource{}, false, nil
}

// standstill is how long an import may show no new message before whoever waits for it is sent away.
const standstill = 5 * time.Minute

// awaitImport asks again until the import has its receipt, or until nothing has come of it for the time given: the server keeps what was
// registered, so nothing is lost by not waiting any longer.
func (r *remote) awaitImport(ctx context.Context, t *terminal, id domain.ExtractionID, sha domain.SHA256, position string,
	patience time.Duration) (remoteSource, error) {
	meter := t.meter("recording")
	defer meter.done()
	recorded, since := -1, time.Now()
	for {
		s, found, err := r.sourceOf(ctx, id, sha, position)
		if err != nil {
			return remoteSource{}, err
		}
		if found && s.Receipt != nil {
			meter.at("%d messages, %d batches", s.Messages, s.Batches)
			return s, nil
		}
		if found && s.Messages != recorded {
			meter.at("%d messages, %d batches", s.Messages, s.Batches)
			recorded, since = s.Messages, time.Now()
		}
		if time.Since(since) > patience {
			return remoteSource{}, stoodStill(s.Messages, patience)
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return remoteSource{}, err
		}
	}
}

func stoodStill(messages int, patience time.Duration) error {
	return &adviceError{
		err:    fmt.Errorf("the import stands at %d messages and has not moved for %s", messages, patience),
		advice: "the file is registered and not lost; look at the server's log, then give the same command again to go on waiting",
	}
}
