package eventlog

import (
	"crypto/x509"
	"fmt"
	"os"
)

// Endpoint is what a configuration amounts to, for whoever has to judge whether it is safe. It holds no secret.
type Endpoint struct {
	Addresses []string // host:port of the store or of the seeds, or the socket
	Discover  bool     // the members of a cluster are asked for
	Encrypted bool     // TLS
	Verified  bool     // the store's certificate is checked
	Local     bool     // every address is on this machine
	User      string   // whose password goes with every call; "" for nobody's
}

// Endpoint reads the configuration without connecting. Its errors are those of Open for a configuration that cannot work, and hold no
// password.
func (c Config) Endpoint() (Endpoint, error) {
	_, t, err := c.resolve()
	if err != nil {
		return Endpoint{}, err
	}
	s := &t.settings
	e := Endpoint{Encrypted: !s.DisableTLS, Verified: !s.DisableTLS && !s.SkipCertificateVerification, Local: onThisMachine(s), User: s.Username,
		Discover: s.DnsDiscover || len(s.GossipSeeds) > 0}
	if s.Address != "" {
		e.Addresses = append(e.Addresses, s.Address)
	}
	for _, seed := range s.GossipSeeds {
		e.Addresses = append(e.Addresses, seed.String())
	}
	return e, nil
}

// readAuthorities reads a file of certificates in PEM form.
func readAuthorities(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the certificates of the authorities: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("read the certificates of the authorities: %s holds no certificate in PEM form", path)
	}
	return pool, nil
}
