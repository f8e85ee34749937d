package node

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"sync"
	"time"
)

// newTLS reads the certificate, and the authority of client certificates where one is named; nil without a certificate.
func newTLS(cfg Config) (*tls.Config, error) {
	if cfg.CertFile == "" {
		return nil, nil
	}
	certificate, err := CertificateFile(cfg.CertFile, cfg.KeyFile)
	if err != nil {
		return nil, err
	}
	c := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: certificate}
	if cfg.ClientCAFile == "" {
		return c, nil
	}
	authority, err := os.ReadFile(cfg.ClientCAFile)
	if err != nil {
		return nil, fmt.Errorf("read the authority of client certificates: %w", err)
	}
	c.ClientCAs, c.ClientAuth = x509.NewCertPool(), tls.VerifyClientCertIfGiven
	if !c.ClientCAs.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("read the authority of client certificates: %s holds no certificate in PEM form", cfg.ClientCAFile)
	}
	return c, nil
}

// CertificateFile reads a certificate and its key (PEM), and returns what gives them to each new connection, read anew when the file has
// changed. The program's other listeners use it too.
func CertificateFile(certFile, keyFile string) (func(*tls.ClientHelloInfo) (*tls.Certificate, error), error) {
	pair := &keyPair{certFile: certFile, keyFile: keyFile}
	if _, err := pair.get(nil); err != nil {
		return nil, err
	}
	return pair.get, nil
}

// keyPair reads the certificate anew when its file has changed, so that it can be renewed under a running node. A pair
// that does not fit together, as in the middle of a renewal, leaves the one before in use.
type keyPair struct {
	certFile, keyFile string

	mu   sync.Mutex
	read time.Time // the file's time of change when it was read
	pair *tls.Certificate
}

func (k *keyPair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	info, err := os.Stat(k.certFile)
	if err == nil && (k.pair == nil || !info.ModTime().Equal(k.read)) {
		var pair tls.Certificate
		if pair, err = tls.LoadX509KeyPair(k.certFile, k.keyFile); err == nil {
			k.pair, k.read = &pair, info.ModTime()
		}
	}
	if k.pair == nil {
		return nil, fmt.Errorf("read the certificate: %w", err)
	}
	return k.pair, nil
}
