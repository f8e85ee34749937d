package httpd_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/httpd"
)

func digestOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func TestAnUploadGoesIntoTheVault(t *testing.T) {
	t.Parallel()
	d := open(t)
	content := strings.Repeat("[01/02/2025, 10:00:00] A: x\n", 1000)
	g := d.send("POST", "/uploads", "DIGITAL_EXAMINER", content, "Content-SHA256", digestOf(content))
	var answer struct {
		UploadID, SHA256 string
		Size             int
	}
	if err := json.Unmarshal([]byte(g.body), &answer); err != nil || g.status != 201 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if answer.SHA256 != digestOf(content) || answer.UploadID != answer.SHA256 || answer.Size != len(content) {
		t.Fatalf("%+v", answer)
	}
	blob, err := d.vault.Open(t.Context(), domain.SHA256(answer.SHA256))
	if err != nil {
		t.Fatal(err)
	}
	defer blob.Close()
	kept, err := io.ReadAll(blob)
	if err != nil || string(kept) != content {
		t.Fatalf("the vault holds %d bytes, %v", len(kept), err)
	}
	if again := d.send("POST", "/uploads", "DIGITAL_EXAMINER", content); again.status != 201 || again.body != g.body {
		t.Errorf("the same file again: %d %s", again.status, again.body)
	}
}

func TestUploadsAreRefused(t *testing.T) {
	t.Parallel()
	d := open(t, func(c *httpd.Config) { c.MaxUpload = 1000 })
	large := strings.Repeat("x", 1001)
	for name, c := range map[string]struct {
		token, path, body string
		headers           []string
		status            int
		code              string
	}{
		"nobody":                      {"", "/uploads", "x", nil, 401, "UNAUTHENTICATED"},
		"the watchdog":                {"IOPC_READER", "/uploads", "x", nil, 403, "FORBIDDEN"},
		"an analyst":                  {"CASE_ANALYST", "/uploads", "x", nil, 403, "FORBIDDEN"},
		"an exhibits officer":         {"EXHIBITS_OFFICER", "/uploads", "x", nil, 403, "FORBIDDEN"},
		"an auditor":                  {"AUDITOR", "/uploads", "x", nil, 403, "FORBIDDEN"},
		"other bytes":                 {"DIGITAL_EXAMINER", "/uploads", "x", []string{"Content-SHA256", digestOf("y")}, 422, "DIGEST_MISMATCH"},
		"other bytes, in the address": {"DIGITAL_EXAMINER", "/uploads?sha256=" + digestOf("y"), "x", nil, 422, "DIGEST_MISMATCH"},
		"two digests":                 {"DIGITAL_EXAMINER", "/uploads?sha256=" + digestOf("y"), "x", []string{"Content-SHA256", digestOf("x")}, 400, "BAD_DIGEST"},
		"no digest":                   {"DIGITAL_EXAMINER", "/uploads", "x", []string{"Content-SHA256", "abc"}, 400, "BAD_DIGEST"},
		"a digest in capitals":        {"DIGITAL_EXAMINER", "/uploads", "x", []string{"Content-SHA256", strings.ToUpper(digestOf("x"))}, 400, "BAD_DIGEST"},
		"empty":                       {"DIGITAL_EXAMINER", "/uploads", "", nil, 400, "EMPTY_UPLOAD"},
		"too large":                   {"DIGITAL_EXAMINER", "/uploads", large, nil, 413, "UPLOAD_TOO_LARGE"},
		"compressed on the way":       {"DIGITAL_EXAMINER", "/uploads", "x", []string{"Content-Encoding", "gzip"}, 415, "UNSUPPORTED_MEDIA_TYPE"},
	} {
		if g := d.send("POST", c.path, c.token, c.body, c.headers...); g.status != c.status || g.code() != c.code {
			t.Errorf("%s: %d %s", name, g.status, g.body)
		}
	}
	// Nothing says how long these are, so the limit is met on the way.
	if g := d.stream("POST", "/uploads", "DIGITAL_EXAMINER", io.MultiReader(strings.NewReader(large))); g.status != 413 || g.code() != "UPLOAD_TOO_LARGE" {
		t.Errorf("too large without a length: %d %s", g.status, g.body)
	}
	if g := d.stream("POST", "/uploads", "DIGITAL_EXAMINER", io.MultiReader(bytes.NewReader(nil))); g.status != 400 || g.code() != "EMPTY_UPLOAD" {
		t.Errorf("empty without a length: %d %s", g.status, g.body)
	}
	for _, content := range []string{"x", large} {
		if _, err := d.vault.Stat(t.Context(), domain.SHA256(digestOf(content))); err == nil {
			t.Errorf("the vault keeps what was refused (%d bytes)", len(content))
		}
	}
}

func TestOnlySoManyUploadsAtOnce(t *testing.T) {
	t.Parallel()
	d := open(t, func(c *httpd.Config) { c.Uploads = 1 })
	var feed *io.PipeWriter
	var first chan got
	begin := func() {
		var slow *io.PipeReader
		slow, feed = io.Pipe()
		first = make(chan got, 1)
		go func(done chan<- got) { done <- d.stream("POST", "/uploads", "DIGITAL_EXAMINER", slow) }(first)
		_, _ = feed.Write([]byte("begun")) // returns when the transport has taken it, or has given the upload up
	}
	begin()
	for d.send("POST", "/uploads", "DIGITAL_EXAMINER", "x").status != 503 { // until the first one is inside
		select {
		case <-first: // refused, because one of those that ask had the place
			begin()
		default:
		}
	}
	_ = feed.Close()
	if g := <-first; g.status != 201 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if g := d.send("POST", "/uploads", "DIGITAL_EXAMINER", "x"); g.status != 201 {
		t.Fatalf("after the first one: %d", g.status)
	}
}

// Whoever records documents or receives complaints brings files in, as the digital examiner does.
func TestWhoeverRecordsDocumentsMayUpload(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, role := range []string{"CASE_OFFICER", "PSD_SUPERVISOR", "APPROPRIATE_AUTHORITY"} {
		if g := d.send("POST", "/uploads", role, "a statement of "+role); g.status != 201 {
			t.Errorf("%s: %d %s", role, g.status, g.body)
		}
	}
}
