package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"github.com/probity-ledger/probity/node"
)

// encrypted are the flags with which the server speaks TLS itself and knows machines by their certificates.
type encrypted struct {
	TLSCert  string `name:"tls-cert" type:"path" placeholder:"FILE" help:"The certificate (PEM) that encrypts the address; read anew when it changes."`
	TLSKey   string `name:"tls-key" type:"path" placeholder:"FILE" help:"The certificate's key (PEM), readable by its owner only."`
	ClientCA string `name:"client-ca" type:"path" placeholder:"FILE" help:"The authorities (PEM) of client certificates, read anew when they change. The URI in a certificate names a machine's account."`
}

func (e encrypted) check() error {
	switch {
	case (e.TLSCert == "") != (e.TLSKey == ""):
		return usagef("--tls-cert and --tls-key go together: give both or neither")
	case e.ClientCA != "" && e.TLSCert == "":
		return usagef("--client-ca needs TLS of the server's own: give --tls-cert and --tls-key too")
	}
	return nil
}

// scheme is how addresses of this server begin.
func (e encrypted) scheme() string {
	if e.TLSCert == "" {
		return "http"
	}
	return "https"
}

// over puts TLS 1.3 over a listener, where a certificate is named.
func (e encrypted) over(l net.Listener) (net.Listener, error) {
	if e.TLSCert == "" {
		return l, nil
	}
	c, err := e.config()
	if err != nil {
		return nil, err
	}
	return tls.NewListener(l, c), nil
}

// ends is when the certificate in the file ends, the zero time where there is none that can be read.
func (e encrypted) ends() time.Time {
	if e.TLSCert == "" {
		return time.Time{}
	}
	pair, err := tls.LoadX509KeyPair(e.TLSCert, e.TLSKey)
	if err != nil {
		return time.Time{}
	}
	return pair.Leaf.NotAfter
}

// config asks for a client certificate where an authority is named, and takes none as well: people come with tokens. Sessions are not
// resumed then, so that an authority that was taken off the list is asked at every connection.
func (e encrypted) config() (*tls.Config, error) {
	certificate, err := node.CertificateFile(e.TLSCert, e.TLSKey)
	if err != nil {
		return nil, err
	}
	c := &tls.Config{MinVersion: tls.VersionTLS13, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: certificate}
	if e.ClientCA == "" {
		return c, nil
	}
	authorities := &authoritiesFile{path: e.ClientCA}
	if _, err := authorities.get(); err != nil {
		return nil, err
	}
	c.ClientAuth, c.SessionTicketsDisabled = tls.VerifyClientCertIfGiven, true
	c.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
		pool, err := authorities.get()
		if err != nil {
			return nil, err
		}
		now := c.Clone()
		now.ClientCAs, now.GetConfigForClient = pool, nil
		return now, nil
	}
	return c, nil
}

// authoritiesFile reads a list of authorities anew when its file has changed. A list that cannot be read leaves the one before in use.
type authoritiesFile struct {
	path string

	mu   sync.Mutex
	read time.Time // the file's time of change when it was read
	pool *x509.CertPool
}

func (a *authoritiesFile) get() (*x509.CertPool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	info, err := os.Stat(a.path)
	if err == nil && (a.pool == nil || !info.ModTime().Equal(a.read)) {
		var pool *x509.CertPool
		if pool, err = readAuthorities(a.path); err == nil {
			a.pool, a.read = pool, info.ModTime()
		}
	}
	if a.pool == nil {
		return nil, fmt.Errorf("read the authorities of client certificates: %w", err)
	}
	return a.pool, nil
}

func readAuthorities(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("%s holds no certificate in PEM form", path)
	}
	return pool, nil
}
