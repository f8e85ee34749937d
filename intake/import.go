package intake

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
	"github.com/probity-ledger/probity/vault"
)

// Import reads a file of the vault into an extraction: it registers the source, records its messages in batches and closes with a
// receipt. The name is the one the file was received under. progress may be nil; it is called after each batch, one call at a time.
//
// An import that was cut off goes on from the batches that are there, reading the file as it was read then. A finished one adds nothing
// and says so. Two imports of the same file at once do no harm, but one of them may end with a *CountError.
//
// Errors: those of Inspect, *SourceChangedError, *CountError, and whatever the recorder answers.
func Import(ctx context.Context, rec Recorder, v *vault.Vault, id domain.ExtractionID, sha domain.SHA256, name string, o Options,
	progress func(Progress)) (Receipt, error) {
	o = o.withDefaults()
	if o.Random == nil {
		o.Random = rand.Reader
	}
	ctx, cancel := o.bound(ctx)
	defer cancel()
	state, err := rec.ExtractionState(ctx, id)
	if err != nil {
		return Receipt{}, fmt.Errorf("read the state of the extraction: %w", err)
	}
	known := state.Sources[sha]
	if known.Recorded {
		return already(known), nil
	}
	s, err := openSource(ctx, v, sha, o.Limits)
	if err != nil {
		return Receipt{}, err
	}
	defer s.blob.Close()
	i := &importer{rec: rec, vault: v, id: id, sha: sha, options: asBefore(o, known), source: s, known: known, progress: progress}
	return i.run(ctx, name)
}

// already is the answer to importing what was imported. The full receipt stands in the ledger.
func already(known extraction.SourceState) Receipt {
	return Receipt{
		Source:          known.Source,
		AlreadyImported: true,
		Recorded: extraction.SourceRecorded{Source: known.Source.SHA256, CountedIn: known.Messages, CountedOut: known.Messages,
			Batches: known.Batches, Complete: true, SourceSHAEnd: known.Source.SHA256},
	}
}

// asBefore reads a file that was begun as it was read then, unless a person now says otherwise; that the ledger refuses.
func asBefore(o Options, known extraction.SourceState) Options {
	if !known.Registered {
		return o
	}
	if o.DateOrder == "" {
		o.DateOrder = DateOrder(known.Source.DateOrder)
	}
	if o.TimeZone == "" {
		o.TimeZone = known.Source.TimeZone
	}
	return o
}

// importer is one run of one import.
type importer struct {
	rec      Recorder
	vault    *vault.Vault
	id       domain.ExtractionID
	sha      domain.SHA256
	options  Options
	source   *source
	known    extraction.SourceState
	chat     *whatsapp.Chat
	media    *media
	tally    whatsapp.Tally
	progress func(Progress)

	revision uint64
	batches  int // in the ledger
	messages int // in the ledger
}

func (i *importer) run(ctx context.Context, name string) (Receipt, error) {
	var err error
	if i.chat, err = whatsapp.Survey(ctx, i.source.text, i.options.survey(i.source, name)); err != nil {
		return Receipt{}, err
	}
	described := i.source.describe(i.chat, oneLine(name), i.options)
	if err := i.register(ctx, described); err != nil {
		return Receipt{}, err
	}
	i.batches, i.messages = i.known.Batches, i.known.Messages
	i.media = newMedia(i.vault, i.source)
	if err := i.record(ctx); err != nil {
		return Receipt{}, err
	}
	recorded, err := i.finish(ctx)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{Source: described, Recorded: recorded, Revision: i.revision, Added: i.messages - i.known.Messages,
		Resumed: i.known.Registered}, nil
}

// register announces the source. The command's id covers what is said about it: the file read otherwise is another request, and the
// ledger refuses that one.
func (i *importer) register(ctx context.Context, s extraction.Source) error {
	said, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode source: %w", err)
	}
	err = i.give(ctx, "register "+string(said), extraction.RegisterSource{Source: s})
	if err != nil {
		return fmt.Errorf("register the source: %w", err)
	}
	return nil
}

