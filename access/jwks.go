package access

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	maxIssuerAnswer = 1 << 20          // bytes of a discovery document or key set
	fetchEvery      = 30 * time.Second // per document, after a good answer
	retryEvery      = 2 * time.Second  // per document, after none
	issuerTimeout   = 5 * time.Second  // for one fetch
)

// fetcher is an http.RoundTripper that fetches the issuer's few documents at a bounded rate and otherwise answers with the last good
// copy. Without it every forged token would cause a fetch: the OIDC client asks again whenever a signature does not fit.
type fetcher struct {
	next http.RoundTripper
	now  func() time.Time

	mu        sync.Mutex
	documents map[string]*document // by URL; the issuer has two of them
}

// document is guarded by the fetcher's lock.
type document struct {
	next   time.Time // not fetched again before
	header http.Header
	body   []byte // nil until the first good answer
}

func newFetcher(next http.RoundTripper, now func() time.Time) *fetcher {
	return &fetcher{next: next, now: now, documents: map[string]*document{}}
}

// RoundTrip answers from the last good copy when the document was fetched a short while ago or the issuer does not answer.
func (f *fetcher) RoundTrip(r *http.Request) (*http.Response, error) {
	d, due := f.reserve(r.URL.String())
	if !due {
		return f.cached(r, d, errors.New("asked too often"))
	}
	header, body, err := f.fetch(r)
	if err != nil {
		return f.cached(r, d, err)
	}
	f.mu.Lock()
	d.header, d.body, d.next = header, body, f.now().Add(fetchEvery)
	f.mu.Unlock()
	return answer(r, header, body), nil
}

// reserve says whether a document may be fetched now; whoever is told so is the only one for a while.
func (f *fetcher) reserve(url string) (*document, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.documents[url]
	if !ok {
		d = &document{}
		f.documents[url] = d
	}
	now := f.now()
	if now.Before(d.next) {
		return d, false
	}
	d.next = now.Add(retryEvery)
	return d, true
}

func (f *fetcher) fetch(r *http.Request) (http.Header, []byte, error) {
	resp, err := f.next.RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, nil, fmt.Errorf("the issuer answered %s", resp.Status)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxIssuerAnswer+1))
	if err != nil {
		return nil, nil, err
	}
	if len(body) > maxIssuerAnswer {
		return nil, nil, fmt.Errorf("the issuer answered with more than %d bytes", maxIssuerAnswer)
	}
	return resp.Header, body, nil
}

func (f *fetcher) cached(r *http.Request, d *document, cause error) (*http.Response, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if d.body == nil {
		return nil, fmt.Errorf("%w: %w", ErrKeysUnavailable, cause)
	}
	return answer(r, d.header, d.body), nil
}

func answer(r *http.Request, header http.Header, body []byte) *http.Response {
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header.Clone(), Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r,
	}
}
