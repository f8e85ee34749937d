package papers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/vault"
)

// Ledger is what letters are made from and recorded in; *ledger.Ledger is one.
type Ledger interface {
	MayRecord(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) error
	MatterHistory(ctx context.Context, id domain.MatterID, each func(misconduct.Event) error) error
	OfficerHistory(ctx context.Context, id domain.OfficerID, each func(officer.Event) error) error
	AccountState(ctx context.Context, who domain.ActorID) (account.State, error)
	CaseAccessState(ctx context.Context, matter domain.MatterID) (caseaccess.State, error)
	Matter(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) (ledger.Receipt, error)
}

// Issuer makes letters. It may be used from any goroutine.
type Issuer struct {
	Ledger Ledger
	Vault  *vault.Vault
	Now    func() time.Time // the clock that says whether a name is still withheld
}

// Issue makes a letter, puts both its forms into the vault and records it as a document of the matter. It returns where that stands and
// the document's id, which follows from the command's. The same command again makes no second letter, whatever happened in the matter
// since.
//
// Errors: those of ledger.Ledger.Matter; a *domain.Error with UNKNOWN_TEMPLATE, FACT_MISSING, NOT_CONCERNED, UNKNOWN_PERSON,
// UNKNOWN_DOCUMENT, NOT_FOR_PROCEEDINGS or a code of the domain's checks; the errors of the vault.
func (i *Issuer) Issue(ctx context.Context, commandID string, id domain.MatterID, r Request) (ledger.Receipt, string, error) {
	if err := i.Ledger.MayRecord(ctx, commandID, id, misconduct.RecordDocument{}); err != nil {
		return ledger.Receipt{}, "", err
	}
	t, err := find(r.Template)
	if err != nil {
		return ledger.Receipt{}, "", err
	}
	f := &filling{Request: r, template: t, document: ledger.NewID(commandID, "document"), facts: newFacts()}
	if err := i.Ledger.MatterHistory(ctx, id, func(e misconduct.Event) error { f.facts.take(e); return nil }); err != nil {
		return ledger.Receipt{}, "", fmt.Errorf("read the matter for a letter: %w", err)
	}
	c, err := i.command(ctx, id, f)
	if err != nil {
		return ledger.Receipt{}, "", err
	}
	receipt, err := i.Ledger.Matter(ctx, commandID, id, c)
	return receipt, f.document, err
}

// command makes the letter, or finds it where it was made before.
func (i *Issuer) command(ctx context.Context, id domain.MatterID, f *filling) (misconduct.RecordDocument, error) {
	if d, made := f.facts.documents[f.document]; made && f.sameAs(d) {
		return asGiven(d), nil
	}
	if err := i.learn(ctx, id, f); err != nil {
		return misconduct.RecordDocument{}, err
	}
	forms, err := f.make()
	if err != nil {
		return misconduct.RecordDocument{}, err
	}
	kept := make([]misconduct.Rendition, len(forms))
	for n, form := range forms {
		if kept[n], err = i.keep(ctx, form); err != nil {
			return misconduct.RecordDocument{}, fmt.Errorf("keep the letter: %w", err)
		}
	}
	return misconduct.RecordDocument{Document: f.document, Kind: f.template.Kind, Title: f.template.Title, SHA256: kept[0].SHA256, Size: kept[0].Size,
		MediaType: kept[0].MediaType, Renditions: kept[1:], Officer: f.Officer, Person: f.Person, Template: f.template.ID(), On: f.On}, nil
}

// sameAs says whether the document on record answers this request as far as the record tells. Another one under the same command id is
// refused by the ledger.
func (f *filling) sameAs(d misconduct.DocumentRecorded) bool {
	return d.Template == f.template.ID() && d.Officer == f.Officer && d.Person == f.Person && d.On == f.On
}

// asGiven is the command that recorded a document.
func asGiven(d misconduct.DocumentRecorded) misconduct.RecordDocument {
	return misconduct.RecordDocument{Document: d.Document, Kind: d.Kind, Title: d.Title, SHA256: d.SHA256, Size: d.Size, MediaType: d.MediaType,
		Renditions: d.Renditions, Officer: d.Officer, Person: d.Person, Template: d.Template, On: d.On}
}