func (i *importer) give(ctx context.Context, step string, c extraction.Command) error {
	revision, err := i.rec.Extraction(ctx, commandID(i.id, i.sha, step), i.id, c)
	if err == nil {
		i.revision = revision
	}
	return err
}

// append records one batch. Where the answer is an error, the ledger may have it all the same (a connection that broke while answering):
// then it is recorded.
func (i *importer) append(ctx context.Context, c *extraction.RecordMessages) error {
	err := i.give(ctx, fmt.Sprintf("batch %d", c.Batch), *c)
	if err != nil && !i.isRecorded(ctx, c.Batch) {
		return fmt.Errorf("record batch %d: %w", c.Batch, err)
	}
	i.batches = c.Batch + 1
	i.messages += len(c.Content.Messages)
	if i.progress != nil {
		i.progress(Progress{Messages: i.messages, Total: i.chat.Messages, Batches: i.batches})
	}
	return nil
}

func (i *importer) isRecorded(ctx context.Context, batch int) bool {
	state, err := i.rec.ExtractionState(ctx, i.id)
	return err == nil && state.Sources[i.sha].Batches > batch
}

// finish checks that the ledger holds what the file does and that the file is still the file, and closes the import.
func (i *importer) finish(ctx context.Context) (extraction.SourceRecorded, error) {
	state, err := i.rec.ExtractionState(ctx, i.id)
	if err != nil {
		return extraction.SourceRecorded{}, fmt.Errorf("read the state of the extraction: %w", err)
	}
	if held := state.Sources[i.sha].Messages; held != i.chat.Messages || i.tally.Messages != i.chat.Messages {
		return extraction.SourceRecorded{}, &CountError{InFile: i.chat.Messages, InLedger: held}
	}
	after, err := i.hashAgain(ctx)
	if err != nil {
		return extraction.SourceRecorded{}, err
	}
	i.media.finish()
	r := extraction.SourceRecorded{
		Source:       i.sha,
		CountedIn:    i.chat.Messages,
		CountedOut:   i.messages,
		Batches:      i.batches,
		Threads:      1,
		Senders:      i.tally.Senders,
		Attachments:  i.tally.Attachments,
		First:        i.tally.First,
		Last:         i.tally.Last,
		Issues:       allIssues(i.tally, i.media),
		Complete:     true,
		RecordedAt:   i.options.Now().UTC(),
		SourceSHAEnd: after,
	}
	if err := i.give(ctx, "finish", extraction.FinishSource{Receipt: r}); err != nil && !i.isClosed(ctx) {
		return extraction.SourceRecorded{}, fmt.Errorf("close the import: %w", err)
	}
	return r, nil
}

// isClosed says whether the import was closed, by another run of it that was under way at the same time: what it recorded is the same.
func (i *importer) isClosed(ctx context.Context) bool {
	state, err := i.rec.ExtractionState(ctx, i.id)
	return err == nil && state.Sources[i.sha].Recorded
}

// hashAgain reads the whole file once more: what was read is only worth something if the file is still the same.
func (i *importer) hashAgain(ctx context.Context) (after domain.SHA256, err error) {
	b, err := i.vault.Open(ctx, i.sha)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	h := sha256.New()
	if _, err := io.Copy(h, b); err != nil {
		return "", fmt.Errorf("hash the file again: %w", err)
	}
	if after = digestOf([32]byte(h.Sum(nil))); after != i.sha {
		return after, &SourceChangedError{Before: i.sha, After: after}
	}
	return after, nil
}

// oneLine makes a name fit to be recorded: control characters and broken bytes become U+FFFD, and it ends after as many characters as a
// line may have.
func oneLine(name string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	if all := []rune(clean); len(all) > domain.MaxLine {
		clean = string(all[:domain.MaxLine])
	}
	if strings.TrimSpace(clean) == "" {
		return "(unnamed)"
	}
	return clean
}
