package misconduct_test

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const fileHash = domain.SHA256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

// bring is a statement somebody brought in.
func bring(change ...func(*misconduct.RecordDocument)) misconduct.RecordDocument {
	return with(misconduct.RecordDocument{Document: "doc-1", Kind: misconduct.DocStatement, Title: "Statement of the witness", SHA256: fileHash,
		Size: 24, MediaType: "application/pdf", Officer: thorne, On: "2025-06-20"}, change...)
}

func documentRefusals() []refusal {
	change := func(f func(*misconduct.RecordDocument)) misconduct.Command { return bring(f) }
	other := misconduct.Rendition{SHA256: fileHash, Size: 24, MediaType: "text/html"}
	made := func(f func(*misconduct.RecordDocument)) misconduct.Command {
		return bring(func(c *misconduct.RecordDocument) {
			c.Template, c.Renditions = "written-notice/1", []misconduct.Rendition{other}
		}, f)
	}
	return []refusal{
		{"a document of no matter", nil, bring(), "UNKNOWN_MATTER", ""},
		{"a document under a used id", after(named, misconduct.DocumentRecorded{Document: "doc-1"}), bring(), "DOCUMENT_EXISTS", "document"},
		{"a document about a stranger", named, change(func(c *misconduct.RecordDocument) { c.Officer = "x" }), "NOT_CONCERNED", "officer"},
		{"a document to a stranger", named, change(func(c *misconduct.RecordDocument) { c.Person = "x" }), "UNKNOWN_PERSON", "person"},
		{"a document of no kind", named, change(func(c *misconduct.RecordDocument) { c.Kind = "MEMO" }), "UNKNOWN_VALUE", "kind"},
		{"a document without a title", named, change(func(c *misconduct.RecordDocument) { c.Title = " " }), "REQUIRED", "title"},
		{"a document of tomorrow", named, change(func(c *misconduct.RecordDocument) { c.On = "2026-03-11" }), "IN_FUTURE", "on"},
		{"a document without bytes", named, change(func(c *misconduct.RecordDocument) { c.Size = 0 }), "EMPTY_DOCUMENT", "size"},
		{"a document of a gigabyte", named, change(func(c *misconduct.RecordDocument) { c.Size = 1 << 30 }), "DOCUMENT_TOO_LARGE", "size"},
		{"a document without a digest", named, change(func(c *misconduct.RecordDocument) { c.SHA256 = "" }), "REQUIRED", "sha256"},
		{"a program", named, change(func(c *misconduct.RecordDocument) { c.MediaType = "application/x-msdownload" }), "MEDIA_TYPE_NOT_TAKEN", "mediaType"},
		{"a page somebody brought", named, change(func(c *misconduct.RecordDocument) { c.MediaType = "text/html" }), "MEDIA_TYPE_NOT_TAKEN", "mediaType"},
		{"a template without a version", named, change(func(c *misconduct.RecordDocument) { c.Template = "written-notice" }), "BAD_TEMPLATE", "template"},
		{"a template that is a path", named, change(func(c *misconduct.RecordDocument) { c.Template = "../notice/1" }), "BAD_TEMPLATE", "template"},
		{"an account from a template", named, made(func(c *misconduct.RecordDocument) { c.Kind = misconduct.DocReflectiveText }), "BAD_TEMPLATE", "template"},
		{"an account of nobody", named, change(func(c *misconduct.RecordDocument) { c.Kind, c.Officer = misconduct.DocReflectiveText, "" }), "REQUIRED", "officer"},
		{"two files as one document", named, change(func(c *misconduct.RecordDocument) { c.Renditions = []misconduct.Rendition{other} }), "NOT_MADE_HERE", "renditions"},
		{"a form without bytes", named, made(func(c *misconduct.RecordDocument) { c.Renditions[0].Size = 0 }), "EMPTY_DOCUMENT", "renditions"},
		{"more forms than there are", named, made(func(c *misconduct.RecordDocument) { c.Renditions = make([]misconduct.Rendition, 5) }), "TOO_MANY", "renditions"},
	}
}
