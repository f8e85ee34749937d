package httpd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/vault"
)

// stall is how long an upload may send nothing.
const stall = 60 * time.Second

// uploaded is the answer to an upload. The id is what a mutation names; it is the digest, so the same file twice is one upload.
type uploaded struct {
	UploadID string `json:"uploadId"`
	SHA256   string `json:"sha256"`
	Size     int64  `json:"size"` // bytes
}

// mayUpload lets in who may register sources of an extraction, record documents or receive complaints; a file on its own tells nothing and
// belongs to no case yet.
func (s *Server) mayUpload(next http.Handler) http.Handler {
	return s.admit(func(p access.Principal) bool {
		for command, kind := range uploadsFor {
			if s.cfg.Policy.Command(p, command, access.Resource{Kind: kind, Force: p.Force}).Allowed {
				return true
			}
		}
		return false
	})(next)
}

// uploadsFor are the commands that want an uploaded file, and what they are about.
var uploadsFor = map[string]string{
	"extraction.RegisterSource": extraction.Category, "misconduct.RecordDocument": misconduct.Category, "misconduct.Receive": misconduct.Category,
}

// atOnce refuses more than n requests at the same time.
func atOnce(n int) func(http.Handler) http.Handler {
	places := make(chan struct{}, n)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
				next.ServeHTTP(w, r)
			default:
				w.Header().Set("Retry-After", "10")
				refuse(w, http.StatusServiceUnavailable, "BUSY", "too many uploads are running; try again")
			}
		})
	}
}

// upload streams a file into the vault. Nothing of a file that is refused stays.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	expected, ok := expectedDigest(r)
	switch {
	case !ok:
		refuse(w, http.StatusBadRequest, "BAD_DIGEST", "Content-SHA256 must be 64 lower-case hexadecimal digits, the same wherever it stands")
		return
	case r.Header.Get("Content-Encoding") != "":
		refuse(w, http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "send the file's own bytes, without a content encoding")
		return
	case r.ContentLength == 0:
		refuse(w, http.StatusBadRequest, "EMPTY_UPLOAD", "the file is empty")
		return
	case r.ContentLength > s.cfg.MaxUpload:
		refuse(w, http.StatusRequestEntityTooLarge, "UPLOAD_TOO_LARGE", fmt.Sprintf("an upload has at most %d bytes", s.cfg.MaxUpload))
		return
	}
	result, err := s.take(r.Context(), steady{body: r.Body, ctl: http.NewResponseController(w)}, expected)
	if err != nil {
		s.refuseUpload(w, r, err)
		return
	}
	answer(w, http.StatusCreated, result)
}

// errDigest says that the bytes that came are not those the client meant; errEmpty that none came.
var (
	errDigest = errors.New("the bytes received do not have the digest that was sent")
	errEmpty  = errors.New("the file is empty")
)

func (s *Server) take(ctx context.Context, body io.Reader, expected string) (_ uploaded, err error) {
	staged, err := s.cfg.Vault.Stage(ctx, body, s.cfg.MaxUpload)
	if err != nil {
		return uploaded{}, err
	}
	defer func() { err = errors.Join(err, staged.Discard()) }() // does nothing after Commit
	switch {
	case staged.Size == 0:
		return uploaded{}, errEmpty
	case expected != "" && expected != string(staged.SHA256):
		return uploaded{}, errDigest
	}
	if err := staged.Commit(ctx); err != nil {
		return uploaded{}, err
	}
	s.metrics.uploaded(staged.Size)
	return uploaded{UploadID: string(staged.SHA256), SHA256: string(staged.SHA256), Size: staged.Size}, nil
}

func (s *Server) refuseUpload(w http.ResponseWriter, r *http.Request, err error) {
	w.Header().Set("Connection", "close") // the rest of the body is not worth reading
	var tooLarge *vault.TooLargeError
	switch {
	case errors.As(err, &tooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, "UPLOAD_TOO_LARGE", fmt.Sprintf("an upload has at most %d bytes", s.cfg.MaxUpload))
	case errors.Is(err, errDigest):
		refuse(w, http.StatusUnprocessableEntity, "DIGEST_MISMATCH", errDigest.Error()+"; nothing was kept, send it again")
	case errors.Is(err, errEmpty):
		refuse(w, http.StatusBadRequest, "EMPTY_UPLOAD", errEmpty.Error())
	case errors.Is(err, vault.ErrDiskFull):
		refuse(w, http.StatusInsufficientStorage, "DISK_FULL", "there is no room left; nothing was kept")
	case errors.Is(err, errBody):
		refuse(w, http.StatusBadRequest, "UPLOAD_BROKEN", "the upload ended early or stood still; nothing was kept, send it again")
	default:
		s.cfg.Logger.ErrorContext(r.Context(), "take an upload", "error", err)
		refuse(w, http.StatusInternalServerError, "INTERNAL", "internal error")
	}
}

// expectedDigest reads the digest the client sent, in the header Content-SHA256 or the query's sha256, or "" when it sent none.
func expectedDigest(r *http.Request) (string, bool) {
	digest := r.Header.Get("Content-SHA256")
	if q := r.URL.Query().Get("sha256"); q != "" {
		if digest != "" && digest != q {
			return "", false
		}
		digest = q
	}
	valid := len(digest) == 64 && strings.Trim(digest, "0123456789abcdef") == ""
	return digest, digest == "" || valid
}

// errBody marks errors of the request's body, so that they are not taken for errors of the vault.
var errBody = errors.New("read the upload")

// steady reads a body that may take hours but must not stand still.
type steady struct {
	body io.Reader
	ctl  *http.ResponseController
}

// Read reads once, with a deadline of its own.
func (s steady) Read(p []byte) (int, error) {
	_ = s.ctl.SetReadDeadline(time.Now().Add(stall)) // not every connection has deadlines; those that stall do
	n, err := s.body.Read(p)
	if errors.Is(err, io.EOF) {
		_ = s.ctl.SetReadDeadline(time.Time{}) // all is here: keeping it may take longer, and nobody went away
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", errBody, err)
	}
	return n, err
}
