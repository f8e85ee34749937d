package access

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Names of the rules that forbid. A prohibition beats every permission.
const (
	ForbidUnknown             = "forbid.not-signed-in"
	ForbidReadersToWrite      = "forbid.readers-write-nothing"
	ForbidOwnMatter           = "forbid.officer-concerned-own-matter"
	ForbidLinkedMatter        = "forbid.linked-matter"
	ForbidConflict            = "forbid.conflict-of-interest"
	ForbidRestricted          = "forbid.restricted-compartment"
	ForbidQuarantined         = "forbid.quarantined"
	ForbidReflective          = "forbid.reflective-accounts"
	ForbidIntelligence        = "forbid.undisclosed-intelligence"
	ForbidWithheldName        = "forbid.withheld-name"
	ForbidWithoutSecondFactor = "forbid.evidence-without-second-factor"
	ForbidOwnEntry            = "forbid.own-entry-in-register"
	ForbidOtherForce          = "forbid.other-force"
	ForbidOwnProposal         = "forbid.own-proposal"
	ForbidWithoutAllowing     = "forbid.no-rule-allows"
)

// Prohibition is one rule that forbids.
type Prohibition struct {
	Name  string // stable; returned with every decision it made
	Text  string // what the rule says, in one sentence
	holds func(question) bool
}

// Prohibitions returns the rules that forbid, for documentation and tests.
func Prohibitions() []Prohibition { return slices.Clone(prohibitions) }

var prohibitions = []Prohibition{
	{ForbidUnknown, "Nobody who has not signed in sees or does anything.",
		func(q question) bool { return q.who.Actor == "" || q.who.Role == "" }},
	{ForbidReadersToWrite, "The IOPC's readers, auditors, analysts, panels and officers concerned give no command.",
		func(q question) bool {
			return q.command != "" && !writes(q.who.Role) && q.who.Role != domain.ProcessManager
		}},
	{ForbidOwnMatter, "The officer concerned sees and does nothing in their own matter, whatever their role.",
		func(q question) bool { return q.who.Officer != "" && slices.Contains(q.about.Concerned, q.who.Officer) }},
	{ForbidLinkedMatter, "The officer concerned in a linked matter sees and does nothing in this one, whatever their role.",
		func(q question) bool { return q.who.Officer != "" && slices.Contains(q.about.Linked, q.who.Officer) }},
	{ForbidConflict, "Whoever has an interest in a matter is kept out of it, whatever their role (compare CR15).",
		func(q question) bool { return slices.Contains(q.about.Conflicted, q.who.Actor) }},
	{ForbidRestricted, "Nobody in the force sees a matter in a restricted compartment, nor a gap, who is not cleared for it.",
		func(q question) bool {
			return q.about.Restricted && !slices.Contains(outside, q.who.Role) && !slices.Contains(q.about.Cleared, q.who.Actor)
		}},
	{ForbidQuarantined, "Material that may be legally privileged is seen by independent counsel alone until it is released.",
		func(q question) bool {
			counsel := q.who.Role == domain.IndependentCounsel && slices.Contains(q.about.Privileged, q.who.Actor)
			return q.about.Quarantined && !counsel
		}},
	{ForbidReflective, "Accounts given under the Reflective Practice Review Process reach no panel and no bundle.",
		func(q question) bool {
			reflective := q.about.Reflective || q.content == ReflectiveWork
			return reflective && (slices.Contains(hearing, q.who.Role) || q.command == "bundle.Add")
		}},
	{ForbidIntelligence, "Intelligence that was not disclosed is seen by no panel and no defence reviewer.",
		func(q question) bool {
			return q.about.Intelligence && (slices.Contains(hearing, q.who.Role) || q.who.Role == domain.DefenceReviewer)
		}},
	{ForbidWithheldName, "A name that is withheld is seen only by those who are cleared for identities in the matter.",
		func(q question) bool {
			return q.content == IdentityContent && q.about.Suppressed && !slices.Contains(q.about.Identities, q.who.Actor)
		}},
	{ForbidWithoutSecondFactor, "Evidence is shown to nobody who signed in with a password alone, where the service requires more.",
		func(q question) bool { return q.strict && q.content == EvidenceContent && !q.who.MultiFactor }},
	{ForbidOwnEntry, "Nobody changes their own entry in the register of officers.",
		func(q question) bool {
			return q.command != "" && q.who.Officer != "" && q.about.Kind == "officer" && q.about.ID == string(q.who.Officer)
		}},
	{ForbidOtherForce, "The roles of a force see and do nothing in the matters of another.",
		func(q question) bool {
			return q.about.Force != "" && q.who.Force != q.about.Force && servesForce(q.who)
		}},
	{ForbidOwnProposal, "Who proposed something does not agree to it, and nobody decides about their own access.",
		func(q question) bool {
			return slices.Contains(agreeing, q.command) && (q.who.Actor == q.about.Proposer || q.about.Own)
		}},
}

// servesForce says whether a principal acts for one force: everybody but the IOPC, whose analysts are told by having no force.
func servesForce(p Principal) bool {
	iopc := slices.Contains(watchdog, p.Role) || (p.Role == domain.CaseAnalyst && p.Force == "")
	return !iopc
}

// agreeing are the commands by which a second person agrees to something, and those nobody gives about themselves.
var agreeing = []string{
	"caseaccess.GiveClearance", "caseaccess.LiftRestriction", "caseaccess.ReviewException", "caseaccess.LiftConflict",
	"account.ProposeRole", "account.GrantRole",
}
