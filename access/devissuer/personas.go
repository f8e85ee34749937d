package devissuer

import (
	"crypto/rand"
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Persona is somebody the development issuer can sign in. All of them are invented.
type Persona struct {
	Name    string           // as on the command line, e.g. "case-officer"
	Title   string           // what the person does, for help texts
	Subject domain.ActorID   // the token's subject
	Role    domain.Role      // the token's role
	Force   string           // the token's force; "" for the IOPC
	Officer domain.OfficerID // the token's entry in the register of officers, "" when there is none
	Service bool             // a program that signs in by itself, so that nobody can show a second factor
}

// Force is the invented police force the personas serve.
const Force = "northmoor"

// ConcernedOfficer is the register entry of the persona officer-concerned. The demonstration registers its first officer concerned
// under this id, so that the exclusion by identity can be tried out.
const ConcernedOfficer domain.OfficerID = "7a1f0a52-61d5-5c8e-9a0e-2f6f3c1b7d10"

var personas = []Persona{
	{Name: "case-officer", Title: "professional standards investigator; runs the case",
		Subject: "dev|case-officer", Role: domain.CaseOfficer, Force: Force},
	{Name: "digital-examiner", Title: "makes extractions, imports what they produced",
		Subject: "dev|digital-examiner", Role: domain.DigitalExaminer, Force: Force},
	{Name: "appropriate-authority", Title: "takes the force's statutory decisions",
		Subject: "dev|appropriate-authority", Role: domain.AppropriateAuthority, Force: Force},
	{Name: "psd-supervisor", Title: "allocates, approves the scope of extractions, explains continuity gaps",
		Subject: "dev|psd-supervisor", Role: domain.PSDSupervisor, Force: Force},
	{Name: "exhibits-officer", Title: "keeps the store and the continuity of exhibits",
		Subject: "dev|exhibits-officer", Role: domain.ExhibitsOfficer, Force: Force},
	{Name: "other-case-officer", Title: "the same office as case-officer, and no task in the case: sees nothing of it without an exception",
		Subject: "dev|other-case-officer", Role: domain.CaseOfficer, Force: Force},
	{Name: "anti-corruption", Title: "works in restricted compartments",
		Subject: "dev|anti-corruption", Role: domain.AntiCorruption, Force: Force},
	{Name: "access-administrator", Title: "proposes and grants roles; sees no case",
		Subject: "dev|access-administrator", Role: domain.AccessAdministrator, Force: Force},
	{Name: "access-administrator-2", Title: "the second administrator every role takes",
		Subject: "dev|access-administrator-2", Role: domain.AccessAdministrator, Force: Force},
	{Name: "auditor", Title: "reads who did what and who saw what; no evidence",
		Subject: "dev|auditor", Role: domain.Auditor, Force: Force},
	{Name: "iopc-reader", Title: "the watchdog; reads what was referred, writes nothing",
		Subject: "dev|iopc-reader", Role: domain.IOPCReader},
	{Name: "analyst", Title: "aggregates only; no case, no message",
		Subject: "dev|analyst", Role: domain.CaseAnalyst, Force: Force},
	{Name: "analyst-service", Title: "a program that fetches aggregates by itself",
		Subject: "dev|analyst-service", Role: domain.CaseAnalyst, Force: Force, Service: true},
	{Name: "officer-concerned", Title: "the subject of the demonstration's case; sees nothing of it",
		Subject: "dev|officer-concerned", Role: domain.OfficerConcerned, Force: Force, Officer: ConcernedOfficer},
}

// Personas lists everybody the issuer can sign in.
func Personas() []Persona { return slices.Clone(personas) }

// Named returns a persona by name, and false when there is none of that name.
func Named(name string) (Persona, bool) {
	i := slices.IndexFunc(personas, func(p Persona) bool { return p.Name == name })
	if i < 0 {
		return Persona{}, false
	}
	return personas[i], true
}

// claims are what a token says beside the registered claims. Each is a sign-in of its own ("sid"); how it was made ("amr", "acr") is
// invented like the rest.
func (p Persona) claims(multiFactor bool) map[string]any {
	claims := map[string]any{"role": string(p.Role), "sid": rand.Text(), "azp": p.Name}
	switch {
	case p.Service: // a client's secret is no method a person used
	case multiFactor:
		claims["amr"], claims["acr"] = []string{"pwd", "otp", "mfa"}, "2"
	default:
		claims["amr"], claims["acr"] = []string{"pwd"}, "1"
	}
	if p.Force != "" {
		claims["force"] = p.Force
	}
	if p.Officer != "" {
		claims["officer"] = string(p.Officer)
	}
	return claims
}
