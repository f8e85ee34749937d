package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/probity-ledger/probity/access/devissuer"
)

// issuerFolder is where the development issuer keeps its key, below the data folder.
const issuerFolder = "dev-issuer"

// tokenCommand prints a token of the development issuer. It needs to read the data folder, not the running ledger.
type tokenCommand struct {
	As     string `required:"" placeholder:"PERSONA" help:"Whose: ${personas}."`
	Data   string `default:"data" type:"path" help:"The data folder of the ledger the token is for."`
	Shared string `type:"path" placeholder:"DIR" help:"The folder its replicas share, where it has one."`

	WithoutMFA bool `name:"without-mfa" help:"As if they had signed in with a password alone."`
}

// Run prints the token and nothing else on stdout, so that it can be used as "$(probity token --as case-officer)".
func (c tokenCommand) Run(ctx context.Context, t *terminal) error {
	if _, known := devissuer.Named(c.As); !known {
		return usagef("there is no persona %q; choose one of %s", c.As, personaNames())
	}
	folder := cmp.Or(c.Shared, c.Data)
	issuer, err := devissuer.Reopen(filepath.Join(folder, issuerFolder))
	if errors.Is(err, devissuer.ErrNeverOpened) {
		return &adviceError{err: fmt.Errorf("%s holds no development issuer", folder),
			advice: "start `probity serve` on that folder once, or name another with --data"}
	}
	if err != nil {
		return err
	}
	sign := issuer.Token
	if c.WithoutMFA {
		sign = issuer.TokenByPassword
	}
	token, err := sign(ctx, c.As)
	if err != nil {
		return err
	}
	t.say("%s", token)
	return nil
}

func personaNames() string {
	var names []string
	for _, p := range devissuer.Personas() {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}
