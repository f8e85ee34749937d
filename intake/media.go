package intake

import (
	"archive/zip"
	"context"
	"errors"
	"path"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/vault"
)

// The codes of what is noticed about the files beside the chat.
const (
	AttachmentDamaged  = "ATTACHMENT_DAMAGED"  // a file of the archive could not be read whole: it stays referenced
	AttachmentMissing  = "ATTACHMENT_MISSING"  // the archive has media, but not this file
	UnreferencedEntry  = "UNREFERENCED_ENTRY"  // a file of the archive that no message names; it stays in the archive in the vault
	ManyAttachmentRefs = "ATTACHMENT_REPEATED" // a file that more than one message names
)

// media puts the files of an archive into the vault as messages name them.
type media struct {
	vault   *vault.Vault
	archive *archive
	byName  map[string]*zip.File
	stored  map[string]extraction.Attachment // by name, once read
	named   map[string]bool                  // by any message, also of an earlier run
	issues  map[string]*extraction.Issue
}

// newMedia looks at the files in the folder of the chat. Without an archive there are none.
func newMedia(v *vault.Vault, s *source) *media {
	m := &media{vault: v, archive: s.archive, byName: map[string]*zip.File{}, stored: map[string]extraction.Attachment{},
		named: map[string]bool{}, issues: map[string]*extraction.Issue{}}
	if s.archive == nil {
		return m
	}
	folder := path.Dir(s.entry.Name)
	for _, f := range s.archive.zip.File {
		if f != s.entry && f.Mode().IsRegular() && path.Dir(f.Name) == folder {
			m.byName[path.Base(f.Name)] = f
		}
	}
	return m
}

// name notes that a message names its attachments, whether it is recorded now or was before.
func (m *media) name(msg *extraction.Message) {
	for _, a := range msg.Attachments {
		if a.Name != "" && m.byName[a.Name] != nil {
			m.named[a.Name] = true
		}
	}
}

// include puts the attachments of a message into the vault, where the archive has them. A damaged file stays referenced and is counted;
// an error means that the import cannot go on.
func (m *media) include(ctx context.Context, msg *extraction.Message) error {
	for i := range msg.Attachments {
		a := &msg.Attachments[i]
		f := m.byName[a.Name]
		if a.State != extraction.Referenced || f == nil {
			if a.State == extraction.Referenced && len(m.byName) > 0 {
				m.issue(AttachmentMissing, msg.Locator)
			}
			continue
		}
		if err := m.store(ctx, a, f, msg.Locator); err != nil {
			return err
		}
	}
	return nil
}

func (m *media) store(ctx context.Context, a *extraction.Attachment, f *zip.File, locator string) error {
	if known, ok := m.stored[a.Name]; ok {
		m.issue(ManyAttachmentRefs, locator)
		*a = known
		return nil
	}
	sha, size, err := m.copy(ctx, f)
	var damaged *ArchiveError
	switch {
	case errors.As(err, &damaged):
		m.issue(AttachmentDamaged, locator)
	case err != nil:
		return err
	default:
		a.SHA256, a.Size, a.State = sha, size, extraction.Included
	}
	m.stored[a.Name] = *a
	return nil
}

func (m *media) copy(ctx context.Context, f *zip.File) (domain.SHA256, int64, error) {
	r, err := m.archive.open(f)
	if err != nil {
		return "", 0, err
	}
	staged, err := m.vault.Stage(ctx, r, m.archive.limits.EntryBytes)
	if err = errors.Join(err, r.Close()); err != nil {
		if staged != nil {
			err = errors.Join(err, staged.Discard())
		}
		return "", 0, err
	}
	return staged.SHA256, staged.Size, staged.Commit(ctx)
}

func (m *media) issue(code, first string) {
	if one, ok := m.issues[code]; ok {
		one.Count++
		return
	}
	m.issues[code] = &extraction.Issue{Code: code, Count: 1, First: first}
}

// finish notes the files that no message named.
func (m *media) finish() {
	for name := range m.byName {
		if !m.named[name] {
			m.issue(UnreferencedEntry, "")
		}
	}
}
