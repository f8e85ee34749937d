package access

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"

	"github.com/probity-ledger/probity/domain"
)

// certificateActor begins the name of a machine that shows a certificate; its URI follows.
const certificateActor = "cert|"

// ErrCertificateUnnamed says that a certificate was shown and is vouched for, but names no machine: it must hold exactly one URI.
var ErrCertificateUnnamed = fmt.Errorf("the client certificate does not name one machine: %w", ErrUnauthenticated)

type certificateKey struct{}

// WithCertificate returns a context that carries the certificate the connection was opened with. Whoever calls it has had the
// certificate's chain and the possession of its key checked (by TLS).
func WithCertificate(ctx context.Context, c *x509.Certificate) context.Context {
	return context.WithValue(ctx, certificateKey{}, c)
}

// Certificate returns the certificate in the context, nil when none was shown.
func Certificate(ctx context.Context) *x509.Certificate {
	c, _ := ctx.Value(certificateKey{}).(*x509.Certificate)
	return c
}

// Machine returns whom a client certificate names: the machine of its only URI, e.g. spiffe://northmoor/kiosk/1. It has no role yet; the
// ledger's directory knows which it was granted. A certificate counts as more than a password, because its key does not travel.
func Machine(c *x509.Certificate) (Principal, error) {
	if len(c.URIs) != 1 || c.URIs[0].Scheme == "" || c.URIs[0].Host == "" || c.URIs[0].User != nil || c.URIs[0].RawQuery != "" || c.URIs[0].Fragment != "" {
		return Principal{}, ErrCertificateUnnamed
	}
	actor := certificateActor + c.URIs[0].String()
	if !isName(actor) {
		return Principal{}, ErrCertificateUnnamed
	}
	return Principal{Actor: domain.ActorID(actor), Expires: c.NotAfter, MultiFactor: true, Session: pseudonym("certificate", actor, thumbprint(c))}, nil
}

// thumbprint is the digest of a certificate as RFC 8705, section 3.1 writes it.
func thumbprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// confirmation names the key a token is bound to (RFC 7800). Only certificates are known here; a token bound in another way is refused,
// because nobody would look whether its bearer holds the key.
type confirmation map[string]any

func (c claims) boundTo(shown *x509.Certificate) error {
	if c.Bound == nil {
		return nil
	}
	want, ok := (*c.Bound)["x5t#S256"].(string)
	if !ok || want == "" || len(*c.Bound) != 1 {
		return fmt.Errorf("bound to its bearer in a way the ledger does not know: %w", ErrTokenMalformed)
	}
	if shown == nil || thumbprint(shown) != want {
		return ErrTokenNotYours
	}
	return nil
}
