package misconduct

import "github.com/probity-ledger/probity/domain"

// Document is one entry of the matter's register of documents.
type Document struct {
	Kind       DocumentKind
	SHA256     domain.SHA256
	Size       int64 // bytes
	MediaType  string
	Renditions []Rendition
	Officer    domain.OfficerID // whom it is about or addressed to
	Person     string           // an interested person it is addressed to
	Template   string           // "" for what was brought in
	On         domain.Date
}
