package httpd

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections/documents"
)

// extensions are the endings of the file names under which documents are saved, for the media types that are taken.
var extensions = map[string]string{
	"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "text/csv": ".csv", "image/png": ".png", "image/jpeg": ".jpg",
	"message/rfc822": ".eml", "application/vnd.oasis.opendocument.text": ".odt",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}

// document gives out the bytes of a document, in the form that `form` names or as it was recorded. Not allowed is not found. It is saved,
// never shown in the browser's window: a file that somebody brought in must not run there. Its name tells nothing of the matter.
func (s *Server) document(w http.ResponseWriter, r *http.Request) {
	matter, id := domain.MatterID(chi.URLParam(r, "case")), chi.URLParam(r, "document")
	if uuid.Validate(string(matter)) != nil || uuid.Validate(id) != nil {
		refuse(w, http.StatusNotFound, "NOT_FOUND", "there is nothing here")
		return
	}
	d, err := s.cfg.API.Documents.Read(r.Context(), matter, id)
	if err != nil {
		s.refuseDocument(w, r, err)
		return
	}
	form, ok := d.Form(r.URL.Query().Get("form"))
	if !ok {
		refuse(w, http.StatusNotAcceptable, "NO_SUCH_FORM", "the document has no such form")
		return
	}
	s.send(w, r, d, form)
}

func (s *Server) send(w http.ResponseWriter, r *http.Request, d documents.Document, form misconduct.Rendition) {
	blob, err := s.cfg.Vault.Open(r.Context(), form.SHA256)
	if err != nil {
		s.refuseDocument(w, r, err)
		return
	}
	defer blob.Close()
	ending, known := extensions[form.MediaType]
	mediaType := form.MediaType
	if !known {
		ending, mediaType = ".bin", "application/octet-stream"
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	if mediaType == "text/html" || mediaType == "text/plain" || mediaType == "text/csv" {
		h.Set("Content-Type", mediaType+"; charset=utf-8")
	}
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.ID + ending}))
	h.Set("Content-Length", strconv.FormatInt(blob.Size(), 10))
	h.Set("Content-Security-Policy", fixed["Content-Security-Policy"]+"; sandbox")
	h.Set("Content-SHA256", string(form.SHA256))
	if r.Method == http.MethodHead {
		return
	}
	if _, err := io.Copy(w, blob); err != nil { // a byte that does not match is not sent: the answer ends short of its length
		s.cfg.Logger.ErrorContext(r.Context(), "send a document", "error", err)
		panic(http.ErrAbortHandler)
	}
}

func (s *Server) refuseDocument(w http.ResponseWriter, r *http.Request, err error) {
	kind, refused := domain.KindOf(err)
	switch {
	case refused && kind == domain.NotFound:
		refuse(w, http.StatusNotFound, "NOT_FOUND", "there is nothing here")
	case errors.Is(err, access.ErrUnauthenticated):
		refuse(w, http.StatusUnauthorized, "TOKEN_MISSING", "show an access token")
	case errors.Is(err, accesslog.ErrUnavailable):
		refuseUnrecorded(w, err)
	default:
		s.cfg.Logger.ErrorContext(r.Context(), "read a document", "error", err)
		refuse(w, http.StatusInternalServerError, "INTERNAL", "internal error")
	}
}
