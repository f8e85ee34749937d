package misconduct

import (
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// MaxDocument is how many bytes a document has at most. What is larger is not a document but material: it comes in as an exhibit or an
// extraction.
const MaxDocument = 256 << 20

const maxRenditions = 4

// Rendition is the same document in another form, such as the PDF of a letter beside its HTML.
type Rendition struct {
	SHA256    domain.SHA256 `json:"sha256"`
	Size      int64         `json:"size"` // bytes
	MediaType string        `json:"mediaType"`
}

// MediaTypes returns the forms in which a document is taken. HTML is taken only from the ledger's own templates, because a page that
// somebody brings in can run.
func MediaTypes() []string {
	return []string{"application/pdf", "text/plain", "text/csv", "image/png", "image/jpeg", "message/rfc822",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text"}
}

const html = "text/html"

// Refused: DOCUMENT_EXISTS, EMPTY_DOCUMENT, DOCUMENT_TOO_LARGE, MEDIA_TYPE_NOT_TAKEN, BAD_TEMPLATE, NOT_MADE_HERE, UNKNOWN_PERSON,
// NOT_CONCERNED.
func (c RecordDocument) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("document", c.Document),
		domain.OneOf("kind", c.Kind, DocNotice, DocLetter, DocReport, DocStatement, DocRepresentations, DocReflectiveText, DocPolicy, DocOther),
		domain.Line("title", c.Title),
		c.template(),
		c.form("", Rendition{SHA256: c.SHA256, Size: c.Size, MediaType: c.MediaType}),
		c.renditions(),
		env.CheckDate("on", c.On),
		s.received(),
		s.newDocument(c.Document),
		c.addressee(s),
	)
	if err != nil {
		return nil, err
	}
	return []Event{DocumentRecorded{Document: c.Document, Kind: c.Kind, Title: c.Title, SHA256: c.SHA256, Size: c.Size, MediaType: c.MediaType,
		Renditions: c.Renditions, Officer: c.Officer, Person: c.Person, Template: c.Template, Dated: dated(c.On, s.CameToAttentionOn)}}, nil
}

// template: where the ledger made the document, its template is named with its version. An account under the reflective practice review
// is the officer's own and made from none.
func (c RecordDocument) template() error {
	if c.Template == "" {
		return nil
	}
	name, version, found := strings.Cut(c.Template, "/")
	if !found || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" || name == "" || version == "" || strings.Trim(version, "0123456789") != "" || len(c.Template) > 100 {
		return domain.Errorf(domain.Invalid, "BAD_TEMPLATE", "template must be a name, a slash and a version, such as written-notice/1").On("template")
	}
	if c.Kind == DocReflectiveText {
		return domain.Errorf(domain.Invalid, "BAD_TEMPLATE", "an account in a reflective practice review is the officer's own; record it without a template").
			On("template").Under("CR Part 6")
	}
	return nil
}

// renditions: only what the ledger made itself has the same content in several forms; of two files that somebody brings, nobody knows.
func (c RecordDocument) renditions() error {
	if len(c.Renditions) > 0 && c.Template == "" {
		return domain.Errorf(domain.Invalid, "NOT_MADE_HERE", "only a document made from a template has other forms; record each file as a document").On("renditions")
	}
	if err := domain.AtMost("renditions", len(c.Renditions), maxRenditions); err != nil {
		return err
	}
	for _, r := range c.Renditions {
		if err := c.form("renditions", r); err != nil {
			return err
		}
	}
	return nil
}

// form checks one form of the document. The field is the list it stands in, "" for the document itself.
func (c RecordDocument) form(list string, r Rendition) error {
	field := func(own string) string {
		if list != "" {
			return list
		}
		return own
	}
	switch {
	case r.Size <= 0:
		return domain.Errorf(domain.Invalid, "EMPTY_DOCUMENT", "the document is empty; bring the file that was meant").On(field("size"))
	case r.Size > MaxDocument:
		return domain.Errorf(domain.Invalid, "DOCUMENT_TOO_LARGE",
			"a document has at most %d MiB; register larger material as an exhibit", MaxDocument>>20).On(field("size"))
	case !c.takes(r.MediaType):
		return domain.Errorf(domain.Invalid, "MEDIA_TYPE_NOT_TAKEN", "documents come as %s; bring it in one of these forms",
			strings.Join(MediaTypes(), ", ")).On(field("mediaType"))
	}
	return domain.CheckHash(field("sha256"), r.SHA256)
}

func (c RecordDocument) takes(mediaType string) bool {
	for _, known := range MediaTypes() {
		if mediaType == known {
			return true
		}
	}
	return mediaType == html && c.Template != ""
}

// addressee: whom a document is about or addressed to belongs to the matter. An account in a reflective practice review is somebody's.
func (c RecordDocument) addressee(s State) error {
	switch {
	case c.Officer != "":
		if err := s.concerned("officer", c.Officer); err != nil {
			return err
		}
	case c.Kind == DocReflectiveText:
		return domain.Errorf(domain.Invalid, "REQUIRED", "officer is missing; state whose account it is").On("officer").Under("CR Part 6")
	}
	if _, known := s.Persons[c.Person]; c.Person != "" && !known {
		return domain.Errorf(domain.Refused, "UNKNOWN_PERSON", "this person is not on record in the matter; name them as complainant or interested person first").On("person")
	}
	return nil
}

func (s State) newDocument(id string) error {
	if _, ok := s.Documents[id]; !ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "DOCUMENT_EXISTS", "the matter already has a document with this id; choose a new one").On("document")
}

// evolveDocuments takes in what was entered in the register of documents.
func evolveDocuments(s State, e Event) State {
	if e, ok := e.(DocumentRecorded); ok {
		s.Documents = with(s.Documents, e.Document, Document{Kind: e.Kind, SHA256: e.SHA256, Size: e.Size, MediaType: e.MediaType,
			Renditions: e.Renditions, Officer: e.Officer, Person: e.Person, Template: e.Template, On: e.On})
	}
	return s
}