// form is one form of a letter.
type form struct {
	mediaType string
	content   []byte
}

// make checks the facts and writes the letter in its forms, the PDF first.
func (f *filling) make() ([]form, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	periods, err := f.periods()
	if err != nil {
		return nil, err
	}
	written, err := page(f.template, f.write(periods))
	if err != nil {
		return nil, err
	}
	if len(written) > maxPage {
		return nil, domain.Errorf(domain.Refused, "LETTER_TOO_LONG", "the letter would be longer than anybody reads; shorten its texts").On("text")
	}
	drawn, err := draw(written, f.On, f.template.Title, f.document+" · "+f.template.ID())
	if err != nil {
		return nil, err
	}
	return []form{{"application/pdf", drawn}, {"text/html", written}}, nil
}

// keep puts one form into the vault and checks that what lies there is what was made.
func (i *Issuer) keep(ctx context.Context, made form) (_ misconduct.Rendition, err error) {
	staged, err := i.Vault.Stage(ctx, bytes.NewReader(made.content), int64(len(made.content)))
	if err != nil {
		return misconduct.Rendition{}, err
	}
	defer func() { err = errors.Join(err, staged.Discard()) }() // does nothing after Commit
	sum := sha256.Sum256(made.content)
	if hex.EncodeToString(sum[:]) != string(staged.SHA256) {
		return misconduct.Rendition{}, errors.New("the vault took other bytes than were made")
	}
	if err := staged.Commit(ctx); err != nil {
		return misconduct.Rendition{}, err
	}
	return misconduct.Rendition{SHA256: staged.SHA256, Size: staged.Size, MediaType: made.mediaType}, nil
}

// learn looks up the names, and whether one is withheld.
func (i *Issuer) learn(ctx context.Context, id domain.MatterID, f *filling) error {
	var err error
	if f.Officer != "" {
		if f.officer, err = i.named(ctx, f.Officer); err != nil {
			return fmt.Errorf("look up the officer concerned: %w", err)
		}
	}
	if f.acting, err = i.actingName(ctx, f); err != nil {
		return err
	}
	access, err := i.Ledger.CaseAccessState(ctx, id)
	if unknown(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look up whose name is withheld: %w", err)
	}
	for _, s := range access.Suppressed {
		ended := !s.Until.IsZero() && !i.Now().Before(s.Until)
		f.withheld = f.withheld || (!ended && s.Kind == caseaccess.OfficerNamed && (s.Officer == f.Officer || s.Officer == ""))
	}
	f.withheld = f.withheld || len(f.restrictions()) > 0
	return nil
}

// actingName is what was stated, or the name of the appointed investigator where their account leads to the register.
func (i *Issuer) actingName(ctx context.Context, f *filling) (string, error) {
	who := f.facts.state.Investigator
	if f.ActingName != "" || who == "" {
		return f.ActingName, nil
	}
	a, err := i.Ledger.AccountState(ctx, who)
	if unknown(err) || (err == nil && a.Officer == "") {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look up the investigator: %w", err)
	}
	p, err := i.named(ctx, a.Officer)
	if err != nil {
		return "", fmt.Errorf("look up the investigator: %w", err)
	}
	return p.Rank + " " + p.Name, nil
}

// named reads how the register names somebody, and the rank they hold.
func (i *Issuer) named(ctx context.Context, o domain.OfficerID) (person, error) {
	var p person
	err := i.Ledger.OfficerHistory(ctx, o, func(e officer.Event) error {
		switch e := e.(type) {
		case officer.Registered:
			p = person{Name: e.Person.Name, CollarNumber: e.Person.CollarNumber, Rank: title(e.Rank)}
		case officer.RankChanged:
			p.Rank = title(e.Rank)
		}
		return nil
	})
	return p, err
}

func unknown(err error) bool {
	kind, ok := domain.KindOf(err)
	return ok && kind == domain.NotFound
}
