package documents

import (
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Document is one entry of the register.
type Document struct {
	ID          string                  `json:"id"`
	Matter      domain.MatterID         `json:"matter"`
	Kind        misconduct.DocumentKind `json:"kind"`
	Title       string                  `json:"title"`
	Forms       []misconduct.Rendition  `json:"forms"` // the document itself first
	Officer     domain.OfficerID        `json:"officer,omitempty"`
	Person      string                  `json:"person,omitempty"`
	Template    string                  `json:"template,omitempty"` // "" for what was brought in
	On          domain.Date             `json:"on"`
	BeforeCause bool                    `json:"beforeCause,omitempty"`
	RecordedBy  domain.ActorID          `json:"recordedBy"`
	RecordedAt  time.Time               `json:"recordedAt"`
	Position    eventlog.Position       `json:"position"`
}

// Reflective says that it is an account of a reflective practice review.
func (d Document) Reflective() bool { return d.Kind == misconduct.DocReflectiveText }

// Content is what sort of thing the document is for the access rules, for somebody who reads it as a part of the matter.
func (d Document) Content() access.Content {
	if d.Reflective() {
		return access.ReflectiveWork
	}
	return access.CaseContent
}

// Item names the document to the access log.
func (d Document) Item() access.Item {
	return access.Item{Content: d.Content(), Matter: d.Matter, ID: d.ID}
}

// Form returns the form of a media type; the document itself for "".
func (d Document) Form(mediaType string) (misconduct.Rendition, bool) {
	for _, f := range d.Forms {
		if mediaType == "" || f.MediaType == mediaType {
			return f, true
		}
	}
	return misconduct.Rendition{}, false
}
