package intake

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake/whatsapp"
	"github.com/probity-ledger/probity/vault"
)

// The formats a source can have, as they stand in extraction.Source.Format.
const (
	FormatText = "WHATSAPP_TEXT"     // the bare text
	FormatZip  = "WHATSAPP_TEXT_ZIP" // the text in an archive, with or without its media
)

// ReaderVersion is what stands in extraction.Source.Reader. It changes when the same file would be read into other messages: an import
// begun by one version is not gone on with by another.
const ReaderVersion = "whatsapp-text/1"

// mostTexts bounds how many texts of an archive are looked into for the chat.
const mostTexts = 64

// source is a file of the vault that is open for reading, with its text found.
type source struct {
	blob    *vault.Blob
	archive *archive // nil for a bare text
	entry   *zip.File
	text    whatsapp.Text
	format  string
}

// openSource opens a file and finds the chat in it. The caller closes its blob.
func openSource(ctx context.Context, v *vault.Vault, sha domain.SHA256, l Limits) (*source, error) {
	blob, err := v.Open(ctx, sha)
	if err != nil {
		return nil, err
	}
	s := &source{blob: blob}
	if err := s.find(ctx, l); err != nil {
		return nil, errors.Join(err, blob.Close())
	}
	return s, nil
}

func (s *source) find(ctx context.Context, l Limits) error {
	isZip, err := recognise(s.blob)
	if err != nil {
		return err
	}
	if !isZip {
		s.format = FormatText
		s.text = func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(s.blob, 0, s.blob.Size())), nil }
		return nil
	}
	s.format = FormatZip
	if s.archive, err = openArchive(s.blob, s.blob.Size(), l); err != nil {
		return err
	}
	if s.entry, err = s.archive.chat(ctx); err != nil {
		return err
	}
	s.text = s.archive.text(s.entry)
	return nil
}

func (a *archive) text(f *zip.File) whatsapp.Text {
	return func() (io.ReadCloser, error) { return a.open(f) }
}

// chat finds the one entry that is the chat: "_chat.txt", else a text named as WhatsApp names its exports, else the only text that reads
// like one.
func (a *archive) chat(ctx context.Context) (*zip.File, error) {
	texts := a.texts()
	for _, is := range []func(*zip.File) bool{
		func(f *zip.File) bool { return path.Base(f.Name) == "_chat.txt" },
		func(f *zip.File) bool { return whatsapp.IsExportName(path.Base(f.Name)) },
	} {
		found := filter(texts, is)
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return nil, notAChat("an archive with several chats", "hand in one chat at a time")
		}
	}
	return a.onlyChat(ctx, texts)
}

func (a *archive) onlyChat(ctx context.Context, texts []*zip.File) (*zip.File, error) {
	var chats []*zip.File
	for _, f := range texts[:min(len(texts), mostTexts)] {
		err := whatsapp.Recognise(ctx, a.text(f))
		var not *NotAChatError
		switch {
		case err == nil:
			chats = append(chats, f)
		case !errors.As(err, &not):
			return nil, err
		}
	}
	switch len(chats) {
	case 1:
		return chats[0], nil
	case 0:
		return nil, notAChat(a.kind(), "")
	}
	return nil, notAChat("an archive with several chats", "hand in one chat at a time")
}

// texts are the texts at the top of the archive or one folder down, without what macOS adds.
func (a *archive) texts() []*zip.File {
	return filter(a.zip.File, func(f *zip.File) bool {
		base := path.Base(f.Name)
		return strings.EqualFold(path.Ext(base), ".txt") && strings.Count(f.Name, "/") <= 1 && f.Mode().IsRegular() &&
			!strings.HasPrefix(f.Name, "__MACOSX/") && !strings.HasPrefix(base, "._")
	})
}

// kind says what sort of archive without a chat this is.
func (a *archive) kind() string {
	for _, f := range a.zip.File {
		switch {
		case f.Name == "[Content_Types].xml":
			return "an Office document"
		case f.Name == "AndroidManifest.xml":
			return "an Android program"
		case path.Base(f.Name) == "report.xml":
			return "a forensic report (Cellebrite, by its structure)"
		}
	}
	return "an archive without a chat"
}

func filter(files []*zip.File, keep func(*zip.File) bool) []*zip.File {
	var kept []*zip.File
	for _, f := range files {
		if keep(f) {
			kept = append(kept, f)
		}
	}
	return kept
}
