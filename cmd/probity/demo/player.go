package demo

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/vault"
)

// Player plays the story. All fields but Progress are required.
type Player struct {
	Ledger *ledger.Ledger
	Log    *eventlog.Log
	Vault  *vault.Vault
	// Import brings a file of the vault into an extraction, as the principal in the context.
	Import func(ctx context.Context, id domain.ExtractionID, sha domain.SHA256, name string) (intake.Receipt, error)
	// Progress is told about every step before it is taken; nil for silence.
	Progress func(step, steps int, says string)
}

// Outcome is what playing the story did.
type Outcome struct {
	Case       domain.MatterID
	Extraction domain.ExtractionID
	Added      int       // commands that were carried out
	There      int       // commands that had been carried out before
	Refused    []Refusal // attempts the law does not allow, in this run
	Import     intake.Receipt
}

// Refusal is one attempt that was refused as it should be.
type Refusal struct {
	Says string // what was attempted
	Why  string // the ledger's answer
}

// NotRefusedError says that the ledger took a command the story expects it to refuse. It is a defect of the rules.
type NotRefusedError struct {
	Says string // what was attempted
	Code string // the refusal that was expected
}

// Error names the attempt.
func (e *NotRefusedError) Error() string {
	return fmt.Sprintf("the ledger should have refused with %s and did not: %s", e.Code, e.Says)
}

// step is one command of the story.
type step struct {
	name    string // unique; the command id is derived from it
	as      string // the persona who gives it
	says    string // what a person reads while it happens
	refusal string // the code of the refusal that must follow; "" where the command is lawful
	give    func(ctx context.Context, commandID string) (ledger.Receipt, error)
}

// space is the namespace of the story's command ids.
var space = uuid.MustParse("0b6c7a52-54a4-5d8e-8b8c-6b3b1f0f9f01")

func commandID(name string) string { return uuid.NewSHA1(space, []byte("s1/"+name)).String() }

// Play plays the story from wherever an earlier run ended.
func (p Player) Play(ctx context.Context) (Outcome, error) {
	c := newCase(p)
	acts := [][]step{c.register(), c.opening(), c.seizures(), c.custody(), c.extraction(), c.investigation(), c.decisions()}
	total := 0
	for _, act := range acts {
		total += len(act)
	}
	out := Outcome{Case: c.matter, Extraction: c.extracted}
	done, repeated := 0, false
	for _, act := range acts {
		for _, s := range act {
			done++
			// An attempt has left no trace, so only the step before it tells whether it was made already.
			if s.refusal != "" && repeated {
				continue
			}
			if p.Progress != nil {
				p.Progress(done, total, s.says)
			}
			var err error
			if repeated, err = p.take(ctx, s, &out); err != nil {
				return out, fmt.Errorf("demonstration, step %q: %w", s.name, err)
			}
		}
	}
	out.Import = c.imported
	return out, nil
}

// take gives one command as its persona and says whether it had been carried out before.
func (p Player) take(ctx context.Context, s step, out *Outcome) (repeated bool, err error) {
	principal, err := acting(s.as)
	if err != nil {
		return false, err
	}
	receipt, err := s.give(access.With(ctx, principal), commandID(s.name))
	if s.refusal != "" {
		return false, out.expect(s, err)
	}
	if err != nil {
		return false, err
	}
	if receipt.Repeated {
		out.There++
	} else {
		out.Added++
	}
	return receipt.Repeated, nil
}

func (o *Outcome) expect(s step, err error) error {
	var refused *domain.Error
	switch {
	case err == nil:
		return &NotRefusedError{Says: s.says, Code: s.refusal}
	case !errors.As(err, &refused) || refused.Code != s.refusal:
		return fmt.Errorf("expected the refusal %s: %w", s.refusal, err)
	}
	o.Refused = append(o.Refused, Refusal{Says: s.says, Why: refused.Error()})
	return nil
}

func acting(name string) (access.Principal, error) {
	p, ok := devissuer.Named(name)
	if !ok {
		return access.Principal{}, &devissuer.UnknownPersonaError{Name: name}
	}
	return access.Principal{Actor: p.Subject, Role: p.Role, Force: p.Force, Officer: p.Officer}, nil
}

// The personas of the story, by the names the development issuer knows.
const (
	caseOfficer = "case-officer"
	examiner    = "digital-examiner"
	authority   = "appropriate-authority"
	supervisor  = "psd-supervisor"
	exhibits    = "exhibits-officer"
)

// chat is the imported conversation, once the import has run.
type chat struct {
	sha  domain.SHA256
	size int64
}

// story holds the ids of everything in the case, and what later steps need to know of earlier ones.
type story struct {
	p         Player
	matter    domain.MatterID
	thorne    domain.OfficerID
	calloway  domain.OfficerID
	winstead  domain.OfficerID
	workPhone domain.DeviceID
	ownPhone  domain.DeviceID
	extracted domain.ExtractionID

	chat     chat
	imported intake.Receipt
	cited    []misconduct.MessageRef // messages of the imported chat that decisions rest on
}

func newCase(p Player) *story {
	id := func(step, kind string) string { return ledger.NewID(commandID(step), kind) }
	return &story{
		p:         p,
		matter:    ledger.MatterID(force, reference),
		thorne:    devissuer.ConcernedOfficer,
		calloway:  domain.OfficerID(id("register-calloway", "officer")),
		winstead:  domain.OfficerID(id("register-winstead", "officer")),
		workPhone: domain.DeviceID(id("issue-work-phone", "device")),
		ownPhone:  domain.DeviceID(id("seize-own-phone", "device")),
		extracted: domain.ExtractionID(id("authorise", "extraction")),
	}
}

// ExtractionID is the extraction of the story, for whoever wants to import more into it.
func ExtractionID() domain.ExtractionID { return newCase(Player{}).extracted }
