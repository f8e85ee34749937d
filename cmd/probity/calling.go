package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// calling are the flags of commands that talk to a running ledger: whom they trust, and by what certificate they are known.
type calling struct {
	Server     string `placeholder:"URL" help:"A running ledger, such as https://ledger.example.police.uk, instead of the data folder."`
	ServerCA   string `name:"server-ca" type:"path" placeholder:"FILE" help:"The certificates (PEM) of who may vouch for it; the machine's own list when absent."`
	ClientCert string `type:"path" placeholder:"FILE" help:"The certificate (PEM) of this machine, for ledgers that know machines by them; with --client-key."`
	ClientKey  string `type:"path" placeholder:"FILE" help:"The certificate's key (PEM)."`
}

const handshakeTime = 10 * time.Second

// client is an HTTP client that trusts and shows what the flags say. A token must not go in the clear to another machine.
func (c calling) client() (*http.Client, error) {
	u, err := url.Parse(c.Server)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return nil, usagef("--server %s is not a URL", c.Server)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, usagef("--server %s is not encrypted and not on this machine: give an https address", c.Server)
	case (c.ClientCert == "") != (c.ClientKey == ""):
		return nil, usagef("--client-cert and --client-key go together: give both or neither")
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.ServerCA != "" {
		if config.RootCAs, err = readAuthorities(c.ServerCA); err != nil {
			return nil, fmt.Errorf("read --server-ca: %w", err)
		}
	}
	if c.ClientCert != "" {
		pair, err := tls.LoadX509KeyPair(c.ClientCert, c.ClientKey)
		if err != nil {
			return nil, fmt.Errorf("read --client-cert: %w", err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: config, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: handshakeTime}}, nil
}

// base is the server's address without a slash at its end.
func (c calling) base() string { return strings.TrimSuffix(c.Server, "/") }
